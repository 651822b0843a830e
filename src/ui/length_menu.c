#include "ui/length_menu.h"

#include "base/frames.h"
#include "base/memory.h"
#include "ui/keys.h"

#include <stdlib.h>

enum { FIRST_TIME_MINUTES = 10 };

static char *spell(int64_t frames)
{
    char text[32];
    int minutes = (int)(frames / FRAMES_PER_MINUTE);
    if (frames % FRAMES_PER_MINUTE == 0)
        return mem_format("%d minute%s", minutes, minutes == 1 ? "" : "s");
    frames_format_duration(frames, text, sizeof text);
    return mem_copy_text(text);
}

static void length_row(void *context, size_t index, struct menu_row *row)
{
    struct length_menu *lengths = context;
    bool offered = index < lengths->count;
    free(lengths->text);
    lengths->text = offered ? spell(lengths->offered[index]) : mem_copy_text("other…");
    *row = (struct menu_row){.name = lengths->text,
                             .about = !offered && lengths->fits ? lengths->fits : "",
                             .right = ""};
}

/* Finds out what fits, once. */
static void settle_range(struct length_menu *lengths)
{
    int64_t shortest, longest;
    char least[32], most[32];
    length_range *range = lengths->range;
    lengths->range = NULL;
    if (!range || !range(lengths->context, &shortest, &longest))
        return;
    frames_format_duration(shortest, least, sizeof least);
    frames_format_duration(longest, most, sizeof most);
    lengths->fits = mem_format("from %s to %s", least, most);
}

static bool settle_range_idly(void *context)
{
    settle_range(context);
    return false;
}

static void ask(struct length_menu *lengths)
{
    settle_range(lengths);
    free(lengths->ask);
    lengths->ask = lengths->fits ? mem_format("How many minutes, %s?", lengths->fits)
                                 : mem_copy_text("How many minutes?");
    lengths->menu.ask = lengths->ask;
    lengths->menu.answer[0] = '\0';
}

/* SIZE_MAX: in none. */
static size_t row_of(const struct length_menu *lengths, int64_t frames)
{
    for (size_t i = 0; i < lengths->count; i++) {
        if (lengths->offered[i] == frames)
            return i;
    }
    return SIZE_MAX;
}

/* `last` stands in its place among those that are offered; 0: it needs none. */
static void collect(struct length_menu *lengths, const struct head *head, int64_t last)
{
    lengths->offered = mem_new(head->minutes_count + 1, sizeof *lengths->offered);
    for (size_t i = 0; i < head->minutes_count; i++) {
        int64_t frames = head->minutes[i] * FRAMES_PER_MINUTE;
        if (last && last < frames)
            lengths->offered[lengths->count++] = last;
        if (last <= frames)
            last = 0;
        lengths->offered[lengths->count++] = frames;
    }
    if (last)
        lengths->offered[lengths->count++] = last;
}

/* The length last chosen stands first; who is here for the first time is offered ten minutes. */
static size_t first_row(const struct length_menu *lengths, int64_t last)
{
    size_t row = row_of(lengths, last ? last : FIRST_TIME_MINUTES * FRAMES_PER_MINUTE);
    if (row == SIZE_MAX)
        row = lengths->menu.marked;
    return row == SIZE_MAX ? 0 : row;
}

void length_menu_open(struct length_menu *lengths, const struct head *head, int64_t last,
                      bool was_this)
{
    *lengths = (struct length_menu){0};
    collect(lengths, head, was_this ? last : 0);
    lengths->menu =
        (struct menu){.title = head->title,
                      .where = KEYS_MENU | KEYS_GROUND,
                      .count = lengths->count + 1,
                      .marked = row_of(lengths, head->default_minutes * FRAMES_PER_MINUTE),
                      .row = length_row,
                      .context = lengths};
    lengths->menu.cursor = first_row(lengths, last);
}

void length_menu_close(struct length_menu *lengths)
{
    free(lengths->offered);
    free(lengths->fits);
    free(lengths->ask);
    free(lengths->text);
}

enum choice length_menu_choose(struct length_menu *lengths, const char *line,
                               const struct theme *theme, int *signal)
{
    struct menu *menu = &lengths->menu;
    bool single = lengths->count == 1 && !lengths->asked;
    menu->line = line;
    lengths->asked = true;
    lengths->frames = lengths->offered[0];
    while (!single) {
        enum choice choice = menu_choose(menu, theme, settle_range_idly, signal);
        if (choice == CHOICE_MADE && menu->cursor < lengths->count) {
            lengths->frames = lengths->offered[menu->cursor];
            return choice;
        }
        if (choice == CHOICE_MADE) {
            ask(lengths);
        } else if (choice != CHOICE_ANSWERED) {
            return choice;
        } else if (frames_parse_minutes(menu->answer, &lengths->frames) && lengths->frames) {
            return CHOICE_MADE;
        } else {
            menu->line = "write a number of minutes, such as 12 or 12m30s";
        }
    }
    return CHOICE_MADE;
}
