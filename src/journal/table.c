/* What any table's cells have in common. */
#include "journal/table.h"

#include "base/memory.h"
#include "base/text.h"
#include "journal/uid.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool column_blame(const struct column *column, const char *cell, const char *what,
                  struct error *error)
{
    enum { SHOWN = 40 }; /* columns */
    char *clean = text_clean(cell);
    size_t fits = text_fit(clean, SHOWN);
    error_set(error, "%s '%.*s%s' %s", column->name, (int)fits, clean, clean[fits] ? "…" : "",
              what);
    free(clean);
    return false;
}

bool column_is_text(const struct column *column)
{
    return column->kind == COLUMN_TEXT || column->kind == COLUMN_TIME ||
           column->kind == COLUMN_NOTE;
}

bool column_is_of_check_in(const struct column *column)
{
    return column->kind == COLUMN_ANSWER || column->kind == COLUMN_WORDS;
}

bool column_read_line(const struct column *column, const char *cell, char *field, size_t size,
                      struct error *error)
{
    char *clean = text_clean(cell);
    size_t length = strlen(clean);
    if (length < size)
        memcpy(field, clean, length + 1);
    free(clean);
    if (length < size)
        return true;
    return error_set(error, "%s is longer than %zu bytes", column->name, size - 1);
}

bool column_read_note(const struct column *column, const char *cell, struct record *record,
                      struct error *error)
{
    size_t length;
    char *clean = text_clean_lines(cell, strlen(cell), &length);
    if (length <= NOTE_MOST)
        record_set_note(record, clean);
    free(clean);
    return length <= NOTE_MOST || error_set(error, "%s is longer than 64 KiB", column->name);
}

/* What an int holds: 68 years. */
bool column_read_seconds(const struct column *column, const char *cell, int64_t *seconds,
                         struct error *error)
{
    enum { DIGITS = 10, THOUSANDS = 3 };
    size_t digits = strspn(cell, "0123456789"), fraction = 0;
    const char *end = cell + digits;
    if (*end == '.' || *end == ',') {
        fraction = strspn(end + 1, "0123456789");
        end += fraction ? 1 + fraction : 0;
    }
    if (fraction == THOUSANDS && digits <= THOUSANDS && *cell != '0')
        return column_blame(column, cell, "may be thousands or parts of a second; write it without",
                            error);
    *seconds = digits && digits <= DIGITS ? strtoll(cell, NULL, 10) : INT64_MAX;
    return (!*end && *seconds <= INT_MAX) ||
           column_blame(column, cell, "is no number of seconds", error);
}

bool column_read_time(const struct column *column, const char *cell, const char *example,
                      struct arrival *arrival, struct error *error)
{
    struct reading reading;
    if (!stamp_read(cell, arrival->order, &reading)) {
        char *what = mem_format("is no time; write it like %s", example);
        column_blame(column, cell, what, error);
        free(what);
        return false;
    }
    arrival->record.began = reading.time;
    arrival->record.utc_offset = reading.utc_offset;
    arrival->local = reading.local;
    return true;
}

/* What the table didn't say. */
static void complete(const struct table *table, struct arrival *arrival)
{
    struct record *record = &arrival->record;
    if (!*record->origin)
        snprintf(record->origin, sizeof record->origin, "%s", table->origin);
    if (record->ending == ENDING_NOT_YET)
        record->ending = ENDING_INTERRUPTED; /* whether it went on elsewhere, nobody knows here */
    arrival->named = *record->uid;
    if (!arrival->named)
        uid_derive(record, arrival->local);
}

/* Programs pad cells with spaces. Those of a note may be meant; narrow ones and such that don't
 * break are text, too. */
static char *bare_cell(const struct column *column, const char *cell)
{
    static const char *const SPACES[] = {" ", "\t", "\xC2\xA0", "\xE2\x80\xAF"};
    bool number = column->kind == COLUMN_NUMBER || column->kind == COLUMN_TIME ||
                  column->kind == COLUMN_ANSWER;
    size_t kinds = column->kind == COLUMN_NOTE ? 0 : number ? 4 : 2;
    char *bare = mem_copy_text(cell ? cell : ""), *start = bare;
    size_t length = strlen(bare);
    for (size_t i = 0; i < kinds;) {
        size_t size = strlen(SPACES[i]);
        bool before = length >= size && memcmp(start, SPACES[i], size) == 0;
        bool after =
            length >= size && !before && memcmp(start + length - size, SPACES[i], size) == 0;
        start += before ? size : 0;
        length -= before || after ? size : 0;
        i = before || after ? 0 : i + 1;
    }
    memmove(bare, start, length);
    bare[length] = '\0';
    return bare;
}

static bool read_cell(const struct column *column, const char *cell, struct arrival *arrival,
                      struct error *error)
{
    if (*cell)
        return column->read(column, cell, arrival, error);
    return !column->needed || error_set(error, "%s is empty", column->name);
}

bool table_read(const struct table *table, const char *const *cells, enum date_order order,
                struct arrival *arrival, struct error *error)
{
    bool good = true;
    *arrival = (struct arrival){
        .record = {.ending = ENDING_COMPLETE, .check_ins = {CHECK_IN_EMPTY, CHECK_IN_EMPTY}},
        .order = order,
        .table = table,
        .cells = cells};
    for (size_t i = 0; good && i < table->count; i++) {
        char *cell = bare_cell(&table->columns[i], cells[i]);
        good = read_cell(&table->columns[i], cell, arrival, error);
        free(cell);
    }
    if (good)
        complete(table, arrival);
    else
        record_free(&arrival->record);
    return good;
}
