#include "ui/answers_leaf.h"

#include "base/memory.h"
#include "base/text.h"
#include "ui/stats_leaf.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char ANSWERS_CAUTION[] =
    "These are your own marks and words, counted. The scales are not validated, nothing here is a "
    "score, and no answer is better than another.";

const char ANSWERS_METHOD[] =
    "Each week's mean is one point; a straight line is fitted by least squares, and the shade is "
    "its 95 % interval. It takes each week for independent of the last, which moods are not quite: "
    "so it is rather less sure than it looks.";

const char *answers_scale_name(enum scale scale)
{
    static const char *const NAMES[SCALES] = {
        [SCALE_PLEASANT] = "From unpleasant to pleasant",
        [SCALE_ENERGY] = "From low to high energy",
        [SCALE_CONNECTED] = "Connected to what you feel",
    };
    return NAMES[scale];
}

/* ---- distributions */

enum { MOMENT = 8 /* columns of "before", "after" */ };

/* How high a tenth stands beside the highest: 1 to `most`, 0 where nothing lies in it. */
static int height_of(const struct answers_scale *scale, int tenth, int most)
{
    int64_t highest = 1;
    for (int i = 0; i < ANSWERS_TENTHS; i++)
        highest = scale->tenths[i] > highest ? scale->tenths[i] : highest;
    return (int)((scale->tenths[tenth] * most + highest - 1) / highest);
}

