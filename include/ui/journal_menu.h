/* The journal on the screen: looked through, searched, read, changed. */
#ifndef UI_JOURNAL_MENU_H
#define UI_JOURNAL_MENU_H

#include "journal/journal.h"
#include "ui/menu.h"

/* Lets the listener look through the journal; `line` stands below it at first (NULL: what there is
 * to say of the journal). Returns CHOICE_BACK, CHOICE_GROUND, or CHOICE_GONE with the signal. The
 * terminal must be ours. */
enum choice journal_browse(struct journal *journal, const char *line, const struct theme *theme,
                           int *signal);

/* Takes the terminal for that, and gives it back. `ground` is whether grounding was asked for,
 * `signal` what ended it, or 0. False and a sentence where that can't be done. */
bool journal_on_screen(struct journal *journal, enum theme_wish theme, bool *ground, int *signal,
                       struct error *error);

#endif
