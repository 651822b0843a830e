/* What a narration engine spoke: a whole sound file in memory, mono at 24 kHz. */
#ifndef AUDIO_TAKE_H
#define AUDIO_TAKE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The rate of all narration that numbmed makes: enough for a voice, and twice it is 48 kHz. */
enum { TAKE_RATE = 24000 };

struct take {
    float *samples; /* in [-1, 1] */
    size_t count;
};

/* Reads a WAV, FLAC or Ogg file of any rate from 4 to 192 kHz, mono or stereo (averaged), resampled
 * to TAKE_RATE. False and a sentence beginning with the file's path where it is no such file or
 * lasts longer than `most_seconds`; then nothing is to be freed. */
bool take_read(const char *path, int64_t most_seconds, struct take *take, struct error *error);

void take_free(struct take *take);

#endif
