/* The menus: what they show, how they move, what they remember. */
#include "screen/player.h"

#define MENU(...) ((const char *const[]){"numbmed", "play", "--sink", "silent", __VA_ARGS__ NULL})

static struct pty *open_menu(void **state)
{
    struct stage *stage = *state;
    stage_add(stage, "bad", BAD);
    stage_run(stage, 24, 80, NULL, MENU());
    pty_expect(&stage->pty, "Esc back");
    return &stage->pty;
}

static void the_menu_shows_title_line_and_lengths(void **state)
{
    struct pty *pty = open_menu(state);
    pty_type(pty, "/a walk\r");
    pty_expect(pty, "▸ A walk");
    pty_expect(pty, "Three steps for a test.");
    pty_expect(pty, "1 2 10 min");
    assert_int_equal(pty_row_of(pty, "1 2 10 min"), pty_row_of(pty, "A walk"));
    pty_type(pty, "\033OH");
    pty_expect(pty, "▸ Meeting numbness");
    assert_true(pty->other_screen);
    assert_false(pty->cursor);
}

static void keys_move_the_cursor_and_find_a_word(void **state)
{
    struct pty *pty = open_menu(state);
    pty_expect(pty, "▸ Meeting");
    pty_type(pty, KEY_UP); /* the first stays the first */
    pty_type(pty, "\033OF");
    pty_expect(pty, "▸ Help now");
    pty_type(pty, "j"); /* the last stays the last */
    pty_type(pty, "k");
    pty_expect(pty, "▸ Learn");
    pty_type(pty, KEY_UP);
    pty_expect(pty, "▸ Journal");
    pty_type(pty, KEY_UP);
    pty_expect(pty, "▸ Seven days");
    pty_type(pty, KEY_UP); /* over the row that parts them */
    pty_expect(pty, "▸ bad");
    pty_type(pty, "k");
    pty_expect(pty, "▸ A walk");
    pty_type(pty, KEY_DOWN);
    pty_expect(pty, "▸ bad");
    pty_type(pty, "jjjj");
    pty_expect(pty, "▸ Help now");
    pty_type(pty, "\033OH");
    pty_expect(pty, "▸ Meeting");
    pty_type(pty, "/three steps");
    pty_expect(pty, "▸ A walk");
    pty_expect(pty, "/ three steps");
    pty_type(pty, "\r");
    pty_expect_gone(pty, "/ three");
    pty_type(pty, "/xă漢");
    pty_expect(pty, "/ xă漢");
    pty_type(pty, "\177");
    pty_expect_gone(pty, "漢");
    pty_expect(pty, "/ xă");
}

static void a_word_is_found_whatever_its_case(void **state)
{
    static const char *const TYPED[] = {"/übung", "/ÜBUNG", "/ubung im g"};
    struct stage *stage = *state;
    stage_add(stage, "gehen",
              "format: 1\nid: gehen\ntitle: Übung im Gehen\nabout: Draußen.\nminutes: [2]\n"
              "default: 2\nsections:\n  - name: A\n    steps:\n      - id: a\n        pause: 1m\n");
    struct pty *pty = open_menu(state);
    for (size_t i = 0; i < sizeof TYPED / sizeof *TYPED; i++) {
        pty_type(pty, TYPED[i]);
        pty_expect(pty, "▸ Übung im Gehen");
        pty_type(pty, "\r\033OH");
        pty_expect(pty, "▸ Meeting");
    }
    pty_type(pty, "/DRAUSSEN");
    pty_expect(pty, "▸ Übung im Gehen");
}

static void a_word_that_no_row_holds_is_said_to_be_nowhere(void **state)
{
    struct pty *pty = open_menu(state);
    pty_type(pty, "/a wal");
    pty_expect(pty, "▸ A walk");
    pty_type(pty, "zz");
    pty_expect(pty, "/ a walzz▏  not found");
    pty_expect(pty, "▸ Meeting"); /* where it began */
    pty_type(pty, "\177\177");
    pty_expect_gone(pty, "not found");
    pty_expect(pty, "▸ A walk");
    pty_type(pty, "zz\r");
    pty_expect(pty, "nothing in this list holds that word");
    pty_expect(pty, "▸ Meeting");
    pty_type(pty, "j");
    pty_expect_gone(pty, "nothing in this list");
}

