/* Where the journal can't be written each try says one sentence, what was there stays, and it goes
 * on when it can be written again. */
#include "support/desk.h"

#include "support/disk.h"

enum { NOBODY = 65534 };

struct act {
    const char *name;
    bool (*run)(struct desk *desk, int64_t id);
};

static bool save(struct desk *desk, int64_t id)
{
    (void)id;
    struct record record = desk_record("Body scan", NULL);
    char *note = mem_new(NOTE_MOST, 1);
    memset(note, 'n', NOTE_MOST - 1);
    record_set_note(&record, note);
    bool good = journal_save(desk->journal, &record, &desk->error);
    record_free(&record);
    free(note);
    return good;
}

static bool save_place(struct desk *desk, int64_t id)
{
    struct record record;
    if (!journal_load(desk->journal, id, &record, &desk->error))
        return false;
    record.at.left++;
    bool good = journal_save_place(desk->journal, &record, &desk->error);
    record_free(&record);
    return good;
}

static bool set_note(struct desk *desk, int64_t id)
{
    return journal_set_note(desk->journal, id, "another note", &desk->error);
}

static bool delete (struct desk *desk, int64_t id)
{
    return journal_delete(desk->journal, id, &desk->error);
}

static bool restore(struct desk *desk, int64_t id)
{
    return journal_restore(desk->journal, id, &desk->error);
}

static bool forget_all(struct desk *desk, int64_t id)
{
    (void)id;
    return journal_forget_all(desk->journal, &desk->error);
}

/* In this order each can be done once it may. */
static const struct act ACTS[] = {
    {"save", save},     {"save place", save_place}, {"set note", set_note},
    {"delete", delete}, {"restore", restore},       {"forget", forget_all},
};

enum { ACT_COUNT = sizeof ACTS / sizeof *ACTS };

/* Numbers that tell whether anything changed. */
static char *state_of(struct desk *desk)
{
    struct error error;
    struct journal *other = desk_open_other(desk);
    if (!other)
        fail_msg("%s", desk->error.text);
    int64_t all = journal_count(other, &(struct journal_query){.limit = 0}, &error),
            found = journal_count(other, &(struct journal_query){.find = "roof rain"}, &error),
            gone = journal_count(other, &(struct journal_query){.deleted = true}, &error);
    journal_close(other);
    return mem_format("%d of %d, %d deleted", (int)found, (int)all, (int)gone);
}

static void assert_refused(struct desk *desk, const struct act *act, int64_t id, const char *why)
{
    if (act->run(desk, id))
        fail_msg("%s was possible", act->name);
    desk_said(desk, why);
    desk_said(desk, "");
}

static int64_t prepare(struct desk *desk)
{
    struct record record = desk_record("Body scan", "first");
    desk_save_many(desk, 30);
    record.ending = ENDING_NOT_YET;
    assert_true(journal_save(desk->journal, &record, &desk->error));
    record_free(&record);
    return record.id;
}

/* ---- a full disk */

static void all_is_refused_and_then_done(struct desk *desk, const struct disk *disk)
{
    for (size_t i = 0; i < ACT_COUNT; i++) {
        char *before = state_of(desk);
        int64_t id = i < 2 ? 31 : 1;
        disk_fill(disk);
        bool done = ACTS[i].run(desk, id);
        if (!done)
            desk_said(desk, "the disk is full");
        disk_free(disk);
        char *after = state_of(desk);
        if (!done)
            assert_string_equal(after, before);
        if (!done && !ACTS[i].run(desk, id))
            fail_msg("%s: %s", ACTS[i].name, desk->error.text);
        desk_is_sound(desk);
        free(before);
        free(after);
    }
}

static void part_on_a_small_disk(struct desk *desk)
{
    struct disk disk;
    desk_close(desk);
    char *folder = path_join(desk->folder, "numbmed");
    if (!disk_mount(&disk, folder, 2)) /* megabytes */
        _exit(0);                      /* where nothing may be mounted */
    desk_open(desk);
    prepare(desk);
    all_is_refused_and_then_done(desk, &disk);
    free(folder);
}

static void a_full_disk_takes_nothing_of_what_was_there(void **state)
{
    desk_apart(*state, part_on_a_small_disk);
}

/* Every write from a certain size of the file on fails, which can be had everywhere; sooner or
 * later in the midst of each act. */
static void part_with_a_limit(struct desk *desk)
{
    int64_t id = prepare(desk);
    for (size_t i = 0; ACTS[i].run != restore; i++) {
        char *before = state_of(desk);
        disk_limit(1024);
        assert_refused(desk, &ACTS[i], i < 2 ? id : 1, "can't be read or written");
        disk_lift_limit();
        char *after = state_of(desk);
        assert_string_equal(after, before);
        free(before);
        free(after);
        desk_is_sound(desk);
    }
}

