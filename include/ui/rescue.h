/* What brings the terminal back when nothing else can: after a crash, or from the background. */
#ifndef UI_RESCUE_H
#define UI_RESCUE_H

#include <termios.h>

/* From now on a fatal signal sets the modes `before`, writes `first` and curses' own way out, and
 * ends the program. Curses must have begun. */
void rescue_begin(const struct termios *before, const char *first);

/* Brings back what can be of the terminal. For a signal handler. */
void rescue_now(void);

/* Fatal signals do again what they usually do. */
void rescue_end(void);

/* What is written then: it brings back the terminal's look, though not its modes. */
const char *rescue_look(void);

#endif
