/* A journal in a folder of its own, opened, with sittings made up. */
#ifndef TESTS_DESK_H
#define TESTS_DESK_H

#include "support/cmocka.h"

#include "journal/journal.h"
#include "support/files.h"

#include <sqlite3.h>
#include <sys/wait.h>

/* Stand before libc's, which SQLite asks: no test loses power, so none waits for a disk. */
static int desk_syncs;
int fdatasync(int file);
int fsync(int file);

int fdatasync(int file)
{
    (void)file;
    desk_syncs++;
    return 0;
}

int fsync(int file)
{
    return fdatasync(file);
}

struct desk {
    char *folder;
    char *path; /* of the journal, in a folder below */
    struct journal *journal;
    struct error error;
};

static inline struct journal *desk_open_other(struct desk *desk)
{
    return journal_open(desk->path, &desk->error);
}

/* cmocka set-up and tear-down: *state is the desk. */
static inline int desk_setup(void **state)
{
    struct desk *desk = mem_new(1, sizeof *desk);
    files_setup((void **)&desk->folder);
    desk->path = path_join(desk->folder, "numbmed/journal.db");
    desk->journal = desk_open_other(desk);
    *state = desk;
    return desk->journal ? 0 : -1;
}

static inline int desk_teardown(void **state)
{
    struct desk *desk = *state;
    journal_close(desk->journal);
    files_teardown((void **)&desk->folder);
    free(desk->path);
    free(desk);
    return 0;
}

/* A test that gets a desk. */
#define TEST(name) cmocka_unit_test_setup_teardown(name, desk_setup, desk_teardown)

static inline void desk_close(struct desk *desk)
{
    journal_close(desk->journal);
    desk->journal = NULL;
}

static inline void desk_open(struct desk *desk)
{
    desk_close(desk);
    desk->journal = desk_open_other(desk);
    if (!desk->journal)
        fail_msg("%s", desk->error.text);
}

static inline struct record desk_record(const char *title, const char *note)
{
    struct record record;
    record_begin(&record);
    snprintf(record.title, sizeof record.title, "%s", title);
    snprintf(record.practice, sizeof record.practice, "body-scan");
    snprintf(record.origin, sizeof record.origin, "numbmed");
    record.ending = ENDING_COMPLETE;
    record.sat = 600;
    record.check_ins[MOMENT_AFTER].scales[SCALE_ENERGY] = 40;
    check_in_toggle_word(&record.check_ins[MOMENT_AFTER], "foggy");
    record_set_note(&record, note);
    return record;
}

/* Saves a sitting and returns its id. */
static inline int64_t desk_save(struct desk *desk, const char *title, const char *note)
{
    struct record record = desk_record(title, note);
    if (!journal_save(desk->journal, &record, &desk->error))
        fail_msg("%s", desk->error.text);
    record_free(&record);
    return record.id;
}

static inline void desk_save_many(struct desk *desk, int count)
{
    char note[200];
    for (int i = 0; i < count; i++) {
        snprintf(note, sizeof note,
                 "sitting number%d: rain on the roof, warm hands, then for a while nothing much, "
                 "and towards the end a little more of the room",
                 i);
        desk_save(desk, "Body scan", note);
    }
}

/* The longest note, of many pages; the caller frees it. */
static inline char *desk_long_note(void)
{
    char *note = mem_new(NOTE_MOST, 1);
    memset(note, 'n', NOTE_MOST - 1);
    return note;
}

static inline void desk_save_many_long(struct desk *desk, int count)
{
    char *note = desk_long_note();
    for (int i = 0; i < count; i++)
        desk_save(desk, "Body scan", note);
    free(note);
}

static inline int64_t desk_count(struct desk *desk, const char *find)
{
    return journal_count(desk->journal, &(struct journal_query){.find = find}, &desk->error);
}

static inline char *desk_beside(const struct desk *desk, const char *ending)
{
    return mem_format("%s%s", desk->path, ending);
}

static inline bool desk_has(const struct desk *desk, const char *ending)
{
    char *path = desk_beside(desk, ending);
    bool there = access(path, F_OK) == 0;
    free(path);
    return there;
}

/* Runs SQL of the test's own in a database; the first value that comes, 200 bytes at most. */
static inline const char *desk_sql(const char *path, const char *sql)
{
    static char answer[201];
    sqlite3 *db;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    *answer = '\0';
    if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_count(statement) > 0)
        snprintf(answer, sizeof answer, "%s", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return answer;
}

static inline void desk_is_sound(struct desk *desk)
{
    desk_close(desk);
    assert_string_equal(desk_sql(desk->path, "PRAGMA integrity_check"), "ok");
    desk_sql(desk->path, "INSERT INTO found (found) VALUES ('integrity-check')");
    desk_open(desk);
}

/* An error is one sentence of one line that says where, and nothing of what anybody wrote. */
static inline void desk_said(struct desk *desk, const char *part)
{
    assert_null(strstr(desk->error.text, "rain"));
    assert_null(strstr(desk->error.text, "nnn"));
    if (!strstr(desk->error.text, part) || strchr(desk->error.text, '\n'))
        fail_msg("said \"%s\", not \"%s\"", desk->error.text, part);
    desk->error.text[0] = '\0';
}

/* Runs a part of a test in a process of its own, where it may lose rights or be ended, with the
 * journal opened there; fails where that does. */
static inline void desk_apart(struct desk *desk, void (*part)(struct desk *))
{
    int status;
    desk_close(desk);
    pid_t child = fork();
    if (child == 0) {
        setenv("CMOCKA_TEST_ABORT", "1", 1);
        desk_open(desk);
        part(desk);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

#endif
