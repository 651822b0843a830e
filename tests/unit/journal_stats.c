/* What sittings come to: against a count of our own over the same records, and case by case. */
#include "support/cmocka.h"

#include "journal/answers.h"
#include "journal/stats.h"
#include "support/files.h"
#include "support/made_journal.h"

enum { HOUR = 3600, DAY = 24 * HOUR, EAST = HOUR };

/* A Tuesday at 9 in the evening, an hour east of Greenwich. */
#define NOW INT64_C(1763496000)

struct desk {
    struct journal *journal;
    char *path;
};

static int open_desk(void **state)
{
    struct error error;
    struct desk *desk = mem_new(1, sizeof *desk);
    files_setup((void **)&desk->path);
    char *path = path_join(desk->path, "journal.db");
    desk->journal = journal_open(path, &error);
    free(path);
    *state = desk;
    return desk->journal ? 0 : -1;
}

static int close_desk(void **state)
{
    struct desk *desk = *state;
    journal_close(desk->journal);
    files_teardown((void **)&desk->path);
    free(desk);
    return 0;
}

static struct record sitting(int64_t began, int64_t sat)
{
    struct record record;
    record_begin(&record);
    snprintf(record.title, sizeof record.title, "Body scan");
    snprintf(record.practice, sizeof record.practice, "body-scan");
    record.ending = ENDING_COMPLETE;
    record.began = began;
    record.utc_offset = EAST;
    record.sat = sat;
    return record;
}

static int64_t save(struct desk *desk, struct record record)
{
    struct error error;
    assert_true(journal_save(desk->journal, &record, &error));
    return record.id;
}

static struct stats read_stats(struct desk *desk)
{
    struct error error;
    struct stats stats;
    assert_true(stats_read(&stats, desk->journal, NOW, EAST, &error));
    return stats;
}

static struct answers read_answers(struct desk *desk)
{
    struct error error;
    struct answers answers;
    int64_t today = calendar_evening(NOW, EAST);
    assert_true(answers_read(&answers, desk->journal, today, &error));
    return answers;
}

/* ---- all of it, counted another way */

struct counted {
    const struct stats *stats;
    struct stats_sum all, today_week, anchor;
    int64_t days[4000];
    struct answers_scale after;
};

static bool count_record(void *context, const struct record *record)
{
    struct counted *counted = context;
    int64_t day = calendar_evening(record->began, record->utc_offset);
    int64_t monday = calendar_first(SPAN_WEEK, counted->stats->today, 0);
    int answer = record->check_ins[MOMENT_AFTER].scales[SCALE_ENERGY];
    counted->all.sittings++;
    counted->all.seconds += record->sat;
    counted->days[day - (counted->stats->today - 3999)]++;
    if (day >= monday)
        counted->today_week.seconds += record->sat;
    if (strcmp(record->practice, "anchor") == 0)
        counted->anchor.seconds += record->sat;
    if (answer >= 0)
        counted->after.answers++;
    else if (answer == ANSWER_CANT_TELL)
        counted->after.cant_tell++;
    else if (!check_in_is_empty(&record->check_ins[MOMENT_AFTER]))
        counted->after.open++;
    return true;
}

static const struct stats_practice *practice_named(const struct stats *stats, const char *name)
{
    for (size_t i = 0; i < stats->practice_count; i++) {
        if (strcmp(stats->practices[i].practice, name) == 0)
            return &stats->practices[i];
    }
    return NULL;
}

