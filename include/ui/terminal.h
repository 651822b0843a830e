/* The terminal's life: taken over, given back whole whatever happens, and waited upon. */
#ifndef UI_TERMINAL_H
#define UI_TERMINAL_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

/* Takes the terminal over for curses: raw keys, no echo, the other screen; standard error goes to
 * the log; signals are blocked and come through terminal_wait. A fatal signal puts the terminal
 * back before it ends the program. False and a sentence where there is no terminal to take. */
bool terminal_begin(struct error *error);

/* Gives the terminal back. Harmless if it wasn't taken. */
void terminal_end(void);

/* What ended a wait. */
enum event_kind {
    EVENT_NOTHING, /* the time is up, or `descriptor` is readable */
    EVENT_KEY,     /* `key`: see ui/keys.h; KEY_RESIZE after a new size */
    EVENT_BACK,    /* the program stood still (SIGSTOP or suspend) and goes on: redraw */
    EVENT_GONE,    /* the terminal is closed, or SIGINT, SIGTERM, SIGHUP came: `signal` */
};

struct event {
    enum event_kind kind;
    int key;
    int signal;
};

/* Waits for a key, a signal, a readable `descriptor` (-1: none) or the end of `wait_ms`
 * milliseconds
 * (-1: no end). Costs nothing while it waits. */
struct event terminal_wait(int descriptor, int wait_ms);

/* The same where a text is typed: there what is pasted comes, too, each key with KEYS_PASTED and
 * all between KEYS_PASTE and KEYS_PASTE_END. terminal_wait leaves it out: it is nobody's command.
 */
struct event terminal_wait_text(int wait_ms);

/* Gives the terminal back, stops the program as Ctrl-Z does, and takes it over again when the shell
 * lets it go on. */
void terminal_suspend(void);

/* Stops the program and all of its job; returns when the shell lets it go on. Does nothing where no
 * shell could, such as in a window that was opened for numbmed alone: it would stand still for
 * ever.
 */
void terminal_stop_job(void);

/* Shows the cursor where the view put it, or hides it, as it is at first. */
void terminal_show_cursor(bool on);

/* Lends the terminal to a program that is about to be started in this one's process group, and
 * takes it back when that has ended. Meanwhile only terminal_wait_lent may be called; Ctrl-C and
 * Ctrl-Z, where the borrower leaves them to the terminal, are the borrower's. */
void terminal_lend(void);
void terminal_take_back(void);

/* Waits for SIGTERM or SIGHUP, a readable `descriptor` or the end of `wait_ms` milliseconds. */
struct event terminal_wait_lent(int descriptor, int wait_ms);

/* Draws everything anew, after who knows what wrote on the screen. */
void terminal_redraw(void);

/* Ends the program by the signal that ended the session, so that its parent sees which. */
void terminal_die_by(int signal);

#endif
