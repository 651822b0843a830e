/* What is written as CSV is read again as it was, and whatever else is in a file does no harm. */
#include "support/cmocka.h"

#include "base/memory.h"
#include "journal/csv.h"
#include "journal/record.h"
#include "support/random.h"

#include <stdlib.h>
#include <string.h>

static FILE *opened(const char *bytes, size_t size)
{
    FILE *file = tmpfile();
    fwrite(bytes, 1, size, file);
    rewind(file);
    return file;
}

/* Reads a text and shows it: cells in <>, a ! and the sentence's beginning for a bad row, | between
 * rows with the line before. The caller frees it. */
static char *shown(const char *bytes, size_t size)
{
    struct csv_reader reader;
    struct error error;
    char *text = NULL;
    size_t length;
    FILE *file = opened(bytes, size), *out = open_memstream(&text, &length);
    csv_open(&reader, file);
    enum csv_found found;
    while ((found = csv_read(&reader, &error)) != CSV_END) {
        fprintf(out, "%d", (int)reader.line);
        if (found == CSV_BAD_ROW)
            fprintf(out, "!%.10s", error.text);
        for (size_t i = 0; found == CSV_ROW && i < reader.count; i++)
            fprintf(out, "<%s>", csv_cell(&reader, i));
        fputc('|', out);
    }
    fclose(out);
    csv_close(&reader);
    fclose(file);
    return text;
}

#define assert_shown(bytes, wanted)                                                                \
    do {                                                                                           \
        char *text = shown(bytes, sizeof(bytes) - 1);                                              \
        assert_string_equal(text, wanted);                                                         \
        free(text);                                                                                \
    } while (0)

static void rows_end_in_any_way(void **state)
{
    (void)state;
    assert_shown("a,b\r\nc,d\r\n", "1<a><b>|2<c><d>|");
    assert_shown("a,b\nc,d", "1<a><b>|2<c><d>|");
    assert_shown("a,b\rc,d\r", "1<a><b>|2<c><d>|");
    assert_shown("\n\r\n\na\n\n\nb\n", "4<a>|7<b>|");
    assert_shown("", "");
    assert_shown(",", "1<><>|");
    assert_shown("a,\n", "1<a><>|");
}

static void quotes_hold_anything(void **state)
{
    (void)state;
    assert_shown("\"a,b\",\"c\"\"d\"\n", "1<a,b><c\"d>|");
    assert_shown("\"a\nb\r\nc\",d\ne", "1<a\nb\r\nc><d>|4<e>|");
    assert_shown("\"\",\"\"", "1<><>|");
    assert_shown("a\"b,5\"\n", "1<a\"b><5\">|");
}

static void a_bad_row_is_told_and_the_next_is_read(void **state)
{
    (void)state;
    assert_shown("\"a\" x,b\nc\n", "1!something |2<c>|");
    assert_shown("a,\xFF\nc\n", "1!it isn't U|2<c>|");
    assert_shown("a,\0b\nc\n", "1!it isn't U|2<c>|");
    assert_shown("a\n\"b\nc,d\n", "1<a>|2!a quote is|");
}

static void what_is_too_much_is_refused(void **state)
{
    (void)state;
    size_t size = CSV_CELL_MOST + 3;
    char *text = mem_new(size + 1, 1);
    memset(text, 'x', size);
    memcpy(text + CSV_CELL_MOST, "\ny", 2);
    text[size - 1] = '\n';
    char *long_enough = shown(text, size);
    assert_int_equal(strlen(long_enough), 1 + CSV_CELL_MOST + 2 + 1 + strlen("2<y>|"));
    memcpy(text + CSV_CELL_MOST, "x\ny", 3);
    char *too_long = shown(text, size);
    assert_string_equal(too_long, "1!a cell is |2<y>|");
    memset(text, ',', CSV_CELLS_MOST - 1);
    memcpy(text + CSV_CELLS_MOST - 1, "\n,,", 3);
    memset(text + CSV_CELLS_MOST + 2, ',', CSV_CELLS_MOST);
    char *many = shown(text, 2 * CSV_CELLS_MOST + 2);
    assert_non_null(strstr(many, "|2!it has mor"));
    free(many);
    free(too_long);
    free(long_enough);
    free(text);
}

/* ---- any rows */

static const char ALPHABET[] = "ab,\"\r\n ;\xC3\xA4";

static char *made_cell(uint64_t *random)
{
    size_t length = (size_t)random_between(random, 0, 12);
    char *cell = mem_new(2 * length + 1, 1), *at = cell;
    for (size_t i = 0; i < length; i++) {
        const char *sign = &ALPHABET[random_between(random, 0, 8)];
        at += sprintf(at, "%.*s", *sign & 0x80 ? 2 : 1, sign);
    }
    return cell;
}

static void any_rows_are_read_as_they_were_written(void **state)
{
    (void)state;
    struct csv_reader reader;
    struct error error;
    for (uint64_t seed = 1; seed <= (uint64_t)rounds(3000); seed++) {
        uint64_t random = seed;
        char *cells[CSV_CELLS_MOST];
        size_t count = (size_t)random_between(&random, 1, 6);
        FILE *file = tmpfile();
        for (size_t i = 0; i < count; i++)
            cells[i] = made_cell(&random);
        for (int row = 0; row < 3; row++)
            csv_write(file, (const char *const *)cells, count);
        rewind(file);
        csv_open(&reader, file);
        for (int row = 0; row < 3; row++) {
            assert_int_equal(csv_read(&reader, &error), CSV_ROW);
            assert_int_equal(reader.count, count);
            for (size_t i = 0; i < count; i++)
                assert_string_equal(csv_cell(&reader, i), cells[i]);
        }
        assert_int_equal(csv_read(&reader, &error), CSV_END);
        csv_close(&reader);
        fclose(file);
        for (size_t i = 0; i < count; i++)
            free(cells[i]);
    }
}

static void any_bytes_do_no_harm(void **state)
{
    (void)state;
    static const char SIGNS[] = "\",\r\n\0\xEF\xBB\xBF\xFF a";
    char bytes[512];
    for (uint64_t seed = 1; seed <= (uint64_t)rounds(5000); seed++) {
        uint64_t random = seed;
        size_t size = (size_t)random_between(&random, 0, sizeof bytes);
        for (size_t i = 0; i < size; i++)
            bytes[i] = seed % 2 ? SIGNS[random_between(&random, 0, 10)]
                                : (char)random_between(&random, 0, 255);
        free(shown(bytes, size));
    }
}

static void a_note_may_fill_a_cell(void **state)
{
    (void)state;
    assert_int_equal(CSV_CELL_MOST, NOTE_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_end_in_any_way),
        cmocka_unit_test(quotes_hold_anything),
        cmocka_unit_test(a_bad_row_is_told_and_the_next_is_read),
        cmocka_unit_test(what_is_too_much_is_refused),
        cmocka_unit_test(any_rows_are_read_as_they_were_written),
        cmocka_unit_test(any_bytes_do_no_harm),
        cmocka_unit_test(a_note_may_fill_a_cell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
