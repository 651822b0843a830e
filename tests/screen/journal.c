/* The journal on the screen: looked through, searched, read, changed. */
#include "screen/keeper.h"

#include <sqlite3.h>

static const char *const ARGV[] = {"numbmed", "journal", NULL};

/* Three sittings, the newest with a check-in. */
static void fill(const struct stage *stage)
{
    struct record record = keeper_record("Body scan", "Rain on the roof.\n\n  Then tea.", 0);
    struct check_in *before = &record.check_ins[MOMENT_BEFORE];
    struct check_in *after = &record.check_ins[MOMENT_AFTER];
    before->scales[SCALE_PLEASANT] = 0;
    after->scales[SCALE_PLEASANT] = 70;
    after->scales[SCALE_ENERGY] = ANSWER_CANT_TELL;
    after->scales[SCALE_CONNECTED] = 100;
    check_in_toggle_word(after, "foggy");
    check_in_toggle_word(after, "a bit lighter");
    record.planned = 900;
    record.ending = ENDING_EARLY;
    keeper_save(stage, &record);
    keeper_add(stage, "An anchor", "Wind, and rain later.", 1);
    keeper_add(stage, "Loving-kindness", NULL, 400);
}

static struct pty *look(void **state, int rows, int columns, const char *more)
{
    struct stage *stage = *state;
    stage_run(stage, rows, columns, more, ARGV);
    return &stage->pty;
}

static struct pty *look_filled(void **state, int rows, int columns)
{
    fill(*state);
    return look(state, rows, columns, NULL);
}

static void an_empty_journal_says_so_in_a_sentence(void **state)
{
    static const int SIZES[][2] = {{40, 120}, {24, 80}, {12, 40}, {5, 20}};
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        struct pty *pty = look(state, SIZES[i][0], SIZES[i][1], NULL);
        pty_expect(pty, "Nothing is written");
        pty_type(pty, "jkGed\rDD/x\033[27u"); /* Esc, apart from what follows */
        pty_expect(pty, "Nothing is written");
        pty_type(pty, "q");
        assert_int_equal(pty_expect_end(pty), 0);
        pty_expect_restored(pty);
    }
}

static void sittings_are_listed_newest_first_at_every_size(void **state)
{
    static const int SIZES[][2] = {{40, 120}, {24, 80}, {12, 40}};
    fill(*state);
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        struct pty *pty = look(state, SIZES[i][0], SIZES[i][1], NULL);
        pty_expect(pty, "Journal · 3 sittings");
        pty_expect(pty, "▸ today ");
        pty_expect(pty, "Esc back"); /* the last row, which comes last */
        int row = pty_row_of(pty, "▸ today ");
        assert_int_equal(row, pty_row_of(pty, "Body scan"));
        assert_int_equal(row + 1, pty_row_of(pty, "yesterday "));
        assert_int_equal(row + 1, pty_row_of(pty, "An anchor"));
        assert_int_equal(row + 2, pty_row_of(pty, "Loving"));
        pty_type(pty, "j");
        pty_expect(pty, "▸ yesterday");
        pty_expect(pty, SIZES[i][1] > 40 ? "An anchor · Wind, and rain later." : "rain later.");
    }
}

static void an_unsure_date_is_marked_in_the_list_and_on_its_page(void **state)
{
    struct record record = keeper_record("Body scan", "Rain.", 0);
    record.began = -100000;
    record.utc_offset = 0;
    keeper_save(*state, &record);
    struct pty *pty = look(state, 24, 80, NULL);
    pty_expect(pty, "▸ 30 Dec 1969 20:13  Body scan · date unsure · Rain.");
    pty_type(pty, "\r");
    pty_expect(pty, "Tuesday 30 December 1969, 20:13");
    pty_expect(pty, "The date is unsure, as the clock was wrong");
}

static void the_smallest_screen_shows_when_and_opens_what(void **state)
{
    struct pty *pty = look_filled(state, 5, 20);
    pty_expect(pty, "▸ today ");
    pty_type(pty, "j\r");
    pty_expect(pty, "An anchor");
    pty_type(pty, "G\033OF");
    pty_expect(pty, "Number 2");
    pty_type(pty, "qd");
    pty_expect(pty, "Deleted (u undoes)");
    pty_type(pty, "u");
    pty_expect(pty, "It is back");
}

