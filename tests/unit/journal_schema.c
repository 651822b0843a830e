/* Journals of every earlier version are read whole by today's program, those of a later one are
 * only read, and what is no journal isn't taken for one.
 *
 * tests/journal/schema-N.sql is a journal that the program wrote when N was its newest schema. It
 * is made once, with that program, and never changed again: build/release/tests/unit/journal_schema
 * FILE && tests/journal/dump FILE > schema-N.sql */
#include "support/desk.h"
#include "support/same_record.h"

#include <fcntl.h>

enum { SITTINGS = 3 };

/* What is in every schema-N.sql, whatever N is. */
static void make_sittings(struct record sittings[SITTINGS])
{
    for (int i = 0; i < SITTINGS; i++) {
        sittings[i] = desk_record("Body scan", NULL);
        snprintf(sittings[i].uid, RECORD_UID_SIZE, "%032d", i + 1);
        sittings[i].began = INT64_C(1740000000) + 86400 * i;
        sittings[i].utc_offset = 3600 * (i - 1);
        sittings[i].planned = 900;
    }
    record_set_note(&sittings[0], "Rain on the roof.\nA café, \xf0\x9f\x8c\xa7, and שלום.");
    check_in_toggle_word(&sittings[0].check_ins[MOMENT_BEFORE], "not sure");
    check_in_toggle_word(&sittings[0].check_ins[MOMENT_AFTER], "of my own");
    sittings[0].check_ins[MOMENT_BEFORE].scales[SCALE_CONNECTED] = ANSWER_CANT_TELL;
    sittings[1].deleted = INT64_C(1741000000);
    sittings[1].ending = ENDING_GROUNDED;
    sittings[2].ending = ENDING_NOT_YET;
    sittings[2].at = (struct whereabouts){.step = "feet",
                                          .sentence = 1,
                                          .chosen = 43200000,
                                          .silence = 96000,
                                          .left = 4800000,
                                          .seed = 7,
                                          .voice = "heart",
                                          .course = "seven-days",
                                          .day = "two"};
}

static void free_sittings(struct record sittings[SITTINGS])
{
    for (int i = 0; i < SITTINGS; i++)
        record_free(&sittings[i]);
}

static char *fixture(int version)
{
    char *root = mem_copy_text(getenv("NUMBMED"));
    *strrchr(root, '/') = '\0';
    char *path = mem_format("%s/tests/journal/schema-%d.sql", root, version);
    free(root);
    return path;
}

