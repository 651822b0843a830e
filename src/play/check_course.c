#include "play/check.h"

#include "base/frames.h"
#include "play/bells.h"
#include "play/sitting.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is looked at, and in what. */
struct course_check {
    const struct course *course;
    struct library *library;
    const char *voice;
    struct marks *marks;
    struct faults *faults;
};

/* Adds a fault at a day's field. */
__attribute__((format(printf, 4, 5))) static void
blame_day(struct course_check *check, size_t day, const char *field, const char *format, ...)
{
    char where[64], text[600];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    snprintf(where, sizeof where, "days/%zu/%s", day, field);
    faults_add(check->faults, marks_find(check->marks, where), "%s", text);
}

/* How a practice would sound behind the day's opening. */
static struct ways *listen(struct course_check *check, size_t day, struct practice *practice,
                           struct sitting_bells *bells)
{
    struct opening opening = course_opening(check->course, day);
    practice_put_opening(practice, &opening);
    sitting_bells_find(bells, check->library, &practice->bells.bells, 0);
    practice_hang_bells(practice, &bells->bells.start, &bells->bells.end);
    return ways_find(check->library, practice, check->voice, bells);
}

static void check_length(struct course_check *check, size_t day, struct practice *practice)
{
    struct sitting_bells bells;
    struct ways *ways = listen(check, day, practice, &bells);
    int minutes = check->course->days[day].minutes;
    if (!ways_fit(ways, practice, minutes * FRAMES_PER_MINUTE)) {
        char *lengths = ways_lengths_in_words(ways, practice);
        blame_day(check, day, "minutes",
                  "%d minutes can't be met by '%s' with these opening words; %s", minutes,
                  practice->id, lengths);
        free(lengths);
    }
    ways_free(ways);
    sitting_bells_free(&bells);
}

/* The practice that a day's `practice` or `instead` names. */
static void check_named(struct course_check *check, size_t day, const char *field, const char *name)
{
    struct error error;
    bool known = library_find(check->library, name);
    struct practice *practice = practice_open(check->library, name, &error);
    if (practice)
        check_length(check, day, practice);
    else
        blame_day(check, day, field, "%s%s", known ? "the practice is broken: " : "", error.text);
    practice_free(practice);
}

static void check_openings(struct course_check *check)
{
    struct practice *words = course_words(check->course);
    struct narration *narration = narration_find(check->library, words, check->voice);
    for (size_t day = 0; day < narration->count; day++) {
        char *fault = recording_fault(narration, day, words->steps[day].say);
        if (fault)
            blame_day(check, day, "opening", "%s", fault);
        free(fault);
    }
    narration_free(narration);
    practice_free(words);
}

void check_course(const struct course *course, struct library *library, const char *voice,
                  struct faults *faults)
{
    struct course_check check = {course, library, voice, marks_new(course->path), faults};
    if (library_find(library, course->id))
        faults_add(faults, marks_find(check.marks, "id"),
                   "there is a practice '%s' too, and their recordings would lie in one folder; "
                   "give the course another id",
                   course->id);
    if (strcmp(course->id, DETOURS_ID) == 0)
        faults_add(faults, marks_find(check.marks, "id"), DETOURS_ID_TAKEN, course->id);
    for (size_t i = 0; i < course->count; i++) {
        check_named(&check, i, "practice", course->days[i].practice);
        if (course->days[i].instead)
            check_named(&check, i, "instead", course->days[i].instead);
    }
    check_openings(&check);
    marks_free(check.marks);
    faults_sort(faults);
}
