/* Sitting in silence, and what else there is to hear: on the screen, in lines, as lists. */
#include "screen/player.h"

static struct pty *open_sit(void **state, int rows, int columns)
{
    static const char *const ARGV[] = {"numbmed", "sit", "--sink", "silent", NULL};
    struct stage *stage = *state;
    stage_run(stage, rows, columns, NULL, ARGV);
    return &stage->pty;
}

static void sitting_open_ended_counts_the_time_and_ends_by_the_bell(void **state)
{
    struct pty *pty = open_sit(state, 24, 80);
    pty_expect(pty, "Silent sitting");
    pty_expect(pty, "You can stop at any time.");
    pty_expect(pty, "open-ended");
    pty_expect(pty, "00:01");
    assert_false(pty_shows(pty, "left"));
    pty_type(pty, "e"); /* three strokes of the bowl, to skip */
    pty_expect(pty, "00:02");
    pty_type(pty, "\x1bOC\x1bOC\x1bOC\x1bOC\x1bOC\x1bOC");
    stage_leave(pty);
    assert_int_equal(pty_expect_end(pty), 0);
    pty_expect(pty, "of Silent sitting");
    pty_expect_restored(pty);
}

static void a_key_steps_through_the_backgrounds_and_back(void **state)
{
    struct pty *pty = open_sit(state, 24, 80);
    pty_expect(pty, "Silent sitting");
    pty_type(pty, "o");
    pty_expect(pty, "rain");
    pty_type(pty, "o");
    pty_expect(pty, "stream");
    pty_type(pty, "O");
    pty_expect(pty, "rain");
    pty_type(pty, "O");
    pty_expect(pty, "none");
    pty_type(pty, "O");
    pty_expect(pty, "drone");
}

static void the_balance_tells_where_it_stands(void **state)
{
    struct pty *pty = open_sit(state, 24, 80);
    pty_expect(pty, "Silent sitting");
    pty_type(pty, "]");
    pty_expect(pty, "no background is on; o chooses one");
    pty_type(pty, "o]");
    pty_expect(pty, "background at 55 of 100");
    pty_type(pty, "[[");
    pty_expect(pty, "background at 45 of 100");
    for (int i = 0; i < 12; i++)
        pty_type(pty, "]");
    pty_expect(pty, "background at 100 of 100");
}

static void a_small_screen_shows_only_the_words(void **state)
{
    struct pty *pty = open_sit(state, 5, 20);
    pty_expect(pty, "Sit as you like");
    pty_resize(pty, 1, 1);
    pty_resize(pty, 24, 80);
    pty_expect(pty, "open-ended");
}

static void a_length_that_is_none_is_wrong_usage(void **state)
{
    static const char *const WORDS[] = {"abc", "100000"};
    struct stage *stage = *state;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        const char *const argv[] = {"numbmed", "sit", WORDS[i], NULL};
        stage_run(stage, 24, 100, NULL, argv);
        assert_int_equal(WEXITSTATUS(pty_expect_end(&stage->pty)), 2);
        pty_expect(&stage->pty, WORDS[i]);
    }
}

static void a_length_too_short_is_told_the_same_minimum_whatever_it_is(void **state)
{
    static const char *const WORDS[] = {"sit 0", "sit 1s", "sit -m 0", "sit -m 39s", "sit 0s"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        stage_assert_says(*state, WORDS[i], 1, "s; the shortest it can is 40s\n");
}

static void two_lengths_are_wrong_usage(void **state)
{
    stage_assert_says(*state, "sit -m 5 10", 2, "two lengths are given");
    stage_assert_says(*state, "sit 10 --minutes 10", 2, "leave one of them out");
}

static void a_bell_or_background_that_is_not_there_is_told_and_the_session_goes_on(void **state)
{
    static const char *const ARGV[] = {"numbmed", "play",   "walk",    "-m1",
                                       "--sink",  "silent", "--plain", NULL};
    struct stage *stage = *state;
    char *text = mem_format("%sbells:\n  start: nosuch\nbackground: snow\n", WALK);
    stage_add(stage, "walk", text);
    free(text);
    stage_run(stage, 24, 100, NULL, ARGV);
    pty_expect(&stage->pty, "there is no background 'snow'");
    pty_expect(&stage->pty, "the bell 'nosuch' can't ring");
    pty_expect(&stage->pty, "00:00  You might open the door");
    pty_type(&stage->pty, "q");
    assert_int_equal(pty_expect_end(&stage->pty), 0);
}

static void lists_tell_what_there_is(void **state)
{
    static const struct {
        const char *command, *shown;
    } LISTS[] = {{"bells", "bowl        a large singing bowl"},
                 {"backgrounds", "rain    steady rain"},
                 {"voices", "heart    speaks"}};
    struct stage *stage = *state;
    for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) {
        const char *const argv[] = {"numbmed", LISTS[i].command, NULL};
        stage_run(stage, 24, 100, NULL, argv);
        assert_int_equal(pty_expect_end(&stage->pty), 0);
        pty_expect(&stage->pty, LISTS[i].shown);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(sitting_open_ended_counts_the_time_and_ends_by_the_bell),
        SCREEN_TEST(a_key_steps_through_the_backgrounds_and_back),
        SCREEN_TEST(the_balance_tells_where_it_stands),
        SCREEN_TEST(a_small_screen_shows_only_the_words),
        SCREEN_TEST(a_length_that_is_none_is_wrong_usage),
        SCREEN_TEST(a_length_too_short_is_told_the_same_minimum_whatever_it_is),
        SCREEN_TEST(two_lengths_are_wrong_usage),
        SCREEN_TEST(a_bell_or_background_that_is_not_there_is_told_and_the_session_goes_on),
        SCREEN_TEST(lists_tell_what_there_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
