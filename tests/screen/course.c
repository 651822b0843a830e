/* A course on the screen, in lines and in the shell: its days, where one is, what is remembered. */
#include "screen/player.h"

#include "base/date.h"

#include <time.h>

/* The first day has an opening and another practice, the second is over in a moment. */
static const char TRIP[] =
    "format: 1\nid: trip\ntitle: A trip\nabout: Three days.\ndays:\n"
    "  - id: out\n    title: Out of the door\n    practice: walk\n    instead: blink\n"
    "    minutes: 1\n    opening: This is the first of three days.\n"
    "  - id: rest\n    title: A rest\n    practice: blink\n    minutes: 1\n"
    "  - id: home\n    title: Home again\n    practice: walk\n    minutes: 2\n";

enum { TEXT_MOST = 8192 };

static int course_setup(void **state)
{
    stage_setup(state);
    struct stage *stage = *state;
    stage_add(stage, "blink", BLINK);
    stage_add(stage, "courses/trip", TRIP);
    return 0;
}

/* What `numbmed WORDS` writes, and how it ends. */
static int capture(struct stage *stage, const char *words, char *text)
{
    return stage_capture(stage, "", words, text, TEXT_MOST);
}

/* What is remembered, after so many days since the last one. */
static void put_state(struct stage *stage, const char *done, int days_ago)
{
    char date[DATE_SIZE];
    struct tm local;
    time_t then = time(NULL) - (time_t)days_ago * 24 * 60 * 60;
    localtime_r(&then, &local);
    strftime(date, sizeof date, "%Y-%m-%d", &local);
    char *text = mem_format("practice: \"blink\"\nlength: 5m\nvoice: \"none\"\nvolume: 35\n"
                            "welcomed: true\ncourses:\n  - id: trip\n    done: [%s]\n"
                            "    date: \"%s\"\n",
                            done, date);
    free(files_write(stage->folder, "state/numbmed/state.yaml", text));
    free(text);
}

static void the_days_are_shown_with_what_is_done_and_next(void **state)
{
    char text[TEXT_MOST];
    struct stage *stage = *state;
    assert_int_equal(capture(stage, "course --course trip", text), 0);
    assert_string_equal(text,
                        "A trip\nThree days.\n\n"
                        "   1  next  Out of the door  A walk, or A blink, 1 min\n"
                        "   2        A rest           A blink, 1 min\n"
                        "   3        Home again       A walk, 2 min\n\n"
                        "numbmed course next takes day 1, numbmed course NUMBER any other.\n");
    put_state(stage, "out", 3);
    assert_int_equal(capture(stage, "course --course trip", text), 0);
    assert_non_null(strstr(text, "   1  done  Out of"));
    assert_non_null(strstr(text, "   2  next  A rest"));
    assert_null(strstr(text, "Some time has passed"));
}

static void on_a_narrow_terminal_the_practice_stands_below_its_day(void **state)
{
    static const char *const ARGV[] = {"numbmed", "course", "--course", "trip", NULL};
    struct stage *stage = *state;
    stage_run(stage, 24, 40, NULL, ARGV);
    assert_int_equal(pty_expect_end(&stage->pty), 0);
    assert_int_equal(pty_row_of(&stage->pty, "            A walk, or A blink, 1 min"),
                     pty_row_of(&stage->pty, "   1  next  Out of the door") + 1);
    stage_run(stage, 24, 60, NULL, ARGV);
    assert_int_equal(pty_expect_end(&stage->pty), 0);
    pty_expect(&stage->pty, "   1  next  Out of the door  A walk, or A blink, 1 min");
}

static void missing_a_week_is_said_to_be_fine(void **state)
{
    struct stage *stage = *state;
    put_state(stage, "out", 9);
    stage_assert_says(stage, "course", 0,
                      "Some time has passed, and that is fine: it goes on wherever you like.\n");
}

