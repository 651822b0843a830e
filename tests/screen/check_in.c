/* The check-in on a terminal. This program runs itself there, asking, and writes what is kept to a
 * file. */
#include "screen/player.h"

#include "ui/check_in_ask.h"
#include "ui/check_in_lines.h"
#include "ui/terminal.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))
/* Keys as a terminal sends them. */
#define UP "\033OA"
#define DOWN "\033OB"
#define RIGHT "\033OC"
#define LEFT "\033OD"
#define HOME "\033OH"
#define END "\033OF"
#define DOWN3 DOWN DOWN DOWN

/* ---- the one that asks; its arguments: how, the moment, the file */

static void write_answers(void *path, const struct check_in *answers)
{
    char *fresh = mem_format("%s.new", (char *)path);
    FILE *file = fopen(fresh, "w");
    for (int i = 0; i < SCALES; i++)
        fprintf(file, "%d ", answers->scales[i]);
    for (size_t i = 0; i < answers->word_count; i++)
        fprintf(file, "[%s]", answers->words[i]);
    fclose(file);
    rename(fresh, path);
    free(fresh);
}

static int ask(const char *how, enum moment moment, char *path)
{
    static const char *const ENDS[] = {"done", "skipped", "ground", "help", "gone"};
    struct theme theme;
    struct error error;
    struct check_in answers = CHECK_IN_EMPTY;
    enum check_in_end end;
    int signal;
    if (strcmp(how, "lines") == 0) {
        end = check_in_ask_lines(&answers, moment, write_answers, path, &signal);
    } else {
        if (!terminal_begin(&error))
            return 1;
        theme_choose(&theme, THEME_AUTO);
        end = check_in_ask(&answers, moment, &theme, write_answers, path, &signal);
        terminal_end();
    }
    printf("it ended: %s %d\n", ENDS[end], signal);
    return 0;
}

/* ---- running it */

static struct pty *open_as(struct stage *stage, int rows, int columns, const char *how,
                           const char *moment, const char *environment)
{
    char *path = path_join(stage->folder, "answers");
    const char *argv[] = {"/proc/self/exe", how, moment, path, NULL};
    unlink(path);
    stage_run(stage, rows, columns, environment, argv);
    free(path);
    return &stage->pty;
}

static struct pty *open_at(struct stage *stage, int rows, int columns)
{
    return open_as(stage, rows, columns, "screen", "after", NULL);
}

static struct pty *open_lines(struct stage *stage)
{
    struct pty *pty = open_as(stage, 24, 100, "lines", "after", NULL);
    pty_expect(pty, "unpleasant 0 to 100 pleasant:");
    return pty;
}

/* Waits until this was kept. */
static void expect_kept(struct stage *stage, const char *want)
{
    enum { TURNS = 250, SLICE_MS = 20 };
    char *path = path_join(stage->folder, "answers"), *text = NULL;
    size_t size;
    for (int i = 0; i < TURNS; i++) {
        free(text);
        text = path_read(path, 4096, &size, NULL);
        if (text && strcmp(text, want) == 0)
            break;
        pty_pump(&stage->pty, 0);
        usleep(SLICE_MS * 1000);
    }
    assert_non_null(text);
    assert_string_equal(text, want);
    free(text);
    free(path);
}

static void expect_end(struct stage *stage, const char *how, const char *kept)
{
    assert_int_equal(pty_expect_end(&stage->pty), 0);
    pty_expect(&stage->pty, how);
    pty_expect_restored(&stage->pty);
    expect_kept(stage, kept);
}

/* The first cell of a row that shows a text, at a column. */
static VTermScreenCell cell_of(struct pty *pty, const char *text, int column)
{
    VTermScreenCell cell;
    VTermPos place = {.row = pty_row_of(pty, text), .col = column};
    vterm_screen_get_cell(pty->screen, place, &cell);
    return cell;
}

/* The column of a character (of the basic plane, of one column) in a row; -1: it isn't there. */
static int column_of(struct pty *pty, int row, uint32_t character)
{
    int rows, columns;
    vterm_get_size(pty->vterm, &rows, &columns);
    for (VTermPos place = {.row = row}; place.col < columns; place.col++) {
        VTermScreenCell cell;
        vterm_screen_get_cell(pty->screen, place, &cell);
        if (cell.chars[0] == character)
            return place.col;
    }
    return -1;
}

/* ---- all at once */

