/* What can be narrated: the words of a practice, or those that are no practice's own. */
#ifndef PLAY_WORDS_H
#define PLAY_WORDS_H

#include "base/error.h"
#include "script/library.h"
#include "script/practice.h"

/* Opens what a name means, an id or the path of a file: a practice as practice_open does; or
 * "detours", or the openings of a course, as a practice that nobody sits. The caller frees it; NULL
 * and a sentence on failure. */
struct practice *words_open(struct library *library, const char *name, struct error *error);

#endif
