#include "ui/stats_svg.h"

#include "ui/stats_leaf.h"
#include "ui/stats_words.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* Pixels. A week is a column in both charts. */
enum {
    MARGIN = 24,
    LABEL = 44, /* of the weekdays */
    CELL = 26,
    GAP = 6,
    PITCH = CELL + GAP,
    MAP_TOP = 84,
    MAP_BOTTOM = MAP_TOP + CALENDAR_WEEK_DAYS * PITCH,
    LEGEND = MAP_BOTTOM + 26,
    BARS_TITLE = LEGEND + 52,
    BARS_TOP = BARS_TITLE + 34,
    BARS = 110,
    BARS_BOTTOM = BARS_TOP + BARS,
    LEFT = MARGIN + LABEL,
    WIDTH = LEFT + STATS_WEEKS * PITCH + MARGIN,
    HEIGHT = BARS_BOTTOM + 22 + MARGIN,
};

static const char STYLE[] =
    "<style>\n"
    ".paper{fill:#fbfaf7}.ink{fill:#33363b}.dim{fill:#6b7078}\n"
    ".h0{fill:#a9cfcf}.h1{fill:#6fa9a9}.h2{fill:#3d8080}.h3{fill:#175555}\n"
    "@media (prefers-color-scheme:dark){\n"
    ".paper{fill:#16181c}.ink{fill:#d8d4cc}.dim{fill:#8d9199}\n"
    ".h0{fill:#1f4d4d}.h1{fill:#2f7676}.h2{fill:#62a8a8}.h3{fill:#b3dede}\n"
    "}\n"
    "text{font-family:\"DejaVu Sans\",Helvetica,Arial,sans-serif;font-size:12px}\n"
    "</style>\n";

static void put_text(FILE *out, int x, int y, const char *kind, const char *anchor,
                     const char *text)
{
    fprintf(out, "<text x=\"%d\" y=\"%d\" class=\"%s\" text-anchor=\"%s\">%s</text>\n", x, y, kind,
            anchor, text);
}

/* A rectangle that tells what it is to whoever points at it, or has it read out. */
static void put_box(FILE *out, int x, int y, int height, int heat, const char *name,
                    const struct stats_sum *sum)
{
    char *length = words_length(sum), *sittings = words_sittings(sum->sittings);
    fprintf(out,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" class=\"h%d\">"
            "<title>%s: %s, %s</title></rect>\n",
            x, y, CELL, height, heat, name, length, sittings);
    free(length);
    free(sittings);
}

static int column_of(int week)
{
    return LEFT + week * PITCH;
}

static int64_t monday_of(const struct stats *stats, int week)
{
    return stats_first_day(stats) + CALENDAR_WEEK_DAYS * (int64_t)week;
}

/* ---- the heatmap */

static void put_months(FILE *out, const struct stats *stats)
{
    char name[4];
    for (int week = 0; week < STATS_WEEKS; week++) {
        struct date first = calendar_date(monday_of(stats, week));
        struct date last = calendar_date(monday_of(stats, week + 1) - 1);
        if (first.month == last.month && first.day != 1 && week)
            continue;
        snprintf(name, sizeof name, "%.3s", words_month(last.month));
        put_text(out, column_of(week), MAP_TOP - 10, "dim", "start", name);
    }
}

static void put_days(FILE *out, const struct stats *stats)
{
    for (int weekday = 0; weekday < CALENDAR_WEEK_DAYS; weekday++) {
        int y = MAP_TOP + weekday * PITCH;
        put_text(out, LEFT - 10, y + CELL * 2 / 3, "dim", "end", words_weekday(weekday));
        for (int week = 0; week < STATS_WEEKS; week++) {
            int64_t day = monday_of(stats, week) + weekday;
            struct stats_sum sum = stats_between(stats, day, day + 1);
            char *date = words_date(day);
            if (sum.sittings)
                put_box(out, column_of(week), y, CELL, stats_heat(&sum), date, &sum);
            free(date);
        }
    }
}

static void put_legend(FILE *out)
{
    enum { STEP = 74, SWATCH = 12 };
    char text[32];
    for (int heat = 0; heat < THEME_HEATS; heat++) {
        int x = LEFT + heat * STEP;
        fprintf(out,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\" class=\"h%d\"/>\n", x,
                LEGEND - SWATCH + 2, SWATCH, SWATCH, heat);
        if (heat < THEME_HEATS - 1)
            snprintf(text, sizeof text, "to %d", STATS_HEAT_MINUTES[heat]);
        else
            snprintf(text, sizeof text, "more minutes");
        put_text(out, x + SWATCH + 6, LEGEND, "dim", "start", text);
    }
}

/* ---- minutes */

static struct stats_sum week_of(const struct stats *stats, int week)
{
    return stats_between(stats, monday_of(stats, week), monday_of(stats, week + 1));
}

static void put_weeks(FILE *out, const struct stats *stats)
{
    int64_t most = 1;
    for (int week = 0; week < STATS_WEEKS; week++) {
        int64_t seconds = week_of(stats, week).seconds;
        most = seconds > most ? seconds : most;
    }
    for (int week = 0; week < STATS_WEEKS; week++) {
        struct stats_sum sum = week_of(stats, week);
        char *name = words_span(SPAN_WEEK, monday_of(stats, week)), minutes[24];
        int height = (int)(BARS * sum.seconds / most);
        height = height < 3 ? 3 : height;
        snprintf(minutes, sizeof minutes, "%" PRId64, stats_minutes(&sum));
        if (sum.sittings) {
            put_box(out, column_of(week), BARS_BOTTOM - height, height, 1, name, &sum);
            put_text(out, column_of(week) + CELL / 2, BARS_BOTTOM - height - 6, "ink", "middle",
                     minutes);
        }
        free(name);
    }
}

char *stats_svg(const struct stats *stats)
{
    char *text = NULL, *end = words_date(stats->today);
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        abort(); /* there is no memory */
    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
            "viewBox=\"0 0 %d %d\" role=\"img\">\n<title>Sittings in the %d weeks to %s</title>\n",
            WIDTH, HEIGHT, WIDTH, HEIGHT, STATS_WEEKS, end);
    fputs(STYLE, out);
    fputs("<rect width=\"100%\" height=\"100%\" rx=\"8\" class=\"paper\"/>\n", out);
    fprintf(out, "<text x=\"%d\" y=\"%d\" class=\"ink\">%d weeks to %s</text>\n", LEFT, 36,
            STATS_WEEKS, end);
    put_months(out, stats);
    put_days(out, stats);
    put_legend(out);
    put_text(out, LEFT, BARS_TITLE, "ink", "start", "Minutes by week");
    put_weeks(out, stats);
    fputs("</svg>\n", out);
    fclose(out);
    free(end);
    return text;
}
