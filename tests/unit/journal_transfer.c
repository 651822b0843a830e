/* What goes out of a journal comes into another as it was; what is no sitting stays outside. */
#include "support/cmocka.h"

#include "base/text.h"
#include "cmd/journal_json.h"
#include "journal/export.h"
#include "journal/import.h"
#include "support/made_sittings.h"

struct desk {
    char *folder;
    struct journal *from, *to;
    struct import import;
    char told[4096]; /* "3: sentence|" for each bad row */
};

static void tell(void *context, int64_t line, const char *sentence)
{
    struct desk *desk = context;
    size_t length = strlen(desk->told);
    snprintf(desk->told + length, sizeof desk->told - length, "%d: %s|", (int)line, sentence);
}

static int open_desk(void **state)
{
    struct desk *desk = mem_new(1, sizeof *desk);
    files_setup((void **)&desk->folder);
    desk->from = made_journal(desk->folder, "from/journal.db");
    desk->to = made_journal(desk->folder, "to/journal.db");
    desk->import = (struct import){.tell = tell, .context = desk};
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    *state = desk;
    return desk->from && desk->to ? 0 : -1;
}

static int close_desk(void **state)
{
    struct desk *desk = *state;
    journal_close(desk->from);
    journal_close(desk->to);
    files_teardown((void **)&desk->folder);
    free(desk);
    return 0;
}

typedef bool exporter(struct journal *journal, FILE *out, struct error *error);

static bool bring(struct desk *desk, FILE *file, struct error *error)
{
    desk->told[0] = '\0';
    rewind(file);
    return journal_json_is(file) ? journal_json_import(&desk->import, desk->to, file, error)
                                 : import_csv(&desk->import, desk->to, file, error);
}

static bool bring_bytes(struct desk *desk, const char *bytes, size_t size)
{
    struct error error;
    FILE *file = tmpfile();
    fwrite(bytes, 1, size, file);
    bool good = bring(desk, file, &error);
    fclose(file);
    if (!good)
        tell(desk, 0, error.text);
    return good;
}

static bool bring_text(struct desk *desk, const char *text)
{
    return bring_bytes(desk, text, strlen(text));
}

static char *taken_out(struct journal *journal, exporter *export, size_t *size)
{
    struct error error;
    char *text;
    FILE *out = open_memstream(&text, size);
    assert_true(export(journal, out, &error));
    fclose(out);
    return text;
}

static int64_t count_of(struct journal *journal)
{
    struct error error;
    return journal_count(journal, &(struct journal_query){0}, &error);
}

/* ---- out and in again */

static int by_uid(const void *a, const void *b)
{
    return strcmp(((const struct record *)a)->uid, ((const struct record *)b)->uid);
}

static bool collect(void *context, const struct record *record)
{
    struct record *list = context;
    while (*list->uid)
        list++;
    *list = *record;
    list->note = mem_copy_text(record->note);
    return true;
}

static struct record *all_of(struct journal *journal, size_t count)
{
    struct error error;
    struct record *list = mem_new(count + 1, sizeof *list);
    assert_true(journal_each(journal, &(struct journal_query){0}, collect, list, &error));
    qsort(list, count, sizeof *list, by_uid);
    return list;
}

static void assert_same_record(const struct record *a, const struct record *b)
{
    assert_string_equal(a->uid, b->uid);
    assert_int_equal(a->began, b->began);
    assert_int_equal(a->utc_offset, b->utc_offset);
    assert_int_equal(a->planned, b->planned);
    assert_int_equal(a->sat, b->sat);
    assert_string_equal(a->practice, b->practice);
    assert_string_equal(a->title, b->title);
    assert_string_equal(a->origin, b->origin);
    assert_int_equal(a->ending, b->ending);
    assert_string_equal(a->note ? a->note : "", b->note ? b->note : "");
    assert_memory_equal(a->check_ins, b->check_ins, sizeof a->check_ins);
}

static void assert_same_journals(struct desk *desk)
{
    size_t count = (size_t)count_of(desk->from);
    assert_int_equal(count_of(desk->to), count);
    struct record *from = all_of(desk->from, count), *to = all_of(desk->to, count);
    for (size_t i = 0; i < count; i++) {
        assert_same_record(&from[i], &to[i]);
        record_free(&from[i]);
        record_free(&to[i]);
    }
    free(from);
    free(to);
}

