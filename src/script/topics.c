#include "script/topics.h"

#include "base/memory.h"
#include "base/text.h"
#include "script/page.h"

#include <stdlib.h>
#include <string.h>

/* The order in which to read them; others follow by name. */
static const char *const ORDER[] = {"numbness", "practice", "challenges", "habit", "care"};

static void add_topic(void *context, char *name, char *path)
{
    struct topics *topics = context;
    struct page page;
    struct error error;
    struct topic topic = {.name = name, .path = path};
    if (page_read(&page, path, &error))
        topic.title = mem_copy_text(page.blocks[0].text);
    else
        topic.error = text_clean(error.text);
    page_free(&page);
    topics->list = mem_grow(topics->list, topics->count, sizeof topic);
    topics->list[topics->count++] = topic;
}

static size_t rank_of(const struct topic *topic)
{
    enum { COUNT = sizeof ORDER / sizeof *ORDER };
    size_t rank = 0;
    while (rank < COUNT && strcmp(topic->name, ORDER[rank]) != 0)
        rank++;
    return rank;
}

static int compare(const void *a, const void *b)
{
    const struct topic *one = a, *other = b;
    size_t rank = rank_of(one), others = rank_of(other);
    return rank != others ? (rank < others ? -1 : 1) : strcmp(one->name, other->name);
}

void topics_find(struct topics *topics, const struct library *library)
{
    *topics = (struct topics){0};
    library_each_file(library, "scripts/learn", "txt", add_topic, topics);
    if (topics->count)
        qsort(topics->list, topics->count, sizeof *topics->list, compare);
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
    error_set_unknown(error, "page", name,
                      text_nearest(name, topic_name, topics->list, topics->count), "numbmed learn");
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
