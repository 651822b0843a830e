#include "ui/menu.h"

#include "base/memory.h"
#include "base/text.h"
#include "ui/draw.h"
#include "ui/help_view.h"
#include "ui/keys.h"
#include "ui/menu_find.h"
#include "ui/terminal.h"
#include "ui/typing.h"

#include <stdlib.h>
#include <string.h>

enum { LINES_MOST = 16, QUESTION_ROWS = 3, ESCAPE = 27 };
enum { MARGIN = 3, ABOUT_LEAST = 12, GAP = 2, ROOM_TO_TYPE = 12, FRAME_ROWS = 7, FIRST_ROW = 3 };
enum {
    NARROW = 30,       /* a screen without margins */
    NAMES_LEAST = 26,  /* columns that go before what stands at the right edge, */
    NAMES_WIDEST = 40, /* and that names may take, */
    WIDEST = 110,      /* and all of a row */
};

/* ---- the picture */

static int list_rows(WINDOW *window)
{
    int rows = getmaxy(window);
    return rows > FRAME_ROWS + 2 ? rows - FRAME_ROWS : rows > 2 ? rows - 1 : 1;
}

static bool is_heading(struct menu *menu, size_t index)
{
    struct menu_row row;
    menu->row(menu->context, index, &row);
    return row.heading;
}

/* With the heading above it, where that is next to it. */
static void keep_cursor_in_sight(struct menu *menu, size_t room)
{
    size_t first = menu->cursor;
    while (first && menu->cursor - first + 1 < room && is_heading(menu, first - 1))
        first--;
    if (first < menu->top)
        menu->top = first;
    if (menu->cursor >= menu->top + room)
        menu->top = menu->cursor - room + 1;
}

static int wider(int width, const char *text)
{
    int own = text_width(text, strlen(text));
    return own > width ? own : width;
}

/* How wide the columns are, found once: a long list costs no more than its first picture. */
static void measure(struct menu *menu)
{
    for (size_t i = 0; i < menu->count; i++) {
        struct menu_row row;
        menu->row(menu->context, i, &row);
        menu->name_width = wider(menu->name_width, row.heading ? "" : row.name);
        menu->right_width = wider(menu->right_width, row.right);
    }
    if (menu->name_width > NAMES_WIDEST)
        menu->name_width = NAMES_WIDEST;
}

static int left_of(WINDOW *window)
{
    return getmaxx(window) < NARROW ? 0 : MARGIN;
}

static int table_width(WINDOW *window)
{
    int width = getmaxx(window) - 2 * left_of(window);
    return width < WIDEST ? width : WIDEST;
}

static void draw_row(WINDOW *window, const struct theme *theme, struct menu *menu, size_t index,
                     int line)
{
    struct menu_row row;
    int left = left_of(window), end = left + table_width(window), names = menu->name_width;
    bool here = index == menu->cursor;
    menu->row(menu->context, index, &row);
    if (row.heading) {
        draw_text(window, theme, ROLE_DIM, line, left, row.name, -1);
        return;
    }
    enum role role = row.dim ? ROLE_DIM : here ? ROLE_ACCENT : ROLE_PROMPT;
    draw_text(window, theme, ROLE_ACCENT, line, left, here ? "▸" : " ", -1);
    int right = wider(menu->right_width, row.right);
    int room = end - left - 2 - GAP - (names > NAMES_LEAST ? names : NAMES_LEAST);
    if (*row.right && room >= right)
        end = draw_text_ending(window, theme, ROLE_DIM, line, end, row.right) - GAP;
    int name = end - left - 2 < names ? end - left - 2 : names;
    int column = draw_text(window, theme, role, line, left + 2, row.name, *row.about ? name : -1);
    if (index == menu->marked)
        draw_text(window, theme, ROLE_DIM, line, column + 2, "·  the usual length", -1);
    int about = left + 2 + names + GAP;
    if (*row.about && end - about >= ABOUT_LEAST)
        draw_text(window, theme, ROLE_DIM, line, about, row.about, end - about);
}

/* Goes on in the row below where there is one. */
static void draw_wrapped(WINDOW *window, const struct theme *theme, enum role role, int row,
                         int left, const char *text)
{
    struct text_line lines[2];
    int width = table_width(window);
    bool two = text_wrap(text, width, lines, 2) == 2 && row + 1 < getmaxy(window);
    size_t length = two ? (size_t)(lines[1].start - text) : strlen(text);
    char *first = mem_format("%.*s", (int)length, text);
    draw_text(window, theme, role, row, left, first, width);
    draw_text(window, theme, role, row + 1, left, text + length, width);
    free(first);
}

/* The end of a text that is at most so many columns wide. */
static const char *end_of(const char *text, int columns)
{
    while (*text && text_width(text, strlen(text)) > columns) {
        size_t step = text_fit(text, 1);
        step = step ? step : text_fit(text, 2);
        text += step ? step : 1;
    }
    return text;
}

