/* Rows of CSV, by the names that stand in the first of them. */
#include "journal/csv.h"
#include "journal/import.h"

#include <string.h>

/* Which cell of a row belongs to which column of a table. */
struct layout {
    const struct table *table;
    size_t places[COLUMNS_MOST]; /* ABSENT: the file doesn't have it */
    size_t count;                /* cells of the first row, and so of every other */
    bool ends_in_line_end;       /* so does every row: without one, a row is cut */
};

enum { ABSENT = CSV_CELLS_MOST };

/* ---- the first row */

/* Names may be padded with spaces. */
static bool is_named(const char *cell, const char *name)
{
    size_t length = strlen(name);
    cell += strspn(cell, " \t");
    return strncasecmp(cell, name, length) == 0 && !cell[length + strspn(cell + length, " \t")];
}

static size_t place_of(const struct csv_reader *reader, const char *name)
{
    size_t i = 0;
    while (i < reader->count && !is_named(csv_cell(reader, i), name))
        i++;
    return i < reader->count ? i : ABSENT;
}

/* Whether the file is such a table: it has the columns that this needs. */
static bool fits(const struct csv_reader *reader, const struct table *table, struct layout *layout)
{
    layout->table = table;
    for (size_t i = 0; i < table->count; i++) {
        layout->places[i] = place_of(reader, table->columns[i].name);
        if (table->columns[i].needed && layout->places[i] == ABSENT)
            return false;
    }
    return true;
}

static bool has_place(const struct layout *layout, size_t place)
{
    size_t i = 0;
    while (i < layout->table->count && layout->places[i] != place)
        i++;
    return i < layout->table->count;
}

static bool find_layout(const struct csv_reader *reader, struct layout *layout)
{
    bool found = fits(reader, &TABLE_OWN, layout);
    for (size_t i = 0; !found && i < TABLES_FOREIGN_COUNT; i++)
        found = fits(reader, TABLES_FOREIGN[i], layout);
    return found;
}

/* numbmed ends each row. Elsewhere a file may do without the last line end, but a row that ends in
 * its seconds or its time may then have lost digits without a trace. */
static bool needs_line_end(const struct layout *layout)
{
    for (size_t i = 0; i < layout->table->count; i++) {
        const struct column *column = &layout->table->columns[i];
        if (layout->places[i] != ABSENT && strcmp(column->name, "uid") == 0)
            return true;
        if (column->needed && layout->places[i] == layout->count - 1)
            return true;
    }
    return false;
}

/* Which of two columns of one name is meant can't be told. */
static bool has_no_name_twice(const struct csv_reader *reader, const struct layout *layout,
                              struct error *error)
{
    for (size_t i = 0; i < layout->table->count; i++) {
        const char *name = layout->table->columns[i].name;
        for (size_t j = layout->places[i] + 1; j < reader->count; j++) {
            if (is_named(csv_cell(reader, j), name))
                return error_set(error, "the first row names %s twice; rename or remove one", name);
        }
    }
    return true;
}

/* Names the columns of every table that there is. */
static bool refuse_header(struct error *error)
{
    char known[sizeof error->text] = "";
    size_t length = 0;
    for (size_t i = 0; i <= TABLES_FOREIGN_COUNT; i++) {
        const struct table *table = i ? TABLES_FOREIGN[i - 1] : &TABLE_OWN;
        const char *before = i ? ", or " : "";
        for (size_t j = 0; j < table->count; j++) {
            if (!table->columns[j].needed)
                continue;
            length += (size_t)snprintf(known + length, sizeof known - length, "%s%s", before,
                                       table->columns[j].name);
            before = " and ";
        }
        length += (size_t)snprintf(known + length, sizeof known - length, " (%s)", table->title);
    }
    return error_set(error, "its first row doesn't name the columns needed: %s", known);
}

static void name_unknown(struct import *import, const struct csv_reader *reader,
                         const struct layout *layout)
{
    for (size_t i = 0; i < reader->count; i++) {
        const char *name = csv_cell(reader, i);
        if (name[strspn(name, " ")] && !has_place(layout, i))
            import_leave_out(import, name);
    }
}

/* Cells that stand after a space stand after one in every row. */
static bool is_padded(const struct csv_reader *reader)
{
    size_t i = 1;
    while (i < reader->count && *csv_cell(reader, i) != ' ')
        i++;
    return i < reader->count;
}

static bool read_header(struct csv_reader *reader, struct layout *layout, struct error *error)
{
    struct error why;
    enum csv_found found = csv_read(reader, &why);
    if (found == CSV_END)
        return error_set(error, "there is nothing in it");
    if (found == CSV_BAD_ROW || !find_layout(reader, layout))
        return found == CSV_ROW ? refuse_header(error)
                                : error_set(error, "its first row can't be read: %s", why.text);
    layout->count = reader->count;
    layout->ends_in_line_end = needs_line_end(layout);
    reader->padded = is_padded(reader);
    return true;
}

/* Goes to the first of the other rows, of a file whose cells are separated in any usual way. */
static bool begin(struct csv_reader *reader, struct layout *layout, struct error *error)
{
    static const char SEPARATORS[] = ",;\t";
    FILE *file = reader->file;
    struct error why;
    bool good = false, said = false;
    for (const char *separator = SEPARATORS; !good && !said && *separator; separator++) {
        csv_close(reader);
        import_rewind(file);
        csv_open(reader, file);
        said = csv_take_separator(reader);
        if (!said)
            reader->separator = *separator;
        good = read_header(reader, layout, separator == SEPARATORS ? error : &why);
    }
    return good && has_no_name_twice(reader, layout, error);
}

