/* Before the first session ever: one screen, once. */
#include "screen/player.h"

#define PLAY(...) ((const char *const[]){"numbmed", "play", "--sink", "silent", __VA_ARGS__ NULL})
#define WELCOME "Welcome to numbmed."

/* Nothing is remembered. */
static struct stage *first_time(void **state)
{
    struct stage *stage = *state;
    char *path = path_join(stage->folder, "state/numbmed/state.yaml");
    unlink(path);
    free(path);
    return stage;
}

static struct pty *open_first(void **state, int rows, int columns)
{
    struct stage *stage = first_time(state);
    stage_run(stage, rows, columns, NULL, PLAY());
    pty_expect(&stage->pty, WELCOME);
    pty_expect(&stage->pty, "Enter go on");
    return &stage->pty;
}

static void assert_remembered(struct stage *stage, const char *text)
{
    char *remembered = stage_remembered(stage);
    if (text)
        assert_string_equal(remembered, text);
    else
        assert_null(remembered);
    free(remembered);
}

static void the_first_screen_tells_what_this_is_and_comes_once(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = open_first(state, 24, 80);
    pty_expect(pty, "They are no treatment");
    pty_expect(pty, "You may stop at any time.");
    pty_expect(pty, "help-now");
    pty_expect(pty, "g     begin with open-eyed grounding instead");
    pty_expect(pty, "Esc leave");
    assert_false(pty_shows(pty, "What would you like"));
    pty_type(pty, "\r");
    pty_expect(pty, "What would you like to practise?");
    pty_type(pty, "q");
    assert_int_equal(pty_expect_end(pty), 0);
    assert_remembered(stage, "welcomed: true\n");
    stage_run(stage, 24, 80, NULL, PLAY());
    pty_expect(pty, "What would you like to practise?");
}

static void g_begins_with_grounding_instead(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = open_first(state, 24, 80);
    pty_type(pty, "g");
    pty_expect(pty, "Grounding");
    pty_expect(pty, "open-ended");
    pty_type(pty, CONTROL('c'));
    assert_int_equal(pty_expect_end(pty), 0);
    assert_remembered(stage, "welcomed: true\n");
}

static void who_leaves_it_sees_it_again(void **state)
{
    const char *const KEYS[] = {"q", "\033", CONTROL('c')};
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        struct pty *pty = open_first(state, 24, 80);
        pty_type(pty, KEYS[i]);
        assert_int_equal(pty_expect_end(pty), 0);
        pty_expect_restored(pty);
        assert_remembered(*state, NULL);
    }
    struct pty *pty = open_first(state, 24, 80);
    kill(pty->pid, SIGTERM);
    int status = pty_expect_end(pty);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    pty_expect_restored(pty);
    assert_remembered(*state, NULL);
}

static void it_stands_before_a_named_practice_and_before_silence(void **state)
{
    static const char *const SIT[] = {"numbmed", "sit", "1", "--sink", "silent", NULL};
    struct stage *stage = first_time(state);
    struct pty *pty = &stage->pty;
    stage_run(stage, 24, 80, NULL, PLAY("walk", "-m1", ));
    pty_expect(pty, WELCOME);
    pty_type(pty, "\r");
    pty_expect(pty, "You might open the door now.");
    pty_type(pty, CONTROL('c'));
    assert_int_equal(pty_expect_end(pty), 0);
    assert_remembered(stage, "practice: \"walk\"\nlength: 1m\nvoice: \"heart\"\nvolume: 100\n"
                             "welcomed: true\n");
    first_time(state);
    stage_run(stage, 24, 80, NULL, SIT);
    pty_expect(pty, WELCOME);
    pty_type(pty, "\r");
    pty_expect(pty, "space pause");
    pty_type(pty, CONTROL('c'));
    assert_int_equal(pty_expect_end(pty), 0);
    assert_remembered(stage, "welcomed: true\n");
}

