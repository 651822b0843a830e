#include "ui/stats_view.h"

#include "ui/answers_leaf.h"
#include "ui/draw.h"
#include "ui/help_view.h"
#include "ui/sheet.h"
#include "ui/stats_leaf.h"
#include "ui/terminal.h"

#include <time.h>

enum { MARGIN = 3, NARROW = 30, SMALL = 8 /* rows: all for the lines, but for the last */ };

static const int WHERE = KEYS_STATS | KEYS_GROUND;

/* ---- the picture */

static int left_of(WINDOW *window)
{
    return getmaxx(window) < NARROW ? 0 : MARGIN;
}

static int first_row(WINDOW *window)
{
    return getmaxy(window) > SMALL;
}

static size_t room_of(WINDOW *window)
{
    int rows = getmaxy(window), room = rows > SMALL ? rows - 3 : rows - 1;
    return room > 1 ? (size_t)room : 1;
}

static void move_by(struct stats_view *view, long by)
{
    size_t room = room_of(stdscr), count = view->leaf.count;
    long most = count > room ? (long)(count - room) : 0, to = (long)view->top + by;
    view->top = (size_t)(to < 0 ? 0 : to > most ? most : to);
}

static void lay(WINDOW *window, struct stats_view *view)
{
    int width = getmaxx(window) - 2 * left_of(window);
    width = width > SHEET_WIDTH ? SHEET_WIDTH : width;
    if (view->laid && view->leaf.width == width)
        return;
    leaf_free(&view->leaf);
    view->leaf.width = width;
    view->laid = true;
    if (view->feelings)
        answers_leaf(&view->leaf, &view->answers, leaf_wants_blocks());
    else if (view->readable)
        stats_leaf(&view->leaf, &view->stats, view->tell_streak ? &view->streak : NULL,
                   leaf_wants_blocks());
    move_by(view, 0);
}

static void draw(WINDOW *window, const struct theme *theme, struct stats_view *view)
{
    int bottom = getmaxy(window) - 1, left = left_of(window);
    werase(window);
    lay(window, view);
    for (size_t i = 0; i < room_of(window) && view->top + i < view->leaf.count; i++)
        leaf_draw(window, theme, &view->leaf, view->top + i, first_row(window) + (int)i, left);
    draw_footer(window, theme, WHERE, bottom, getmaxx(window) - left);
    if (*view->problem.text)
        draw_warning(window, theme, bottom, view->problem.text);
}

/* ---- the keys */

/* Turns to the answers, which are read the first time, or back. */
static void turn_over(struct stats_view *view)
{
    if (!view->feelings &&
        !answers_read(&view->answers, view->journal, view->stats.today, &view->problem))
        return;
    view->feelings = !view->feelings;
    view->laid = false;
    view->top = 0;
}

static void turn_page(struct stats_view *view, enum action action)
{
    long room = (long)room_of(stdscr), page = room > 2 ? room - 1 : 1; /* a line stays in sight */
    move_by(view, keys_move(action, page));
}

static enum action on_key(struct stats_view *view, int key)
{
    enum action action = keys_find(WHERE, key);
    view->problem.text[0] = '\0';
    if (action == ACTION_REDRAW)
        terminal_redraw();
    else if (action == ACTION_SUSPEND)
        terminal_suspend();
    else if (action == ACTION_FEELINGS)
        turn_over(view);
    else
        turn_page(view, action);
    return action;
}

static bool ends(enum action action)
{
    return action == ACTION_RETURN || action == ACTION_GROUND || action == ACTION_LEAVE_NOW;
}

enum action stats_view_show(struct stats_view *view, const struct theme *theme, int *signal)
{
    *signal = 0;
    for (;;) {
        draw(stdscr, theme, view);
        wrefresh(stdscr);
        struct event event = terminal_wait(-1, -1);
        if (event.kind == EVENT_KEY && keys_find(WHERE, event.key) == ACTION_HELP)
            event = help_show(theme, WHERE);
        if (event.kind == EVENT_GONE) {
            *signal = event.signal;
            return ACTION_LEAVE_NOW;
        }
        enum action action = event.kind == EVENT_KEY && event.key != KEY_RESIZE
                                 ? on_key(view, event.key)
                                 : ACTION_NONE;
        if (ends(action))
            return action;
    }
}

void stats_view_open(struct stats_view *view, struct journal *journal, bool streak)
{
    struct tm local;
    time_t now = time(NULL);
    localtime_r(&now, &local);
    *view = (struct stats_view){.journal = journal, .tell_streak = streak};
    view->readable = stats_read(&view->stats, journal, now, (int)local.tm_gmtoff, &view->problem);
    if (view->readable)
        view->streak = stats_streak(&view->stats);
}

void stats_view_free(struct stats_view *view)
{
    leaf_free(&view->leaf);
    stats_free(&view->stats);
}