static void words_are_searched_as_they_are_typed(void **state)
{
    struct pty *pty = look_filled(state, 24, 80);
    pty_expect(pty, "3 sittings");
    pty_type(pty, "/rai");
    pty_expect(pty, "Enter keep   Ctrl-G ground   Esc all");
    pty_expect(pty, "2 with “rai”");
    pty_expect_gone(pty, "Loving");
    pty_type(pty, "n wi");
    pty_expect(pty, "1 with “rain wi”");
    pty_expect(pty, "▸ yesterday");
    pty_type(pty, "\177\177ro\r");
    pty_expect(pty, "1 with “rain ro”");
    pty_expect(pty, "▸ today");
    pty_type(pty, "/\177\177zebra");
    pty_expect(pty, "0 with “rain zebra”");
    pty_expect(pty, "Nothing here holds these words. Esc shows all.");
    pty_type(pty, "\033[27u");
    pty_expect(pty, "3 sittings");
    pty_type(pty, "/fogg\r"); /* a feeling */
    pty_expect(pty, "1 with “fogg”");
    pty_type(pty, "\033[27u");
    pty_expect(pty, "3 sittings");
    pty_type(pty,
             "/caf\303\251\303\251\177\177\177\177\177anchor\r\r"); /* faster than it searches */
    pty_expect(pty, "It went on to its end.");
    pty_expect(pty, "Wind, and rain later.");
}

static void one_is_read_on_a_page_that_judges_nothing(void **state)
{
    struct pty *pty = look_filled(state, 40, 80);
    pty_expect(pty, "3 sittings");
    pty_type(pty, "\r");
    pty_expect(pty, "10 minutes, with 15 minutes chosen");
    pty_expect(pty, "It ended when that was enough. All of it counts.");
    pty_expect(pty, "Before");
    pty_expect(pty, "· ●────────── unpleasant");
    pty_expect(pty, "After");
    pty_expect(pty, "· ───────●─── rather pleasant");
    pty_expect(pty, "· energy: can't tell");
    pty_expect(pty, "· ──────────● connected to feelings");
    pty_expect(pty, "· foggy, a bit lighter");
    pty_expect(pty, "Number 1 in the journal");
    assert_int_equal(pty_row_of(pty, "Rain on the roof.") + 2, pty_row_of(pty, "Then tea."));
    pty_type(pty, "q");
    pty_expect(pty, "3 sittings");
    pty_type(pty, "\033OF\r");
    pty_expect(pty, "There is no note; e writes one.");
}

static void what_is_deleted_comes_back_by_u(void **state)
{
    struct pty *pty = look_filled(state, 24, 80);
    pty_expect(pty, "3 sittings");
    pty_type(pty, "u");
    pty_expect(pty, "nothing was deleted just now");
    pty_type(pty, "jd");
    pty_expect(pty, "Deleted (u undoes): yesterday");
    pty_expect(pty, "2 sittings");
    pty_type(pty, "d");
    pty_expect(pty, "1 sitting");
    pty_type(pty, "u");
    pty_expect(pty, "2 sittings");
    pty_expect(pty, "It is back: ");
    pty_type(pty, "u");
    pty_expect(pty, "3 sittings");
    pty_expect(pty, "▸ yesterday");
    pty_type(pty, "\rd"); /* from its page, too */
    pty_expect(pty, "Deleted (u undoes): yesterday");
    pty_expect(pty, "2 sittings");
}

static void the_note_of_before_comes_back_by_u(void **state)
{
    struct pty *pty = look_filled(state, 24, 80);
    pty_expect(pty, "3 sittings");
    pty_type(pty, "\033OF\r");
    pty_expect(pty, "It went on");
    pty_type(pty, "u");
    pty_expect(pty, "no former note of it is kept");
    pty_type(pty, "e");
    pty_expect_gone(pty, "It went on");
    pty_type(pty, "First words.\033");
    pty_expect(pty, "It went on");
    pty_type(pty, "e");
    pty_expect_gone(pty, "It went on");
    pty_type(pty, " And more.\033[27u");
    pty_expect(pty, "It went on");
    pty_expect(pty, "First words. And more.");
    pty_type(pty, "u");
    pty_expect(pty, "the previous note is back");
    pty_expect_gone(pty, "And more.");
}

static void what_was_deleted_before_is_shown_by_capital_d(void **state)
{
    struct pty *pty = look_filled(state, 24, 80);
    pty_expect(pty, "3 sittings");
    pty_type(pty, "d");
    pty_expect(pty, "Deleted (u undoes)");
    pty_type(pty, "q");
    assert_int_equal(pty_expect_end(pty), 0);
    pty = look(state, 24, 80, NULL);
    pty_expect(pty, "2 sittings");
    pty_type(pty, "D");
    pty_expect(pty, "Deleted · 1 sitting");
    pty_type(pty, "\r");
    pty_expect(pty, "It is deleted, and can be brought back.");
    pty_type(pty, "qu");
    pty_expect(pty, "Nothing is deleted.");
    pty_type(pty, "\033[27u");
    pty_expect(pty, "3 sittings");
    pty_expect(pty, "▸ today");
}

