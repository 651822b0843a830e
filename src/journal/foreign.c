/* The tables of other programs, as far as they are described: docs/journal.md says where. */
#include "journal/table.h"

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
    {"Started At", COLUMN_TIME, true, NULL, read_started, 0, 0},
    {"Duration", COLUMN_TEXT, true, NULL, read_duration, 0, 0},
    {"Preset", COLUMN_TEXT, false, NULL, read_preset, 0, 0},
    {"Activity", COLUMN_TEXT, false, NULL, read_activity, 0, 0},
};

static const struct table INSIGHT_TIMER = {
    "Insight Timer's", "insight-timer", INSIGHT_TIMER_COLUMNS,
    sizeof INSIGHT_TIMER_COLUMNS / sizeof *INSIGHT_TIMER_COLUMNS};

const struct table *const TABLES_FOREIGN[] = {&INSIGHT_TIMER};
const size_t TABLES_FOREIGN_COUNT = sizeof TABLES_FOREIGN / sizeof *TABLES_FOREIGN;
