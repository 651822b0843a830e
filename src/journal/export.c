#include "journal/export.h"

#include "journal/csv.h"
#include "journal/table.h"

static bool write_row(void *context, const struct record *record)
{
    FILE *out = context;
    char buffer[CELL_SIZE];
    for (size_t i = 0; i < TABLE_OWN.count; i++) {
        const struct column *column = &TABLE_OWN.columns[i];
        csv_write_cell(out, i, column->write(column, record, buffer));
    }
    csv_write_end(out);
    return !ferror(out);
}

bool export_csv(struct journal *journal, FILE *out, struct error *error)
{
    struct journal_query all = {0};
    for (size_t i = 0; i < TABLE_OWN.count; i++)
        csv_write_cell(out, i, TABLE_OWN.columns[i].name);
    csv_write_end(out);
    return journal_each(journal, &all, write_row, out, error);
}