static void all_of_it_is_on_one_screen_and_nothing_is_answered(void **state)
{
    static const char *const TEXTS[] = {"How is it now?",
                                        "never scored",
                                        "unpleasant",
                                        "pleasant",
                                        "low energy",
                                        "high energy",
                                        "How connected do you feel to what you feel?",
                                        "not at all",
                                        "fully",
                                        "○ can't tell",
                                        "numb ",
                                        "too much ",
                                        "not sure ",
                                        "tender",
                                        "open",
                                        "Enter go on",
                                        "Esc skip",
                                        "g ground",
                                        "c can't tell",
                                        "/ find",
                                        "? help"};
    struct pty *pty = open_at(*state, 24, 80);
    pty_expect(pty, "? help");
    for (size_t i = 0; i < COUNT(TEXTS); i++)
        pty_expect(pty, TEXTS[i]);
    assert_false(pty_shows(pty, "█") || pty_shows(pty, "▐") || pty_shows(pty, "●"));
    assert_int_equal(column_of(pty, pty_row_of(pty, "← →"), 0x2190), 32);
    pty_type(pty, "\033");
    expect_end(*state, "it ended: skipped 0", "-1 -1 -1 ");
}

static void before_a_sitting_it_is_asked_in_other_words(void **state)
{
    struct pty *pty = open_as(*state, 24, 80, "screen", "before", NULL);
    pty_expect(pty, "How is it before you begin?");
}

static void arrows_move_a_knob_that_wasnt_there(void **state)
{
    struct pty *pty = open_at(*state, 24, 80);
    pty_expect(pty, "← →");
    int row = pty_row_of(pty, "← →"), before = -1;
    pty_type(pty, " ");
    pty_expect_gone(pty, "← →");
    assert_int_equal(column_of(pty, row, 0x2588), 5 + 57 / 2); /* the middle of the line */
    pty_type(pty, HOME);
    for (int i = 0; i <= SCALE_STEPS; i += 10) { /* two arrows to each ten */
        char *kept = mem_format("%d -1 -1 ", i);
        expect_kept(*state, kept);
        int column = column_of(pty, row, 0x2588);
        column = column < 0 ? column_of(pty, row, 0x2590) : column;
        assert_true(column > before);
        before = column;
        pty_type(pty, RIGHT RIGHT);
        free(kept);
    }
    assert_int_equal(before, 5 + 57 - 1);
    pty_type(pty, "h" DOWN "l");
    expect_kept(*state, "99 51 -1 ");
}

static void cant_tell_is_marked_as_an_answer_and_moves_no_knob(void **state)
{
    struct pty *pty = open_at(*state, 24, 80);
    pty_expect(pty, "← →");
    pty_type(pty, RIGHT DOWN "c");
    pty_expect(pty, "● can't tell");
    assert_int_equal(pty_row_of(pty, "● can't tell"), pty_row_of(pty, "low energy") + 1);
    expect_kept(*state, "55 -2 -1 ");
    pty_type(pty, "c\177" UP "\177");
    pty_expect_gone(pty, "●");
    expect_kept(*state, "-1 -1 -1 ");
}

/* ---- words */

static void words_are_chosen_found_and_written(void **state)
{
    struct pty *pty = open_at(*state, 24, 80);
    pty_expect(pty, "← →");
    pty_type(pty, DOWN3);
    pty_expect(pty, "space chooses, / finds or takes your own");
    pty_type(pty, " " RIGHT RIGHT " ");
    pty_expect(pty, "Words for it  numb, foggy");
    pty_expect(pty, "● numb        nothing  ▸● foggy");
    pty_type(pty, "/gri");
    pty_expect(pty, "/gri▏  Enter takes it");
    pty_expect(pty, "Enter use   Ctrl-G ground   Esc back");
    pty_expect(pty, "▸  grieving    gri");
    assert_false(pty_shows(pty, "nothing"));
    pty_type(pty, "\r/wie Watte \303\274ber allem");
    pty_expect(pty, "Enter takes it as a word of yours");
    pty_type(pty, "\r");
    pty_expect(pty, "numb, foggy, grieving, wie Watte \303\274ber allem");
    expect_kept(*state, "-1 -1 -1 [numb][foggy][grieving][wie Watte \303\274ber allem]");
    pty_type(pty, "\r");
    expect_end(*state, "it ended: done 0",
               "-1 -1 -1 [numb][foggy][grieving][wie Watte \303\274ber allem]");
}

