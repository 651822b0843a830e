/* A list of objects, one of them in memory at a time: what belongs to an object is found by its
 * brackets, and jansson then reads it. */
#include "cmd/journal_json.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* The most bytes of an object: a note may be written in escapes of six bytes a byte. */
enum { OBJECT_MOST = 1024 * 1024 };

struct reader {
    struct import *import;
    FILE *file;
    int64_t line; /* of the next byte */
    bool markdown;
    char *text; /* an object */
    size_t length, room;
};

/* ---- the list */

static int take(struct reader *reader)
{
    int c = getc_unlocked(reader->file);
    reader->line += c == '\n';
    return c;
}

static int take_sign(struct reader *reader)
{
    int c;
    do
        c = take(reader);
    while (c == ' ' || c == '\t' || c == '\n' || c == '\r');
    return c;
}

/* One that is too long is read to its end, but not kept. */
static void keep(struct reader *reader, int c)
{
    if (reader->length == reader->room && reader->room < OBJECT_MOST) {
        reader->room = reader->room ? 2 * reader->room : 1024;
        reader->text = mem_resize(reader->text, reader->room, 1);
    }
    if (reader->length < reader->room)
        reader->text[reader->length] = (char)c;
    reader->length++;
}

/* The rest of a string, to its closing quote. */
static int take_string(struct reader *reader)
{
    int c;
    while ((c = take(reader)) != EOF && c != '"') {
        keep(reader, c);
        if (c == '\\' && (c = take(reader)) != EOF)
            keep(reader, c);
    }
    return c;
}

/* The rest of an object, to its closing bracket. False: the file ends within it. */
static bool take_object(struct reader *reader)
{
    int depth = 1, c;
    reader->length = 0;
    keep(reader, '{');
    while (depth && (c = take(reader)) != EOF) {
        keep(reader, c);
        depth += (c == '{') - (c == '}');
        if (c == '"' && (c = take_string(reader)) != EOF)
            keep(reader, c);
        if (c == EOF)
            break;
    }
    return !depth;
}

/* ---- an object */

static bool join_words(const json_t *words, char *buffer)
{
    size_t length = 0;
    *buffer = '\0';
    for (size_t i = 0; i < json_array_size(words); i++) {
        const json_t *word = json_array_get(words, i);
        if (!json_is_string(word) || length + json_string_length(word) + 2 > CELL_SIZE)
            return false;
        length += (size_t)sprintf(buffer + length, "%s\n", json_string_value(word));
    }
    return true;
}

