/* The sum of each sitting, and of the file: what another program changed is kept and said. */
#include "support/desk.h"

#include "journal/import.h"
#include "journal/journal_inside.h"

static void the_checksum_is_the_well_known_one(void **state)
{
    (void)state;
    assert_int_equal(crc_add(0, "123456789", 9), 0xcbf43926);
    assert_int_equal(crc_add(crc_add(0, "1234", 4), "56789", 5), 0xcbf43926);
    assert_int_equal(crc_add(0, "", 0), 0);
}

static void assert_right(struct desk *desk)
{
    char *sentence;
    if (!sums_are_right(desk->journal, &sentence))
        fail_msg("%s", sentence);
}

static void assert_good(struct desk *desk, bool good)
{
    if (!good)
        fail_msg("%s", desk->error.text);
    assert_right(desk);
}

static void every_writer_leaves_the_sum_right(void **state)
{
    struct desk *desk = *state;
    struct journal *journal = desk->journal;
    struct record record = desk_record("Body scan", "one"), offered;
    struct said said = {.check_ins = {CHECK_IN_EMPTY, CHECK_IN_EMPTY}};
    record.ending = ENDING_NOT_YET;
    snprintf(record.at.step, sizeof record.at.step, "feet");
    assert_good(desk, journal_save_said(journal, &record, &said, &desk->error));
    record.at.left = 48000;
    record.sat = 20;
    assert_good(desk, journal_save_place(journal, &record, &desk->error));
    record.check_ins[MOMENT_BEFORE].scales[SCALE_ENERGY] = 7;
    check_in_toggle_word(&record.check_ins[MOMENT_BEFORE], "calm");
    record_set_note(&record, "one and two");
    assert_good(desk, journal_save_said(journal, &record, &said, &desk->error));
    assert_good(desk, journal_set_note(journal, record.id, "three", &desk->error));
    assert_good(desk, journal_undo_note(journal, record.id, &desk->error));
    assert_good(desk, journal_delete(journal, record.id, &desk->error));
    assert_good(desk, journal_restore(journal, record.id, &desk->error));
    record.ending = ENDING_COMPLETE;
    assert_good(desk, journal_save(journal, &record, &desk->error));
    record_free(&record);
    said_free(&said);

    record = desk_record("Anchor", NULL);
    record.ending = ENDING_NOT_YET;
    record.at.grounded = true;
    assert_good(desk, journal_save(journal, &record, &desk->error));
    desk_open(desk); /* which lets go of it */
    assert_false(journal_unfinished(desk->journal, &offered, &desk->error));
    assert_true(journal_load(desk->journal, record.id, &offered, &desk->error));
    assert_int_equal(offered.ending, ENDING_GROUNDED);
    assert_right(desk);
    record_free(&record);
}

static void notice_holds(struct desk *desk, const char *part)
{
    const char *notice = journal_notice(desk->journal);
    if (!notice || !strstr(notice, part))
        fail_msg("said \"%s\", not \"%s\"", notice ? notice : "", part);
}

static void what_another_changed_is_said_until_it_is_accepted(void **state)
{
    struct desk *desk = *state;
    struct record record;
    desk_save_many(desk, 3);
    desk_close(desk);
    desk_sql(desk->path, "UPDATE sitting SET sat = 4711 WHERE id = 2");
    for (int i = 0; i < 2; i++) {
        desk_open(desk);
        notice_holds(desk, "sitting 2 isn't as numbmed wrote it");
        assert_true(journal_load(desk->journal, 2, &record, &desk->error));
        assert_int_equal(record.sat, 4711);
        record_free(&record);
    }
    assert_true(journal_delete(desk->journal, 2, &desk->error));
    desk_open(desk);
    notice_holds(desk, "sitting 2 isn't");
    assert_true(journal_restore(desk->journal, 2, &desk->error));
    assert_true(journal_load(desk->journal, 2, &record, &desk->error));
    assert_true(journal_save(desk->journal, &record, &desk->error));
    record_free(&record);
    desk_open(desk);
    notice_holds(desk, "sitting 2 isn't");
    assert_true(journal_accept(desk->journal, 2, &desk->error));
    desk_open(desk);
    assert_null(journal_notice(desk->journal));
    assert_right(desk);
}

static void whoever_writes_a_note_accepts_the_sitting(void **state)
{
    struct desk *desk = *state;
    desk_save_many(desk, 2);
    desk_close(desk);
    desk_sql(desk->path, "UPDATE sitting SET sat = 4711");
    desk_open(desk);
    notice_holds(desk, "2 sittings (1, 2) aren't");
    assert_true(journal_set_note(desk->journal, 1, "rain", &desk->error));
    assert_true(journal_set_note(desk->journal, 2, "rain", &desk->error));
    assert_true(journal_undo_note(desk->journal, 2, &desk->error));
    desk_open(desk);
    assert_null(journal_notice(desk->journal));
}

