/* A sound behind the words: made while it plays, or a file that loops. */
#ifndef AUDIO_BACKGROUND_H
#define AUDIO_BACKGROUND_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

/* How loud every background is, about 20 dB under a voice that is heard from both sides: integrated
 * over a minute or more, ITU-R BS.1770, within BACKGROUND_LUFS_OFF. */
#define BACKGROUND_LUFS (-36.0)
#define BACKGROUND_LUFS_OFF 1.0

/* No sample is farther from zero. */
#define BACKGROUND_PEAK 0.11F

struct background; /* one that sounds; used by one thread at a time */

/* A kind that is made, not recorded. */
struct background_kind {
    const char *name;  /* "rain" */
    const char *about; /* one line for help */

    /* For src/audio/background.c alone. */
    float gain;                               /* what brings it to BACKGROUND_LUFS */
    void *(*start)(uint64_t seed);            /* its state, in the middle of the sound */
    void (*make)(void *state, float *stereo); /* the next NOISE_BLOCK frames */
    void (*stop)(void *state);                /* frees it */
};

/* rain, stream, waves, wind, brown, drone */
extern const struct background_kind BACKGROUND_KINDS[];
extern const size_t BACKGROUND_KIND_COUNT;

/* NULL where none has that name. */
const struct background_kind *background_find(const char *name);

/* Starts one. The same seed gives the same sound, another seed another one; none comes round. Any
 * thread; the caller frees it. */
struct background *background_new(const struct background_kind *kind, uint64_t seed);

/* Opens a file that loops: WAV, FLAC or Ogg, mono or stereo, 1 s to 1 h, at most 512 MiB. Its end
 * fades into its start over 3 s (or 3/7 of it, if it lasts less than 7 s) at equal power. Its level
 * is measured over its first minute, which takes up to a fifth of a second, and brought to
 * BACKGROUND_LUFS. NULL and a sentence beginning with the path where it can't be. Any thread. */
struct background *background_open(const char *path, struct error *error);

/* Writes the next `frames` frames at 48 kHz, left and right interleaved; in whatever portions, it
 * is the same sound. It begins in its midst: fade it in. No allocation of ours, no file is opened;
 * a file that breaks off loops from there. */
void background_read(struct background *background, float *stereo, size_t frames);

/* Accepts NULL. */
void background_free(struct background *background);

#endif
