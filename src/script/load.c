#include "script/load.h"

#include "base/frames.h"
#include "base/memory.h"
#include "script/form.h"
#include "script/meaning.h"
#include "script/value.h"

#include <stdlib.h>
#include <string.h>

const struct load_caps LOAD_CAPS = {.file_bytes = 1024 * 1024, .steps = 1000, .sections = 100};

/* ---- from the checked raw form to our own model: strings move, they aren't copied */

static int64_t frames_or(const char *text, int64_t otherwise)
{
    int64_t frames = otherwise;
    if (text)
        frames_parse(text, &frames);
    return frames;
}

static int number_or(const char *text, int otherwise)
{
    int number = otherwise;
    if (text)
        value_number(text, 0, 100000, &number);
    return number;
}

static struct breath *convert_breath(const struct raw_breath *raw)
{
    struct breath *breath = mem_new(1, sizeof *breath);
    *breath = (struct breath){frames_or(raw->in, 0), frames_or(raw->hold, 0),
                              frames_or(raw->out, 0), number_or(raw->times, 0)};
    return breath;
}

/* A list of one is but a text. */
static void convert_ways(struct raw_step *raw, struct step *step)
{
    if (raw->ways_count == 1)
        step->say = value_take(&raw->ways[0]);
    if (raw->ways_count < 2)
        return;
    step->variants = mem_new(1, sizeof *step->variants);
    step->variants->count = raw->ways_count;
    step->variants->list = mem_new(raw->ways_count, sizeof *step->variants->list);
    for (unsigned i = 0; i < raw->ways_count; i++)
        step->variants->list[i] = value_take(&raw->ways[i]);
    step->say = step->variants->list[0];
}

static void convert_step(struct raw_step *raw, struct step *step, size_t section)
{
    int64_t pause = frames_or(raw->pause, 0), two = 2 * FRAMES_PER_SECOND;
    *step = (struct step){
        .id = value_take(&raw->id),
        .say = value_take(&raw->say),
        .show = value_take(&raw->show),
        .pause = pause,
        .least = frames_or(raw->least, pause < two ? pause : two),
        .most = frames_or(raw->most, FRAMES_NO_LIMIT),
        .grow = number_or(raw->grow, 1),
        .from_minutes = number_or(raw->from, 0),
        .until_minutes = number_or(raw->until, 0),
        .tag = value_take(&raw->tag),
        .breath = raw->breathe ? convert_breath(raw->breathe) : NULL,
        .section = section,
    };
    convert_ways(raw, step);
}

static bool is_true(const char *text)
{
    return text && strcmp(text, "true") == 0;
}

static void convert_sections(struct raw_practice *raw, struct practice *practice)
{
    for (unsigned i = 0; i < raw->sections_count; i++)
        practice->step_count += raw->sections[i].steps_count;
    practice->section_count = raw->sections_count;
    practice->sections = mem_new(practice->section_count, sizeof *practice->sections);
    practice->steps = mem_new(practice->step_count, sizeof *practice->steps);
    size_t step = 0;
    for (unsigned i = 0; i < raw->sections_count; i++) {
        struct raw_section *from = &raw->sections[i];
        practice->sections[i] = (struct section){value_take(&from->name), is_true(from->closing),
                                                 step, from->steps_count};
        for (unsigned j = 0; j < from->steps_count; j++)
            convert_step(&from->steps[j], &practice->steps[step++], i);
    }
}

static struct practice *convert(struct raw_practice *raw, const char *path)
{
    struct practice *practice = mem_new(1, sizeof *practice);
    practice->id = value_take(&raw->id);
    practice->title = value_take(&raw->title);
    practice->about = value_take(&raw->about);
    practice->bells = bells_wish_of(raw->bells.start, raw->bells.end, raw->bells.every);
    practice->group = value_take(&raw->group);
    practice->sleep = is_true(raw->sleep);
    practice->background = value_take(&raw->background);
    practice->path = mem_copy_text(path);
    practice->default_minutes = number_or(raw->usual, 0);
    practice->minutes_count = raw->minutes_count;
    practice->minutes = mem_new(raw->minutes_count, sizeof *practice->minutes);
    for (unsigned i = 0; i < raw->minutes_count; i++)
        practice->minutes[i] = number_or(raw->minutes[i], 0);
    convert_sections(raw, practice);
    return practice;
}

struct practice *practice_load(const char *path, const struct load_caps *caps,
                               struct faults *faults)
{
    struct practice_form form;
    struct yaml yaml;
    struct practice *practice = NULL;
    size_t before = faults->count;
    practice_form_make(&form, caps);
    if (yaml_open(path, &form.form, &yaml, faults)) {
        struct raw_practice *raw = yaml.data;
        meaning_check(raw, path, &yaml, faults);
        if (faults->count == before) {
            yaml_forget_file(&yaml); /* so that the text and our own model never lie side by side */
            practice = convert(raw, path);
        }
    }
    yaml_close(&yaml, &form.form);
    faults_sort(faults);
    return practice;
}

/* ---- marks for faults found later */

struct mark practice_mark_step(struct marks *marks, const struct practice *practice, size_t step,
                               const char *field)
{
    size_t section = practice->steps[step].section;
    size_t first = practice->sections[section].first_step;
    while (*practice->steps[first].id == '@')
        first++; /* a bell, or an opening: no file has them */
    char *where = mem_format("sections/%zu/steps/%zu/%s", section, step - first, field);
    struct mark mark = marks_find(marks, where);
    free(where);
    return mark;
}
