/* When bells are struck: at the start, at the end, and in silences in between. */
#ifndef SESSION_STRIKES_H
#define SESSION_STRIKES_H

#include "session/timeline.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct strike {
    int64_t at;    /* frame on the timeline */
    int64_t until; /* it has rung out, or whoever went on in the midst of it let it go */
    const struct ring *ring;
    bool between; /* an interval bell: it takes no time of its own */
    size_t due;   /* of those: which one */
};

/* In the order of `at`. */
struct strikes {
    struct strike *list;
    size_t count;
};

/* How often bells ring in between. */
struct intervals {
    const struct ring *ring;
    int64_t least, most; /* frames; each interval is somewhere from one to the other */
    uint64_t seed;       /* decides where */
};

/* From one stroke of a bell to its next: half of its sound, from 1 to 6 s. Frames. */
int64_t ring_gap(const struct ring *ring);

/* How long so many strokes sound, until the last has rung out. Frames. */
int64_t ring_frames(const struct ring *ring, int strikes);

/* Places all strikes of a timeline. An interval bell rings from the moment it is due, or in the
 * first silence after that long enough for all of its sound; if the next is due by then, it is left
 * out. What rang before `place` stays as it was. Without `intervals` (NULL) no bell rings in
 * between from `place` on. */
void strikes_place(struct strikes *strikes, const struct timeline *line,
                   const struct intervals *intervals, int64_t place);

void strikes_free(struct strikes *strikes);

#endif
