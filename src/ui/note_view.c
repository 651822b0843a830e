#include "ui/note_view.h"

#include "base/memory.h"
#include "base/text.h"
#include "ui/draw.h"
#include "ui/sheet.h"

#include <stdlib.h>
#include <string.h>

enum {
    MARGIN = 3,
    NARROW = 30,
    SMALL = 8, /* rows: all for the note, but for the last */
    GAP = 2,
    ASK_ROWS = 4,
};

static int left_of(WINDOW *window)
{
    return getmaxx(window) < NARROW ? 0 : MARGIN;
}

/* A column stays free behind the text: the cursor stands there at the end of a full row. */
static int width_of(WINDOW *window)
{
    int left = left_of(window), width = getmaxx(window) - (left ? 2 * left : 1);
    return width < 1 ? 1 : width > SHEET_WIDTH ? SHEET_WIDTH : width;
}

static bool is_small(WINDOW *window)
{
    return getmaxy(window) <= SMALL;
}

/* The line that asks, as long as it takes. */
static size_t wrap_ask(WINDOW *window, const struct note_view *view, struct text_line *lines)
{
    return text_wrap(view->ask, width_of(window), lines, ASK_ROWS);
}

static int first_row(WINDOW *window, const struct note_view *view)
{
    struct text_line lines[ASK_ROWS];
    return is_small(window) ? 0 : 2 + (int)wrap_ask(window, view, lines);
}

size_t note_view_room(WINDOW *window, const struct note_view *view)
{
    int room = getmaxy(window) - first_row(window, view) - (is_small(window) ? 1 : 2);
    return room > 1 ? (size_t)room : 1;
}

/* The rows in sight hold the cursor's, and no more emptiness behind the last than need be. */
static void follow(WINDOW *window, struct note_view *view)
{
    const struct note_lines *lines = &view->note->lines;
    size_t room = note_view_room(window, view), row = note_lines_row(lines, view->note->cursor);
    size_t most = lines->count > room ? lines->count - room : 0;
    if (row >= view->top + room)
        view->top = row + 1 - room;
    if (row < view->top)
        view->top = row;
    if (view->top > most)
        view->top = most;
}

/* What asks: above the note where there is room, else in its place until something is written. */
static void draw_ask(WINDOW *window, const struct theme *theme, const struct note_view *view)
{
    struct text_line lines[ASK_ROWS];
    bool small = is_small(window);
    size_t count = small && view->note->length ? 0 : wrap_ask(window, view, lines);
    int left = left_of(window), end = getmaxx(window) - left;
    for (size_t i = 0; i < count; i++) {
        char *line = mem_format("%.*s", (int)lines[i].length, lines[i].start);
        draw_text(window, theme, small ? ROLE_DIM : ROLE_TITLE, !small + (int)i, left, line, -1);
        free(line);
    }
    int behind = left + text_width(view->ask, strlen(view->ask)) + GAP;
    if (!small && view->title && end - text_width(view->title, strlen(view->title)) >= behind)
        draw_text_ending(window, theme, ROLE_DIM, 1, end, view->title);
}

/* Draws a row in two pieces. Returns the column between them, by curses' own count. */
static int draw_row(WINDOW *window, int row, const char *text, size_t first, size_t second)
{
    int left = left_of(window), edge = left + width_of(window), at_row, column;
    char *before = text_for_screen(text, first), *after = text_for_screen(text + first, second);
    mvwaddstr(window, row, left, before);
    getyx(window, at_row, column);
    waddstr(window, after);
    free(after);
    free(before);
    return at_row != row || column > edge ? edge : column; /* spaces hang */
}

/* Returns the column of the cursor. */
static int draw_rows(WINDOW *window, const struct theme *theme, const struct note_view *view)
{
    const struct note *note = view->note;
    size_t cursor_row = note_lines_row(&note->lines, note->cursor);
    int cursor = 0;
    wattrset(window, (int)theme->looks[ROLE_PROMPT]);
    for (size_t i = 0; i < note_view_room(window, view) && view->top + i < note->lines.count; i++) {
        struct note_row span = note->lines.rows[view->top + i];
        bool here = view->top + i == cursor_row;
        size_t end = span.end, first = here ? note->cursor - span.start : 0;
        while (end > span.start + first && note->text[end - 1] == ' ')
            end--;
        int column = draw_row(window, first_row(window, view) + (int)i, note->text + span.start,
                              first, end - span.start - first);
        cursor = here ? column : cursor;
    }
    wattrset(window, A_NORMAL);
    return cursor;
}

/* Whether there is more of the note above or below. Returns where that begins. */
static int draw_more(WINDOW *window, const struct theme *theme, const struct note_view *view)
{
    bool above = view->top > 0;
    bool below = view->top + note_view_room(window, view) < view->note->lines.count;
    int row = getmaxy(window) - 1, end = getmaxx(window) - left_of(window);
    if (!above && !below)
        return end;
    return draw_text_ending(window, theme, ROLE_DIM, row, end,
                            above && below ? "↑↓"
                            : above        ? "↑"
                                           : "↓") -
           1;
}

void note_view_draw(WINDOW *window, const struct theme *theme, struct note_view *view)
{
    int bottom = getmaxy(window) - 1;
    werase(window);
    note_lay(view->note, width_of(window));
    follow(window, view);
    draw_ask(window, theme, view);
    int column = draw_rows(window, theme, view);
    int row = (int)(note_lines_row(&view->note->lines, view->note->cursor) - view->top);
    if (bottom > 0) {
        wmove(window, bottom, 0);
        wclrtoeol(window);
        draw_footer(window, theme, view->where, bottom, draw_more(window, theme, view));
    }
    if (view->line)
        draw_warning(window, theme, bottom, view->line);
    wmove(window, first_row(window, view) + row, column);
}
