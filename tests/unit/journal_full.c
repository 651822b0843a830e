/* On a full disk each try to write says one sentence, what was there stays, and it goes on when
 * there is room again. */
#include "unit/journal_acts.h"

#include "support/disk.h"

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

/* Puts a small disk under a folder of the desk's; ends where nothing may be mounted. */
static void small_disk(struct desk *desk, const char *name, int megabytes, struct disk *disk)
{
    char *folder = path_join(desk->folder, name);
    mkdir(folder, 0700);
    if (!disk_mount(disk, folder, megabytes))
        _exit(0);
    free(folder);
}

/* With the desk's journal on it. */
static void journal_on_small_disk(struct desk *desk, struct disk *disk)
{
    desk_close(desk);
    small_disk(desk, "numbmed", 2, disk);
    desk_open(desk);
}

static void part_on_a_small_disk(struct desk *desk)
{
    struct disk disk;
    journal_on_small_disk(desk, &disk);
    prepare(desk);
    all_is_refused_and_then_done(desk, &disk);
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
    small_disk(desk, "small", 1, &disk);
    free(desk->path);
    desk->path = path_join(desk->folder, "small/numbmed/journal.db");
    disk_fill(&disk);
    desk_close(desk);
    assert_null(desk_open_other(desk));
    desk_said(desk, desk->path);
    disk_free(&disk);
    desk_open(desk);
    desk_save(desk, "Body scan", NULL);
}

static void a_journal_is_begun_when_there_is_room(void **state)
{
    desk_apart(*state, part_begun_without_room);
}

static void part_opened_without_room(struct desk *desk)
{
    struct disk disk;
    journal_on_small_disk(desk, &disk);
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
}

static void a_journal_on_a_full_disk_is_read_and_later_written(void **state)
{
    desk_apart(*state, part_opened_without_room);
}

static void part_damaged_without_room(struct desk *desk)
{
    struct disk disk;
    journal_on_small_disk(desk, &disk);
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
}

static void a_broken_journal_on_a_full_disk_is_saved_later(void **state)
{
    desk_apart(*state, part_damaged_without_room);
}

static void part_copied_without_room(struct desk *desk)
{
    struct disk disk;
    char *copy = path_join(desk->folder, "stick/copy.db");
    prepare(desk);
    small_disk(desk, "stick", 1, &disk);
    disk_fill(&disk);
    assert_false(journal_backup(desk->journal, copy, false, &desk->error));
    desk_said(desk, "copy.db can't be written");
    assert_int_equal(disk_size(copy), -1);
    disk_free(&disk);
    assert_true(journal_backup(desk->journal, copy, false, &desk->error));
    free(copy);
}

static void a_copy_without_room_leaves_nothing(void **state)
{
    desk_apart(*state, part_copied_without_room);
}

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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
