/* The tables of other programs, as far as they are described: docs/journal.md says where. */
#include "journal/table.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Insight Timer's log: "04/20/2026 08:21:14,0:45:0,Preset,Activity", by the clock of a place
 * that it doesn't name */

/* A number of at most `most` digits, and what must stand behind it. */
static bool take_number(const char **at, size_t most, const char *behind, int *number)
{
    size_t digits = strspn(*at, "0123456789"), length = strlen(behind);
    if (!digits || digits > most || strncmp(*at + digits, behind, length) != 0)
        return false;
    *number = (int)strtol(*at, NULL, 10);
    *at += digits + length;
    return true;
}

static bool read_started(const struct column *column, const char *cell, struct arrival *arrival,
                         struct error *error)
{
    return column_read_time(column, cell, "04/20/2026 08:21:14", arrival, error);
}

static bool read_duration(const struct column *column, const char *cell, struct arrival *arrival,
                          struct error *error)
{
    int hours, minutes, seconds;
    const char *at = cell;
    if (!take_number(&at, 4, ":", &hours) || !take_number(&at, 2, ":", &minutes) ||
        !take_number(&at, 2, "", &seconds) || *at || minutes > 59 || seconds > 59)
        return column_blame(column, cell, "is no length as hours:minutes:seconds", error);
    arrival->record.sat = 3600 * (int64_t)hours + 60 * (int64_t)minutes + seconds;
    return true;
}

static bool read_title(const struct column *column, const char *cell, struct arrival *arrival,
                       struct error *error)
{
    return column_read_line(column, cell, arrival->record.title, sizeof arrival->record.title,
                            error);
}

/* Stands behind the preset, in brackets if there is one. */
static bool read_activity(const struct column *column, const char *cell, struct arrival *arrival,
                          struct error *error)
{
    char activity[RECORD_TITLE_SIZE];
    size_t length = strlen(arrival->record.title);
    if (!column_read_line(column, cell, activity, sizeof activity, error))
        return false;
    size_t room = sizeof arrival->record.title - length;
    int written = snprintf(arrival->record.title + length, room, length ? " (%s)" : "%s", activity);
    return (size_t)written < room || error_set(error, "Preset and Activity are too long together");
}

static const struct column INSIGHT_TIMER_COLUMNS[] = {
    {"Started At", COLUMN_TIME, true, NULL, read_started, 0, 0},
    {"Duration", COLUMN_TEXT, true, NULL, read_duration, 0, 0},
    {"Preset", COLUMN_TEXT, false, NULL, read_title, 0, 0},
    {"Activity", COLUMN_TEXT, false, NULL, read_activity, 0, 0},
};

static const struct table INSIGHT_TIMER = {
    "Insight Timer's", "insight-timer", INSIGHT_TIMER_COLUMNS,
    sizeof INSIGHT_TIMER_COLUMNS / sizeof *INSIGHT_TIMER_COLUMNS};

/* ---- Meditate for GNOME: "1712345678,600,countdown,Morning,First sit of the day", seconds since
 * 1970 in UTC */

static bool read_unix(const struct column *column, const char *cell, struct arrival *arrival,
                      struct error *error)
{
    enum { DIGITS = 12 };
    const int64_t year_1900 = -INT64_C(2208988800), year_10000 = INT64_C(253402300800);
    size_t sign = *cell == '-', digits = strspn(cell + sign, "0123456789");
    struct tm local;
    time_t began =
        digits && digits <= DIGITS && !cell[sign + digits] ? strtoll(cell, NULL, 10) : year_10000;
    if (began < year_1900 || began >= year_10000 || !localtime_r(&began, &local))
        return column_blame(column, cell, "is no time in seconds since 1970", error);
    arrival->record.began = began;
    arrival->record.utc_offset = (int)local.tm_gmtoff;
    return true;
}

static bool read_duration_secs(const struct column *column, const char *cell,
                               struct arrival *arrival, struct error *error)
{
    return column_read_seconds(column, cell, &arrival->record.sat, error);
}

static bool read_note(const struct column *column, const char *cell, struct arrival *arrival,
                      struct error *error)
{
    return column_read_note(column, cell, &arrival->record, error);
}

static const struct column MEDITATE_COLUMNS[] = {
    {"start_time_unix", COLUMN_NUMBER, true, NULL, read_unix, 0, 0},
    {"duration_secs", COLUMN_NUMBER, true, NULL, read_duration_secs, 0, 0},
    {"label", COLUMN_TEXT, false, NULL, read_title, 0, 0},
    {"note", COLUMN_NOTE, false, NULL, read_note, 0, 0},
};

static const struct table MEDITATE = {"Meditate for GNOME's", "meditate", MEDITATE_COLUMNS,
                                      sizeof MEDITATE_COLUMNS / sizeof *MEDITATE_COLUMNS};

/* ---- Apple Health: from startDate to endDate, by the app that sourceName names */

static bool read_start(const struct column *column, const char *cell, struct arrival *arrival,
                       struct error *error)
{
    return column_read_time(column, cell, "2026-03-01 07:30:00 +0100", arrival, error);
}

/* Stands after the start in the table, and so is read after it. */
static bool read_end(const struct column *column, const char *cell, struct arrival *arrival,
                     struct error *error)
{
    struct reading end;
    if (!stamp_read(cell, arrival->order, &end))
        return column_blame(column, cell, "is no time; write it like 2026-03-01 07:30:00 +0100",
                            error);
    arrival->record.sat = end.time - arrival->record.began;
    return (arrival->record.sat >= 0 && arrival->record.sat <= INT_MAX) ||
           column_blame(column, cell, "is before startDate, or too long after it", error);
}

static const struct column APPLE_HEALTH_COLUMNS[] = {
    {"startDate", COLUMN_TIME, true, NULL, read_start, 0, 0},
    {"endDate", COLUMN_TIME, true, NULL, read_end, 0, 0},
    {"sourceName", COLUMN_TEXT, false, NULL, read_title, 0, 0},
};

const struct table TABLE_APPLE_HEALTH = {"Apple Health's", "apple-health", APPLE_HEALTH_COLUMNS,
                                         sizeof APPLE_HEALTH_COLUMNS /
                                             sizeof *APPLE_HEALTH_COLUMNS};

const struct table *const TABLES_FOREIGN[] = {&INSIGHT_TIMER, &MEDITATE};
const size_t TABLES_FOREIGN_COUNT = sizeof TABLES_FOREIGN / sizeof *TABLES_FOREIGN;