static void a_sitting_elsewhere_is_added_by_a(void **state)
{
    struct pty *pty = look_filled(state, 24, 80);
    pty_expect(pty, "3 sittings");
    pty_type(pty, "afew\r");
    pty_expect(pty, "A number, such as 12 or 12m30s:");
    pty_type(pty, "20\r");
    pty_expect(pty, "When did it begin?");
    pty_type(pty, "2999-01-01 10:00\r");
    pty_expect(pty, "Before now, such as");
    pty_type(pty, "2024-02-29 07:30\r");
    pty_expect(pty, "What was it?");
    pty_type(pty, "Zazen \303\274ber \346\226\207\345\255\227\r");
    pty_expect(pty, "A line about it?");
    pty_type(pty, "Bells, far away.\r");
    pty_expect(pty, "Added: 29 Feb 2024 07:30, Zazen über 文字.");
    pty_expect(pty, "▸ 29 Feb 2024 07:30  Zazen über 文字 · Bells, far away.");
    pty_expect(pty, "20 min");
    pty_type(pty, "a15\033[27u"); /* Esc adds nothing */
    pty_expect_gone(pty, "How many");
    pty_type(pty, "\r");
    pty_expect(pty, "Added by hand.");
    pty_type(pty, "q");
    pty_expect(pty, "4 sittings");
    pty_type(pty, "a15\r\r\r\r");
    pty_expect(pty, "A sitting elsewhere");
    pty_expect(pty, "5 sittings");
}

static void a_note_is_written_and_found(void **state)
{
    struct pty *pty = look_filled(state, 24, 80);
    pty_expect(pty, "3 sittings");
    pty_type(pty, "\033OFe");
    pty_expect_gone(pty, "3 sittings");
    pty_expect(pty, "Loving-kindness");
    pty_type(pty, "Kind, \346\226\207\345\255\227.\rSecond.\033[27u");
    pty_expect(pty, "Loving-kindness · Kind, 文字. Second.");
    pty_type(pty, "/second\r\re"); /* from its page, too */
    pty_expect_gone(pty, "It went on");
    pty_type(pty, " Third.\033[27u");
    pty_expect(pty, "It went on to its end.");
    pty_expect(pty, "Second. Third.");
    char *note = keeper_note(*state, 3);
    assert_string_equal(note, "Kind, 文字.\nSecond. Third.");
    free(note);
}

static void a_note_is_saved_however_it_ends(void **state)
{
    struct pty *pty = look_filled(state, 24, 80);
    pty_expect(pty, "3 sittings");
    pty_type(pty, "\033OFe");
    pty_expect_gone(pty, "3 sittings");
    pty_type(pty, "Half a li");
    pty_expect(pty, "Half a li");
    kill(pty->pid, SIGHUP);
    int status = pty_expect_end(pty);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGHUP);
    char *note = keeper_note(*state, 3);
    assert_string_equal(note, "Half a li");
    free(note);
}

/* What keeps others from writing in the journal, until it is closed. */
static sqlite3 *lock(const struct stage *stage)
{
    sqlite3 *db;
    char *path = path_join(stage->folder, "data/numbmed/journal.db");
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    free(path);
    return db;
}

static void a_note_that_cannot_be_saved_is_not_lost(void **state)
{
    struct pty *pty = look_filled(state, 24, 80);
    pty_expect(pty, "3 sittings");
    sqlite3 *db = lock(*state);
    pty_type(pty, "\033OFe");
    pty_expect_gone(pty, "3 sittings");
    pty_type(pty, "Mine.");
    pty_expect(pty, "is in use by");
    pty_type(pty, "\033[27u");
    pty_expect(pty, "3 sittings");
    pty_expect(pty, "is in use by");
    pty_type(pty, "e");
    pty_expect(pty, "Mine.");
    pty_type(pty, "\033[27u");
    pty_expect(pty, "3 sittings");
    pty_type(pty, "q"); /* it isn't left without a word */
    pty_pump(pty, 100);
    pty_expect(pty, "is in use by");
    sqlite3_close(db);
    pty_type(pty, "q");
    assert_int_equal(pty_expect_end(pty), 0);
    char *note = keeper_note(*state, 3);
    assert_string_equal(note, "Mine.");
    free(note);
}

