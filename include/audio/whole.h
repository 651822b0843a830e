/* Whether a recording is all there: for checks, as what is left of one plays. */
#ifndef AUDIO_WHOLE_H
#define AUDIO_WHOLE_H

#include "base/error.h"

#include <stdbool.h>

/* Reads a WAV, FLAC or Ogg file to its end. Of an Ogg file every page must be sound and the last
 * one marked as that; any other must hold all the frames and bytes that its header names. Returns
 * false and a sentence beginning with the file's path where it is cut off or damaged, or can't be
 * played at all. Takes as long as decoding does, Ogg some 0.1 ms. */
bool clip_is_whole(const char *path, struct error *error);

#endif
