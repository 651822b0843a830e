/* Terminals that this machine has no description of. Those of today understand what xterm does, so
 * xterm-256color's, xterm's or vt100's stands in for it. */
#ifndef UI_STAND_IN_H
#define UI_STAND_IN_H

#include "base/error.h"

#include <curses.h>

/* The name of the one that stands in; terminfo is set up with it for standard output. NULL: none of
 * them is described either. */
const char *stand_in_find(void);

/* Opens curses' screen, as TERM describes it, or else by a stand-in, which one line on standard
 * error says. Standard error is the log's before and afterwards (log_take_stderr). NULL and a
 * sentence where there is none either. The caller frees it with delscreen. */
SCREEN *stand_in_open(struct error *error);

#endif
