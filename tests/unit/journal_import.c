/* What is in a file comes in as it stands there, or is reported. */
#include "support/transfer.h"

/* ---- rows that are bad */

static void one_bad_row_keeps_all_outside(void **state)
{
    struct desk *desk = *state;
    static const char FILE_OF_FOUR[] = "began,seconds\n2026-03-01T07:30:00Z,60\n"
                                       "yesterday,60\n2026-03-02T07:30:00Z,60\n"
                                       "2026-03-03T07:30:00Z,1h\n";
    assert_false(bring_text(desk, FILE_OF_FOUR));
    assert_int_equal(count_of(desk->to), 0);
    assert_int_equal(desk->import.added, 0);
    assert_string_equal(desk->told,
                        "3: began 'yesterday' is no time; write it like "
                        "2026-03-01T07:30:00+01:00|"
                        "5: seconds '1h' is no number of seconds|"
                        "0: nothing was imported, as 2 rows are bad; --skip-bad leaves them out|");
    desk->import.skip_bad = true;
    assert_true(bring_text(desk, FILE_OF_FOUR));
    assert_int_equal(count_of(desk->to), 2);
    assert_int_equal(desk->import.bad, 2);
}

static void each_column_says_what_is_wrong_with_it(void **state)
{
    struct desk *desk = *state;
    static const char HEAD[] = "began,seconds,uid,ending,practice,before_energy,after_words\n"
                               "2026-03-01T07:30:00Z,60,";
    static const char *const BAD[][2] = {
        {"abc,,,,", "2: uid 'abc' isn't 32 hex"},
        {",over,,,", "2: ending 'over' is no ending"},
        {",,x23456789x23456789x23456789x23456789x23456789x23456789x23456789x23456789,,",
         "2: practice is longer than 64 bytes"},
        {",,,101,", "2: before_energy '101' is neither"},
        {",,,-1,", "2: before_energy '-1' is neither"},
        {",,,1.5,", "2: before_energy '1.5' is neither"},
        {",,,,\"a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn\no\np\nq\"",
         "2: after_words has more than 16"},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        char *text = mem_format("%s%s\n", HEAD, BAD[i][0]);
        assert_false(bring_text(desk, text));
        assert_memory_equal(desk->told, BAD[i][1], strlen(BAD[i][1]));
        free(text);
    }
    assert_int_equal(count_of(desk->to), 0);
}

