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

/* ---- reading */

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

/* Two digits, and what stands before them unless it is NUL. */
static bool take_pair(const char **at, char before, int *number)
{
    const char *text = *at;
    if (before && *text++ != before)
        return false;
    if (!isdigit((unsigned char)text[0]) || !isdigit((unsigned char)text[1]))
        return false;
    *number = 10 * (text[0] - '0') + text[1] - '0';
    *at = text + 2;
    return true;
}

static bool take_clock(const char **at, struct tm *fields)
{
    int century, year;
    if (!take_pair(at, '\0', &century) || !take_pair(at, '\0', &year) ||
        !take_pair(at, '-', &fields->tm_mon) || !take_pair(at, '-', &fields->tm_mday) ||
        (**at != 'T' && **at != ' '))
        return false;
    ++*at;
    fields->tm_year = 100 * century + year - 1900;
    fields->tm_mon--;
    return take_pair(at, '\0', &fields->tm_hour) && take_pair(at, ':', &fields->tm_min) &&
           take_pair(at, ':', &fields->tm_sec);
}

/* To the end of the text. */
static bool read_offset(const char *at, int *utc_offset)
{
    int hours, minutes, seconds = 0;
    char sign = *at;
    if (strcmp(at, "Z") == 0) {
        *utc_offset = 0;
        return true;
    }
    at++;
    if ((sign != '+' && sign != '-') || !take_pair(&at, '\0', &hours) ||
        !take_pair(&at, ':', &minutes) || (*at && !take_pair(&at, ':', &seconds)) || *at)
        return false;
    *utc_offset = hours * HOUR + minutes * MINUTE + seconds;
    if (minutes > 59 || seconds > 59 || *utc_offset >= OFFSET_MOST)
        return false;
    if (sign == '-')
        *utc_offset = -*utc_offset;
    return true;
}

bool stamp_read(const char *text, struct stamp *stamp)
{
    struct tm fields = {0};
    int64_t wall;
    if (!take_clock(&text, &fields))
        return false;
    stamp->local = !*text;
    if (stamp->local)
        return stamp_local(&fields, &stamp->time, &stamp->utc_offset);
    if (!calendar_seconds(&fields, &wall) || !read_offset(text, &stamp->utc_offset))
        return false;
    stamp->time = wall - stamp->utc_offset;
    return true;
}
