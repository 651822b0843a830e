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

#include <stdint.h>

enum { CALENDAR_NIGHT_HOUR = 4, CALENDAR_WEEK_DAYS = 7, CALENDAR_DAY_SECONDS = 24 * 60 * 60 };

struct date {
    int64_t year;
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
};

/* The day of the calendar on which a moment lies, and the seconds since its midnight by the clock
 * on the wall. What is no moment of the years 1 to 9999, or no offset within a day, as only a
 * damaged file has it, is taken for the nearest that is one. */
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
