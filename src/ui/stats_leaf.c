#include "ui/stats_leaf.h"

#include "base/memory.h"
#include "base/text.h"
#include "ui/stats_words.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const char STATS_NOTHING[] =
    "Nothing is written in the journal yet. Your first sitting will be the first line of it.";

const int STATS_HEAT_MINUTES[THEME_HEATS - 1] = {5, 15, 30};

static const char *const BRAILLE[THEME_HEATS] = {"⣀", "⣤", "⣶", "⣿"};
static const char *const BLOCKS[THEME_HEATS] = {"░", "▒", "▓", "█"};

static bool is_wide(const struct leaf *leaf)
{
    return leaf->width >= STATS_WIDE;
}

void stats_heading(struct leaf *leaf, const char *text)
{
    leaf_paragraph(leaf, ROLE_TITLE, text);
}

/* ---- what it comes to, in sentences */

static void add_all(struct leaf *leaf, const struct stats *stats)
{
    char *sittings = words_sittings(stats->all.sittings), *length = words_length(&stats->all);
    char *date = words_date(stats->days[0].day);
    char *text = stats->all.sittings == 1
                     ? mem_format("1 sitting of %s, on %s.", length, date)
                     : mem_format("%s, %s in all, since %s.", sittings, length, date);
    leaf_paragraph(leaf, ROLE_PROMPT, text);
    free(sittings);
    free(length);
    free(date);
    free(text);
}

static void add_usual(struct leaf *leaf, const struct stats_usual *usual)
{
    char *from = words_clock(usual->from), *to = words_clock(usual->to);
    char *text = usual->known ? mem_format("In the last %d weeks half of them began between %s and "
                                           "%s.",
                                           STATS_WEEKS, from, to)
                              : mem_format("In the last %d weeks they began at many times of day.",
                                           STATS_WEEKS);
    if (usual->sittings >= STATS_USUAL_LEAST)
        leaf_paragraph(leaf, ROLE_PROMPT, text);
    free(from);
    free(to);
    free(text);
}

/* A single day makes no row of them. */
static void add_streak(struct leaf *leaf, const struct streak *streak)
{
    if (!streak || streak->sat < 2)
        return;
    char *date = words_date(streak->first), *rests = NULL;
    if (streak->rests == 1)
        rests = mem_copy_text(", with one day's rest");
    else if (streak->rests)
        rests = mem_format(", with %" PRId64 " days' rest", streak->rests);
    char *text = mem_format("%" PRId64 " days with a sitting since %s%s.", streak->sat, date,
                            rests ? rests : "");
    leaf_paragraph(leaf, ROLE_ACCENT, text);
    free(date);
    free(rests);
    free(text);
}

/* ---- the heatmap: a column a week, a row a day of it */

enum { LABEL = 4, WIDE_CELL = 4, NARROW_CELL = 2, MONTH = 4 /* columns */ };

int stats_heat(const struct stats_sum *sum)
{
    int heat = 0;
    while (heat < THEME_HEATS - 1 && stats_minutes(sum) > STATS_HEAT_MINUTES[heat])
        heat++;
    return heat;
}

/* The month that begins within a week, or whose first week it is; 0: none. */
static int month_in(int64_t monday)
{
    struct date first = calendar_date(monday),
                last = calendar_date(monday + CALENDAR_WEEK_DAYS - 1);
    return first.day == 1 || first.month != last.month ? last.month : 0;
}

/* Whether another month begins so soon that the first one's name has no room. */
static bool is_crowded(int64_t monday, int width)
{
    bool crowded = false;
    for (int week = 1; week * width < MONTH; week++)
        crowded |= month_in(monday + CALENDAR_WEEK_DAYS * (int64_t)week) != 0;
    return crowded;
}

