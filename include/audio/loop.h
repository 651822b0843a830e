/* A sound file that plays for ever: its end fades into its start. For src/audio/background.c. */
#ifndef AUDIO_LOOP_H
#define AUDIO_LOOP_H

#include "base/error.h"

#include <stdint.h>

/* Frames: the cross-fade, unless the file is shorter than LOOP_WHOLE; then it is as much shorter. A
 * file shorter than LOOP_LEAST is refused. */
#define LOOP_FADE (3 * INT64_C(48000))
#define LOOP_WHOLE (7 * INT64_C(48000))
#define LOOP_LEAST INT64_C(48000)

struct loop;

/* See background_open. Opens the file twice, for the two that a cross-fade takes. */
struct loop *loop_open(const char *path, struct error *error);

/* make and stop of struct background_kind. */
void loop_make(void *state, float *stereo);
void loop_close(void *state);

#endif