static void escape_takes_the_cursor_back_to_where_the_finding_began(void **state)
{
    struct pty *pty = open_menu(state);
    pty_type(pty, "j/a walk");
    pty_expect(pty, "▸ A walk");
    pty_type(pty, "\033[27u");
    pty_expect(pty, "▸ An anchor");
    pty_type(pty, "/a walk\r");
    pty_expect(pty, "▸ A walk");
    pty_expect_gone(pty, "/ a walk");
    assert_true(pty_shows(pty, "▸ A walk"));
}

static void arrows_go_through_all_rows_that_hold_the_word(void **state)
{
    struct pty *pty = open_menu(state);
    pty_type(pty, "/numbness");
    pty_expect(pty, "▸ Meeting numbness");
    pty_type(pty, KEY_DOWN);
    pty_expect(pty, "▸ Seven days for numbness");
    pty_type(pty, KEY_DOWN);
    pty_expect(pty, "▸ Learn"); /* by the line about it */
    pty_type(pty, KEY_UP KEY_UP);
    pty_expect(pty, "▸ Meeting numbness");
    pty_type(pty, KEY_UP); /* and round */
    pty_expect(pty, "▸ Learn");
    pty_type(pty, "\r");
    pty_expect_gone(pty, "/ numbness");
    assert_true(pty_shows(pty, "▸ Learn"));
}

/* What the usual one says would be untrue there. */
static void the_footer_is_true_while_a_text_is_typed(void **state)
{
    struct pty *pty = open_menu(state);
    pty_expect(pty, "Enter choose");
    pty_type(pty, "/x");
    pty_expect(pty, "Enter go   Ctrl-G ground   Esc back");
    assert_false(pty_shows(pty, "/ find"));
    pty_resize(pty, 24, 40);
    pty_expect(pty, "Enter go  Ctrl-G ground  Esc back");
    pty_type(pty, "\177a walk\r");
    pty_expect(pty, "Enter choose");
    pty_type(pty, "\r");
    pty_expect(pty, "other…");
    pty_type(pty, "\033OF\r");
    pty_expect(pty, "How many minutes, from ");
    pty_expect(pty, "Enter ok  Ctrl-G ground  Esc back");
}

static void a_broken_practice_says_why_and_cannot_be_begun(void **state)
{
    struct pty *pty = open_menu(state);
    pty_type(pty, "/bad\r\r");
    pty_expect(pty, "11:16: '3abc' isn't a duration");
    pty_expect(pty, "Esc back");
    pty_type(pty, "G/a walk\r\r");
    pty_expect(pty, "other…");
}

static struct pty *open_lengths(void **state)
{
    struct pty *pty = open_menu(state);
    pty_type(pty, "/a walk\r\r");
    pty_expect(pty, "other…");
    return pty;
}

static void a_first_time_listener_is_offered_ten_minutes(void **state)
{
    struct pty *pty = open_lengths(state);
    pty_expect(pty, "▸ 10 minutes");
    char *usual = pty_row(pty, pty_row_of(pty, "the usual length"));
    assert_non_null(strstr(usual, "2 minutes"));
    free(usual);
    pty_type(pty, "q");
    pty_expect(pty, "What would you like");
    pty_type(pty, "q");
    assert_int_equal(pty_expect_end(pty), 0);
    pty_expect_restored(pty);
}

static void any_length_that_fits_can_be_typed(void **state)
{
    static const struct {
        const char *typed, *says;
    } ROWS[] = {
        {"abc\r", "write a number of minutes"}, {"0\r", "write a number of minutes"},
        {"2s\r", "the shortest it can is"},     {"100000\r", "the longest it can is 4h"},
        {"\r", "write a number of minutes"},
    };
    struct pty *pty = open_lengths(state);
    pty_type(pty, "\033OF\r");
    pty_expect(pty, "How many minutes, from ");
    pty_type(pty, "\033");
    pty_expect_gone(pty, "How many minutes, from ");
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        pty_type(pty, "\r");
        pty_expect(pty, "How many minutes, from ");
        pty_type(pty, ROWS[i].typed);
        pty_expect(pty, ROWS[i].says);
    }
    pty_type(pty, "\r1m30x\177s\r");
    pty_expect(pty, "You might open the door now.");
    pty_expect(pty, "1m30s");
}

