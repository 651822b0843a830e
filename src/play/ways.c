#include "play/ways.h"

#include "base/memory.h"

#include <stdlib.h>

/* Keeps the greater and the smaller of each step. */
static void widen(struct ways *ways, const struct narration *narration)
{
    for (size_t i = 0; i < narration->count; i++) {
        const struct speech *speech = &narration->speech[i];
        if (ways->count == 1 || speech->frames < ways->quickest[i].frames)
            ways->quickest[i] = *speech;
        if (ways->count == 1 || speech->frames > ways->slowest[i].frames)
            ways->slowest[i] = *speech;
    }
}

struct ways *ways_find(const struct library *library, struct practice *practice, const char *voice,
                       const struct sitting_bells *bells)
{
    struct ways *ways = mem_new(1, sizeof *ways);
    ways->quickest = mem_new(practice->step_count, sizeof *ways->quickest);
    ways->slowest = mem_new(practice->step_count, sizeof *ways->slowest);
    while (practice_vary_all(practice, ways->count)) {
        struct narration *narration = narration_find(library, practice, voice);
        if (bells)
            sitting_bells_ring(bells, practice, narration->speech);
        ways->narrations = mem_grow(ways->narrations, ways->count, sizeof *ways->narrations);
        ways->narrations[ways->count++] = narration;
        widen(ways, narration);
    }
    practice_vary_all(practice, 0);
    return ways;
}

void ways_free(struct ways *ways)
{
    if (!ways)
        return;
    for (size_t i = 0; i < ways->count; i++)
        narration_free(ways->narrations[i]);
    free(ways->narrations);
    free(ways->quickest);
    free(ways->slowest);
    free(ways);
}

bool ways_fit(const struct ways *ways, const struct practice *practice, int64_t frames)
{
    return timeline_fits(practice, ways->quickest, frames) &&
           timeline_fits(practice, ways->slowest, frames);
}

void ways_lengths(const struct ways *ways, const struct practice *practice, int64_t *shortest,
                  int64_t *longest)
{
    int64_t unused;
    timeline_neighbours(practice, ways->slowest, 1, &unused, shortest);
    timeline_neighbours(practice, ways->quickest, timeline_limit(practice) + 1, longest, &unused);
}

size_t ways_missing(const struct ways *ways, const struct practice *practice)
{
    size_t missing = 0;
    for (size_t way = 0; way < ways->count; way++) {
        for (size_t i = 0; i < practice->step_count; i++)
            missing += way < step_ways(&practice->steps[i]) && !ways->narrations[way]->paths[i];
    }
    return missing;
}
