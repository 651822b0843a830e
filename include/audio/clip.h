/* A recording (a step's words, a bell, a background): opened, decoded while it plays, heard at 48
 * kHz. */
#ifndef AUDIO_CLIP_H
#define AUDIO_CLIP_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct clip; /* one open file and its decoder; used by one thread at a time */

/* What a clip says of itself. */
struct clip_facts {
    int64_t frames;        /* its length at 48 kHz */
    char *title;           /* the spoken words, white space folded; NULL: not in the file */
    int64_t *sentences;    /* where its sentences start, frames at 48 kHz; the first is 0 */
    size_t sentence_count; /* 1 where the clip doesn't tell */
    char *maker;           /* the rest of the comment tag ("engine: ...; voice: ..."); NULL: none */
};

/* A clip of narration may be this long, frames. */
#define CLIP_LONGEST (10 * INT64_C(60) * 48000)

/* What a file may be that is opened as a clip. */
struct clip_limits {
    int64_t bytes;      /* nothing larger is looked at; whole MiB */
    int64_t frames;     /* nor played when longer; at 48 kHz, whole seconds */
    const char *name;   /* "a clip": what its sentences call it, */
    const char *remedy; /* "split it": and what they advise */
};

/* Narration: 64 MiB, CLIP_LONGEST. */
extern const struct clip_limits CLIP_LIMITS;

/* Opens a WAV, FLAC or Ogg file (recognised by its first bytes before any decoder sees it), of any
 * rate from 4 to 192 kHz, mono or stereo (averaged). Returns NULL and a sentence beginning with the
 * file's path where it can't be played: missing, not sound, broken, longer than CLIP_LONGEST. The
 * caller closes it. 24 kHz goes through audio/halfband, other rates than 48 kHz through
 * libsamplerate. */
struct clip *clip_open(const char *path, struct error *error);

/* The same, but heard in stereo: two samples a frame, left and right; mono is given to both. The
 * file keeps within `limits`, which outlive the clip. */
struct clip *clip_open_wide(const char *path, const struct clip_limits *limits,
                            struct error *error);

/* Samples in a frame that clip_read gives: 1, or 2 of a clip that was opened wide. */
int clip_channels(const struct clip *clip);

/* Length at 48 kHz; fixed from the start (where the header lies, the file is read through once). */
int64_t clip_frames(const struct clip *clip);

/* Where the next clip_read begins, frames at 48 kHz. */
int64_t clip_position(const struct clip *clip);

/* Reads the next `count` frames at 48 kHz (a wide clip's interleaved), every sample in [-1, 1]
 * (what isn't a number is silence). Returns how many; fewer come only at the end, or where the file
 * breaks off. No allocation of ours. */
size_t clip_read(struct clip *clip, float *out, size_t count);

/* Moves to a frame; the sound from there on is what reading straight through would have given
 * (decoders and filters are run in beforehand). False if the file can't. */
bool clip_seek(struct clip *clip, int64_t frame);

void clip_close(struct clip *clip);

/* Reads a clip's facts without playing it; to be freed with clip_facts_free. Comment tag:
 * "sentences: 0.000 4.213; engine: ...". A sentence start that isn't a number, doesn't rise or lies
 * behind the end makes the whole list untold (one sentence). */
bool clip_probe(const char *path, struct clip_facts *facts, struct error *error);

void clip_facts_free(struct clip_facts *facts);

#endif
