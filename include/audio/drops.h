/* Many short tones that ring out: drops that hit something, bubbles that drops and currents make.
 */
#ifndef AUDIO_DROPS_H
#define AUDIO_DROPS_H

#include "audio/noise.h"

#include <stddef.h>

enum { DROPS_GROUPS = 12, DROPS_MOST = 4 * DROPS_GROUPS }; /* that ring at once */

/* One: a sine that begins at zero, rises in pitch and dies away. */
struct drop {
    float hertz;
    float decay; /* per second: after 1/decay it has 1/e of its height */
    float rise;  /* per second: the pitch grows by this part of itself */
    float left, right;
};

/* Puts one between the ears: 0 is left, 1 is right. */
static inline void drop_place(struct drop *drop, float loud, float side)
{
    drop->left = loud * sqrtf(1 - side);
    drop->right = loud * sqrtf(side);
}

/* All that ring, four to a group. */
struct drops {
    struct ringing {
        struct sines sines;
        lanes bend_re, bend_im; /* their turns are multiplied by this each block */
        lanes left, right;
        int blocks[4]; /* that it still rings; 0: free */
    } groups[DROPS_GROUPS];
};

/* A bubble of air in water, `radius` in metres (0.0002 to 0.01): its pitch (Minnaert 1933) and how
 * it dies away, both as simplified by van den Doel ("Physically based models for liquid sounds",
 * 2005). The caller sets the rest. */
struct drop drop_bubble(float radius);

/* Adds the next block of all that ring to `stereo`. */
void drops_ring(struct drops *drops, float *stereo);

/* Lets one begin `at` frames into the block that drops_ring has just made. Dropped if DROPS_MOST
 * ring. */
void drops_add(struct drops *drops, const struct drop *drop, size_t at, float *stereo);

#endif
