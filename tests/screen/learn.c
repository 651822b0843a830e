/* Pages to read: their menu, reading them on every size of screen, and in a pipe. */
#include "screen/player.h"

#include "base/text.h"

/* Sixty lines that tell where they are, two finds, and what a terminal would obey. */
static char *counted_page(void)
{
    char *text = mem_copy_text("# Counted lines\n\nThe first Zebra stands here.\n\n");
    for (int i = 1; i <= 60; i++) {
        char *longer = mem_format("%s- line %d of sixty\n", text, i);
        free(text);
        text = longer;
    }
    char *whole =
        mem_format("%s\n## The end\n\nA last zebra, \033]0;evil\007and\033[31m no red.\n", text);
    free(text);
    return whole;
}

static void add_page(struct stage *stage, const char *name, const char *text)
{
    char *path = mem_format("data/numbmed/scripts/learn/%s.txt", name);
    free(files_write(stage->folder, path, text));
    free(path);
}

static struct pty *open_page(void **state, int rows, int columns, const char *more)
{
    static const char *const ARGV[] = {"numbmed", "learn", "counted", NULL};
    struct stage *stage = *state;
    char *text = counted_page();
    add_page(stage, "counted", text);
    free(text);
    stage_run(stage, rows, columns, more, ARGV);
    pty_expect(&stage->pty, "Counted lines");
    pty_expect(&stage->pty, "g ground"); /* the last row, which comes last */
    return &stage->pty;
}

static void learn_offers_the_pages_and_comes_back_from_one(void **state)
{
    static const char *const ARGV[] = {"numbmed", "learn", NULL};
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    add_page(stage, "mine", "# A page of my own\n\nWith my words.\n");
    stage_run(stage, 24, 80, NULL, ARGV);
    pty_expect(pty, "What would you like to read?");
    pty_expect(pty, "▸ 1  What emotional numbness is");
    pty_expect(pty, "2  What practice may help with, and what it can't");
    pty_expect(pty, "5  When not to meditate, and when to seek a person");
    pty_expect(pty, "6  A page of my own");
    pty_type(pty, "/my own\r\r");
    pty_expect(pty, "With my words.");
    pty_expect_gone(pty, "What would you like to read?");
    pty_type(pty, "q");
    pty_expect(pty, "▸ 6  A page of my own");
    pty_type(pty, "\033");
    assert_int_equal(pty_expect_end(pty), 0);
    pty_expect_restored(pty);
}

static void the_keys_of_a_menu_page_through_it(void **state)
{
    struct pty *pty = open_page(state, 24, 80, NULL);
    pty_expect(pty, "· line 17 of sixty");
    assert_false(pty_shows(pty, "line 18 of"));
    pty_expect(pty, "0 % ↓");
    pty_type(pty, "j");
    pty_expect(pty, "line 18 of");
    pty_type(pty, "k");
    pty_expect_gone(pty, "line 18 of");
    pty_type(pty, " ");
    pty_expect_gone(pty, "line 16 of"); /* a line stays in sight */
    pty_expect(pty, "line 17 of");
    pty_type(pty, "\033[5~");
    pty_expect(pty, "Counted lines");
    pty_type(pty, "\033OF");
    pty_expect(pty, "A last zebra");
    pty_expect(pty, "100 %");
    assert_false(pty_shows(pty, "↓"));
    pty_type(pty, "\033OH");
    pty_expect(pty, "Counted lines");
    pty_type(pty, "\033[6~");
    pty_expect_gone(pty, "Counted lines");
}

static VTermScreenCell cell_of(struct pty *pty, const char *text)
{
    VTermScreenCell cell;
    VTermPos place = {.row = pty_row_of(pty, text)};
    char *row = pty_row(pty, place.row), *at = strstr(row, text);
    place.col = text_width(row, (size_t)(at - row));
    free(row);
    vterm_screen_get_cell(pty->screen, place, &cell);
    return cell;
}

static void a_word_is_found_from_here_on_and_round(void **state)
{
    struct pty *pty = open_page(state, 24, 80, NULL);
    pty_type(pty, "/zebra");
    pty_expect(pty, "/ zebra");
    assert_int_equal(cell_of(pty, "Zebra").fg.indexed.idx, 109);
    pty_type(pty, "\rn");
    pty_expect(pty, "A last zebra");
    assert_int_equal(cell_of(pty, "zebra").fg.indexed.idx, 109);
    pty_type(pty, "n");
    pty_expect(pty, "The first Zebra");
    pty_type(pty, "/zebu");
    pty_expect(pty, "/ zebu▏  not found");
    pty_type(pty, "\033");
    pty_expect_gone(pty, "zebu");
    pty_type(pty, "/zêBRA");
    pty_expect(pty, "/ zêBRA▏");
    assert_false(pty_shows(pty, "not found"));
    pty_type(pty, "\033");
    pty_expect(pty, "The first Zebra"); /* Esc ended the finding, not the page */
}

