/* A copy becomes the journal again: checked, whole, and the one of before is kept. */
#include "support/desk.h"

#include "base/output.h"
#include "journal/journal_inside.h"

struct shelf {
    struct desk *desk;
    char *copy;
    struct put_back done;
};

/* A copy with one sitting, "kept"; the journal has another one, "newer", and is closed. */
static struct shelf lay_out(struct desk *desk)
{
    struct shelf shelf = {.desk = desk, .copy = path_join(desk->folder, "copy.db")};
    desk_save(desk, "Body scan", "kept");
    assert_true(journal_backup(desk->journal, shelf.copy, false, &desk->error));
    desk_save(desk, "Body scan", "newer");
    desk_close(desk);
    return shelf;
}

static void clear(struct shelf *shelf)
{
    put_back_free(&shelf->done);
    free(shelf->copy);
}

static bool put_back(struct shelf *shelf, const char *from)
{
    struct desk *desk = shelf->desk;
    put_back_free(&shelf->done);
    return journal_put_back(desk->path, from, &shelf->done, &desk->error);
}

static void holds(struct desk *desk, int64_t kept, int64_t newer)
{
    desk_open(desk);
    assert_null(journal_notice(desk->journal));
    assert_int_equal(desk_count(desk, "kept"), kept);
    assert_int_equal(desk_count(desk, "newer"), newer);
    desk_close(desk);
}

/* Fails, and nothing is changed, nor is anything new beside the journal. */
static void refused(struct shelf *shelf, const char *from, const char *why)
{
    if (put_back(shelf, from))
        fail_msg("%s was put in place", from);
    desk_said(shelf->desk, why);
    assert_null(shelf->done.aside);
    assert_false(desk_has(shelf->desk, "-new"));
    assert_false(desk_has(shelf->desk, "-new-held"));
}

static char *bytes_of(const char *path, size_t *size)
{
    struct error error;
    char *bytes = path_read(path, 1 << 26, size, &error);
    assert_non_null(bytes);
    return bytes;
}

static void a_copy_becomes_the_journal_and_that_of_before_is_kept(void **state)
{
    struct shelf shelf = lay_out(*state);
    size_t before, after;
    char *was = bytes_of(shelf.copy, &before);
    assert_true(put_back(&shelf, shelf.copy));
    assert_int_equal(shelf.done.sittings, 1);
    assert_null(shelf.done.notice);
    char *aside = mem_copy_text(shelf.done.aside), *is = bytes_of(shelf.copy, &after);
    assert_int_equal(after, before);
    assert_memory_equal(is, was, after);
    assert_false(desk_has(shelf.desk, "-new-held"));
    holds(shelf.desk, 1, 0);
    assert_true(put_back(&shelf, aside));
    assert_int_equal(shelf.done.sittings, 2);
    holds(shelf.desk, 1, 1);
    free(is);
    free(was);
    free(aside);
    clear(&shelf);
}

static void where_there_was_no_journal_nothing_is_kept(void **state)
{
    struct shelf shelf = lay_out(*state);
    char *log = desk_beside(shelf.desk, "-wal");
    unlink(shelf.desk->path);
    assert_true(put_back(&shelf, shelf.copy));
    assert_null(shelf.done.aside);
    holds(shelf.desk, 1, 0);
    free(log);
    clear(&shelf);
}

/* Leaves the journal, or a copy of it, as a program that is killed does: with a log beside it. */
static void copy_in_use(struct desk *desk, const char *to)
{
    size_t size, log_size;
    char *log = desk_beside(desk, "-wal"), *to_log = mem_format("%s-wal", to);
    struct error error;
    char *bytes = bytes_of(desk->path, &size), *log_bytes = bytes_of(log, &log_size);
    assert_true(log_size > 0);
    assert_true(output_write(to, bytes, size, &error));
    assert_true(output_write(to_log, log_bytes, log_size, &error));
    free(log_bytes);
    free(bytes);
    free(to_log);
    free(log);
}

static void what_a_killed_program_left_beside_the_copy_belongs_to_it(void **state)
{
    struct shelf shelf = lay_out(*state);
    struct desk *desk = shelf.desk;
    char *other = path_join(desk->folder, "other.db"),
         *log = path_join(desk->folder, "other.db-wal");
    desk_open(desk);
    desk_save(desk, "Body scan", "newer still");
    copy_in_use(desk, other);
    desk_close(desk);
    assert_true(put_back(&shelf, other));
    assert_int_equal(shelf.done.sittings, 3);
    assert_int_equal(access(log, F_OK), 0);
    holds(desk, 1, 2);
    free(log);
    free(other);
    clear(&shelf);
}

