/* From what an engine spoke, sentence by sentence, to a finished clip of narration. */
#ifndef AUDIO_MASTER_H
#define AUDIO_MASTER_H

#include "audio/take.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* What every clip comes to. */
#define MASTER_LUFS (-19.0)   /* within MASTER_LUFS_OFF */
#define MASTER_LUFS_OFF 1.0   /* in practice 0.1 */
#define MASTER_PEAK_DB (-1.0) /* true peak, at most */

enum { MASTER_GAP_MS = 700, MASTER_FADE_MS = 5 };

struct master_tags {
    const char *title; /* the spoken words */
    const char *maker; /* "engine: NAME; voice: NAME"; goes into the comment after the sentences */
};

/* Trims each sentence to at most 50 ms of silence at either end, fades it in and out over 5 ms,
 * joins them with 0.7 s between, levels the whole, limits its peaks, and writes it as Ogg Vorbis,
 * mono at TAKE_RATE, with its words as title and "sentences: 0.000 4.213; MAKER" as comment. What
 * was written is decoded again and measured; level and ceiling are corrected until they hold. The
 * file is put in place whole (a temporary one beside it, fsync, rename) or not at all: then false
 * and a sentence, and an older file is as it was. */
bool master_write(const char *path, const struct take *sentences, size_t count,
                  const struct master_tags *tags, struct error *error);

#endif
