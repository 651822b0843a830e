/* Statistics as lines: word for word on a wide and on a narrow page, with the signs that each
 * terminal has, and kind. */
#include "support/cmocka.h"

#include "base/memory.h"
#include "base/text.h"
#include "ui/answers_leaf.h"
#include "ui/stats_leaf.h"
#include "ui/stats_svg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUTES(n) ((n)*60)

/* Tuesday, 18 November 2025, and some days before it. */
enum { TODAY = 20410 };

static struct stats_day DAYS[] = {
    {TODAY - 400, {1, MINUTES(45)}}, {TODAY - 86, {1, MINUTES(3)}}, {TODAY - 85, {2, MINUTES(61)}},
    {TODAY - 9, {1, MINUTES(15)}},   {TODAY - 8, {1, 20}},          {TODAY - 1, {1, MINUTES(30)}},
    {TODAY, {1, MINUTES(10)}},
};

static struct stats_practice PRACTICES[] = {
    {"body-scan", "Body scan, with a title of the very longest kind", {6, MINUTES(154) + 20}},
    {"", "\033[31mIn a group", {2, MINUTES(10)}},
};

static struct stats made(void)
{
    return (struct stats){.today = TODAY,
                          .all = {8, MINUTES(164) + 20},
                          .days = DAYS,
                          .day_count = sizeof DAYS / sizeof *DAYS,
                          .practices = PRACTICES,
                          .practice_count = 2,
                          .usual = {true, 23 * 60 + 45, 5, 12}};
}

static const struct streak STREAK = {.first = TODAY - 9, .sat = 9, .rests = 1};

static const char WIDE[] =
    "8 sittings, 2 h 44 min in all, since 14 October 2024.\n"
    "\n"
    "In the last 13 weeks half of them began between 23:45 and 00:05.\n"
    "\n"
    "9 days with a sitting since 9 November 2025, with one day's rest.\n"
    "\n"
    "The last 13 weeks\n"
    "    Aug Sep             Oct             Nov\n"
    "Mon ⣿⣿                                          ⣀⣀  ⣶⣶\n"
    "Tue                                                 ⣤⣤\n"
    "Wed\n"
    "Thu\n"
    "Fri\n"
    "Sat\n"
    "Sun                                         ⣤⣤\n"
    "\n"
    "    ⣀ to 5  ⣤ to 15  ⣶ to 30  ⣿ more minutes\n"
    "\n"
    "By week                                                   time  sittings\n"
    "17 – 23 Nov                ━━━━━━━━━━━━━━━              40 min         2\n"
    "10 – 16 Nov                ╸                            <1 min         1\n"
    "3 – 9 Nov                  ━━━━━╸                       15 min         1\n"
    "25 – 31 Aug                ━━━━━━━━━━━━━━━━━━━━━━━   1 h 1 min         2\n"
    "\n"
    "By month                                                  time  sittings\n"
    "Nov 2025                   ━━━━━━━━━━━━━━━━━━━╸         55 min         4\n"
    "Aug 2025                   ━━━━━━━━━━━━━━━━━━━━━━━   1 h 4 min         3\n"
    "\n"
    "By year                                                   time  sittings\n"
    "2025                       ━━━━━━━━━━━━━━━━━━━━━━━  1 h 59 min         7\n"
    "2024                       ━━━━━━━━╸                    45 min         1\n"
    "\n"
    "By practice                                               time  sittings\n"
    "Body scan, with a title o… ━━━━━━━━━━━━━━━━━━━━━━━  2 h 34 min         6\n"
    "[31mIn a group             ━                            10 min         2\n";
static const char NARROW[] = "8 sittings, 2 h 44 min in all,\n"
                             "since 14 October 2024.\n"
                             "\n"
                             "In the last 13 weeks half of them\n"
                             "began between 23:45 and 00:05.\n"
                             "\n"
                             "The last 13 weeks\n"
                             "      Sep     Oct     Nov\n"
                             "Mon ⣿                     ⣀ ⣶\n"
                             "Tue                         ⣤\n"
                             "Wed\n"
                             "Thu\n"
                             "Fri\n"
                             "Sat\n"
                             "Sun                     ⣤\n"
                             "\n"
                             "⣀ to 5  ⣤ to 15  ⣶ to 30  ⣿ more\n"
                             "\n"
                             "By week             time  sittings\n"
                             "17 – 23 Nov       40 min         2\n"
                             "10 – 16 Nov       <1 min         1\n"
                             "3 – 9 Nov         15 min         1\n"
                             "25 – 31 Aug    1 h 1 min         2\n"
                             "\n"
                             "By month            time  sittings\n"
                             "Nov 2025          55 min         4\n"
                             "Aug 2025       1 h 4 min         3\n"
                             "\n"
                             "By year             time  sittings\n"
                             "2025          1 h 59 min         7\n"
                             "2024              45 min         1\n"
                             "\n"
                             "By practice         time  sittings\n"
                             "Body scan, …  2 h 34 min         6\n"
                             "[31mIn a gr…      10 min         2\n";

