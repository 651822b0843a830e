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

/* Shows one page. CHOICE_ANSWERED and a sentence where it can't be read. */
static enum choice read_page(const struct topic *topic, const struct theme *theme, int *signal,
                             struct error *error)
{
    struct page page;
    enum choice choice = CHOICE_ANSWERED;
    if (page_read(&page, topic->path, error)) {
        struct pager pager = {.page = &page, .where = KEYS_PAGE};
        choice = pager_show(&pager, theme, signal) == ACTION_RETURN ? CHOICE_BACK : CHOICE_GONE;
        pager_free(&pager);
    }
    page_free(&page);
    return choice;
}

enum choice learn_choose(struct topics *topics, const struct theme *theme, int *signal)
{
    struct error error;
    enum choice choice;
    struct menu menu = {
        .title = "What would you like to read?",
        .where = KEYS_MENU,
        .count = topics->count,
        .line = topics->count ? NULL : "there are no pages here",
        .marked = SIZE_MAX,
        .row = topic_row,
        .context = topics,
    };
    while ((choice = menu_choose(&menu, theme, NULL, signal)) == CHOICE_MADE) {
        choice = read_page(&topics->list[menu.cursor], theme, signal, &error);
        if (choice == CHOICE_GONE)
            break;
        menu.line = choice == CHOICE_ANSWERED ? error.text : NULL;
    }
    return choice;
}

bool learn_on_screen(struct topics *topics, const struct topic *topic, enum theme_wish wish,
                     int *signal, struct error *error)
{
    struct theme theme;
    *signal = 0;
    if (!terminal_begin(error))
        return false;
    theme_choose(&theme, wish);
    enum choice choice =
        topic ? read_page(topic, &theme, signal, error) : learn_choose(topics, &theme, signal);
    terminal_end();
    return choice != CHOICE_ANSWERED;
}
