#include "journal/fuller.h"

#include <string.h>

enum { PLACES_MOST = 64 }; /* cells of a row */

/* The column that stands at a place of the file; none: the table's count. */
static size_t column_at(const struct arrival *arrival, size_t place)
{
    size_t i = 0, count = arrival->table->count;
    if (!arrival->places)
        return place < count ? place : count;
    while (i < count && arrival->places[i] != place)
        i++;
    return i;
}

/* Of two records, whether a column says the same; `cut`: or at least begins as the other does. */
static bool says_the_same(const struct column *column, const struct record *record,
                          const struct record *other, bool *cut)
{
    char buffer[CELL_SIZE], whole_buffer[CELL_SIZE];
    const char *cell = column->write(column, record, buffer);
    const char *whole = column->write(column, other, whole_buffer);
    *cut = strncmp(cell, whole, strlen(cell)) == 0;
    return strcmp(cell, whole) == 0;
}

static bool is_same(const struct table *table, const struct record *record,
                    const struct record *other)
{
    bool cut;
    size_t i = 1; /* not the uid, which may be derived of what was cut */
    while (i < table->count && says_the_same(&table->columns[i], record, other, &cut))
        i++;
    return i == table->count;
}

/* Whether these cells, the beginning of a row, read as the sitting is. */
static bool reads_as(const struct arrival *arrival, const char *const *cells,
                     const struct record *record)
{
    struct arrival beginning;
    struct error why;
    if (!table_read(arrival->table, cells, arrival->order, &beginning, &why))
        return false;
    bool same = is_same(arrival->table, record, &beginning.record);
    record_free(&beginning.record);
    return same;
}

/* What a person says: a shorter answer or note may be all that was meant. */
static bool is_said(const struct column *column)
{
    return column_is_of_check_in(column) || strcmp(column->name, "note") == 0;
}

/* Whether the sitting is what a row cut within column `i` reads as; `cells` are those before it. A
 * cell that isn't empty may be whole, unless the row goes on after it. */
static bool is_cut_in(const struct arrival *arrival, const char **cells, size_t i, const char *cell,
                      const struct record *record)
{
    const struct column *column = &arrival->table->columns[i];
    cells[i] = arrival->cells[i];
    if (*cell && (is_said(column) || reads_as(arrival, cells, &arrival->record)))
        return false;
    cells[i] = cell;
    return reads_as(arrival, cells, record);
}

bool fuller_than(const struct arrival *arrival, const struct record *record)
{
    const struct table *table = arrival->table;
    const char *cells[COLUMNS_MOST] = {NULL};
    char buffer[CELL_SIZE];
    bool cut;
    if (table != &TABLE_OWN)
        return false;
    for (size_t place = 0; place < PLACES_MOST; place++) {
        size_t i = column_at(arrival, place);
        if (i == table->count)
            continue;
        if (says_the_same(&table->columns[i], record, &arrival->record, &cut))
            cells[i] = arrival->cells[i];
        else
            return is_cut_in(arrival, cells, i,
                             cut ? table->columns[i].write(&table->columns[i], record, buffer) : "",
                             record);
    }
    return false;
}
