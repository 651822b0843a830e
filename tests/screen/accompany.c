/* A sitting from its first question to its last, on the screen: what was said is in the journal,
 * and what broke off is offered. */
#include "screen/player.h"

#include "journal/journal.h"

static struct pty *run(void **state, const char *const *argv)
{
    struct stage *stage = *state;
    stage_run(stage, 24, 80, NULL, argv);
    return &stage->pty;
}

/* The shortest practice, up to its end. */
static struct pty *sit(void **state, const char *check_in)
{
    const char *const argv[] = {"numbmed", "play",    "blink", "-m",         "2s",     "--sink",
                                "silent",  "--bells", "none",  "--check-in", check_in, NULL};
    stage_add(*state, "blink", BLINK);
    return run(state, argv);
}

static void sit_to_the_end(struct pty *pty)
{
    pty_expect(pty, "Thank you for sitting.");
    pty_type(pty, "\r");
}

static struct journal *open_journal(const struct stage *stage, const char *name)
{
    struct error error = {""};
    char *path = path_join(stage->folder, name);
    struct journal *journal = journal_open(path, &error);
    free(path);
    return journal;
}

/* The last sitting, read from the journal. record_free frees it. */
static struct record written_in(const struct stage *stage, const char *name)
{
    struct record record = {0};
    struct error error = {""};
    struct journal *journal = open_journal(stage, name);
    int64_t count = journal ? journal_count(journal, &(struct journal_query){0}, &error) : 0;
    if (count > 0 && !journal_load(journal, count, &record, &error))
        fail_msg("%s", error.text);
    journal_close(journal);
    return record;
}

static struct record written(void **state)
{
    return written_in(*state, "data/numbmed/journal.db");
}

static void what_is_said_after_it_is_in_the_journal(void **state)
{
    struct pty *pty = sit(state, "after");
    sit_to_the_end(pty);
    pty_expect(pty, "How is it now?");
    pty_type(pty, KEY_DOWN);
    pty_type(pty, "c");
    pty_type(pty, KEY_DOWN KEY_DOWN " "); /* numb, the first of the words */
    pty_type(pty, "\r");
    pty_expect(pty, "A few words about");
    pty_type(pty, "Warm hands.\r\r \033"); /* blank lines at the end are no part of it */
    pty_expect_end(pty);
    pty_expect_restored(pty);
    struct record record = written(state);
    assert_string_equal(record.title, "A blink");
    assert_int_equal(record.ending, ENDING_COMPLETE);
    assert_int_equal(record.sat, 2);
    assert_string_equal(record.note, "Warm hands.");
    const struct check_in *after = &record.check_ins[MOMENT_AFTER];
    assert_int_equal(after->scales[SCALE_PLEASANT], ANSWER_OPEN);
    assert_int_equal(after->scales[SCALE_ENERGY], ANSWER_CANT_TELL);
    assert_true(check_in_has_word(after, "numb"));
    record_free(&record);
}

static void one_key_skips_it_all(void **state)
{
    struct pty *pty = sit(state, "after");
    sit_to_the_end(pty);
    pty_expect(pty, "How is it now?");
    pty_type(pty, "\033");
    pty_expect_end(pty);
    pty_expect_restored(pty);
    struct record record = written(state);
    assert_int_equal(record.ending, ENDING_COMPLETE);
    assert_null(record.note);
    assert_true(check_in_is_empty(&record.check_ins[MOMENT_AFTER]));
}

static void nothing_is_asked_where_the_config_says_no(void **state)
{
    struct pty *pty = sit(state, "no");
    sit_to_the_end(pty);
    pty_expect_end(pty);
    assert_int_equal(written(state).sat, 2);
}

static void with_both_it_is_asked_before_it_begins(void **state)
{
    struct pty *pty = sit(state, "both");
    pty_expect(pty, "How is it before you begin?");
    pty_type(pty, " \r\r\r\r");
    sit_to_the_end(pty);
    pty_expect(pty, "How is it now?");
    pty_type(pty, "\033");
    pty_expect_end(pty);
    struct record record = written(state);
    assert_int_equal(record.check_ins[MOMENT_BEFORE].scales[SCALE_PLEASANT], 50);
    assert_true(check_in_is_empty(&record.check_ins[MOMENT_AFTER]));
}

static void who_asks_for_grounding_is_grounded_and_asked_no_more(void **state)
{
    struct pty *pty = sit(state, "after");
    sit_to_the_end(pty);
    pty_expect(pty, "How is it now?");
    pty_type(pty, "g");
    pty_expect(pty, "Grounding");
    pty_type(pty, CONTROL('C'));
    pty_expect_end(pty);
    pty_expect_restored(pty);
    assert_int_equal(written(state).ending, ENDING_COMPLETE);
}

