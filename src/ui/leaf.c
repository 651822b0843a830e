#include "ui/leaf.h"

#include "base/memory.h"
#include "base/text.h"
#include "ui/draw.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void leaf_free(struct leaf *leaf)
{
    for (size_t i = 0; i < leaf->count; i++) {
        for (size_t j = 0; j < leaf->lines[i].count; j++)
            free(leaf->lines[i].runs[j].text);
        free(leaf->lines[i].runs);
    }
    free(leaf->lines);
    *leaf = (struct leaf){.width = leaf->width};
}

void leaf_line(struct leaf *leaf)
{
    leaf->lines = mem_grow(leaf->lines, leaf->count, sizeof *leaf->lines);
    leaf->lines[leaf->count++] = (struct leaf_line){0};
}

/* Takes the text over. */
static void add(struct leaf *leaf, enum role role, char *text)
{
    struct leaf_line *line = &leaf->lines[leaf->count - 1];
    line->runs = mem_grow(line->runs, line->count, sizeof *line->runs);
    line->runs[line->count++] = (struct leaf_run){role, text};
    line->columns += text_width(text, strlen(text));
}

void leaf_add(struct leaf *leaf, enum role role, const char *format, ...)
{
    char *text = NULL;
    va_list values;
    va_start(values, format);
    if (vasprintf(&text, format, values) < 0)
        abort();
    va_end(values);
    add(leaf, role, text);
}

void leaf_to(struct leaf *leaf, int column)
{
    int missing = column - leaf->lines[leaf->count - 1].columns;
    if (missing > 0)
        add(leaf, ROLE_PROMPT, mem_format("%*s", missing, ""));
}

void leaf_add_ending(struct leaf *leaf, enum role role, int column, const char *text)
{
    leaf_to(leaf, column - text_width(text, strlen(text)));
    leaf_add(leaf, role, "%s", text);
}

void leaf_paragraph(struct leaf *leaf, enum role role, const char *text)
{
    enum { LINES_MOST = 32 };
    struct text_line lines[LINES_MOST];
    size_t count = text_wrap(text, leaf->width > 1 ? leaf->width : 1, lines, LINES_MOST);
    if (leaf->count)
        leaf_line(leaf);
    for (size_t i = 0; i < count; i++) {
        leaf_line(leaf);
        leaf_add(leaf, role, "%.*s", (int)lines[i].length, lines[i].start);
    }
}

void leaf_draw(WINDOW *window, const struct theme *theme, const struct leaf *leaf, size_t line,
               int row, int column)
{
    for (size_t i = 0; i < leaf->lines[line].count; i++) {
        const struct leaf_run *run = &leaf->lines[line].runs[i];
        draw_text(window, theme, run->role, row, column, run->text, -1);
        column += text_width(run->text, strlen(run->text));
    }
}

/* The runs of a line but for spaces at its end. */
static size_t runs_with_text(const struct leaf_line *line)
{
    size_t count = line->count;
    while (count && line->runs[count - 1].text[strspn(line->runs[count - 1].text, " ")] == '\0')
        count--;
    return count;
}

void leaf_write(const struct leaf *leaf, const struct leaf_ink *ink, FILE *out)
{
    for (size_t i = 0; i < leaf->count; i++) {
        const struct leaf_line *line = &leaf->lines[i];
        for (size_t j = 0; j < runs_with_text(line); j++) {
            const struct leaf_run *run = &line->runs[j];
            const char *begin = ink->begin[run->role];
            fprintf(out, "%s%s%s", begin, run->text, *begin ? ink->end : "");
        }
        putc('\n', out);
    }
}