static void unreal_and_too_much_quietly_show_the_way_out(void **state)
{
    static const struct {
        int rows, columns;
        const char *line;
    } ROWS[] = {{40, 120, "If it grows too much: g grounds, eyes open · H shows whom to turn to"},
                {24, 80, "If it grows too much: g grounds, eyes open · H shows whom to turn to"},
                {12, 40, "g grounds, eyes open · H help now"},
                {5, 20, "g grounds · H help"}};
    static const char *const WORDS[] = {"unreal", "too much"};
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct pty *pty = open_at(*state, ROWS[i].rows, ROWS[i].columns);
        pty_expect(pty, "unpleasant");
        for (size_t j = 0; j < COUNT(WORDS); j++) {
            pty_type(pty, "/sad\r");
            pty_expect(pty, "● sad");
            assert_false(pty_shows(pty, "g grounds"));
            pty_type(pty, "/");
            pty_type(pty, WORDS[j]);
            pty_type(pty, "\r");
            pty_expect(pty, ROWS[i].line);
            pty_type(pty, "\177");
            pty_expect_gone(pty, ROWS[i].line);
        }
    }
}

/* ---- small screens, few colours */

static void in_little_room_one_question_stands_there_at_a_time(void **state)
{
    struct pty *pty = open_at(*state, 12, 40);
    pty_expect(pty, "1 of 4");
    pty_expect(pty, "○ can't tell   (c)");
    pty_expect(pty, "Enter go on  Esc skip  g ground");
    assert_false(pty_shows(pty, "energy"));
    pty_type(pty, "\r");
    pty_expect(pty, "low energy");
    pty_type(pty, LEFT "\r");
    pty_expect(pty, "How connected do you feel to what");
    pty_expect(pty, "you feel?");
    pty_type(pty, "c\r");
    pty_expect(pty, "▸  numb        nothing     foggy");
    pty_expect(pty, "↓");
    pty_type(pty, END " ");
    pty_expect(pty, "Words for it  open");
    pty_type(pty, "\r");
    expect_end(*state, "it ended: done 0", "-1 45 -2 [open]");
}

static void it_can_be_answered_in_five_rows_of_twenty_columns(void **state)
{
    struct pty *pty = open_at(*state, 5, 20);
    pty_expect(pty, "unpleasant  pleasant");
    pty_expect(pty, "g ground  Enter  1/4");
    pty_type(pty, RIGHT "\r\r");
    pty_expect(pty, "Connected to what");
    pty_expect(pty, "not at all     fully");
    pty_expect(pty, "○ can't tell   (c)");
    pty_type(pty, "c");
    pty_expect(pty, "● can't tell   (c)");
    pty_type(pty, "\r");
    pty_expect(pty, "space chooses");
    pty_expect(pty, "Enter go on g ground");
    pty_type(pty, " /mu\r");
    pty_expect(pty, "numb, too much");
    pty_expect(pty, "g grounds");
    pty_expect(pty, "▸● too much");
    pty_type(pty, "q");
    expect_end(*state, "it ended: skipped 0", "55 -1 -2 [numb][too much]");
}

static void no_size_is_too_small_and_another_one_loses_nothing(void **state)
{
    static const struct {
        int rows, columns;
        const char *shows;
    } SIZES[] = {{1, 1, "n"},        {18, 64, "Words for it  numb"},
                 {18, 63, "4 of 4"}, {60, 200, "never scored"},
                 {11, 20, "4 of 4"}, {3, 200, "Words for it  numb"},
                 {2, 5, "numb"},     {24, 80, "? help"}};
    struct pty *pty = open_at(*state, 24, 80);
    pty_expect(pty, "← →");
    pty_type(pty, RIGHT DOWN3 " ");
    pty_expect(pty, "Words for it  numb");
    for (size_t i = 0; i < COUNT(SIZES); i++) {
        pty_resize(pty, SIZES[i].rows, SIZES[i].columns);
        pty_expect(pty, SIZES[i].shows);
        pty_type(pty, UP DOWN "/numb");
        pty_pump(pty, 0);
        pty_type(pty, "\r");
    }
    pty_expect(pty, "Words for it  numb");
    pty_expect(pty, "? help");
    expect_kept(*state, "55 -1 -1 [numb]");
}

