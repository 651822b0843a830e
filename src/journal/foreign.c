/* The tables of other programs, as far as they are described: docs/journal.md says where. */
#include "journal/stamp.h"
#include "journal/table.h"

#include <ctype.h>
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

/* To the end: nothing, or a half of the day, which then decides. */
static bool take_half(const char *at, int *hour)
{
    bool after = strcasecmp(at, " PM") == 0, before = strcasecmp(at, " AM") == 0;
    if (!after && !before)
        return !*at;
    bool good = *hour >= 1 && *hour <= 12;
    *hour = *hour % 12 + (after ? 12 : 0);
    return good;
}

static bool read_started(const struct column *column, const char *cell, struct arrival *arrival,
                         struct error *error)
{
    struct tm fields = {0};
    const char *at = cell;
    bool good =
        take_number(&at, 2, "/", &fields.tm_mon) && take_number(&at, 2, "/", &fields.tm_mday) &&
        take_number(&at, 4, " ", &fields.tm_year) && take_number(&at, 2, ":", &fields.tm_hour) &&
        take_number(&at, 2, ":", &fields.tm_min) && take_number(&at, 2, "", &fields.tm_sec);
    fields.tm_mon--;
    fields.tm_year -= 1900;
    arrival->local = true;
    if (good && take_half(at, &fields.tm_hour) &&
        stamp_local(&fields, &arrival->record.began, &arrival->record.utc_offset))
        return true;
    return column_blame(column, cell, "is no time as month/day/year hours:minutes:seconds", error);
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

static bool read_preset(const struct column *column, const char *cell, struct arrival *arrival,
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
    {"Started At", COLUMN_TEXT, true, NULL, read_started, 0, 0},
    {"Duration", COLUMN_TEXT, true, NULL, read_duration, 0, 0},
    {"Preset", COLUMN_TEXT, false, NULL, read_preset, 0, 0},
    {"Activity", COLUMN_TEXT, false, NULL, read_activity, 0, 0},
};

static const struct table INSIGHT_TIMER = {
    "Insight Timer's", "insight-timer", INSIGHT_TIMER_COLUMNS,
    sizeof INSIGHT_TIMER_COLUMNS / sizeof *INSIGHT_TIMER_COLUMNS};

const struct table *const TABLES_FOREIGN[] = {&INSIGHT_TIMER};
const size_t TABLES_FOREIGN_COUNT = sizeof TABLES_FOREIGN / sizeof *TABLES_FOREIGN;
