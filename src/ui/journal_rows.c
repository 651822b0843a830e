#include "ui/journal_rows.h"

#include <stdlib.h>
#include <string.h>

static void let_go(struct journal_rows *rows)
{
    for (size_t i = 0; i < rows->held; i++)
        free(rows->rows[i].line);
    rows->held = 0;
}

static struct journal_query query_of(const struct journal_rows *rows)
{
    return (struct journal_query){.find = *rows->find ? rows->find : NULL,
                                  .deleted = rows->deleted};
}

void journal_rows_settle(struct journal_rows *rows)
{
    struct journal_query query = query_of(rows);
    let_go(rows);
    rows->error.text[0] = '\0';
    int64_t count = journal_count(rows->journal, &query, &rows->error);
    rows->count = count > 0 ? (size_t)count : 0;
}

static bool hold(void *context, const struct record *record)
{
    struct journal_rows *rows = context;
    struct journal_row *row = &rows->rows[rows->held++];
    row->id = record->id;
    when_format(record_when(record), rows->now, row->when);
    record_length(record, row->length);
    row->line = record_line(record);
    return rows->held < JOURNAL_ROWS_HELD;
}

/* Holds the rows around one. */
static void fetch(struct journal_rows *rows, size_t index)
{
    struct journal_query query = query_of(rows);
    let_go(rows);
    rows->now = when_now();
    rows->first = index > JOURNAL_ROWS_HELD / 2 ? index - JOURNAL_ROWS_HELD / 2 : 0;
    query.offset = (int64_t)rows->first;
    query.limit = JOURNAL_ROWS_HELD;
    rows->error.text[0] = '\0';
    journal_each(rows->journal, &query, hold, rows, &rows->error);
}

/* NULL: it is gone, or can't be read. */
static const struct journal_row *row_at(struct journal_rows *rows, size_t index)
{
    if (index < rows->first || index >= rows->first + rows->held)
        fetch(rows, index);
    size_t place = index - rows->first;
    return place < rows->held ? &rows->rows[place] : NULL;
}

int64_t journal_rows_id(struct journal_rows *rows, size_t index)
{
    const struct journal_row *row = row_at(rows, index);
    return row ? row->id : 0;
}

void journal_rows_row(void *context, size_t index, struct menu_row *menu_row)
{
    struct journal_rows *rows = context;
    const struct journal_row *row = row_at(rows, index);
    if (row)
        *menu_row = (struct menu_row){.name = row->when, .about = row->line, .right = row->length};
    else
        *menu_row =
            (struct menu_row){.name = "…", .about = rows->error.text, .right = "", .dim = true};
}

size_t journal_rows_find(struct journal_rows *rows, int64_t id)
{
    for (size_t i = 0; i < rows->count && i < JOURNAL_ROWS_HELD / 2; i++) {
        if (journal_rows_id(rows, i) == id)
            return i;
    }
    return 0;
}

void journal_rows_free(struct journal_rows *rows)
{
    let_go(rows);
}
