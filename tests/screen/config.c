/* What the user's configuration does to the screen. */
#include "screen/player.h"

/* Plays a practice, or opens the menu (NULL), with a config. */
static struct pty *open_with(struct stage *stage, const char *config, const char *practice)
{
    const char *argv[] = {"numbmed", "play", practice, "--minutes", "5", NULL};
    static const char *const MENU[] = {"numbmed", "play", NULL};
    char *home = mem_format("XDG_CONFIG_HOME=%s/config", stage->folder);
    free(files_write(stage->folder, "config/numbmed/config.yaml", config));
    stage_run(stage, 24, 80, home, practice ? argv : MENU);
    free(home);
    return &stage->pty;
}

static VTermColor colour_of(struct pty *pty, const char *text)
{
    VTermScreenCell cell;
    VTermPos place = {.col = 3};
    pty_expect(pty, text);
    pty_expect(pty, "space pause");
    place.row = pty_row_of(pty, text);
    vterm_screen_get_cell(pty->screen, place, &cell);
    return cell.fg;
}

static void the_theme_chooses_the_colours(void **state)
{
    static const struct {
        const char *config;
        int title; /* of 256 colours; -1: the terminal's own */
    } ROWS[] = {
        {"sink: silent\n", 180},
        {"sink: silent\ntheme: dark\n", 180},
        {"sink: silent\ntheme: light\n", 94},
        {"sink: silent\ntheme: plain\n", -1},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        VTermColor colour = colour_of(open_with(*state, ROWS[i].config, "walk"), "A walk");
        int title = VTERM_COLOR_IS_DEFAULT_FG(&colour) ? -1 : colour.indexed.idx;
        assert_int_equal(title, ROWS[i].title);
    }
}

static void volume_sink_and_voice_come_from_the_config(void **state)
{
    struct pty *pty = open_with(*state, "sink: silent\nvolume: 40\nvoice: none\n", "walk");
    pty_expect(pty, "▮▮▯▯▯");
    pty_expect(pty, "no sound");
    pty_expect(pty, "no voice · 5 min");
}

static void words_without_a_voice_are_shown_whatever_the_config_says(void **state)
{
    static const char CONFIG[] = "sink: silent\ncaptions: false\n";
    struct pty *pty = open_with(*state, CONFIG, "emotional-numbness"); /* it has recordings */
    pty_type(pty, "n");                                                /* past the bell */
    pty_expect(pty, "ou are welcome");                                 /* whichever wording */
    pty_type(pty, "c");
    pty_expect(pty, "the words stay while there is no voice");
}

static void a_config_with_faults_is_told_and_the_session_goes_on(void **state)
{
    struct pty *pty = open_with(*state, "sink: silent\nvolum: 3\nvolume: 40\n", "walk");
    pty_expect(pty, "You might open the door now.");
    pty_expect(pty, "4 steps can't be spoken");
    pty_type(pty, "z"); /* read and done with */
    pty_expect(pty, "config.yaml:2:1: there is no key 'volum' here; numbmed config tells more");
    pty_expect(pty, "▮▮▯▯▯");
}

static void the_menu_tells_it_too(void **state)
{
    struct pty *pty = open_with(*state, "volume: loud\n", NULL);
    pty_expect(pty, "config.yaml:1:9: 'loud' isn't a volume; numbmed config tells more");
    pty_expect(pty, "What would you like");
    pty_type(pty, "j");
    pty_expect_gone(pty, "config.yaml");
}

static void a_name_that_nothing_has_is_reported_and_the_default_stands(void **state)
{
    static const char CONFIG[] = "voice: micheal\nbells: {start: gong, end: bwol}\n"
                                 "background: rian\nsink: silent\n";
    enum { ALL = 1 << 14 };
    struct stage *stage = *state;
    char *home = mem_format("XDG_CONFIG_HOME=%s/config", stage->folder), *text = mem_new(ALL, 1);
    free(files_write(stage->folder, "config/numbmed/config.yaml", CONFIG));
    assert_int_equal(stage_capture(stage, home, "config", text, ALL), 1);
    assert_non_null(
        strstr(text, ":1:8: error: there is no voice 'micheal'; did you mean michael?"));
    assert_non_null(strstr(text, ":2:16: error: there is no bell 'gong'; numbmed bells shows"));
    assert_non_null(strstr(text, ":2:27: error: there is no bell 'bwol'; did you mean bowl?"));
    assert_non_null(
        strstr(text, ":3:13: error: there is no background 'rian'; did you mean rain?"));
    assert_null(strstr(text, "config.yaml:3 ")); /* what is in force comes from elsewhere */
    free(text);
    struct pty *pty = open_with(stage, CONFIG, "anchor");
    pty_expect(pty, "config.yaml:1:8: there is no voice 'micheal'; numbmed config");
    pty_expect(pty, "heart");
    pty_type(pty, CONTROL('c'));
    assert_int_equal(pty_expect_end(pty), 0);
    free(home);
}

static void a_wrong_name_on_the_command_line_is_refused_and_never_remembered(void **state)
{
    static const char *const COMMANDS[][2] = {
        {"play anchor -m5 --sink silent --voice micheal", "voice 'micheal'; did you mean michael?"},
        {"play anchor -m5 --sink silent --voice bob", "voice 'bob'; numbmed voices"},
        {"sit 1m --sink silent --bells gong", "bell 'gong'; numbmed bells"},
        {"sit 1m --sink silent --bell-every '20s blokc'", "bell 'blokc'; did you mean block?"},
        {"sit 1m --sink silent --background rian", "background 'rian'; did you mean rain?"},
        {"show anchor --voice bob", "voice 'bob'"},
        {"render anchor --voice bob -o /dev/null", "voice 'bob'"},
    };
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++)
        stage_assert_says(*state, COMMANDS[i][0], 2, COMMANDS[i][1]);
    char *remembered = stage_remembered(*state);
    assert_null(remembered ? strstr(remembered, "bob") : NULL);
    free(remembered);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(the_theme_chooses_the_colours),
        SCREEN_TEST(volume_sink_and_voice_come_from_the_config),
        SCREEN_TEST(words_without_a_voice_are_shown_whatever_the_config_says),
        SCREEN_TEST(a_config_with_faults_is_told_and_the_session_goes_on),
        SCREEN_TEST(the_menu_tells_it_too),
        SCREEN_TEST(a_name_that_nothing_has_is_reported_and_the_default_stands),
        SCREEN_TEST(a_wrong_name_on_the_command_line_is_refused_and_never_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
