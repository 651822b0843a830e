/* The journal's rows: only those around what is shown are held. */
#include "support/cmocka.h"

#include "support/files.h"
#include "ui/journal_rows.h"

enum { SITTINGS = 400 };

struct desk {
    struct journal_rows rows;
    void *folder;
};

/* The newest is the last: number SITTINGS. Every tenth has a word of its own. */
static int open_rows(void **state)
{
    struct error error;
    struct desk *desk = mem_new(1, sizeof *desk);
    struct journal_rows *rows = &desk->rows;
    files_setup(&desk->folder);
    char *path = path_join(desk->folder, "journal.db");
    rows->journal = journal_open(path, &error);
    for (int i = 1; i <= SITTINGS; i++) {
        struct record record;
        record_begin(&record);
        record.began += i * 60 - SITTINGS * 60;
        record.ending = ENDING_COMPLETE;
        record.sat = i;
        snprintf(record.title, sizeof record.title, "Sitting %d", i);
        record_set_note(&record, i % 10 ? NULL : "tenth");
        if (!journal_save(rows->journal, &record, &error))
            return -1;
        record_free(&record);
    }
    journal_rows_settle(rows);
    free(path);
    *state = desk;
    return 0;
}

static int close_rows(void **state)
{
    struct desk *desk = *state;
    journal_rows_free(&desk->rows);
    journal_close(desk->rows.journal);
    files_teardown(&desk->folder);
    free(desk);
    return 0;
}

static void any_row_is_there_in_its_order(void **state)
{
    static const size_t INDEXES[] = {0, 399, 200, 1, 63, 64, 65, 127, 128, 398, 199};
    struct journal_rows *rows = &((struct desk *)*state)->rows;
    assert_int_equal(rows->count, SITTINGS);
    for (size_t i = 0; i < sizeof INDEXES / sizeof *INDEXES; i++) {
        struct menu_row row;
        char title[32];
        snprintf(title, sizeof title, "Sitting %d", SITTINGS - (int)INDEXES[i]);
        journal_rows_row(rows, INDEXES[i], &row);
        assert_int_equal(strncmp(row.about, title, strlen(title)), 0);
        assert_int_equal(journal_rows_id(rows, INDEXES[i]), SITTINGS - (int)INDEXES[i]);
        assert_in_range(rows->held, 1, JOURNAL_ROWS_HELD);
    }
}

static void a_screenful_is_fetched_once(void **state)
{
    struct journal_rows *rows = &((struct desk *)*state)->rows;
    journal_rows_id(rows, 200);
    size_t first = rows->first;
    for (size_t i = 200; i < 240; i++)
        journal_rows_id(rows, i);
    assert_int_equal(rows->first, first);
}

static void only_what_is_found_counts(void **state)
{
    struct journal_rows *rows = &((struct desk *)*state)->rows;
    snprintf(rows->find, sizeof rows->find, "tent");
    journal_rows_settle(rows);
    assert_int_equal(rows->count, SITTINGS / 10);
    assert_int_equal(journal_rows_id(rows, 39), 10);
}

static void what_is_gone_is_told_without_a_row(void **state)
{
    struct journal_rows *rows = &((struct desk *)*state)->rows;
    struct error error;
    struct menu_row row;
    assert_true(journal_delete(rows->journal, 1, &error));
    assert_int_equal(journal_rows_id(rows, 399), 0);
    journal_rows_row(rows, 399, &row);
    assert_string_equal(row.name, "…");
    journal_rows_settle(rows);
    assert_int_equal(rows->count, SITTINGS - 1);
    rows->deleted = true;
    journal_rows_settle(rows);
    assert_int_equal(rows->count, 1);
    assert_int_equal(journal_rows_id(rows, 0), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(any_row_is_there_in_its_order, open_rows, close_rows),
        cmocka_unit_test_setup_teardown(a_screenful_is_fetched_once, open_rows, close_rows),
        cmocka_unit_test_setup_teardown(only_what_is_found_counts, open_rows, close_rows),
        cmocka_unit_test_setup_teardown(what_is_gone_is_told_without_a_row, open_rows, close_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
