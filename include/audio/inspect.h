/* What a recording is like, measured, for checking a voice. */
#ifndef AUDIO_INSPECT_H
#define AUDIO_INSPECT_H

#include "audio/loudness.h"
#include "base/error.h"

#include <stdbool.h>

struct inspection {
    char format[16]; /* "Vorbis", "FLAC", "WAV" */
    int rate;
    int channels;
    double seconds;
    struct loudness loudness;
    double start_ms, end_ms; /* silence (below -40 dBFS) before and after the words */
    bool clipped;            /* three samples in a row at full scale */
};

/* Measures a sound file; what `sum` may add it to a practice's loudness (NULL: nothing). False and
 * a sentence beginning with the path where it can't be played. */
bool inspect(const char *path, struct inspection *inspection, struct loudness_sum *sum,
             struct error *error);

#endif