static void it_is_what_the_records_come_to(void **state)
{
    struct desk *desk = *state;
    struct error error;
    struct made_journal made = {
        .now = NOW, .utc_offset = EAST, .sittings = 700, .a_day = 2, .seed = 4};
    assert_true(made_journal_fill(desk->journal, &made, &error));
    struct stats stats = read_stats(desk);
    struct answers answers = read_answers(desk);
    struct counted counted = {.stats = &stats};
    assert_true(
        journal_each(desk->journal, &(struct journal_query){0}, count_record, &counted, &error));
    assert_int_equal(stats.all.sittings, 700);
    assert_int_equal(stats.all.seconds, counted.all.seconds);
    for (size_t i = 0; i < stats.day_count; i++) {
        assert_true(!i || stats.days[i].day > stats.days[i - 1].day);
        int64_t *count = &counted.days[stats.days[i].day - (stats.today - 3999)];
        assert_int_equal(stats.days[i].sum.sittings, *count);
        *count = 0;
    }
    for (size_t i = 0; i < 4000; i++)
        assert_int_equal(counted.days[i], 0);
    struct stats_sum sum, weeks = {0};
    for (int64_t first = stats.today + 1; stats_before(&stats, SPAN_WEEK, first, &first, &sum);) {
        weeks.sittings += sum.sittings;
        weeks.seconds += sum.seconds;
    }
    assert_memory_equal(&weeks, &stats.all, sizeof weeks);
    int64_t monday = calendar_first(SPAN_WEEK, stats.today, 0);
    assert_int_equal(stats_between(&stats, monday, monday + 7).seconds, counted.today_week.seconds);
    assert_true(counted.today_week.seconds > 0);
    assert_int_equal(practice_named(&stats, "anchor")->sum.seconds, counted.anchor.seconds);
    const struct answers_scale *after = &answers.scales[SCALE_ENERGY][MOMENT_AFTER];
    assert_int_equal(after->answers, counted.after.answers);
    assert_int_equal(after->cant_tell, counted.after.cant_tell);
    assert_int_equal(after->open, counted.after.open);
    stats_free(&stats);
}

/* ---- case by case */

static void an_empty_journal_comes_to_nothing(void **state)
{
    struct stats stats = read_stats(*state);
    struct answers answers = read_answers(*state);
    assert_int_equal(stats.all.sittings, 0);
    assert_int_equal(stats.day_count + stats.practice_count, 0);
    assert_false(stats.usual.known);
    assert_int_equal(answers.check_ins[MOMENT_AFTER] + (int64_t)answers.word_count, 0);
    assert_false(answers.connected.known);
}

static void deleted_ones_never_count_and_unfinished_ones_count_what_was_sat(void **state)
{
    struct desk *desk = *state;
    struct error error;
    struct record unfinished = sitting(NOW, 90), begun = sitting(NOW, 0);
    struct record gone = sitting(NOW, 6000);
    unfinished.ending = begun.ending = ENDING_NOT_YET;
    check_in_toggle_word(&gone.check_ins[MOMENT_AFTER], "gone");
    save(desk, unfinished);
    save(desk, begun);
    int64_t id = save(desk, gone);
    assert_int_equal(read_answers(desk).word_count, 1);
    assert_true(journal_delete(desk->journal, id, &error));
    struct stats stats = read_stats(desk);
    assert_int_equal(stats.all.sittings, 1);
    assert_int_equal(stats.all.seconds, 90);
    assert_int_equal(stats_minutes(&stats.all), 2);
    assert_int_equal(stats.practices[0].sum.seconds, 90);
    stats_free(&stats);
    assert_int_equal(read_answers(desk).word_count, 0);
    assert_int_equal(read_answers(desk).check_ins[MOMENT_AFTER], 0);
}

static void a_sitting_of_no_second_counts_nowhere_and_one_of_a_second_everywhere(void **state)
{
    struct desk *desk = *state;
    for (int seconds = 0; seconds < 2; seconds++) {
        struct record record = sitting(NOW, seconds);
        record.check_ins[MOMENT_BEFORE].scales[SCALE_PLEASANT] = 40;
        check_in_toggle_word(&record.check_ins[MOMENT_BEFORE], "numb");
        record.check_ins[MOMENT_AFTER].scales[SCALE_CONNECTED] = 40;
        save(desk, record);
        struct stats stats = read_stats(desk);
        struct answers answers = read_answers(desk);
        assert_int_equal(stats_any(desk->journal), seconds);
        assert_int_equal(stats.all.sittings, seconds);
        assert_int_equal(stats.practice_count, seconds);
        assert_int_equal(answers.check_ins[MOMENT_BEFORE], seconds);
        assert_int_equal(answers.check_ins[MOMENT_AFTER], seconds);
        assert_int_equal(answers.scales[SCALE_PLEASANT][MOMENT_BEFORE].answers, seconds);
        assert_int_equal(answers.connected.answered, seconds);
        assert_int_equal(answers.word_count, seconds);
        stats_free(&stats);
    }
}

