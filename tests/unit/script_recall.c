/* What numbmed remembers between sittings, and forgets without harm. */
#include "support/cmocka.h"

#include "base/frames.h"
#include "script/recall.h"
#include "support/files.h"

static void what_is_saved_is_there_the_next_time(void **state)
{
    struct recall saved = {.known = true,
                           .practice = "emotional-numbness",
                           .frames = 750 * FRAMES_PER_SECOND,
                           .voice = "none",
                           .volume = 35};
    struct recall loaded;
    setenv("XDG_STATE_HOME", *state, 1);
    assert_true(recall_save(&saved, NULL));
    recall_load(&loaded);
    assert_string_equal(loaded.practice, "emotional-numbness");
    assert_int_equal(loaded.frames, saved.frames);
    assert_string_equal(loaded.voice, "none");
    assert_int_equal(loaded.volume, 35);
    assert_true(loaded.known);
}

static void assert_first_time(const struct recall *recall)
{
    assert_string_equal(recall->practice, "");
    assert_int_equal(recall->frames, 0);
    assert_string_equal(recall->voice, "");
    assert_int_equal(recall->volume, 100);
}

static void a_missing_or_broken_file_is_as_the_first_time(void **state)
{
    static const char *const TEXTS[] = {
        "",      "practice: [",   "practise: x\n",
        "- a\n", "volume: 101\n", "practice: ../../etc\nlength: soon\nvolume: -1\n"};
    struct recall recall;
    setenv("XDG_STATE_HOME", *state, 1);
    recall_load(&recall);
    assert_first_time(&recall);
    assert_false(recall.known);
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        free(files_write(*state, "numbmed/state.yaml", TEXTS[i]));
        recall_load(&recall);
        assert_first_time(&recall);
    }
}

static struct recall load_text(void **state, const char *text)
{
    struct recall recall;
    setenv("XDG_STATE_HOME", *state, 1);
    free(files_write(*state, "numbmed/state.yaml", text));
    recall_load(&recall);
    return recall;
}

static void the_first_screen_is_remembered_without_a_sitting(void **state)
{
    struct recall recall = {.welcomed = true, .volume = 100};
    setenv("XDG_STATE_HOME", *state, 1);
    assert_true(recall_save(&recall, NULL));
    recall_load(&recall);
    assert_true(recall.welcomed);
    assert_false(recall.known);
    assert_first_time(&recall);
    recall = load_text(state, "welcomed: yes\n");
    assert_false(recall.welcomed);
}

static void whoever_sat_before_there_was_a_first_screen_is_welcomed(void **state)
{
    struct recall recall =
        load_text(state, "practice: \"walk\"\nlength: 1m\nvoice: \"heart\"\nvolume: 85\n");
    assert_true(recall.known);
    assert_true(recall.welcomed);
    assert_int_equal(recall.volume, 85);
    assert_false(load_text(state, "").welcomed);
    assert_false(load_text(state, "practice: [\n").welcomed);
}

static void without_a_home_saving_says_so(void **state)
{
    struct recall recall = {.volume = 100};
    struct error error;
    (void)state;
    unsetenv("XDG_STATE_HOME");
    unsetenv("HOME");
    assert_false(recall_save(&recall, &error));
    assert_non_null(strstr(error.text, "HOME"));
    recall_load(&recall);
    assert_first_time(&recall);
}

static void where_nothing_can_be_written_the_old_state_stays(void **state)
{
    struct recall recall = {.practice = "old", .volume = 100};
    struct error error;
    char *file = files_write(*state, "a-file", "in the way");
    setenv("XDG_STATE_HOME", file, 1);
    assert_false(recall_save(&recall, &error));
    assert_non_null(strstr(error.text, "a-file"));
    free(file);
}

static void what_is_done_of_courses_is_kept_the_last_one_first(void **state)
{
    struct recall recall;
    setenv("XDG_STATE_HOME", *state, 1);
    recall_load(&recall);
    recall_add_day(&recall, "trip", "out", "2025-03-01");
    recall_add_day(&recall, "tour", "one", "2025-03-02");
    recall_add_day(&recall, "trip", "home", "2025-03-03");
    recall_add_day(&recall, "trip", "out", "2025-03-04"); /* again */
    assert_true(recall_save(&recall, NULL));
    recall_free(&recall);
    recall_load(&recall);
    assert_false(recall.known); /* no sitting is */
    assert_int_equal(recall.course_count, 2);
    assert_string_equal(recall.courses[0].id, "trip");
    assert_string_equal(recall.courses[0].date, "2025-03-04");
    assert_int_equal(recall.courses[0].count, 2);
    assert_string_equal(recall.courses[0].done[0], "home");
    assert_string_equal(recall.courses[0].done[1], "out");
    assert_string_equal(recall.courses[1].id, "tour");
    recall_free(&recall);
}

