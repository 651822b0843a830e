/* What went on, for anyone who has to find out later: $XDG_STATE_HOME/numbmed/log. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

/* One line with the time of day. Opens the log at the first line; says nothing where it can't.
 * Any thread. */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* While the screen is ours, what libraries print to standard error goes to the log instead. Main
 * thread; log_give_back_stderr undoes it. */
void log_take_stderr(void);
void log_give_back_stderr(void);

#endif