static void what_a_terminal_would_obey_stays_out(void **state)
{
    struct pty *pty = open_page(state, 24, 80, NULL);
    pty_type(pty, "\033OF");
    pty_expect(pty, "A last zebra, ]0;eviland[31m no red.");
    VTermScreenCell cell = cell_of(pty, "no red");
    assert_true(VTERM_COLOR_IS_DEFAULT_FG(&cell.fg));
}

static void it_fits_every_size_and_keeps_its_place(void **state)
{
    static const int SIZES[][2] = {{5, 20}, {12, 40}, {1, 1}, {2, 3}, {40, 120}, {24, 80}};
    struct pty *pty = open_page(state, 24, 80, NULL);
    pty_type(pty, "  ");
    pty_expect_gone(pty, "line 36 of");
    pty_expect(pty, "line 57 of");
    assert_int_equal(pty_row_of(pty, "line 37 of"), 1);
    pty_resize(pty, 5, 20);
    pty_expect(pty, "g ground Esc back"); /* close together only here */
    assert_int_equal(pty_row_of(pty, "line 37 of"), 0);
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        pty_resize(pty, SIZES[i][0], SIZES[i][1]);
        pty_pump(pty, 100);
    }
    pty_expect(pty, "line 40 of");
    pty_type(pty, CONTROL('l'));
    pty_type(pty, "\033OH");
    pty_expect(pty, "Counted lines");
}

static void no_word_is_lost_on_the_smallest_screen(void **state)
{
    struct pty *pty = open_page(state, 5, 20, "NO_COLOR=1");
    pty_expect(pty, "The first Zebra");
    pty_expect(pty, "stands here.");
    pty_expect(pty, "Esc back");
    pty_type(pty, "\033OF");
    pty_expect(pty, "no red.");
    pty_type(pty, "q");
    assert_int_equal(pty_expect_end(pty), 0);
}

static void without_colours_it_is_told_apart_by_weight(void **state)
{
    struct pty *pty = open_page(state, 24, 80, "NO_COLOR=1");
    VTermScreenCell title = cell_of(pty, "Counted"), text = cell_of(pty, "stands");
    assert_true(VTERM_COLOR_IS_DEFAULT_FG(&title.fg));
    assert_true(title.attrs.bold);
    assert_false(text.attrs.bold);
}

static void help_suspending_and_signals_are_as_everywhere(void **state)
{
    static const char *const ARGV[] = {
        "sh", "-c", "set -m; \"$NUMBMED\" learn care; echo the shell; read line; fg", NULL};
    struct stage *stage = *state;
    struct pty *pty = open_page(state, 24, 80, NULL);
    pty_type(pty, "?");
    pty_expect(pty, "find by a word");
    pty_type(pty, "?");
    pty_expect(pty, "Counted lines");
    kill(pty->pid, SIGTERM);
    int status = pty_expect_end(pty);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    pty_expect_restored(pty);
    stage_run(stage, 24, 80, NULL, ARGV);
    pty_expect(pty, "When not to meditate");
    pty_type(pty, CONTROL('z'));
    pty_expect(pty, "the shell");
    pty_expect_restored(pty);
    pty_type(pty, "\r");
    pty_expect(pty, "When not to meditate");
    pty_type(pty, CONTROL('c'));
    assert_int_equal(pty_expect_end(pty), 0);
}

