/* Copies of the whole journal, and nothing left when all is forgotten. */
#include "support/desk.h"

#include "support/disk.h"

#include <dirent.h>

/* Words that are nowhere else, in every place that a listener's words have. */
#define MARK "quillfeather"

static int64_t save_marked(struct desk *desk, enum ending ending)
{
    struct record record = desk_record(MARK "title", MARK "note " MARK "again");
    record.ending = ending;
    snprintf(record.practice, sizeof record.practice, MARK "practice");
    snprintf(record.origin, sizeof record.origin, MARK "origin");
    snprintf(record.at.step, sizeof record.at.step, MARK "step");
    snprintf(record.at.course, sizeof record.at.course, MARK "course");
    check_in_toggle_word(&record.check_ins[MOMENT_BEFORE], MARK "word");
    assert_true(journal_save(desk->journal, &record, &desk->error));
    record_free(&record);
    return record.id;
}

static bool holds_mark(int folder, const char *name, size_t *bytes)
{
    struct stat status;
    int file = openat(folder, name, O_RDONLY);
    assert_int_equal(fstat(file, &status), 0);
    char *text = mem_new((size_t)status.st_size + 1, 1);
    assert_int_equal(read(file, text, (size_t)status.st_size), status.st_size);
    close(file);
    *bytes += (size_t)status.st_size;
    bool held = memmem(text, (size_t)status.st_size, MARK, strlen(MARK));
    free(text);
    return held;
}

/* How many files of the journal's folder hold the mark. */
static int files_with_mark(const struct desk *desk)
{
    int count = 0;
    size_t bytes = 0;
    char *path = path_join(desk->folder, "numbmed");
    DIR *folder = opendir(path);
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] != '.')
            count += holds_mark(dirfd(folder), entry->d_name, &bytes);
    }
    closedir(folder);
    free(path);
    assert_true(bytes > 0);
    return count;
}

/* A journal that has a past: changed and deleted notes, merged words, and a broken one before it.
 */
static void live_a_little(struct desk *desk)
{
    for (int i = 0; i < 40; i++)
        save_marked(desk, ENDING_COMPLETE);
    desk_close(desk);
    desk_sql(desk->path, "PRAGMA application_id = 0");
    desk_open(desk);
    assert_non_null(strstr(journal_notice(desk->journal), "40 sittings"));
    for (int i = 0; i < 40; i++)
        save_marked(desk, i % 2 ? ENDING_NOT_YET : ENDING_EARLY);
    for (int64_t id = 1; id < 20; id++)
        assert_true(journal_set_note(desk->journal, id, "other words", &desk->error));
    for (int64_t id = 20; id < 40; id++)
        assert_true(journal_delete(desk->journal, id, &desk->error));
    assert_true(files_with_mark(desk) >= 2);
}

static void nothing_is_left_when_all_is_forgotten(void **state)
{
    struct desk *desk = *state;
    live_a_little(desk);
    char *mark = desk_beside(desk, "-damaged"), *half = desk_beside(desk, "-new");
    free(files_write(desk->folder, "numbmed/journal.db-damaged", ""));
    free(files_write(desk->folder, "numbmed/journal.db-new", MARK));
    if (!journal_forget_all(desk->journal, &desk->error))
        fail_msg("%s", desk->error.text);
    assert_int_equal(files_with_mark(desk), 0);
    assert_int_equal(disk_size(mark), -1);
    assert_int_equal(disk_size(half), -1);
    assert_int_equal(desk_count(desk, NULL), 0);
    assert_int_equal(desk_count(desk, MARK), 0);
    assert_int_equal(desk_save(desk, "Body scan", "new words"), 1);
    assert_int_equal(desk_count(desk, "new"), 1);
    desk_is_sound(desk);
    free(mark);
    free(half);
}