/* Gives a value as the cell of a table would say it, in `buffer` or in the value. */
static const char *cell_of(const struct column *column, const json_t *value, char *buffer)
{
    if (json_is_null(value))
        return "";
    if (column->kind == COLUMN_WORDS)
        return json_is_array(value) && join_words(value, buffer) ? buffer : NULL;
    if (json_is_string(value) && column->kind != COLUMN_NUMBER)
        return json_string_value(value);
    if (!json_is_integer(value) || column_is_text(column))
        return NULL;
    snprintf(buffer, CELL_SIZE, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    return buffer;
}

struct row {
    const char *cells[COLUMNS_MOST];
    char buffers[COLUMNS_MOST][CELL_SIZE];
};

static bool take_value(struct import *import, struct row *row, const char *name,
                       const json_t *value, struct error *error)
{
    size_t i = 0;
    while (i < TABLE_OWN.count && strcmp(TABLE_OWN.columns[i].name, name) != 0)
        i++;
    if (i == TABLE_OWN.count) {
        import_leave_out(import, name);
        return true;
    }
    row->cells[i] = cell_of(&TABLE_OWN.columns[i], value, row->buffers[i]);
    return row->cells[i] || error_set(error, "%s has a value of another kind than it should", name);
}

/* What was asked at one moment; null: nothing. */
static bool take_check_in(struct import *import, struct row *row, const char *moment,
                          json_t *check_in, struct error *error)
{
    const char *name;
    json_t *value;
    bool good = json_is_object(check_in) || json_is_null(check_in) ||
                error_set(error, "%s has a value of another kind than it should", moment);
    json_object_foreach(check_in, name, value)
    {
        char *whole = mem_format("%s_%s", moment, name);
        good = good && take_value(import, row, whole, value, error);
        free(whole);
    }
    return good;
}

/* Not of the sitting, but of the journal it was in; or what the rest of it says. */
static bool is_for_reading(const char *name)
{
    return strcmp(name, "number") == 0 || strcmp(name, "deleted") == 0 ||
           strcmp(name, "date_unsure") == 0;
}

static bool read_object(struct import *import, json_t *object, struct row *row,
                        struct arrival *arrival, struct error *error)
{
    const char *name;
    json_t *value;
    bool good = true;
    memset(row->cells, 0, sizeof row->cells);
    json_object_foreach(object, name, value)
    {
        if (strcmp(name, "before") == 0 || strcmp(name, "after") == 0)
            good = good && take_check_in(import, row, name, value, error);
        else if (!is_for_reading(name))
            good = good && take_value(import, row, name, value, error);
    }
    return good && table_read(&TABLE_OWN, row->cells, import->order, arrival, error);
}

/* Object and row stay as long as they are read from. */
static bool take_object_of(struct reader *reader, json_t *object, int64_t line, struct error *error)
{
    struct row row;
    struct arrival arrival;
    struct error why;
    if (!read_object(reader->import, object, &row, &arrival, &why))
        return import_skip(reader->import, line, why.text, error);
    bool good = import_take(reader->import, &arrival, error);
    record_free(&arrival.record);
    return good;
}

static bool take_text(struct reader *reader, int64_t line, struct error *error)
{
    json_error_t fault;
    struct error why;
    if (reader->length > OBJECT_MOST)
        return import_skip(reader->import, line, "it is longer than 1 MiB", error);
    json_t *object = json_loadb(reader->text, reader->length, JSON_REJECT_DUPLICATES, &fault);
    if (!object) {
        error_set(&why, "it is no JSON: %s", fault.text);
        return import_skip(reader->import, line + fault.line - 1, why.text, error);
    }
    bool good = take_object_of(reader, object, line, error);
    json_decref(object);
    return good;
}

/* ---- all of it */

static bool tell_break(struct reader *reader, const char *sentence, struct error *error)
{
    reader->import->tell(reader->import->context, reader->line, sentence);
    return error_set(error, "nothing was imported: JSON can't be read any further there");
}

/* The end of the file, or of the comment. */
static bool take_end(struct reader *reader)
{
    int c = take_sign(reader);
    if (reader->markdown)
        return c == '-' && take(reader) == '-' && take(reader) == '>';
    return c == EOF;
}

/* Goes to the list in Markdown: a line of its own is before it. */
static bool find_mark(struct reader *reader)
{
    char line[sizeof JOURNAL_MARKDOWN_MARK + 1];
    size_t length = 0;
    int c;
    while ((c = take(reader)) != EOF) {
        if (c == '\n' && length == strlen(JOURNAL_MARKDOWN_MARK) &&
            memcmp(line, JOURNAL_MARKDOWN_MARK, length) == 0)
            return true;
        if (c == '\n')
            length = 0;
        else if (c != '\r' && length < sizeof line)
            line[length++] = (char)c;
    }
    return false;
}

static bool read_list(struct reader *reader, struct error *error)
{
    int c = take_sign(reader);
    if (c != '[')
        return tell_break(reader, "a list of sittings should begin here, with a [", error);
    c = take_sign(reader);
    while (c == '{') {
        int64_t line = reader->line;
        if (!take_object(reader))
            return tell_break(reader, "the file ends within a sitting", error);
        if (!take_text(reader, line, error))
            return false;
        c = take_sign(reader);
        if (c == ',' && (c = take_sign(reader)) != '{')
            return tell_break(reader, "a sitting should follow the comma, in { and }", error);
    }
    if (c != ']')
        return tell_break(reader, "the list of sittings should go on or end here", error);
    return take_end(reader) || tell_break(reader, "something follows the end of the list", error);
}

static bool read_file(struct reader *reader, struct journal *journal, struct error *error)
{
    if (!import_begin(reader->import, journal, error))
        return false;
    import_rewind(reader->file);
    bool good = !reader->markdown || find_mark(reader) ||
                error_set(error, "it has no list of sittings at its end, as numbmed journal export "
                                 "--md writes it: is it cut off?");
    good = good && read_list(reader, error);
    if (good && ferror(reader->file))
        good = error_set(error, "it can't be read to its end");
    good = import_end(reader->import, good, error);
    free(reader->text);
    return good;
}

bool journal_json_import(struct import *import, struct journal *journal, FILE *file,
                         struct error *error)
{
    struct reader reader = {.import = import, .file = file, .line = 1};
    return read_file(&reader, journal, error);
}

bool journal_markdown_import(struct import *import, struct journal *journal, FILE *file,
                             struct error *error)
{
    struct reader reader = {.import = import, .file = file, .line = 1, .markdown = true};
    return read_file(&reader, journal, error);
}
