#include "ui/background_ring.h"

#include <string.h>

static bool has_own(const struct sitting *sitting)
{
    return strcmp(sitting->background, "none") != 0 && !background_find(sitting->background);
}

static size_t ring_length(const struct background_ring *ring)
{
    return 1 + BACKGROUND_KIND_COUNT + has_own(ring->sitting);
}

static const char *name_at(const struct background_ring *ring, size_t index)
{
    if (index == 0)
        return "none";
    return index <= BACKGROUND_KIND_COUNT ? BACKGROUND_KINDS[index - 1].name
                                          : ring->sitting->background;
}

const char *background_ring_name(const struct background_ring *ring)
{
    return name_at(ring, ring->present);
}

struct background *background_ring_begin(struct background_ring *ring,
                                         const struct sitting *sitting, struct error *error)
{
    *ring = (struct background_ring){sitting, 0};
    struct background *background = sitting_background(sitting, error);
    while (background && strcmp(background_ring_name(ring), sitting->background) != 0)
        ring->present++;
    return background;
}

bool background_ring_step(struct background_ring *ring, struct player *player, int by,
                          struct error *error)
{
    size_t length = ring_length(ring);
    error->text[0] = '\0';
    ring->present = (ring->present + length + (size_t)by) % length;
    struct background *background = background_start(
        ring->sitting->library, background_ring_name(ring), ring->sitting->seed, error);
    if (*error->text)
        ring->present = 0;
    player_lay(player, background);
    return !*error->text;
}
