/* A session as a file: WAV, FLAC or Ogg Vorbis, 48 kHz stereo 16 bit, written by libsndfile. */
#ifndef AUDIO_FILE_H
#define AUDIO_FILE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sound_file;

/* Begins a file; the ending of `path` (.wav, .flac, .ogg) says which format. Standard output ("-"),
 * devices and pipes get WAV where no ending says otherwise. `replace`: also where there is a file
 * already. See base/output. NULL and a sentence on failure. `title` becomes a tag (NULL: none). A
 * WAV ends at 4 GiB: ask sound_file_holds first. */
struct sound_file *sound_file_create(const char *path, bool replace, const char *title,
                                     struct error *error);

/* Whether a file with this name can hold `frames`: a WAV ends at 4 GiB. */
bool sound_file_holds(const char *path, int64_t frames, struct error *error);

/* Writes `frames` frames; false and a sentence where the disk is full or the like. Then only finish
 * without `keep` may follow. */
bool sound_file_write(struct sound_file *file, const int16_t *samples, size_t frames,
                      struct error *error);

/* Puts the finished file in its place, down to the disk, or if not `keep`, drops it. Frees it in
 * either case. False and a sentence on failure. */
bool sound_file_finish(struct sound_file *file, bool keep, struct error *error);

#endif
