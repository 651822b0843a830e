#include "script/courses.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define FOLDER "scripts/courses"

static struct course_entry read_entry(char *id, char *path)
{
    struct faults faults = {0};
    struct course_entry entry = {.id = id, .path = path};
    entry.course = course_load(path, &faults);
    if (!entry.course)
        entry.error = faults_first(&faults, path);
    faults_free(&faults);
    return entry;
}

void courses_find(struct courses *courses, const struct library *library)
{
    static const char *const ENDINGS[] = {"yaml", NULL};
    size_t count;
    char **ids = library_list_files(library, FOLDER, ENDINGS, &count);
    *courses = (struct courses){mem_new(count, sizeof *courses->list), 0};
    for (size_t i = 0; i < count; i++) {
        char *relative = mem_format(FOLDER "/%s.yaml", ids[i]);
        char *path = library_find_file(library, relative);
        if (path)
            courses->list[courses->count++] = read_entry(ids[i], path);
        else
            free(ids[i]); /* it leads out of its library */
        free(relative);
    }
    free(ids);
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
    const char *nearest = text_nearest(id, course_name, courses->list, courses->count);
    if (nearest)
        error_set(error, "there is no course '%s'; did you mean %s?", id, nearest);
    else
        error_set(error, "there is no course '%s'; numbmed course shows what there is", id);
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
