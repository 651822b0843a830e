/* Detours and grounding by key, in a practice that a user wrote: on the screen and in lines. */
#include "screen/player.h"
#include "support/written_detours.h"

static struct pty *open_walk(void **state, int rows, int columns, const char *more)
{
    const char *const argv[] = {"numbmed", "play",   "walk",    "-m",   "10", "--seed", "5",
                                "--sink",  "silent", "--voice", "none", more, NULL};
    struct stage *stage = *state;
    stage_run(stage, rows, columns, NULL, argv);
    pty_expect(&stage->pty, "door");
    return &stage->pty;
}

static void a_detour_comes_after_the_sentence_and_leads_back(void **state)
{
    struct pty *pty = open_walk(state, 24, 80, NULL);
    pty_type(pty, "4");
    pty_expect(pty, "wandering · after this sentence");
    pty_expect(pty, "● Setting out · Wandering");
    pty_resize(pty, 12, 40);
    pty_expect(pty, "A walk  Wander");
    pty_resize(pty, 24, 80);
    pty_type(pty, "N"); /* out of it again */
    pty_expect(pty, "The air outside may be cool.");
    pty_expect_gone(pty, "Wandering");
}

static void what_may_help_is_a_small_menu(void **state)
{
    struct pty *pty = open_walk(state, 24, 80, NULL);
    pty_type(pty, "\r");
    pty_expect(pty, "What may help now?");
    pty_expect(pty, "five more minutes");
    pty_type(pty, "x");
    pty_expect(pty, "ends 5m later");
    pty_expect(pty, "14:");
    pty_expect_gone(pty, "What may help now?");
    pty_type(pty, "\r");
    pty_expect(pty, "What may help now?");
    pty_type(pty, "z");
    pty_expect(pty, "● Setting out");
}

static void grounding_asks_and_waits(void **state)
{
    struct pty *pty = open_walk(state, 24, 80, NULL);
    pty_type(pty, "g");
    pty_expect(pty, "open-ended");
    pty_type(pty, "N");
    pty_expect(pty, "Nothing goes on by itself now");
    pty_expect(pty, "1  Stop here");
    pty_expect(pty, "3  Go on from the feet");
    pty_type(pty, "2");
    pty_expect(pty, "Then stay sitting");
    pty_expect_gone(pty, "Stop here");
    pty_type(pty, "e");
    pty_expect(pty, "earlier · u goes back");
    pty_expect(pty, "00:04");
    pty_expect(pty, "Thank you for sitting.");
}

static void an_end_and_a_detour_are_taken_back_by_u(void **state)
{
    struct pty *pty = open_walk(state, 24, 80, NULL);
    pty_type(pty, "e");
    pty_expect(pty, "This walk ends here.");
    pty_expect(pty, "earlier · u goes back");
    pty_type(pty, "u");
    pty_expect(pty, "back to where you were");
    pty_expect(pty, "open the door now");
    pty_expect(pty, "09:5");
    assert_false(pty_shows(pty, "u goes back"));
    pty_type(pty, "1");
    pty_expect(pty, "after this sentence · u goes back");
    pty_type(pty, "u");
    pty_expect(pty, "back to where you were");
}

static void after_five_seconds_u_is_no_longer_offered_and_does_nothing(void **state)
{
    struct pty *pty = open_walk(state, 24, 80, NULL);
    pty_type(pty, "N4");
    pty_expect(pty, "u goes back");
    pty_expect(pty, "00:04");
    pty_expect_gone(pty, "u goes back");
    pty_type(pty, "u");
    pty_expect(pty, "nothing to take back now");
    pty_expect(pty, "● The path");
}

static void under_the_ways_on_another_step_is_no_fault(void **state)
{
    struct pty *pty = open_walk(state, 24, 80, NULL);
    pty_type(pty, "gN");
    pty_expect(pty, "1  Stop here");
    pty_type(pty, "nb");
    pty_type(pty, " ");
    pty_expect(pty, "paused");
    assert_true(pty_shows(pty, "1  Stop here"));
    assert_false(pty_shows(pty, "nothing further"));
}

/* 1 to 4 mean something else there, and the ways on are to be read. */
static void what_may_help_gives_way_to_the_question(void **state)
{
    struct stage *stage = *state;
    free(files_write(stage->folder, "data/numbmed/scripts/support/detours.yaml", WRITTEN_DETOURS));
    struct pty *pty = open_walk(state, 24, 80, NULL);
    pty_type(pty, "g");
    pty_expect(pty, "One.");
    pty_type(pty, "\r");
    pty_expect(pty, "What may help now?");
    for (int i = 0; i < 100 && pty_shows(pty, "What may help now?"); i++)
        pty_pump(pty, 50); /* until grounding is over, some 6 s */
    pty_expect(pty, "1  Way stop");
    pty_type(pty, "\r?"); /* nothing, and the keys */
    pty_expect(pty, "pause, and go on");
    pty_type(pty, "z1");
    pty_expect(pty, "So be it.");
    pty_expect_gone(pty, "Way stop");
}

static void from_the_feet_the_practice_goes_on_and_ends_later(void **state)
{
    struct pty *pty = open_walk(state, 24, 80, NULL);
    pty_type(pty, CONTROL('G'));
    pty_expect(pty, "open-ended");
    pty_type(pty, "N");
    pty_expect(pty, "3  Go on from the feet");
    pty_type(pty, "3");
    pty_expect(pty, "feet");
    pty_expect(pty, "later");
    pty_expect(pty, "left");
}