void stats_months_line(struct leaf *leaf, int64_t monday, int weeks, int column, int width)
{
    leaf_line(leaf);
    for (int week = 0; week < weeks; week++) {
        int64_t day = monday + CALENDAR_WEEK_DAYS * (int64_t)week;
        int month = month_in(day);
        if (week == 0 && !month)
            month = is_crowded(day, width) ? 0 : calendar_date(day).month;
        if (!month)
            continue;
        leaf_to(leaf, column + width * week);
        leaf_add(leaf, ROLE_DIM, "%.3s", words_month(month));
    }
}

static void add_cell(struct leaf *leaf, const struct stats_sum *sum, bool blocks, int column)
{
    int heat = stats_heat(sum);
    const char *sign = blocks ? BLOCKS[heat] : BRAILLE[heat];
    if (!sum->sittings)
        return;
    leaf_to(leaf, column);
    leaf_add(leaf, ROLE_HEAT_1 + (enum role)heat, "%s%s", sign, is_wide(leaf) ? sign : "");
}

static void add_weekday(struct leaf *leaf, const struct stats *stats, int weekday, bool blocks)
{
    int cell = is_wide(leaf) ? WIDE_CELL : NARROW_CELL;
    leaf_line(leaf);
    leaf_add(leaf, ROLE_DIM, "%s", words_weekday(weekday));
    for (int week = 0; week < STATS_WEEKS; week++) {
        int64_t day = stats_first_day(stats) + CALENDAR_WEEK_DAYS * week + weekday;
        struct stats_sum sum = stats_between(stats, day, day + 1);
        add_cell(leaf, &sum, blocks, LABEL + cell * week);
    }
}

static void add_legend(struct leaf *leaf, bool blocks)
{
    const char *const *signs = blocks ? BLOCKS : BRAILLE;
    leaf_line(leaf);
    leaf_line(leaf);
    leaf_to(leaf, is_wide(leaf) ? LABEL : 0);
    for (int heat = 0; heat < THEME_HEATS; heat++) {
        leaf_add(leaf, ROLE_HEAT_1 + (enum role)heat, "%s", signs[heat]);
        if (heat < THEME_HEATS - 1)
            leaf_add(leaf, ROLE_DIM, " to %d  ", STATS_HEAT_MINUTES[heat]);
    }
    leaf_add(leaf, ROLE_DIM, is_wide(leaf) ? " more minutes" : " more");
}

static void add_heatmap(struct leaf *leaf, const struct stats *stats, bool blocks)
{
    char *title = mem_format("The last %d weeks", STATS_WEEKS);
    if (!stats_between(stats, stats_first_day(stats), stats->today + 1).sittings) {
        free(title);
        return;
    }
    stats_heading(leaf, title);
    stats_months_line(leaf, stats_first_day(stats), STATS_WEEKS, LABEL,
                      is_wide(leaf) ? WIDE_CELL : NARROW_CELL);
    for (int weekday = 0; weekday < CALENDAR_WEEK_DAYS; weekday++)
        add_weekday(leaf, stats, weekday, blocks);
    add_legend(leaf, blocks);
    free(title);
}

/* ---- tables */

enum { LENGTH = 11, COUNT = 10 /* columns, right-aligned */ };

static int name_columns(const struct leaf *leaf)
{
    int room = leaf->width - LENGTH - COUNT;
    return is_wide(leaf) ? 27 : room > 40 ? 40 : room;
}

static int bar_columns(const struct leaf *leaf)
{
    return is_wide(leaf) ? leaf->width - name_columns(leaf) - LENGTH - COUNT : 0;
}

static void begin_table(struct leaf *leaf, const char *title)
{
    int column = name_columns(leaf) + bar_columns(leaf) + LENGTH;
    stats_heading(leaf, title);
    leaf_add_ending(leaf, ROLE_DIM, column, "time");
    leaf_add_ending(leaf, ROLE_DIM, column + COUNT, "sittings");
}

