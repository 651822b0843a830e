#include "script/detours.h"

#include "base/frames.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/path.h"
#include "script/blame.h"
#include "script/value.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NAME = 64, WORDS = 2000, SHOWN = 80, STEPS_MOST = 50, CAP = 256 * 1024 };

const char *const DETOUR_NAMES[DETOUR_KINDS] = {"restless", "frustrated", "sleepy", "wandering",
                                                "ground"};

static const char *const WAY_NAMES[WAYS_ON] = {"stop", "sounds", "feet"};

/* ---- the file as it is spelt */

struct raw_step {
    char *id, *say, *pause;
};

struct raw_variant {
    struct raw_step *steps;
    unsigned steps_count;
};

struct raw_detour {
    char *id, *title;
    struct raw_variant *variants;
    unsigned variants_count;
};

struct raw_way {
    char *id, *way, *show, *say, *pause;
};

struct raw_after {
    struct raw_step question;
    struct raw_way *options;
    unsigned options_count;
    struct raw_step *sounds;
    unsigned sounds_count;
};

struct raw_detours {
    char *format;
    struct raw_detour *detours;
    unsigned detours_count;
    struct raw_after after;
};

#define TEXT(key, from, member, most)                                                              \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER, from, member, 0, most)
#define TEXT_IF_ANY(key, from, member, most)                                                       \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, from, member, 0, most)

static const cyaml_schema_field_t STEP[] = {
    TEXT("id", struct raw_step, id, NAME),
    TEXT("say", struct raw_step, say, WORDS),
    TEXT_IF_ANY("pause", struct raw_step, pause, NAME),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t STEP_VALUE = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_step, STEP)};

static const cyaml_schema_field_t VARIANT[] = {
    CYAML_FIELD_SEQUENCE("steps", CYAML_FLAG_POINTER, struct raw_variant, steps, &STEP_VALUE, 0,
                         STEPS_MOST),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t VARIANT_VALUE = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_variant, VARIANT)};

static const cyaml_schema_field_t DETOUR[] = {
    TEXT("id", struct raw_detour, id, NAME),
    TEXT("title", struct raw_detour, title, SHOWN),
    CYAML_FIELD_SEQUENCE("variants", CYAML_FLAG_POINTER, struct raw_detour, variants,
                         &VARIANT_VALUE, 0, DETOUR_VARIANTS_MOST),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t DETOUR_VALUE = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_detour, DETOUR)};

static const cyaml_schema_field_t WAY[] = {
    TEXT("id", struct raw_way, id, NAME),
    TEXT("do", struct raw_way, way, NAME),
    TEXT("show", struct raw_way, show, SHOWN),
    TEXT("say", struct raw_way, say, WORDS),
    TEXT_IF_ANY("pause", struct raw_way, pause, NAME),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t WAY_VALUE = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_way, WAY)};

static const cyaml_schema_field_t AFTER[] = {
    CYAML_FIELD_MAPPING("question", CYAML_FLAG_DEFAULT, struct raw_after, question, STEP),
    CYAML_FIELD_SEQUENCE("options", CYAML_FLAG_POINTER, struct raw_after, options, &WAY_VALUE, 0,
                         WAYS_ON),
    CYAML_FIELD_SEQUENCE("sounds", CYAML_FLAG_POINTER, struct raw_after, sounds, &STEP_VALUE, 0,
                         STEPS_MOST),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t DETOURS[] = {
    TEXT("format", struct raw_detours, format, NAME),
    CYAML_FIELD_SEQUENCE("detours", CYAML_FLAG_POINTER, struct raw_detours, detours, &DETOUR_VALUE,
                         0, DETOUR_KINDS),
    CYAML_FIELD_MAPPING("after", CYAML_FLAG_DEFAULT, struct raw_detours, after, AFTER),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t SCHEMA = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_detours, DETOURS)};

static const struct yaml_form FORM = {.schema = &SCHEMA, .cap = CAP, .first_key = "format: 1"};

/* ---- from there to our own model, with a fault for whatever can't be meant */

struct reading {
    struct detours *detours;
    struct check check;
    struct mark *marks; /* where the words of each step stand; NULL: not asked for */
    size_t marks_count;
};

