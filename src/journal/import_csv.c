/* Rows of CSV, by the names that stand in the first of them. */
#include "journal/csv.h"
#include "journal/import.h"
#include "journal/table.h"

#include <string.h>

/* Which cell of a row belongs to which column of a table. */
struct layout {
    const struct table *table;
    size_t places[COLUMNS_MOST]; /* ABSENT: the file doesn't have it */
};

enum { ABSENT = CSV_CELLS_MOST };

/* ---- the first row */

/* CSV_CELLS_MOST or more: there is none. */
static size_t place_of(const struct csv_reader *reader, const char *name)
{
    size_t i = 0;
    while (i < reader->count && strcasecmp(csv_cell(reader, i), name) != 0)
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

static bool read_header(struct import *import, struct csv_reader *reader, struct layout *layout,
                        struct error *error)
{
    enum csv_found found = csv_read(reader, error);
    if (found == CSV_END)
        return error_set(error, "there is nothing in it");
    if (found == CSV_BAD_ROW) {
        import->tell(import->context, reader->line, error->text);
        return error_set(error, "nothing was imported: the first row doesn't name the columns");
    }
    if (!find_layout(reader, layout))
        return error_set(error, "it has neither numbmed's columns (began, seconds) nor those "
                                "of Insight Timer's log (Started At, Duration)");
    for (size_t i = 0; i < reader->count; i++) {
        if (!has_place(layout, i))
            import_leave_out(import, csv_cell(reader, i));
    }
    return true;
}

/* ---- the others */

static bool read_row(struct import *import, const struct csv_reader *reader,
                     const struct layout *layout, struct error *error)
{
    const char *cells[COLUMNS_MOST] = {NULL};
    struct record record;
    struct error why;
    for (size_t i = 0; i < layout->table->count; i++) {
        if (layout->places[i] < reader->count)
            cells[i] = csv_cell(reader, layout->places[i]);
    }
    if (!table_read(layout->table, cells, &record, &why))
        return import_skip(import, reader->line, why.text, error);
    bool good = import_take(import, &record, error);
    record_free(&record);
    return good;
}

static bool read_rows(struct import *import, struct csv_reader *reader, struct error *error)
{
    struct layout layout = {&TABLE_OWN, {0}};
    struct error why;
    enum csv_found found;
    bool good = read_header(import, reader, &layout, error);
    while (good && (found = csv_read(reader, &why)) != CSV_END) {
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
    import_rewind(file);
    csv_open(&reader, file);
    bool good = import_end(import, read_rows(import, &reader, error), error);
    csv_close(&reader);
    return good;
}