static void a_write_that_fails_is_one_sentence(void **state)
{
    desk_apart(*state, part_with_a_limit);
}

static void part_limits(struct desk *desk)
{
    desk_save_many(desk, 5);
    for (long limit = 4096; limit < 400000; limit += 4096) {
        disk_limit(limit);
        struct record record = desk_record("Body scan", "limited");
        bool saved = journal_save(desk->journal, &record, &desk->error);
        record_free(&record);
        disk_lift_limit();
        desk_is_sound(desk);
        char count[24];
        snprintf(count, sizeof count, "%d", saved ? 1 : 0);
        char *sql = mem_format("SELECT count(*) FROM sitting WHERE uid = '%s'", record.uid);
        assert_string_equal(desk_sql(desk->path, sql), count);
        free(sql);
    }
}

static void a_save_is_there_whole_or_not_at_all(void **state)
{
    desk_apart(*state, part_limits);
}

static void part_begun_without_room(struct desk *desk)
{
    struct disk disk;
    char *folder = path_join(desk->folder, "small");
    mkdir(folder, 0700);
    if (!disk_mount(&disk, folder, 1))
        _exit(0);
    free(desk->path);
    desk->path = path_join(folder, "numbmed/journal.db");
    disk_fill(&disk);
    desk_close(desk);
    assert_null(desk_open_other(desk));
    desk_said(desk, desk->path);
    disk_free(&disk);
    desk_open(desk);
    desk_save(desk, "Body scan", NULL);
    free(folder);
}

static void a_journal_is_begun_when_there_is_room(void **state)
{
    desk_apart(*state, part_begun_without_room);
}

static void part_opened_without_room(struct desk *desk)
{
    struct disk disk;
    desk_close(desk);
    char *folder = path_join(desk->folder, "numbmed");
    if (!disk_mount(&disk, folder, 2))
        _exit(0);
    desk_open(desk);
    int64_t id = prepare(desk);
    desk_close(desk);
    disk_fill(&disk);
    desk_open(desk);
    assert_int_equal(desk_count(desk, "roof"), 30);
    if (journal_notice(desk->journal))
        assert_non_null(strstr(journal_notice(desk->journal), "only read"));
    disk_free(&disk);
    assert_true(set_note(desk, id));
    assert_null(journal_notice(desk->journal));
    free(folder);
}

static void a_journal_on_a_full_disk_is_read_and_later_written(void **state)
{
    desk_apart(*state, part_opened_without_room);
}

static void part_damaged_without_room(struct desk *desk)
{
    struct disk disk;
    desk_close(desk);
    char *folder = path_join(desk->folder, "numbmed");
    if (!disk_mount(&disk, folder, 2))
        _exit(0);
    desk_open(desk);
    prepare(desk);
    desk_close(desk);
    int64_t size = disk_damage(desk->path, 40000);
    disk_fill(&disk);
    struct journal *meanwhile = desk_open_other(desk);
    if (meanwhile)
        assert_non_null(strstr(journal_notice(meanwhile), "only read"));
    else
        desk_said(desk, desk->path);
    journal_close(meanwhile);
    assert_int_equal(disk_size(desk->path), size);
    disk_free(&disk);
    desk_open(desk);
    assert_non_null(strstr(journal_notice(desk->journal), "was damaged"));
    assert_true(desk_count(desk, NULL) > 10);
    free(folder);
}

static void a_broken_journal_on_a_full_disk_is_saved_later(void **state)
{
    desk_apart(*state, part_damaged_without_room);
}

static void part_copied_without_room(struct desk *desk)
{
    struct disk disk;
    char *folder = path_join(desk->folder, "stick"), *copy = path_join(folder, "copy.db");
    prepare(desk);
    mkdir(folder, 0700);
    if (!disk_mount(&disk, folder, 1))
        _exit(0);
    disk_fill(&disk);
    assert_false(journal_backup(desk->journal, copy, &desk->error));
    desk_said(desk, "copy.db can't be written");
    assert_int_equal(disk_size(copy), -1);
    disk_free(&disk);
    assert_true(journal_backup(desk->journal, copy, &desk->error));
    free(copy);
    free(folder);
}

static void a_copy_without_room_leaves_nothing(void **state)
{
    desk_apart(*state, part_copied_without_room);
}

/* ---- no right to write */

/* Root may write everywhere, so somebody else is asked. */
static void become_a_reader(const struct desk *desk)
{
    char *folder = path_join(desk->folder, "numbmed");
    if (geteuid() == 0) {
        chmod(desk->folder, 0755);
        chmod(folder, 0755);
        chmod(desk->path, 0644);
        assert_int_equal(seteuid(NOBODY), 0);
    } else {
        chmod(desk->path, 0400);
        chmod(folder, 0500);
    }
    free(folder);
}