/* Each tenth two columns wide. */
static void add_shape(struct leaf *leaf, const struct answers_scale *scale, bool blocks)
{
    static const char *const BARS[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    static const char *const SHADES[] = {" ", "░", "▒", "▓", "█"};
    for (int i = 0; i < ANSWERS_TENTHS; i++) {
        const char *sign = blocks ? SHADES[height_of(scale, i, 4)] : BARS[height_of(scale, i, 8)];
        leaf_add(leaf, ROLE_HEAT_3, "%s%s", sign, sign);
    }
}

static char *count_words(const struct answers_scale *scale)
{
    char *text = mem_format("%" PRId64 " answer%s", scale->answers, scale->answers == 1 ? "" : "s");
    if (scale->cant_tell) {
        char *longer = mem_format("%s, %" PRId64 " can't tell", text, scale->cant_tell);
        free(text);
        text = longer;
    }
    if (scale->open) {
        char *longer = mem_format("%s, %" PRId64 " left open", text, scale->open);
        free(text);
        text = longer;
    }
    return text;
}

/* Behind the shape where there is room, else in lines below it. */
static void add_counts(struct leaf *leaf, const struct answers_scale *scale)
{
    enum { LINES_MOST = 4, GAP = 3 };
    struct text_line lines[LINES_MOST];
    char *text = count_words(scale);
    int column = MOMENT + 2 * ANSWERS_TENTHS + GAP;
    bool beside = column + text_width(text, strlen(text)) <= leaf->width;
    int left = beside ? column : MOMENT, room = leaf->width - left;
    size_t count = text_wrap(text, room > 1 ? room : 1, lines, LINES_MOST);
    for (size_t i = 0; i < count; i++) {
        if (!beside || i)
            leaf_line(leaf);
        leaf_to(leaf, left);
        leaf_add(leaf, ROLE_DIM, "%.*s", (int)lines[i].length, lines[i].start);
    }
    free(text);
}

static void add_scales(struct leaf *leaf, const struct answers *answers, bool blocks)
{
    for (enum scale scale = 0; scale < SCALES; scale++) {
        leaf_line(leaf);
        leaf_line(leaf);
        leaf_add(leaf, ROLE_PROMPT, "%s", answers_scale_name(scale));
        for (enum moment moment = 0; moment < MOMENTS; moment++) {
            if (!answers->check_ins[moment])
                continue;
            leaf_line(leaf);
            leaf_add(leaf, ROLE_DIM, "%s", moment_name(moment));
            leaf_to(leaf, MOMENT);
            add_shape(leaf, &answers->scales[scale][moment], blocks);
            add_counts(leaf, &answers->scales[scale][moment]);
        }
    }
}

/* ---- words */

static void add_words(struct leaf *leaf, const struct answers *answers)
{
    enum { NAME = 20, TIMES = 7 };
    if (!answers->word_count)
        return;
    stats_heading(leaf, "Words you used most");
    for (enum moment moment = 0; moment < MOMENTS; moment++)
        leaf_add_ending(leaf, ROLE_DIM, NAME + TIMES * ((int)moment + 1), moment_name(moment));
    for (size_t i = 0; i < answers->word_count; i++) {
        char *word = text_clean(answers->words[i].word);
        leaf_line(leaf);
        leaf_add(leaf, ROLE_PROMPT, "%.*s", (int)text_fit(word, NAME - 1), word);
        for (enum moment moment = 0; moment < MOMENTS; moment++) {
            int64_t times = answers->words[i].times[moment];
            char *text = times ? mem_format("%" PRId64, times) : mem_copy_text("");
            leaf_add_ending(leaf, ROLE_PROMPT, NAME + TIMES * ((int)moment + 1), text);
            free(text);
        }
        free(word);
    }
}

/* ---- the trend */

char *answers_trend_words(const struct trend *trend)
{
    if (!trend->known)
        return mem_format("Too little is known to tell a direction: of the last %d weeks %d %s an "
                          "answer, and it takes %d.",
                          TREND_WEEKS, trend->answered, trend->answered == 1 ? "has" : "have",
                          TREND_WEEKS_LEAST);
    int weeks = trend->last - trend->first;
    if (trend->least <= 0 && trend->most >= 0)
        return mem_format("Over %d weeks the line changes by %+.0f of 100 steps, but anything from "
                          "%+.0f to %+.0f is as well in keeping with your answers (95 %%): no "
                          "direction can be told.",
                          weeks, trend->change, trend->least, trend->most);
    return mem_format("Over %d weeks the line %s by %.0f of 100 steps; anything from %.0f to %.0f "
                      "is in keeping with your answers (95 %%).",
                      weeks, trend->change > 0 ? "rises" : "falls", fabs(trend->change),
                      fabs(trend->change > 0 ? trend->least : trend->most),
                      fabs(trend->change > 0 ? trend->most : trend->least));
}

enum { CHART_ROWS = 10, CHART_LABEL = 4 };

/* The row of a height, 0 at the top. */
static int chart_row(double height)
{
    int row = CHART_ROWS - 1 - (int)floor(height * CHART_ROWS / (SCALE_STEPS + 1));
    return row < 0 ? 0 : row >= CHART_ROWS ? CHART_ROWS - 1 : row;
}

static bool in_line(const struct trend *trend, int week)
{
    return trend->known && week >= trend->first && week <= trend->last;
}

static void add_point(struct leaf *leaf, const struct trend *trend, int week, int row, int width)
{
    struct trend_height at =
        in_line(trend, week) ? trend_at(trend, week) : (struct trend_height){0};
    bool line = in_line(trend, week) && row == chart_row(at.height);
    bool shade = in_line(trend, week) && row >= chart_row(at.most) && row <= chart_row(at.least);
    const char *rest = line ? "─" : shade ? "░" : " ";
    bool point = trend->weeks[week].answers && row == chart_row(trend_mean(trend, week));
    if (point)
        leaf_add(leaf, ROLE_HEAT_4, "●");
    for (int i = point; i < width; i++)
        leaf_add(leaf, line ? ROLE_PROMPT : ROLE_FADE_3, "%s", rest);
}

static void add_chart(struct leaf *leaf, const struct answers *answers)
{
    int width = leaf->width >= STATS_WIDE ? 2 : 1;
    leaf_line(leaf);
    for (int row = 0; row < CHART_ROWS; row++) {
        leaf_line(leaf);
        leaf_add(leaf, ROLE_DIM, "%s", row == 0 ? "100" : row == CHART_ROWS - 1 ? "  0" : "");
        leaf_to(leaf, CHART_LABEL);
        for (int week = 0; week < TREND_WEEKS; week++)
            add_point(leaf, &answers->connected, week, row, width);
    }
    stats_months_line(leaf, answers->first_week, TREND_WEEKS, CHART_LABEL, width);
}

static void add_trend(struct leaf *leaf, const struct answers *answers)
{
    const struct trend *trend = &answers->connected;
    char *words = answers_trend_words(trend);
    stats_heading(leaf, "Connected to what you feel, after sitting, week by week");
    if (trend->answered)
        add_chart(leaf, answers);
    leaf_paragraph(leaf, ROLE_PROMPT, words);
    if (trend->known)
        leaf_paragraph(leaf, ROLE_DIM, ANSWERS_METHOD);
    free(words);
}

void answers_leaf(struct leaf *leaf, const struct answers *answers, bool blocks)
{
    stats_heading(leaf, "How it was, as you said it");
    if (!answers->check_ins[MOMENT_BEFORE] && !answers->check_ins[MOMENT_AFTER]) {
        leaf_paragraph(leaf, ROLE_PROMPT,
                       "No check-in is written in the journal; what you answer there is counted "
                       "here.");
        return;
    }
    leaf_paragraph(leaf, ROLE_DIM, ANSWERS_CAUTION);
    add_scales(leaf, answers, blocks);
    add_words(leaf, answers);
    add_trend(leaf, answers);
}
