/* The note of a sitting that is in the journal, written anew and saved. */
#ifndef UI_EDIT_NOTE_H
#define UI_EDIT_NOTE_H

#include "journal/journal.h"
#include "ui/note_write.h"

/* Lets the note be written on the screen, as note_write does, and saves it while it is written. It
 * begins with what couldn't be saved the last time (*unsaved, which is freed; NULL: nothing), else
 * with the record's own. The sentence is empty unless it can't be saved, and *unsaved, the
 * caller's, is then what was written; or unless a note that was changed elsewhere meanwhile is
 * kept. Returns how it ended. */
enum note_end edit_note(struct journal *journal, const struct record *record, char **unsaved,
                        const struct theme *theme, int *signal, struct error *error);

/* The same with a terminal that is taken for it and given back; `ground` is whether grounding was
 * asked for. False, and a sentence, where that or the saving fails; true and one that isn't empty:
 * another's note is kept. */
bool edit_note_on_screen(struct journal *journal, const struct record *record,
                         enum theme_wish theme, bool *ground, int *signal, struct error *error);

/* The same in plain lines; nothing written leaves the note as it is. */
bool edit_note_in_lines(struct journal *journal, const struct record *record, int *signal,
                        struct error *error);

#endif