static void grounding_goes_on_at_once_in_a_pause(void **state)
{
    struct pty *pty = open_walk(state, 24, 80, NULL);
    pty_type(pty, " ");
    pty_expect(pty, "paused");
    pty_type(pty, "g");
    pty_expect(pty, "open-ended");
    pty_expect(pty, "00:04");
    pty_expect_gone(pty, "paused");
}

static void the_ways_on_fit_the_smallest_screen(void **state)
{
    struct pty *pty = open_walk(state, 5, 20, NULL);
    pty_type(pty, "g");
    pty_type(pty, "N");
    pty_expect(pty, "1 Stop here");
    pty_expect(pty, "2 Sit with open eye");
    pty_expect(pty, "3 Go on from the fe"); /* no time is written over it */
    pty_type(pty, "1");
    pty_expect_gone(pty, "1 Stop");
}

static void in_lines_the_same_keys_do_the_same(void **state)
{
    struct pty *pty = open_walk(state, 24, 100, "--plain");
    pty_type(pty, "g");
    pty_type(pty, "N");
    pty_expect(pty, "Nothing goes on by itself now");
    pty_expect(pty, "1  Stop here");
    pty_type(pty, "\n3"); /* what may help now is asked already */
    pty_expect(pty, "it goes on from your feet");
    assert_false(pty_shows(pty, "restless"));
    pty_type(pty, "q");
    assert_int_equal(pty_expect_end(pty), 0);
}

static void in_lines_u_goes_back_too(void **state)
{
    struct pty *pty = open_walk(state, 24, 100, "--plain");
    pty_type(pty, "e");
    pty_expect(pty, "(u goes back)");
    pty_expect(pty, "This walk ends here.");
    pty_type(pty, "u");
    pty_expect(pty, "back to where you were");
    pty_type(pty, "?");
    pty_expect(pty, "take back e, 1, 2, 3 or 4");
    pty_type(pty, "q");
    assert_int_equal(pty_expect_end(pty), 0);
}

static void in_lines_the_keys_are_listed_and_an_arrow_is_no_letter(void **state)
{
    struct pty *pty = open_walk(state, 40, 100, "--plain");
    pty_expect(pty, "? lists the keys");
    pty_type(pty, "?");
    pty_expect(pty, "pause, and go on");
    pty_expect(pty, "ground now");
    assert_false(pty_shows(pty, "louder"));
    pty_type(pty, "N");
    pty_expect(pty, "A stone lies");
    pty_type(pty, KEY_DOWN); /* ends with a B, which alone is the section before */
    pty_type(pty, "\033[B");
    pty_type(pty, " ");
    pty_expect(pty, "(paused");
    assert_false(pty_shows(pty, "nothing further"));
    assert_true(pty_row_of(pty, "A stone lies") > pty_row_of(pty, "open the door"));
}

static void the_seed_is_shown_and_told(void **state)
{
    static const char *const ARGV[] = {"numbmed", "play", "--seed", "77", "--sink", "silent",
                                       "--voice", "none", "-m",     "1",  "ways",   NULL};
    static const char *const LINES[] = {"numbmed", "play",    "--seed", "77", "--sink",
                                        "silent",  "--voice", "none",   "-m", "1",
                                        "--plain", "ways",    NULL};
    struct stage *stage = *state;
    stage_add(stage, "ways",
              "format: 1\nid: ways\ntitle: Ways\nabout: Two.\nminutes: [1]\ndefault: 1\nsections:\n"
              "  - name: A\n    steps:\n      - id: a\n        say: [One way., Another way.]\n"
              "        pause: 2s\n        most: 2s\n      - id: b\n        say: On it.\n"
              "        pause: 50s\n");
    stage_run(stage, 24, 80, NULL, ARGV);
    pty_expect(&stage->pty, "way.");
    pty_expect(&stage->pty, "00:01");
    pty_type(&stage->pty, "?");
    pty_expect(&stage->pty, "seed 77 · no sound");
    pty_type(&stage->pty, "z");
    pty_type(&stage->pty, "qq");
    assert_int_equal(pty_expect_end(&stage->pty), 0);
    pty_expect(&stage->pty, "of Ways");
    assert_false(pty_shows(&stage->pty, "--seed"));
    stage_run(stage, 24, 80, NULL, LINES);
    pty_expect(&stage->pty, "On it."); /* after some seconds */
    pty_type(&stage->pty, "qq");
    assert_int_equal(pty_expect_end(&stage->pty), 0);
    pty_expect(&stage->pty, "of Ways (--seed 77 repeats it)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(a_detour_comes_after_the_sentence_and_leads_back),
        SCREEN_TEST(what_may_help_is_a_small_menu),
        SCREEN_TEST(grounding_asks_and_waits),
        SCREEN_TEST(an_end_and_a_detour_are_taken_back_by_u),
        SCREEN_TEST(after_five_seconds_u_is_no_longer_offered_and_does_nothing),
        SCREEN_TEST(under_the_ways_on_another_step_is_no_fault),
        SCREEN_TEST(in_lines_u_goes_back_too),
        SCREEN_TEST(what_may_help_gives_way_to_the_question),
        SCREEN_TEST(from_the_feet_the_practice_goes_on_and_ends_later),
        SCREEN_TEST(grounding_goes_on_at_once_in_a_pause),
        SCREEN_TEST(the_ways_on_fit_the_smallest_screen),
        SCREEN_TEST(in_lines_the_same_keys_do_the_same),
        SCREEN_TEST(in_lines_the_keys_are_listed_and_an_arrow_is_no_letter),
        SCREEN_TEST(the_seed_is_shown_and_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
