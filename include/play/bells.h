/* The bells of a sitting: found in the library, hung into a practice, rung by its session. */
#ifndef PLAY_BELLS_H
#define PLAY_BELLS_H

#include "audio/clip.h"
#include "script/bells.h"
#include "script/library.h"
#include "session/session.h"

/* What may be a bell: two minutes, 64 MiB. */
extern const struct clip_limits BELL_LIMITS;

/* A bell that can ring. */
struct bell_sound {
    char *path;
    struct ring ring;
};

/* They point into each other: they stay where they were found. */
struct sitting_bells {
    struct bells bells; /* those that can ring; a name that is none was left out */
    struct bell_sound start, end, interval;
    struct intervals intervals;
    char *problem; /* the first that can't ring, in a sentence; NULL: all can */
};

/* Looks for the sounds audio/bells/NAME.flac, .ogg or .wav below the library's roots. One that
 * isn't there or can't be played is left out, and told by `problem`. `seed` decides when bells at
 * random ring. sitting_bells_free frees it. */
void sitting_bells_find(struct sitting_bells *found, const struct library *library,
                        const struct bells *bells, uint64_t seed);

void sitting_bells_free(struct sitting_bells *found);

/* Makes the steps of a practice's bells sound, in the speech of one of its voices. */
void sitting_bells_ring(const struct sitting_bells *found, const struct practice *practice,
                        struct speech *speech);

/* The path of a bell's sound, to be freed; NULL: there is none of that name. */
char *bell_find(const struct library *library, const char *name);

#endif