static void without_colours_marks_say_it_all(void **state)
{
    struct pty *pty = open_as(*state, 24, 80, "screen", "after", "NO_COLOR=1");
    pty_expect(pty, "← →");
    pty_type(pty, RIGHT DOWN "c" DOWN DOWN " ");
    pty_expect(pty, "▸● numb");
    pty_expect(pty, "● can't tell");
    int rows = 24, columns = 80;
    for (VTermPos place = {0}; place.row < rows;
         place.row += ++place.col == columns, place.col %= columns) {
        VTermScreenCell cell;
        vterm_screen_get_cell(pty->screen, place, &cell);
        assert_true(VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) && VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
    }
    assert_true(cell_of(pty, "▸● numb", 6).attrs.bold);
    assert_false(cell_of(pty, "too much", 6).attrs.bold);
}

/* Either end of a scale, each word and can't tell look the same. */
static void no_colour_judges(void **state)
{
    static const char *const TERMINALS[] = {"TERM=xterm-256color", "TERM=xterm"};
    static const int COLOURS[] = {109, 6};
    for (size_t i = 0; i < COUNT(TERMINALS); i++) {
        struct pty *pty = open_as(*state, 24, 80, "screen", "after", TERMINALS[i]);
        pty_expect(pty, "← →");
        pty_type(pty, HOME DOWN END DOWN "c" DOWN " /glad\r" UP " ");
        pty_expect(pty, "numb, glad, afraid");
        const VTermScreenCell cells[] = {cell_of(pty, "█──", 5), cell_of(pty, "──█", 61),
                                         cell_of(pty, "● can't tell", 65),
                                         cell_of(pty, "● numb", 6), cell_of(pty, "● glad", 6)};
        for (size_t j = 0; j < COUNT(cells); j++)
            assert_int_equal(cells[j].fg.indexed.idx, COLOURS[i]);
    }
}

/* ---- how it ends */

static void help_lists_the_keys_and_says_that_it_is_never_scored(void **state)
{
    struct pty *pty = open_at(*state, 24, 80);
    pty_expect(pty, "← →");
    pty_type(pty, "?");
    pty_expect(pty, "not validated, never scored");
    pty_expect(pty, "can't tell, or not sure");
    pty_type(pty, "x");
    pty_expect(pty, "← →");
}

static void g_grounds_and_capital_h_leads_to_help(void **state)
{
    struct pty *pty = open_at(*state, 24, 80);
    pty_expect(pty, "← →");
    pty_type(pty, RIGHT "g");
    expect_end(*state, "it ended: ground 0", "55 -1 -1 ");
    pty = open_at(*state, 12, 40);
    pty_expect(pty, "← →");
    pty_type(pty, "cH");
    expect_end(*state, "it ended: help 0", "-2 -1 -1 ");
}

static void however_it_ends_the_answers_are_kept(void **state)
{
    struct pty *pty = open_at(*state, 24, 80);
    pty_expect(pty, "← →");
    pty_type(pty, "c\003");
    expect_end(*state, "it ended: gone 0", "-2 -1 -1 ");
    pty = open_at(*state, 24, 80);
    pty_expect(pty, "← →");
    pty_type(pty, "l");
    pty_expect_gone(pty, "← →");
    kill(pty->pid, SIGTERM);
    expect_end(*state, "it ended: gone 15", "51 -1 -1 ");
    pty = open_at(*state, 24, 80);
    pty_expect(pty, "← →");
    pty_type(pty, "h");
    pty_expect_gone(pty, "← →");
    pty_close_window(pty);
    expect_kept(*state, "49 -1 -1 ");
}

static void what_has_settled_outlives_a_kill(void **state)
{
    struct pty *pty = open_at(*state, 24, 80);
    pty_expect(pty, "← →");
    pty_type(pty, RIGHT);
    expect_kept(*state, "55 -1 -1 "); /* with no other key */
    pty_type(pty, DOWN3 " ");
    expect_kept(*state, "55 -1 -1 [numb]");
    kill(pty->pid, SIGKILL);
    pty_expect_end(pty);
    expect_kept(*state, "55 -1 -1 [numb]");
}

static void ctrl_z_keeps_them_and_the_screen_comes_back(void **state)
{
    static const char SHELL[] = "set -m; \"$0\" screen after \"$1\"; echo stopped; read line; fg";
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    char self[4096] = "", *path = path_join(stage->folder, "answers");
    assert_true(readlink("/proc/self/exe", self, sizeof self - 1) > 0);
    const char *argv[] = {"sh", "-c", SHELL, self, path, NULL};
    stage_run(stage, 24, 80, NULL, argv);
    pty_expect(pty, "← →");
    pty_type(pty, "l\032");
    pty_expect(pty, "stopped");
    expect_kept(stage, "51 -1 -1 ");
    pty_type(pty, "\r");
    pty_expect(pty, "▐▌");
    pty_type(pty, "\033");
    pty_expect(pty, "it ended: skipped 0");
    free(path);
}