static void a_file_of_something_else_is_refused(void **state)
{
    struct desk *desk = *state;
    desk->import.skip_bad = true;
    static const char *const BAD[] = {
        "",
        "\xEF\xBB\xBF",
        "name,age\nx,3\n",
        "began\n2026-03-01T07:30:00Z\n",
        "{",
        "[{\"seconds\":1}",
        "[1]",
        "[{}],",
        "[",
        "[{},]",
        "\"began,seconds\n",
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        assert_false(bring_text(desk, BAD[i]));
    assert_false(bring_bytes(desk, "\xFF\xFEs\0a\0", 6));
    assert_int_equal(count_of(desk->to), 0);
}

static void a_bad_object_is_left_out_of_json(void **state)
{
    struct desk *desk = *state;
    desk->import.skip_bad = true;
    assert_true(bring_text(desk, "[{\"began\":\"2026-03-01T07:30:00Z\",\n\"seconds\":60,\n"
                                 "\"mood\":{\"a\":[\"}\\\"{\"]}},\n"
                                 "{\"began\":1},\n{\"began\" 1},\n"
                                 "{\"began\":\"2026-03-01T07:30:00Z\",\"seconds\":\"60\"},"
                                 "{\"note\":\"\xFF\"},{\"a\":1,\"a\":2}]"));
    assert_int_equal(desk->import.added, 1);
    assert_int_equal(desk->import.bad, 5);
    assert_string_equal(desk->import.unknown[0], "mood");
    assert_memory_equal(desk->told, "4: began has", 12);
    assert_non_null(strstr(desk->told, "|5: it is no JSON"));
    assert_non_null(strstr(desk->told, "|6: seconds has a value"));
}

static void a_row_without_all_its_cells_is_bad(void **state)
{
    struct desk *desk = *state;
    desk->import.skip_bad = true;
    assert_true(bring_text(desk, "began,seconds,title,note\n"
                                 "2026-11-20T07:30:00Z,600,Zazen,Bells, far away\n"
                                 "2026-11-21T07:30:00Z,600,Zazen\n"
                                 "2026-11-22T07:30:00Z,600,Zazen,\n"
                                 "2026-11-23T07:30:00Z,60"));
    assert_int_equal(desk->import.added, 1);
    assert_string_equal(desk->told,
                        "2: it has 5 cells, the first row 4; put a cell with a comma in it in "
                        "quotes|"
                        "3: it has 3 cells, the first row 4; write the ones that are missing, or "
                        "leave their places empty|"
                        "5: it has 2 cells, the first row 4; the file is cut off here: get it "
                        "whole|");
}

/* Wherever numbmed's own file is cut, what is half there isn't taken. */
static void a_file_that_is_cut_anywhere_brings_in_whole_rows_only(void **state)
{
    struct desk *desk = *state;
    uint64_t random = 15;
    size_t size, whole = 0;
    assert_true(made_fill(desk->from, &random, 6));
    char *text = taken_out(desk->from, export_csv, &size);
    desk->import.skip_bad = true;
    for (size_t cut = 0; cut <= size; cut++) {
        bring_bytes(desk, text, cut);
        whole += (size_t)desk->import.added;
        assert_int_equal(count_of(desk->to), whole);
        assert_true(!desk->import.added || text[cut - 1] == '\r' || text[cut - 1] == '\n');
    }
    assert_int_equal(whole, 6);
    free(text);
}

static void a_last_row_without_a_line_end_is_taken_where_nothing_can_be_missing(void **state)
{
    struct desk *desk = *state;
    assert_false(bring_text(desk, "began,seconds\n2026-11-20T07:30:00Z,12"));
    assert_memory_equal(desk->told, "2: the file ends here without a line end", 40);
    assert_true(bring_text(desk, "began,seconds,title\n2026-11-20T07:30:00Z,1200,Zazen"));
    assert_int_equal(desk->import.added, 1);
}

static void a_column_that_is_named_twice_is_refused(void **state)
{
    struct desk *desk = *state;
    assert_false(bring_text(desk, "began,seconds,note,Note\n2026-11-20T07:30:00Z,12,a,b\n"));
    assert_string_equal(desk->told, "0: the first row names note twice; rename or remove one|");
}

static void unknown_columns_are_named_and_left_out(void **state)
{
    struct desk *desk = *state;
    assert_true(bring_text(desk, "mood,began,Seconds,weather\n"
                                 "3,2026-03-01T07:30:00Z,60,rain\n"));
    assert_int_equal(desk->import.added, 1);
    assert_int_equal(desk->import.unknown_count, 2);
    assert_string_equal(desk->import.unknown[0], "mood");
    assert_string_equal(desk->import.unknown[1], "weather");
}

static void a_note_is_cleaned_of_what_a_terminal_obeys(void **state)
{
    struct desk *desk = *state;
    struct error error;
    struct record record;
    assert_true(bring_text(desk, "began,seconds,title,note\n"
                                 "2026-03-01T07:30:00Z,60,a\x1B[31m b,\"x\x1B]0;\x07y\r\nz\r\"\n"));
    assert_true(journal_load(desk->to, 1, &record, &error));
    assert_string_equal(record.title, "a[31m b");
    assert_string_equal(record.note, "x]0;y\nz");
    record_free(&record);
}

static void blank_lines_at_the_end_of_a_note_stay_outside(void **state)
{
    struct desk *desk = *state;
    struct error error;
    struct record record;
    assert_true(bring_text(desk, "began,seconds,note\n2026-03-01T07:00:00Z,60,\"rain\n\n \n\"\n"));
    assert_true(bring_text(desk, "[{\"began\": \"2026-03-02T07:00:00Z\", \"seconds\": 60,"
                                 " \"note\": \"rain\\n\\r\\n\"}]"));
    for (int64_t id = 1; id <= 2; id++) {
        assert_true(journal_load(desk->to, id, &record, &error));
        assert_string_equal(record.note, "rain");
        record_free(&record);
    }
}

/* ---- from elsewhere */

static void insight_timers_log_comes_in_once(void **state)
{
    struct desk *desk = *state;
    struct error error;
    struct record record;
    static const char LOG[] = "Started At,Duration,Preset,Activity\r\n"
                              "04/20/2026 08:21:14,0:45:0,,Meditation\r\n"
                              "1/5/2026 9:59:37 PM,1:5:37,\"Rain, soft\",Walking\r\n"
                              "1/5/2026 9:59:37 PM,1:5:37,\"Rain, soft\",Walking\r\n";
    assert_true(bring_text(desk, LOG));
    assert_int_equal(desk->import.added, 2);
    assert_int_equal(desk->import.there, 1);
    setenv("TZ", "UTC0", 1); /* the same file, read elsewhere */
    assert_true(bring_text(desk, LOG));
    assert_int_equal(desk->import.added, 0);
    assert_int_equal(desk->import.there, 3);
    assert_true(journal_load(desk->to, 1, &record, &error));
    assert_int_equal(record.began, 1776666074);
    assert_int_equal(record.utc_offset, 7200);
    assert_int_equal(record.sat, 2700);
    assert_string_equal(record.title, "Meditation");
    assert_string_equal(record.origin, "insight-timer");
    assert_int_equal(record.ending, ENDING_COMPLETE);
    record_free(&record);
    assert_true(journal_load(desk->to, 2, &record, &error));
    assert_int_equal(record.began, 1767646777);
    assert_int_equal(record.sat, 3937);
    assert_string_equal(record.title, "Rain, soft (Walking)");
    record_free(&record);
}

static void what_is_no_time_or_length_is_bad(void **state)
{
    struct desk *desk = *state;
    static const char *const BAD[] = {
        "04/20/2026,0:45:0",         "04/20/26 08:21:14,0:45:0",  "04/20/2026 13:21:14 PM,0:45:0",
        "04/20/2026 08:21:14,45",    "04/20/2026 08:21:14,45:00", "04/20/2026 08:21:14,0:60:0",
        "02/30/2026 08:21:14,0:1:0",
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        char *text = mem_format("Started At,Duration\n%s\n", BAD[i]);
        assert_false(bring_text(desk, text));
        assert_memory_equal(desk->told, "2: ", 3);
        free(text);
    }
}

/* ---- day and month */

static int day_of(struct desk *desk, int64_t id)
{
    struct error error;
    struct record record;
    assert_true(journal_load(desk->to, id, &record, &error));
    time_t clock = record.began + record.utc_offset;
    struct tm there;
    gmtime_r(&clock, &there);
    record_free(&record);
    return 100 * (there.tm_mon + 1) + there.tm_mday;
}

#define STARTED "Started At,Duration\n"
#define MAY_BE "04/05/2026 08:21:14,0:45:0\n"

static void a_file_has_one_order_of_day_and_month(void **state)
{
    struct desk *desk = *state;
    assert_true(bring_text(desk, STARTED MAY_BE "20/04/2026 08:21:14,0:45:0\n"));
    assert_int_equal(desk->import.order, ORDER_DMY);
    assert_int_equal(day_of(desk, 1), 504);
    assert_int_equal(day_of(desk, 2), 420);
    desk->import.order = ORDER_UNKNOWN;
    assert_true(bring_text(desk, STARTED MAY_BE "04/20/2026 09:00:00,0:45:0\n"));
    assert_int_equal(desk->import.order, ORDER_MDY);
    assert_int_equal(day_of(desk, 3), 405);
}

static void where_the_order_cant_be_told_it_is_asked_for(void **state)
{
    struct desk *desk = *state;
    desk->import.skip_bad = true;
    assert_false(bring_text(desk, STARTED MAY_BE));
    assert_non_null(strstr(desk->told, "--date-order dmy"));
    assert_false(bring_text(desk, STARTED MAY_BE "20/04/2026 08:21:14,0:45:0\n"
                                                 "04/20/2026 08:21:14,0:45:0\n"));
    assert_non_null(strstr(desk->told, "--date-order dmy"));
    assert_int_equal(count_of(desk->to), 0);
    desk->import.order = ORDER_DMY;
    assert_true(bring_text(desk, STARTED MAY_BE "04/20/2026 08:21:14,0:45:0\n"));
    assert_int_equal(day_of(desk, 1), 504);
    assert_int_equal(desk->import.bad, 1);
    desk->import.order = ORDER_YMD;
    assert_true(bring_text(desk, STARTED MAY_BE "2026/04/05 08:21:14,0:45:0\n"));
    assert_int_equal(day_of(desk, 2), 405);
    assert_int_equal(desk->import.bad, 1);
}

static void where_day_and_month_are_the_same_nothing_is_asked(void **state)
{
    struct desk *desk = *state;
    assert_true(bring_text(desk, STARTED "05/05/2026 08:21:14,0:45:0\n"));
    assert_int_equal(desk->import.order, ORDER_UNKNOWN);
    assert_int_equal(day_of(desk, 1), 505);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_bad_row_keeps_all_outside),
        TEST(each_column_says_what_is_wrong_with_it),
        TEST(a_file_of_something_else_is_refused),
        TEST(a_bad_object_is_left_out_of_json),
        TEST(a_row_without_all_its_cells_is_bad),
        TEST(a_file_that_is_cut_anywhere_brings_in_whole_rows_only),
        TEST(a_last_row_without_a_line_end_is_taken_where_nothing_can_be_missing),
        TEST(a_column_that_is_named_twice_is_refused),
        TEST(unknown_columns_are_named_and_left_out),
        TEST(a_note_is_cleaned_of_what_a_terminal_obeys),
        TEST(blank_lines_at_the_end_of_a_note_stay_outside),
        TEST(insight_timers_log_comes_in_once),
        TEST(what_is_no_time_or_length_is_bad),
        TEST(a_file_has_one_order_of_day_and_month),
        TEST(where_the_order_cant_be_told_it_is_asked_for),
        TEST(where_day_and_month_are_the_same_nothing_is_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
