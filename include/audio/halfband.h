/* Doubles a sample rate: a linear-phase half-band low-pass in two polyphase branches. */
#ifndef AUDIO_HALFBAND_H
#define AUDIO_HALFBAND_H

#include <stddef.h>

/* A Kaiser-windowed sinc, cut off at a quarter of the output rate (Oppenheim and Schafer,
 * Discrete-Time Signal Processing, 7.6): from 24 to 48 kHz its pass band is flat within 0.1 dB to
 * 10 kHz and its stop band 80 dB down from 14 kHz (a test shows both). Every second weight of a
 * half-band filter is zero, so one branch is a pure delay and the other HALFBAND_HALF products per
 * input. */
enum {
    HALFBAND_HALF = 16,                /* products on either side of the centre */
    HALFBAND_TAPS = 2 * HALFBAND_HALF, /* inputs that one output sees */
};

struct halfband {
    float weights[HALFBAND_HALF]; /* from the centre outwards */
    float past[HALFBAND_TAPS];    /* the last inputs, oldest first */
};

/* Works out the weights (a few microseconds); silence before the first input. */
void halfband_init(struct halfband *filter);

/* Forgets all inputs: silence before the next. */
void halfband_reset(struct halfband *filter);

/* Reads `count` mono samples, writes twice as many. Output is HALFBAND_HALF inputs late; feed that
 * many zeros at the end to have it all, and drop twice as many outputs at the start. `in` and `out`
 * must not overlap. Any thread. */
void halfband_double(struct halfband *filter, const float *in, size_t count, float *out);

#endif
