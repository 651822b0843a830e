#include "ui/draw.h"

#include "base/memory.h"
#include "base/text.h"
#include "ui/keys.h"

#include <stdlib.h>
#include <string.h>

enum {
    LINES_MOST = 64,
    MARGIN = 3,        /* of every view */
    WIDE_GAP = 3,      /* columns between the words of a footer, */
    NARROW_GAP = 2,    /* or where that doesn't hold them all, */
    NARROWEST_GAP = 1, /* or on a narrow screen, which has no margin either */
    NARROW = 30,
    WORTH_A_KEY = 8, /* columns of a screen: on less there are no keys */
    WORTH_A_DOT = 4, /* columns: in less, what is cut ends without its "…" */
};

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
    bool cut = text[length] && width >= WORTH_A_DOT;
    if (cut)
        length = text_fit(text, width - 1);
    while (cut && length && text[length - 1] == ' ')
        length--;
    char *shown = text_for_screen(text, length);
    wattrset(window, (int)theme->looks[role]);
    mvwaddstr(window, row, column, shown);
    free(shown);
    if (cut)
        waddstr(window, "…");
    wattrset(window, A_NORMAL);
    return column + text_width(text, length) + cut;
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

/* Draws the lines from `row` on, above `bottom`. Returns the row behind them. */
static int draw_lines(WINDOW *window, const struct theme *theme, enum role role, int row,
                      int bottom, const struct text_line *lines, size_t count)
{
    for (size_t i = 0; i < count && row < bottom; i++, row++) {
        char *line = mem_format("%.*s", (int)lines[i].length, lines[i].start);
        draw_centred(window, theme, role, row, line);
        free(line);
    }
    return row;
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
    int row =
        draw_lines(window, theme, role, top + (spare > 0 ? spare / 2 : 0), bottom, lines, count);
    free(copy);
    return row;
}

int draw_notice(WINDOW *window, const struct theme *theme, enum role role, int bottom, int most,
                const char *text)
{
    struct text_line lines[LINES_MOST];
    int left = getmaxx(window) < NARROW ? 0 : MARGIN;
    int width = even_width(text, getmaxx(window) - 2 * left);
    int count = (int)text_wrap(text, width, lines, LINES_MOST);
    int top = bottom - (count < most ? count : most);
    draw_lines(window, theme, role, top, bottom, lines, (size_t)count);
    return top;
}

void draw_warning(WINDOW *window, const struct theme *theme, int bottom, const char *text)
{
    enum { ROWS_MOST = 8 };
    struct text_line lines[ROWS_MOST];
    int left = getmaxx(window) < NARROW ? 0 : MARGIN, width = getmaxx(window) - 2 * left;
    int count = (int)text_wrap(text, width > 1 ? width : 1, lines, ROWS_MOST);
    for (int i = 0; i < count; i++) {
        char *line = mem_format("%.*s", (int)lines[i].length, lines[i].start);
        wmove(window, bottom - count + i, 0);
        wclrtoeol(window);
        draw_text(window, theme, ROLE_WARN, bottom - count + i, left, line, -1);
        free(line);
    }
}

static const char CONTROL[] = "Ctrl-", CARET[] = "^";

/* Whether a narrow screen has a caret for the name's "Ctrl-". */
static bool has_caret(const struct key_row *key, bool narrow)
{
    return narrow && strncmp(key->name, CONTROL, strlen(CONTROL)) == 0;
}

/* Bytes of a key's name in a footer: the first of several is enough there. */
static size_t name_length(const struct key_row *key)
{
    return key->action == ACTION_LEAVE ? strlen(key->name) : strcspn(key->name, " ");
}

/* How a key is named in a footer. To be freed. */
static char *footer_name(const struct key_row *key, bool narrow)
{
    size_t left_out = has_caret(key, narrow) ? strlen(CONTROL) : 0;
    return mem_format("%s%.*s", left_out ? CARET : "", (int)(name_length(key) - left_out),
                      key->name + left_out);
}

static bool is_in_footer(const struct key_row *key, int where)
{
    return key->where & where && key->footer;
}

/* Columns of a key in the footer of a place; 0 where it isn't there. */
static int footer_width(const struct key_row *key, int where, bool narrow)
{
    if (!is_in_footer(key, where))
        return 0;
    int width =
        text_width(key->name, name_length(key)) + 1 + text_width(key->footer, strlen(key->footer));
    return has_caret(key, narrow) ? width - (int)(strlen(CONTROL) - strlen(CARET)) : width;
}