/* ---- the other rows */

/* Spreadsheets write rows of nothing. */
static bool is_empty(const struct csv_reader *reader)
{
    size_t i = 0;
    while (i < reader->count && !csv_cell(reader, i)[strspn(csv_cell(reader, i), " \t\r\n")])
        i++;
    return i == reader->count;
}

static const char *separator_name(const struct csv_reader *reader)
{
    return reader->separator == ','    ? "comma"
           : reader->separator == ';'  ? "semicolon"
           : reader->separator == '\t' ? "tab"
                                       : "separator";
}

/* Each cell must be known to be whole, and in its column. */
static bool is_whole(const struct csv_reader *reader, const struct layout *layout,
                     struct error *error)
{
    size_t count = reader->count;
    const char *cells = count == 1 ? "cell" : "cells";
    if (count > layout->count)
        return error_set(error,
                         "it has %zu %s, the first row %zu; put a cell with a %s in it in quotes",
                         count, cells, layout->count, separator_name(reader));
    if (count < layout->count)
        return error_set(error, "it has %zu %s, the first row %zu; %s", count, cells, layout->count,
                         reader->open_end
                             ? "the file is cut off here: get it whole"
                             : "write the ones that are missing, or leave their places empty");
    if (reader->open_end && layout->ends_in_line_end)
        return error_set(error, "the file ends here without a line end, so it may be cut off; get "
                                "it whole, or add a line end if nothing is missing");
    return true;
}

static bool read_row(struct import *import, const struct csv_reader *reader,
                     const struct layout *layout, struct error *error)
{
    const char *cells[COLUMNS_MOST] = {NULL};
    struct arrival arrival;
    struct error why;
    for (size_t i = 0; i < layout->table->count; i++) {
        if (layout->places[i] < reader->count)
            cells[i] = csv_cell(reader, layout->places[i]);
    }
    if (!is_whole(reader, layout, &why) ||
        !table_read(layout->table, cells, import->order, &arrival, &why))
        return import_skip(import, reader->line, why.text, error);
    arrival.places = layout->places;
    bool good = import_take(import, &arrival, error);
    record_free(&arrival.record);
    return good;
}

/* ---- the order of day and month: the whole file has one */

/* How many dates can be read in which order. */
struct tally {
    int64_t dmy, mdy, either;
};

static size_t place_of_time(const struct layout *layout)
{
    size_t i = 0;
    while (i < layout->table->count && layout->table->columns[i].kind != COLUMN_TIME)
        i++;
    return i < layout->table->count ? layout->places[i] : ABSENT;
}

static void count_orders(struct csv_reader *reader, const struct layout *layout,
                         struct tally *tally)
{
    enum csv_found found;
    struct error why;
    size_t place = place_of_time(layout);
    while (place != ABSENT && (found = csv_read(reader, &why)) != CSV_END) {
        if (found != CSV_ROW || !is_whole(reader, layout, &why))
            continue;
        struct orders orders = stamp_orders(csv_cell(reader, place));
        tally->either += orders.dmy && orders.mdy;
        tally->dmy += orders.dmy && !orders.mdy;
        tally->mdy += orders.mdy && !orders.dmy;
    }
}

static bool find_order(struct import *import, struct csv_reader *reader,
                       const struct layout *layout, struct error *error)
{
    struct tally tally = {0};
    count_orders(reader, layout, &tally);
    if (tally.dmy && tally.mdy)
        return error_set(error, "some of its dates can only be day/month/year, others only "
                                "month/day/year: say what they are by --date-order dmy or "
                                "--date-order mdy; the others are then bad rows");
    if (tally.either && !tally.dmy && !tally.mdy)
        return error_set(error, "its dates may be day/month/year as well as month/day/year: say "
                                "what they are by --date-order dmy or --date-order mdy");
    if (tally.dmy || tally.mdy)
        import->order = tally.dmy ? ORDER_DMY : ORDER_MDY;
    return true;
}

/* ---- all of it */

static bool read_rows(struct import *import, struct csv_reader *reader, struct error *error)
{
    struct layout layout = {.table = &TABLE_OWN};
    struct error why;
    enum csv_found found;
    bool good = begin(reader, &layout, error);
    if (good && import->order == ORDER_UNKNOWN)
        good = find_order(import, reader, &layout, error) && begin(reader, &layout, error);
    if (good)
        name_unknown(import, reader, &layout);
    while (good && (found = csv_read(reader, &why)) != CSV_END) {
        if (found == CSV_ROW && is_empty(reader))
            continue;
        if (found == CSV_ROW)
            good = read_row(import, reader, &layout, error);
        else
            good = import_skip(import, reader->line, why.text, error);
    }
    if (good && ferror(reader->file))
        good = error_set(error, "it can't be read to its end");
    return good;
}

bool import_csv(struct import *import, struct journal *journal, FILE *file, struct error *error)
{
    struct csv_reader reader;
    if (!import_begin(import, journal, error))
        return false;
    csv_open(&reader, file);
    bool good = import_end(import, read_rows(import, &reader, error), error);
    csv_close(&reader);
    return good;
}