static void which_lengths_fit_is_said_before_one_is_typed(void **state)
{
    static const int SIZES[][2] = {{24, 80}, {12, 40}, {5, 20}};
    static const char *const SAYS[] = {"minutes, from 22s to 4h? ▏", "minutes, from 22s to 4h?",
                                       "from 22s to 4h?"};
    struct pty *pty = open_lengths(state);
    pty_expect(pty, "other…      from 22s to 4h");
    pty_type(pty, "\033[F\r");
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        pty_resize(pty, SIZES[i][0], SIZES[i][1]);
        pty_expect(pty, SAYS[i]);
    }
    pty_type(pty, "3s\r");
    pty_resize(pty, 24, 80);
    pty_expect(pty, "the shortest it can is 22s");
    pty_type(pty, "\r22s\r");
    pty_expect(pty, "· 22s");
}

static void a_single_length_is_not_asked_for(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    stage_run(stage, 24, 80, NULL, MENU("three-minute-pause", ));
    pty_expect(pty, "heart · 3 min");
    pty_type(pty, CONTROL('c'));
    pty_expect_end(pty);
    stage_run(stage, 24, 80, NULL, MENU());
    pty_expect(pty, "▸ Three-minute pause");
    pty_type(pty, "\r");
    pty_expect(pty, "heart · 3 min");
    pty_type(pty, CONTROL('c'));
    pty_expect_end(pty);
    stage_run(stage, 24, 80, NULL, MENU("three-minute-pause", "-m", "200s", ));
    pty_expect(pty, "heart · 3m20s");
    pty_type(pty, CONTROL('c'));
    pty_expect_end(pty);
    stage_run(stage, 24, 80, NULL, MENU("three-minute-pause", )); /* two are a choice */
    pty_expect(pty, "▸ 3m20s");
    pty_expect(pty, "3 minutes  ·  the usual length");
}

static void what_was_last_chosen_is_offered_first(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = open_lengths(state);
    pty_type(pty, "\033OH\r");
    pty_expect(pty, "open the door");
    pty_type(pty, "---");
    pty_expect(pty, "▮▮▮▮▮"); /* 85 of 100 */
    pty_type(pty, "-");
    pty_expect(pty, "▮▮▮▮▯");
    pty_type(pty, CONTROL('c'));
    assert_int_equal(pty_expect_end(pty), 0);
    stage_run(stage, 24, 80, NULL, MENU());
    pty_expect(pty, "▸ A walk");
    pty_type(pty, "\r");
    pty_expect(pty, "▸ 1 minute");
    pty_type(pty, "\r");
    pty_expect(pty, "▮▮▮▮▯");
}

static void a_length_that_was_typed_is_offered_again(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = open_lengths(state);
    pty_type(pty, "\033OF\r1m30s\r");
    pty_expect(pty, "open the door");
    pty_type(pty, CONTROL('c'));
    assert_int_equal(pty_expect_end(pty), 0);
    stage_run(stage, 24, 80, NULL, MENU());
    pty_expect(pty, "▸ A walk");
    pty_type(pty, "\r");
    pty_expect(pty, "▸ 1m30s");
    pty_expect(pty, "other…");
    assert_int_equal(pty_row_of(pty, "1m30s"), pty_row_of(pty, "1 minute") + 1);
    assert_int_equal(pty_row_of(pty, "2 minutes"), pty_row_of(pty, "1m30s") + 1);
    pty_type(pty, "\r");
    pty_expect(pty, "heart · 1m30s");
}