static char *write_leaf(struct leaf *leaf, const struct leaf_ink *ink)
{
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    leaf_write(leaf, ink, out);
    fclose(out);
    leaf_free(leaf);
    return text;
}

static char *written(int width, const struct streak *streak, bool blocks)
{
    struct stats stats = made();
    struct leaf leaf = {.width = width};
    stats_leaf(&leaf, &stats, streak, blocks);
    return write_leaf(&leaf, &(struct leaf_ink){0});
}

static void assert_text(char *text, const char *expected)
{
    if (strcmp(text, expected) != 0)
        fputs(text, stderr); /* cmocka would cut it */
    assert_string_equal(text, expected);
    free(text);
}

static void a_wide_page_shows_it_all(void **state)
{
    (void)state;
    assert_text(written(72, &STREAK, false), WIDE);
}

static void a_narrow_page_has_no_bars_and_one_sign_a_day(void **state)
{
    (void)state;
    assert_text(written(34, NULL, false), NARROW);
}

/* ---- */

static void no_line_is_wider_than_the_page(void **state)
{
    (void)state;
    for (int width = 34; width <= 72; width++) {
        char *text = written(width, &STREAK, width % 2), *rest = text;
        for (char *line; (line = strsep(&rest, "\n"));)
            assert_true(text_width(line, strlen(line)) <= width);
        free(text);
    }
}

static void the_linux_console_gets_blocks(void **state)
{
    (void)state;
    char *text = written(72, NULL, true);
    assert_non_null(strstr(text, "░ to 5  ▒ to 15  ▓ to 30  █ more minutes"));
    assert_null(strstr(text, "⣀"));
    free(text);
}

static void ink_goes_around_words_only(void **state)
{
    struct leaf_ink ink = {.end = ">"};
    struct stats stats = made();
    struct leaf leaf = {.width = 72};
    (void)state;
    snprintf(ink.begin[ROLE_HEAT_4], LEAF_INK_SIZE, "<4:");
    snprintf(ink.begin[ROLE_HEAT_1], LEAF_INK_SIZE, "<1:");
    stats_leaf(&leaf, &stats, NULL, false);
    char *text = write_leaf(&leaf, &ink);
    assert_non_null(strstr(text, "Mon <4:⣿⣿>                                          <1:⣀⣀>  "));
    assert_non_null(strstr(text, "<4:⣿> more minutes\n"));
    assert_null(strstr(text, " \n"));
    free(text);
}

/* ---- kind */

static void nothing_is_said_that_judges(void **state)
{
    static const char *const UNKIND[] = {"only", "goal", "lost", "missed", " 0 ", "broke", "fail"};
    (void)state;
    char *text = written(72, &STREAK, false);
    for (size_t i = 0; i < sizeof UNKIND / sizeof *UNKIND; i++)
        assert_null(strstr(text, UNKIND[i]));
    free(text);
}

static void no_streak_and_one_of_a_day_are_not_told(void **state)
{
    const struct streak none = {0}, one = {.first = TODAY, .sat = 1};
    (void)state;
    char *without = written(72, NULL, false);
    assert_null(strstr(without, "days with a sitting since"));
    assert_text(written(72, &none, false), without);
    assert_text(written(72, &one, false), without);
    free(without);
}

static void an_empty_journal_says_one_sentence(void **state)
{
    struct stats stats = {.today = TODAY};
    struct leaf leaf = {.width = 90};
    (void)state;
    stats_leaf(&leaf, &stats, &(struct streak){0}, false);
    assert_text(write_leaf(&leaf, &(struct leaf_ink){0}),
                "Nothing is written in the journal yet. Your first sitting will be the first line "
                "of it.\n");
}

static void a_single_sitting_reads_well(void **state)
{
    struct stats stats = made();
    struct leaf leaf = {.width = 72};
    (void)state;
    stats.all = stats.days[6].sum;
    stats.days += 6;
    stats.day_count = 1;
    stats.practice_count = 0;
    stats.usual = (struct stats_usual){.sittings = 1};
    stats_leaf(&leaf, &stats, NULL, false);
    char *text = write_leaf(&leaf, &(struct leaf_ink){0});
    assert_ptr_equal(strstr(text, "1 sitting of 10 min, on 18 November 2025.\n\nThe last"), text);
    free(text);
}

