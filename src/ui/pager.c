#include "ui/pager.h"

#include "base/fold.h"
#include "base/memory.h"
#include "base/text.h"
#include "ui/draw.h"
#include "ui/help_view.h"
#include "ui/terminal.h"
#include "ui/typing.h"

#include <stdlib.h>
#include <string.h>

enum { MARGIN = 3, NARROW = 30, SMALL = 8 /* rows: all for the words, but for the last */ };

/* ---- the picture */

static int left_of(WINDOW *window)
{
    return getmaxx(window) < NARROW ? 0 : MARGIN;
}

/* The first row of the words, and how many there are. */
static int first_row(WINDOW *window)
{
    return getmaxy(window) > SMALL;
}

static size_t room_of(WINDOW *window)
{
    int rows = getmaxy(window), room = rows > SMALL ? rows - 3 : rows - 1;
    return room > 1 ? (size_t)room : 1;
}

static size_t greatest_top(const struct pager *pager)
{
    size_t room = room_of(stdscr);
    return pager->sheet.count > room ? pager->sheet.count - room : 0;
}

/* Lays the page out for the window; what stood at the top stays there. */
static void fit(WINDOW *window, struct pager *pager)
{
    struct sheet *sheet = &pager->sheet;
    bool laid = pager->top < sheet->count;
    size_t block = laid ? sheet->lines[pager->top].block : 0;
    size_t offset = laid ? sheet_offset(sheet, pager->top) : 0;
    int width = sheet->width;
    bool tight = sheet->tight;
    sheet_lay(sheet, pager->page, getmaxx(window) - 2 * left_of(window), getmaxy(window) <= SMALL);
    if (laid && (sheet->width != width || sheet->tight != tight))
        pager->top = sheet_find(sheet, block, offset);
    if (pager->top > greatest_top(pager))
        pager->top = greatest_top(pager);
}

static enum role role_of(enum block_kind kind)
{
    static const enum role ROLES[] = {
        [BLOCK_TITLE] = ROLE_TITLE, [BLOCK_HEADING] = ROLE_TITLE, [BLOCK_PARAGRAPH] = ROLE_PROMPT,
        [BLOCK_ITEM] = ROLE_PROMPT, [BLOCK_LINE] = ROLE_PROMPT,   [BLOCK_SOURCE] = ROLE_DIM,
        [BLOCK_FAULT] = ROLE_WARN,
    };
    return ROLES[kind];
}

static void draw_slice(WINDOW *window, const struct theme *theme, enum role role, int row,
                       int column, const char *text, size_t length)
{
    char *slice = mem_format("%.*s", (int)length, text);
    draw_text(window, theme, role, row, column, slice, -1);
    free(slice);
}

/* What was found, as far as it stands in this line. */
static void draw_found(WINDOW *window, const struct theme *theme, const struct pager *pager,
                       size_t index, int row, int column)
{
    const struct sheet_line *line = &pager->sheet.lines[index];
    size_t start = sheet_offset(&pager->sheet, index), end = start + line->length;
    size_t from = pager->found_at > start ? pager->found_at : start;
    size_t to = pager->found_at + pager->found_length;
    to = to < end ? to : end;
    if (line->block != pager->found_block || from >= to)
        return;
    column += text_width(line->text, from - start);
    draw_slice(window, theme, ROLE_ACCENT, row, column, line->text + from - start, to - from);
}

static void draw_line(WINDOW *window, const struct theme *theme, const struct pager *pager,
                      size_t index, int row)
{
    const struct sheet_line *line = &pager->sheet.lines[index];
    const struct block *block = &pager->page->blocks[line->block];
    int left = left_of(window), column = left + line->indent;
    if (!line->text)
        return;
    bool plain = strcmp(block->mark, "-") == 0;
    if (line->first)
        draw_text(window, theme, plain ? ROLE_DIM : ROLE_ACCENT, row, left,
                  plain ? "·" : block->mark, -1);
    draw_slice(window, theme, role_of(block->kind), row, column, line->text, line->length);
    if (pager->found_length)
        draw_found(window, theme, pager, index, row, column);
}

/* How far one has read, at the right edge of screens that have room for it. Returns where it
 * begins. */
static int draw_place(WINDOW *window, const struct theme *theme, const struct pager *pager, int row)
{
    int end = getmaxx(window) - left_of(window);
    size_t most = greatest_top(pager);
    if (!most || getmaxx(window) < NARROW)
        return end;
    char *place = mem_format("%zu %%%s", pager->top * 100 / most, pager->top < most ? " ↓" : "  ");
    int start = draw_text_ending(window, theme, ROLE_DIM, row, end, place);
    free(place);
    return start - 1;
}

