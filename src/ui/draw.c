#include "ui/draw.h"

#include "base/memory.h"
#include "base/text.h"
#include "ui/keys.h"

#include <stdlib.h>
#include <string.h>

enum { LINES_MOST = 64 };

int draw_text(WINDOW *window, const struct theme *theme, enum role role, int row, int column,
              const char *text, int width)
{
    int rows, columns;
    getmaxyx(window, rows, columns);
    if (width < 0 || width > columns - column)
        width = columns - column;
    if (row < 0 || row >= rows || column < 0 || width <= 0)
        return column;
    size_t length = text_fit(text, width);
    wattrset(window, (int)theme->looks[role]);
    mvwaddnstr(window, row, column, text, (int)length);
    wattrset(window, A_NORMAL);
    return column + text_width(text, length);
}

int draw_text_ending(WINDOW *window, const struct theme *theme, enum role role, int row, int column,
                     const char *text)
{
    int start = column - text_width(text, strlen(text));
    draw_text(window, theme, role, row, start, text, -1);
    return start;
}

void draw_centred(WINDOW *window, const struct theme *theme, enum role role, int row,
                  const char *text)
{
    int columns = getmaxx(window), width = text_width(text, strlen(text));
    draw_text(window, theme, role, row, width < columns ? (columns - width) / 2 : 0, text, -1);
}

/* The least width that needs no more lines: lines of about one length are easier to take in. */
static int even_width(const char *text, int width)
{
    struct text_line lines[LINES_MOST];
    size_t count = text_wrap(text, width, lines, LINES_MOST);
    while (width > 1 && text_wrap(text, width - 1, lines, LINES_MOST) <= count)
        width--;
    return width;
}

int draw_paragraph(WINDOW *window, const struct theme *theme, enum role role, int top, int bottom,
                   int width, const char *text, size_t length)
{
    struct text_line lines[LINES_MOST];
    int columns = getmaxx(window);
    char *copy = mem_format("%.*s", (int)length, text);
    width = even_width(copy, width < columns ? width : columns);
    size_t count = text_wrap(copy, width, lines, LINES_MOST);
    int spare = bottom - top - (int)count;
    int row = top + (spare > 0 ? spare / 2 : 0);
    for (size_t i = 0; i < count && row < bottom; i++, row++) {
        char *line = mem_format("%.*s", (int)lines[i].length, lines[i].start);
        draw_centred(window, theme, role, row, line);
        free(line);
    }
    free(copy);
    return row;
}

void draw_footer(WINDOW *window, const struct theme *theme, int where, int row, int end_column)
{
    int column = 3; /* the margin of every view */
    for (size_t i = 0; i < KEY_ROW_COUNT; i++) {
        const struct key_row *key = &KEY_ROWS[i];
        if (!(key->where & where) || !key->footer)
            continue;
        size_t name = strcspn(key->name, " "); /* the first of several is enough here */
        if (key->action == ACTION_LEAVE)
            name = strlen(key->name);
        char *shown = mem_format("%.*s", (int)name, key->name);
        int width =
            text_width(shown, strlen(shown)) + 1 + text_width(key->footer, strlen(key->footer));
        if (column + width <= end_column) {
            int next = draw_text(window, theme, ROLE_ACCENT, row, column, shown, -1);
            column = draw_text(window, theme, ROLE_DIM, row, next + 1, key->footer, -1) + 3;
        }
        free(shown);
    }
}
