/* The session screen: the words, where one is, and what every key does. */
#include "screen/player.h"

#include "ui/keys.h"

static struct pty *open_walk(void **state)
{
    struct stage *stage = *state;
    stage_walk(stage, 24, 80);
    pty_expect(&stage->pty, "You might open the door now.");
    return &stage->pty;
}

static void the_screen_shows_where_one_is(void **state)
{
    struct pty *pty = open_walk(state);
    pty_expect(pty, "space pause"); /* the last row is drawn last */
    assert_int_equal(pty_row_of(pty, "A walk"), 1);
    pty_expect(pty, "● Setting out");
    assert_true(pty_row_of(pty, "The path") > pty_row_of(pty, "Setting out"));
    pty_expect(pty, "Home");
    pty_expect(pty, "heart · 1 min");
    pty_expect(pty, "no sound");
    pty_expect(pty, "00:00");
    pty_expect(pty, "01:00 left");
}

static void the_words_move_sentence_by_sentence(void **state)
{
    struct pty *pty = open_walk(state);
    assert_false(pty_shows(pty, "The air outside"));
    pty_expect(pty, "The air outside may be cool.");
    assert_false(pty_shows(pty, "open the door"));
    pty_expect(pty, "00:04");
    pty_expect(pty, "00:56 left");
}

static void a_pause_says_how_to_go_on_and_time_stands_still(void **state)
{
    struct pty *pty = open_walk(state);
    pty_type(pty, " ");
    pty_expect(pty, "paused · space goes on");
    char *before = pty_row(pty, pty_row_of(pty, "left"));
    pty_pump(pty, 1500);
    char *after = pty_row(pty, pty_row_of(pty, "left"));
    assert_string_equal(before, after);
    free(before);
    free(after);
    pty_type(pty, "p");
    pty_expect_gone(pty, "paused");
    pty_expect(pty, "00:02");
}

static void a_notice_does_not_hide_that_it_is_paused(void **state)
{
    static const int SIZES[][2] = {{24, 80}, {8, 40}, {5, 20}};
    struct pty *pty = open_walk(state);
    pty_type(pty, " ");
    pty_expect(pty, "paused");
    pty_type(pty, "b");
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        pty_resize(pty, SIZES[i][0], SIZES[i][1]);
        pty_expect(pty, "nothing");
        pty_expect(pty, "that way");
        pty_expect(pty, "paused · space");
    }
}

static void hints_and_status_keep_apart(void **state)
{
    struct pty *pty = open_walk(state);
    pty_expect(pty, "no sound");
    char *row = pty_row(pty, pty_row_of(pty, "no sound"));
    assert_non_null(strstr(row, "q q leave  "));
    assert_non_null(strstr(row, "  no sound"));
    free(row);
}

static void keys_go_along_the_practice(void **state)
{
    static const struct {
        const char *keys, *shows;
    } ROWS[] = {
        {"n", "There is a gate"},
        {"b", "open the door"},
        {"n", "There is a gate"},
        {"N", "● The path"},
        {"B", "● Setting out"},
        {"N", "A stone lies"},
        {"e", "This walk ends here."},
        {"b", "A stone lies"},
        {"r", "A stone lies"},
        {"n", "· The path"},
        {"n", "nothing further that way"},
        {"e", "earlier · u goes back"}, /* the silence after the last words was long */
        {"e", "this is the end already"},
    };
    struct pty *pty = open_walk(state);
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        pty_type(pty, ROWS[i].keys);
        pty_expect(pty, ROWS[i].shows);
    }
}

static void arrows_seek_and_seeking_refits_nothing(void **state)
{
    struct pty *pty = open_walk(state);
    pty_type(pty, " ");
    pty_expect(pty, "paused");
    pty_type(pty, "\033OC\033OC");
    pty_expect(pty, "00:10");
    pty_expect(pty, "00:50 left");
    pty_type(pty, "\033OD");
    pty_expect(pty, "00:05");
}

