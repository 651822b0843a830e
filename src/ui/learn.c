#include "ui/learn.h"

#include "ui/pager.h"
#include "ui/terminal.h"

#include <stdint.h>

static void topic_row(void *context, size_t index, struct menu_row *row)
{
    const struct topics *topics = context;
    const struct topic *topic = &topics->list[index];
    if (topic->error)
        *row = (struct menu_row){
            .name = topic->name, .about = topic->error, .right = "broken", .dim = true};
    else
        *row = (struct menu_row){.name = topic->title, .about = "", .right = topic->name};
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
    struct menu menu = {
        .title = "What would you like to read?",
        .where = KEYS_MENU | KEYS_GROUND,
        .count = topics->count,
        .line = line || topics->count ? line : "there are no pages here",
        .marked = SIZE_MAX,
        .row = topic_row,
        .context = topics,
    };
    while ((choice = menu_choose(&menu, theme, NULL, signal)) == CHOICE_MADE) {
        choice = read_page(&topics->list[menu.cursor], theme, signal, &error);
        if (choice == CHOICE_GONE || choice == CHOICE_GROUND)
            break;
        menu.line = choice == CHOICE_ANSWERED ? error.text : NULL;
    }
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
