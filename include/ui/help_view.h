/* The keys of a place, drawn from their table. */
#ifndef UI_HELP_VIEW_H
#define UI_HELP_VIEW_H

#include "ui/terminal.h"
#include "ui/theme.h"

/* Draws the help for a place (KEYS_SESSION, KEYS_MENU, KEYS_MOMENT) from its row *top on, which is
 * set back to the greatest that still fills the window. Returns that one. `note` (may be NULL)
 * stands beside the title; where there is no room for one, after the last key. */
int help_view_draw(WINDOW *window, const struct theme *theme, int where, const char *note,
                   int *top);

/* Where `top` goes when a key is pressed in the help: one row up or down within [0, most], or -1
 * for a key that closes it. Draws the screen anew if that is what the key does. */
int help_view_move(int top, int most, int key);

/* Shows the help until a key closes it. Returns what is left for the caller to do: a key or a
 * signal that does more than that, or nothing. */
struct event help_show(const struct theme *theme, int where);

#endif
