/* What a sitting was like is on the disk when it is said to be saved; where it is needn't be, and
 * waits for no disk. */
#include "support/desk.h"

static void a_save_waits_for_the_disk(void **state)
{
    struct desk *desk = *state;
    desk_save(desk, "Body scan", "first");
    desk_syncs = 0;
    int64_t id = desk_save(desk, "Body scan", "mine");
    assert_int_equal(desk_syncs, 1);
    assert_true(journal_set_note(desk->journal, id, "other", &desk->error));
    assert_int_equal(desk_syncs, 2);
    assert_true(journal_delete(desk->journal, id, &desk->error));
    assert_int_equal(desk_syncs, 3);
}

/* Every 5 s for two hours. */
static void a_place_waits_for_no_disk(void **state)
{
    struct desk *desk = *state;
    struct record record = desk_record("Body scan", NULL);
    record.ending = ENDING_NOT_YET;
    assert_true(journal_save(desk->journal, &record, &desk->error));
    desk_syncs = 0;
    for (record.sat = 0; record.sat < 7200; record.sat += 5) {
        record.at.left--;
        assert_true(journal_save_place(desk->journal, &record, &desk->error));
    }
    assert_int_equal(desk_syncs, 0);
    record.ending = ENDING_COMPLETE;
    assert_true(journal_save(desk->journal, &record, &desk->error));
    assert_true(desk_syncs > 0);
}

static void the_log_does_not_grow_without_end(void **state)
{
    struct desk *desk = *state;
    struct record record = desk_record("Body scan", NULL);
    struct stat status;
    record.ending = ENDING_NOT_YET;
    assert_true(journal_save(desk->journal, &record, &desk->error));
    for (record.sat = 0; record.sat < 86400; record.sat += 5)
        assert_true(journal_save_place(desk->journal, &record, &desk->error));
    char *log = desk_beside(desk, "-wal");
    assert_int_equal(stat(log, &status), 0);
    assert_in_range(status.st_size, 1, 20 * 1024 * 1024);
    free(log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_save_waits_for_the_disk),
        TEST(a_place_waits_for_no_disk),
        TEST(the_log_does_not_grow_without_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
