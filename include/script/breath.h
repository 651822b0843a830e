/* Breathing at a given pace: in, a hold if any, and out, a number of times. */
#ifndef SCRIPT_BREATH_H
#define SCRIPT_BREATH_H

#include <stdint.h>

/* Frames; `in` and `out` are 1 to 20 s, `hold` 0 to 20 s, `times` 1 to 200. */
struct breath {
    int64_t in, hold, out;
    int times;
};

enum breath_phase { BREATH_IN, BREATH_HOLD, BREATH_OUT };

/* How it stands at a moment. */
struct breath_moment {
    enum breath_phase phase;
    int time;      /* which breath it is, from 0 on */
    double full;   /* how full the lungs are: 0 to 1, coming and going softly (a raised cosine) */
    int64_t lasts; /* the whole phase, frames, */
    int64_t left;  /* and what is left of it; 0 at the end of all */
};

/* How long all of it takes, frames. */
int64_t breath_frames(const struct breath *breath);

/* How it stands `into` frames after the beginning; from its end on as at the end. */
struct breath_moment breath_at(const struct breath *breath, int64_t into);

#endif