static void the_help_obeys_ctrl_c_and_signals(void **state)
{
    struct pty *pty = open_menu(state);
    pty_type(pty, "?");
    pty_expect(pty, "a page down");
    pty_type(pty, CONTROL('c'));
    assert_int_equal(pty_expect_end(pty), 0);
    pty = open_menu(state);
    pty_type(pty, "?");
    pty_expect(pty, "a page down");
    kill(pty->pid, SIGTERM);
    int status = pty_expect_end(pty);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    pty_expect_restored(pty);
}

static void what_is_cut_in_a_row_is_told_in_full_below(void **state)
{
    static const char LENGTHY[] =
        "format: 1\nid: lengthy\ntitle: Lengthy\nabout: A line about it that is so long that no "
        "row of eighty columns holds it to its very end.\nminutes: [5]\ndefault: 5\nsections:\n"
        "  - name: A\n    steps:\n      - id: a\n        pause: 3s\n";
    struct stage *stage = *state;
    stage_add(stage, "lengthy", LENGTHY);
    stage_run(stage, 24, 80, NULL, MENU());
    pty_expect(&stage->pty, "Esc back");
    pty_type(&stage->pty, "/lengthy\r");
    pty_expect(&stage->pty, "its very end.");
    char *row = pty_row(&stage->pty, pty_row_of(&stage->pty, "▸ Lengthy"));
    assert_non_null(strstr(row, "…"));
    free(row);
}

/* Whether a row of the menu is this, as far as its last letter. */
static bool is_row(struct pty *pty, const char *part, const char *whole)
{
    if (!pty_shows(pty, part))
        return false;
    char *row = pty_row(pty, pty_row_of(pty, part));
    size_t length = strlen(row);
    while (length && row[length - 1] == ' ')
        row[--length] = '\0';
    bool is = strcmp(row, whole) == 0;
    free(row);
    return is;
}

/* Waits for it: what a screen held before it was made narrower may look like it for a while. */
static void expect_row(struct pty *pty, const char *part, const char *whole)
{
    enum { TRIES = 500, WAIT_MS = 20 };
    for (int i = 0; i < TRIES && !is_row(pty, part, whole); i++)
        pty_pump(pty, WAIT_MS);
    if (!is_row(pty, part, whole)) {
        pty_expect(pty, whole);
        fail_msg("'%s' isn't all of its row", whole);
    }
}

#define LONG_TITLE "     Making room for difficult feelings"

static void titles_are_whole_where_there_is_room(void **state)
{
    static const char *const WIDE =
        LONG_TITLE "  A little space around something hard, by its edges, with…   10 15 20 min";
    struct pty *pty = open_menu(state);
    pty_resize(pty, 40, 80);
    pty_expect(pty, LONG_TITLE "  A little space around…  10 15 20 min");
    pty_resize(pty, 40, 116);
    pty_expect(pty, WIDE);
    pty_resize(pty, 60, 200); /* the table is no wider than 110 columns */
    pty_expect(pty, WIDE);
    pty_expect(pty, "Enter choose");
    expect_row(pty, LONG_TITLE, WIDE);
    pty_resize(pty, 40, 50); /* before the lengths of any row go, all of them do */
    pty_expect_gone(pty, "A little");
    pty_expect_gone(pty, "1 2 10 min");
    pty_expect(pty, "Enter choose"); /* the last row, which comes last */
    expect_row(pty, LONG_TITLE, LONG_TITLE);
    expect_row(pty, "Three-minute pause", "     Three-minute pause");
    pty_resize(pty, 24, 40);
    pty_expect(pty, "▸ Meeting numbness");
    pty_type(pty, "/difficult\r");
    pty_expect(pty, "Making room for difficult feeli…");
    pty_resize(pty, 24, 80);
    pty_type(pty, "/seven\r\r");
    pty_expect(pty, "2  One thing that is all right  One pleasant thing");
}

static void the_line_about_a_row_stands_near_the_list(void **state)
{
    struct pty *pty = open_menu(state);
    pty_resize(pty, 60, 100);
    pty_expect(pty, "Help now");
    pty_expect(pty, "▸ Meeting numbness");
    pty_expect(pty, "shut down.");
    pty_expect(pty, "Enter choose"); /* the last row, which comes last */
    int last = pty_row_of(pty, "Help now");
    assert_int_equal(pty_row_of(pty, "shut down."), last + 2);
    pty_type(pty, "/me"); /* what is found may be fewer rows: this doesn't move */
    pty_expect(pty, "/ me");
    assert_int_equal(pty_row_of(pty, "/ me"), 57);
}

