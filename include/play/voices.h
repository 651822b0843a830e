/* Who can speak a practice. */
#ifndef PLAY_VOICES_H
#define PLAY_VOICES_H

#include "script/library.h"

#include <stddef.h>

#define DEFAULT_VOICE "heart"

/* The voices that have recordings of a practice in any of the library's roots (a folder
 * audio/voices/VOICE/PRACTICE): the default one first, then by name. Fills `count`; free with
 * voices_free. */
char **voices_find(const struct library *library, const char *practice, size_t *count);

/* The voice for a practice: the one wished for if it speaks it, else the first that does, else the
 * one wished for. To be freed. */
char *voices_choose(const struct library *library, const char *practice, const char *wished);

void voices_free(char **voices, size_t count);

#endif
