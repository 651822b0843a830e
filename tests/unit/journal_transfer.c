/* What goes out of a journal comes into another as it was; what is no sitting stays outside. */
#include "base/text.h"
#include "journal/csv.h"
#include "support/transfer.h"
#include "ui/elsewhere.h"

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

static void any_sittings_go_round_by_markdown(void **state)
{
    check_round_trip(*state, journal_markdown_export);
}

/* ---- one text, whichever way it comes in */

/* Any signs, also such as are cleaned away. */
static void any_text(uint64_t *random, char *text, size_t size)
{
    static const char *const PIECES[] = {
        "a",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\v",
        "\x1B[31m",
        "\x07",
        "\xC2\x85",
        "\xC2\x9B",
        "\xE2\x80\x8E",
        "\xE2\x80\x8F",
        "\xD8\x9C",
        "\xE2\x80\x8C",
        "\xE2\x80\x8D",
        "\xE2\x80\xAE",
        "\xE2\x81\xA6",
        "\xE2\x80\xA8",
        "\xE2\x80\xA9",
        "\xEF\xBB\xBF",
        "\xC2\xA0",
        "\xE2\x80\xAF",
        "\xD7\xA9",
        "\xF0\x9F\x91\xA9",
        "\"",
        ",",
        ";",
        "\\",
        "-->",
    };
    size_t length = 0;
    *text = '\0';
    for (int64_t i = random_between(random, 0, 20); i > 0; i--) {
        const char *piece =
            PIECES[random_between(random, 0, (int64_t)(sizeof PIECES / sizeof *PIECES) - 1)];
        if (length + strlen(piece) < size)
            length += (size_t)sprintf(text + length, "%s", piece);
    }
}

static char *as_csv(const char *text)
{
    char *file;
    size_t size;
    FILE *out = open_memstream(&file, &size);
    csv_write(out, (const char *const[]){"began", "seconds", "title", "note"}, 4);
    csv_write(out, (const char *const[]){"2026-11-20T07:30:00Z", "60", text, text}, 4);
    fclose(out);
    return file;
}

static char *as_json(const char *text)
{
    json_t *list = json_pack("[{s:s, s:i, s:s, s:s}]", "began", "2026-11-20T07:31:00Z", "seconds",
                             60, "title", text, "note", text);
    char *file = json_dumps(list, 0);
    json_decref(list);
    return file;
}

static void assert_text(struct desk *desk, int64_t id, const struct record *wanted)
{
    struct error error;
    struct record record;
    assert_true(journal_load(desk->to, id, &record, &error));
    assert_string_equal(record.title, wanted->title);
    assert_string_equal(record.note ? record.note : "", wanted->note ? wanted->note : "");
    record_free(&record);
}

static void a_text_is_cleaned_in_the_same_way_whichever_way_it_comes_in(void **state)
{
    uint64_t random = 17;
    for (int i = 0; i < rounds(150); i++) {
        struct desk *desk = *state;
        char text[128];
        struct error error;
        struct record typed;
        any_text(&random, text, sizeof text);
        elsewhere_begin(&typed);
        assert_true(elsewhere_title(&typed, text, &error) && elsewhere_note(&typed, text, &error));
        char *csv = as_csv(text), *json = as_json(text);
        assert_true(bring_text(desk, csv));
        assert_text(desk, 1, &typed);
        assert_true(bring_text(desk, json));
        assert_text(desk, 2, &typed);
        assert_true(journal_save(desk->from, &typed, &error));
        free(json);
        free(csv);
        size_t size;
        csv = taken_out(desk->from, journal_markdown_export, &size);
        assert_true(bring_text(desk, csv));
        assert_text(desk, 3, &typed);
        free(csv);
        record_free(&typed);
        close_desk(state);
        open_desk(state);
    }
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

static void markdown_that_is_cut_is_refused(void **state)
{
    struct desk *desk = *state;
    uint64_t random = 18;
    size_t size;
    assert_true(made_fill(desk->from, &random, 2));
    char *text = taken_out(desk->from, journal_markdown_export, &size);
    desk->import.skip_bad = true;
    for (size_t cut = 1; cut < size - 1; cut++)
        assert_false(bring_bytes(desk, text, cut));
    assert_int_equal(count_of(desk->to), 0);
    assert_true(bring_bytes(desk, text, size));
    assert_int_equal(desk->import.added, 2);
    free(text);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(any_sittings_go_round_by_csv),
        TEST(any_sittings_go_round_by_json),
        TEST(any_sittings_go_round_by_markdown),
        TEST(a_text_is_cleaned_in_the_same_way_whichever_way_it_comes_in),
        TEST(csv_from_another_system_is_the_same),
        TEST(json_from_another_system_is_the_same),
        TEST(what_is_deleted_stays_so),
        TEST(what_is_not_over_comes_in_as_broken_off),
        TEST(markdown_has_headings_and_notes_as_written),
        TEST(markdown_that_is_cut_is_refused),
        TEST(spoilt_csv_does_no_harm),
        TEST(spoilt_json_does_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