static void whoever_sets_a_date_accepts_nothing_else(void **state)
{
    struct desk *desk = *state;
    desk_save_many(desk, 2);
    desk_close(desk);
    desk_sql(desk->path, "UPDATE sitting SET sat = 4711 WHERE id = 2");
    desk_open(desk);
    assert_true(journal_set_date(desk->journal, 1, 1795550400, 0, &desk->error));
    assert_true(journal_set_date(desk->journal, 2, 1795550400, 0, &desk->error));
    desk_open(desk);
    notice_holds(desk, "sitting 2 isn't");
}

/* What belongs to a sitting is as much a part of it as its row. */
static void what_was_taken_from_a_sitting_is_said(void **state)
{
    static const char *const CHANGES[] = {
        "DELETE FROM feeling WHERE sitting = 1",   "UPDATE check_in SET energy = energy + 1",
        "UPDATE former_note SET note = 'another'", "UPDATE whereabouts SET silence = silence + 1",
        "UPDATE sitting SET sum = NULL",
    };
    struct desk *desk = *state;
    struct record record = desk_record("Body scan", "one");
    record.ending = ENDING_NOT_YET;
    assert_true(journal_save(desk->journal, &record, &desk->error));
    assert_true(journal_set_note(desk->journal, record.id, "two", &desk->error));
    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        desk_close(desk);
        desk_sql(desk->path, CHANGES[i]);
        desk_open(desk);
        notice_holds(desk, "sitting 1 isn't");
        assert_true(journal_accept(desk->journal, record.id, &desk->error));
    }
    record_free(&record);
}

static void words_that_another_wrote_are_found(void **state)
{
    struct desk *desk = *state;
    desk_save(desk, "Body scan", "rain");
    desk_close(desk);
    desk_sql(desk->path, "UPDATE sitting SET note = 'snow'");
    desk_open(desk);
    notice_holds(desk, "what words are found by didn't match");
    notice_holds(desk, "sitting 1 isn't");
    assert_int_equal(desk_count(desk, "snow"), 1);
    assert_int_equal(desk_count(desk, "rain"), 0);
}

/* ---- the file */

static char *mark_of(struct desk *desk)
{
    struct error error;
    size_t size;
    char *path = desk_beside(desk, "-held"), *mark = path_read(path, 4096, &size, &error);
    free(path);
    assert_non_null(mark);
    assert_non_null(strstr(mark, "whole "));
    return mark;
}

static void what_numbmed_alone_wrote_needs_no_look(void **state)
{
    struct desk *desk = *state;
    desk_open(desk);
    desk_save_many(desk, 20);
    desk_close(desk);
    char *kept = mark_of(desk);
    desk_open(desk);
    assert_true(desk->journal->known_whole);
    desk_close(desk);
    char *again = mark_of(desk);
    assert_string_equal(again, kept);
    free(again);
    free(kept);
}

static void what_another_wrote_meanwhile_is_looked_through(void **state)
{
    struct desk *desk = *state;
    desk_save_many(desk, 3);
    desk_open(desk);
    desk_sql(desk->path, "UPDATE sitting SET sat = 4711 WHERE id = 2");
    desk_save(desk, "Anchor", NULL);
    desk_open(desk);
    notice_holds(desk, "sitting 2 isn't");
}

/* The file is as it was known; what comes on top of it from the log isn't. */
static void what_another_left_in_the_log_is_looked_through(void **state)
{
    struct desk *desk = *state;
    desk_save_many(desk, 3);
    desk_open(desk);
    desk_open(desk);
    if (fork() == 0) {
        sqlite3 *db;
        sqlite3_open(desk->path, &db);
        sqlite3_exec(db, "UPDATE sitting SET sat = 4711 WHERE id = 2", NULL, NULL, NULL);
        _exit(0);
    }
    assert_true(wait(NULL) > 0);
    struct journal *other = desk_open_other(desk);
    desk_close(desk);
    journal_close(other);
    desk_open(desk);
    desk_save(desk, "Anchor", NULL);
    desk_open(desk);
    notice_holds(desk, "sitting 2 isn't");
}

static void a_large_one_is_looked_through_as_well(void **state)
{
    struct desk *desk = *state;
    desk_save_many_long(desk, 30);
    desk_close(desk);
    desk_sql(desk->path, "UPDATE sitting SET sat = 4711 WHERE id = 20");
    desk_open(desk);
    notice_holds(desk, "sitting 20 isn't");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_checksum_is_the_well_known_one),
        TEST(every_writer_leaves_the_sum_right),
        TEST(what_another_changed_is_said_until_it_is_accepted),
        TEST(whoever_writes_a_note_accepts_the_sitting),
        TEST(whoever_sets_a_date_accepts_nothing_else),
        TEST(what_was_taken_from_a_sitting_is_said),
        TEST(words_that_another_wrote_are_found),
        TEST(what_numbmed_alone_wrote_needs_no_look),
        TEST(what_another_wrote_meanwhile_is_looked_through),
        TEST(what_another_left_in_the_log_is_looked_through),
        TEST(a_large_one_is_looked_through_as_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