static void what_a_killed_program_left_of_the_journal_is_kept_with_it(void **state)
{
    struct shelf shelf = lay_out(*state);
    struct desk *desk = shelf.desk;
    char *killed = path_join(desk->folder, "killed.db"),
         *log = path_join(desk->folder, "killed.db-wal"), *ours = desk_beside(desk, "-wal");
    desk_open(desk);
    desk_save(desk, "Body scan", "newer still");
    copy_in_use(desk, killed);
    desk_close(desk);
    assert_int_equal(rename(killed, desk->path) + rename(log, ours), 0);
    assert_true(put_back(&shelf, shelf.copy));
    assert_false(desk_has(desk, "-wal"));
    assert_string_equal(desk_sql(shelf.done.aside, "SELECT count(*) FROM sitting"), "3");
    holds(desk, 1, 0);
    free(ours);
    free(log);
    free(killed);
    clear(&shelf);
}

/* Only the log of a killed program is there, and no journal; or an empty one. */
static void leave_only_a_log(struct desk *desk)
{
    char *killed = path_join(desk->folder, "killed.db"),
         *log = path_join(desk->folder, "killed.db-wal"), *ours = desk_beside(desk, "-wal");
    desk_open(desk);
    desk_save(desk, "Body scan", "newer still");
    copy_in_use(desk, killed);
    desk_close(desk);
    unlink(desk->path);
    assert_int_equal(rename(log, ours), 0);
    free(ours);
    free(log);
    free(killed);
}

static void a_log_without_its_journal_is_kept_and_gets_into_no_other(void **state)
{
    struct shelf shelf = lay_out(*state);
    struct desk *desk = shelf.desk;
    for (int i = 0; i < 2; i++) {
        leave_only_a_log(desk);
        if (i == 1)
            assert_true(output_write(desk->path, "", 0, &desk->error));
        assert_true(put_back(&shelf, shelf.copy));
        assert_null(shelf.done.aside);
        const char *kept = strstr(shelf.done.notice, "it is kept as ");
        assert_non_null(kept);
        assert_int_equal(access(kept + strlen("it is kept as "), R_OK), 0);
        assert_false(desk_has(desk, "-wal"));
        assert_false(desk_has(desk, "-shm"));
        holds(desk, 1, 0);
    }
    clear(&shelf);
}

static void a_log_comes_back_where_the_copy_cant_be_put_in_place(void **state)
{
    struct shelf shelf = lay_out(*state);
    leave_only_a_log(shelf.desk);
    assert_int_equal(mkdir(shelf.desk->path, 0700), 0);
    refused(&shelf, shelf.copy, "can't be renamed");
    assert_true(desk_has(shelf.desk, "-wal"));
    clear(&shelf);
}

static void a_journal_stays_where_its_log_cant_be_kept_with_it(void **state)
{
    struct shelf shelf = lay_out(*state);
    struct desk *desk = shelf.desk;
    struct journal journal = {.path = desk->path};
    char *aside = path_join(desk->folder, "aside"), *taken = path_join(desk->folder, "aside-wal"),
         *log = desk_beside(desk, "-wal");
    assert_true(output_write(log, "log", 3, &desk->error));
    assert_int_equal(mkdir(taken, 0700), 0);
    assert_false(aside_put(&journal, aside, &desk->error));
    desk_said(desk, "journal.db-wal can't be kept aside");
    assert_int_equal(access(aside, F_OK), -1);
    assert_true(desk_has(desk, "-wal"));
    unlink(log);
    holds(desk, 1, 1);
    free(log);
    free(taken);
    free(aside);
    clear(&shelf);
}

