/* The figure one breathes with: it grows and shrinks with the breath, or stands still. */
#include "screen/player.h"

#define RIGHT "\033OC"

/* A long breath for looking at it, then quick ones. */
static const char SLOW[] = "format: 1\nid: slow\ntitle: Slow\nabout: For a test.\nminutes: [2]\n"
                           "default: 2\nsections:\n  - name: Long\n    steps:\n"
                           "      - id: long\n        breathe: {in: 20s, out: 20s, times: 1}\n"
                           "      - id: quick\n        breathe: {in: 2s, out: 2s, times: 9}\n"
                           "        pause: 5s\n        grow: 0\n"
                           "  - name: End\n    closing: true\n    steps:\n"
                           "      - id: end\n        pause: 20s\n";

static const char BRIEF[] =
    "format: 1\nid: brief\ntitle: Brief\nabout: For a test.\nminutes: [1]\ndefault: 1\n"
    "sections:\n  - name: All\n    steps:\n      - id: brief\n"
    "        breathe: {in: 1s, out: 2s, times: 3}\n        pause: 51s\n";

static struct pty *open_slow(void **state, int rows, int columns, const char *environment,
                             const char *option)
{
    const char *const argv[] = {"numbmed", "play",   "slow", "--minutes", "2",
                                "--sink",  "silent", option, "false",     NULL};
    struct stage *stage = *state;
    stage_add(stage, "slow", SLOW);
    stage_run(stage, rows, columns, environment, argv);
    pty_expect(&stage->pty, "breathe in");
    return &stage->pty;
}

#define TONELESS "--breath-tone" /* which goes with a session without sound anyway */

/* At the beginning of the long breath, where it stays. */
static struct pty *open_paused(void **state, int rows, int columns, const char *environment,
                               const char *option)
{
    struct pty *pty = open_slow(state, rows, columns, environment, option);
    pty_type(pty, " ");
    pty_expect(pty, "paused");
    return pty;
}

static VTermScreenCell cell_at(struct pty *pty, int row, int column)
{
    VTermScreenCell cell;
    vterm_screen_get_cell(pty->screen, (VTermPos){row, column}, &cell);
    return cell;
}

static bool is_braille(const VTermScreenCell *cell)
{
    return cell->chars[0] > 0x2800 && cell->chars[0] <= 0x28ff;
}

/* Cells of the disc: in the accent's colour, or where there is none in bold. */
static int disc_size(struct pty *pty)
{
    int rows, columns, size = 0;
    vterm_get_size(pty->vterm, &rows, &columns);
    for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
            VTermScreenCell cell = cell_at(pty, row, column);
            bool accent =
                cell.attrs.bold || (VTERM_COLOR_IS_INDEXED(&cell.fg) && cell.fg.indexed.idx == 109);
            size += is_braille(&cell) && accent;
        }
    }
    return size;
}

/* The last row of the figure, and where it begins and ends, in columns. */
static int figure_bottom(struct pty *pty, int *left, int *right)
{
    int rows, columns, bottom = -1;
    vterm_get_size(pty->vterm, &rows, &columns);
    *left = columns;
    *right = -1;
    for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
            VTermScreenCell cell = cell_at(pty, row, column);
            if (!is_braille(&cell))
                continue;
            bottom = row;
            *left = column < *left ? column : *left;
            *right = column > *right ? column : *right;
        }
    }
    return bottom;
}

/* Five seconds on; its clock tells when that is on the screen. */
static void go_on(struct pty *pty, int seconds)
{
    char clock[16];
    pty_type(pty, RIGHT);
    snprintf(clock, sizeof clock, "00:%02d", seconds);
    pty_expect(pty, clock);
    pty_pump(pty, 50);
}

/* Where the clock stands, read from the screen: the pause came within the first seconds. */
static int begin_second(struct pty *pty)
{
    for (int second = 0; second < 4; second++) {
        char clock[16];
        snprintf(clock, sizeof clock, "00:0%d", second);
        if (pty_shows(pty, clock))
            return second;
    }
    fail_msg("the session didn't begin at its beginning");
    return 0;
}

static void assert_grows_and_shrinks(struct pty *pty)
{
    int begin = begin_second(pty), before = disc_size(pty);
    assert_true(before > 0);
    for (int second = 5; second <= 15; second += 5) {
        go_on(pty, begin + second);
        assert_true(pty_shows(pty, "breathe in"));
        int size = disc_size(pty);
        print_message("    %d s: %d cells\n", begin + second, size);
        assert_true(size > before);
        before = size;
    }
    go_on(pty, begin + 20);
    assert_true(pty_shows(pty, "breathe out"));
    before = disc_size(pty);
    for (int second = 25; second <= 35; second += 5) {
        go_on(pty, begin + second);
        assert_true(pty_shows(pty, "breathe out"));
        int size = disc_size(pty);
        print_message("    %d s: %d cells\n", begin + second, size);
        assert_true(size < before);
        before = size;
    }
}

static void the_figure_grows_with_the_breath_in_and_shrinks_with_the_breath_out(void **state)
{
    static const int SIZES[][2] = {{24, 80}, {40, 120}, {12, 40}};
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++)
        assert_grows_and_shrinks(open_paused(state, SIZES[i][0], SIZES[i][1], NULL, TONELESS));
}

static void it_stands_in_the_middle_with_its_word_below(void **state)
{
    static const int SIZES[][2] = {{24, 80}, {40, 120}, {12, 40}};
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        int left, right, columns = SIZES[i][1];
        struct pty *pty = open_paused(state, SIZES[i][0], columns, NULL, TONELESS);
        int bottom = figure_bottom(pty, &left, &right), word = pty_row_of(pty, "breathe in");
        assert_in_range(left + right + 1 - columns + 1, 0, 2);
        assert_in_range(word - bottom, 1, 2);
        if (SIZES[i][0] >= 24)
            assert_int_equal(pty_row_of(pty, "1 of 1"), word + 1);
        char *row = pty_row(pty, word);
        assert_in_range(strstr(row, "breathe in") - row - (columns - 10) / 2 + 1, 0, 2);
        free(row);
    }
}

