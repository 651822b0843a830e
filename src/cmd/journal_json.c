#include "cmd/journal_json.h"

#include "base/text.h"
#include "journal/table.h"

#include <stdlib.h>
#include <string.h>

/* What an old file or a foreign program left in the journal may be anything; JSON may not. */
static json_t *string_json(const char *text, size_t length)
{
    json_t *string = json_stringn(text, length);
    if (string)
        return string;
    char *clean = text_clean_lines(text, length, NULL);
    string = json_string(clean);
    free(clean);
    return string;
}

static json_t *words_json(const char *cell)
{
    json_t *words = json_array();
    while (*cell) {
        size_t length = strcspn(cell, "\n");
        json_array_append_new(words, string_json(cell, length));
        cell += length + (cell[length] == '\n');
    }
    return words;
}

static json_t *cell_json(const struct column *column, const char *cell)
{
    if (column->kind == COLUMN_WORDS)
        return words_json(cell);
    if (!*cell)
        return json_null();
    bool number = column->kind != COLUMN_TEXT && !cell[strspn(cell, "-0123456789")];
    return number ? json_integer(strtoll(cell, NULL, 10)) : string_json(cell, strlen(cell));
}

json_t *journal_json_of(const struct record *record)
{
    json_t *object = json_object();
    char buffer[CELL_SIZE];
    for (size_t i = 0; i < TABLE_OWN.count; i++) {
        const struct column *column = &TABLE_OWN.columns[i];
        const char *cell = column->write(column, record, buffer);
        json_object_set_new(object, column->name, cell_json(column, cell));
    }
    return object;
}

struct writing {
    FILE *out;
    const char *before; /* the next object */
};

static bool write_object(void *context, const struct record *record)
{
    struct writing *writing = context;
    json_t *object = journal_json_of(record);
    fputs(writing->before, writing->out);
    json_dumpf(object, writing->out, 0);
    json_decref(object);
    writing->before = ",\n";
    return !ferror(writing->out);
}

bool journal_json_export(struct journal *journal, FILE *out, struct error *error)
{
    struct journal_query all = {0};
    struct writing writing = {out, "\n"};
    fputc('[', out);
    bool good = journal_each(journal, &all, write_object, &writing, error);
    fputs("\n]\n", out);
    return good;
}
