#include "script/recall.h"

#include "base/frames.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/output.h"
#include "base/path.h"
#include "script/value.h"
#include "script/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FULL_VOLUME = 100, CAP = 1024 * 1024 };

/* The most days of a course that are kept: of more, what is oldest is forgotten. With as many
 * courses as there may be, well within CAP. */
enum { DAYS_MOST = 500 };

/* The file as it is spelt. */
struct raw_course {
    char *id;
    char **done;
    unsigned done_count;
    char *date;
};

struct raw_recall {
    char *practice;
    char *length;
    char *voice;
    char *volume;
    char *welcomed;
    char *backup;
    struct raw_course *courses;
    unsigned courses_count;
};

#define IF_ANY (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
#define TEXT(key, from) CYAML_FIELD_STRING_PTR(#key, IF_ANY, from, key, 0, 64)

static const cyaml_schema_value_t DAY_VALUE = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, 64)};

static const cyaml_schema_field_t COURSE[] = {
    TEXT(id, struct raw_course),
    CYAML_FIELD_SEQUENCE("done", IF_ANY, struct raw_course, done, &DAY_VALUE, 0, DAYS_MOST),
    TEXT(date, struct raw_course),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t COURSE_VALUE = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_course, COURSE)};

static const cyaml_schema_field_t FIELDS[] = {
    TEXT(practice, struct raw_recall),
    TEXT(length, struct raw_recall),
    TEXT(voice, struct raw_recall),
    TEXT(volume, struct raw_recall),
    TEXT(welcomed, struct raw_recall),
    TEXT(backup, struct raw_recall),
    CYAML_FIELD_SEQUENCE("courses", IF_ANY, struct raw_recall, courses, &COURSE_VALUE, 0,
                         RECALL_COURSES_MOST),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t SCHEMA = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_recall, FIELDS)};

static const struct yaml_form FORM = {.schema = &SCHEMA, .cap = CAP};

static char *recall_path(void)
{
    char *folder = path_state();
    char *path = folder ? path_join(folder, "state.yaml") : NULL;
    free(folder);
    return path;
}

static void copy_name(char *to, size_t size, const char *from)
{
    if (from && value_is_id(from))
        snprintf(to, size, "%s", from);
}

/* ---- courses */

static void free_course(struct recall_course *course)
{
    for (size_t i = 0; i < course->count; i++)
        free(course->done[i]);
    free(course->done);
}

static size_t index_of(const struct recall *recall, const char *id)
{
    size_t i = 0;
    while (i < recall->course_count && strcmp(recall->courses[i].id, id) != 0)
        i++;
    return i;
}

const struct recall_course *recall_course(const struct recall *recall, const char *id)
{
    size_t index = index_of(recall, id);
    return index < recall->course_count ? &recall->courses[index] : NULL;
}

/* Adds a course after the others, in place of the last where there are too many. */
static size_t append_course(struct recall *recall, const char *id)
{
    struct recall_course course = {.id = ""};
    snprintf(course.id, sizeof course.id, "%s", id);
    if (recall->course_count == RECALL_COURSES_MOST)
        free_course(&recall->courses[--recall->course_count]);
    recall->courses[recall->course_count] = course;
    return recall->course_count++;
}

/* Moves the course with this id to the front, a new one where there was none. */
static struct recall_course *put_first(struct recall *recall, const char *id)
{
    size_t index = index_of(recall, id);
    if (index == recall->course_count)
        index = append_course(recall, id);
    struct recall_course course = recall->courses[index];
    memmove(recall->courses + 1, recall->courses, index * sizeof course);
    recall->courses[0] = course;
    return &recall->courses[0];
}

static void take_out(struct recall_course *course, size_t index)
{
    free(course->done[index]);
    course->count--;
    memmove(course->done + index, course->done + index + 1,
            (course->count - index) * sizeof *course->done);
}

static void add_day(struct recall_course *course, const char *day)
{
    size_t index = 0;
    while (index < course->count && strcmp(course->done[index], day) != 0)
        index++;
    if (index < course->count)
        take_out(course, index);
    else if (course->count == DAYS_MOST)
        take_out(course, 0);
    course->done = mem_resize(course->done, course->count + 1, sizeof *course->done);
    course->done[course->count++] = mem_copy_text(day);
}

void recall_add_day(struct recall *recall, const char *course, const char *day, const char *date)
{
    struct recall_course *known = put_first(recall, course);
    add_day(known, day);
    snprintf(known->date, sizeof known->date, "%s", date);
}