/* A practice of a minute in a group. */
static void add_in_group(struct stage *stage, const char *id, const char *title, const char *group)
{
    char *text = mem_format("format: 1\nid: %s\ntitle: %s\nabout: One.\nminutes: [1]\ndefault: 1\n"
                            "group: %s\nsections:\n  - name: A\n    steps:\n      - id: a\n"
                            "        pause: 3s\n",
                            id, title, group);
    stage_add(stage, id, text);
    free(text);
}

static void practices_stand_in_groups_whose_headings_the_cursor_passes_over(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    add_in_group(stage, "a", "Wood", "materials");
    add_in_group(stage, "b", "Iron", "materials");
    add_in_group(stage, "c", "Round", "shapes");
    add_in_group(stage, "d", "Zebra first", "start here");
    stage_run(stage, 40, 80, NULL, MENU());
    pty_expect(pty, "Esc back");
    int row = pty_row_of(pty, "materials");
    assert_true(pty_row_of(pty, "start here") < row);
    assert_int_equal(pty_row_of(pty, "Iron"), row + 1);
    assert_int_equal(pty_row_of(pty, "Wood"), row + 2);
    assert_int_equal(pty_row_of(pty, "shapes"), row + 3);
    assert_int_equal(pty_row_of(pty, "Round"), row + 4);
    assert_int_equal(pty_row_of(pty, "others"), row + 5);
    pty_type(pty, "/wood\rj");
    pty_expect(pty, "▸ Round");
    pty_type(pty, "k");
    pty_expect(pty, "▸ Wood");
    pty_type(pty, "/shapes"); /* a heading isn't found */
    pty_expect(pty, "/ shapes");
    pty_type(pty, "\r");
    pty_expect_gone(pty, "/ shapes");
    pty_expect(pty, "▸");
}

static void a_heading_comes_into_sight_with_the_row_below_it(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    add_in_group(stage, "a", "Wood", "materials");
    add_in_group(stage, "d", "Zebra first", "start here");
    stage_run(stage, 5, 20, NULL, MENU());
    pty_expect(pty, "▸");
    pty_type(pty, "/wood\r");
    pty_expect(pty, "▸ Wood");
    pty_type(pty, "\033OF");
    pty_expect(pty, "▸ Help now");
    pty_type(pty, "/wood\r");
    pty_expect(pty, "▸ Wood");
    pty_expect(pty, "materials");
}

static void g_grounds_from_either_menu_and_is_not_offered_again(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    for (int menu = 0; menu < 2; menu++) {
        stage_run(stage, 24, 80, NULL, MENU());
        pty_expect(pty, "g ground");
        if (menu)
            pty_type(pty, "/a walk\r\r");
        pty_expect(pty, menu ? "other…" : "What would you like");
        pty_type(pty, "g");
        pty_expect(pty, "Grounding");
        pty_expect(pty, "open-ended");
        pty_type(pty, CONTROL('c'));
        assert_int_equal(pty_expect_end(pty), 0);
        char *remembered = stage_remembered(stage);
        assert_string_equal(remembered, "welcomed: true\n");
        free(remembered);
    }
}

/* The number behind an arrow; 0: it isn't on the screen. */
static int rows_beyond(struct pty *pty, const char *arrow)
{
    if (!pty_shows(pty, arrow))
        return 0;
    char *row = pty_row(pty, pty_row_of(pty, arrow));
    int count = atoi(strstr(row, arrow) + strlen(arrow));
    assert_non_null(strstr(row, " more"));
    free(row);
    return count;
}