/* Puts a journal of a version where the desk's is. */
static void lay_out(struct desk *desk, int version)
{
    struct error error;
    sqlite3 *db;
    size_t size;
    char *path = fixture(version), *sql = path_read(path, 1 << 20, &size, &error);
    if (!sql)
        fail_msg("%s %s: dump a journal of this version", path, error.text);
    desk_close(desk);
    unlink(desk->path);
    assert_int_equal(sqlite3_open(desk->path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", path, sqlite3_errmsg(db));
    sqlite3_close(db);
    free(sql);
    free(path);
}

static void every_earlier_version_is_read_whole(void **state)
{
    struct desk *desk = *state;
    struct record sittings[SITTINGS], loaded;
    make_sittings(sittings);
    for (int version = 1; version <= JOURNAL_SCHEMA; version++) {
        lay_out(desk, version);
        desk_open(desk);
        assert_null(journal_notice(desk->journal));
        for (int i = 0; i < SITTINGS; i++) {
            assert_true(journal_load(desk->journal, i + 1, &loaded, &desk->error));
            assert_same_record(&loaded, &sittings[i]);
            record_free(&loaded);
        }
        assert_int_equal(desk_count(desk, "cafe sho"), 0);
        assert_int_equal(desk_count(desk, "cafe own שלום"), 1);
        assert_true(journal_set_note(desk->journal, 1, "snow", &desk->error));
        assert_int_equal(desk_count(desk, "cafe"), 0);
        assert_true(journal_undo_note(desk->journal, 1, &desk->error));
        assert_int_equal(desk_count(desk, "cafe"), 1);
        assert_int_equal(journal_undo_note(desk->journal, 1, &desk->error), true);
        assert_int_equal(desk_count(desk, version < 2 ? "snow" : "first words"), 1);
        desk_is_sound(desk);
    }
    free_sittings(sittings);
}

static void a_copy_of_an_earlier_version_is_put_back_as_todays(void **state)
{
    struct desk *desk = *state;
    struct put_back done;
    char *copy = path_join(desk->folder, "copy.db");
    for (int version = 1; version <= JOURNAL_SCHEMA; version++) {
        lay_out(desk, version);
        assert_int_equal(rename(desk->path, copy), 0);
        assert_true(journal_put_back(desk->path, copy, &done, &desk->error));
        assert_int_equal(done.sittings, SITTINGS - 1);
        put_back_free(&done);
        assert_int_equal(atoi(desk_sql(desk->path, "PRAGMA user_version")), JOURNAL_SCHEMA);
        assert_int_equal(atoi(desk_sql(copy, "PRAGMA user_version")), version);
    }
    free(copy);
}

static const char TABLES[] = "SELECT group_concat(sql, '\n') FROM"
                             " (SELECT sql FROM sqlite_schema WHERE name NOT GLOB 'found_*'"
                             " AND name NOT GLOB 'sqlite_*' ORDER BY name)";

static char *tables_of(const char *path)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, TABLES, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    char *tables = mem_copy_text((const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return tables;
}

/* Fails, too, where a step that was given out is changed afterwards. */
static void every_version_ends_with_the_tables_of_a_new_one(void **state)
{
    struct desk *desk = *state;
    char *made = tables_of(desk->path);
    for (int version = 1; version <= JOURNAL_SCHEMA; version++) {
        lay_out(desk, version);
        desk_open(desk);
        char *brought = tables_of(desk->path);
        assert_string_equal(brought, made);
        free(brought);
    }
    free(made);
}

static void the_version_stands_in_the_file(void **state)
{
    struct desk *desk = *state;
    assert_int_equal(atoi(desk_sql(desk->path, "PRAGMA user_version")), JOURNAL_SCHEMA);
    assert_string_equal(desk_sql(desk->path, "SELECT printf('%x', application_id) FROM"
                                             " pragma_application_id"),
                        "6e756d62");
    assert_string_equal(desk_sql(desk->path, "PRAGMA journal_mode"), "wal");
}

static void a_newer_one_is_only_read_and_says_so(void **state)
{
    struct desk *desk = *state;
    struct record record = desk_record("Body scan", NULL);
    int64_t id = desk_save(desk, "Body scan", "mine");
    desk_close(desk);
    char *stamp = mem_format("PRAGMA user_version = %d", JOURNAL_SCHEMA + 1);
    desk_sql(desk->path, "PRAGMA journal_mode = DELETE");
    desk_sql(desk->path, stamp);
    desk_open(desk);
    assert_non_null(strstr(journal_notice(desk->journal), "newer numbmed"));
    assert_int_equal(desk_count(desk, "mine"), 1);
    assert_false(journal_save(desk->journal, &record, &desk->error));
    desk_said(desk, "newer numbmed");
    assert_false(journal_delete(desk->journal, id, &desk->error));
    desk_said(desk, "newer numbmed");
    assert_false(journal_forget_all(desk->journal, &desk->error));
    desk_said(desk, "newer numbmed");
    assert_false(journal_unfinished(desk->journal, &record, &desk->error));
    desk_close(desk);
    assert_string_equal(desk_sql(desk->path, "PRAGMA journal_mode"), "delete");
    free(stamp);
}

/* It would go on writing as it did, without the sums. */
static void one_that_an_older_numbmed_has_open_is_left_to_that(void **state)
{
    struct desk *desk = *state;
    struct flock open_here = {.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_len = 1};
    lay_out(desk, JOURNAL_SCHEMA - 1);
    char *path = desk_beside(desk, "-held");
    int older = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    assert_int_equal(fcntl(older, F_OFD_SETLK, &open_here), 0);
    assert_null(desk_open_other(desk));
    desk_said(desk, "older numbmed, which has it open");
    assert_int_equal(atoi(desk_sql(desk->path, "PRAGMA user_version")), JOURNAL_SCHEMA - 1);
    close(older);
    desk_open(desk);
    assert_int_equal(desk_count(desk, "cafe"), 1);
    free(path);
}

static void what_is_no_journal_is_kept_aside(void **state)
{
    struct desk *desk = *state;
    desk_close(desk);
    unlink(desk->path);
    desk_sql(desk->path, "CREATE TABLE sitting (id INTEGER PRIMARY KEY)");
    desk_open(desk);
    assert_non_null(strstr(journal_notice(desk->journal), "0 sittings"));
    desk_save(desk, "Body scan", "mine");
    assert_int_equal(desk_count(desk, "mine"), 1);
}

static void a_copy_that_is_put_back_is_a_journal_again(void **state)
{
    struct desk *desk = *state;
    char *copy = path_join(desk->folder, "copy.db");
    desk_save(desk, "Body scan", "mine");
    assert_true(journal_backup(desk->journal, copy, false, &desk->error));
    desk_close(desk);
    assert_int_equal(rename(copy, desk->path), 0);
    desk_open(desk);
    assert_null(journal_notice(desk->journal));
    assert_int_equal(desk_count(desk, "mine"), 1);
    assert_string_equal(desk_sql(desk->path, "PRAGMA journal_mode"), "wal");
    free(copy);
}

/* Writes the journal for schema-N.sql. */
static int write_fixture(const char *path)
{
    struct error error;
    struct record sittings[SITTINGS];
    struct journal *journal = journal_open(path, &error);
    make_sittings(sittings);
    for (int i = 0; journal && i < SITTINGS; i++)
        journal_save(journal, &sittings[i], &error);
    if (journal && journal_set_note(journal, 1, "first words", &error))
        journal_set_note(journal, 1, sittings[0].note, &error);
    free_sittings(sittings);
    journal_close(journal);
    return journal ? 0 : 1;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(every_earlier_version_is_read_whole),
        TEST(a_copy_of_an_earlier_version_is_put_back_as_todays),
        TEST(every_version_ends_with_the_tables_of_a_new_one),
        TEST(the_version_stands_in_the_file),
        TEST(a_newer_one_is_only_read_and_says_so),
        TEST(one_that_an_older_numbmed_has_open_is_left_to_that),
        TEST(what_is_no_journal_is_kept_aside),
        TEST(a_copy_that_is_put_back_is_a_journal_again),
    };
    if (argc == 2)
        return write_fixture(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
