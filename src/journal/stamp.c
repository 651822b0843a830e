#include "journal/stamp.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOUR = 3600, MINUTE = 60, OFFSET_MOST = 24 * HOUR };

void stamp_write(int64_t time, int utc_offset, char text[STAMP_SIZE])
{
    struct tm there = {0};
    time_t clock = time + utc_offset;
    int east = abs(utc_offset);
    if (!gmtime_r(&clock, &there))
        there = (struct tm){.tm_mday = 1};
    int length = snprintf(text, STAMP_SIZE, "%04lld-%02d-%02dT%02d:%02d:%02d%c%02d:%02d",
                          there.tm_year + 1900LL, there.tm_mon + 1, there.tm_mday, there.tm_hour,
                          there.tm_min, there.tm_sec, utc_offset < 0 ? '-' : '+', east / HOUR,
                          east / MINUTE % 60);
    if (east % MINUTE)
        snprintf(text + length, (size_t)(STAMP_SIZE - length), ":%02d", east % MINUTE);
}

/* ---- the calendar */

/* A day and an hour that there are; seconds of the calendar as if it were UTC. */
static bool calendar_seconds(const struct tm *fields, int64_t *seconds)
{
    struct tm again = *fields;
    *seconds = timegm(&again);
    return fields->tm_year >= 0 && fields->tm_year + 1900 <= 9999 &&
           again.tm_mon == fields->tm_mon && again.tm_mday == fields->tm_mday &&
           again.tm_hour == fields->tm_hour && again.tm_min == fields->tm_min &&
           again.tm_sec == fields->tm_sec;
}

bool stamp_local(const struct tm *fields, int64_t *time, int *utc_offset)
{
    int64_t wall;
    struct tm local = *fields;
    if (!calendar_seconds(fields, &wall))
        return false;
    local.tm_isdst = -1;
    *time = mktime(&local);
    int64_t east = wall - *time; /* so that the clock shows what was written, leap or not */
    *utc_offset = (int)east;
    return east > -OFFSET_MOST && east < OFFSET_MOST;
}

/* ---- the parts of a text */

/* A date and a clock as they were written. */
struct written {
    int date[3]; /* in the order in which they stand */
    bool year_first;
    struct tm clock;
    const char *offset; /* what stands after them */
};

/* Spaces of any width: programs put narrow ones before AM and PM. */
static const char *skip_spaces(const char *at)
{
    static const char *const SPACES[] = {" ", "\xC2\xA0", "\xE2\x80\xAF"};
    for (size_t i = 0; i < sizeof SPACES / sizeof *SPACES; i++) {
        size_t length = strlen(SPACES[i]);
        if (strncmp(at, SPACES[i], length) == 0)
            return skip_spaces(at + length);
    }
    return at;
}

static bool take_number(const char **at, size_t least, size_t most, int *number)
{
    size_t digits = strspn(*at, "0123456789");
    if (digits < least || digits > most)
        return false;
    *number = (int)strtol(*at, NULL, 10);
    *at += digits;
    return true;
}

static bool take_sign(const char **at, char sign)
{
    bool there = **at == sign;
    *at += there;
    return there;
}

static bool take_date(const char **at, struct written *written)
{
    enum { DAY = 2, YEAR = 4 };
    written->year_first = strspn(*at, "0123456789") == YEAR;
    if (!take_number(at, 1, written->year_first ? YEAR : DAY, &written->date[0]))
        return false;
    char sign = **at;
    return sign && strchr("-/.", sign) && take_sign(at, sign) &&
           take_number(at, 1, DAY, &written->date[1]) && take_sign(at, sign) &&
           take_number(at, written->year_first ? 1 : YEAR, written->year_first ? DAY : YEAR,
                       &written->date[2]);
}

/* What stands between the date and the clock. */
static bool take_gap(const char **at)
{
    const char *start = *at;
    if (take_sign(at, 'T'))
        return true;
    take_sign(at, ',');
    *at = skip_spaces(*at);
    return *at > start && (*at)[-1] != ',';
}

/* A half of the day, if there is one, which then decides. */
static bool take_half(const char **at, int *hour)
{
    const char *half = skip_spaces(*at);
    bool after = strncasecmp(half, "PM", 2) == 0, before = strncasecmp(half, "AM", 2) == 0;
    if (!after && !before)
        return true;
    bool good = *hour >= 1 && *hour <= 12;
    *hour = *hour % 12 + (after ? 12 : 0);
    *at = half + 2;
    return good;
}

