/* A note, written by whoever sits. */
#ifndef UI_EDIT_NOTE_H
#define UI_EDIT_NOTE_H

#include "base/error.h"
#include "ui/theme.h"

/* Lets a note be written, beginning with *text (NULL: none), which it replaces by a new one that
 * the caller frees. `theme` is NULL where the terminal isn't ours. False: *text is as it was; the
 * sentence says why, or is empty where it was left unchanged. `signal` is what ended it, or 0. */
bool edit_note(const char *title, char **text, const struct theme *theme, int *signal,
               struct error *error);

#endif
