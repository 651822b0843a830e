#include "script/courses.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static void add_course(void *context, char *id, char *path)
{
    struct courses *courses = context;
    struct faults faults = {0};
    struct course_entry entry = {.id = id, .path = path};
    entry.course = course_load(path, &faults);
    if (!entry.course)
        entry.error = faults_first(&faults, path);
    faults_free(&faults);
    courses->list = mem_grow(courses->list, courses->count, sizeof entry);
    courses->list[courses->count++] = entry;
}

void courses_find(struct courses *courses, const struct library *library)
{
    *courses = (struct courses){0};
    library_each_file(library, "scripts/courses", "yaml", add_course, courses);
}

static const char *course_name(const void *list, size_t index)
{
    return ((const struct course_entry *)list)[index].id;
}

const struct course *courses_named(const struct courses *courses, const char *id,
                                   struct error *error)
{
    for (size_t i = 0; i < courses->count; i++) {
        const struct course_entry *entry = &courses->list[i];
        if (strcmp(entry->id, id) == 0 && !entry->course)
            error_set(error, "%s", entry->error);
        if (strcmp(entry->id, id) == 0)
            return entry->course;
    }
    error_set_unknown(error, "course", id,
                      text_nearest(id, course_name, courses->list, courses->count),
                      "numbmed course");
    return NULL;
}

void courses_free(struct courses *courses)
{
    for (size_t i = 0; i < courses->count; i++) {
        free(courses->list[i].id);
        free(courses->list[i].path);
        free(courses->list[i].error);
        course_free(courses->list[i].course);
    }
    free(courses->list);
    *courses = (struct courses){0};
}