/* A bar of half columns, at least one of them. */
static void add_bar(struct leaf *leaf, int64_t seconds, int64_t most)
{
    int room = bar_columns(leaf) - 1;
    int halves = most > 0 && room > 0 ? (int)(2.0 * room * (double)seconds / (double)most) : 0;
    leaf_to(leaf, name_columns(leaf));
    for (int i = 0; i < halves / 2; i++)
        leaf_add(leaf, ROLE_HEAT_2, "━");
    if (halves % 2 || (room > 0 && !halves))
        leaf_add(leaf, ROLE_HEAT_2, "╸");
}

static void add_row(struct leaf *leaf, const char *name, const struct stats_sum *sum, int64_t most)
{
    int columns = name_columns(leaf), end = columns + bar_columns(leaf) + LENGTH;
    char *length = words_length(sum), *count = mem_format("%" PRId64, sum->sittings);
    size_t fits = text_fit(name, columns - 1);
    bool cut = name[fits] && columns > 2;
    if (cut)
        fits = text_fit(name, columns - 2);
    leaf_line(leaf);
    leaf_add(leaf, ROLE_PROMPT, "%.*s%s", (int)fits, name, cut ? "…" : "");
    add_bar(leaf, sum->seconds, most);
    leaf_add_ending(leaf, ROLE_PROMPT, end, length);
    leaf_add_ending(leaf, ROLE_DIM, end + COUNT, count);
    free(length);
    free(count);
}

/* The spans with sittings that begin at a day or later, the newest first; at most so many. */
static void add_spans(struct leaf *leaf, const struct stats *stats, enum span span, int64_t from,
                      int rows)
{
    struct stats_sum sum;
    int64_t most = 0, first = INT64_MAX;
    for (int i = 0; i < rows && stats_before(stats, span, first, &first, &sum) && first >= from;
         i++)
        most = sum.seconds > most ? sum.seconds : most;
    first = INT64_MAX;
    for (int i = 0; i < rows && stats_before(stats, span, first, &first, &sum) && first >= from;
         i++) {
        char *name = words_span(span, first);
        add_row(leaf, name, &sum, most);
        free(name);
    }
}

static void add_practices(struct leaf *leaf, const struct stats *stats)
{
    enum { ROWS = 12 };
    struct stats_sum others = {0};
    for (size_t i = 0; i < stats->practice_count; i++) {
        const struct stats_practice *practice = &stats->practices[i];
        char *title = text_clean(*practice->title ? practice->title : practice->practice);
        if (i < ROWS)
            add_row(leaf, *title ? title : "without a name", &practice->sum,
                    stats->practices[0].sum.seconds);
        others.sittings += i < ROWS ? 0 : practice->sum.sittings;
        others.seconds += i < ROWS ? 0 : practice->sum.seconds;
        free(title);
    }
    if (others.sittings)
        add_row(leaf, "others", &others, 0);
}

void stats_leaf(struct leaf *leaf, const struct stats *stats, const struct streak *streak,
                bool blocks)
{
    enum { MONTHS = 12, YEARS = 20 };
    int64_t weeks = stats_first_day(stats), months = calendar_first(SPAN_MONTH, stats->today, -11);
    if (!stats->all.sittings) {
        leaf_paragraph(leaf, ROLE_PROMPT, STATS_NOTHING);
        return;
    }
    add_all(leaf, stats);
    add_usual(leaf, &stats->usual);
    add_streak(leaf, streak);
    add_heatmap(leaf, stats, blocks);
    if (stats_between(stats, weeks, INT64_MAX).sittings) {
        begin_table(leaf, "By week");
        add_spans(leaf, stats, SPAN_WEEK, weeks, STATS_WEEKS);
    }
    if (stats_between(stats, months, INT64_MAX).sittings) {
        begin_table(leaf, "By month");
        add_spans(leaf, stats, SPAN_MONTH, months, MONTHS);
    }
    begin_table(leaf, "By year");
    add_spans(leaf, stats, SPAN_YEAR, INT64_MIN, YEARS);
    begin_table(leaf, "By practice");
    add_practices(leaf, stats);
}
