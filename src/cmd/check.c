#include "cmd/commands.h"

#include "base/frames.h"
#include "base/memory.h"
#include "base/print.h"
#include "cmd/open.h"
#include "play/check.h"
#include "play/sitting.h"
#include "script/help_lines.h"
#include "script/load.h"
#include "script/page.h"

#include <jansson.h>
#include <stdlib.h>

static json_t *faults_json(const char *path, const struct faults *faults)
{
    json_t *list = json_array();
    for (size_t i = 0; i < faults->count; i++) {
        struct mark mark = fault_place(&faults->list[i]);
        json_array_append_new(list, json_pack("{s:i, s:i, s:s}", "line", mark.line, "column",
                                              mark.column, "error", faults->list[i].text));
    }
    return json_pack("{s:s, s:o}", "file", path, "errors", list);
}

/* What came of a file. */
struct verdict {
    struct faults faults;
    char *praise; /* what to say of one without faults; NULL: it couldn't be read */
};

/* "; without a recording by 'heart': 3", or "". To be freed. */
static char *missing_by(const char *voice, size_t missing)
{
    return voice && missing ? mem_format("; without a recording by '%s': %zu", voice, missing)
                            : mem_copy_text("");
}

static char *praise(const struct practice *practice, const struct ways *ways)
{
    int64_t shortest, longest;
    char low[32], high[32];
    char *missing = missing_by(ways->narrations[0]->voice, ways_missing(ways, practice));
    ways_lengths(ways, practice, &shortest, &longest);
    frames_format_duration(shortest, low, sizeof low);
    frames_format_duration(longest, high, sizeof high);
    char *text = mem_format("%zu step%s, lengths from %s to %s%s", practice->step_count,
                            practice->step_count == 1 ? "" : "s", low, high, missing);
    free(missing);
    return text;
}

static char *praise_course(const struct library *library, const struct course *course,
                           const char *voice)
{
    struct practice *words = course_words(course);
    struct narration *narration = narration_find(library, words, voice);
    char *missing = missing_by(voice, narration->missing);
    char *text = mem_format("%zu day%s%s", course->count, course->count == 1 ? "" : "s", missing);
    free(missing);
    narration_free(narration);
    practice_free(words);
    return text;
}

/* How the practice would sound, with its own bells. */
static struct ways *listen(const struct library *library, struct practice *practice,
                           const char *voice, struct sitting_bells *bells, struct marks *marks,
                           struct faults *faults)
{
    struct error error = {""};
    sitting_bells_find(bells, library, &practice->bells.bells, 0);
    if (bells->problem)
        faults_add(faults, marks_find(marks, "bells"), "%s", bells->problem);
    if (practice->background)
        background_free(background_start(library, practice->background, 0, &error));
    if (*error.text)
        faults_add(faults, marks_find(marks, "background"), "%s", error.text);
    practice_hang_bells(practice, &bells->bells.start, &bells->bells.end);
    return ways_find(library, practice, voice, bells);
}

/* ---- a file, of whichever kind */

static void check_practice_file(struct library *library, const char *path, const char *voice,
                                struct verdict *verdict)
{
    struct sitting_bells bells = {0};
    struct practice *practice = practice_load(path, &LOAD_CAPS, &verdict->faults);
    if (!practice)
        return;
    struct marks *marks = marks_new(path);
    struct ways *ways = listen(library, practice, voice, &bells, marks, &verdict->faults);
    check_practice(practice, ways, marks, &verdict->faults);
    verdict->praise = praise(practice, ways);
    ways_free(ways);
    marks_free(marks);
    sitting_bells_free(&bells);
    practice_free(practice);
}

static void check_course_file(struct library *library, const char *path, const char *voice,
                              struct verdict *verdict)
{
    struct course *course = course_load(path, &verdict->faults);
    if (!course)
        return;
    check_course(course, library, voice, &verdict->faults);
    verdict->praise = praise_course(library, course, voice);
    course_free(course);
}

static void check_detours_file(struct library *library, const char *path, const char *voice,
                               struct verdict *verdict)
{
    struct detours *detours = detours_load(path, &verdict->faults);
    if (!detours)
        return;
    struct ways *ways = ways_find(library, detours->words, voice, NULL);
    check_detours(detours, ways, &verdict->faults);
    char *missing = missing_by(voice, ways_missing(ways, detours->words));
    verdict->praise = mem_format("%zu steps of detours%s", detours->words->step_count, missing);
    free(missing);
    ways_free(ways);
    detours_free(detours);
}

static void check_help_file(struct library *library, const char *path, const char *voice,
                            struct verdict *verdict)
{
    struct help_lines help;
    (void)library;
    (void)voice;
    help_lines_read(&help, path, &verdict->faults);
    verdict->praise = mem_format("%zu sentence%s of advice, lines of %zu countr%s",
                                 help.general_count, help.general_count == 1 ? "" : "s",
                                 help.country_count, help.country_count == 1 ? "y" : "ies");
    help_lines_free(&help);
}

static void check_page_file(struct library *library, const char *path, const char *voice,
                            struct verdict *verdict)
{
    struct page page;
    (void)library;
    (void)voice;
    if (page_check(&page, path, &verdict->faults))
        verdict->praise = mem_format("the page \"%s\"", page.blocks[0].text);
    page_free(&page);
}

/* What a file may be; the first that it is. */
static const struct {
    bool (*is)(const char *path);
    void (*check)(struct library *library, const char *path, const char *voice,
                  struct verdict *verdict);
} KINDS[] = {
    {page_is_file, check_page_file},
    {detours_is_file, check_detours_file},
    {help_lines_is_file, check_help_file},
    {course_is_file, check_course_file},
};

static void check_kind(struct library *library, const char *path, const char *voice,
                       struct verdict *verdict)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (KINDS[i].is(path)) {
            KINDS[i].check(library, path, voice, verdict);
            return;
        }
    }
    check_practice_file(library, path, voice, verdict);
}

/* Checks one file; `list` gathers its faults as JSON, or is NULL and they are told as lines. */
static bool check_file(struct library *library, const char *path, const char *voice, json_t *list)
{
    struct verdict verdict = {{0}, NULL};
    library_add_root_of(library, path);
    check_kind(library, path, voice, &verdict);
    bool good = verdict.faults.count == 0;
    if (list)
        json_array_append_new(list, faults_json(path, &verdict.faults));
    else if (good)
        print_line(stdout, 0, "%s: good; %s", path, verdict.praise);
    else
        faults_write(&verdict.faults, path, stdout);
    free(verdict.praise);
    faults_free(&verdict.faults);
    return good;
}

int command_check(const struct options *options)
{
    if (options->audio)
        return command_check_audio(options);
    if (!options->argument_count)
        return fail_with(EXIT_USAGE, "check needs FILE…; numbmed check --help tells more");
    struct library *library = library_open();
    struct settings settings;
    settings_open(&settings, options, NULL);
    json_t *list = options->json ? json_array() : NULL;
    bool good = true;
    for (int i = 0; i < options->argument_count; i++)
        good &= check_file(library, options->arguments[i], voice_of(&settings), list);
    if (list) {
        json_dumpf(list, stdout, JSON_INDENT(2));
        putchar('\n');
        json_decref(list);
    }
    settings_close(&settings);
    library_free(library);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