static void a_night_counts_to_the_evening_before_in_all_of_it(void **state)
{
    struct desk *desk = *state;
    int64_t new_year = calendar_day_of(2025, 1, 1), midnight = new_year * DAY - EAST;
    save(desk, sitting(midnight + 4 * HOUR - 1, 600));
    save(desk, sitting(midnight - HOUR, 600));
    save(desk, sitting(midnight + 4 * HOUR, 600));
    struct stats stats = read_stats(desk);
    assert_int_equal(stats.day_count, 2);
    assert_int_equal(stats_between(&stats, calendar_day_of(2024, 1, 1), new_year).sittings, 2);
    assert_int_equal(stats_between(&stats, new_year, new_year + 365).sittings, 1);
    stats_free(&stats);
}

static void who_travels_may_go_back_a_day(void **state)
{
    struct desk *desk = *state;
    struct record record = sitting(NOW - 10 * HOUR, 60);
    record.utc_offset = 13 * HOUR; /* the other side of the date line */
    save(desk, record);
    record = sitting(NOW - 9 * HOUR, 60);
    record.utc_offset = -11 * HOUR;
    save(desk, record);
    struct stats stats = read_stats(desk);
    assert_int_equal(stats.day_count, 2);
    assert_int_equal(stats.days[1].day, stats.days[0].day + 1);
    stats_free(&stats);
}

static void what_has_no_practice_is_told_apart_by_its_title(void **state)
{
    struct desk *desk = *state;
    struct record records[] = {sitting(NOW - 3 * DAY, 60), sitting(NOW - 2 * DAY, 60),
                               sitting(NOW - DAY, 600), sitting(NOW, 600)};
    snprintf(records[0].practice, RECORD_NAME_SIZE, "%s", "");
    snprintf(records[1].practice, RECORD_NAME_SIZE, "%s", "");
    snprintf(records[1].title, RECORD_TITLE_SIZE, "With a group");
    snprintf(records[2].title, RECORD_TITLE_SIZE, "An older title");
    for (size_t i = 0; i < 4; i++)
        save(desk, records[i]);
    struct stats stats = read_stats(desk);
    assert_int_equal(stats.practice_count, 3);
    assert_string_equal(stats.practices[0].title, "Body scan"); /* the one that it had last */
    assert_int_equal(stats.practices[0].sum.sittings, 2);
    assert_string_equal(stats.practices[1].title, "Body scan");
    assert_string_equal(stats.practices[2].title, "With a group");
    stats_free(&stats);
}

/* ---- the usual time */

static int64_t at(int days_ago, int hour, int minute)
{
    int64_t midnight = (NOW + EAST) / DAY * DAY - EAST;
    return midnight - days_ago * (int64_t)DAY + hour * HOUR + minute * 60;
}

static void the_usual_time_is_the_shortest_span_with_half_of_them(void **state)
{
    struct desk *desk = *state;
    for (int i = 1; i <= 4; i++)
        save(desk, sitting(at(i, 7, 10 * i), 600));
    for (int i = 1; i <= 4; i++)
        save(desk, sitting(at(i, 23, 45 + 3 * i), 600)); /* 23:48 to 23:57 */
    save(desk, sitting(at(200, 12, 0), 600));            /* long ago */
    struct stats stats = read_stats(desk);
    assert_false(stats.usual.known); /* eight are too few */
    stats_free(&stats);
    save(desk, sitting(at(9, 24, 2), 600));
    save(desk, sitting(at(8, 24, 13), 600));
    stats = read_stats(desk);
    assert_true(stats.usual.known);
    assert_int_equal(stats.usual.sittings, 10);
    assert_int_equal(stats.usual.from, 23 * 60 + 45);
    assert_int_equal(stats.usual.to, 5);
    stats_free(&stats);
}

