/* A session in lines, where there is no screen. */
#ifndef UI_PLAY_LINES_H
#define UI_PLAY_LINES_H

#include "ui/wish.h"

/* Plays what the wish names; what it leaves open is the practice's usual. Asks only where standard
 * input is a terminal. False and a sentence when it can't be played. */
bool play_in_lines(struct library *library, const struct wish *wish, struct played *played,
                   struct error *error);

#endif