__attribute__((format(printf, 2, 3))) static void set_place(struct reading *reading,
                                                            const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(reading->check.place, sizeof reading->check.place, format, args);
    va_end(args);
}

/* Adds the step at the place to the last section. */
static void add_step(struct reading *reading, struct raw_step *raw)
{
    struct check *check = &reading->check;
    struct practice *words = reading->detours->words;
    int64_t pause = 0;
    if (words->step_count < reading->marks_count)
        reading->marks[words->step_count] = check_mark(check, "say");
    check_words(check, "say", raw->say);
    check_duration(check, "pause", raw->pause, &pause);
    if (check_id(check, "id", raw->id) && practice_find_step(words, raw->id) < words->step_count)
        blame(check, "id", "there is a step '%s' already; give each its own id", raw->id);
    struct step step = {.id = mem_copy_text(raw->id),
                        .say = value_take(&raw->say),
                        .recording = mem_format(DETOURS_ID "/%s", raw->id),
                        .pause = pause,
                        .least = pause,
                        .most = FRAMES_NO_LIMIT};
    practice_insert(words, words->step_count, words->section_count - 1, &step);
}

/* `place` is that of the list. */
static struct path add_steps(struct reading *reading, const char *place, struct raw_step *steps,
                             unsigned count)
{
    struct path path = {reading->detours->words->step_count, count};
    set_place(reading, "%s", place);
    if (!count)
        blame(&reading->check, "", "there are no steps here; write one");
    for (unsigned i = 0; i < count; i++) {
        set_place(reading, "%s%u/", place, i);
        add_step(reading, &steps[i]);
    }
    return path;
}

static void add_section(struct practice *words, char *name)
{
    words->sections =
        mem_resize(words->sections, words->section_count + 1, sizeof *words->sections);
    words->sections[words->section_count++] = (struct section){name, false, words->step_count, 0};
}

static size_t find_name(const char *const *names, size_t count, const char *name)
{
    size_t i = 0;
    while (i < count && strcmp(names[i], name) != 0)
        i++;
    return i;
}

static void read_detour(struct reading *reading, unsigned index, struct raw_detour *raw)
{
    struct check *check = &reading->check;
    size_t kind = find_name(DETOUR_NAMES, DETOUR_KINDS, raw->id);
    set_place(reading, "detours/%u/", index);
    check_words(check, "title", raw->title);
    if (kind == DETOUR_KINDS) {
        blame(
            check, "id",
            "'%s' isn't a detour; those there are: restless, frustrated, sleepy, wandering, ground",
            raw->id);
        return;
    }
    struct detour *detour = &reading->detours->list[kind];
    if (detour->id)
        blame(check, "id", "'%s' stands here twice; keep one", raw->id);
    if (raw->variants_count < 2)
        blame(check, "id", "'%s' needs two variants at least, so that a second one differs",
              raw->id);
    add_section(reading->detours->words, value_take(&raw->title));
    *detour = (struct detour){.id = DETOUR_NAMES[kind], .variant_count = raw->variants_count};
    for (unsigned i = 0; i < raw->variants_count; i++) {
        struct raw_variant *variant = &raw->variants[i];
        char place[64];
        snprintf(place, sizeof place, "detours/%u/variants/%u/steps/", index, i);
        detour->variants[i] = add_steps(reading, place, variant->steps, variant->steps_count);
    }
}

static void read_way(struct reading *reading, unsigned index, struct raw_way *raw)
{
    struct check *check = &reading->check;
    struct detours *detours = reading->detours;
    size_t way = find_name(WAY_NAMES, WAYS_ON, raw->way);
    set_place(reading, "after/options/%u/", index);
    check_words(check, "show", raw->show);
    if (way == WAYS_ON || detours->ways[way].title) {
        blame(check, "do", "'do' is stop, sounds or feet, each once");
        return;
    }
    struct raw_step step = {raw->id, raw->say, raw->pause};
    raw->say = NULL; /* the step's now */
    detours->ways[way] = (struct way_on){value_take(&raw->show), {detours->words->step_count, 1}};
    add_step(reading, &step);
}

