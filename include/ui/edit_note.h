/* The note of a sitting that is in the journal, written anew and saved. */
#ifndef UI_EDIT_NOTE_H
#define UI_EDIT_NOTE_H

#include "journal/journal.h"
#include "ui/theme.h"

/* Lets the note be written on the screen, which must be ours, and saves it. It begins with what
 * couldn't be saved the last time (*unsaved, which is freed; NULL: nothing), else with the record's
 * own. False and a sentence where it can't be written or saved; *unsaved, the caller's, is then
 * what was written, or NULL. `*signal` is what ended it, or 0. */
bool edit_note(struct journal *journal, const struct record *record, char **unsaved,
               const struct theme *theme, int *signal, struct error *error);

/* The same with a terminal that is taken for it and given back. */
bool edit_note_on_screen(struct journal *journal, const struct record *record,
                         enum theme_wish theme, int *signal, struct error *error);

#endif
