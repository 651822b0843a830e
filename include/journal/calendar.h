/* The calendar of the journal: pure arithmetic, no clock. A moment is seconds since 1970 in UTC;
 * the offset is that of its place at that moment, seconds east of UTC, as the journal keeps it: so
 * no time zone's rules are asked, and a sitting stays on its day wherever one moves to.
 *
 * A day is a number, 0 for 1970-01-01, as in base/date.h. Which day a sitting belongs to is decided
 * by one rule for all that is counted, streak, heatmap, weeks, months and years alike: what begins
 * before 4 a.m. by the clock on the wall belongs to the evening before. Only the time of day is the
 * clock's own. */
#ifndef JOURNAL_CALENDAR_H
#define JOURNAL_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

enum { CALENDAR_NIGHT_HOUR = 4, CALENDAR_WEEK_DAYS = 7, CALENDAR_DAY_SECONDS = 24 * 60 * 60 };

struct date {
    int64_t year;
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
};

/* The years that the journal holds, by the clock on the wall. */
enum { CALENDAR_YEAR_LEAST = 1900, CALENDAR_YEAR_MOST = 9999 };

/* The moment itself if it is of these years where clocks have that offset, else the nearest that
 * is: only a damaged file or a broken clock has others. An offset is at most a day. */
int64_t calendar_settle(int64_t moment, int utc_offset);

/* Whether a clock that shows this moment must be wrong: one that lost its time begins again with
 * 1970, and none is right before 1971 or after 2100. */
bool calendar_is_doubtful(int64_t moment, int utc_offset);

/* The day of the calendar on which a moment lies, and the seconds since its midnight by the clock
 * on the wall. The moment is settled first, and so is the offset. */
int64_t calendar_day(int64_t moment, int utc_offset);
int calendar_second(int64_t moment, int utc_offset);

/* The day that a sitting belongs to which began at a moment. */
int64_t calendar_evening(int64_t moment, int utc_offset);

/* A day's date in the Gregorian calendar, and the day of a date; the month may be any number, 13
 * for the next January. */
struct date calendar_date(int64_t day);
int64_t calendar_day_of(int64_t year, int month, int day);

/* 0 for Monday to 6 for Sunday. */
int calendar_weekday(int64_t day);

/* ISO 8601: week 1 is the one with the year's first Thursday. */
struct iso_week {
    int64_t year;
    int week; /* 1 to 53 */
};
struct iso_week calendar_iso_week(int64_t day);

/* What days are gathered into. */
enum span { SPAN_WEEK, SPAN_MONTH, SPAN_YEAR, SPANS };

/* The first day of the span that a day lies in (a week's is its Monday), or of one so many spans
 * later; earlier, where `by` is negative. */
int64_t calendar_first(enum span span, int64_t day, int by);

#endif