static void a_note_that_is_no_longer_kept_is_overwritten(void **state)
{
    struct desk *desk = *state;
    int64_t id = save_marked(desk, ENDING_COMPLETE);
    for (int i = 0; i <= FORMER_NOTES; i++) {
        assert_true(journal_set_note(desk->journal, id, i % 2 ? "words" : "snow", &desk->error));
    }
    assert_true(journal_set_note(desk->journal, id, "other words", &desk->error));
    desk_close(desk);
    desk_sql(desk->path, "PRAGMA journal_mode = DELETE");
    size_t size;
    char *bytes = path_read(desk->path, 1 << 20, &size, &desk->error);
    assert_non_null(memmem(bytes, size, "other words", 11));
    assert_null(memmem(bytes, size, MARK "note " MARK "again", 2 * strlen(MARK) + 10));
    free(bytes);
}

static void part_forget_while_open(struct desk *desk)
{
    live_a_little(desk);
    struct journal *other = desk_open_other(desk);
    assert_true(journal_forget_all(desk->journal, &desk->error));
    assert_int_equal(files_with_mark(desk), 0);
    assert_int_equal(journal_count(other, &(struct journal_query){.limit = 0}, &desk->error), 0);
    journal_close(other);
}

static void nothing_is_left_while_another_has_it_open(void **state)
{
    desk_apart(*state, part_forget_while_open);
}

