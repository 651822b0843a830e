#include "ui/help_view.h"

#include "base/text.h"
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

/* How to go on, beside the key that grounds there: as long as fits. */
static void draw_foot(WINDOW *window, const struct theme *theme, int where, int row, bool more)
{
    enum { GAP = 2 };
    static const char *const TEXTS[][3] = {
        {"any other key goes back", "others go back", "others"},
        {"↑ ↓ more · any other key goes back", "↑ ↓ more · others go back", "↑ ↓ more"},
    };
    int left = getmaxx(window) < NARROW ? 0 : INDENT, end = getmaxx(window) - left;
    int column = draw_ground(window, theme, where, row, left, end);
    size_t i = 0;
    column += column > left ? GAP : 0;
    while (i < 2 && column + text_width(TEXTS[more][i], strlen(TEXTS[more][i])) > end)
        i++;
    draw_text(window, theme, ROLE_DIM, row, column, TEXTS[more][i], -1);
}

int help_view_draw(WINDOW *window, const struct theme *theme, int where, const char *note, int *top)
{
    int rows = getmaxy(window), left = getmaxx(window) < NARROW ? 0 : INDENT;
    bool roomy = rows >= 12, footed = rows > 2;
    int first = roomy ? 3 : 0, room = rows - first - roomy - footed;
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
    if (!roomy && note && row < first + room)
        draw_text(window, theme, ROLE_DIM, row, left, note, -1);
    if (footed)
        draw_foot(window, theme, where, rows - 1, most > 0);
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
static struct event spend(int where, struct event event)
{
    enum action action = keys_find(where | KEYS_MENU, event.key);
    if (action != ACTION_LEAVE_NOW && action != ACTION_SUSPEND && action != ACTION_GROUND)
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
            return spend(where, event);
    }
}