static void become_a_writer(const struct desk *desk)
{
    char *folder = path_join(desk->folder, "numbmed");
    if (geteuid() == NOBODY)
        assert_int_equal(seteuid(0), 0);
    chmod(folder, 0700);
    chmod(desk->path, 0600);
    free(folder);
}

static void assert_only_read(struct desk *desk, int64_t id)
{
    assert_non_null(strstr(journal_notice(desk->journal), "only read"));
    assert_int_equal(desk_count(desk, "roof"), 30);
    for (size_t i = 0; i < ACT_COUNT; i++)
        assert_refused(desk, &ACTS[i], id, "can't be written");
    assert_int_equal(desk_count(desk, "roof"), 30);
}

static void part_read_only(struct desk *desk)
{
    int64_t id = prepare(desk);
    desk_close(desk);
    become_a_reader(desk);
    desk_open(desk);
    assert_only_read(desk, id);
    become_a_writer(desk);
    assert_true(set_note(desk, id));
    assert_null(journal_notice(desk->journal));
}

static void what_can_not_be_written_is_read_and_later_written(void **state)
{
    desk_apart(*state, part_read_only);
}

/* The path has letters that mean something in the name of a file for SQLite. */
static void part_odd_path(struct desk *desk)
{
    free(desk->path);
    desk->path = path_join(desk->folder, "numbmed/a?b=c#d%20é.db");
    desk_open(desk);
    int64_t id = prepare(desk);
    desk_close(desk);
    become_a_reader(desk);
    desk_open(desk);
    assert_only_read(desk, id);
}

static void an_odd_path_is_read_as_well(void **state)
{
    desk_apart(*state, part_odd_path);
}

static void part_read_only_disk(struct desk *desk)
{
    char *folder = path_join(desk->folder, "numbmed");
    int64_t id = prepare(desk);
    desk_close(desk);
    if (!disk_make_read_only(folder))
        _exit(0);
    desk_open(desk);
    assert_only_read(desk, id);
    free(folder);
}

static void a_disk_that_is_only_read_is_enough_to_read(void **state)
{
    desk_apart(*state, part_read_only_disk);
}

static void part_read_while_written(struct desk *desk)
{
    prepare(desk); /* and goes on writing: what was written last is in the log */
    struct journal *writer = desk->journal;
    desk->journal = NULL;
    if (geteuid() == 0) {
        char *log = desk_beside(desk, "-wal"), *index = desk_beside(desk, "-shm");
        chmod(log, 0644);
        chmod(index, 0644);
        become_a_reader(desk);
        desk_open(desk);
        assert_int_equal(desk_count(desk, "roof"), 30);
        desk_close(desk);
        become_a_writer(desk);
        free(log);
        free(index);
    }
    journal_close(writer);
}

static void another_ones_log_is_read_too(void **state)
{
    desk_apart(*state, part_read_while_written);
}

static void part_damaged_read_only(struct desk *desk)
{
    prepare(desk);
    desk_close(desk);
    disk_damage(desk->path, 0);
    become_a_reader(desk);
    assert_null(desk_open_other(desk));
    desk_said(desk, "is damaged");
}

static void a_broken_one_that_can_not_be_moved_is_one_sentence(void **state)
{
    desk_apart(*state, part_damaged_read_only);
}

static void part_no_folder(struct desk *desk)
{
    become_a_reader(desk);
    free(desk->path);
    desk->path = path_join(desk->folder, "numbmed/deeper/journal.db");
    assert_null(desk_open_other(desk));
    desk_said(desk, "can't make the folder");
}

static void a_folder_that_can_not_be_made_is_one_sentence(void **state)
{
    desk_apart(*state, part_no_folder);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, desk_setup, desk_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_full_disk_takes_nothing_of_what_was_there),
        TEST(a_write_that_fails_is_one_sentence),
        TEST(a_save_is_there_whole_or_not_at_all),
        TEST(a_journal_is_begun_when_there_is_room),
        TEST(a_journal_on_a_full_disk_is_read_and_later_written),
        TEST(a_broken_journal_on_a_full_disk_is_saved_later),
        TEST(a_copy_without_room_leaves_nothing),
        TEST(what_can_not_be_written_is_read_and_later_written),
        TEST(an_odd_path_is_read_as_well),
        TEST(a_disk_that_is_only_read_is_enough_to_read),
        TEST(another_ones_log_is_read_too),
        TEST(a_broken_one_that_can_not_be_moved_is_one_sentence),
        TEST(a_folder_that_can_not_be_made_is_one_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
