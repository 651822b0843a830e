/* What the sittings of the journal come to. Deleted ones never count; one that isn't over counts
 * what was sat of it; one of 0 seconds doesn't count, nor do its answers. Which day a sitting
 * belongs to: journal/calendar.h. */
#ifndef JOURNAL_STATS_H
#define JOURNAL_STATS_H

#include "journal/calendar.h"
#include "journal/journal.h"
#include "journal/streak.h"

#include <stddef.h>

/* The weeks of the heatmap, this one included, and the sittings that it takes within them to speak
 * of a usual time. */
enum { STATS_WEEKS = 13, STATS_USUAL_LEAST = 10 };

struct stats_sum {
    int64_t sittings;
    int64_t seconds;
};

struct stats_day {
    int64_t day;
    struct stats_sum sum;
};

struct stats_practice {
    char practice[RECORD_NAME_SIZE]; /* "": none of numbmed's; told apart by their titles */
    char title[RECORD_TITLE_SIZE];   /* the one that it had last */
    struct stats_sum sum;
};

/* The shortest span of the clock in which half of the sittings began, within the weeks of the
 * heatmap: it needs no middle, which a circle doesn't have, and is as wide as they are scattered.
 */
struct stats_usual {
    bool known; /* there are enough of them, and the span isn't longer than STATS_USUAL_MOST */
    int from;   /* minutes after midnight, in steps of STATS_USUAL_STEP */
    int to;     /* the same; past midnight it is less than `from` */
    int64_t sittings; /* of how many it is told */
};

enum { STATS_USUAL_STEP = 5, STATS_USUAL_MOST = 6 * 60 }; /* minutes */

struct stats {
    int64_t today; /* by the same rule: at 2 a.m. it is still yesterday */
    struct stats_sum all;
    struct stats_day *days; /* those with a sitting, rising */
    size_t day_count;
    struct stats_practice *practices; /* the longest sat first */
    size_t practice_count;
    struct stats_usual usual;
};

/* Reads it all, for somebody whose clock stands at a moment with an offset. stats_free frees it,
 * after a failure too. */
bool stats_read(struct stats *stats, struct journal *journal, int64_t now, int utc_offset,
                struct error *error);

/* Whether there is anything to tell of; cheap. */
bool stats_any(struct journal *journal);

void stats_free(struct stats *stats);

/* The first day of the heatmap, a Monday. */
int64_t stats_first_day(const struct stats *stats);

/* What the days from one to before another come to. */
struct stats_sum stats_between(const struct stats *stats, int64_t first, int64_t behind);

/* The newest span with sittings that begins before a day: where it begins, and what it comes to.
 * False: there is none. */
bool stats_before(const struct stats *stats, enum span span, int64_t behind, int64_t *first,
                  struct stats_sum *sum);

/* The gentle streak of its days. */
struct streak stats_streak(const struct stats *stats);

/* Minutes, rounded; what is less than half of one is 0. */
int64_t stats_minutes(const struct stats_sum *sum);

#endif