/* What is asked, in the rows above the answer, as many as it takes. */
static void draw_question(WINDOW *window, const struct theme *theme, int bottom, int left,
                          const char *question)
{
    struct text_line lines[QUESTION_ROWS];
    int count = (int)text_wrap(question, table_width(window), lines, QUESTION_ROWS);
    for (int i = 0; i < count; i++) {
        int row = bottom - count + i;
        char *line = mem_format("%.*s", (int)lines[i].length, lines[i].start);
        wmove(window, row, 0);
        wclrtoeol(window);
        draw_text(window, theme, ROLE_ACCENT, row, left, line, -1);
        free(line);
    }
}

/* What is being typed; on a narrow screen below what it answers. */
static void draw_typed(WINDOW *window, const struct theme *theme, const struct menu *menu, int row,
                       int left)
{
    const char *before = menu->finding ? "/" : menu->ask;
    const char *typed = menu->finding ? menu->find : menu->answer;
    int width = text_width(before, strlen(before)), room = getmaxx(window) - left - 2;
    bool above = row > 0 && room - width < ROOM_TO_TYPE;
    if (above)
        draw_question(window, theme, row, left, before);
    const char *lost = menu->finding && menu->lost ? "  not found" : "";
    room -= text_width(lost, strlen(lost));
    char *text = mem_format("%s%s%s▏%s", above ? "" : before, above ? "" : " ",
                            end_of(typed, above ? room : room - width), lost);
    draw_text(window, theme, ROLE_ACCENT, row, left, text, -1);
    free(text);
}

/* Whether all that is said about a row stands beside its name. */
static bool is_said_beside(WINDOW *window, const struct menu *menu, const struct menu_row *row)
{
    int room = table_width(window) - 2 - menu->name_width - GAP;
    return room >= ABOUT_LEAST && text_width(row->about, strlen(row->about)) <= room;
}

/* The line below the list: what is typed, what was refused, or more about the row; of a few answers
 * only what isn't said beside them. */
static void draw_line(WINDOW *window, const struct theme *theme, struct menu *menu, int row)
{
    struct menu_row chosen = {.about = ""};
    int left = left_of(window);
    if (menu->finding || menu->ask) {
        draw_typed(window, theme, menu, row, left);
    } else if (menu->line) {
        draw_wrapped(window, theme, ROLE_WARN, row, left, menu->line);
    } else if (menu->count) {
        menu->row(menu->context, menu->cursor, &chosen);
        if (!(menu->where & KEYS_CHOICE) || !is_said_beside(window, menu, &chosen))
            draw_wrapped(window, theme, ROLE_DIM, row, left, chosen.about);
    }
}

/* Rows out of sight: above those in sight, and below them. To be freed; NULL: there are none. */
static char *more_words(const struct menu *menu, size_t room)
{
    size_t shown = menu->top + room, above = menu->top;
    size_t below = shown < menu->count ? menu->count - shown : 0;
    if (above && below)
        return mem_format("↑ %zu more   ↓ %zu more", above, below);
    return above ? mem_format("↑ %zu more", above) : below ? mem_format("↓ %zu more", below) : NULL;
}

/* That the list goes on, below it. */
static void draw_more(WINDOW *window, const struct theme *theme, const struct menu *menu, int room)
{
    char *text = more_words(menu, (size_t)room);
    if (text)
        draw_text(window, theme, ROLE_DIM, room + FIRST_ROW, MARGIN + 2, text, -1);
    free(text);
}

/* In place of the rows. */
static void draw_empty(WINDOW *window, const struct theme *theme, const struct menu *menu, int top,
                       int room)
{
    struct text_line lines[LINES_MOST];
    int left = left_of(window), width = table_width(window);
    int count = (int)text_wrap(menu->empty, width > 1 ? width : 1, lines, LINES_MOST);
    for (int i = 0; i < count && i < room; i++) {
        char *line = mem_format("%.*s", (int)lines[i].length, lines[i].start);
        draw_text(window, theme, ROLE_PROMPT, top + i, left, line, -1);
        free(line);
    }
}

/* Where the line below the list stands: near it, but for a word to find, which would move while it
 * is typed and the list grows shorter. */
static int line_row(WINDOW *window, const struct menu *menu, int room)
{
    int last = getmaxy(window) - 3, shown = menu->count < (size_t)room ? (int)menu->count : room;
    int near = FIRST_ROW + (shown > 1 ? shown : 1) + 1;
    return menu->finding || near > last ? last : near;
}

/* Whose keys mean something just now. */
static int keys_now(const struct menu *menu)
{
    return menu->finding ? menu->search ? KEYS_SEARCH : KEYS_FIND
           : menu->ask   ? KEYS_ANSWER
                         : menu->where;
}

