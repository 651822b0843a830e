/* The backgrounds that a listener steps through. */
#ifndef UI_BACKGROUND_RING_H
#define UI_BACKGROUND_RING_H

#include "play/player.h"
#include "play/sitting.h"

/* A ring of names: none, every kind there is, and the sitting's own where it is none of them. */
struct background_ring {
    const struct sitting *sitting;
    size_t present;
};

/* Begins at the sitting's own. Starts it; NULL and a sentence where it can't be, and an empty one
 * where there is none; then the ring stands at none. */
struct background *background_ring_begin(struct background_ring *ring,
                                         const struct sitting *sitting, struct error *error);

/* The name of the present one; "none" for none. */
const char *background_ring_name(const struct background_ring *ring);

/* Goes `by` one on or back, and lets the player lay what stands there. */
bool background_ring_step(struct background_ring *ring, struct player *player, int by,
                          struct error *error);

#endif
