/* A program that is killed at any moment loses no sitting whose saving had returned. */
#include "support/desk.h"

#include "support/random.h"

#include <signal.h>
#include <time.h>

enum { TIMES = 300, REPORTS_MOST = 100000 };

/* What a child says when a save has returned. */
struct report {
    int64_t number; /* of the sitting, from 1 on */
    int64_t sat;
};

static void fill_in(struct record *record, int64_t number)
{
    *record = desk_record("Body scan", "rain on the roof, and warm hands");
    snprintf(record->uid, sizeof record->uid, "%032lld", (long long)number);
    record->ending = ENDING_NOT_YET;
    snprintf(record->at.step, sizeof record->at.step, "feet");
}

/* A sitting as a program writes it: begun, its place now and then, and its end; or the note of an
 * older one changed. */
static void sit(struct desk *desk, int64_t number, uint64_t *random, int pipe)
{
    struct record record;
    fill_in(&record, number);
    assert_true(journal_save(desk->journal, &record, &desk->error));
    for (record.sat = 1; record.sat < random_between(random, 2, 5); record.sat++)
        assert_true(journal_save_place(desk->journal, &record, &desk->error));
    record.ending = ENDING_COMPLETE;
    assert_true(journal_save(desk->journal, &record, &desk->error));
    struct report report = {.number = number, .sat = record.sat};
    assert_int_equal(write(pipe, &report, sizeof report), sizeof report);
    if (record.sat == 3)
        journal_set_note(desk->journal, random_between(random, 1, record.id), "snow", &desk->error);
    record_free(&record);
}

/* The process that will be killed. */
static void go_on_for_ever(struct desk *desk, int64_t first, uint64_t seed, int pipe)
{
    setenv("CMOCKA_TEST_ABORT", "1", 1);
    desk_open(desk);
    if (journal_notice(desk->journal))
        fail_msg("%s", journal_notice(desk->journal));
    for (int64_t number = first; number < first + 1000; number++) {
        if (number % 7 == 0)
            desk_open(desk);
        sit(desk, number, &seed, pipe);
    }
    _exit(0);
}

/* Lets it say so many reports and a little more, and kills it. All reports go into a list. */
static size_t kill_after(pid_t child, int pipe, int64_t count, int64_t nanoseconds,
                         struct report *reports)
{
    size_t read_bytes = 0;
    ssize_t got = 1;
    while (read_bytes / sizeof *reports < (size_t)count && got > 0) {
        got = read(pipe, (char *)reports + read_bytes, sizeof *reports);
        read_bytes += got > 0 ? (size_t)got : 0;
    }
    const struct timespec moment = {.tv_nsec = nanoseconds};
    nanosleep(&moment, NULL);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    while ((got = read(pipe, (char *)reports + read_bytes, sizeof *reports)) > 0)
        read_bytes += (size_t)got;
    return read_bytes / sizeof *reports;
}

static size_t run_one(struct desk *desk, int64_t first, uint64_t *random, struct report *reports)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        go_on_for_ever(desk, first, *random, ends[1]);
    }
    close(ends[1]);
    size_t count = kill_after(child, ends[0], random_between(random, 0, 3),
                              random_between(random, 0, 8000000), reports);
    close(ends[0]);
    return count;
}

static void assert_all_there(sqlite3 *db, const struct report *reports, size_t count)
{
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT sat FROM sitting WHERE uid = printf('%032d', ?1)"
                                        " AND ending = 'complete'",
                                        -1, &statement, NULL),
                     SQLITE_OK);
    for (size_t i = 0; i < count; i++) {
        sqlite3_bind_int64(statement, 1, reports[i].number);
        if (sqlite3_step(statement) != SQLITE_ROW)
            fail_msg("sitting %d is lost", (int)reports[i].number);
        assert_int_equal(sqlite3_column_int64(statement, 0), reports[i].sat);
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
}

static void assert_sound(const struct desk *desk, const struct report *reports, size_t count)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(desk->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &statement, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(statement, 0), "ok");
    sqlite3_finalize(statement);
    assert_int_equal(
        sqlite3_exec(db, "INSERT INTO found (found) VALUES ('integrity-check')", NULL, NULL, NULL),
        SQLITE_OK);
    assert_all_there(db, reports, count);
    sqlite3_close(db);
}

static void no_sitting_is_lost_by_being_killed(void **state)
{
    struct desk *desk = *state;
    struct report *reports = mem_new(REPORTS_MOST, sizeof *reports);
    size_t count = 0;
    uint64_t random = 3;
    desk_close(desk);
    for (int64_t time = 0; time < rounds(TIMES); time++) {
        size_t more = run_one(desk, 1 + 1000 * time, &random, reports + count);
        assert_sound(desk, reports + count, more);
        count += more;
    }
    assert_sound(desk, reports, count);
    desk_open(desk);
    assert_null(journal_notice(desk->journal));
    assert_in_range(desk_count(desk, NULL), count, 2 * count + TIMES);
    print_message("%d sittings saved in %d programs that were killed: all there\n", (int)count,
                  rounds(TIMES));
    free(reports);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(no_sitting_is_lost_by_being_killed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
