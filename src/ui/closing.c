#include "ui/closing.h"

#include "base/frames.h"
#include "base/memory.h"
#include "ui/draw.h"
#include "ui/keys.h"
#include "ui/session_view.h"
#include "ui/terminal.h"

#include <stdlib.h>
#include <string.h>

static const int KEYS = KEYS_MENU | KEYS_GROUND;

/* What goes on from the closing screen, and the key that grounds, about the middle of a row. */
static void draw_ways_on(const struct theme *theme, int row, bool wide)
{
    static const char ENTER[] = "Enter", GO_ON[] = " go on   ", AND[] = "  ", GROUND[] = "g ground";
    const char *between = wide ? GO_ON : AND;
    int width = (int)(sizeof ENTER + strlen(between) + sizeof GROUND) - 2;
    int column = (getmaxx(stdscr) - width) / 2;
    column = draw_text(stdscr, theme, ROLE_ACCENT, row, column < 0 ? 0 : column, ENTER, -1);
    column = draw_text(stdscr, theme, ROLE_DIM, row, column, between, -1);
    draw_ground(stdscr, theme, KEYS, row, column, getmaxx(stdscr));
}

static void draw(const struct practice *practice, int64_t frames, const struct theme *theme)
{
    enum { ROOMY = 9, WIDE = 24 };
    char sat[64];
    int rows, columns;
    getmaxyx(stdscr, rows, columns);
    if (practice->sleep) {
        night_fall(stdscr, theme);
        wrefresh(stdscr);
        return;
    }
    bool roomy = rows >= ROOMY, wide = columns >= WIDE;
    int thanks = roomy ? rows / 2 + 1 : rows - 2;
    frames_format_words(frames, sat, sizeof sat);
    char *text = mem_format("%s of %s", sat, practice->title);
    wbkgdset(stdscr, ' ');
    werase(stdscr);
    draw_notice(stdscr, theme, ROLE_PROMPT, thanks - roomy, roomy ? thanks - 1 : thanks, text);
    draw_centred(stdscr, theme, ROLE_TITLE, thanks, wide ? "Thank you for sitting." : "Thank you.");
    draw_ways_on(theme, roomy ? rows - 3 : rows - 1, wide);
    wrefresh(stdscr);
    free(text);
}

/* True once it is over. */
static bool on_key(struct closing *closing, int key)
{
    enum action action = keys_find(KEYS, key);
    if (action == ACTION_SUSPEND)
        terminal_suspend();
    else if (action == ACTION_REDRAW)
        terminal_redraw();
    closing->ground = action == ACTION_GROUND;
    closing->at_once = action == ACTION_LEAVE_NOW;
    return action == ACTION_CHOOSE || action == ACTION_RETURN || closing->ground ||
           closing->at_once;
}

struct closing closing_show(const struct practice *practice, int64_t sat, const struct theme *theme)
{
    struct closing closing = {0};
    for (;;) {
        draw(practice, sat, theme);
        struct event event = terminal_wait(-1, -1);
        if (event.kind == EVENT_GONE)
            closing.signal = event.signal;
        if (event.kind == EVENT_GONE || (event.kind == EVENT_KEY && on_key(&closing, event.key)))
            return closing;
    }
}
