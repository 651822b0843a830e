/* Whether a practice that is well formed also makes sense. */
#ifndef SCRIPT_MEANING_H
#define SCRIPT_MEANING_H

#include "script/form.h"

/* Adds a fault, with its mark, for everything that can't be meant: an id that isn't the file's
 * name, durations and numbers that can't be read in full, least above pause, steps twice, and so
 * on. Fields that are NULL for an earlier fault are passed over. */
void meaning_check(const struct raw_practice *raw, const char *path, struct yaml *yaml,
                   struct faults *faults);

/* The minutes of a menu: 1 to this. */
enum { MINUTES_MOST = 240 };

#endif
