#include "cmd/commands.h"

#include "base/frames.h"
#include "base/print.h"
#include "cmd/open.h"

#include <jansson.h>
#include <string.h>

static const struct step *step_of(const struct sitting *sitting, const struct cue *cue)
{
    return &sitting->practice->steps[cue->step];
}

/* The words of a tag, as a list. */
static json_t *tags_json(const struct step *step)
{
    json_t *tags = json_array();
    const char *tag = step->tag ? step->tag : "";
    for (size_t length; *tag; tag += length + (tag[length] == ' ')) {
        length = strcspn(tag, " ");
        json_array_append_new(tags, json_stringn(tag, length));
    }
    return tags;
}

/* null where a step doesn't breathe. */
static json_t *breath_json(const struct breath *breath)
{
    if (!breath)
        return json_null();
    return json_pack("{s:I, s:I, s:I, s:i}", "in", (json_int_t)breath->in, "hold",
                     (json_int_t)breath->hold, "out", (json_int_t)breath->out, "times",
                     breath->times);
}

static json_t *cue_json(const struct sitting *sitting, const struct cue *cue)
{
    const struct step *step = step_of(sitting, cue);
    const struct section *section = &sitting->practice->sections[step->section];
    size_t ways = step_ways(step), way = step->variants ? step->variants->chosen : 0;
    return json_pack("{s:s, s:s, s:s, s:o, s:i, s:i, s:o, s:I, s:I, s:I}", "id", step->id,
                     "section", section->name, "text", step->say ? step->say : "", "tags",
                     tags_json(step), "variant", (int)(ways ? way + 1 : 0), "variants", (int)ways,
                     "breathe", breath_json(step->breath), "start", (json_int_t)cue->start,
                     "speech", (json_int_t)cue->speech, "pause", (json_int_t)cue->pause);
}

static json_t *bell_json(const struct strike *strike)
{
    return json_pack("{s:I, s:s}", "at", (json_int_t)strike->at, "bell", strike->ring->name);
}

/* ---- detours, which stand outside the steps */

static json_t *path_json(const struct sitting *sitting, struct path path)
{
    json_t *steps = json_array();
    for (size_t i = 0; i < path.count; i++) {
        size_t index = sitting->practice->step_count + path.first + i;
        const struct step *step = &sitting->practice->steps[index];
        json_array_append_new(steps, json_pack("{s:s, s:s, s:I, s:I}", "id", step->id, "text",
                                               step->say, "speech",
                                               (json_int_t)sitting->narration->speech[index].frames,
                                               "pause", (json_int_t)step->pause));
    }
    return steps;
}

static json_t *detours_json(const struct sitting *sitting)
{
    json_t *list = json_array();
    for (size_t kind = 0; sitting->detours && kind < DETOUR_KINDS; kind++) {
        const struct detour *detour = &sitting->detours->list[kind];
        json_t *variants = json_array();
        for (size_t i = 0; i < detour->variant_count; i++)
            json_array_append_new(variants, path_json(sitting, detour->variants[i]));
        json_array_append_new(list,
                              json_pack("{s:s, s:o}", "id", detour->id, "variants", variants));
    }
    return list;
}

static void show_json(const struct sitting *sitting)
{
    const struct timeline *line = &sitting->session.line;
    json_t *steps = json_array();
    for (size_t i = 0; i < line->count; i++)
        json_array_append_new(steps, cue_json(sitting, &line->cues[i]));
    const struct strikes *strikes = &sitting->session.strikes;
    json_t *bells = json_array();
    for (size_t i = 0; i < strikes->count; i++) {
        if (strikes->list[i].between)
            json_array_append_new(bells, bell_json(&strikes->list[i]));
    }
    json_t *show = json_pack(
        "{s:s, s:s?, s:I, s:i, s:I, s:o, s:o, s:o}", "practice", sitting->practice->id, "voice",
        sitting->narration->voice, "seed", (json_int_t)sitting->seed, "rate", FRAME_RATE, "frames",
        (json_int_t)line->frames, "steps", steps, "bells", bells, "detours", detours_json(sitting));
    json_dumpf(show, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(show);
}

static const char *what_sounds(const struct step *step)
{
    return step_is_bell(step) ? step->bell->name
           : step->say        ? step->say
           : step->breath     ? "(no words)"
                              : "(silence)";
}

/* Where what sounds begins in a row. */
enum { COLUMN = 26 };

static void show_breath(const struct breath *breath)
{
    char hold[32] = "";
    if (breath->hold)
        snprintf(hold, sizeof hold, " hold %gs", (double)breath->hold / FRAME_RATE);
    print_line(stdout, COLUMN, "%*s(breathing: in %gs%s out %gs, %d time%s)", COLUMN, "",
               (double)breath->in / FRAME_RATE, hold, (double)breath->out / FRAME_RATE,
               breath->times, breath->times == 1 ? "" : "s");
}

/* The bells that ring in a step's silence. */
static void show_bells(const struct strikes *strikes, const struct cue *cue)
{
    int64_t end = cue->start + cue->speech + cue->pause;
    char time[32];
    for (size_t i = 0; i < strikes->count; i++) {
        const struct strike *strike = &strikes->list[i];
        if (!strike->between || strike->at < cue->start || strike->at >= end)
            continue;
        frames_format_clock(strike->at, time, sizeof time);
        print_line(stdout, COLUMN, "%-*s(%s)", COLUMN, time, strike->ring->name);
    }
}

static void show_section(const struct practice *practice, size_t section)
{
    putchar('\n');
    print_line(stdout, 0, "%s", practice->sections[section].name);
}

static void show_table(const struct sitting *sitting)
{
    const struct timeline *line = &sitting->session.line;
    size_t section = SIZE_MAX;
    char time[32];
    printf("start   speech  silence\n");
    for (size_t i = 0; i < line->count; i++) {
        const struct cue *cue = &line->cues[i];
        const struct step *step = step_of(sitting, cue);
        if (step->section != section)
            show_section(sitting->practice, section = step->section);
        frames_format_clock(cue->start, time, sizeof time);
        print_line(stdout, COLUMN, "%-7s %5.1fs  %6.1fs  %s: %s", time,
                   (double)cue->speech / FRAME_RATE, (double)cue->pause / FRAME_RATE, step->id,
                   what_sounds(step));
        if (step->breath)
            show_breath(step->breath);
        show_bells(&sitting->session.strikes, cue);
    }
    frames_format_clock(line->frames, time, sizeof time);
    printf("\n%-7s end\n", time);
}

int command_show(const struct options *options)
{
    struct library *library = library_open();
    struct settings settings;
    struct sitting sitting;
    struct error error;
    settings_open(&settings, options, NULL);
    if (!settings_check_names(&settings, library, &error)) {
        settings_close(&settings);
        library_free(library);
        return fail_with(EXIT_USAGE, error.text);
    }
    settings_tell(&settings);
    bool opened = open_sitting(options, &settings, library, &sitting);
    if (opened && options->json)
        show_json(&sitting);
    else if (opened)
        show_table(&sitting);
    if (opened)
        sitting_close(&sitting);
    settings_close(&settings);
    library_free(library);
    return opened ? EXIT_SUCCESS : EXIT_FAILURE;
}
