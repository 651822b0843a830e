/* Scalars of a practice read in full, and words made fit to be shown. */
#ifndef SCRIPT_VALUE_H
#define SCRIPT_VALUE_H

#include <stdbool.h>

/* Reads a whole number of at most 6 digits: no sign, no leading zero, nothing after it. */
bool value_number(const char *text, int low, int high, int *number);

/* Folds the white space of a text that the caller owns and gives it back, perhaps moved. Words that
 * need no change, which is nearly all, aren't copied. */
char *value_fold(char *text);

/* Takes a text over from where it was read, which is left with NULL, and folds it. NULL stays NULL.
 */
char *value_take(char **text);

/* Whether a text holds characters that a terminal would obey. */
bool value_has_controls(const char *text);

/* 1 to 64 of a-z, 0-9 and "-". */
bool value_is_id(const char *text);

#endif
