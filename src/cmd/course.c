/* numbmed course: its days, and one of them. */
#include "cmd/commands.h"

#include "base/memory.h"
#include "base/print.h"
#include "base/text.h"
#include "cmd/sit_down.h"
#include "script/courses.h"
#include "script/progress.h"
#include "script/value.h"

#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* All that the command looks at. */
struct desk {
    const struct options *options;
    struct library *library;
    struct courses courses;
    struct recall recall;
    char today[DATE_SIZE];
};

/* ---- which course */

/* The only one that can be read; where there are several, a sentence names one. */
static const struct course *only_course(const struct courses *courses, struct error *error)
{
    const struct course_entry *good = NULL;
    size_t count = 0;
    for (size_t i = courses->count; i-- > 0;) {
        good = courses->list[i].course ? &courses->list[i] : good;
        count += courses->list[i].course != NULL;
    }
    if (count > 1)
        error_set(error, "there are several courses; name one with --course, such as %s", good->id);
    else if (!count)
        error_set(error, "%s", courses->list[0].error);
    return count == 1 ? good->course : NULL;
}

/* The course asked for; else the one last practised; else the only one; else NULL and a sentence.
 */
static const struct course *choose_course(const struct desk *desk, struct error *error)
{
    const struct courses *courses = &desk->courses;
    const struct recall *recall = &desk->recall;
    if (desk->options->course)
        return courses_named(courses, desk->options->course, error);
    for (size_t i = 0; i < recall->course_count; i++) {
        const struct course *course = courses_named(courses, recall->courses[i].id, error);
        if (course)
            return course;
    }
    return only_course(courses, error);
}

static const struct recall_course *known_of(const struct desk *desk, const struct course *course)
{
    return recall_course(&desk->recall, course->id);
}

/* ---- its days */

/* "done", "next" or "". */
static const char *state_of(const struct desk *desk, const struct course *course, size_t day)
{
    const struct recall_course *known = known_of(desk, course);
    return day == progress_next(course, known)    ? "next"
           : progress_is_done(course, known, day) ? "done"
                                                  : "";
}

static int widest_title(const struct course *course)
{
    int widest = 0;
    for (size_t i = 0; i < course->count; i++) {
        int width = text_width(course->days[i].title, strlen(course->days[i].title));
        widest = width > widest ? width : widest;
    }
    return widest;
}

/* "Body scan, or Grounding, 10 min"; to be freed. */
static char *spell_practice(const struct desk *desk, const struct course_day *day)
{
    const char *practice = library_title(desk->library, day->practice);
    return day->instead ? mem_format("%s, or %s, %d min", practice,
                                     library_title(desk->library, day->instead), day->minutes)
                        : mem_format("%s, %d min", practice, day->minutes);
}

/* Where the terminal is narrow, the practice stands below its day. */
static void show_day(const struct desk *desk, const struct course *course, size_t index, int width)
{
    enum { COLUMN = 12 };
    const struct course_day *day = &course->days[index];
    char *practice = spell_practice(desk, day);
    int pad = width - text_width(day->title, strlen(day->title));
    int needed = COLUMN + width + 2 + text_width(practice, strlen(practice));
    bool below = needed > print_width(stdout, INT_MAX);
    print_line(stdout, COLUMN, "%4zu  %-4s  %s%*s%s", index + 1, state_of(desk, course, index),
               day->title, below ? 0 : pad + 2, "", below ? "" : practice);
    if (below)
        print_line(stdout, COLUMN, "%*s%s", COLUMN, "", practice);
    free(practice);
}

static void show_course(const struct desk *desk, const struct course *course)
{
    const struct recall_course *known = known_of(desk, course);
    const char *note = progress_note(course, known, desk->today);
    size_t next = progress_next(course, known);
    int width = widest_title(course);
    print_line(stdout, 0, "%s", course->title);
    print_line(stdout, 0, "%s", course->about);
    putchar('\n');
    for (size_t i = 0; i < course->count; i++)
        show_day(desk, course, i, width);
    putchar('\n');
    if (*note)
        print_line(stdout, 0, "%s", note);
    if (next < course->count)
        print_line(stdout, 0, "numbmed course next takes day %zu, numbmed course NUMBER any other.",
                   next + 1);
    else
        print_line(stdout, 0,
                   "numbmed course NUMBER takes a day, numbmed course --restart begins "
                   "it again.");
}

/* What isn't shown: broken courses, and how to see another. */
static void tell_others(const struct desk *desk, const struct course *shown)
{
    for (size_t i = 0; i < desk->courses.count; i++) {
        const struct course_entry *entry = &desk->courses.list[i];
        if (!entry->course)
            fail_with(EXIT_SUCCESS, entry->error);
        else if (shown && entry->course != shown)
            print_line(stdout, 0, "There is also: %s (numbmed course --course %s)",
                       entry->course->title, entry->id);
    }
}

