#include "cmd/commands.h"

#include "base/print.h"
#include "cmd/open.h"
#include "cmd/sit_down.h"
#include "script/page.h"
#include "script/topics.h"
#include "ui/learn.h"
#include "ui/sheet.h"
#include "ui/terminal.h"

#include <jansson.h>
#include <string.h>

static void list_json(const struct topics *topics)
{
    json_t *list = json_array();
    for (size_t i = 0; i < topics->count; i++) {
        const struct topic *topic = &topics->list[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "name", topic->name,
                                              topic->error ? "error" : "title",
                                              topic->error ? topic->error : topic->title, "path",
                                              topic->path));
    }
    json_dumpf(list, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(list);
}

static void list_lines(const struct topics *topics)
{
    int width = 0;
    for (size_t i = 0; i < topics->count; i++) {
        int length = (int)strlen(topics->list[i].name);
        width = length > width ? length : width;
    }
    for (size_t i = 0; i < topics->count; i++) {
        const struct topic *topic = &topics->list[i];
        print_line(stdout, width + 2, "%-*s  %s%s", width, topic->name,
                   topic->error ? "broken: " : "", topic->error ? topic->error : topic->title);
    }
}

static int write_page(const struct topic *topic)
{
    struct page page;
    struct error error;
    bool good = page_read(&page, topic->path, &error);
    if (good)
        sheet_write(&page, print_width(stdout, SHEET_WIDTH), stdout);
    page_free(&page);
    return good ? EXIT_SUCCESS : fail_with(EXIT_FAILURE, error.text);
}

static int show(const struct options *options, struct topics *topics, const struct topic *topic)
{
    struct settings settings;
    struct error error;
    bool ground;
    int signal;
    settings_open(&settings, options, NULL);
    bool good =
        learn_on_screen(topics, topic, theme_wish_named(settings.theme), &ground, &signal, &error);
    settings_close(&settings);
    if (signal)
        terminal_die_by(signal);
    if (ground)
        return sit_down(options, BEGIN_GROUNDING);
    return good ? EXIT_SUCCESS : fail_with(EXIT_FAILURE, error.text);
}

static int learn(const struct options *options, struct topics *topics)
{
    struct error error;
    const struct topic *topic = NULL;
    if (options->argument_count && !(topic = topics_named(topics, options->arguments[0], &error)))
        return fail_with(EXIT_FAILURE, error.text);
    if (topic && topic->error)
        return fail_with(EXIT_FAILURE, topic->error);
    if (options->json)
        list_json(topics);
    else if (!topics->count)
        return fail_with(EXIT_FAILURE, "there are no pages here: no library root has any in "
                                       "scripts/learn");
    else if (!wants_plain(options))
        return show(options, topics, topic);
    else if (topic)
        return write_page(topic);
    else
        list_lines(topics);
    return EXIT_SUCCESS;
}

int command_learn(const struct options *options)
{
    struct topics topics;
    if (options->json && options->argument_count)
        return fail_with(EXIT_USAGE, "--json lists the pages; leave the topic out");
    struct library *library = library_open();
    topics_find(&topics, library);
    int code = learn(options, &topics);
    topics_free(&topics);
    library_free(library);
    return code;
}