static void a_refit_that_ends_later_says_by_how_much(void **state)
{
    struct pty *pty = open_walk(state);
    pty_type(pty, " e");
    pty_expect(pty, "earlier");
    pty_type(pty, "b");
    pty_expect(pty, "later");
}

static void long_silences_fade_the_words_out(void **state)
{
    struct pty *pty = open_walk(state);
    VTermPos place = {0, 40};
    VTermScreenCell cell;
    pty_expect(pty, "The air outside");
    place.row = pty_row_of(pty, "The air outside");
    vterm_screen_get_cell(pty->screen, place, &cell);
    assert_true(VTERM_COLOR_IS_DEFAULT_FG(&cell.fg));
    pty_type(pty, "\033OC\033OC"); /* 10 s on: the words are said, and have stood for a while */
    for (int i = 0; i < 20 && VTERM_COLOR_IS_DEFAULT_FG(&cell.fg); i++) {
        pty_pump(pty, 250);
        vterm_screen_get_cell(pty->screen, place, &cell);
    }
    assert_false(VTERM_COLOR_IS_DEFAULT_FG(&cell.fg));
    pty_expect_gone(pty, "The air outside");
}

static void voice_and_words_are_never_both_off(void **state)
{
    struct pty *pty = open_walk(state);
    pty_type(pty, "c");
    pty_expect(pty, "the words stay while there is no voice");
    pty_expect(pty, "open the door");
    pty_type(pty, "v");
    pty_expect(pty, "no recordings here");
}

static void no_voice_by_the_key_is_for_this_sitting_only(void **state)
{
    static const char *const ARGV[] = {"numbmed",    "play",   "emotional-numbness",
                                       "-m12",       "--sink", "silent",
                                       "--check-in", "no",     NULL};
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    stage_run(stage, 24, 80, NULL, ARGV);
    pty_expect(pty, "heart · 12 min");
    pty_type(pty, "v");
    pty_expect(pty, "michael · 12 min");
    pty_type(pty, "v");
    pty_expect(pty, "no voice · 12 min");
    pty_expect(pty, "no voice, in this sitting only");
    pty_type(pty, "q");
    pty_expect(pty, "q again leaves");
    pty_type(pty, "q");
    assert_int_equal(pty_expect_end(pty), 0);
    char *remembered = stage_remembered(stage);
    assert_non_null(strstr(remembered, "voice: \"michael\"\n"));
    free(remembered);
}

static void volume_and_mute_show(void **state)
{
    struct pty *pty = open_walk(state);
    pty_expect(pty, "▮▮▮▮▮");
    pty_type(pty, "9999");
    pty_expect(pty, "volume at 80 of 100");
    pty_expect(pty, "▮▮▮▮▯");
    pty_type(pty, "m");
    pty_expect(pty, "muted · m brings the sound back");
    pty_expect(pty, "▯▯▯▯▯");
    pty_type(pty, "m");
    pty_expect(pty, "volume at 80 of 100");
    pty_expect(pty, "▮▮▮▮▯");
    pty_type(pty, "0+==");
    pty_expect(pty, "volume at 100 of 100");
    pty_expect(pty, "▮▮▮▮▮");
    pty_type(pty, "+");
    pty_expect(pty, "volume at 100 of 100");
}

static void the_background_stands_in_the_header(void **state)
{
    struct pty *pty = open_walk(state);
    pty_expect(pty, "heart · 1 min");
    pty_type(pty, "o");
    pty_expect(pty, "heart · rain · 1 min");
    pty_resize(pty, 12, 40);
    pty_expect(pty, "heart · rain · 1 min");
    pty_resize(pty, 12, 31); /* the title goes before it */
    pty_expect(pty, "A walk");
    pty_expect(pty, "heart · 1 min");
    pty_type(pty, "O");
    pty_resize(pty, 24, 80);
    pty_expect(pty, "heart · 1 min");
}