static void its_end_is_said_kindly_and_it_can_begin_again(void **state)
{
    char text[TEXT_MOST];
    struct stage *stage = *state;
    put_state(stage, "out, home", 0);
    stage_assert_says(stage, "course", 0,
                      "You have come to its end. Any day can still be taken, and all of it begun "
                      "again.\nnumbmed course NUMBER takes a day, numbmed course --restart");
    stage_assert_says(stage, "course next --sink silent", 0, "You have come to its end.");
    stage_assert_says(stage, "course --course trip --restart", 0, "   1  next  Out of the door");
    assert_int_equal(capture(stage, "course --course trip", text), 0);
    assert_null(strstr(text, "done"));
}

static void the_same_is_there_as_json(void **state)
{
    struct stage *stage = *state;
    put_state(stage, "out", 9);
    stage_assert_says(stage, "course --json --course trip", 0, "\"id\": \"trip\"");
    stage_assert_says(stage, "course --json --course trip", 0, "\"note\": \"Some time has passed");
    stage_assert_says(
        stage, "course --json --course trip", 0,
        "\"number\": 1,\n        \"id\": \"out\",\n        \"title\": \"Out of the door\","
        "\n        \"practice\": \"walk\",\n        \"instead\": \"blink\",\n"
        "        \"minutes\": 1,\n        \"done\": true,\n        \"next\": false");
}

static void what_makes_no_day_is_told(void **state)
{
    static const struct {
        const char *words, *says;
        int code;
    } ROWS[] = {
        {"course 4", "'4' isn't a day of this course; write next, or a number from 1 to 3", 2},
        {"course 0", "'0' isn't a day", 2},
        {"course nxt", "'nxt' isn't a day", 2},
        {"course 2 --instead", "day 2 has no other practice; leave out --instead", 2},
        {"course --instead", "--instead needs a day", 2},
        {"course 2 --json", "leave the day out", 2},
        {"course --course trap", "there is no course 'trap'; did you mean trip?", 1},
        {"course --course ../trip", "isn't a course", 2},
    };
    put_state(*state, "out", 0);
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
        stage_assert_says(*state, ROWS[i].words, ROWS[i].code, ROWS[i].says);
}

static void with_several_courses_the_last_one_practised_is_meant(void **state)
{
    struct stage *stage = *state;
    stage_add(stage, "courses/bad", "format: 1\nid: bad\n");
    stage_add(stage, "courses/tour",
              "format: 1\nid: tour\ntitle: A tour\nabout: One day.\ndays:\n"
              "  - id: one\n    title: One\n    practice: walk\n"
              "    minutes: 1\n");
    stage_assert_says(stage, "course next", 1,
                      "such as seven-days"); /* the first that can be read */
    stage_assert_says(stage, "course", 0, "A tour\nOne day.\n");
    stage_assert_says(stage, "course", 0, "A trip\nThree days.\n");
    put_state(stage, "out", 0);
    stage_assert_says(stage, "course 9", 2, "from 1 to 3");
    stage_assert_says(stage, "course 9 --course tour", 2, "from 1 to 1");
    stage_assert_says(stage, "course", 0, "There is also: A tour (numbmed course --course tour)\n");
    stage_assert_says(stage, "course", 0, "courses/bad.yaml:1:1: 'title' is missing here; add it");
}

static const char *state_file(struct stage *stage, char *text)
{
    char *path = path_join(stage->folder, "state/numbmed/state.yaml");
    FILE *file = fopen(path, "r");
    text[fread(text, 1, TEXT_MOST - 1, file)] = '\0';
    fclose(file);
    free(path);
    return text;
}

static void run_course(struct stage *stage, const char *day, const char *more, const char *plain)
{
    const char *argv[] = {"numbmed", "course", "--course", "trip", "--sink",
                          "silent",  day,      more,       plain,  NULL};
    stage_run(stage, 24, 80, NULL, argv);
}