static void who_sits_at_all_hours_has_no_usual_time(void **state)
{
    struct desk *desk = *state;
    for (int i = 0; i < 24; i++)
        save(desk, sitting(at(i + 1, i, 0), 600));
    struct stats stats = read_stats(desk);
    assert_int_equal(stats.usual.sittings, 24);
    assert_false(stats.usual.known);
    stats_free(&stats);
}

/* ---- answers */

static void the_trend_has_a_point_for_each_week_after_sittings(void **state)
{
    struct desk *desk = *state;
    int64_t monday = calendar_first(SPAN_WEEK, calendar_evening(NOW, EAST), 0);
    for (int week = 0; week < 30; week++) {
        struct record record = sitting((monday - 7 * week + 1) * DAY, 600);
        record.check_ins[MOMENT_BEFORE].scales[SCALE_CONNECTED] = 0;
        record.check_ins[MOMENT_AFTER].scales[SCALE_CONNECTED] = 90 - week;
        save(desk, record);
        record = sitting((monday - 7 * week + 1) * DAY, 600);
        record.check_ins[MOMENT_AFTER].scales[SCALE_CONNECTED] = ANSWER_CANT_TELL;
        save(desk, record);
    }
    struct answers answers = read_answers(desk);
    assert_int_equal(answers.connected.answered, TREND_WEEKS);
    assert_int_equal(answers.first_week, monday - 7 * (TREND_WEEKS - 1));
    for (int i = 0; i < TREND_WEEKS; i++) {
        assert_int_equal(answers.connected.weeks[i].answers, 1);
        assert_int_equal((int)trend_mean(&answers.connected, i), 90 - (TREND_WEEKS - 1) + i);
    }
    assert_int_equal((int)(answers.connected.change + 0.5), TREND_WEEKS - 1);
}

static void answers_are_counted_by_tenths_and_what_is_none_apart(void **state)
{
    static const int ANSWERS[] = {0, 9, 10, 99, 100, ANSWER_CANT_TELL, ANSWER_OPEN};
    struct desk *desk = *state;
    for (size_t i = 0; i < 7; i++) {
        struct record record = sitting(NOW, 60);
        record.check_ins[MOMENT_BEFORE].scales[SCALE_PLEASANT] = ANSWERS[i];
        check_in_toggle_word(&record.check_ins[MOMENT_BEFORE], i < 3 ? "numb" : "foggy");
        check_in_toggle_word(&record.check_ins[MOMENT_AFTER], i < 6 ? "numb" : "foggy");
        save(desk, record);
    }
    struct answers answers = read_answers(desk);
    const struct answers_scale *scale = &answers.scales[SCALE_PLEASANT][MOMENT_BEFORE];
    assert_int_equal(scale->tenths[0], 2);
    assert_int_equal(scale->tenths[1], 1);
    assert_int_equal(scale->tenths[9], 2);
    assert_int_equal(scale->answers, 5);
    assert_int_equal(scale->cant_tell, 1);
    assert_int_equal(scale->open, 1);
    assert_int_equal(answers.check_ins[MOMENT_BEFORE], 7);
    assert_string_equal(answers.words[0].word, "numb");
    assert_int_equal(answers.words[0].times[MOMENT_BEFORE], 3);
    assert_int_equal(answers.words[0].times[MOMENT_AFTER], 6);
}

#define DESK_TEST(name) cmocka_unit_test_setup_teardown(name, open_desk, close_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(it_is_what_the_records_come_to),
        DESK_TEST(an_empty_journal_comes_to_nothing),
        DESK_TEST(deleted_ones_never_count_and_unfinished_ones_count_what_was_sat),
        DESK_TEST(a_sitting_of_no_second_counts_nowhere_and_one_of_a_second_everywhere),
        DESK_TEST(a_night_counts_to_the_evening_before_in_all_of_it),
        DESK_TEST(who_travels_may_go_back_a_day),
        DESK_TEST(what_has_no_practice_is_told_apart_by_its_title),
        DESK_TEST(the_usual_time_is_the_shortest_span_with_half_of_them),
        DESK_TEST(who_sits_at_all_hours_has_no_usual_time),
        DESK_TEST(the_trend_has_a_point_for_each_week_after_sittings),
        DESK_TEST(answers_are_counted_by_tenths_and_what_is_none_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