static void the_outline_ticks_what_was_sat_and_not_what_was_passed_over(void **state)
{
    struct pty *pty = open_walk(state);
    pty_expect(pty, "00:03");
    pty_type(pty, "NN");
    pty_expect(pty, "● Home");
    pty_expect(pty, "✓ Setting out");
    pty_expect(pty, "· The path");
    pty_type(pty, "B"); /* back, and this time for a while */
    pty_expect(pty, "● The path");
    pty_type(pty, "\033[C");
    pty_type(pty, "N");
    pty_expect(pty, "✓ The path");
}

static void help_lists_every_key_of_the_table(void **state)
{
    struct pty *pty = open_walk(state);
    pty_resize(pty, 40, 80);
    pty_type(pty, "?");
    pty_expect(pty, "ground  any other key goes back");
    for (size_t i = 0; i < KEY_ROW_COUNT; i++) {
        if (!(KEY_ROWS[i].where & KEYS_SESSION))
            continue;
        pty_expect(pty, KEY_ROWS[i].help);
        char *row = pty_row(pty, pty_row_of(pty, KEY_ROWS[i].help));
        assert_non_null(strstr(row, KEY_ROWS[i].name));
        free(row);
    }
    pty_type(pty, "x");
    pty_expect(pty, "A walk");
    pty_expect(pty, "left");
}

/* Whether a name stands among the keys of a row: its first column. */
static bool is_key_of(const char *row, const char *name)
{
    const char *end = strchr(row + 1, '|'), *found = row;
    while (end && (found = strstr(found + 1, name)) && found < end) {
        char after = found[strlen(name)];
        if (found[-1] == ' ' && (after == ' ' || after == ','))
            return true;
    }
    return false;
}

static bool table_names(const char *table, const char *name)
{
    for (const char *row = table; *row == '|'; row = strchr(row, '\n') + 1) {
        if (is_key_of(row, name))
            return true;
    }
    return false;
}

/* From the top of the sources, where tests run. */
static void the_readme_names_every_key_of_a_session(void **state)
{
    size_t size;
    char *readme = path_read("README.md", 1 << 20, &size, NULL), names[64];
    (void)state;
    assert_non_null(readme);
    const char *table = strstr(readme, "## Keys\n\n| key");
    assert_non_null(table);
    for (size_t i = 0; i < KEY_ROW_COUNT; i++) {
        if (!(KEY_ROWS[i].where & KEYS_SESSION))
            continue;
        snprintf(names, sizeof names, "%s", KEY_ROWS[i].name);
        for (char *name = strtok(names, " "); name; name = strtok(NULL, " ")) {
            if (!table_names(strchr(table, '|'), name))
                fail_msg("README.md doesn't name the key %s (%s)", name, KEY_ROWS[i].help);
        }
    }
    free(readme);
}

static void help_fills_a_window_that_has_grown(void **state)
{
    struct pty *pty = open_walk(state);
    pty_resize(pty, 5, 20);
    pty_type(pty, "?");
    pty_expect(pty, "space p   pause, an…");
    pty_type(pty, "jjjjjjjjjjjjjjjjjjjjjjjjjjjjjj");
    pty_expect(pty, "Ctrl-C");
    pty_resize(pty, 40, 80);
    pty_expect(pty, "space p");
    pty_expect(pty, "Ctrl-C");
    pty_type(pty, CONTROL('l'));
    pty_pump(pty, 100);
    pty_expect(pty, "ground  any other key goes back"); /* drawn anew, and still there */
}

static void a_session_ends_on_a_closing_screen(void **state)
{
    static const char *const ARGV[] = {"numbmed", "play",   "blink",  "--minutes",
                                       "2s",      "--sink", "silent", NULL};
    struct stage *stage = *state;
    stage_add(stage, "blink", BLINK);
    stage_run(stage, 24, 80, NULL, ARGV);
    pty_expect(&stage->pty, "Thank you for sitting.");
    pty_expect(&stage->pty, "2 seconds of A blink");
    pty_expect(&stage->pty, "Enter");
    pty_resize(&stage->pty, 3, 12);
    pty_expect(&stage->pty, "Thank you.");
    pty_resize(&stage->pty, 5, 12);
    pty_expect(&stage->pty, "2 seconds");
    pty_expect(&stage->pty, "of A blink");
    pty_resize(&stage->pty, 24, 80);
    stage_leave(&stage->pty);
    assert_int_equal(pty_expect_end(&stage->pty), 0);
    pty_expect_restored(&stage->pty);
    pty_expect(&stage->pty, "2 seconds of A blink");
}

