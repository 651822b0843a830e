#include "ui/check_in_ask.h"

#include "ui/check_in_view.h"
#include "ui/help_view.h"
#include "ui/keys.h"
#include "ui/terminal.h"

#include <stdint.h>
#include <time.h>

enum { KEEP_MS = 500 };

struct asking {
    struct check_in_model model;
    const struct theme *theme;
    void (*keep)(void *, const struct check_in *);
    void *context;
    int64_t due; /* when the answers must be kept, milliseconds; 0: they are */
    enum check_in_end end;
    int signal;
};

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 + 1;
}

static void keep(struct asking *asking)
{
    asking->due = 0;
    asking->model.changed = false;
    if (asking->keep)
        asking->keep(asking->context, &asking->model.answers);
}

/* Keeps answers that have waited long enough; notes since when others wait. Returns for how many
 * milliseconds nothing has to be done; -1: for ever. */
static int look_after_answers(struct asking *asking)
{
    int64_t now = now_ms();
    if (asking->model.changed && !asking->due)
        asking->due = now + KEEP_MS;
    if (asking->due && asking->due <= now)
        keep(asking);
    return asking->due ? (int)(asking->due - now) : -1;
}

static bool asks_for_help(const struct asking *asking, const struct event *event)
{
    return event->kind == EVENT_KEY && !asking->model.finding &&
           keys_find(KEYS_CHECK_IN, event->key) == ACTION_HELP;
}

/* What needs the terminal; true: the key is spent. */
static bool serve(struct asking *asking, int key)
{
    enum action action = keys_find(KEYS_CHECK_IN, key);
    if (action == ACTION_REDRAW) {
        terminal_redraw();
    } else if (action == ACTION_SUSPEND) {
        keep(asking);
        terminal_suspend();
    }
    return action == ACTION_REDRAW || action == ACTION_SUSPEND || key == KEY_RESIZE;
}

/* True once it is over. */
static bool take(struct asking *asking, struct event event)
{
    if (asks_for_help(asking, &event)) {
        keep(asking);
        event = help_show(asking->theme, KEYS_CHECK_IN);
    }
    if (event.kind == EVENT_GONE) {
        asking->end = CHECK_IN_GONE;
        asking->signal = event.signal;
        return true;
    }
    return event.kind == EVENT_KEY && !serve(asking, event.key) &&
           check_in_press(&asking->model, event.key, check_in_view_columns(stdscr), &asking->end);
}

enum check_in_end check_in_ask(struct check_in *answers, enum moment moment,
                               const struct theme *theme,
                               void (*keep_answers)(void *context, const struct check_in *answers),
                               void *context, int *signal)
{
    struct asking asking = {.theme = theme, .keep = keep_answers, .context = context};
    check_in_begin(&asking.model, answers, moment);
    bool over;
    do {
        check_in_view_draw(stdscr, theme, &asking.model);
        wrefresh(stdscr);
        int ms = look_after_answers(&asking);
        over = take(&asking, asking.model.finding ? terminal_wait_text(ms) : terminal_wait(-1, ms));
    } while (!over);
    keep(&asking);
    *answers = asking.model.answers;
    *signal = asking.signal;
    return asking.end;
}