static void show_lines(const struct desk *desk, const struct course *chosen)
{
    bool any = false;
    for (size_t i = 0; i < desk->courses.count; i++) {
        const struct course *course = desk->courses.list[i].course;
        if (!course || (chosen && course != chosen))
            continue;
        if (any)
            putchar('\n');
        show_course(desk, course);
        any = true;
    }
    fflush(stdout);
    if (!desk->options->course)
        tell_others(desk, chosen);
}

/* ---- the same as JSON */

static json_t *day_json(const struct desk *desk, const struct course *course, size_t index)
{
    const struct course_day *day = &course->days[index];
    const struct recall_course *known = known_of(desk, course);
    return json_pack("{s:I, s:s, s:s, s:s, s:s?, s:i, s:b, s:b}", "number", (json_int_t)index + 1,
                     "id", day->id, "title", day->title, "practice", day->practice, "instead",
                     day->instead, "minutes", day->minutes, "done",
                     progress_is_done(course, known, index), "next",
                     progress_next(course, known) == index);
}

static json_t *course_json(const struct desk *desk, const struct course *course)
{
    const struct recall_course *known = known_of(desk, course);
    const char *note = progress_note(course, known, desk->today);
    json_t *days = json_array();
    for (size_t i = 0; i < course->count; i++)
        json_array_append_new(days, day_json(desk, course, i));
    return json_pack("{s:s, s:s, s:s, s:s?, s:s?, s:o}", "id", course->id, "title", course->title,
                     "about", course->about, "last", known && *known->date ? known->date : NULL,
                     "note", *note ? note : NULL, "days", days);
}

static void show_json(const struct desk *desk)
{
    json_t *list = json_array();
    for (size_t i = 0; i < desk->courses.count; i++) {
        const struct course_entry *entry = &desk->courses.list[i];
        bool wanted = !desk->options->course || strcmp(entry->id, desk->options->course) == 0;
        if (wanted && entry->course)
            json_array_append_new(list, course_json(desk, entry->course));
        else if (wanted)
            json_array_append_new(list,
                                  json_pack("{s:s, s:s}", "id", entry->id, "error", entry->error));
    }
    json_dumpf(list, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(list);
}

/* ---- a day */

/* Finds the day that was named; its course's end is told where there is no next one. */
static bool find_day(const struct desk *desk, const struct course *course, const char *name,
                     struct course_pick *pick, struct error *error)
{
    int number;
    *pick = (struct course_pick){course, 0, desk->options->instead};
    if (strcmp(name, "next") == 0)
        pick->day = progress_next(course, known_of(desk, course));
    else if (value_number(name, 1, (int)course->count, &number))
        pick->day = (size_t)number - 1;
    else
        return error_set(error,
                         "'%s' isn't a day of this course; write next, or a number from 1 to "
                         "%zu",
                         name, course->count);
    if (pick->day < course->count && pick->instead && !course->days[pick->day].instead)
        return error_set(error, "day %zu has no other practice; leave out --instead",
                         pick->day + 1);
    return true;
}

static int take_day(struct desk *desk, const struct course *course)
{
    struct error error;
    struct course_pick pick;
    if (!find_day(desk, course, desk->options->arguments[0], &pick, &error))
        return fail_with(EXIT_USAGE, error.text);
    if (pick.day < course->count)
        return sit_down_with(desk->options, &pick, desk->library, &desk->recall);
    show_course(desk, course);
    return EXIT_SUCCESS;
}

/* ---- all of it */

static int work(struct desk *desk)
{
    struct error error;
    const struct options *options = desk->options;
    if (!desk->courses.count)
        return fail_with(EXIT_FAILURE, "there are no courses here: no library root has any in "
                                       "scripts/courses");
    const struct course *course = choose_course(desk, &error);
    bool must = options->course || options->argument_count || options->restart;
    if (!course && must)
        return fail_with(EXIT_FAILURE, error.text);
    if (options->restart && !recall_restart_course(&desk->recall, course->id, &error))
        return fail_with(EXIT_FAILURE, error.text);
    if (options->argument_count)
        return take_day(desk, course);
    if (options->json)
        show_json(desk);
    else
        show_lines(desk, course);
    return EXIT_SUCCESS;
}

int command_course(const struct options *options)
{
    struct desk desk = {.options = options};
    if (options->json && options->argument_count)
        return fail_with(EXIT_USAGE, "--json lists the days; leave the day out");
    if (options->instead && !options->argument_count)
        return fail_with(EXIT_USAGE, "--instead needs a day, as in numbmed course next --instead");
    desk.library = library_open();
    courses_find(&desk.courses, desk.library);
    recall_load(&desk.recall);
    date_today(desk.today);
    int code = work(&desk);
    recall_free(&desk.recall);
    courses_free(&desk.courses);
    library_free(desk.library);
    return code;
}