static bool take_clock(const char **at, size_t hour_digits, struct tm *clock)
{
    if (!take_number(at, hour_digits, 2, &clock->tm_hour) || !take_sign(at, ':') ||
        !take_number(at, 2, 2, &clock->tm_min))
        return false;
    if (take_sign(at, ':')) {
        if (!take_number(at, 2, 2, &clock->tm_sec))
            return false;
        size_t digits = **at == '.' || **at == ',' ? strspn(*at + 1, "0123456789") : 0;
        *at += digits ? 1 + digits : 0;
    }
    return take_half(at, &clock->tm_hour);
}

/* With a T it is ISO's form, in which every number has all of its digits: else one was lost. */
static bool take_apart(const char *text, struct written *written)
{
    enum { ISO_DATE = 10 };
    const char *start = text;
    *written = (struct written){.year_first = false};
    bool good = take_date(&text, written);
    bool iso = *text == 'T';
    good = good && (!iso || text - start == ISO_DATE) && take_gap(&text) &&
           take_clock(&text, iso ? 2 : 1, &written->clock);
    written->offset = skip_spaces(text);
    return good && (*written->offset || written->offset == text);
}

/* To the end of the text. */
static bool read_offset(const char *at, int *utc_offset)
{
    int hours, minutes = 0, seconds = 0;
    char sign = *at;
    *utc_offset = 0;
    if (strcmp(at, "Z") == 0)
        return true;
    at++;
    if ((sign != '+' && sign != '-') || !isdigit((unsigned char)at[0]) ||
        !isdigit((unsigned char)at[1]))
        return false;
    hours = 10 * (at[0] - '0') + at[1] - '0';
    at += 2;
    if (*at && !(take_sign(&at, ':'), take_number(&at, 2, 2, &minutes)))
        return false;
    if (*at && (!take_sign(&at, ':') || !take_number(&at, 2, 2, &seconds) || *at))
        return false;
    *utc_offset = hours * HOUR + minutes * MINUTE + seconds;
    if (minutes > 59 || seconds > 59 || *utc_offset >= OFFSET_MOST)
        return false;
    if (sign == '-')
        *utc_offset = -*utc_offset;
    return true;
}

/* ---- the order of a date */

static const struct {
    const char *name, *words;
    int year, month, day; /* where each stands */
} ORDERS[DATE_ORDERS] = {
    [ORDER_DMY] = {"dmy", "day/month/year", 2, 1, 0},
    [ORDER_MDY] = {"mdy", "month/day/year", 2, 0, 1},
    [ORDER_YMD] = {"ymd", "year/month/day", 0, 1, 2},
};

bool date_order_named(const char *name, enum date_order *order)
{
    for (*order = ORDER_UNKNOWN + 1; *order < DATE_ORDERS; ++*order) {
        if (strcmp(name, ORDERS[*order].name) == 0)
            return true;
    }
    return false;
}

const char *date_order_words(enum date_order order)
{
    return ORDERS[order].words;
}

static bool put_in_order(const struct written *written, enum date_order order, struct tm *fields)
{
    if (written->year_first)
        order = ORDER_YMD;
    else if (order == ORDER_UNKNOWN && written->date[0] == written->date[1])
        order = ORDER_DMY;
    else if (order == ORDER_UNKNOWN || order == ORDER_YMD)
        return false;
    *fields = written->clock;
    fields->tm_year = written->date[ORDERS[order].year] - 1900;
    fields->tm_mon = written->date[ORDERS[order].month] - 1;
    fields->tm_mday = written->date[ORDERS[order].day];
    return true;
}

struct orders stamp_orders(const char *text)
{
    struct written written;
    struct tm fields;
    int64_t wall;
    struct orders orders = {false, false};
    if (!take_apart(text, &written) || written.year_first || written.date[0] == written.date[1])
        return orders;
    orders.dmy = put_in_order(&written, ORDER_DMY, &fields) && calendar_seconds(&fields, &wall);
    orders.mdy = put_in_order(&written, ORDER_MDY, &fields) && calendar_seconds(&fields, &wall);
    return orders;
}

bool stamp_read(const char *text, enum date_order order, struct reading *reading)
{
    struct written written;
    struct tm fields;
    int64_t wall;
    if (!take_apart(text, &written) || !put_in_order(&written, order, &fields))
        return false;
    reading->local = !*written.offset;
    if (reading->local)
        return stamp_local(&fields, &reading->time, &reading->utc_offset);
    if (!calendar_seconds(&fields, &wall) || !read_offset(written.offset, &reading->utc_offset))
        return false;
    reading->time = wall - reading->utc_offset;
    return true;
}
