/* Several programs with one journal: nothing is lost, and one that doesn't let go is told of. */
#include "support/desk.h"

#include <fcntl.h>
#include <time.h>

enum { PROGRAMS = 4, SITTINGS = 25 };

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Runs a part in several processes at the same time. */
static void all_at_once(struct desk *desk, bool (*part)(struct desk *, int))
{
    int status, gate[2];
    pid_t children[PROGRAMS];
    char byte;
    desk_close(desk);
    assert_int_equal(pipe(gate), 0);
    for (int i = 0; i < PROGRAMS; i++) {
        if ((children[i] = fork()) == 0) {
            setenv("CMOCKA_TEST_ABORT", "1", 1);
            close(gate[1]);
            _exit(read(gate[0], &byte, 1) == 0 && part(desk, i) ? 0 : 1);
        }
    }
    close(gate[0]);
    close(gate[1]); /* now */
    for (int i = 0; i < PROGRAMS; i++) {
        waitpid(children[i], &status, 0);
        assert_int_equal(status, 0);
    }
}

static bool part_save(struct desk *desk, int number)
{
    desk_open(desk);
    assert_null(journal_notice(desk->journal));
    for (int i = 0; i < SITTINGS; i++)
        desk_save(desk, number % 2 ? "Body scan" : "Anchor", "rain");
    desk_close(desk);
    return true;
}

static void concurrent_saves_lose_nothing(void **state)
{
    struct desk *desk = *state;
    all_at_once(desk, part_save);
    desk_is_sound(desk);
    assert_int_equal(desk_count(desk, NULL), PROGRAMS * SITTINGS);
    assert_int_equal(desk_count(desk, "anchor rain"), PROGRAMS / 2 * SITTINGS);
}

static void one_is_begun_however_many_begin_it(void **state)
{
    struct desk *desk = *state;
    for (int round = 0; round < 4; round++) {
        desk_close(desk);
        char *folder = path_join(desk->folder, "numbmed");
        nftw(folder, files_remove_one, 16, FTW_DEPTH | FTW_PHYS);
        all_at_once(desk, part_save);
        desk_open(desk);
        assert_int_equal(desk_count(desk, NULL), PROGRAMS * SITTINGS);
        free(folder);
    }
}

static bool part_open_broken(struct desk *desk, int number)
{
    (void)number;
    struct journal *journal = desk_open_other(desk);
    if (!journal)
        desk_said(desk, "another program has it open");
    journal_close(journal);
    return true;
}

static int kept_aside(const struct desk *desk)
{
    char *command = mem_format("ls %s/numbmed | grep -c 'damaged-[-0-9]*$'", desk->folder);
    int count = -1;
    FILE *listing = popen(command, "r");
    assert_int_equal(fscanf(listing, "%d", &count), 1);
    pclose(listing);
    free(command);
    return count;
}

static void a_broken_one_is_renewed_once(void **state)
{
    struct desk *desk = *state;
    desk_save_many(desk, 20);
    desk_close(desk);
    desk_sql(desk->path, "PRAGMA user_version = 0"); /* no stamp: no journal */
    all_at_once(desk, part_open_broken);
    desk_open(desk);
    assert_int_equal(desk_count(desk, "roof"), 20);
    assert_int_equal(kept_aside(desk), 1);
}

static void what_another_has_open_is_not_moved_away(void **state)
{
    struct desk *desk = *state;
    desk_save_many(desk, 3);
    desk_sql(desk->path, "PRAGMA application_id = 0");
    assert_null(desk_open_other(desk));
    desk_said(desk, "another program has it open");
    desk_save(desk, "Body scan", "roof too");
    assert_int_equal(desk_count(desk, "roof"), 4);
    desk_open(desk);
    assert_int_equal(desk_count(desk, "roof"), 4);
}

/* ---- one that doesn't let go */

static sqlite3 *locked(const struct desk *desk)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(desk->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    return db;
}

