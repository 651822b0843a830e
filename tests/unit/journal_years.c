/* The years from 1900 to 9999: kept as they were, and said to be unsure where numbmed's own clock
 * was wrong. */
#include "support/desk.h"

#include "support/clock.h"

#include "journal/calendar.h"
#include "journal/export.h"
#include "journal/import.h"
#include "journal/journal_inside.h"
#include "journal/stats.h"

enum { HOUR = 3600 };

#define OLDEST INT64_C(-2208988800)  /* 1900-01-01 00:00:00, by the clock on the wall */
#define NEWEST INT64_C(253402300799) /* 9999-12-31 23:59:59 */

/* Years far apart, and both ends of them all over the world; the oldest first. */
static const struct {
    int64_t wall; /* seconds since 1970 by the clock on the wall */
    int utc_offset;
    const char *stamp, *year;
} DATES[] = {
    {OLDEST + 5 * HOUR, 14 * HOUR, "1900-01-01T05:00:00+14:00", "1900"},
    {OLDEST + 5 * HOUR, 0, "1900-01-01T05:00:00+00:00", "1900"},
    {OLDEST + 5 * HOUR, -12 * HOUR, "1900-01-01T05:00:00-12:00", "1900"},
    {-462385800, HOUR, "1955-05-08T07:30:00+01:00", "1955"},
    {-14182940, 0, "1969-07-20T20:17:40+00:00", "1969"},
    {-1, 0, "1969-12-31T23:59:59+00:00", "1969"},
    {5 * HOUR, 0, "1970-01-01T05:00:00+00:00", "1970"},
    {INT64_C(4133980800), 2 * HOUR, "2101-01-01T00:00:00+02:00",
     "2100"}, /* still the old evening */
    {NEWEST, 14 * HOUR, "9999-12-31T23:59:59+14:00", "9999"},
    {NEWEST, 0, "9999-12-31T23:59:59+00:00", "9999"},
    {NEWEST, -12 * HOUR, "9999-12-31T23:59:59-12:00", "9999"},
};

enum { DATE_COUNT = sizeof DATES / sizeof *DATES };

static struct record record_of(size_t i, const char *origin)
{
    struct record record = desk_record("Body scan", NULL);
    record.began = DATES[i].wall - DATES[i].utc_offset;
    record.utc_offset = DATES[i].utc_offset;
    snprintf(record.origin, sizeof record.origin, "%s", origin);
    return record;
}

static void fill(struct desk *desk)
{
    for (size_t i = 0; i < DATE_COUNT; i++) {
        struct record record = record_of(i, "elsewhere");
        assert_true(journal_save(desk->journal, &record, &desk->error));
    }
}

/* The text of an export; the caller frees it. */
static char *exported(struct journal *journal,
                      bool (*export)(struct journal *, FILE *, struct error *))
{
    struct error error;
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    assert_true(export(journal, out, &error));
    fclose(out);
    return text;
}

static void a_date_is_read_as_it_was_written(void **state)
{
    struct desk *desk = *state;
    struct record loaded;
    fill(desk);
    for (size_t i = 0; i < DATE_COUNT; i++) {
        assert_true(journal_load(desk->journal, (int64_t)i + 1, &loaded, &desk->error));
        assert_int_equal(loaded.began, DATES[i].wall - DATES[i].utc_offset);
        assert_int_equal(loaded.utc_offset, DATES[i].utc_offset);
        record_free(&loaded);
    }
}

static void a_date_comes_out_and_in_again_as_it_was(void **state)
{
    struct desk *desk = *state;
    struct import import = {0};
    fill(desk);
    char *text = exported(desk->journal, export_csv),
         *page = exported(desk->journal, export_markdown);
    for (size_t i = 0; i < DATE_COUNT; i++)
        assert_non_null(strstr(text, DATES[i].stamp));
    assert_non_null(strstr(page, "## July 1969\n\n### Sunday, 20 July\n\n**20:17 Body scan**"));
    assert_non_null(strstr(page, "## January 1900\n"));
    FILE *file = fmemopen(text, strlen(text), "r");
    assert_true(journal_forget_all(desk->journal, &desk->error));
    assert_true(import_csv(&import, desk->journal, file, &desk->error));
    assert_int_equal(import.added, DATE_COUNT);
    fclose(file);
    char *again = exported(desk->journal, export_csv);
    assert_string_equal(again, text);
    free(again);
    free(page);
    free(text);
}

static void each_counts_in_its_year(void **state)
{
    struct desk *desk = *state;
    struct stats stats;
    struct stats_sum sum;
    char year[8];
    fill(desk);
    assert_true(stats_read(&stats, desk->journal, 1795550400, HOUR, &desk->error));
    assert_int_equal(stats.all.sittings, DATE_COUNT);
    int64_t first = INT64_MAX;
    for (size_t left = DATE_COUNT; left;) {
        assert_true(stats_before(&stats, SPAN_YEAR, first, &first, &sum));
        snprintf(year, sizeof year, "%d", (int)calendar_date(first).year);
        for (; sum.sittings; sum.sittings--)
            assert_string_equal(year, DATES[--left].year);
    }
    assert_false(stats_before(&stats, SPAN_YEAR, first, &first, &sum));
    stats_free(&stats);
}

