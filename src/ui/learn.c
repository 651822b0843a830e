#include "ui/learn.h"

#include "base/memory.h"
#include "ui/pager.h"
#include "ui/terminal.h"

#include <stdint.h>
#include <stdlib.h>

/* The pages, and what the last row points to. */
struct list {
    struct topics *topics;
    char *text;
};

static void topic_row(void *context, size_t index, struct menu_row *row)
{
    struct list *list = context;
    const struct topic *topic = &list->topics->list[index];
    free(list->text);
    list->text = mem_format("%zu  %s", index + 1, topic->error ? topic->name : topic->title);
    if (topic->error)
        *row = (struct menu_row){
            .name = list->text, .about = topic->error, .right = "broken", .dim = true};
    else
        *row = (struct menu_row){.name = list->text, .about = "", .right = topic->name};
}

/* Shows one page. CHOICE_GROUND, or CHOICE_ANSWERED and a sentence where it can't be read. */
static enum choice read_page(const struct topic *topic, const struct theme *theme, int *signal,
                             struct error *error)
{
    struct page page;
    enum choice choice = CHOICE_ANSWERED;
    if (page_read(&page, topic->path, error)) {
        struct pager pager = {.page = &page, .where = KEYS_PAGE | KEYS_GROUND};
        enum action action = pager_show(&pager, theme, signal);
        choice = action == ACTION_RETURN   ? CHOICE_BACK
                 : action == ACTION_GROUND ? CHOICE_GROUND
                                           : CHOICE_GONE;
        pager_free(&pager);
    }
    page_free(&page);
    return choice;
}

enum choice learn_choose(struct topics *topics, const char *line, const struct theme *theme,
                         int *signal)
{
    struct error error;
    enum choice choice;
    struct list list = {topics, NULL};
    struct menu menu = {
        .title = "What would you like to read?",
        .where = KEYS_MENU | KEYS_GROUND,
        .count = topics->count,
        .line = line || topics->count ? line : "there are no pages here",
        .marked = SIZE_MAX,
        .row = topic_row,
        .context = &list,
    };
    while ((choice = menu_choose(&menu, theme, NULL, signal)) == CHOICE_MADE) {
        choice = read_page(&topics->list[menu.cursor], theme, signal, &error);
        if (choice == CHOICE_GONE || choice == CHOICE_GROUND)
            break;
        menu.line = choice == CHOICE_ANSWERED ? error.text : NULL;
    }
    free(list.text);
    return choice;
}

bool learn_on_screen(struct topics *topics, const struct topic *topic, enum theme_wish wish,
                     bool *ground, int *signal, struct error *error)
{
    struct theme theme;
    *signal = 0;
    *ground = false;
    if (!terminal_begin(error))
        return false;
    theme_choose(&theme, wish);
    enum choice choice = topic ? read_page(topic, &theme, signal, error)
                               : learn_choose(topics, NULL, &theme, signal);
    terminal_end();
    *ground = choice == CHOICE_GROUND;
    return choice != CHOICE_ANSWERED;
}
