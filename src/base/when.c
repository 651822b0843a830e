#include "base/when.h"

#include "base/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define SECONDS_PER_DAY INT64_C(86400)

/* Named here, as those of the locale depend on the user's. */
static const char *const DAYS[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                   "Thursday", "Friday", "Saturday"};
static const char *const MONTHS[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

struct when when_here(int64_t seconds)
{
    struct tm local = {0};
    time_t at = (time_t)seconds;
    localtime_r(&at, &local);
    return (struct when){seconds, (int)local.tm_gmtoff};
}

struct when when_now(void)
{
    return when_here(time(NULL));
}

/* The calendar and the clock there. */
static struct tm parts_of(struct when when)
{
    struct tm parts = {0};
    time_t there = (time_t)(when.time + when.utc_offset);
    gmtime_r(&there, &parts);
    return parts;
}

/* Counts from one day there to the next. */
static int64_t day_of(struct when when)
{
    int64_t there = when.time + when.utc_offset, day = there / SECONDS_PER_DAY;
    return there % SECONDS_PER_DAY < 0 ? day - 1 : day;
}

void when_format(struct when when, struct when now, char text[WHEN_SIZE])
{
    struct tm parts = parts_of(when), today = parts_of(now);
    int64_t ago = day_of(now) - day_of(when);
    char day[WHEN_SIZE / 2];
    if (ago == 0 || ago == 1)
        snprintf(day, sizeof day, "%s", ago ? "yesterday" : "today");
    else if (parts.tm_year == today.tm_year)
        snprintf(day, sizeof day, "%.3s %d %.3s", DAYS[parts.tm_wday], parts.tm_mday,
                 MONTHS[parts.tm_mon]);
    else
        snprintf(day, sizeof day, "%d %.3s %lld", parts.tm_mday, MONTHS[parts.tm_mon],
                 parts.tm_year + 1900LL);
    snprintf(text, WHEN_SIZE, "%s %02d:%02d", day, parts.tm_hour, parts.tm_min);
}

void when_say(struct when when, struct when now, char text[WHEN_SIZE])
{
    struct tm parts = parts_of(when), today = parts_of(now);
    int64_t ago = day_of(now) - day_of(when);
    const char *month = MONTHS[parts.tm_mon];
    if (ago == 0 || ago == 1)
        snprintf(text, WHEN_SIZE, "%s at %02d:%02d", ago ? "yesterday" : "today", parts.tm_hour,
                 parts.tm_min);
    else if (parts.tm_year == today.tm_year)
        snprintf(text, WHEN_SIZE, "on %d %s", parts.tm_mday, month);
    else
        snprintf(text, WHEN_SIZE, "on %d %s %lld", parts.tm_mday, month, parts.tm_year + 1900LL);
}

void when_format_whole(struct when when, char text[WHEN_SIZE])
{
    struct tm parts = parts_of(when);
    snprintf(text, WHEN_SIZE, "%s %d %s %lld, %02d:%02d", DAYS[parts.tm_wday], parts.tm_mday,
             MONTHS[parts.tm_mon], parts.tm_year + 1900LL, parts.tm_hour, parts.tm_min);
}

/* ---- reading */

/* "21:30" or "9:05", to its end. */
static bool parse_clock(const char *text, struct tm *parts)
{
    const char *end = strptime(text, "%H:%M", parts);
    return end && !*end && end[-3] == ':';
}

/* By the calendar and clock of this place; a time that the clocks leap over is the one after the
 * leap. */
static bool settle(struct tm *parts, struct when *when)
{
    parts->tm_isdst = -1;
    parts->tm_wday = -1;
    time_t time = mktime(parts);
    *when = (struct when){time, (int)parts->tm_gmtoff};
    return parts->tm_wday >= 0; /* -1 is a moment, too */
}

static bool parse_date(const char *text, struct when *when)
{
    char date[DATE_SIZE];
    int64_t day;
    struct tm parts = {0};
    snprintf(date, sizeof date, "%s", text);
    if (strlen(text) < DATE_SIZE || !strchr(" T", text[DATE_SIZE - 1]) || !date_parse(date, &day))
        return false;
    strptime(date, "%Y-%m-%d", &parts);
    return parts.tm_year >= 0 && parse_clock(text + DATE_SIZE, &parts) && settle(&parts, when);
}

/* So many days before today. */
static bool parse_recent(const char *text, struct when now, int days, struct when *when)
{
    struct tm parts = parts_of(now);
    parts.tm_mday -= days;
    parts.tm_sec = 0;
    return parse_clock(text, &parts) && settle(&parts, when);
}

bool when_parse(const char *text, struct when now, struct when *when)
{
    static const char *const RECENT[] = {"today ", "yesterday "};
    for (int days = 0; days < 2; days++) {
        size_t length = strlen(RECENT[days]);
        if (strncmp(text, RECENT[days], length) == 0)
            return parse_recent(text + length, now, days, when);
    }
    if (!parse_recent(text, now, 0, when))
        return parse_date(text, when);
    return when->time <= now.time || parse_recent(text, now, 1, when);
}