static void a_course_begins_again_and_what_another_noted_meanwhile_stays(void **state)
{
    struct recall ours, others;
    setenv("XDG_STATE_HOME", *state, 1);
    recall_load(&ours);
    recall_add_day(&ours, "trip", "out", "2025-03-01");
    recall_add_day(&ours, "tour", "one", "2025-03-02");
    assert_true(recall_save(&ours, NULL));
    recall_load(&others);
    recall_add_day(&others, "tour", "two", "2025-03-03");
    assert_true(recall_save(&others, NULL));
    assert_true(recall_restart_course(&ours, "trip", NULL));
    assert_true(recall_restart_course(&ours, "trip", NULL)); /* there is nothing left of it */
    for (int read_again = 0; read_again < 2; read_again++) {
        assert_null(recall_course(&ours, "trip"));
        assert_string_equal(recall_course(&ours, "tour")->done[1], "two");
        recall_free(&ours);
        recall_load(&ours);
    }
    recall_free(&ours);
    recall_free(&others);
}

static void an_older_file_goes_on_being_read_and_keeps_what_it_had(void **state)
{
    struct recall recall;
    setenv("XDG_STATE_HOME", *state, 1);
    free(files_write(*state, "numbmed/state.yaml",
                     "practice: \"walk\"\nlength: 12m30s\nvoice: \"michael\"\nvolume: 35\n"));
    recall_load(&recall);
    assert_int_equal(recall.course_count, 0);
    recall_add_day(&recall, "trip", "out", "2025-03-01");
    assert_true(recall_save(&recall, NULL));
    recall_free(&recall);
    recall_load(&recall);
    assert_true(recall.known);
    assert_string_equal(recall.practice, "walk");
    assert_int_equal(recall.frames, 750 * FRAMES_PER_SECOND);
    assert_string_equal(recall.voice, "michael");
    assert_int_equal(recall.volume, 35);
    assert_int_equal(recall_course(&recall, "trip")->count, 1);
    recall_free(&recall);
}

static void what_cannot_be_meant_of_a_course_is_left_out(void **state)
{
    struct recall recall;
    setenv("XDG_STATE_HOME", *state, 1);
    free(files_write(*state, "numbmed/state.yaml",
                     "volume: 35\ncourses:\n  - id: ../etc\n    done: [a]\n"
                     "  - id: trip\n    done: [a, '', B, b]\n    date: soon\n"
                     "  - id: trip\n    done: [c]\n  - done: [a]\n  - id: tour\n    done: x\n"));
    recall_load(&recall);
    assert_int_equal(recall.volume, 35);
    assert_int_equal(recall.course_count, 2);
    assert_string_equal(recall.courses[0].id, "trip");
    assert_string_equal(recall.courses[0].date, "");
    assert_string_equal(recall.courses[1].id, "tour");
    assert_int_equal(recall.courses[1].count, 0);
    recall_free(&recall);
}

static void of_too_many_days_and_courses_the_oldest_go(void **state)
{
    struct recall recall;
    setenv("XDG_STATE_HOME", *state, 1);
    recall_load(&recall);
    for (int course = 0; course < 30; course++) {
        char id[64], day[64];
        snprintf(id, sizeof id, "c%060d", course);
        for (int i = 0; i < 600; i++) {
            snprintf(day, sizeof day, "d%060d", i);
            recall_add_day(&recall, id, day, "2025-03-01");
        }
    }
    assert_true(recall_save(&recall, NULL));
    recall_free(&recall);
    recall_load(&recall);
    assert_int_equal(recall.course_count, 20);
    assert_int_equal(recall.courses[19].count, 500);
    assert_non_null(strstr(recall.courses[0].done[499], "599"));
    recall_free(&recall);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_saved_is_there_the_next_time),
        TEST(a_missing_or_broken_file_is_as_the_first_time),
        TEST(the_first_screen_is_remembered_without_a_sitting),
        TEST(whoever_sat_before_there_was_a_first_screen_is_welcomed),
        TEST(where_nothing_can_be_written_the_old_state_stays),
        TEST(what_is_done_of_courses_is_kept_the_last_one_first),
        TEST(a_course_begins_again_and_what_another_noted_meanwhile_stays),
        TEST(an_older_file_goes_on_being_read_and_keeps_what_it_had),
        TEST(what_cannot_be_meant_of_a_course_is_left_out),
        TEST(of_too_many_days_and_courses_the_oldest_go),
        TEST(without_a_home_saving_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