static void what_is_of_no_year_is_taken_for_the_nearest(void **state)
{
    struct desk *desk = *state;
    struct record loaded;
    int64_t id = desk_save(desk, "Body scan", NULL);
    desk_sql(desk->path, "UPDATE sitting SET began = 1 << 62, utc_offset = -43200");
    assert_true(journal_load(desk->journal, id, &loaded, &desk->error));
    assert_int_equal(loaded.began, NEWEST + 12 * HOUR);
    record_free(&loaded);
    desk_sql(desk->path, "UPDATE sitting SET began = -(1 << 62), utc_offset = 50400");
    assert_true(journal_load(desk->journal, id, &loaded, &desk->error));
    assert_int_equal(loaded.began, OLDEST - 14 * HOUR);
    record_free(&loaded);
}

/* ---- clocks that are wrong */

static void only_numbmeds_own_clock_makes_a_date_unsure(void **state)
{
    static const struct {
        int64_t clock;
        bool unsure;
    } CLOCKS[] = {
        {OLDEST - 1000000000, true},
        {-86400, true},
        {5, true},                    /* a clock that lost its time begins again with 1970 */
        {INT64_C(31536000), false},   /* 1971-01-01 */
        {INT64_C(1795550400), false}, /* 2026 */
        {INT64_C(4133980799), false}, /* 2100-12-31 23:59:59 */
        {INT64_C(4133980800), true},  /* 2101-01-01 */
        {INT64_C(1) << 50, true},
    };
    (void)state;
    setenv("TZ", "UTC", 1);
    tzset();
    for (size_t i = 0; i < sizeof CLOCKS / sizeof *CLOCKS; i++) {
        clock_shows = CLOCKS[i].clock;
        struct record record = desk_record("Body scan", NULL);
        clock_shows = CLOCK_REAL;
        assert_int_equal(record_date_is_unsure(&record), CLOCKS[i].unsure);
        assert_true(record.began >= OLDEST && record.began <= NEWEST);
        snprintf(record.origin, sizeof record.origin, "elsewhere");
        assert_false(record_date_is_unsure(&record));
        snprintf(record.origin, sizeof record.origin, "insight-timer");
        assert_false(record_date_is_unsure(&record));
    }
}

static void an_unsure_date_is_marked_in_what_goes_out(void **state)
{
    struct desk *desk = *state;
    struct record unsure = record_of(4, "numbmed"), sure = record_of(4, "elsewhere");
    assert_true(journal_save(desk->journal, &unsure, &desk->error));
    char *csv = exported(desk->journal, export_csv),
         *page = exported(desk->journal, export_markdown);
    assert_non_null(strstr(csv, ",date_unsure\r\n"));
    assert_non_null(strstr(csv, ",yes\r\n"));
    assert_non_null(strstr(page, ", date unsure\n"));
    free(csv);
    free(page);
    assert_true(journal_forget_all(desk->journal, &desk->error));
    assert_true(journal_save(desk->journal, &sure, &desk->error));
    csv = exported(desk->journal, export_csv), page = exported(desk->journal, export_markdown);
    assert_null(strstr(csv, ",yes\r\n"));
    assert_null(strstr(page, "unsure"));
    free(csv);
    free(page);
}

static void a_date_that_was_set_stays_whatever_is_written_afterwards(void **state)
{
    struct desk *desk = *state;
    struct record record = record_of(4, "numbmed"), loaded;
    record.ending = ENDING_NOT_YET;
    assert_true(journal_save(desk->journal, &record, &desk->error));
    assert_true(journal_set_date(desk->journal, record.id, 1795550400, -12600, &desk->error));
    record.ending = ENDING_COMPLETE;
    record.sat = 660;
    assert_true(journal_save(desk->journal, &record, &desk->error));
    assert_true(journal_load(desk->journal, record.id, &loaded, &desk->error));
    assert_int_equal(loaded.began, 1795550400);
    assert_int_equal(loaded.utc_offset, -12600);
    assert_int_equal(loaded.sat, 660);
    assert_false(record_date_is_unsure(&loaded));
    record_free(&loaded);
    assert_true(sums_are_right(desk->journal, &(char *){NULL}));
    assert_false(journal_set_date(desk->journal, 99, 1795550400, 0, &desk->error));
    assert_string_equal(desk->error.text, "");
}

static void a_deletion_by_a_wrong_clock_is_one(void **state)
{
    struct desk *desk = *state;
    int64_t id = desk_save(desk, "Body scan", NULL);
    clock_shows = -86400;
    bool deleted = journal_delete(desk->journal, id, &desk->error);
    clock_shows = CLOCK_REAL;
    assert_true(deleted);
    assert_int_equal(desk_count(desk, NULL), 0);
    assert_true(journal_restore(desk->journal, id, &desk->error));
    assert_int_equal(desk_count(desk, NULL), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_date_is_read_as_it_was_written),
        TEST(a_date_comes_out_and_in_again_as_it_was),
        TEST(each_counts_in_its_year),
        TEST(what_is_of_no_year_is_taken_for_the_nearest),
        TEST(only_numbmeds_own_clock_makes_a_date_unsure),
        TEST(an_unsure_date_is_marked_in_what_goes_out),
        TEST(a_date_that_was_set_stays_whatever_is_written_afterwards),
        TEST(a_deletion_by_a_wrong_clock_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
