#include "script/course.h"

#include "base/frames.h"
#include "base/memory.h"
#include "base/path.h"
#include "script/blame.h"
#include "script/form.h"
#include "script/load.h"
#include "script/meaning.h"
#include "script/value.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The longest texts, bytes, and the most days. */
enum { ID = 64, NUMBER = 16, NAME = 80, WORDS = 2000, DAYS_MOST = 366 };

/* ---- the file as it is spelt */

struct raw_day {
    char *id;
    char *title;
    char *practice;
    char *instead;
    char *minutes;
    char *opening;
};

struct raw_course {
    char *format;
    char *id;
    char *title;
    char *about;
    struct raw_day *days;
    unsigned days_count;
};

#define TEXT(key, from, member, most)                                                              \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER, from, member, 0, most)
#define TEXT_IF_ANY(key, from, member, most)                                                       \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, from, member, 0, most)

static const cyaml_schema_field_t DAY[] = {
    TEXT("id", struct raw_day, id, ID),
    TEXT("title", struct raw_day, title, NAME),
    TEXT("practice", struct raw_day, practice, ID),
    TEXT_IF_ANY("instead", struct raw_day, instead, ID),
    TEXT("minutes", struct raw_day, minutes, NUMBER),
    TEXT_IF_ANY("opening", struct raw_day, opening, WORDS),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t DAY_VALUE = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_day, DAY)};

static const cyaml_schema_field_t COURSE[] = {
    TEXT("format", struct raw_course, format, NUMBER),
    TEXT("id", struct raw_course, id, ID),
    TEXT("title", struct raw_course, title, TITLE_MOST),
    TEXT("about", struct raw_course, about, ABOUT_MOST),
    CYAML_FIELD_SEQUENCE("days", CYAML_FLAG_POINTER, struct raw_course, days, &DAY_VALUE, 0,
                         DAYS_MOST),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t SCHEMA = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_course, COURSE)};

static const struct reserved RESERVED[] = {
    {"lang", "'lang' is reserved for a later format; leave it out"},
    {NULL, NULL},
};

static const struct yaml_form FORM = {
    .schema = &SCHEMA, .reserved = RESERVED, .cap = 1024 * 1024, .first_key = "format: 1"};

/* ---- what it means */

/* Whether an earlier day has this id. */
static bool is_taken(const struct raw_course *raw, unsigned day)
{
    bool taken = false;
    for (unsigned i = 0; i < day; i++)
        taken |= raw->days[i].id && strcmp(raw->days[i].id, raw->days[day].id) == 0;
    return taken;
}

static void check_day(struct check *check, const struct raw_course *raw, unsigned index)
{
    const struct raw_day *day = &raw->days[index];
    int unused;
    if (check_id(check, "id", day->id) && day->id && is_taken(raw, index))
        blame(check, "id", "there is a day '%s' already; give each its own id", day->id);
    check_words(check, "title", day->title);
    check_id(check, "practice", day->practice);
    check_id(check, "instead", day->instead);
    if (day->practice && day->instead && strcmp(day->practice, day->instead) == 0)
        blame(check, "instead", "'instead' is the day's practice; name another, or leave it out");
    check_number(check, "minutes", day->minutes, 1, MINUTES_MOST, &unused);
    check_words(check, "opening", day->opening);
}

static void check_course(const struct raw_course *raw, const char *path, struct yaml *yaml,
                         struct faults *faults)
{
    struct check check = {.yaml = yaml, .faults = faults};
    check_format(&check, raw->format);
    check_file_id(&check, raw->id, path);
    check_words(&check, "title", raw->title);
    check_words(&check, "about", raw->about);
    if (check_is_empty(&check, raw->days, raw->days_count))
        blame(&check, "days", "there are no days; write one");
    for (unsigned i = 0; i < raw->days_count; i++) {
        snprintf(check.place, sizeof check.place, "days/%u/", i);
        check_day(&check, raw, i);
    }
}

/* ---- reading */

static struct course_day convert_day(struct raw_day *raw)
{
    struct course_day day = {
        .id = value_take(&raw->id),
        .title = value_take(&raw->title),
        .practice = value_take(&raw->practice),
        .instead = value_take(&raw->instead),
        .opening = value_take(&raw->opening),
    };
    value_number(raw->minutes, 1, MINUTES_MOST, &day.minutes);
    return day;
}

static struct course *convert(struct raw_course *raw, const char *path)
{
    struct course *course = mem_new(1, sizeof *course);
    course->id = value_take(&raw->id);
    course->title = value_take(&raw->title);
    course->about = value_take(&raw->about);
    course->path = mem_copy_text(path);
    course->count = raw->days_count;
    course->days = mem_new(course->count, sizeof *course->days);
    for (unsigned i = 0; i < raw->days_count; i++)
        course->days[i] = convert_day(&raw->days[i]);
    return course;
}

struct course *course_load(const char *path, struct faults *faults)
{
    struct yaml yaml;
    struct course *course = NULL;
    size_t before = faults->count;
    if (yaml_open(path, &FORM, &yaml, faults)) {
        check_course(yaml.data, path, &yaml, faults);
        if (faults->count == before)
            course = convert(yaml.data, path);
    }
    yaml_close(&yaml, &FORM);
    faults_sort(faults);
    return course;
}

void course_free(struct course *course)
{
    if (!course)
        return;
    for (size_t i = 0; i < course->count; i++) {
        free(course->days[i].id);
        free(course->days[i].title);
        free(course->days[i].practice);
        free(course->days[i].instead);
        free(course->days[i].opening);
    }
    free(course->days);
    free(course->id);
    free(course->title);
    free(course->about);
    free(course->path);
    free(course);
}

bool course_is_file(const char *path)
{
    size_t size;
    if (path_lies_in(path, "courses"))
        return true;
    char *text = path_read(path, FORM.cap, &size, NULL);
    bool has_days = text && (strncmp(text, "days:", 5) == 0 || strstr(text, "\ndays:"));
    free(text);
    return has_days;
}

/* ---- its words */

struct practice *course_words(const struct course *course)
{
    struct practice *words = mem_new(1, sizeof *words);
    words->id = mem_copy_text(course->id);
    words->title = mem_copy_text(course->title);
    words->about = mem_copy_text(course->about);
    words->path = mem_copy_text(course->path);
    words->section_count = 1;
    words->sections = mem_new(1, sizeof *words->sections);
    words->sections[0].name = mem_copy_text(course->title);
    for (size_t i = 0; i < course->count; i++) {
        const struct course_day *day = &course->days[i];
        struct step step = {.id = mem_copy_text(day->id), .say = mem_copy_text(day->opening)};
        practice_insert(words, i, 0, &step);
    }
    return words;
}

struct opening course_opening(const struct course *course, size_t day)
{
    struct opening opening = {.say = course->days[day].opening};
    snprintf(opening.recording, sizeof opening.recording, "%s/%s", course->id,
             course->days[day].id);
    return opening;
}

void practice_put_opening(struct practice *practice, const struct opening *opening)
{
    struct step step = {.pause = 6 * FRAMES_PER_SECOND,
                        .least = 3 * FRAMES_PER_SECOND,
                        .most = 15 * FRAMES_PER_SECOND,
                        .grow = 1};
    if (!opening->say)
        return;
    step.id = mem_copy_text(OPENING_STEP);
    step.say = mem_copy_text(opening->say);
    step.recording = mem_copy_text(opening->recording);
    practice_insert(practice, 0, 0, &step);
}
