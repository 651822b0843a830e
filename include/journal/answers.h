/* What check-ins said, counted: only read when somebody asks for it. Nothing here is better or
 * worse, and no scale is validated. */
#ifndef JOURNAL_ANSWERS_H
#define JOURNAL_ANSWERS_H

#include "journal/journal.h"
#include "journal/trend.h"

#include <stddef.h>

/* A tenth of a scale each: 0 to 9, 10 to 19, …, 90 to 100. */
enum { ANSWERS_TENTHS = 10, ANSWERS_WORDS = 12 };

struct answers_scale {
    int64_t tenths[ANSWERS_TENTHS]; /* how many answers lie in each */
    int64_t answers;                /* all of them together */
    int64_t cant_tell;
    int64_t open; /* check-ins at that moment that left this scale out */
};

struct answers_word {
    char word[FEELING_SIZE];
    int64_t times[MOMENTS];
};

struct answers {
    int64_t check_ins[MOMENTS];
    struct answers_scale scales[SCALES][MOMENTS];
    struct answers_word words[ANSWERS_WORDS]; /* the most used, falling */
    size_t word_count;
    int64_t first_week;     /* of the trend, a Monday */
    struct trend connected; /* after sittings */
};

/* Reads the check-ins of the sittings that statistics count (journal/stats.h); the trend ends with
 * the week of `today` (journal/calendar.h). */
bool answers_read(struct answers *answers, struct journal *journal, int64_t today,
                  struct error *error);

#endif