/* Its log can't be emptied under it; all is done once it is gone. */
static void one_that_reads_meanwhile_is_told_of(void **state)
{
    struct desk *desk = *state;
    sqlite3 *other;
    live_a_little(desk);
    assert_int_equal(sqlite3_open(desk->path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN; SELECT count(*) FROM sitting", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_false(journal_forget_all(desk->journal, &desk->error));
    desk_said(desk, "another program still reads");
    assert_int_equal(desk_count(desk, NULL), 0);
    sqlite3_close(other);
    assert_true(journal_forget_all(desk->journal, &desk->error));
    assert_int_equal(files_with_mark(desk), 0);
}

static void nothing_is_forgotten_while_another_writes(void **state)
{
    struct desk *desk = *state;
    sqlite3 *other;
    save_marked(desk, ENDING_COMPLETE);
    assert_int_equal(sqlite3_open(desk->path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_false(journal_forget_all(desk->journal, &desk->error));
    desk_said(desk, "in use by another program");
    assert_int_equal(desk_count(desk, MARK), 1);
    sqlite3_close(other);
}

/* ---- copies */

static void a_copy_of_a_journal_in_use_is_whole(void **state)
{
    struct desk *desk = *state;
    char *copy = path_join(desk->folder, "copy.db");
    desk_save_many(desk, 200);
    struct journal *other = desk_open_other(desk);
    struct record record = desk_record("Body scan", "the last");
    assert_true(journal_save(other, &record, &desk->error)); /* in the log alone */
    if (!journal_backup(desk->journal, copy, false, &desk->error))
        fail_msg("%s", desk->error.text);
    assert_string_equal(desk_sql(copy, "PRAGMA integrity_check"), "ok");
    assert_string_equal(desk_sql(copy, "SELECT count(*) FROM sitting"), "201");
    assert_string_equal(desk_sql(copy, "SELECT count(*) FROM found WHERE found MATCH 'last'"), "1");
    assert_string_equal(desk_sql(copy, "PRAGMA journal_mode"), "delete");
    journal_close(other);
    record_free(&record);
    free(copy);
}

static void no_file_is_replaced_by_a_copy(void **state)
{
    struct desk *desk = *state;
    char *copy = files_write(desk->folder, "copy.db", "something else");
    assert_false(journal_backup(desk->journal, copy, false, &desk->error));
    desk_said(desk, "is there already");
    assert_int_equal(disk_size(copy), strlen("something else"));
    assert_false(journal_backup(desk->journal, desk->path, true, &desk->error));
    desk_said(desk, "is the journal itself");
    assert_false(journal_backup(desk->journal, "/dev/null", true, &desk->error));
    desk_said(desk, "is no regular file");
    assert_false(journal_backup(desk->journal, "/nowhere/at/all.db", false, &desk->error));
    desk_said(desk, "No such file or directory");
    free(copy);
}

/* SQLite would delete them, or work them into the journal; restore and forget clear the others. */
static void a_copy_never_gets_a_name_that_the_journal_uses(void **state)
{
    static const char *const USED[] = {
        "-wal", "-shm", "-journal", "-held", "-new", "-new-wal", "-damaged", ".replaced-2026-01-01",
    };
    struct desk *desk = *state;
    char *link = path_join(desk->folder, "link"), *other = desk_beside(desk, "-2026-01-01");
    desk_save(desk, "Body scan", "mine");
    assert_int_equal(symlink("numbmed", link), 0);
    for (size_t i = 0; i < sizeof USED / sizeof *USED; i++) {
        char *path = desk_beside(desk, USED[i]),
             *linked = mem_format("%s/journal.db%s", link, USED[i]);
        bool there = desk_has(desk, USED[i]);
        assert_false(journal_backup(desk->journal, path, true, &desk->error));
        desk_said(desk, "is a name that the journal uses itself");
        assert_false(journal_backup(desk->journal, linked, true, &desk->error));
        desk_said(desk, "is a name that the journal uses itself");
        assert_int_equal(desk_has(desk, USED[i]), there);
        free(linked);
        free(path);
    }
    assert_true(journal_backup(desk->journal, other, false, &desk->error));
    free(other);
    free(link);
}

/* But by force: whole or not at all, and where a link leads. */
static void a_copy_replaces_a_file_by_force(void **state)
{
    struct desk *desk = *state;
    char *copy = files_write(desk->folder, "copy.db", "something else"),
         *link = path_join(desk->folder, "link.db"), *log = path_join(desk->folder, "copy.db-wal");
    desk_save(desk, "Body scan", "mine");
    assert_int_equal(symlink("copy.db", link), 0);
    assert_false(journal_backup(desk->journal, link, false, &desk->error));
    desk_said(desk, "is there already");
    assert_true(journal_backup(desk->journal, link, true, &desk->error));
    assert_string_equal(desk_sql(copy, "SELECT count(*) FROM sitting"), "1");
    free(files_write(desk->folder, "copy.db-wal", "a log"));
    assert_false(journal_backup(desk->journal, copy, true, &desk->error));
    desk_said(desk, "copy.db-wal is there");
    assert_int_equal(disk_size(log), strlen("a log"));
    free(log);
    free(link);
    free(copy);
}

static void of_a_broken_journal_there_is_no_copy(void **state)
{
    struct desk *desk = *state;
    char *copy = path_join(desk->folder, "copy.db");
    desk_save_many(desk, 3);
    desk_sql(desk->path, "PRAGMA writable_schema = ON");
    sqlite3 *db;
    assert_int_equal(sqlite3_open(desk->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE"
                                  " name = 'sitting_began'",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
    assert_false(journal_backup(desk->journal, copy, false, &desk->error));
    desk_said(desk, "is damaged");
    assert_int_equal(disk_size(copy), -1);
    desk_open(desk);
    assert_non_null(strstr(journal_notice(desk->journal), "3 sittings"));
    assert_true(journal_backup(desk->journal, copy, false, &desk->error));
    free(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_is_left_when_all_is_forgotten),
        TEST(a_note_that_is_no_longer_kept_is_overwritten),
        TEST(nothing_is_left_while_another_has_it_open),
        TEST(one_that_reads_meanwhile_is_told_of),
        TEST(nothing_is_forgotten_while_another_writes),
        TEST(a_copy_of_a_journal_in_use_is_whole),
        TEST(no_file_is_replaced_by_a_copy),
        TEST(a_copy_never_gets_a_name_that_the_journal_uses),
        TEST(a_copy_replaces_a_file_by_force),
        TEST(of_a_broken_journal_there_is_no_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