static void a_lock_that_stays_is_one_sentence_after_a_while(void **state)
{
    struct desk *desk = *state;
    int64_t id = desk_save(desk, "Body scan", "mine");
    sqlite3 *other = locked(desk);
    struct record record = desk_record("Body scan", NULL);
    int64_t began = now_ms();
    assert_false(journal_save(desk->journal, &record, &desk->error));
    assert_in_range(now_ms() - began, 2000, 10000);
    desk_said(desk, "in use by another program");
    assert_false(journal_delete(desk->journal, id, &desk->error));
    desk_said(desk, "in use by another program");
    assert_int_equal(desk_count(desk, "mine"), 1);
    sqlite3_close(other);
    assert_true(journal_save(desk->journal, &record, &desk->error));
}

static void a_place_is_not_waited_for_long(void **state)
{
    struct desk *desk = *state;
    struct record record = desk_record("Body scan", NULL);
    record.ending = ENDING_NOT_YET;
    assert_true(journal_save(desk->journal, &record, &desk->error));
    sqlite3 *other = locked(desk);
    int64_t began = now_ms();
    assert_false(journal_save_place(desk->journal, &record, &desk->error));
    assert_in_range(now_ms() - began, 0, 1500); /* 0.2 s where nothing else runs */
    desk_said(desk, "in use by another program");
    sqlite3_close(other);
    assert_true(journal_save_place(desk->journal, &record, &desk->error));
}

/* Held while it is opened, as by a program that was stopped in the midst of it. */
static void a_gate_that_stays_shut_is_one_sentence(void **state)
{
    struct desk *desk = *state;
    char *path = desk_beside(desk, "-held");
    struct flock gate = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = INT64_MAX, .l_len = 1};
    int file = open(path, O_RDWR);
    assert_int_equal(fcntl(file, F_OFD_SETLK, &gate), 0);
    assert_null(desk_open_other(desk));
    desk_said(desk, "in use by another program");
    close(file);
    journal_close(desk_open_other(desk));
    free(path);
}

/* ---- what one does while another sits */

static void a_sitting_outlives_that_all_is_forgotten(void **state)
{
    struct desk *desk = *state;
    struct record record = desk_record("Body scan", "mine");
    desk_save_many(desk, 3);
    record.ending = ENDING_NOT_YET;
    assert_true(journal_save(desk->journal, &record, &desk->error));
    struct journal *other = desk_open_other(desk);
    assert_true(journal_forget_all(other, &desk->error));
    assert_true(journal_save_place(desk->journal, &record, &desk->error));
    assert_int_equal(desk_count(desk, NULL), 0);
    struct record new = desk_record("Anchor", "another's");
    assert_true(journal_save(other, &new, &desk->error));
    assert_true(journal_save_place(desk->journal, &record, &desk->error));
    record.ending = ENDING_COMPLETE;
    assert_true(journal_save(desk->journal, &record, &desk->error));
    assert_int_equal(desk_count(desk, "mine"), 1);
    assert_int_equal(desk_count(desk, "another"), 1);
    record_free(&record);
    record_free(&new);
    journal_close(other);
}

/* What a person does to a sitting that goes on is not undone by its end. */
static void the_end_of_a_sitting_undoes_nothing(void **state)
{
    struct desk *desk = *state;
    struct record record = desk_record("Body scan", NULL), loaded;
    struct journal *other = desk_open_other(desk);
    record.ending = ENDING_NOT_YET;
    assert_true(journal_save(desk->journal, &record, &desk->error));
    assert_true(journal_set_note(other, record.id, "written elsewhere", &desk->error));
    assert_true(journal_delete(other, record.id, &desk->error));
    record.ending = ENDING_COMPLETE;
    record.sat = 700;
    assert_true(journal_save(desk->journal, &record, &desk->error));
    assert_true(journal_load(other, record.id, &loaded, &desk->error));
    assert_int_equal(loaded.ending, ENDING_COMPLETE);
    assert_int_equal(loaded.sat, 700);
    assert_true(loaded.deleted > 0);
    assert_string_equal(loaded.note, "written elsewhere");
    record_free(&loaded);
    journal_close(other);
    assert_int_equal(desk_count(desk, "elsewhere"), 0); /* it is deleted */
    desk_is_sound(desk);
}