static void drop_course(struct recall *recall, const char *id)
{
    size_t index = index_of(recall, id);
    if (index == recall->course_count)
        return;
    free_course(&recall->courses[index]);
    recall->course_count--;
    memmove(recall->courses + index, recall->courses + index + 1,
            (recall->course_count - index) * sizeof *recall->courses);
}

/* ---- reading */

static void take_course(struct recall *recall, const struct raw_course *raw)
{
    int64_t unused;
    if (!raw->id || !value_is_id(raw->id) || recall_course(recall, raw->id))
        return;
    struct recall_course *course = put_first(recall, raw->id);
    for (unsigned i = 0; i < raw->done_count; i++) {
        if (raw->done[i] && value_is_id(raw->done[i]))
            add_day(course, raw->done[i]);
    }
    if (raw->date && date_parse(raw->date, &unused))
        snprintf(course->date, sizeof course->date, "%s", raw->date);
}

static void take(struct recall *recall, const struct raw_recall *raw)
{
    copy_name(recall->practice, sizeof recall->practice, raw->practice);
    copy_name(recall->voice, sizeof recall->voice, raw->voice);
    if (raw->length && !frames_parse(raw->length, &recall->frames))
        recall->frames = 0;
    if (raw->volume && !value_number(raw->volume, 0, FULL_VOLUME, &recall->volume))
        recall->volume = FULL_VOLUME;
    recall->known = raw->practice || raw->length || raw->voice || raw->volume;
    recall->welcomed = recall->known || (raw->welcomed && strcmp(raw->welcomed, "true") == 0);
    if (raw->backup && strspn(raw->backup, "0123456789") == strlen(raw->backup))
        recall->backup = strtoll(raw->backup, NULL, 10);
    for (unsigned i = raw->courses_count; i > 0; i--) /* each goes before those that came */
        take_course(recall, &raw->courses[i - 1]);
}

void recall_load(struct recall *recall)
{
    struct yaml yaml;
    struct faults faults = {0};
    char *path = recall_path();
    *recall = (struct recall){.volume = FULL_VOLUME};
    if (path && access(path, F_OK) == 0) {
        if (yaml_open(path, &FORM, &yaml, &faults))
            take(recall, yaml.data);
        yaml_close(&yaml, &FORM);
    }
    if (faults.count)
        log_line("%s:%d: %s", path, faults.list[0].mark.line, faults.list[0].text);
    faults_free(&faults);
    free(path);
}

void recall_free(struct recall *recall)
{
    for (size_t i = 0; i < recall->course_count; i++)
        free_course(&recall->courses[i]);
    *recall = (struct recall){0};
}

/* ---- writing */

static void write_course(FILE *out, const struct recall_course *course)
{
    fprintf(out, "  - id: \"%s\"\n    done: [", course->id);
    for (size_t i = 0; i < course->count; i++)
        fprintf(out, "%s\"%s\"", i ? ", " : "", course->done[i]);
    fprintf(out, "]\n    date: \"%s\"\n", course->date);
}

/* The file's text; the caller frees it. */
static char *spell(const struct recall *recall)
{
    char length[32], *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    frames_format_duration(recall->frames, length, sizeof length);
    if (recall->known)
        fprintf(out, "practice: \"%s\"\nlength: %s\nvoice: \"%s\"\nvolume: %d\n", recall->practice,
                length, recall->voice, recall->volume);
    if (recall->welcomed)
        fputs("welcomed: true\n", out);
    if (recall->backup)
        fprintf(out, "backup: %lld\n", (long long)recall->backup);
    if (recall->course_count)
        fputs("courses:\n", out);
    for (size_t i = 0; i < recall->course_count; i++)
        write_course(out, &recall->courses[i]);
    fclose(out);
    return text;
}

bool recall_save(const struct recall *recall, struct error *error)
{
    char *folder = path_state(), *path = recall_path();
    if (!path) {
        free(folder);
        return path_no_home("nothing is remembered", "XDG_STATE_HOME", error);
    }
    struct error why;
    char *text = spell(recall);
    bool saved = path_make_folders(folder, &why) && output_write(path, text, strlen(text), &why);
    if (!saved)
        error_set(error, "nothing is remembered: %.480s", why.text);
    free(text);
    free(path);
    free(folder);
    return saved;
}

bool recall_restart_course(struct recall *recall, const char *id, struct error *error)
{
    recall_free(recall);
    recall_load(recall);
    drop_course(recall, id);
    return recall_save(recall, error);
}
