/* From the menus to a session and back to the shell. */
#ifndef UI_PLAY_H
#define UI_PLAY_H

#include "ui/wish.h"

/* Takes the terminal, lets the listener choose what the wish leaves open, plays it, and gives the
 * terminal back. False and a sentence when it can't be played; nobody chose anything: true with an
 * empty `played->practice`. */
bool play_on_screen(struct library *library, const struct wish *wish, struct played *played,
                    struct error *error);

#endif