static void grounding_from_a_check_in_ends_by_a_signal(void **state)
{
    for (int after = 0; after <= 1; after++) {
        struct pty *pty = sit(state, after ? "after" : "both");
        if (after)
            sit_to_the_end(pty);
        pty_expect(pty, after ? "How is it now?" : "How is it before you begin?");
        pty_type(pty, "g");
        pty_expect(pty, "Grounding");
        kill(pty->pid, SIGTERM);
        int status = pty_expect_end(pty);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
        pty_expect_restored(pty);
    }
}

static void a_signal_within_a_note_keeps_it(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = sit(state, "after");
    sit_to_the_end(pty);
    pty_expect(pty, "How is it now?");
    pty_type(pty, "\r\r\r\r");
    pty_expect(pty, "A few words about");
    pty_type(pty, "half a th");
    pty_expect(pty, "half a th");
    kill(stage->pty.pid, SIGHUP);
    pty_expect_end(pty);
    struct record record = written(state);
    assert_string_equal(record.note, "half a th");
    record_free(&record);
}

static void write_elsewhere(void **state, const char *note)
{
    struct error error = {""};
    struct journal *journal = open_journal(*state, "data/numbmed/journal.db");
    if (!journal || !journal_set_note(journal, 1, note, &error))
        fail_msg("%s", error.text);
    journal_close(journal);
}

static void a_note_from_elsewhere_is_begun_with_or_kept(void **state)
{
    struct pty *pty = sit(state, "after");
    sit_to_the_end(pty);
    pty_expect(pty, "How is it now?");
    write_elsewhere(state, "From elsewhere.");
    pty_type(pty, "\r\r\r\r");
    pty_expect(pty, "Your note about this sitting");
    pty_expect(pty, "From elsewhere.");
    write_elsewhere(state, "Newer.");
    pty_type(pty, " Mine.");
    pty_expect(pty, "this note was changed elsewhere meanwhile");
    pty_type(pty, "\033");
    pty_expect_end(pty);
    struct record record = written(state);
    assert_string_equal(record.note, "From elsewhere. Mine.");
    record_free(&record);
}

/* The walk, after an answer to how it is: so it is kept, however short. */
static struct pty *walk_with_an_answer(void **state)
{
    static const char *const WALK_BOTH[] = {"numbmed", "play",   "walk",       "-m",   "1",
                                            "--sink",  "silent", "--check-in", "both", NULL};
    struct pty *pty = run(state, WALK_BOTH);
    pty_expect(pty, "How is it before you begin?");
    pty_type(pty, " \r\r\r\r");
    pty_expect(pty, "door");
    pty_expect(pty, "00:02");
    return pty;
}

static void ctrl_c_ends_without_a_question(void **state)
{
    struct pty *pty = walk_with_an_answer(state);
    pty_type(pty, CONTROL('C'));
    pty_expect_end(pty);
    pty_expect_restored(pty);
    assert_int_equal(written(state).ending, ENDING_EARLY);
}

static void what_is_left_at_once_is_not_in_the_journal(void **state)
{
    struct stage *stage = *state;
    stage_walk(stage, 24, 80);
    pty_expect(&stage->pty, "door");
    pty_expect(&stage->pty, "00:02");
    pty_type(&stage->pty, CONTROL('C'));
    pty_expect_end(&stage->pty);
    assert_int_equal(written(state).id, 0);
}

/* ---- what broke off */

static const char *const PLAY[] = {"numbmed", "play", "--sink", "silent", NULL};

/* A walk that lost its window, as if after half a minute; then another start. */
static struct pty *break_off_for(void **state, const char *const *argv)
{
    struct error error = {""};
    struct pty *pty = walk_with_an_answer(state);
    pty_close_window(pty);
    pty_expect_end(pty);
    struct record record = written(state);
    struct journal *journal = open_journal(*state, "data/numbmed/journal.db");
    record.sat = SITTING_LEAST;
    if (!journal_save_place(journal, &record, &error))
        fail_msg("%s", error.text);
    journal_close(journal);
    return run(state, argv);
}

static struct pty *break_off(void **state)
{
    return break_off_for(state, PLAY);
}

static int rows_with(struct pty *pty, const char *text)
{
    int count = 0;
    for (int i = 0; i < 24; i++) {
        char *row = pty_row(pty, i);
        count += strstr(row, text) != NULL;
        free(row);
    }
    return count;
}

static void what_broke_off_is_offered_and_goes_on(void **state)
{
    struct pty *pty = break_off(state);
    pty_expect(pty, "A sitting begun ");
    pty_expect(pty, "day at "); /* today, or yesterday where midnight has just passed */
    pty_expect(pty, "of A walk are left");
    pty_expect(pty, "Enter choose");
    assert_false(pty_shows(pty, "/ find")); /* of two */
    assert_int_equal(rows_with(pty, "of A walk are left"), 1);
    pty_type(pty, "\r");
    pty_expect(pty, "● Setting out");
    pty_expect(pty, "You might open the door now.");
    pty_type(pty, "qq");
    pty_expect_end(pty);
    assert_int_equal(written(state).ending, ENDING_EARLY);
    assert_int_equal(written(state).id, 1);
}

