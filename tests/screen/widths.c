/* Characters that programs disagree about: what stands beside them stands where libc's table puts
 * it, at every width, and what libc doesn't know is shown as one replacement. */
#include "screen/player.h"

#include <wchar.h>

enum { NARROWEST = 40, WIDEST = 80, ROWS_HIGH = 60, MARGIN = 3 };

/* No character has this code, in any version of Unicode: to libc it is as those that are new. */
#define UNKNOWN "\xF0\x9F\xBF\xBE"
#define REPLACED "\xEF\xBF\xBD"

/* A title, what stands in its place on the screen but for what has no width (NULL: itself), and the
 * columns before its last word. */
static const struct {
    const char *id, *title, *shown, *last;
    int before;
} TITLES[] = {
    {"w-plain", "plain endzero", NULL, "endzero", 6},
    {"w-unknown", "new " UNKNOWN " " UNKNOWN UNKNOWN " endone",
     "new " REPLACED " " REPLACED REPLACED " endone", "endone", 9},
    /* a soft hyphen is one column, a zero width space none */
    {"w-soft", "soft\xC2\xADhyphen zwsp\xE2\x80\x8B endtwo", NULL, "endtwo", 17},
    /* word joiner, byte order mark, a tag, grapheme joiner */
    {"w-hidden", "wj\xE2\x81\xA0 bom\xEF\xBB\xBF tag\xF3\xA0\x81\x81 x\xCD\x8F endthree", NULL,
     "endthree", 13},
    {"w-joined", "\xD9\x86\xE2\x80\x8C\xD9\x85 e\xCC\x81 endfour", NULL, "endfour", 5},
    {"w-wide", "\xE5\x91\xBC\xE5\x90\xB8 \xE4\xB7\x80 endfive", NULL, "endfive", 8},
};

enum { COUNT = sizeof TITLES / sizeof *TITLES };

static void add_practices(struct stage *stage)
{
    for (size_t i = 0; i < COUNT; i++) {
        const char *title = TITLES[i].title;
        char *text = mem_format("format: 1\nid: %s\ntitle: \"%s\"\nabout: One.\nminutes: [2, 3]\n"
                                "default: 2\ngroup: widths\nsections:\n  - name: \"%s\"\n"
                                "    steps:\n      - id: one\n        say: \"%s\"\n"
                                "        pause: 3m\n",
                                TITLES[i].id, title, title, title);
        stage_add(stage, TITLES[i].id, text);
        free(text);
    }
}

/* The column at which a word of ASCII stands in a row; -1 where it doesn't. */
static int column_of(struct pty *pty, int row, const char *word)
{
    int rows, columns, length = (int)strlen(word);
    vterm_get_size(pty->vterm, &rows, &columns);
    for (int column = 0; column + length <= columns; column++) {
        int same = 0;
        VTermScreenCell cell;
        for (; same < length; same++) {
            vterm_screen_get_cell(pty->screen, (VTermPos){row, column + same}, &cell);
            if (cell.chars[0] != (unsigned char)word[same])
                break;
        }
        if (same == length)
            return column;
    }
    return -1;
}

static void check_title(struct pty *pty, size_t index, int columns)
{
    static const char LENGTHS[] = "2 3 min";
    int row = pty_row_of(pty, TITLES[index].last), right = (int)sizeof LENGTHS - 1;
    int names = column_of(pty, pty_row_of(pty, "plain endzero"), "plain");
    char *text = pty_row(pty, row);
    if (!strstr(text, TITLES[index].shown ? TITLES[index].shown : TITLES[index].title))
        fail_msg("at %d columns: %s", columns, text);
    assert_int_equal(column_of(pty, row, TITLES[index].last), names + TITLES[index].before);
    if (strstr(text, LENGTHS))
        assert_int_equal(column_of(pty, row, LENGTHS), columns - MARGIN - right);
    free(text);
}

static void every_row_of_a_menu_is_in_its_columns_at_every_width(void **state)
{
    static const char *const ARGV[] = {"numbmed", "play", "--sink", "silent", NULL};
    struct stage *stage = *state;
    assert_int_equal(wcwidth(0x1FFFE), -1);
    add_practices(stage);
    for (int columns = NARROWEST; columns <= WIDEST; columns++) {
        stage_run(stage, ROWS_HIGH, columns, NULL, ARGV);
        pty_expect(&stage->pty, "Enter choose");
        for (size_t i = 0; i < COUNT; i++)
            check_title(&stage->pty, i, columns);
    }
}

/* The sentence is in the middle, as wide as libc counts it. */
static void a_sentence_is_centred_by_the_same_table(void **state)
{
    struct stage *stage = *state;
    add_practices(stage);
    for (size_t i = 0; i < COUNT; i++) {
        const char *const argv[] = {"numbmed", "play",   TITLES[i].id, "--minutes",
                                    "3",       "--sink", "silent",     NULL};
        int columns = i % 2 ? NARROWEST : WIDEST - 1, row;
        stage_run(stage, 24, columns, NULL, argv);
        pty_expect(&stage->pty, "03:00");
        pty_expect(&stage->pty, TITLES[i].last);
        int width = TITLES[i].before + (int)strlen(TITLES[i].last);
        for (row = 4; column_of(&stage->pty, row, TITLES[i].last) < 0; row++)
            assert_true(row < 23);
        assert_int_equal(column_of(&stage->pty, row, TITLES[i].last),
                         (columns - width) / 2 + TITLES[i].before);
    }
}

/* What is typed into a note is kept as it is, shown by replacements, and counted as they are. */
static void a_note_counts_what_is_unknown_as_one_column(void **state)
{
    static const char *const ARGV[] = {"numbmed", "journal",          "add", "--minutes", "5",
                                       "--at",    "2026-11-30 07:00", NULL};
    static const char *const EDIT[] = {"numbmed", "journal", "edit", "1", NULL};
    struct stage *stage = *state;
    VTermPos cursor;
    char shown[4096];
    stage_run(stage, 24, 50, NULL, ARGV);
    assert_int_equal(pty_expect_end(&stage->pty), 0);
    stage_run(stage, 24, 50, "EDITOR", EDIT);
    pty_expect(&stage->pty, "Esc");
    pty_type(&stage->pty, "a" UNKNOWN "b" UNKNOWN "c");
    pty_expect(&stage->pty, "a" REPLACED "b" REPLACED "c");
    vterm_state_get_cursorpos(vterm_obtain_state(stage->pty.vterm), &cursor);
    assert_int_equal(cursor.col, MARGIN + 5);
    pty_type(&stage->pty, "\033");
    assert_int_equal(pty_expect_end(&stage->pty), 0);
    stage_capture(stage, "", "journal show 1", shown, sizeof shown);
    assert_non_null(strstr(shown, "a" UNKNOWN "b" UNKNOWN "c"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(every_row_of_a_menu_is_in_its_columns_at_every_width),
        SCREEN_TEST(a_sentence_is_centred_by_the_same_table),
        SCREEN_TEST(a_note_counts_what_is_unknown_as_one_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