/* The columns between the words of a footer that ends at `end_column`. */
static int footer_gap(int where, int column, int end_column, bool narrow)
{
    int widest = column - WIDE_GAP;
    for (size_t i = 0; i < KEY_ROW_COUNT; i++) {
        int width = footer_width(&KEY_ROWS[i], where, narrow);
        widest += width ? width + WIDE_GAP : 0;
    }
    return widest <= end_column ? WIDE_GAP : narrow ? NARROWEST_GAP : NARROW_GAP;
}

/* The row of an action in the footer of a place; KEY_ROW_COUNT: none. */
static size_t row_of(int where, enum action action)
{
    size_t i = 0;
    while (i < KEY_ROW_COUNT &&
           (KEY_ROWS[i].action != action || !is_in_footer(&KEY_ROWS[i], where)))
        i++;
    return i;
}

/* Draws a key with its word, or, where that has no room, without; nothing in a corner. */
static void draw_key(WINDOW *window, const struct theme *theme, const struct key_row *key, int row,
                     int column, int end_column)
{
    bool narrow = getmaxx(window) < NARROW;
    if (getmaxx(window) < WORTH_A_KEY)
        return;
    char *name = footer_name(key, narrow);
    int end = draw_text(window, theme, ROLE_ACCENT, row, column, name, end_column - column);
    if (column + footer_width(key, key->where, narrow) <= end_column)
        draw_text(window, theme, ROLE_DIM, row, end + 1, key->footer, -1);
    free(name);
}

/* The keys that a footer has whatever else there is: the one that grounds, then, as far as there is
 * room for them, those that go on and back. */
struct must {
    size_t rows[3];
    size_t count;
};

static void settle_must(struct must *must, int where, int room, int gap, bool narrow)
{
    static const enum action ACTIONS[] = {ACTION_GROUND, ACTION_GO_ON, ACTION_RETURN};
    must->count = 0;
    for (size_t i = 0; i < sizeof ACTIONS / sizeof *ACTIONS; i++) {
        size_t row = row_of(where, ACTIONS[i]);
        int width = row < KEY_ROW_COUNT ? footer_width(&KEY_ROWS[row], where, narrow) : 0;
        if (!width || (width > room && ACTIONS[i] != ACTION_GROUND))
            continue;
        must->rows[must->count++] = row;
        room -= width + gap;
    }
}

/* The columns that those below a row take; -1: the row is one of them. */
static int columns_below(const struct must *must, size_t row, int where, int gap, bool narrow)
{
    int columns = 0;
    for (size_t i = 0; i < must->count; i++) {
        if (must->rows[i] == row)
            return -1;
        if (must->rows[i] > row)
            columns += footer_width(&KEY_ROWS[must->rows[i]], where, narrow) + gap;
    }
    return columns;
}

void draw_footer(WINDOW *window, const struct theme *theme, int where, int row, int end_column)
{
    bool narrow = getmaxx(window) < NARROW;
    int column = narrow ? 0 : MARGIN, gap = footer_gap(where, column, end_column, narrow);
    struct must must;
    settle_must(&must, where, end_column - column, gap, narrow);
    for (size_t i = 0; i < KEY_ROW_COUNT; i++) {
        int width = footer_width(&KEY_ROWS[i], where, narrow);
        int below = width ? columns_below(&must, i, where, gap, narrow) : 0;
        if (!width || (below >= 0 && column + width + below > end_column))
            continue;
        draw_key(window, theme, &KEY_ROWS[i], row, column, end_column);
        column += width + gap;
    }
}

int draw_footer_least(int where)
{
    size_t ground = row_of(where, ACTION_GROUND), first = 0;
    while (first < KEY_ROW_COUNT && !is_in_footer(&KEY_ROWS[first], where))
        first++;
    int least = ground < KEY_ROW_COUNT ? footer_width(&KEY_ROWS[ground], where, false) : 0;
    if (first < ground && first < KEY_ROW_COUNT)
        least += footer_width(&KEY_ROWS[first], where, false) + NARROW_GAP;
    return least;
}

int draw_ground(WINDOW *window, const struct theme *theme, int where, int row, int column,
                int end_column)
{
    size_t ground = row_of(where, ACTION_GROUND);
    if (ground == KEY_ROW_COUNT)
        return column;
    draw_key(window, theme, &KEY_ROWS[ground], row, column, end_column);
    return column + footer_width(&KEY_ROWS[ground], where, getmaxx(window) < NARROW);
}
