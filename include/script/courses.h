/* The courses there are: every scripts/courses/ID.yaml of every library root, the first root that
 * has an id wins. */
#ifndef SCRIPT_COURSES_H
#define SCRIPT_COURSES_H

#include "script/course.h"
#include "script/library.h"

struct course_entry {
    char *id;
    char *path;
    struct course *course; /* NULL: it is broken, */
    char *error;           /* "PATH:LINE:COLUMN: what and what to do" */
};

struct courses {
    struct course_entry *list; /* by id */
    size_t count;
};

/* Finds them all and reads them. courses_free frees them. */
void courses_find(struct courses *courses, const struct library *library);

/* The course with this id; NULL and a sentence where there is none, or it is broken. */
const struct course *courses_named(const struct courses *courses, const char *id,
                                   struct error *error);

void courses_free(struct courses *courses);

#endif
