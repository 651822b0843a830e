#include "script/topics.h"

#include "base/memory.h"
#include "base/text.h"
#include "script/page.h"

#include <stdlib.h>
#include <string.h>

#define FOLDER "scripts/learn"

static void add_topic(struct topics *topics, char *name, char *path)
{
    struct page page;
    struct error error;
    struct topic topic = {.name = name, .path = path};
    if (page_read(&page, path, &error))
        topic.title = mem_copy_text(page.blocks[0].text);
    else
        topic.error = text_clean(error.text);
    page_free(&page);
    topics->list = mem_grow(topics->list, topics->count, sizeof *topics->list);
    topics->list[topics->count++] = topic;
}

void topics_find(struct topics *topics, const struct library *library)
{
    static const char *const ENDINGS[] = {"txt", NULL};
    size_t count;
    char **names = library_list_files(library, FOLDER, ENDINGS, &count);
    *topics = (struct topics){0};
    for (size_t i = 0; i < count; i++) {
        char *relative = mem_format(FOLDER "/%s.txt", names[i]);
        char *path = library_find_file(library, relative);
        if (path)
            add_topic(topics, names[i], path);
        else
            free(names[i]); /* it leads out of its library */
        free(relative);
    }
    free(names);
}

static const char *topic_name(const void *list, size_t index)
{
    return ((const struct topic *)list)[index].name;
}

const struct topic *topics_named(const struct topics *topics, const char *name, struct error *error)
{
    for (size_t i = 0; i < topics->count; i++) {
        if (strcmp(topics->list[i].name, name) == 0)
            return &topics->list[i];
    }
    const char *nearest = text_nearest(name, topic_name, topics->list, topics->count);
    if (nearest)
        error_set(error, "there is no page '%s'; did you mean %s?", name, nearest);
    else
        error_set(error, "there is no page '%s'; numbmed learn shows what there is", name);
    return NULL;
}

void topics_free(struct topics *topics)
{
    for (size_t i = 0; i < topics->count; i++) {
        free(topics->list[i].name);
        free(topics->list[i].path);
        free(topics->list[i].title);
        free(topics->list[i].error);
    }
    free(topics->list);
    *topics = (struct topics){0};
}