static void who_sat_before_there_was_a_first_screen_does_not_see_it(void **state)
{
    struct stage *stage = *state;
    free(files_write(stage->folder, "state/numbmed/state.yaml",
                     "practice: \"walk\"\nlength: 1m\nvoice: \"heart\"\nvolume: 85\n"));
    stage_run(stage, 24, 80, NULL, PLAY());
    pty_expect(&stage->pty, "▸ A walk");
}

static void welcome_shows_it_again(void **state)
{
    struct stage *stage = *state;
    stage_run(stage, 24, 80, NULL, PLAY("--welcome", ));
    pty_expect(&stage->pty, WELCOME);
    pty_type(&stage->pty, "\r");
    pty_expect(&stage->pty, "What would you like to practise?");
}

static void it_fits_small_screens_with_both_keys_in_sight(void **state)
{
    struct pty *pty = open_first(state, 5, 20);
    pty_expect(pty, "Enter go on g ground");
    pty_expect(pty, "It plays guided");
    pty_type(pty, " ");
    pty_expect_gone(pty, WELCOME);
    pty_type(pty, "\033OF");
    pty_expect(pty, "open-eyed");
    pty_expect(pty, "Enter go on g ground");
    pty_resize(pty, 1, 1);
    pty_pump(pty, 100);
    pty_resize(pty, 12, 40);
    pty_expect(pty, "Enter go on  g ground");
    pty_type(pty, "?jj");
    pty_expect(pty, "ground now, with open eyes");
    pty_type(pty, "z\r");
    pty_expect(pty, "What would you like");
}

static void where_nothing_can_be_remembered_it_goes_on_all_the_same(void **state)
{
    struct stage *stage = first_time(state);
    stage_run(stage, 24, 80, "XDG_STATE_HOME=/dev/null", PLAY());
    pty_expect(&stage->pty, WELCOME);
    pty_type(&stage->pty, "\r");
    pty_expect(&stage->pty, "What would you like to practise?");
    pty_type(&stage->pty, "q");
    assert_int_equal(pty_expect_end(&stage->pty), 0);
}

static void plain_lines_begin_with_it_once(void **state)
{
    static const char COMMAND[] = "play blink --minutes 2s --sink silent";
    struct stage *stage = first_time(state);
    char out[4096];
    stage_add(stage, "blink", BLINK);
    assert_int_equal(stage_capture(stage, "", COMMAND, out, sizeof out), 0);
    assert_int_equal(strncmp(out, WELCOME "\n\nIt plays", 29), 0);
    assert_null(strstr(out, "go on")); /* no key is waited for */
    assert_non_null(strstr(out, "\n00:00  Blink once.\n"));
    assert_int_equal(stage_capture(stage, "", COMMAND, out, sizeof out), 0);
    assert_null(strstr(out, WELCOME));
}

static void a_session_that_cannot_begin_is_not_welcomed_in_lines(void **state)
{
    struct stage *stage = first_time(state);
    char out[4096];
    assert_int_equal(stage_capture(stage, "", "play walk --minutes 2s", out, sizeof out), 1);
    assert_null(strstr(out, WELCOME));
    assert_remembered(stage, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(the_first_screen_tells_what_this_is_and_comes_once),
        SCREEN_TEST(g_begins_with_grounding_instead),
        SCREEN_TEST(who_leaves_it_sees_it_again),
        SCREEN_TEST(it_stands_before_a_named_practice_and_before_silence),
        SCREEN_TEST(who_sat_before_there_was_a_first_screen_does_not_see_it),
        SCREEN_TEST(welcome_shows_it_again),
        SCREEN_TEST(it_fits_small_screens_with_both_keys_in_sight),
        SCREEN_TEST(where_nothing_can_be_remembered_it_goes_on_all_the_same),
        SCREEN_TEST(plain_lines_begin_with_it_once),
        SCREEN_TEST(a_session_that_cannot_begin_is_not_welcomed_in_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
