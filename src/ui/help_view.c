#include "ui/help_view.h"

#include "ui/draw.h"
#include "ui/keys.h"
#include "ui/terminal.h"

#include <string.h>

enum { NAME_WIDTH = 10, INDENT = 3, NARROW = 30 };

static int count_rows(int where)
{
    int count = 0;
    for (size_t i = 0; i < KEY_ROW_COUNT; i++)
        count += (KEY_ROWS[i].where & where) != 0;
    return count;
}

int help_view_draw(WINDOW *window, const struct theme *theme, int where, const char *note, int *top)
{
    int rows = getmaxy(window), left = getmaxx(window) < NARROW ? 0 : INDENT;
    bool roomy = rows >= 12;
    int first = roomy ? 3 : 0, room = rows - first - (roomy ? 2 : 0);
    int count = count_rows(where) + (note && !roomy), most = count > room ? count - room : 0;
    int row = first - (*top = *top < most ? *top : most);
    werase(window);
    if (roomy)
        draw_text(window, theme, ROLE_TITLE, 1, left,
                  where == KEYS_MOMENT ? "What may help now?" : "Keys", -1);
    if (roomy && note)
        draw_text_ending(window, theme, ROLE_DIM, 1, getmaxx(window) - left, note);
    for (size_t i = 0; i < KEY_ROW_COUNT; i++) {
        const struct key_row *key = &KEY_ROWS[i];
        if (!(key->where & where))
            continue;
        if (row >= first && row < first + room) {
            draw_text(window, theme, ROLE_ACCENT, row, left, key->name, -1);
            draw_text(window, theme, ROLE_PROMPT, row, left + NAME_WIDTH, key->help, -1);
        }
        row++;
    }
    if (!roomy && note && row < rows)
        draw_text(window, theme, ROLE_DIM, row, left, note, -1);
    if (roomy)
        draw_text(window, theme, ROLE_DIM, rows - 1, left,
                  most ? "↑ ↓ more · any other key goes back" : "any key goes back", -1);
    return most;
}

int help_view_move(int top, int most, int key)
{
    enum action action = keys_find(KEYS_MENU, key);
    if (action == ACTION_REDRAW) {
        terminal_redraw();
        return top;
    }
    if (action == ACTION_DOWN || action == ACTION_PAGE_DOWN)
        return top < most ? top + 1 : most;
    if (action == ACTION_UP || action == ACTION_PAGE_UP)
        return top > 0 ? top - 1 : 0;
    return -1;
}

/* A key that only closes the help is spent. */
static struct event spend(struct event event)
{
    enum action action = keys_find(KEYS_MENU, event.key);
    if (action != ACTION_LEAVE_NOW && action != ACTION_SUSPEND)
        event.kind = EVENT_NOTHING;
    return event;
}

/* What is said beside the title. */
static const char *note_of(int where)
{
    return where & KEYS_CHECK_IN ? "not validated, never scored" : NULL;
}

struct event help_show(const struct theme *theme, int where)
{
    int top = 0;
    for (;;) {
        int most = help_view_draw(stdscr, theme, where, note_of(where), &top);
        wrefresh(stdscr);
        struct event event = terminal_wait(-1, -1);
        if (event.kind == EVENT_GONE)
            return event;
        if (event.kind != EVENT_KEY || event.key == KEY_RESIZE)
            continue;
        top = help_view_move(top, most, event.key);
        if (top < 0)
            return spend(event);
    }
}
