#include "cmd/journal_json.h"

#include "base/text.h"
#include "journal/export.h"
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
    bool number = !cell[strspn(cell, "-0123456789")];
    if (column->kind == COLUMN_WORDS)
        return words_json(cell);
    if (column->kind == COLUMN_FLAG)
        return json_boolean(*cell);
    if (column->kind == COLUMN_ANSWER && !*cell)
        return json_null();
    return !column_is_text(column) && number ? json_integer(strtoll(cell, NULL, 10))
                                             : string_json(cell, strlen(cell));
}

/* What a check-in's columns stand for: "before_energy" is energy in before. */
static void put_in_check_in(json_t *object, const struct record *record,
                            const struct column *column, const char *cell)
{
    const char *moment = moment_name(column->moment), *key = column->name + strlen(moment) + 1;
    json_t *check_in = json_object_get(object, moment);
    if (!check_in) {
        bool empty = check_in_is_empty(&record->check_ins[column->moment]);
        check_in = empty ? json_null() : json_object();
        json_object_set_new(object, moment, check_in);
    }
    json_object_set_new(check_in, key, cell_json(column, cell));
}

json_t *journal_json_of(const struct record *record)
{
    json_t *object = json_pack("{s:I}", "number", (json_int_t)record->id);
    char buffer[CELL_SIZE];
    for (size_t i = 0; i < TABLE_OWN.count; i++) {
        const struct column *column = &TABLE_OWN.columns[i];
        const char *cell = column->write(column, record, buffer);
        if (column_is_of_check_in(column))
            put_in_check_in(object, record, column, cell);
        else
            json_object_set_new(object, column->name, cell_json(column, cell));
    }
    json_object_set_new(object, "deleted", json_boolean(record->deleted));
    if (!record->note)
        json_object_set_new(object, "note", json_null());
    return object;
}

struct writing {
    FILE *out;
    const char *before; /* the next object */
    bool in_comment;
};

/* Two hyphens would end a comment. In JSON they only stand within texts, where one may be spelled
 * otherwise. */
static void write_within_comment(const char *text, FILE *out)
{
    for (const char *at = text; *at; at++) {
        if (at > text && *at == '-' && at[-1] == '-')
            fputs("\\u002d", out);
        else
            putc_unlocked(*at, out);
    }
}

static bool write_object(void *context, const struct record *record)
{
    struct writing *writing = context;
    json_t *object = journal_json_of(record);
    char *text = json_dumps(object, 0);
    fputs(writing->before, writing->out);
    if (text && writing->in_comment)
        write_within_comment(text, writing->out);
    else if (text)
        fputs(text, writing->out);
    free(text);
    json_decref(object);
    writing->before = ",\n";
    return text && !ferror(writing->out);
}

static bool write_list(struct journal *journal, struct writing *writing, struct error *error)
{
    struct journal_query all = {0};
    fputc('[', writing->out);
    bool good = journal_each(journal, &all, write_object, writing, error);
    fputs("\n]\n", writing->out);
    return good;
}

bool journal_json_export(struct journal *journal, FILE *out, struct error *error)
{
    return write_list(journal, &(struct writing){out, "\n", false}, error);
}

bool journal_markdown_export(struct journal *journal, FILE *out, struct error *error)
{
    if (!export_markdown(journal, out, error))
        return false;
    fprintf(out, "\n%s\n", JOURNAL_MARKDOWN_MARK);
    bool good = write_list(journal, &(struct writing){out, "\n", true}, error);
    fputs("-->\n", out);
    return good;
}
