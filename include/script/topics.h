/* The pages to read: every scripts/learn/TOPIC.txt of every library root, the first root that has a
 * name wins. */
#ifndef SCRIPT_TOPICS_H
#define SCRIPT_TOPICS_H

#include "script/library.h"

struct topic {
    char *name;
    char *path;
    char *title;
    char *error; /* what is wrong with it, without a title then; NULL: nothing */
};

struct topics {
    struct topic *list; /* as they are best read: numbmed's own in their order, others by name */
    size_t count;
};

/* Finds them all and reads their titles. topics_free frees them. */
void topics_find(struct topics *topics, const struct library *library);

/* The topic with this name; NULL and a sentence with the nearest where there is none. */
const struct topic *topics_named(const struct topics *topics, const char *name,
                                 struct error *error);

void topics_free(struct topics *topics);

#endif
