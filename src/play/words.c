#include "play/words.h"

#include "play/sitting.h"
#include "script/courses.h"

#include <stdlib.h>
#include <string.h>

static struct practice *words_of_file(struct library *library, const char *path,
                                      struct error *error)
{
    struct faults faults = {0};
    struct practice *words = NULL;
    library_add_root_of(library, path);
    struct course *course = course_load(path, &faults);
    if (course) {
        words = course_words(course);
    } else {
        char *first = faults_first(&faults, path);
        error_set(error, "%s", first);
        free(first);
    }
    course_free(course);
    faults_free(&faults);
    return words;
}

static bool is_course(const struct courses *courses, const char *name)
{
    bool found = false;
    for (size_t i = 0; i < courses->count; i++)
        found |= strcmp(courses->list[i].id, name) == 0;
    return found;
}

/* The words of the course with this id, or else what practice_open says. */
static struct practice *words_named(struct library *library, const char *name, struct error *error)
{
    struct courses courses;
    struct practice *words = NULL;
    courses_find(&courses, library);
    const struct course *course = courses_named(&courses, name, error);
    if (course)
        words = course_words(course);
    else if (!is_course(&courses, name))
        words = practice_open(library, name, error);
    courses_free(&courses);
    return words;
}

static struct practice *words_of_detours(const struct library *library)
{
    struct practice *words = NULL;
    struct detours *detours = detours_find(library);
    if (detours) {
        words = detours->words;
        detours->words = NULL;
    }
    detours_free(detours);
    return words;
}

struct practice *words_open(struct library *library, const char *name, struct error *error)
{
    struct practice *words = NULL;
    if (strchr(name, '/') && course_is_file(name))
        return words_of_file(library, name, error);
    if (strchr(name, '/') || library_find(library, name))
        return practice_open(library, name, error);
    if (strcmp(name, DETOURS_ID) == 0)
        words = words_of_detours(library);
    return words ? words : words_named(library, name, error);
}
