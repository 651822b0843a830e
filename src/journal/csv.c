#include "journal/csv.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- reading */

void csv_open(struct csv_reader *reader, FILE *file)
{
    *reader = (struct csv_reader){.file = file, .separator = ',', .at_line = 1};
}

void csv_close(struct csv_reader *reader)
{
    free(reader->text);
    reader->text = NULL;
}

bool csv_take_separator(struct csv_reader *reader)
{
    static const char SEP[] = "sep=", SEPARATORS[] = ",;\t|";
    enum { SIZE = 16 };
    char line[SIZE];
    long start = ftell(reader->file);
    if (fgets(line, SIZE, reader->file) && strncasecmp(line, SEP, strlen(SEP)) == 0) {
        char separator = line[strlen(SEP)];
        const char *end = line + strlen(SEP) + 1;
        if (separator && strchr(SEPARATORS, separator) &&
            (strcmp(end, "\n") == 0 || strcmp(end, "\r\n") == 0)) {
            reader->separator = separator;
            reader->at_line++;
            return true;
        }
    }
    fseek(reader->file, start, SEEK_SET);
    return false;
}

/* The next byte; counts the lines. */
static int take(struct csv_reader *reader)
{
    int c = getc_unlocked(reader->file);
    if (c == '\r') {
        int next = getc_unlocked(reader->file);
        ungetc(next, reader->file);
        reader->at_line += next != '\n';
    }
    reader->at_line += c == '\n';
    return c;
}

static void blame(struct csv_reader *reader, const char *fault)
{
    if (!reader->fault)
        reader->fault = fault;
}

/* A row with a fault is read to its end, but not kept. */
static void keep(struct csv_reader *reader, int c)
{
    if (reader->length - reader->starts[reader->count - 1] >= CSV_CELL_MOST && c)
        blame(reader, "a cell is longer than 64 KiB; is a quote missing?");
    if (reader->fault)
        return;
    if (reader->length == reader->room) {
        reader->room = reader->room ? 2 * reader->room : 256;
        reader->text = mem_resize(reader->text, reader->room, 1);
    }
    reader->text[reader->length++] = (char)c;
}

static bool ends_cell(const struct csv_reader *reader, int c)
{
    return c == reader->separator || c == '\n' || c == '\r' || c == EOF;
}

/* What stands behind the opening quote. Returns the byte that ends the cell. */
static int read_quoted(struct csv_reader *reader)
{
    int c;
    for (;;) {
        c = take(reader);
        if (c == '"') {
            c = take(reader);
            if (c != '"')
                break;
        }
        if (c == EOF) {
            blame(reader, "a quote is opened and never closed");
            return c;
        }
        keep(reader, c);
    }
    while (!ends_cell(reader, c)) {
        blame(reader, "something stands between a closing quote and the end of its cell");
        c = take(reader);
    }
    return c;
}

static int read_bare(struct csv_reader *reader, int c)
{
    while (!ends_cell(reader, c)) {
        keep(reader, c);
        c = take(reader);
    }
    return c;
}

/* The cell that was read, with its NUL. */
static void check_cell(struct csv_reader *reader)
{
    size_t start = reader->starts[reader->count - 1];
    if (!reader->fault && !text_is_utf8(reader->text + start, reader->length - 1 - start))
        blame(reader, "it isn't UTF-8; save the file as CSV in UTF-8");
}

/* Returns the byte that ends the row, or a separator. */
static int read_cell(struct csv_reader *reader, int c)
{
    if (reader->count < CSV_CELLS_MOST)
        reader->starts[reader->count++] = reader->length;
    else
        blame(reader, "it has more than 64 cells");
    while (reader->padded && c == ' ')
        c = take(reader);
    c = c == '"' ? read_quoted(reader) : read_bare(reader, c);
    keep(reader, '\0');
    check_cell(reader);
    return c;
}

/* The first byte of a row that isn't blank. */
static int skip_blank(struct csv_reader *reader)
{
    int c;
    do {
        reader->line = reader->at_line;
        c = take(reader);
    } while (c == '\n' || c == '\r');
    return c;
}

enum csv_found csv_read(struct csv_reader *reader, struct error *error)
{
    int c = skip_blank(reader);
    reader->length = reader->count = 0;
    reader->fault = NULL;
    if (c == EOF)
        return CSV_END;
    while ((c = read_cell(reader, c)) == reader->separator)
        c = take(reader);
    reader->open_end = c == EOF;
    if (!reader->fault)
        return CSV_ROW;
    error_set(error, "%s", reader->fault);
    return CSV_BAD_ROW;
}

const char *csv_cell(const struct csv_reader *reader, size_t index)
{
    return reader->text + reader->starts[index];
}

/* ---- writing */

/* A mark of byte order that begins a cell isn't one, but at a file's start it would be taken for
 * it.
 */
static bool needs_quotes(const char *cell)
{
    size_t length = strlen(cell);
    return length && (strpbrk(cell, ",\"\r\n") || *cell == ' ' || cell[length - 1] == ' ' ||
                      strncmp(cell, "\xEF\xBB\xBF", 3) == 0);
}

void csv_write_cell(FILE *file, size_t index, const char *cell)
{
    if (index)
        putc_unlocked(',', file);
    if (!needs_quotes(cell)) {
        fputs(cell, file);
        return;
    }
    putc_unlocked('"', file);
    for (; *cell; cell++) {
        if (*cell == '"')
            putc_unlocked('"', file);
        putc_unlocked(*cell, file);
    }
    putc_unlocked('"', file);
}

void csv_write_end(FILE *file)
{
    fputs("\r\n", file);
}

void csv_write(FILE *file, const char *const *cells, size_t count)
{
    if (count == 1 && !*cells[0])
        fputs("\"\"", file); /* or else it would be a blank line */
    for (size_t i = 0; i < count; i++)
        csv_write_cell(file, i, cells[i]);
    csv_write_end(file);
}