static void check_round_trip(struct desk *desk, exporter *export)
{
    uint64_t random = 11;
    size_t size;
    assert_true(made_fill(desk->from, &random, 300));
    char *text = taken_out(desk->from, export, &size);
    assert_true(text_is_utf8(text, size));
    assert_true(bring_bytes(desk, text, size));
    assert_int_equal(desk->import.added, 300);
    assert_int_equal(desk->import.unknown_count, 0);
    assert_same_journals(desk);
    assert_true(bring_bytes(desk, text, size));
    assert_int_equal(desk->import.added, 0);
    assert_int_equal(desk->import.there, 300);
    assert_same_journals(desk);
    free(text);
}

static void any_sittings_go_round_by_csv(void **state)
{
    check_round_trip(*state, export_csv);
}

static void any_sittings_go_round_by_json(void **state)
{
    check_round_trip(*state, journal_json_export);
}

/* As other systems save files: a mark of byte order, and every line with CR and LF. */
static void check_windows(struct desk *desk, exporter *export)
{
    uint64_t random = 12;
    size_t size, length = 3;
    assert_true(made_fill(desk->from, &random, 100));
    char *text = taken_out(desk->from, export, &size), *changed = mem_new(2 * size + 4, 1);
    strcpy(changed, "\xEF\xBB\xBF");
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '\n' && (!i || text[i - 1] != '\r'))
            changed[length++] = '\r';
        changed[length++] = text[i];
    }
    assert_true(bring_bytes(desk, changed, length));
    assert_same_journals(desk);
    free(changed);
    free(text);
}

static void csv_from_another_system_is_the_same(void **state)
{
    check_windows(*state, export_csv);
}

static void json_from_another_system_is_the_same(void **state)
{
    check_windows(*state, journal_json_export);
}

static void what_is_deleted_stays_so(void **state)
{
    struct desk *desk = *state;
    struct error error;
    uint64_t random = 13;
    size_t size;
    assert_true(made_fill(desk->from, &random, 3));
    char *text = taken_out(desk->from, export_csv, &size);
    assert_true(bring_bytes(desk, text, size));
    assert_true(journal_delete(desk->to, 2, &error));
    assert_true(bring_bytes(desk, text, size));
    assert_int_equal(desk->import.there, 3);
    assert_int_equal(desk->import.deleted, 1);
    assert_int_equal(count_of(desk->to), 2);
    free(text);
    text = taken_out(desk->to, export_csv, &size);
    assert_true(bring_bytes(desk, text, size)); /* the deleted one isn't in it */
    assert_int_equal(desk->import.there, 2);
    free(text);
    assert_true(journal_restore(desk->to, 2, &error));
    assert_same_journals(desk);
}

static void what_is_not_over_comes_in_as_broken_off(void **state)
{
    struct desk *desk = *state;
    struct error error;
    struct record record, offered;
    size_t size;
    record_begin(&record);
    snprintf(record.at.step, sizeof record.at.step, "feet");
    assert_true(journal_save(desk->from, &record, &error));
    char *text = taken_out(desk->from, export_csv, &size);
    assert_non_null(strstr(text, "not yet"));
    assert_true(bring_bytes(desk, text, size));
    free(text);
    assert_false(journal_unfinished(desk->to, &offered, &error));
    assert_true(journal_load(desk->to, 1, &offered, &error));
    assert_int_equal(offered.ending, ENDING_INTERRUPTED);
    record_free(&offered);
}

static void markdown_has_headings_and_notes_as_written(void **state)
{
    struct desk *desk = *state;
    size_t size;
    assert_true(bring_text(
        desk, "began,seconds,planned,title,ending,before_pleasant,before_words,"
              "after_energy,note\n"
              "2026-03-01T23:30:00-05:00,600,900,Anchor,early,40,\"numb\nfoggy\",can't tell,"
              "\"# 1\n\n*x*\"\n2026-03-01T07:00:00-05:00,60,0,,,,,,\n"
              "2025-03-01T07:00:00Z,65,65,Scan,,,,,\n"));
    char *text = taken_out(desk->to, export_markdown, &size);
    char *start = strstr(text, "\n## ");
    assert_non_null(start);
    assert_string_equal(start, "\n## March 2026\n"
                               "\n### Sunday, 1 March\n"
                               "\n**23:30 Anchor**, 10 minutes of 15 minutes, ended early (from "
                               "elsewhere)\n"
                               "\nBefore: pleasant 40; numb, foggy\n"
                               "\nAfter: energy can't tell\n"
                               "\n> # 1\n>\n> *x*\n"
                               "\n**07:00 Sitting**, 1 minute (from elsewhere)\n"
                               "\n## March 2025\n"
                               "\n### Saturday, 1 March\n"
                               "\n**07:00 Scan**, 1 minute 5 seconds (from elsewhere)\n");
    free(text);
}

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