static void read_after(struct reading *reading, struct raw_after *raw)
{
    struct detours *detours = reading->detours;
    add_section(detours->words, mem_copy_text("After grounding"));
    detours->question = (struct path){detours->words->step_count, 1};
    set_place(reading, "after/question/");
    add_step(reading, &raw->question);
    for (unsigned i = 0; i < raw->options_count; i++)
        read_way(reading, i, &raw->options[i]);
    detours->sounds = add_steps(reading, "after/sounds/", raw->sounds, raw->sounds_count);
    set_place(reading, "after/");
    if (raw->options_count < WAYS_ON)
        blame(&reading->check, "options",
              "there must be a way to stop, one to sounds, one to feet");
}

/* What was read has no gaps: a file with a fault of its shape isn't looked at any further. */
static void read_all(struct reading *reading, struct raw_detours *raw)
{
    check_format(&reading->check, raw->format);
    for (unsigned i = 0; i < raw->detours_count; i++)
        read_detour(reading, i, &raw->detours[i]);
    set_place(reading, "%s", "");
    if (raw->detours_count < DETOUR_KINDS)
        blame(&reading->check, "detours",
              "one of restless, frustrated, sleepy, wandering, ground is missing");
    read_after(reading, &raw->after);
}

/* `marks` takes the places of the first `marks_count` steps. */
static struct detours *load(const char *path, struct faults *faults, struct mark *marks,
                            size_t marks_count)
{
    struct yaml yaml;
    struct detours *detours = mem_new(1, sizeof *detours);
    struct reading reading = {detours, {.yaml = &yaml, .faults = faults}, marks, marks_count};
    size_t before = faults->count;
    detours->words = mem_new(1, sizeof *detours->words);
    detours->words->id = mem_copy_text(DETOURS_ID);
    detours->words->title = mem_copy_text("Detours");
    detours->words->path = mem_copy_text(path);
    if (yaml_open(path, &FORM, &yaml, faults) && faults->count == before)
        read_all(&reading, yaml.data);
    yaml_close(&yaml, &FORM);
    faults_sort(faults);
    if (faults->count == before)
        return detours;
    detours_free(detours);
    return NULL;
}

struct detours *detours_load(const char *path, struct faults *faults)
{
    return load(path, faults, NULL, 0);
}

struct mark *detours_marks(const struct detours *detours)
{
    struct faults faults = {0};
    size_t count = detours->words->step_count;
    struct mark *marks = mem_new(count, sizeof *marks);
    detours_free(load(detours->words->path, &faults, marks, count));
    faults_free(&faults);
    return marks;
}

struct detours *detours_find(const struct library *library)
{
    struct detours *detours = NULL;
    for (size_t i = 0; !detours && i < library->root_count; i++) {
        struct faults faults = {0};
        char *path = path_join(library->roots[i], DETOURS_FILE);
        if (access(path, F_OK) == 0)
            detours = detours_load(path, &faults);
        if (faults.count) {
            char *first = faults_first(&faults, path);
            log_line("%s", first);
            free(first);
        }
        faults_free(&faults);
        free(path);
    }
    return detours;
}

bool detours_is_file(const char *path)
{
    return strcmp(path_name(path), "detours.yaml") == 0 && path_lies_in(path, "support");
}

void detours_free(struct detours *detours)
{
    if (!detours)
        return;
    practice_free(detours->words);
    for (size_t i = 0; i < WAYS_ON; i++)
        free(detours->ways[i].title);
    free(detours);
}

/* ---- into a practice */

static struct step copy_of(const struct step *step, size_t section)
{
    struct step copy = *step;
    copy.id = mem_copy_text(step->id);
    copy.say = mem_copy_text(step->say);
    copy.show = mem_copy_text(step->show);
    copy.recording = mem_copy_text(step->recording);
    copy.section = section;
    return copy;
}

void detours_put_aside(const struct detours *detours, struct practice *practice)
{
    const struct practice *words = detours->words;
    size_t count = practice->step_count, sections = practice->section_count;
    practice->steps = mem_resize(practice->steps, count + words->step_count, sizeof(struct step));
    practice->sections = mem_resize(practice->sections, sections + 1, sizeof(struct section));
    practice->sections[sections] =
        (struct section){mem_copy_text("Detour"), false, count, words->step_count};
    for (size_t i = 0; i < words->step_count; i++)
        practice->steps[count + i] = copy_of(&words->steps[i], sections);
    practice->aside_count = words->step_count;
}