/* The widest line, columns; the test fails where there is a control character. */
static int widest_of(const char *text)
{
    int widest = 0;
    for (; *text; text += strcspn(text, "\n") + 1) {
        size_t length = strcspn(text, "\n");
        int width = text_width(text, length);
        for (size_t i = 0; i < length; i++)
            assert_true((unsigned char)text[i] >= ' ');
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void a_pipe_gets_plain_lines_of_72_columns(void **state)
{
    char out[32768];
    assert_int_equal(stage_capture(*state, "", "learn numbness", out, sizeof out), 0);
    assert_int_equal(strncmp(out, "What emotional numbness is\n\nNumb, flat,", 38), 0);
    assert_in_range(widest_of(out), 66, 72);
    assert_non_null(strstr(out, "\n- Danger and trauma. Where"));
    assert_non_null(strstr(out, "\n[1]  Hunter ECM"));
}

static void plain_on_a_terminal_wraps_at_its_width(void **state)
{
    static const char *const ARGV[] = {"numbmed", "learn", "counted", "--plain", NULL};
    struct stage *stage = *state;
    add_page(stage, "counted", "# Counted\n\nOne two three four five six seven eight nine.\n");
    stage_run(stage, 24, 30, NULL, ARGV);
    assert_int_equal(pty_expect_end(&stage->pty), 0);
    assert_int_equal(pty_row_of(&stage->pty, "seven eight nine."),
                     pty_row_of(&stage->pty, "One two three four five six") + 1);
    assert_false(stage->pty.other_screen);
}

static void without_a_topic_a_pipe_gets_the_list(void **state)
{
    char out[8192];
    assert_int_equal(stage_capture(*state, "", "learn", out, sizeof out), 0);
    assert_non_null(strstr(out, "care        When not to meditate"));
    assert_non_null(strstr(out, "practice    What practice may help with"));
    assert_true(strstr(out, "numbness ") < strstr(out, "practice ") &&
                strstr(out, "habit ") < strstr(out, "care "));
    assert_int_equal(stage_capture(*state, "", "learn --json", out, sizeof out), 0);
    assert_non_null(strstr(out, "\"name\": \"habit\""));
    assert_non_null(strstr(out, "\"title\": \"Making it a habit\""));
}

static void what_cannot_be_read_is_told_in_a_sentence(void **state)
{
    static const struct {
        const char *command, *says;
        int code;
    } ROWS[] = {
        {"learn cra", "there is no page 'cra'; did you mean care?", 1},
        {"learn astronomy", "there is no page 'astronomy'; numbmed learn shows what there is", 1},
        {"learn ../../etc/passwd", "there is no page", 1},
        {"learn latin", "latin.txt is not UTF-8; save it in that encoding", 1},
        {"learn nameless", "nameless.txt has no title; let its first line begin with #", 1},
        {"learn care --json", "--json lists the pages; leave the topic out", 2},
        {"learn care habit", "learn takes only [TOPIC]; 'habit' is one too many", 2},
    };
    char out[4096];
    add_page(*state, "latin", "# Caf\xE9\n");
    add_page(*state, "nameless", "Words.\n");
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        int code = stage_capture(*state, "", ROWS[i].command, out, sizeof out);
        print_message("    %s: %s", ROWS[i].command, out);
        assert_int_equal(code, ROWS[i].code);
        assert_non_null(strstr(out, ROWS[i].says));
        assert_int_equal(strcspn(out, "\n") + 1, strlen(out));
    }
    assert_int_equal(stage_capture(*state, "", "learn", out, sizeof out), 0);
    assert_non_null(strstr(out, "latin       broken: "));
}

static void a_broken_page_hides_no_other(void **state)
{
    static const char *const ARGV[] = {"numbmed", "learn", NULL};
    struct stage *stage = *state;
    add_page(stage, "aaa", "Words without a title.\n");
    stage_run(stage, 24, 80, NULL, ARGV);
    pty_type(&stage->pty, "\033[F");
    pty_expect(&stage->pty, "▸ 6  aaa");
    pty_type(&stage->pty, "\r");
    pty_expect(&stage->pty, "has no title");
    pty_type(&stage->pty, "k\r");
    pty_expect(&stage->pty, "If you are in danger");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(learn_offers_the_pages_and_comes_back_from_one),
        SCREEN_TEST(the_keys_of_a_menu_page_through_it),
        SCREEN_TEST(a_word_is_found_from_here_on_and_round),
        SCREEN_TEST(what_a_terminal_would_obey_stays_out),
        SCREEN_TEST(it_fits_every_size_and_keeps_its_place),
        SCREEN_TEST(no_word_is_lost_on_the_smallest_screen),
        SCREEN_TEST(without_colours_it_is_told_apart_by_weight),
        SCREEN_TEST(help_suspending_and_signals_are_as_everywhere),
        SCREEN_TEST(a_pipe_gets_plain_lines_of_72_columns),
        SCREEN_TEST(plain_on_a_terminal_wraps_at_its_width),
        SCREEN_TEST(without_a_topic_a_pipe_gets_the_list),
        SCREEN_TEST(what_cannot_be_read_is_told_in_a_sentence),
        SCREEN_TEST(a_broken_page_hides_no_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
