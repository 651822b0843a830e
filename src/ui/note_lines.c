#include "ui/note_lines.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unigbrk.h>
#include <unilbrk.h>

/* A paragraph that is being laid. */
struct pen {
    struct note_lines *lines;
    const char *text;
    size_t start; /* of the row */
    size_t good;  /* the last place where it may break; `start`: none */
    int column;
};

static void add_row(struct note_lines *lines, size_t start, size_t end)
{
    lines->rows = mem_grow(lines->rows, lines->count, sizeof *lines->rows);
    lines->rows[lines->count++] = (struct note_row){start, end};
}

/* Ends the row where it may break, else before `at`; what has been set behind that goes down. */
static void break_row(struct pen *pen, size_t at)
{
    size_t end = pen->good > pen->start ? pen->good : at;
    add_row(pen->lines, pen->start, end);
    pen->start = pen->good = end;
    pen->column = text_width(pen->text + end, at - end);
}

/* Sets one character as people see it. */
static void set_character(struct pen *pen, size_t at, size_t length, bool may_break)
{
    int width = text_width(pen->text + at, length);
    bool hangs = length == 1 && pen->text[at] == ' ';
    if (may_break)
        pen->good = at;
    while (!hangs && at > pen->start && pen->column + width > pen->lines->width)
        break_row(pen, at);
    pen->column += width;
}

static void lay_paragraph(struct note_lines *lines, const char *text, size_t start, size_t length)
{
    struct pen pen = {.lines = lines, .text = text, .start = start, .good = start};
    char *edges = mem_new(length, 1), *breaks = mem_new(length, 1);
    u8_grapheme_breaks((const uint8_t *)text + start, length, edges);
    u8_possible_linebreaks((const uint8_t *)text + start, length, "UTF-8", breaks);
    for (size_t i = 0, next; i < length; i = next) {
        for (next = i + 1; next < length && !edges[next]; next++)
            ;
        set_character(&pen, start + i, next - i, breaks[i] == UC_BREAK_POSSIBLE);
    }
    add_row(lines, pen.start, start + length);
    free(breaks);
    free(edges);
}

void note_lines_lay(struct note_lines *lines, const char *text, size_t length, int width)
{
    lines->count = 0;
    lines->width = width > 1 ? width : 1;
    for (size_t start = 0;;) {
        const char *end = memchr(text + start, '\n', length - start);
        size_t next = end ? (size_t)(end - text) : length;
        lay_paragraph(lines, text, start, next - start);
        if (!end)
            return;
        start = next + 1;
    }
}

void note_lines_free(struct note_lines *lines)
{
    free(lines->rows);
    *lines = (struct note_lines){0};
}

size_t note_lines_row(const struct note_lines *lines, size_t at)
{
    size_t low = 0, high = lines->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (lines->rows[middle].start <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

int note_lines_column(const struct note_lines *lines, const char *text, size_t at)
{
    size_t start = lines->rows[note_lines_row(lines, at)].start;
    int column = text_width(text + start, at - start);
    return column < lines->width ? column : lines->width;
}

size_t note_lines_at(const struct note_lines *lines, const char *text, size_t row, int column)
{
    struct note_row span = lines->rows[row];
    size_t length = span.end - span.start, at = 0;
    bool soft = row + 1 < lines->count && lines->rows[row + 1].start == span.end;
    char *edges = mem_new(length, 1);
    int width = 0;
    u8_grapheme_breaks((const uint8_t *)text + span.start, length, edges);
    for (size_t next; at < length; at = next) {
        for (next = at + 1; next < length && !edges[next]; next++)
            ;
        width += text_width(text + span.start + at, next - at);
        if (width > column || (soft && next == length))
            break;
    }
    free(edges);
    return span.start + at;
}
