#include "journal/stats.h"

#include "base/memory.h"
#include "journal/journal_inside.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS = 24 * 60 / STATS_USUAL_STEP };

/* What is read: the sums, and how many began in each slot of the day. */
struct reading {
    struct stats *stats;
    int64_t slots[SLOTS];
};

static void add(struct stats_sum *sum, int64_t seconds)
{
    sum->sittings++;
    sum->seconds += seconds;
}

/* ---- days */

/* The entry of a day, made where there is none. Sittings come as they began, so that it is among
 * the last but for those who travel. */
static struct stats_day *day_of(struct stats *stats, int64_t day)
{
    size_t at = stats->day_count;
    while (at && stats->days[at - 1].day > day)
        at--;
    if (at && stats->days[at - 1].day == day)
        return &stats->days[at - 1];
    stats->days = mem_grow(stats->days, stats->day_count, sizeof *stats->days);
    memmove(&stats->days[at + 1], &stats->days[at],
            (stats->day_count++ - at) * sizeof *stats->days);
    stats->days[at] = (struct stats_day){.day = day};
    return &stats->days[at];
}

static void take_sitting(struct reading *reading, int64_t began, int utc_offset, int64_t seconds)
{
    struct stats *stats = reading->stats;
    int64_t day = calendar_evening(began, utc_offset);
    add(&stats->all, seconds);
    add(&day_of(stats, day)->sum, seconds);
    if (day >= stats_first_day(stats) && day <= stats->today)
        reading->slots[calendar_second(began, utc_offset) / (60 * STATS_USUAL_STEP)]++;
}

/* No sitting lasts longer than a month: sums stay within their numbers, whatever a file holds. */
#define SECONDS "min(sat, 2678400)"
#define COUNTED " FROM sitting WHERE " SITTING_COUNTS

static bool read_days(struct reading *reading, struct journal *journal, struct error *error)
{
    int code = SQLITE_ERROR;
    sqlite3_stmt *statement =
        journal_statement(journal, "SELECT began, utc_offset, " SECONDS COUNTED " ORDER BY began");
    while (statement && (code = sqlite3_step(statement)) == SQLITE_ROW)
        take_sitting(reading, sqlite3_column_int64(statement, 0), sqlite3_column_int(statement, 1),
                     sqlite3_column_int64(statement, 2));
    bool good = code == SQLITE_DONE || journal_failed(journal, error);
    sqlite3_reset(statement);
    return good;
}

/* ---- the usual time */

/* How many slots from one on hold at least so many sittings; more than there are: none. */
static int width_from(const int64_t *slots, int first, int64_t least)
{
    int width = 0;
    for (int64_t held = 0; held < least && width <= SLOTS; width++)
        held += slots[(first + width) % SLOTS];
    return width;
}

static struct stats_usual usual_of(const int64_t *slots)
{
    struct stats_usual usual = {0};
    int narrowest = SLOTS + 1;
    for (int i = 0; i < SLOTS; i++)
        usual.sittings += slots[i];
    if (usual.sittings < STATS_USUAL_LEAST)
        return usual;
    for (int first = 0; first < SLOTS; first++) {
        int width = width_from(slots, first, (usual.sittings + 1) / 2);
        if (width >= narrowest)
            continue;
        narrowest = width;
        usual.from = first * STATS_USUAL_STEP;
        usual.to = (first + width) % SLOTS * STATS_USUAL_STEP;
    }
    usual.known = narrowest * STATS_USUAL_STEP <= STATS_USUAL_MOST;
    return usual;
}

/* ---- practices */

static const char PRACTICES[] =
    "SELECT practice, title, count(*), sum(" SECONDS "), max(began)" COUNTED
    " GROUP BY practice, CASE practice WHEN '' THEN title END ORDER BY 4 DESC, 3 DESC, 1, 2";

static bool read_practices(struct stats *stats, struct journal *journal, struct error *error)
{
    int code = SQLITE_ERROR;
    sqlite3_stmt *statement = journal_statement(journal, PRACTICES);
    while (statement && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        stats->practices =
            mem_grow(stats->practices, stats->practice_count, sizeof *stats->practices);
        struct stats_practice *practice = &stats->practices[stats->practice_count++];
        column_copy(statement, 0, practice->practice, sizeof practice->practice);
        column_copy(statement, 1, practice->title, sizeof practice->title);
        practice->sum.sittings = sqlite3_column_int64(statement, 2);
        practice->sum.seconds = sqlite3_column_int64(statement, 3);
    }
    bool good = code == SQLITE_DONE || journal_failed(journal, error);
    sqlite3_reset(statement);
    return good;
}

/* ---- */

bool stats_read(struct stats *stats, struct journal *journal, int64_t now, int utc_offset,
                struct error *error)
{
    struct reading reading = {.stats = stats};
    *stats = (struct stats){.today = calendar_evening(now, utc_offset)};
    if (!read_days(&reading, journal, error) || !read_practices(stats, journal, error))
        return false;
    stats->usual = usual_of(reading.slots);
    return true;
}

bool stats_any(struct journal *journal)
{
    sqlite3_stmt *statement = journal_statement(journal, "SELECT 1" COUNTED " LIMIT 1");
    bool any = statement && sqlite3_step(statement) == SQLITE_ROW;
    sqlite3_reset(statement);
    return any;
}

void stats_free(struct stats *stats)
{
    free(stats->days);
    free(stats->practices);
    *stats = (struct stats){0};
}

int64_t stats_first_day(const struct stats *stats)
{
    return calendar_first(SPAN_WEEK, stats->today, 1 - STATS_WEEKS);
}

/* The first entry that isn't before a day. */
static size_t find_day(const struct stats *stats, int64_t day)
{
    size_t low = 0, high = stats->day_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (stats->days[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct stats_sum stats_between(const struct stats *stats, int64_t first, int64_t behind)
{
    struct stats_sum sum = {0};
    for (size_t i = find_day(stats, first); i < stats->day_count && stats->days[i].day < behind;
         i++) {
        sum.sittings += stats->days[i].sum.sittings;
        sum.seconds += stats->days[i].sum.seconds;
    }
    return sum;
}

bool stats_before(const struct stats *stats, enum span span, int64_t behind, int64_t *first,
                  struct stats_sum *sum)
{
    size_t at = find_day(stats, behind);
    if (!at)
        return false;
    *first = calendar_first(span, stats->days[at - 1].day, 0);
    *sum = stats_between(stats, *first, behind);
    return true;
}

struct streak stats_streak(const struct stats *stats)
{
    int64_t *days = mem_new(stats->day_count + 1, sizeof *days);
    for (size_t i = 0; i < stats->day_count; i++)
        days[i] = stats->days[i].day;
    struct streak streak = streak_gentle(days, stats->day_count, stats->today);
    free(days);
    return streak;
}

int64_t stats_minutes(const struct stats_sum *sum)
{
    return (sum->seconds + 30) / 60;
}
