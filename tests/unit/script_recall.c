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

#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_saved_is_there_the_next_time),
        TEST(a_missing_or_broken_file_is_as_the_first_time),
        TEST(the_first_screen_is_remembered_without_a_sitting),
        TEST(whoever_sat_before_there_was_a_first_screen_is_welcomed),
        TEST(where_nothing_can_be_written_the_old_state_stays),
        TEST(without_a_home_saving_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