static void what_is_no_sound_journal_is_refused(void **state)
{
    enum { PAGE = 4096 };
    struct shelf shelf = lay_out(*state);
    struct desk *desk = shelf.desk;
    size_t size;
    char *bytes = bytes_of(shelf.copy, &size), *broken = path_join(desk->folder, "broken.db"),
         *foreign = path_join(desk->folder, "foreign.db"),
         *blank = path_join(desk->folder, "blank.db"),
         *text = files_write(desk->folder, "text.db", "Dear diary, this is no database.\n"),
         *empty = files_write(desk->folder, "empty.db", "");
    memset(bytes + 2 * PAGE, 0, PAGE);
    free(files_write_bytes(desk->folder, "broken.db", bytes, size));
    desk_sql(foreign, "CREATE TABLE sitting (id INTEGER PRIMARY KEY)");
    desk_sql(blank, "VACUUM");
    refused(&shelf, broken, "broken.db is damaged or not whole");
    refused(&shelf, foreign, "foreign.db is no journal");
    refused(&shelf, text, "text.db is no journal");
    refused(&shelf, empty, "empty.db is no journal");
    refused(&shelf, blank, "blank.db is no journal");
    refused(&shelf, desk->folder, "is no regular file");
    refused(&shelf, "/nowhere/at/all.db", "No such file");
    refused(&shelf, desk->path, "is the journal already");
    char *stamp = mem_format("PRAGMA user_version = %d", JOURNAL_SCHEMA + 1);
    desk_sql(shelf.copy, stamp);
    refused(&shelf, shelf.copy, "newer numbmed");
    holds(desk, 1, 1);
    free(stamp);
    free(empty);
    free(text);
    free(blank);
    free(foreign);
    free(broken);
    free(bytes);
    clear(&shelf);
}

static void nobody_may_have_either_open(void **state)
{
    struct shelf shelf = lay_out(*state);
    struct desk *desk = shelf.desk;
    sqlite3 *db;
    desk_open(desk);
    refused(&shelf, shelf.copy, "another numbmed has");
    desk_close(desk);
    struct journal *other = journal_open(shelf.copy, &desk->error);
    assert_non_null(other);
    refused(&shelf, shelf.copy, "is in use by another numbmed");
    journal_close(other);
    assert_int_equal(sqlite3_open(desk->path, &db), SQLITE_OK);
    sqlite3_exec(db, "PRAGMA journal_mode = WAL; SELECT count(*) FROM sitting", NULL, NULL, NULL);
    refused(&shelf, shelf.copy, "in use by another program");
    sqlite3_close(db);
    holds(desk, 1, 1);
    assert_true(put_back(&shelf, shelf.copy));
    clear(&shelf);
}

static void what_lies_where_it_is_made_ready_isnt_lost(void **state)
{
    struct shelf shelf = lay_out(*state);
    struct desk *desk = shelf.desk;
    char *fresh = desk_beside(desk, "-new");
    assert_int_equal(rename(shelf.copy, fresh), 0);
    assert_false(put_back(&shelf, fresh));
    desk_said(desk, "rename that file");
    holds(desk, 1, 1);
    assert_int_equal(rename(fresh, shelf.copy), 0);
    assert_true(put_back(&shelf, shelf.copy));
    holds(desk, 1, 0);
    free(fresh);
    clear(&shelf);
}

static void what_another_changed_in_the_copy_is_said(void **state)
{
    struct shelf shelf = lay_out(*state);
    desk_sql(shelf.copy, "UPDATE sitting SET sat = 4711");
    assert_true(put_back(&shelf, shelf.copy));
    assert_non_null(strstr(shelf.done.notice, "sitting 1 isn't as numbmed wrote it"));
    clear(&shelf);
}

static void what_was_kept_is_forgotten_too(void **state)
{
    struct shelf shelf = lay_out(*state);
    struct desk *desk = shelf.desk;
    assert_true(put_back(&shelf, shelf.copy));
    desk_open(desk);
    assert_true(journal_forget_all(desk->journal, &desk->error));
    assert_int_equal(access(shelf.done.aside, F_OK), -1);
    clear(&shelf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_copy_becomes_the_journal_and_that_of_before_is_kept),
        TEST(where_there_was_no_journal_nothing_is_kept),
        TEST(what_a_killed_program_left_beside_the_copy_belongs_to_it),
        TEST(what_a_killed_program_left_of_the_journal_is_kept_with_it),
        TEST(a_log_without_its_journal_is_kept_and_gets_into_no_other),
        TEST(a_log_comes_back_where_the_copy_cant_be_put_in_place),
        TEST(a_journal_stays_where_its_log_cant_be_kept_with_it),
        TEST(what_is_no_sound_journal_is_refused),
        TEST(nobody_may_have_either_open),
        TEST(what_lies_where_it_is_made_ready_isnt_lost),
        TEST(what_another_changed_in_the_copy_is_said),
        TEST(what_was_kept_is_forgotten_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
