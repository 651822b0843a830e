/* A session in lines, where there is no screen. */
#ifndef UI_PLAY_LINES_H
#define UI_PLAY_LINES_H

#include "ui/wish.h"

#define NO_MENU                                                                                    \
    "there is no terminal for a menu: name a practice, such as numbmed play emotional-numbness "   \
    "--minutes 10 (numbmed list shows them all)"

/* Plays what the wish names; what it leaves open is the practice's usual. Where it names none,
 * only what broke off is offered. Asks only where standard input is a terminal. False and a
 * sentence when it can't be played. */
bool play_in_lines(struct library *library, const struct wish *wish, struct played *played,
                   struct error *error);

#endif