static void a_day_begins_with_its_opening_and_leaving_early_leaves_it_next(void **state)
{
    char text[TEXT_MOST];
    struct stage *stage = *state;
    run_course(stage, "next", "--volume=20", NULL);
    pty_expect(&stage->pty, "This is the first of three days.");
    pty_expect(&stage->pty, "01:00");
    pty_type(&stage->pty, "n");
    pty_expect(&stage->pty, "You might open the door now.");
    pty_type(&stage->pty, CONTROL('c'));
    assert_int_equal(pty_expect_end(&stage->pty), 0);
    pty_expect_restored(&stage->pty);
    assert_false(pty_shows(&stage->pty, "next is day"));
    stage_assert_says(stage, "course", 0, "   1  next  Out of the door");
    state_file(stage, text);
    assert_non_null(strstr(text, "volume: 20"));
    assert_null(strstr(text, "courses:"));
}

static void a_day_that_ended_by_itself_is_done_and_the_rest_is_kept(void **state)
{
    char text[TEXT_MOST], today[DATE_SIZE];
    struct stage *stage = *state;
    put_state(stage, "", 3);
    run_course(stage, "2", "--minutes=2s", NULL);
    pty_expect(&stage->pty, "Blink once.");
    stage_leave(&stage->pty);
    pty_expect(&stage->pty, "2 seconds of A blink");
    pty_expect(&stage->pty, "A trip: next is day 3, Home again");
    assert_int_equal(pty_expect_end(&stage->pty), 0);
    state_file(stage, text);
    date_today(today);
    assert_non_null(strstr(text, "practice: \"blink\"\nlength: 5m\n"));
    assert_non_null(strstr(text, "done: [\"rest\"]"));
    assert_non_null(strstr(text, today));
    stage_assert_says(stage, "course", 0, "   3  next  Home again");
}

static void a_day_that_ended_gently_is_done_too(void **state)
{
    struct stage *stage = *state;
    run_course(stage, "3", NULL, NULL);
    pty_expect(&stage->pty, "You might open the door now.");
    pty_type(&stage->pty, "e");
    pty_expect(&stage->pty, "This walk ends here.");
    stage_leave(&stage->pty);
    pty_expect(&stage->pty, "A trip: You have come to its end.");
    assert_int_equal(pty_expect_end(&stage->pty), 0);
}

static void in_lines_the_other_practice_has_the_opening_too(void **state)
{
    struct stage *stage = *state;
    run_course(stage, "1", "--instead", "--plain");
    pty_expect(&stage->pty, "trip/out has no recording by 'heart'");
    pty_expect(&stage->pty, "00:00  This is the first of three days.");
    pty_pump(&stage->pty, 1500);
    pty_type(&stage->pty, "q");
    pty_expect(&stage->pty, "of A blink");
    assert_int_equal(pty_expect_end(&stage->pty), 0);
    run_course(stage, "2", "--minutes=2s", "--plain");
    pty_expect(&stage->pty, "How is it now?");
    pty_type(&stage->pty, "q\n");
    pty_expect(&stage->pty, "A trip: next is day 3, Home again");
    assert_int_equal(pty_expect_end(&stage->pty), 0);
}

static void check_and_narrate_know_courses(void **state)
{
    struct stage *stage = *state;
    char *path = mem_format("%s/data/numbmed/scripts/courses/trip.yaml", stage->folder);
    char *check = mem_format("check --voice none %s", path);
    stage_assert_says(stage, check, 0, "trip.yaml: good; 3 days\n");
    stage_add(stage, "courses/trip",
              "format: 1\nid: trip\ntitle: A\nabout: B\ndays:\n"
              "  - id: a\n    title: A\n    practice: wlak\n"
              "    minutes: 1\n    opening: Some words.\n");
    stage_assert_says(stage, check, 1,
                      "trip.yaml:8:15: error: there is no practice 'wlak'; did you");
    stage_assert_says(stage, "narrate --stale --voice v trip", 0, "trip/a: missing\n");
    stage_assert_says(stage, "check --audio --voice v trip", 1,
                      "trip: 0 of 1 texts have a recording");
    stage_assert_says(stage, "check --audio --voice v", 1, "trip: 0 of 1 texts have a recording");
    free(check);
    free(path);
}

