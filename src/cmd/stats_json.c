/* Statistics as JSON: all of them, in seconds and with dates. */
#include "cmd/stats_json.h"

#include "ui/stats_words.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

enum { DATE_TEXT = 32 };

static json_t *date_json(int64_t day)
{
    char text[DATE_TEXT];
    struct date date = calendar_date(day);
    snprintf(text, sizeof text, "%04" PRId64 "-%02d-%02d", date.year, date.month, date.day);
    return json_string(text);
}

/* Takes the name over. */
static json_t *sum_json(const char *key, json_t *name, const struct stats_sum *sum)
{
    return json_pack("{s:o, s:I, s:I}", key, name, "sittings", (json_int_t)sum->sittings, "seconds",
                     (json_int_t)sum->seconds);
}

static json_t *days_json(const struct stats *stats)
{
    json_t *list = json_array();
    for (size_t i = 0; i < stats->day_count; i++)
        json_array_append_new(list,
                              sum_json("day", date_json(stats->days[i].day), &stats->days[i].sum));
    return list;
}

static json_t *span_name(enum span span, int64_t first)
{
    char text[DATE_TEXT];
    struct date date = calendar_date(first);
    struct iso_week week = calendar_iso_week(first);
    if (span == SPAN_WEEK)
        snprintf(text, sizeof text, "%04" PRId64 "-W%02d", week.year, week.week);
    else if (span == SPAN_MONTH)
        snprintf(text, sizeof text, "%04" PRId64 "-%02d", date.year, date.month);
    else
        snprintf(text, sizeof text, "%04" PRId64, date.year);
    return json_string(text);
}

/* The oldest first, as the days are. */
static json_t *spans_json(const struct stats *stats, enum span span, const char *key)
{
    json_t *list = json_array();
    struct stats_sum sum;
    for (int64_t first = INT64_MAX; stats_before(stats, span, first, &first, &sum);)
        json_array_insert_new(list, 0, sum_json(key, span_name(span, first), &sum));
    return list;
}

static json_t *practices_json(const struct stats *stats)
{
    json_t *list = json_array();
    for (size_t i = 0; i < stats->practice_count; i++) {
        const struct stats_practice *practice = &stats->practices[i];
        json_t *row = sum_json("practice", json_string(practice->practice), &practice->sum);
        json_object_set_new(row, "title", json_string(practice->title));
        json_array_append_new(list, row);
    }
    return list;
}

static json_t *usual_json(const struct stats_usual *usual)
{
    if (!usual->known)
        return json_null();
    char *from = words_clock(usual->from), *to = words_clock(usual->to);
    json_t *object = json_pack("{s:s, s:s, s:I}", "from", from, "to", to, "sittings",
                               (json_int_t)usual->sittings);
    free(from);
    free(to);
    return object;
}

static json_t *streak_json(const struct streak *streak)
{
    if (!streak->sat)
        return json_null();
    return json_pack("{s:o, s:I, s:I}", "since", date_json(streak->first), "days",
                     (json_int_t)streak->sat, "rests", (json_int_t)streak->rests);
}

/* ---- check-ins */

static json_t *scale_json(const struct answers_scale *scale)
{
    json_t *tenths = json_array();
    for (int i = 0; i < ANSWERS_TENTHS; i++)
        json_array_append_new(tenths, json_integer((json_int_t)scale->tenths[i]));
    return json_pack("{s:I, s:o, s:I, s:I}", "answers", (json_int_t)scale->answers, "tenths",
                     tenths, "cant_tell", (json_int_t)scale->cant_tell, "open",
                     (json_int_t)scale->open);
}

static json_t *moment_json(const struct answers *answers, enum moment moment)
{
    static const char *const NAMES[SCALES] = {"pleasant", "energy", "connected"};
    json_t *object = json_pack("{s:I}", "check_ins", (json_int_t)answers->check_ins[moment]);
    for (enum scale scale = 0; scale < SCALES; scale++)
        json_object_set_new(object, NAMES[scale], scale_json(&answers->scales[scale][moment]));
    return object;
}

static json_t *words_json(const struct answers *answers)
{
    json_t *list = json_array();
    for (size_t i = 0; i < answers->word_count; i++) {
        const struct answers_word *word = &answers->words[i];
        json_array_append_new(list, json_pack("{s:s, s:I, s:I}", "word", word->word, "before",
                                              (json_int_t)word->times[MOMENT_BEFORE], "after",
                                              (json_int_t)word->times[MOMENT_AFTER]));
    }
    return list;
}

static json_t *line_json(const struct trend *trend)
{
    if (!trend->known)
        return json_null();
    return json_pack("{s:i, s:f, s:f, s:f}", "weeks", trend->last - trend->first, "change",
                     trend->change, "least", trend->least, "most", trend->most);
}

static json_t *trend_json(const struct answers *answers)
{
    const struct trend *trend = &answers->connected;
    json_t *list = json_array();
    for (int week = 0; week < TREND_WEEKS; week++) {
        int64_t monday = answers->first_week + CALENDAR_WEEK_DAYS * (int64_t)week;
        if (trend->weeks[week].answers)
            json_array_append_new(list,
                                  json_pack("{s:o, s:I, s:f}", "week", span_name(SPAN_WEEK, monday),
                                            "answers", (json_int_t)trend->weeks[week].answers,
                                            "mean", trend_mean(trend, week)));
    }
    return json_pack("{s:o, s:o}", "weeks", list, "line_95", line_json(trend));
}

/* ---- */

void stats_write_json(const struct stats *stats, const struct streak *streak,
                      const struct answers *answers, FILE *out)
{
    json_t *root = sum_json("today", date_json(stats->today), &stats->all);
    json_object_set_new(root, "usual", usual_json(&stats->usual));
    if (streak)
        json_object_set_new(root, "streak", streak_json(streak));
    json_object_set_new(root, "years", spans_json(stats, SPAN_YEAR, "year"));
    json_object_set_new(root, "months", spans_json(stats, SPAN_MONTH, "month"));
    json_object_set_new(root, "weeks", spans_json(stats, SPAN_WEEK, "week"));
    json_object_set_new(root, "days", days_json(stats));
    json_object_set_new(root, "practices", practices_json(stats));
    if (answers)
        json_object_set_new(
            root, "feelings",
            json_pack("{s:o, s:o, s:o, s:o}", "before", moment_json(answers, MOMENT_BEFORE),
                      "after", moment_json(answers, MOMENT_AFTER), "words", words_json(answers),
                      "connected_by_week", trend_json(answers)));
    json_dumpf(root, out, JSON_INDENT(2));
    putc('\n', out);
    json_decref(root);
}
