/* SIGTERM and SIGHUP: heard while one waits for something else, and obeyed even where nothing is
 * waited for, as the terminal takes no output. */
#ifndef UI_GONE_H
#define UI_GONE_H

/* From now on both are noted. Who hears of one has GONE_PATIENCE seconds to end in its own way;
 * then, in a signal handler, `give_up` brings back what it can of the terminal, and the program is
 * ended by the signal. One that was ignored stays so. */
void gone_hear(void (*give_up)(void));

/* A descriptor that is readable once one of them came. */
int gone_fd(void);

/* Which came last; 0: none. */
int gone_signal(void);

/* The terminal is given back. They do again what they usually do; where one came, the program is
 * still ended once its time is over. */
void gone_stop(void);

enum { GONE_PATIENCE = 3 };

#endif
