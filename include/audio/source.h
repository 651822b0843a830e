/* An untrusted sound file, opened with care and read at its own rate, as mono or as it is. */
#ifndef AUDIO_SOURCE_H
#define AUDIO_SOURCE_H

#include "audio/clip.h"
#include "base/error.h"
#include "base/frames.h"

#include <sndfile.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SOURCE_CHUNK = 1024 }; /* frames decoded at a time */

struct source {
    SNDFILE *sound;
    int file; /* below it */
    const struct clip_limits *limits;
    int rate; /* 4000 to 192000 */
    int channels;
    int width;      /* samples in a frame as source_read gives it: 1, or all channels */
    int64_t frames; /* at its own rate; counted where the header lies */
    int64_t at;     /* the next frame to be read */
    bool is_vorbis;
    float interleaved[2 * SOURCE_CHUNK];
};

/* Opens a WAV, FLAC or Ogg file, recognised by its first bytes before any decoder sees it, within
 * CLIP_LIMITS, to be read as mono. On failure a sentence beginning with the file's path, and
 * nothing is left open. */
bool source_open(struct source *source, const char *path, struct error *error);

/* The same within other limits, to be read as it is: stereo stays stereo. */
bool source_open_wide(struct source *source, const char *path, const struct clip_limits *limits,
                      struct error *error);

/* Opens such a file for reading, but no decoder. Returns -1 and the same sentence where it can't.
 */
int source_open_file(const char *path, const struct clip_limits *limits, struct error *error);

/* Whether a sound like this is played: mono or stereo, of a rate and a length within the limits. */
bool source_is_played(int channels, int rate, int64_t frames, const struct clip_limits *limits);

/* Reads the next `count` frames of `width` samples, all in [-1, 1]; as mono, stereo is averaged.
 * Fewer come at the end or where the file breaks off. */
size_t source_read(struct source *source, float *out, size_t count);

/* A place before `frame` from which reading on is right when it gets there: after a seek, decoders
 * are wrong for a while. */
int64_t source_run_in(const struct source *source, int64_t frame);

bool source_seek(struct source *source, int64_t frame);

void source_close(struct source *source);

/* What a number of frames at a rate is at 48 kHz, rounded. */
static inline int64_t source_frames_at_48k(int64_t frames, int rate)
{
    return (frames * FRAME_RATE + rate / 2) / rate;
}

/* The same of its own frames. */
static inline int64_t source_at_48k(const struct source *source, int64_t frames)
{
    return source_frames_at_48k(frames, source->rate);
}

/* Keeps a sample in [-1, 1]; what isn't a finite number is silence. */
static inline float source_tame(float sample)
{
    if (!(sample - sample == 0.0F)) /* neither infinite nor not a number */
        return 0.0F;
    return sample > 1.0F ? 1.0F : sample < -1.0F ? -1.0F : sample;
}

#endif