/* Asks nothing, begins, and says in one line what could be gone on with. */
static void what_broke_off_is_only_mentioned_to_who_came_for_something_else(void **state)
{
    static const char *const NAMED[][12] = {
        {"numbmed", "play", "walk", "-m", "2", "--sink", "silent", "--voice", "none", NULL},
        {"numbmed", "sit", "5m", "--sink", "silent", NULL},
        {"numbmed", "play", "walk", "-m", "2", "--sink", "silent", "--plain", NULL},
    };
    for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++) {
        struct pty *pty = i ? run(state, NAMED[i]) : break_off_for(state, NAMED[i]);
        pty_expect(pty, "A walk, begun ");
        pty_expect(pty, "\"numbmed play\"");
        pty_expect(pty, i == 2 ? "door" : " left"); /* it has begun */
        pty_type(pty, i == 2 ? "q" : "qq");
        pty_expect_end(pty);
    }
    struct pty *pty = run(state, PLAY); /* it still does */
    pty_expect(pty, "A sitting begun ");
}

static void in_lines_it_is_offered_where_nothing_is_named(void **state)
{
    static const char *const PLAIN[] = {"numbmed", "play", "--plain", "--sink", "silent", NULL};
    struct pty *pty = break_off_for(state, PLAIN);
    pty_expect(pty, "of A walk are left.");
    pty_type(pty, "y\n");
    pty_expect(pty, "open the door");
    pty_type(pty, "q");
    pty_expect_end(pty);
    pty = run(state, PLAIN);
    pty_expect(pty, "there is no terminal for a menu");
    assert_int_equal(WEXITSTATUS(pty_expect_end(pty)), 2);
}

static void what_is_let_go_of_is_not_offered_again(void **state)
{
    struct pty *pty = break_off(state);
    pty_expect(pty, "A sitting begun ");
    pty_type(pty, KEY_DOWN "\r");
    pty_expect(pty, "What would you like to practise?");
    pty_type(pty, "q");
    pty_expect_end(pty);
    assert_int_equal(written(state).ending, ENDING_INTERRUPTED);
    pty = run(state, PLAY);
    pty_expect(pty, "What would you like to practise?");
}

/* ---- what can't be written */

static void what_could_not_be_written_is_offered_again(void **state)
{
    struct stage *stage = *state;
    char *file = files_write(stage->folder, "blocked", "where a folder should be");
    char *home = mem_format("XDG_DATA_HOME=%s/home", file);
    char *practice = path_join(stage->folder, "data/numbmed/scripts/blink.yaml");
    const char *const argv[] = {"numbmed", "play",   practice, "-m",      "2s",   "--check-in",
                                "no",      "--sink", "silent", "--bells", "none", NULL};
    stage_add(stage, "blink", BLINK);
    stage_run(stage, 24, 80, home, argv);
    sit_to_the_end(&stage->pty);
    pty_expect(&stage->pty, "The journal can't be written");
    pty_type(&stage->pty, "\r");
    pty_expect(&stage->pty, "The journal can't be written");
    remove(file);
    pty_type(&stage->pty, "\r");
    pty_expect_end(&stage->pty);
    pty_expect_restored(&stage->pty);
    assert_int_equal(written_in(stage, "blocked/home/numbmed/journal.db").sat, 2);
    free(practice);
    free(home);
    free(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(what_is_said_after_it_is_in_the_journal),
        SCREEN_TEST(one_key_skips_it_all),
        SCREEN_TEST(nothing_is_asked_where_the_config_says_no),
        SCREEN_TEST(with_both_it_is_asked_before_it_begins),
        SCREEN_TEST(who_asks_for_grounding_is_grounded_and_asked_no_more),
        SCREEN_TEST(grounding_from_a_check_in_ends_by_a_signal),
        SCREEN_TEST(a_signal_within_a_note_keeps_it),
        SCREEN_TEST(a_note_from_elsewhere_is_begun_with_or_kept),
        SCREEN_TEST(ctrl_c_ends_without_a_question),
        SCREEN_TEST(what_is_left_at_once_is_not_in_the_journal),
        SCREEN_TEST(what_broke_off_is_offered_and_goes_on),
        SCREEN_TEST(what_broke_off_is_only_mentioned_to_who_came_for_something_else),
        SCREEN_TEST(in_lines_it_is_offered_where_nothing_is_named),
        SCREEN_TEST(what_is_let_go_of_is_not_offered_again),
        SCREEN_TEST(what_could_not_be_written_is_offered_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