void menu_draw(WINDOW *window, const struct theme *theme, struct menu *menu)
{
    int rows = getmaxy(window), room = list_rows(window);
    bool framed = rows > FRAME_ROWS + 2;
    bool typing = menu->finding || menu->ask || menu->line;
    werase(window);
    if (!menu->name_width)
        measure(menu);
    keep_cursor_in_sight(menu, (size_t)room);
    if (framed)
        draw_text(window, theme, ROLE_TITLE, 1, MARGIN, menu->title, -1);
    for (int i = 0; i < room && menu->top + (size_t)i < menu->count; i++)
        draw_row(window, theme, menu, menu->top + (size_t)i, i + (framed ? FIRST_ROW : 0));
    if (!menu->count && menu->empty)
        draw_empty(window, theme, menu, framed ? FIRST_ROW : 0, room);
    if (framed)
        draw_more(window, theme, menu, room);
    if (framed || typing)
        draw_line(window, theme, menu, framed ? line_row(window, menu, room) : rows - 1);
    if (framed)
        draw_footer(window, theme, keys_now(menu), rows - 1, getmaxx(window) - MARGIN);
    else if (!typing && rows > 2)
        draw_footer(window, theme, menu->where, rows - 1, getmaxx(window));
}

/* ---- the keys */

/* The nearest row to `index`, itself or behind it (`by` 1) or before it (-1), that is no heading;
 * `count` where there is none. */
static size_t pass_headings(struct menu *menu, size_t index, int by)
{
    while (index < menu->count && is_heading(menu, index))
        index += (size_t)by; /* below 0 it is no index either */
    return index < menu->count ? index : menu->count;
}

static void move_cursor(struct menu *menu, long by)
{
    long last = (long)menu->count - 1, to = (long)menu->cursor + by;
    size_t goal = (size_t)(to < 0 ? 0 : to > last ? last : to);
    size_t row = pass_headings(menu, goal, by < 0 ? -1 : 1);
    if (row == menu->count)
        row = pass_headings(menu, goal, by < 0 ? 1 : -1);
    menu->cursor = row == menu->count ? menu->cursor : row;
}

/* What a key does in a menu; true once the choosing is over. */
static bool on_action(struct menu *menu, enum action action, int page, enum choice *choice)
{
    move_cursor(menu, keys_move(action, page));
    if (action == ACTION_FIND)
        menu_find_begin(menu);
    menu->action = action;
    *choice = action == ACTION_RETURN   ? CHOICE_BACK
              : action == ACTION_GROUND ? CHOICE_GROUND
              : keys_in_journal(action) ? CHOICE_ACTION
                                        : CHOICE_MADE;
    return (action == ACTION_CHOOSE && menu->count) || *choice != CHOICE_MADE;
}

static void search(struct menu *menu)
{
    menu->unsearched = false;
    menu->search(menu->context, menu->find);
}

static bool on_key(struct menu *menu, int key, enum choice *choice)
{
    enum action action = keys_find(menu->where, key);
    menu->line = NULL;
    if (menu->unsearched && !menu->finding)
        search(menu); /* the key is meant for what it finds */
    if (action == ACTION_REDRAW) {
        terminal_redraw();
    } else if (action == ACTION_SUSPEND) {
        terminal_suspend();
    } else if (action == ACTION_LEAVE_NOW) {
        *choice = CHOICE_GONE;
        return true;
    } else if (action == ACTION_GROUND && !keys_character(key)) {
        *choice = CHOICE_GROUND; /* also where a text is typed */
        return true;
    } else if (menu->finding) {
        menu_find_key(menu, key);
    } else if (menu->ask) {
        if (typing_take(menu->answer, sizeof menu->answer, key))
            return false;
        menu->ask = NULL;
        *choice = CHOICE_ANSWERED;
        return key != ESCAPE;
    } else {
        return on_action(menu, action, list_rows(stdscr), choice);
    }
    return false;
}

static bool asks_for_help(const struct menu *menu, const struct event *event)
{
    return event->kind == EVENT_KEY && !menu->finding && !menu->ask &&
           keys_find(menu->where, event->key) == ACTION_HELP;
}

static struct event wait_for(const struct menu *menu, int ms)
{
    return menu->finding || menu->ask ? terminal_wait_text(ms) : terminal_wait(-1, ms);
}

enum choice menu_choose(struct menu *menu, const struct theme *theme, bool (*idle)(void *),
                        int *signal)
{
    enum choice choice;
    bool busy = idle != NULL;
    *signal = 0;
    for (;;) {
        menu_draw(stdscr, theme, menu);
        wrefresh(stdscr);
        struct event event = wait_for(menu, busy || menu->unsearched ? 0 : -1);
        if (menu->unsearched && event.kind == EVENT_NOTHING) {
            search(menu); /* once nobody types, so that a long search keeps no letter waiting */
            continue;
        }
        while (busy && event.kind == EVENT_NOTHING) {
            busy = idle(menu->context);
            if (busy) /* once all is done, what it found is drawn */
                event = wait_for(menu, 0);
        }
        if (asks_for_help(menu, &event))
            event = help_show(theme, menu->where);
        if (event.kind == EVENT_GONE) {
            *signal = event.signal;
            return CHOICE_GONE;
        }
        if (event.kind == EVENT_KEY && event.key != KEY_RESIZE && on_key(menu, event.key, &choice))
            return choice;
    }
}