static void without_colour_it_is_there_all_the_same(void **state)
{
    struct pty *pty = open_paused(state, 24, 80, "NO_COLOR=1", TONELESS);
    assert_grows_and_shrinks(pty);
    for (int row = 0; row < 24; row++) {
        for (int column = 0; column < 80; column++) {
            VTermScreenCell cell = cell_at(pty, row, column);
            assert_true(VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) && VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
        }
    }
}

/* How many ways it looks within a second and a half: it would be two if only the clock moved it. */
static int looks_of(struct pty *pty)
{
    int looks = 0;
    char *shown = NULL;
    for (int i = 0; i < 75; i++) {
        char *all = mem_copy_text(""), *more;
        pty_pump(pty, 20);
        for (int row = 0; row < 18; row++, free(all), all = more) {
            char *text = pty_row(pty, row);
            more = mem_format("%s%s\n", all, text);
            free(text);
        }
        looks += !shown || strcmp(all, shown) != 0;
        free(shown);
        shown = all;
    }
    free(shown);
    return looks;
}

static void it_moves_smoothly(void **state)
{
    struct pty *pty = open_slow(state, 24, 80, NULL, TONELESS);
    pty_type(pty, "n");
    pty_expect(pty, "of 9");
    int looks = looks_of(pty);
    print_message("    %d pictures in 1.5 s\n", looks);
    assert_true(looks >= 10);
    pty_type(pty, " ");
    pty_expect(pty, "paused");
    pty_pump(pty, 100);
    assert_int_equal(looks_of(pty), 1);
}

static void without_motion_it_stands_still_and_words_tell_the_pace(void **state)
{
    struct pty *pty = open_paused(state, 24, 80, NULL, "--motion");
    int begin = begin_second(pty), size = disc_size(pty);
    assert_true(size > 0);
    assert_true(pty_shows(pty, "breathe in · 20 s"));
    for (int second = 5; second <= 35; second += 5) {
        go_on(pty, begin + second);
        assert_int_equal(disc_size(pty), size);
    }
    assert_true(pty_shows(pty, "breathe out · 20 s"));
    pty_type(pty, "n ");
    pty_expect(pty, "breathe in · 2 s");
    pty_expect(pty, "breathe out · 2 s");
    assert_int_equal(disc_size(pty), size);
}

/* The bar's width, columns: blocks, and what is set in reverse. */
static int bar_width(struct pty *pty)
{
    int width = 0;
    for (int column = 0; column < 20; column++) {
        VTermScreenCell cell = cell_at(pty, 1, column);
        width += cell.attrs.reverse || (cell.chars[0] >= 0x2588 && cell.chars[0] <= 0x258f);
    }
    return width;
}

static void a_small_screen_has_a_bar_and_the_word(void **state)
{
    struct pty *pty = open_paused(state, 5, 22, NULL, TONELESS);
    int begin = begin_second(pty), before = bar_width(pty);
    assert_in_range(before, 1, 2);
    assert_int_equal(pty_row_of(pty, "breathe in"), 2);
    for (int second = 5; second <= 15; second += 5) {
        go_on(pty, begin + second);
        assert_true(bar_width(pty) > before);
        before = bar_width(pty);
    }
    assert_in_range(before, 14, 18);
    pty_resize(pty, 1, 1);
    pty_resize(pty, 2, 7);
    pty_resize(pty, 3, 200);
    pty_resize(pty, 24, 80);
    pty_expect(pty, "1 of 1");
}

/* They are counted by the clock, not by pictures. */
static void a_notice_stays_while_it_moves(void **state)
{
    struct pty *pty = open_slow(state, 24, 80, NULL, TONELESS);
    pty_type(pty, "]");
    pty_expect(pty, "no background is on");
    for (int i = 0; i < 150; i++)
        pty_pump(pty, 20);
    assert_true(pty_shows(pty, "no background is on"));
}

static void lines_tell_the_first_breath_and_how_many_more(void **state)
{
    static const char *const ARGV[] = {"numbmed", "play",   "brief",   "--minutes", "1",
                                       "--sink",  "silent", "--plain", NULL};
    struct stage *stage = *state;
    stage_add(stage, "brief", BRIEF);
    stage_run(stage, 24, 80, NULL, ARGV);
    pty_expect(&stage->pty, "00:00  breathe in, 1 second");
    pty_expect(&stage->pty, "00:01  breathe out, 2 seconds");
    pty_expect(&stage->pty, "00:03  and 2 more breaths at this pace");
    pty_pump(&stage->pty, 1000);
    pty_pump(&stage->pty, 1000);
    assert_false(pty_shows(&stage->pty, "00:04"));
    pty_expect(&stage->pty, "00:09  breathe as you like");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(the_figure_grows_with_the_breath_in_and_shrinks_with_the_breath_out),
        SCREEN_TEST(it_stands_in_the_middle_with_its_word_below),
        SCREEN_TEST(without_colour_it_is_there_all_the_same),
        SCREEN_TEST(it_moves_smoothly),
        SCREEN_TEST(without_motion_it_stands_still_and_words_tell_the_pace),
        SCREEN_TEST(a_small_screen_has_a_bar_and_the_word),
        SCREEN_TEST(a_notice_stays_while_it_moves),
        SCREEN_TEST(lines_tell_the_first_breath_and_how_many_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