/* ---- in lines */

static void lines_ask_the_same(void **state)
{
    struct pty *pty = open_lines(*state);
    pty_expect(pty, "it is not validated, and never scored");
    assert_false(pty->other_screen);
    pty_type(pty, "good\r");
    pty_expect(pty, "write a number from 0 to 100, or c, or nothing");
    pty_type(pty, "70\r");
    pty_expect(pty, "low energy 0 to 100 high energy:");
    expect_kept(*state, "70 -1 -1 ");
    pty_type(pty, "\r");
    pty_expect(pty, "How connected do you feel to what you feel? not at all 0 to 100 fully:");
    pty_type(pty, "c\r");
    pty_expect(pty, "Words for it");
    pty_type(pty, "?\r");
    pty_expect(pty, "relieved, open");
    pty_type(pty, "Foggy, unreal, like rain\r");
    pty_expect(pty, "If it grows too much: numb");
    expect_end(*state, "it ended: done 0", "70 -1 -2 [foggy][unreal][like rain]");
}

static void lines_end_at_any_question(void **state)
{
    static const struct {
        const char *keys, *end;
    } ROWS[] = {{"q\r", "it ended: skipped 0"},
                {"\004", "it ended: skipped 0"},
                {"g\r", "it ended: ground 0"},
                {"H\r", "it ended: help 0"},
                {"\003", "it ended: gone 0"}};
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct pty *pty = open_lines(*state);
        pty_type(pty, "5\r");
        pty_expect(pty, "low energy");
        pty_type(pty, ROWS[i].keys);
        expect_end(*state, ROWS[i].end, "5 -1 -1 ");
    }
    struct pty *pty = open_lines(*state);
    kill(pty->pid, SIGTERM);
    expect_end(*state, "it ended: gone 15", "-1 -1 -1 ");
}

static void without_a_terminal_to_answer_from_nothing_is_asked(void **state)
{
    struct stage *stage = *state;
    char self[4096] = "", *path = path_join(stage->folder, "answers");
    assert_true(readlink("/proc/self/exe", self, sizeof self - 1) > 0);
    const char *argv[] = {"sh", "-c", "\"$0\" lines after \"$1\" </dev/null", self, path, NULL};
    stage_run(stage, 24, 100, NULL, argv);
    assert_int_equal(pty_expect_end(&stage->pty), 0);
    char *first = pty_row(&stage->pty, 0);
    assert_string_equal(first, "it ended: skipped 0");
    assert_int_equal(access(path, F_OK), -1);
    free(first);
    free(path);
}

int main(int argc, char **argv)
{
    if (argc == 4)
        return ask(argv[1], strcmp(argv[2], "before") == 0 ? MOMENT_BEFORE : MOMENT_AFTER, argv[3]);
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(all_of_it_is_on_one_screen_and_nothing_is_answered),
        SCREEN_TEST(before_a_sitting_it_is_asked_in_other_words),
        SCREEN_TEST(arrows_move_a_knob_that_wasnt_there),
        SCREEN_TEST(cant_tell_is_marked_as_an_answer_and_moves_no_knob),
        SCREEN_TEST(words_are_chosen_found_and_written),
        SCREEN_TEST(unreal_and_too_much_quietly_show_the_way_out),
        SCREEN_TEST(in_little_room_one_question_stands_there_at_a_time),
        SCREEN_TEST(it_can_be_answered_in_five_rows_of_twenty_columns),
        SCREEN_TEST(no_size_is_too_small_and_another_one_loses_nothing),
        SCREEN_TEST(without_colours_marks_say_it_all),
        SCREEN_TEST(no_colour_judges),
        SCREEN_TEST(help_lists_the_keys_and_says_that_it_is_never_scored),
        SCREEN_TEST(g_grounds_and_capital_h_leads_to_help),
        SCREEN_TEST(however_it_ends_the_answers_are_kept),
        SCREEN_TEST(what_has_settled_outlives_a_kill),
        SCREEN_TEST(ctrl_z_keeps_them_and_the_screen_comes_back),
        SCREEN_TEST(lines_ask_the_same),
        SCREEN_TEST(lines_end_at_any_question),
        SCREEN_TEST(without_a_terminal_to_answer_from_nothing_is_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
