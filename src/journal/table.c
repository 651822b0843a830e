/* What any table's cells have in common. */
#include "journal/table.h"

#include "base/memory.h"
#include "base/text.h"
#include "journal/uid.h"

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

bool table_read(const struct table *table, const char *const *cells, enum date_order order,
                struct arrival *arrival, struct error *error)
{
    bool good = true;
    *arrival = (struct arrival){
        .record = {.ending = ENDING_COMPLETE, .check_ins = {CHECK_IN_EMPTY, CHECK_IN_EMPTY}},
        .order = order};
    for (size_t i = 0; good && i < table->count; i++) {
        const struct column *column = &table->columns[i];
        bool empty = !cells[i] || !*cells[i];
        if (empty && column->needed)
            good = error_set(error, "%s is empty", column->name);
        else if (!empty)
            good = column->read(column, cells[i], arrival, error);
    }
    if (good)
        complete(table, arrival);
    else
        record_free(&arrival->record);
    return good;
}
