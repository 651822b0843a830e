/* The check-in as short questions in lines, for screen readers and terminals without a screen. */
#ifndef UI_CHECK_IN_LINES_H
#define UI_CHECK_IN_LINES_H

#include "base/error.h"
#include "ui/check_in.h"

/* Asks one question after the other on standard error and reads the answers from standard input.
 * Where that is no terminal, or isn't ours now, it is CHECK_IN_SKIPPED without a word. `keep` (may
 * be NULL) is given the answers behind each question, and however this ends. CHECK_IN_GONE comes
 * with the signal (0 for Ctrl-C). */
enum check_in_end check_in_ask_lines(struct check_in *answers, enum moment moment,
                                     void (*keep)(void *context, const struct check_in *answers),
                                     void *context, int *signal);

/* Takes a line for the question `row`: of a scale a number, c or nothing; of the words any, with
 * commas. Nothing changes what is answered. False and a sentence, with all as it was, for a line
 * that is no answer. */
bool check_in_take_line(struct check_in *answers, int row, const char *line, struct error *error);

#endif