#define MENU ((const char *const[]){"numbmed", "play", "--sink", "silent", NULL})

static void assert_row(struct pty *pty, const char *name, const char *holds)
{
    pty_expect(pty, holds);
    char *row = pty_row(pty, pty_row_of(pty, name));
    if (!strstr(row, holds))
        fail_msg("'%s' doesn't hold '%s'", row, holds);
    free(row);
}

static void the_menu_has_a_row_for_a_course_and_stands_on_it_while_it_is_underway(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    stage_run(stage, 44, 80, NULL, MENU);
    pty_expect(pty, "Esc back");
    assert_row(pty, "A trip", "Three days.");
    assert_row(pty, "A trip", "day 1 of 3");
    assert_false(pty_shows(pty, "▸ A trip"));
    put_state(stage, "out", 2);
    stage_run(stage, 44, 80, NULL, MENU);
    pty_expect(pty, "▸ A trip");
    assert_row(pty, "A trip", "Next: A rest");
    assert_row(pty, "A trip", "day 2 of 3");
    put_state(stage, "out", 9);
    stage_run(stage, 44, 80, NULL, MENU);
    pty_expect(pty, "▸ A blink");
    assert_row(pty, "A trip", "Some time has passed");
}

static void choosing_a_course_leads_to_its_next_day(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    put_state(stage, "out", 2);
    stage_run(stage, 24, 80, NULL, MENU);
    pty_expect(pty, "▸ A trip");
    pty_type(pty, "\r");
    pty_expect(pty, "▸ 2  A rest");
    pty_expect(pty, "next · 1 min");
    pty_expect_gone(pty, "Three steps");
    assert_row(pty, "1  Out of the door", "done · 1 min");
    assert_row(pty, "or A blink", "instead of A walk");
    assert_row(pty, "2  A rest", "next · 1 min");
    assert_row(pty, "3  Home again", "  2 min");
    assert_false(pty_shows(pty, "Begin again"));
    pty_type(pty, "\r");
    pty_expect(pty, "Blink once.");
    pty_expect(pty, "no voice · 1 min");
    pty_type(pty, "e");
    stage_leave(pty);
    pty_expect(pty, "A trip: next is day 3, Home again");
    assert_int_equal(pty_expect_end(pty), 0);
    pty_expect_restored(pty);
}

static void another_practice_of_a_day_is_a_row_of_its_own(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    put_state(stage, "rest", 2);
    stage_run(stage, 24, 80, NULL, MENU);
    pty_expect(pty, "▸ A trip");
    pty_type(pty, "\r");
    pty_expect(pty, "▸ 3  Home again");
    pty_type(pty, "kk");
    pty_expect(pty, "▸    or A blink");
    pty_type(pty, "\r");
    pty_expect(pty, "This is the first of three days.");
    pty_expect(pty, "A blink");
}

static void at_its_end_a_course_can_begin_again_from_the_menu(void **state)
{
    char text[TEXT_MOST];
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    put_state(stage, "out, rest, home", 2);
    stage_run(stage, 44, 80, NULL, MENU);
    pty_expect(pty, "You have come to its end.");
    assert_row(pty, "A trip", "done");
    pty_type(pty, "/a trip\r\r");
    pty_expect(pty, "▸ 1  Out of the door");
    pty_type(pty, "\033OF");
    pty_expect(pty, "▸ Begin again");
    pty_type(pty, "\r");
    pty_expect_gone(pty, "Begin again");
    pty_expect(pty, "▸ 1  Out of the door");
    pty_expect_gone(pty, "done");
    pty_type(pty, "\033");
    pty_expect(pty, "What would you like");
    assert_row(pty, "A trip", "day 1 of 3");
    assert_null(strstr(state_file(stage, text), "trip"));
    assert_non_null(strstr(text, "volume: 35"));
}