/* The last row: what is typed, what mustn't be overlooked, or the keys. */
static void draw_foot(WINDOW *window, const struct theme *theme, const struct pager *pager)
{
    int row = getmaxy(window) - 1, left = left_of(window);
    int end = draw_place(window, theme, pager, row);
    if (pager->finding) {
        char *text = mem_format("/ %s▏%s", pager->find,
                                *pager->find && !pager->found_length ? "  not found" : "");
        draw_text(window, theme, ROLE_ACCENT, row, left, text, end - left);
        free(text);
    } else {
        draw_footer(window, theme, pager->where, row, end);
    }
    if (pager->line)
        draw_warning(window, theme, row, pager->line);
}

static void draw(WINDOW *window, const struct theme *theme, struct pager *pager)
{
    werase(window);
    fit(window, pager);
    for (size_t i = 0; i < room_of(window) && pager->top + i < pager->sheet.count; i++)
        draw_line(window, theme, pager, pager->top + i, first_row(window) + (int)i);
    draw_foot(window, theme, pager);
}

/* ---- the keys */

static void move_by(struct pager *pager, long by)
{
    long most = (long)greatest_top(pager), to = (long)pager->top + by;
    pager->top = (size_t)(to < 0 ? 0 : to > most ? most : to);
}

/* Brings a line into sight, with some of what stands above it. */
static void bring(struct pager *pager, size_t line)
{
    size_t room = room_of(stdscr);
    if (line >= pager->top && line < pager->top + room)
        return;
    pager->top = line > room / 3 ? line - room / 3 : 0;
    move_by(pager, 0);
}

/* Looks in one block from a byte on; true with the place noted. */
static bool find_in(struct pager *pager, size_t block, size_t from)
{
    const char *text = pager->page->blocks[block].text;
    size_t length;
    const char *at = from < strlen(text) ? fold_find(text + from, pager->find, &length) : NULL;
    if (!at)
        return false;
    pager->found_block = block;
    pager->found_at = (size_t)(at - text);
    pager->found_length = length;
    return true;
}

/* Finds the word from a place on, and round. */
static void find(struct pager *pager, size_t block, size_t from)
{
    size_t count = pager->page->count;
    pager->found_length = 0;
    if (!*pager->find)
        return;
    bool found = find_in(pager, block, from);
    for (size_t i = 1; !found && i <= count; i++)
        found = find_in(pager, (block + i) % count, 0);
    if (found)
        bring(pager, sheet_find(&pager->sheet, pager->found_block, pager->found_at));
}

/* As it is typed: from what is in sight on. */
static void find_typed(struct pager *pager)
{
    const struct sheet *sheet = &pager->sheet;
    find(pager, sheet->lines[pager->top].block, sheet_offset(sheet, pager->top));
}

static void turn_page(struct pager *pager, enum action action)
{
    long room = (long)room_of(stdscr), page = room > 2 ? room - 1 : 1; /* a line stays in sight */
    move_by(pager, keys_move(action, page));
}

/* Does what a key means here, and says what it was. */
static enum action on_key(struct pager *pager, int key)
{
    enum action action = keys_find(pager->where, key);
    pager->line = NULL;
    if (action == ACTION_REDRAW) {
        terminal_redraw();
    } else if (action == ACTION_SUSPEND) {
        terminal_suspend();
    } else if (pager->finding && action != ACTION_LEAVE_NOW &&
               (action != ACTION_GROUND || keys_character(key))) {
        pager->finding = typing_take(pager->find, sizeof pager->find, key);
        find_typed(pager);
        return ACTION_NONE;
    } else if (action == ACTION_FIND) {
        pager->finding = true;
        pager->find[0] = '\0';
        pager->found_length = 0;
    } else if (action == ACTION_FIND_NEXT && pager->found_length) {
        find(pager, pager->found_block, pager->found_at + pager->found_length);
    } else {
        turn_page(pager, action);
    }
    return action;
}

static bool ends(enum action action)
{
    return action == ACTION_RETURN || action == ACTION_GO_ON || action == ACTION_GROUND ||
           action == ACTION_LEAVE_NOW || keys_in_journal(action);
}

enum action pager_show(struct pager *pager, const struct theme *theme, int *signal)
{
    *signal = 0;
    for (;;) {
        draw(stdscr, theme, pager);
        wrefresh(stdscr);
        struct event event = pager->finding ? terminal_wait_text(-1) : terminal_wait(-1, -1);
        if (event.kind == EVENT_KEY && !pager->finding &&
            keys_find(pager->where, event.key) == ACTION_HELP)
            event = help_show(theme, pager->where);
        if (event.kind == EVENT_GONE) {
            *signal = event.signal;
            return ACTION_LEAVE_NOW;
        }
        enum action action = event.kind == EVENT_KEY && event.key != KEY_RESIZE
                                 ? on_key(pager, event.key)
                                 : ACTION_NONE;
        if (ends(action))
            return action;
    }
}

void pager_free(struct pager *pager)
{
    sheet_free(&pager->sheet);
}
