/* Where nobody may write the journal is read, each try to write says one sentence, and it goes on
 * when it can be written again. */
#include "unit/journal_acts.h"

#include "support/disk.h"

enum { NOBODY = 65534 };

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

static void part_changed(struct desk *desk)
{
    prepare(desk);
    desk_close(desk);
    desk_sql(desk->path, "UPDATE sitting SET sat = 4711 WHERE id = 2");
    become_a_reader(desk);
    desk_open(desk);
    assert_non_null(strstr(journal_notice(desk->journal), "only read; sitting 2 isn't"));
}

static void what_another_changed_is_said_there_too(void **state)
{
    desk_apart(*state, part_changed);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_can_not_be_written_is_read_and_later_written),
        TEST(what_another_changed_is_said_there_too),
        TEST(an_odd_path_is_read_as_well),
        TEST(a_disk_that_is_only_read_is_enough_to_read),
        TEST(another_ones_log_is_read_too),
        TEST(a_broken_one_that_can_not_be_moved_is_one_sentence),
        TEST(a_folder_that_can_not_be_made_is_one_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