static void unknown_columns_are_named_and_left_out(void **state)
{
    struct desk *desk = *state;
    assert_true(bring_text(desk, "mood,began,Seconds,weather\n"
                                 "3,2026-03-01T07:30:00Z,60,rain,more\n"));
    assert_int_equal(desk->import.added, 1);
    assert_int_equal(desk->import.unknown_count, 2);
    assert_string_equal(desk->import.unknown[0], "mood");
    assert_string_equal(desk->import.unknown[1], "weather");
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

static void other_times_are_not_guessed_at(void **state)
{
    struct desk *desk = *state;
    static const char *const BAD[] = {
        "20/04/2026 08:21:14,0:45:0",    "2026-04-20 08:21:14,0:45:0", "04/20/2026 08:21,0:45:0",
        "04/20/2026 13:21:14 PM,0:45:0", "04/20/2026 08:21:14,45",     "04/20/2026 08:21:14,45:00",
        "04/20/2026 08:21:14,0:60:0",    "02/30/2026 08:21:14,0:1:0",
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        char *text = mem_format("Started At,Duration\n%s\n", BAD[i]);
        assert_false(bring_text(desk, text));
        assert_memory_equal(desk->told, "2: ", 3);
        free(text);
    }
}

/* ---- hostile files */

static void spoil(uint64_t *random, char *text, size_t *size)
{
    static const char SIGNS[] = "\",\n\r{}[]\\:\0\xFF"
                                "0";
    int64_t kind = random_between(random, 0, 3);
    if (kind == 0)
        *size = (size_t)random_between(random, 0, (int64_t)*size);
    for (int64_t i = random_between(random, 0, 30); kind && *size && i > 0; i--)
        text[random_between(random, 0, (int64_t)*size - 1)] =
            kind == 1 ? (char)random_between(random, 0, 255) : SIGNS[random_between(random, 0, 12)];
}

static void check_spoilt(struct desk *desk, exporter *export)
{
    uint64_t random = 14;
    size_t size;
    int64_t before = 0;
    assert_true(made_fill(desk->from, &random, 5));
    char *text = taken_out(desk->from, export, &size), *copy = mem_new(size, 1);
    for (int i = 0; i < rounds(1500); i++) {
        size_t length = size;
        memcpy(copy, text, size);
        spoil(&random, copy, &length);
        desk->import.skip_bad = i % 2;
        bool good = bring_bytes(desk, copy, length);
        assert_int_equal(count_of(desk->to), before + desk->import.added);
        assert_true(good || !desk->import.added);
        before = count_of(desk->to);
    }
    free(copy);
    free(text);
}

static void spoilt_csv_does_no_harm(void **state)
{
    check_spoilt(*state, export_csv);
}

static void spoilt_json_does_no_harm(void **state)
{
    check_spoilt(*state, journal_json_export);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_desk, close_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(any_sittings_go_round_by_csv),
        TEST(any_sittings_go_round_by_json),
        TEST(csv_from_another_system_is_the_same),
        TEST(json_from_another_system_is_the_same),
        TEST(what_is_deleted_stays_so),
        TEST(what_is_not_over_comes_in_as_broken_off),
        TEST(markdown_has_headings_and_notes_as_written),
        TEST(one_bad_row_keeps_all_outside),
        TEST(each_column_says_what_is_wrong_with_it),
        TEST(a_file_of_something_else_is_refused),
        TEST(a_bad_object_is_left_out_of_json),
        TEST(unknown_columns_are_named_and_left_out),
        TEST(blank_lines_at_the_end_of_a_note_stay_outside),
        TEST(a_note_is_cleaned_of_what_a_terminal_obeys),
        TEST(insight_timers_log_comes_in_once),
        TEST(other_times_are_not_guessed_at),
        TEST(spoilt_csv_does_no_harm),
        TEST(spoilt_json_does_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