static void leaving_asks_once(void **state)
{
    struct pty *pty = open_walk(state);
    pty_expect(pty, "00:01");
    pty_type(pty, "q");
    pty_expect(pty, "q again leaves");
    pty_type(pty, "z");
    pty_expect_gone(pty, "q again leaves");
    pty_type(pty, "q");
    pty_expect(pty, "q again leaves");
    pty_type(pty, "q");
    assert_int_equal(pty_expect_end(pty), 0);
    pty_expect_restored(pty);
    pty_expect(pty, "of A walk");
}

static void without_colour_nothing_is_coloured(void **state)
{
    static const char *const ARGV[] = {"numbmed", "play", "walk", "--sink", "silent", "-m1", NULL};
    struct stage *stage = *state;
    VTermPos place;
    stage_run(stage, 24, 80, "NO_COLOR=1", ARGV);
    pty_expect(&stage->pty, "open the door");
    for (place.row = 0; place.row < 24; place.row++) {
        for (place.col = 0; place.col < 80; place.col++) {
            VTermScreenCell cell;
            vterm_screen_get_cell(stage->pty.screen, place, &cell);
            assert_true(VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) && VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
        }
    }
}

static void missing_recordings_are_told_in_one_line(void **state)
{
    struct pty *pty = open_walk(state);
    pty_expect(pty, "4 steps can't be spoken by 'heart'; their words are shown");
}

/* At 80 columns it is one line, at 40 two: all that was tried is named, and the margin stays free.
 */
static void without_sound_a_line_names_all_that_was_tried(void **state)
{
    static const char *const ARGV[] = {
        "sh", "-c",
        "PULSE_SERVER=unix:/nonexistent ALSA_CONFIG_PATH=/nonexistent AUDIODEVICE=nonexistent "
        "exec \"$NUMBMED\" play walk -m 1",
        NULL};
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    stage_run(stage, 24, 80, NULL, ARGV);
    pty_expect(pty, "   no sound: pulse, alsa, sndio and oss don't open; words are shown");
    stage_run(stage, 24, 40, NULL, ARGV);
    pty_expect(pty, "   no sound: pulse, alsa, sndio and");
    pty_expect(pty, "   oss don't open; words are shown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(the_screen_shows_where_one_is),
        SCREEN_TEST(the_words_move_sentence_by_sentence),
        SCREEN_TEST(a_pause_says_how_to_go_on_and_time_stands_still),
        SCREEN_TEST(a_notice_does_not_hide_that_it_is_paused),
        SCREEN_TEST(hints_and_status_keep_apart),
        SCREEN_TEST(keys_go_along_the_practice),
        SCREEN_TEST(arrows_seek_and_seeking_refits_nothing),
        SCREEN_TEST(a_refit_that_ends_later_says_by_how_much),
        SCREEN_TEST(long_silences_fade_the_words_out),
        SCREEN_TEST(voice_and_words_are_never_both_off),
        SCREEN_TEST(no_voice_by_the_key_is_for_this_sitting_only),
        SCREEN_TEST(volume_and_mute_show),
        SCREEN_TEST(the_background_stands_in_the_header),
        SCREEN_TEST(the_outline_ticks_what_was_sat_and_not_what_was_passed_over),
        SCREEN_TEST(help_lists_every_key_of_the_table),
        SCREEN_TEST(the_readme_names_every_key_of_a_session),
        SCREEN_TEST(help_fills_a_window_that_has_grown),
        SCREEN_TEST(a_session_ends_on_a_closing_screen),
        SCREEN_TEST(leaving_asks_once),
        SCREEN_TEST(without_colour_nothing_is_coloured),
        SCREEN_TEST(missing_recordings_are_told_in_one_line),
        SCREEN_TEST(without_sound_a_line_names_all_that_was_tried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
