/* Recovery where a file lies about what it holds: in links, twice, or by its size. */
#include "support/desk.h"

#include "journal/record.h"

#include <fcntl.h>

enum { PAGE = 4096, SITTINGS = 60 };

/* Saves sittings and one with a long note after them, and closes the journal; its bytes. */
static char *fill(struct desk *desk, size_t *size)
{
    struct error error;
    desk_save_many(desk, SITTINGS);
    desk_save_many_long(desk, 1);
    desk_close(desk);
    char *bytes = path_read(desk->path, 1 << 26, size, &error);
    assert_non_null(bytes);
    return bytes;
}

static int page_of(struct desk *desk, const char *where)
{
    char *sql = mem_format("SELECT max(pageno) FROM dbstat WHERE name = 'sitting' AND %s", where);
    int page = atoi(desk_sql(desk->path, sql));
    free(sql);
    assert_true(page > 1);
    return page;
}

static void opened_with(struct desk *desk, const char *bytes, size_t size, const char *notice)
{
    unlink(desk->path);
    free(files_write_bytes(desk->folder, "numbmed/journal.db", bytes, size));
    desk_open(desk);
    if (!strstr(journal_notice(desk->journal), notice))
        fail_msg("said \"%s\", not \"%s\"", journal_notice(desk->journal), notice);
}

/* Rows that claim to go on elsewhere, but lead nowhere, take nothing from those that do. */
static void links_that_lead_nowhere_cost_no_other_row(void **state)
{
    enum { ROOT = 2, CLAIMS = 1000, CELL = 3000 };
    /* 164170 bytes, of which 490 are on this page; row 1 */
    static const unsigned char cell[] = {0x8a, 0x82, 0x4a, 1};
    struct desk *desk = *state;
    size_t size;
    char *bytes = fill(desk, &size);
    unsigned char *page = (unsigned char *)bytes + PAGE * (ROOT - 1);
    assert_int_equal(page[0], 5); /* inside the tree, so that no row is on it */
    memset(page, 0, PAGE);
    memcpy(page, (unsigned char[]){13, 0, 0, CLAIMS >> 8, CLAIMS & 0xff}, 5);
    for (int i = 0; i < CLAIMS; i++)
        memcpy(page + 8 + 2 * i, (unsigned char[]){CELL >> 8, CELL & 0xff}, 2);
    memcpy(page + CELL, cell, sizeof cell);
    opened_with(desk, bytes, size, "61 sittings");
    assert_null(strstr(journal_notice(desk->journal), "whole"));
    free(bytes);
}

static void a_note_that_is_cut_twice_is_counted_once(void **state)
{
    struct desk *desk = *state;
    size_t size;
    char *bytes = fill(desk, &size);
    int leaf = page_of(desk, "pagetype = 'leaf'"), lost = page_of(desk, "path LIKE '%+000002'");
    bytes = mem_resize(bytes, size + PAGE, 1);
    memset(bytes + PAGE * (lost - 1), 0, PAGE);
    memcpy(bytes + size, bytes + PAGE * (leaf - 1), PAGE);
    opened_with(desk, bytes, size + PAGE, "the notes of 1 aren't whole");
    free(bytes);
}

/* A hole takes no room on the disk, and no time. */
static void a_file_that_is_nearly_all_hole_is_recovered_at_once(void **state)
{
    enum { SECONDS = 20 };
    struct desk *desk = *state;
    size_t size;
    char *bytes = fill(desk, &size);
    memset(bytes, 0, 100); /* its head */
    unlink(desk->path);
    free(files_write_bytes(desk->folder, "numbmed/journal.db", bytes, size));
    assert_int_equal(truncate(desk->path, INT64_C(1) << 39), 0);
    alarm(SECONDS);
    desk_open(desk);
    alarm(0);
    assert_non_null(strstr(journal_notice(desk->journal), "61 sittings"));
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(links_that_lead_nowhere_cost_no_other_row),
        TEST(a_note_that_is_cut_twice_is_counted_once),
        TEST(a_file_that_is_nearly_all_hole_is_recovered_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
