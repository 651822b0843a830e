/* Where one is in a course. Days may be taken in any order, again, or left out: nothing here is a
 * duty. */
#ifndef SCRIPT_PROGRESS_H
#define SCRIPT_PROGRESS_H

#include "script/course.h"
#include "script/recall.h"

/* `known` is what is remembered of the course; NULL: nothing. */

bool progress_is_done(const struct course *course, const struct recall_course *known, size_t day);

/* How many of its days are done. */
size_t progress_count(const struct course *course, const struct recall_course *known);

/* The next day: the first that isn't done after the one that was done last. The course's count
 * where there is none: its end is reached, whatever was left out. */
size_t progress_next(const struct course *course, const struct recall_course *known);

/* One kind sentence about where it stands, or "" where nothing needs to be said: that its end is
 * reached, or that it waited, where the last day was more than a week before today. */
const char *progress_note(const struct course *course, const struct recall_course *known,
                          const char *today);

/* Where a list of the days would begin: at the next one; once the end is reached, which is no bar,
 * after the one that was done last, and from the last on at the first. */
size_t progress_place(const struct course *course, const struct recall_course *known);

/* Whether it is underway: some day is done, the end isn't reached, and it didn't wait. */
bool progress_is_underway(const struct course *course, const struct recall_course *known,
                          const char *today);

/* "day 3 of 7", or "done": what a menu says of it. The caller frees it. */
char *progress_text(const struct course *course, const struct recall_course *known);

#endif