static void a_list_says_how_much_of_it_is_out_of_sight_at_either_end(void **state)
{
    struct pty *pty = open_menu(state);
    pty_resize(pty, 14, 40);
    pty_expect(pty, "choose  g"); /* the last row, closer together */
    int all = rows_beyond(pty, "↓ ");
    assert_true(all > 10);
    assert_int_equal(rows_beyond(pty, "↑ "), 0);
    pty_type(pty, "\033OF");
    char *above = mem_format("↑ %d more", all);
    pty_expect(pty, above);
    assert_int_equal(rows_beyond(pty, "↓ "), 0);
    free(above);
    pty_type(pty, "/body scan\r");
    pty_expect(pty, "▸ Body scan");
    pty_expect(pty, " more   ↓ ");
    assert_true(rows_beyond(pty, "↑ ") > 0);
    assert_int_equal(rows_beyond(pty, "↑ ") + rows_beyond(pty, "↓ "), all);
}

static void below_the_practices_the_menu_leads_to_pages_and_help(void **state)
{
    struct pty *pty = open_menu(state);
    pty_type(pty, "\033OFk\r");
    pty_expect(pty, "What would you like to read?");
    pty_type(pty, "\r");
    pty_expect(pty, "What emotional numbness is");
    pty_type(pty, "qq");
    pty_expect(pty, "▸ Learn");
    pty_type(pty, "j\r");
    pty_expect(pty, "Call your local emergency number, or someone you trust.");
    pty_type(pty, "q");
    pty_expect(pty, "▸ Help now");
    pty_type(pty, "\r");
    pty_expect(pty, "Call your local");
    pty_type(pty, CONTROL('c'));
    assert_int_equal(pty_expect_end(pty), 0);
    pty_expect_restored(pty);
}

static void the_menu_fits_small_screens(void **state)
{
    struct stage *stage = *state;
    static const int SIZES[][2] = {{5, 20}, {12, 40}, {1, 1}, {24, 80}};
    stage_run(stage, 5, 20, NULL, MENU());
    pty_expect(&stage->pty, "▸ Meeting");
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        pty_resize(&stage->pty, SIZES[i][0], SIZES[i][1]);
        pty_pump(&stage->pty, 100);
    }
    pty_expect(&stage->pty, "What would you like");
    pty_type(&stage->pty, "?");
    pty_expect(&stage->pty, "a page down");
    pty_type(&stage->pty, "?");
    pty_expect(&stage->pty, "What would you like");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(the_menu_shows_title_line_and_lengths),
        SCREEN_TEST(keys_move_the_cursor_and_find_a_word),
        SCREEN_TEST(a_word_is_found_whatever_its_case),
        SCREEN_TEST(a_word_that_no_row_holds_is_said_to_be_nowhere),
        SCREEN_TEST(escape_takes_the_cursor_back_to_where_the_finding_began),
        SCREEN_TEST(arrows_go_through_all_rows_that_hold_the_word),
        SCREEN_TEST(the_footer_is_true_while_a_text_is_typed),
        SCREEN_TEST(a_broken_practice_says_why_and_cannot_be_begun),
        SCREEN_TEST(a_first_time_listener_is_offered_ten_minutes),
        SCREEN_TEST(any_length_that_fits_can_be_typed),
        SCREEN_TEST(which_lengths_fit_is_said_before_one_is_typed),
        SCREEN_TEST(a_single_length_is_not_asked_for),
        SCREEN_TEST(what_was_last_chosen_is_offered_first),
        SCREEN_TEST(a_length_that_was_typed_is_offered_again),
        SCREEN_TEST(the_help_obeys_ctrl_c_and_signals),
        SCREEN_TEST(what_is_cut_in_a_row_is_told_in_full_below),
        SCREEN_TEST(titles_are_whole_where_there_is_room),
        SCREEN_TEST(the_line_about_a_row_stands_near_the_list),
        SCREEN_TEST(practices_stand_in_groups_whose_headings_the_cursor_passes_over),
        SCREEN_TEST(a_heading_comes_into_sight_with_the_row_below_it),
        SCREEN_TEST(g_grounds_from_either_menu_and_is_not_offered_again),
        SCREEN_TEST(a_list_says_how_much_of_it_is_out_of_sight_at_either_end),
        SCREEN_TEST(below_the_practices_the_menu_leads_to_pages_and_help),
        SCREEN_TEST(the_menu_fits_small_screens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