/* ---- answers */

static char *answers_written(const struct answers *answers, int width)
{
    struct leaf leaf = {.width = width};
    answers_leaf(&leaf, answers, false);
    return write_leaf(&leaf, &(struct leaf_ink){0});
}

static void few_answers_draw_no_line_and_say_so(void **state)
{
    struct answers answers = {.check_ins = {0, 4}, .first_week = TODAY - 176};
    (void)state;
    answers.scales[SCALE_ENERGY][MOMENT_AFTER] =
        (struct answers_scale){.tenths = {1, 0, 2}, .answers = 3, .cant_tell = 1};
    answers.connected.weeks[25] = (struct trend_week){2, 90};
    trend_fit(&answers.connected);
    char *text = answers_written(&answers, 72);
    assert_non_null(strstr(text, "after   ▄▄  ██                 3 answers, 1 can't tell\n"));
    assert_null(strstr(text, "before"));
    assert_non_null(strstr(text, "not\nvalidated"));
    assert_non_null(strstr(text, "●"));
    assert_null(strstr(text, "─"));
    assert_null(strstr(text, "░"));
    assert_non_null(strstr(text, "Too little is known to tell a direction: of the last 26 weeks 1 "
                                 "has an\nanswer, and it takes 8."));
    free(text);
}

static struct answers rising(int by)
{
    struct answers answers = {.check_ins = {0, 26}, .first_week = TODAY - 176};
    for (int week = 0; week < TREND_WEEKS; week++)
        answers.connected.weeks[week] = (struct trend_week){1, 50 + by * week + week % 3};
    trend_fit(&answers.connected);
    return answers;
}

static void a_line_comes_with_its_uncertainty(void **state)
{
    struct answers up = rising(1), down = rising(-1), level = rising(0);
    (void)state;
    char *text = answers_written(&up, 72);
    assert_non_null(strstr(text, "─"));
    assert_non_null(strstr(text, "░"));
    assert_non_null(strstr(text, "95 % interval"));
    free(text);
    char *words = answers_trend_words(&up.connected);
    assert_string_equal(words, "Over 25 weeks the line rises by 25 of 100 steps; anything from 24 "
                               "to 26 is in keeping with your answers (95 %).");
    free(words);
    words = answers_trend_words(&down.connected);
    assert_string_equal(words, "Over 25 weeks the line falls by 25 of 100 steps; anything from 24 "
                               "to 26 is in keeping with your answers (95 %).");
    free(words);
    words = answers_trend_words(&level.connected);
    assert_non_null(strstr(words, "no direction can be told."));
    free(words);
}

static void without_check_ins_it_says_where_they_come_from(void **state)
{
    struct answers answers = {0};
    (void)state;
    assert_text(answers_written(&answers, 100),
                "How it was, as you said it\n\nNo check-in is written in the journal; what you "
                "answer there is counted here.\n");
}

/* ---- the picture */

static int count_of(const char *text, const char *part)
{
    int count = 0;
    for (; (text = strstr(text, part)); text += strlen(part))
        count++;
    return count;
}

static void the_picture_has_a_box_for_each_day_and_week_with_a_sitting(void **state)
{
    struct stats stats = made();
    (void)state;
    char *text = stats_svg(&stats);
    assert_int_equal(count_of(text, "</title></rect>"), 6 + 3);
    assert_non_null(strstr(text, "<title>9 November 2025: 15 min, 1 sitting</title>"));
    assert_non_null(strstr(text, "prefers-color-scheme:dark"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wide_page_shows_it_all),
        cmocka_unit_test(a_narrow_page_has_no_bars_and_one_sign_a_day),
        cmocka_unit_test(no_line_is_wider_than_the_page),
        cmocka_unit_test(the_linux_console_gets_blocks),
        cmocka_unit_test(ink_goes_around_words_only),
        cmocka_unit_test(nothing_is_said_that_judges),
        cmocka_unit_test(no_streak_and_one_of_a_day_are_not_told),
        cmocka_unit_test(an_empty_journal_says_one_sentence),
        cmocka_unit_test(a_single_sitting_reads_well),
        cmocka_unit_test(few_answers_draw_no_line_and_say_so),
        cmocka_unit_test(a_line_comes_with_its_uncertainty),
        cmocka_unit_test(without_check_ins_it_says_where_they_come_from),
        cmocka_unit_test(the_picture_has_a_box_for_each_day_and_week_with_a_sitting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