/* The newest word counts, for each part of what is said. */
static void what_is_said_here_leaves_the_rest_as_it_is(void **state)
{
    struct desk *desk = *state;
    struct record record = desk_record("Body scan", "mine"), loaded;
    struct said said = {.check_ins = {CHECK_IN_EMPTY, CHECK_IN_EMPTY}};
    assert_true(journal_save_said(desk->journal, &record, &said, &desk->error));
    assert_true(journal_set_note(desk->journal, record.id, "newer", &desk->error));
    record.check_ins[MOMENT_BEFORE].scales[SCALE_PLEASANT] = 7;
    assert_true(journal_save_said(desk->journal, &record, &said, &desk->error));
    assert_true(journal_load(desk->journal, record.id, &loaded, &desk->error));
    assert_string_equal(loaded.note, "newer");
    assert_int_equal(loaded.check_ins[MOMENT_BEFORE].scales[SCALE_PLEASANT], 7);
    assert_int_equal(loaded.check_ins[MOMENT_AFTER].scales[SCALE_ENERGY], 40);
    record_free(&loaded);
    record_set_note(&record, "newest");
    assert_true(journal_save_said(desk->journal, &record, &said, &desk->error));
    assert_true(note_hand_tell(&said.note, record.id, &desk->error));
    desk_said(desk, "--undo brings it back");
    assert_true(journal_undo_note(desk->journal, record.id, &desk->error));
    assert_int_equal(desk_count(desk, "newer"), 1);
    said_free(&said);
    record_free(&record);
}

/* Breaks something while the journal is in use, and ends a sitting and sits another. */
static void sit_while_broken(struct desk *desk, const char *sql)
{
    struct record record = desk_record("Body scan", "mine"), other = desk_record("Anchor", "next");
    desk_save_many(desk, 20);
    record.ending = ENDING_NOT_YET;
    assert_true(journal_save(desk->journal, &record, &desk->error));
    int64_t id = record.id;
    desk_sql(desk->path, sql);
    record.ending = ENDING_COMPLETE;
    if (!journal_save(desk->journal, &record, &desk->error))
        fail_msg("%s", desk->error.text);
    assert_true(journal_save(desk->journal, &other, &desk->error));
    assert_int_equal(record.id, id);
    assert_int_equal(desk_count(desk, "roof"), 20);
    assert_int_equal(desk_count(desk, "mine"), 1);
    record_free(&record);
    record_free(&other);
}

static void what_words_are_found_by_is_made_anew_in_use(void **state)
{
    struct desk *desk = *state;
    sit_while_broken(desk, "UPDATE found_data SET block = x'00' WHERE id = 10");
    assert_non_null(strstr(journal_notice(desk->journal), "what words are found by didn't match"));
    desk_is_sound(desk);
    assert_null(journal_notice(desk->journal));
}

static void one_is_renewed_in_the_midst_of_a_sitting(void **state)
{
    struct desk *desk = *state;
    sit_while_broken(desk, "DROP TABLE found_data");
    assert_non_null(strstr(journal_notice(desk->journal), "21 sittings of it could be saved"));
    desk_is_sound(desk);
    assert_null(journal_notice(desk->journal));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(concurrent_saves_lose_nothing),
        TEST(one_is_begun_however_many_begin_it),
        TEST(a_broken_one_is_renewed_once),
        TEST(what_another_has_open_is_not_moved_away),
        TEST(a_lock_that_stays_is_one_sentence_after_a_while),
        TEST(a_place_is_not_waited_for_long),
        TEST(a_gate_that_stays_shut_is_one_sentence),
        TEST(a_sitting_outlives_that_all_is_forgotten),
        TEST(the_end_of_a_sitting_undoes_nothing),
        TEST(what_is_said_here_leaves_the_rest_as_it_is),
        TEST(what_words_are_found_by_is_made_anew_in_use),
        TEST(one_is_renewed_in_the_midst_of_a_sitting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
