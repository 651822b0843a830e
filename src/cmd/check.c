#include "cmd/commands.h"

#include "base/frames.h"
#include "base/text.h"
#include "cmd/open.h"
#include "play/check.h"
#include "script/load.h"

#include <jansson.h>
#include <string.h>

/* A fault of the file as a whole stands at its beginning. */
static struct mark place(const struct fault *fault)
{
    return fault->mark.line ? fault->mark : (struct mark){1, 1};
}

static void tell_faults(const char *path, const struct faults *faults)
{
    for (size_t i = 0; i < faults->count; i++) {
        struct mark mark = place(&faults->list[i]);
        printf("%s:%d:%d: error: %s\n", path, mark.line, mark.column, faults->list[i].text);
    }
}

static json_t *faults_json(const char *path, const struct faults *faults)
{
    json_t *list = json_array();
    for (size_t i = 0; i < faults->count; i++) {
        struct mark mark = place(&faults->list[i]);
        json_array_append_new(list, json_pack("{s:i, s:i, s:s}", "line", mark.line, "column",
                                              mark.column, "error", faults->list[i].text));
    }
    return json_pack("{s:s, s:o}", "file", path, "errors", list);
}

static void tell_good(const char *path, const struct practice *practice,
                      const struct narration *narration)
{
    int64_t shortest, longest, unused;
    char low[32], high[32];
    timeline_neighbours(practice, narration->speech, 1, &unused, &shortest);
    timeline_neighbours(practice, narration->speech, timeline_limit(practice) + 1, &longest,
                        &unused);
    frames_format_duration(shortest, low, sizeof low);
    frames_format_duration(longest, high, sizeof high);
    printf("%s: good; %zu step%s, lengths from %s to %s", path, practice->step_count,
           practice->step_count == 1 ? "" : "s", low, high);
    if (narration->voice && narration->missing)
        printf("; without a recording by '%s': %zu", narration->voice, narration->missing);
    putchar('\n');
}

/* Checks one file; `list` gathers its faults as JSON, or is NULL and they are told as lines. */
static bool check_file(const struct library *library, const char *path, const char *voice,
                       json_t *list)
{
    struct faults faults = {0};
    struct narration *narration = NULL;
    struct practice *practice = practice_load(path, &LOAD_CAPS, &faults);
    if (practice) {
        narration = narration_find(library, practice, voice);
        check_practice(practice, narration, &faults);
    }
    bool good = practice && faults.count == 0;
    if (list)
        json_array_append_new(list, faults_json(path, &faults));
    else if (good)
        tell_good(path, practice, narration);
    else
        tell_faults(path, &faults);
    narration_free(narration);
    practice_free(practice);
    faults_free(&faults);
    return good;
}

int command_check(const struct options *options)
{
    if (options->audio)
        return command_check_audio(options);
    if (!options->argument_count)
        return fail_with(EXIT_USAGE, "check needs FILE…; numbmed check --help tells more");
    struct library *library = library_open();
    json_t *list = options->json ? json_array() : NULL;
    bool good = true;
    for (int i = 0; i < options->argument_count; i++)
        good &= check_file(library, options->arguments[i], voice_of(options), list);
    if (list) {
        json_dumpf(list, stdout, JSON_INDENT(2));
        putchar('\n');
        json_decref(list);
    }
    library_free(library);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