static void two_at_once_get_along(void **state)
{
    char out[4096];
    struct pty *pty = look_filled(state, 24, 80);
    pty_expect(pty, "3 sittings");
    assert_int_equal(stage_capture(*state, "", "journal delete 2", out, sizeof out), 0);
    assert_int_equal(stage_capture(*state, "", "journal add -m 7", out, sizeof out), 0);
    pty_type(pty, "jd"); /* what the screen shows, though it is gone */
    pty_expect(pty, "it was changed elsewhere meanwhile");
    pty_expect(pty, "A sitting elsewhere");
    pty_expect_gone(pty, "An anchor");
    pty_expect(pty, "3 sittings");
}

static void the_first_menu_leads_to_it_and_back(void **state)
{
    static const char *const PLAY[] = {"numbmed", "play", "--sink", "silent", NULL};
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    fill(stage);
    stage_run(stage, 24, 80, NULL, PLAY);
    pty_expect(pty, "What would you like");
    pty_type(pty, "/journal\r\r");
    pty_expect(pty, "Journal · 3 sittings");
    pty_type(pty, "\r");
    pty_expect(pty, "Rain on the roof.");
    pty_type(pty, "qq");
    pty_expect(pty, "▸ Journal");
    pty_type(pty, "q");
    assert_int_equal(pty_expect_end(pty), 0);
    pty_expect_restored(pty);
}

static void it_fits_every_size_and_every_key(void **state)
{
    static const int SIZES[][2] = {{12, 40}, {5, 20}, {1, 1}, {2, 3}, {40, 120}, {24, 80}};
    struct pty *pty = look_filled(state, 24, 80);
    pty_expect(pty, "3 sittings");
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        pty_resize(pty, SIZES[i][0], SIZES[i][1]);
        pty_type(pty, "\rqa12\033[27u/r\033[27u"); /* Esc, apart from what follows */
        pty_pump(pty, 100);
    }
    pty_expect(pty, "3 sittings");
    pty_type(pty, "?");
    pty_expect(pty, "bring back what was deleted");
    pty_type(pty, "?");
    pty_expect(pty, "3 sittings");
    kill(pty->pid, SIGTERM);
    int status = pty_expect_end(pty);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    pty_expect_restored(pty);
}

static void without_colours_it_is_told_apart_by_weight(void **state)
{
    VTermScreenCell cell;
    fill(*state);
    struct pty *pty = look(state, 24, 80, "NO_COLOR=1");
    pty_expect(pty, "▸ today");
    pty_expect(pty, "? help");
    for (int row = 0; row < 24; row++) {
        for (int column = 0; column < 80; column++) {
            vterm_screen_get_cell(pty->screen, (VTermPos){row, column}, &cell);
            assert_true(VTERM_COLOR_IS_DEFAULT_FG(&cell.fg));
        }
    }
    vterm_screen_get_cell(pty->screen, (VTermPos){pty_row_of(pty, "▸ today"), 6}, &cell);
    assert_true(cell.attrs.bold);
}

static void few_colours_are_enough(void **state)
{
    fill(*state);
    struct pty *pty = look(state, 12, 40, "TERM=linux");
    pty_expect(pty, "▸ today");
    pty_type(pty, "\r");
    pty_expect(pty, "It ended when that was enough.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(an_empty_journal_says_so_in_a_sentence),
        SCREEN_TEST(sittings_are_listed_newest_first_at_every_size),
        SCREEN_TEST(an_unsure_date_is_marked_in_the_list_and_on_its_page),
        SCREEN_TEST(the_smallest_screen_shows_when_and_opens_what),
        SCREEN_TEST(words_are_searched_as_they_are_typed),
        SCREEN_TEST(one_is_read_on_a_page_that_judges_nothing),
        SCREEN_TEST(what_is_deleted_comes_back_by_u),
        SCREEN_TEST(the_note_of_before_comes_back_by_u),
        SCREEN_TEST(what_was_deleted_before_is_shown_by_capital_d),
        SCREEN_TEST(a_sitting_elsewhere_is_added_by_a),
        SCREEN_TEST(a_note_is_written_and_found),
        SCREEN_TEST(a_note_is_saved_however_it_ends),
        SCREEN_TEST(a_note_that_cannot_be_saved_is_not_lost),
        SCREEN_TEST(two_at_once_get_along),
        SCREEN_TEST(the_first_menu_leads_to_it_and_back),
        SCREEN_TEST(it_fits_every_size_and_every_key),
        SCREEN_TEST(without_colours_it_is_told_apart_by_weight),
        SCREEN_TEST(few_colours_are_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
