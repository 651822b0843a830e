/* What goes out of a journal comes into another as it was; what is no sitting stays outside. */
#include "base/text.h"
#include "support/transfer.h"

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
        TEST(csv_from_another_system_is_the_same),
        TEST(json_from_another_system_is_the_same),
        TEST(what_is_deleted_stays_so),
        TEST(what_is_not_over_comes_in_as_broken_off),
        TEST(markdown_has_headings_and_notes_as_written),
        TEST(spoilt_csv_does_no_harm),
        TEST(spoilt_json_does_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