static void what_cannot_be_begun_says_so_in_the_menus(void **state)
{
    char text[TEXT_MOST];
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    stage_add(stage, "courses/bad", "format: 1\nid: bad\n");
    stage_add(stage, "courses/trip",
              "format: 1\nid: trip\ntitle: A trip\nabout: B\ndays:\n"
              "  - id: a\n    title: A\n    practice: wlak\n"
              "    minutes: 1\n");
    stage_run(stage, 44, 80, NULL, MENU);
    pty_expect(pty, "Esc back");
    assert_row(pty, "bad", "broken");
    pty_type(pty, "/bad\r\r");
    pty_expect(pty, "'title' is missing here; add it");
    pty_type(pty, "/a trip\r\r");
    pty_expect(pty, "▸ 1  A");
    pty_type(pty, "\r");
    pty_expect(pty, "there is no practice 'wlak'; did you mean walk?");
    pty_type(pty, "q");
    pty_expect(pty, "What would you like");
    pty_type(pty, "/a blink\r\r"); /* which is no day then */
    pty_expect(pty, "Blink once.");
    pty_type(pty, "e");
    stage_leave(pty);
    assert_int_equal(pty_expect_end(pty), 0);
    assert_null(strstr(state_file(stage, text), "trip"));
}

static void g_grounds_among_the_days_and_is_no_day(void **state)
{
    char text[TEXT_MOST];
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    put_state(stage, "out", 2);
    stage_run(stage, 24, 80, NULL, MENU);
    pty_expect(pty, "▸ A trip");
    pty_type(pty, "\r");
    pty_expect(pty, "▸ 2  A rest");
    pty_type(pty, "g");
    pty_expect(pty, "open-ended");
    pty_type(pty, CONTROL('c'));
    assert_int_equal(pty_expect_end(pty), 0);
    assert_false(pty_shows(pty, "next is day"));
    assert_non_null(strstr(state_file(stage, text), "done: [out]"));
}

static void the_days_fit_a_small_screen(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    put_state(stage, "out", 2);
    stage_run(stage, 12, 40, NULL, MENU);
    pty_expect(pty, "▸ A trip");
    pty_expect(pty, "Next: A rest");
    pty_type(pty, "\r");
    pty_expect(pty, "▸ 2  A rest");
    pty_resize(pty, 5, 20);
    pty_expect_gone(pty, "A trip");
    pty_expect(pty, "▸ 2  A rest");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, course_setup, stage_teardown)
    const struct CMUnitTest tests[] = {
        TEST(the_days_are_shown_with_what_is_done_and_next),
        TEST(on_a_narrow_terminal_the_practice_stands_below_its_day),
        TEST(missing_a_week_is_said_to_be_fine),
        TEST(its_end_is_said_kindly_and_it_can_begin_again),
        TEST(the_same_is_there_as_json),
        TEST(what_makes_no_day_is_told),
        TEST(with_several_courses_the_last_one_practised_is_meant),
        TEST(a_day_begins_with_its_opening_and_leaving_early_leaves_it_next),
        TEST(a_day_that_ended_by_itself_is_done_and_the_rest_is_kept),
        TEST(a_day_that_ended_gently_is_done_too),
        TEST(in_lines_the_other_practice_has_the_opening_too),
        TEST(check_and_narrate_know_courses),
        TEST(the_menu_has_a_row_for_a_course_and_stands_on_it_while_it_is_underway),
        TEST(choosing_a_course_leads_to_its_next_day),
        TEST(another_practice_of_a_day_is_a_row_of_its_own),
        TEST(at_its_end_a_course_can_begin_again_from_the_menu),
        TEST(what_cannot_be_begun_says_so_in_the_menus),
        TEST(g_grounds_among_the_days_and_is_no_day),
        TEST(the_days_fit_a_small_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
