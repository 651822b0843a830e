#include "script/progress.h"

#include "base/memory.h"

#include <string.h>

enum { DAYS_OF_A_WEEK = 7 };

bool progress_is_done(const struct course *course, const struct recall_course *known, size_t day)
{
    for (size_t i = 0; known && i < known->count; i++) {
        if (strcmp(known->done[i], course->days[day].id) == 0)
            return true;
    }
    return false;
}

size_t progress_count(const struct course *course, const struct recall_course *known)
{
    size_t count = 0;
    for (size_t i = 0; i < course->count; i++)
        count += progress_is_done(course, known, i);
    return count;
}

/* Behind the day that was done last; the first where none was. Days that the course no longer has
 * are passed over. */
static size_t behind_last(const struct course *course, const struct recall_course *known)
{
    for (size_t i = known ? known->count : 0; i > 0; i--) {
        for (size_t day = 0; day < course->count; day++) {
            if (strcmp(known->done[i - 1], course->days[day].id) == 0)
                return day + 1;
        }
    }
    return 0;
}

size_t progress_next(const struct course *course, const struct recall_course *known)
{
    size_t day = behind_last(course, known);
    while (day < course->count && progress_is_done(course, known, day))
        day++;
    return day;
}

static bool waited(const struct recall_course *known, const char *today)
{
    int64_t last, now;
    return known && date_parse(known->date, &last) && date_parse(today, &now) &&
           now - last > DAYS_OF_A_WEEK;
}

const char *progress_note(const struct course *course, const struct recall_course *known,
                          const char *today)
{
    if (progress_next(course, known) == course->count)
        return "You have come to its end. Any day can still be taken, and all of it begun again.";
    return waited(known, today)
               ? "Some time has passed, and that is fine: it goes on wherever you like."
               : "";
}

size_t progress_place(const struct course *course, const struct recall_course *known)
{
    size_t next = progress_next(course, known);
    return next < course->count ? next : behind_last(course, known) % course->count;
}

bool progress_is_underway(const struct course *course, const struct recall_course *known,
                          const char *today)
{
    return progress_count(course, known) > 0 && progress_next(course, known) < course->count &&
           !waited(known, today);
}

char *progress_text(const struct course *course, const struct recall_course *known)
{
    size_t next = progress_next(course, known);
    return next == course->count ? mem_copy_text("done")
                                 : mem_format("day %zu of %zu", next + 1, course->count);
}
