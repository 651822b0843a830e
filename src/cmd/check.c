#include "cmd/commands.h"

#include "base/frames.h"
#include "base/text.h"
#include "cmd/open.h"
#include "play/check.h"
#include "play/sitting.h"
#include "script/load.h"

#include <jansson.h>
#include <string.h>

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

static void tell_good(const char *path, const struct practice *practice, const struct ways *ways)
{
    int64_t shortest, longest;
    char low[32], high[32];
    size_t missing = ways_missing(ways, practice);
    ways_lengths(ways, practice, &shortest, &longest);
    frames_format_duration(shortest, low, sizeof low);
    frames_format_duration(longest, high, sizeof high);
    printf("%s: good; %zu step%s, lengths from %s to %s", path, practice->step_count,
           practice->step_count == 1 ? "" : "s", low, high);
    if (ways->narrations[0]->voice && missing)
        printf("; without a recording by '%s': %zu", ways->narrations[0]->voice, missing);
    putchar('\n');
}

/* How the practice would sound, with its own bells. */
static struct ways *listen(const struct library *library, struct practice *practice,
                           const char *voice, struct sitting_bells *bells, struct faults *faults)
{
    struct error error = {""};
    sitting_bells_find(bells, library, &practice->bells.bells, 0);
    if (bells->problem)
        faults_add(faults, practice_mark_field(practice, "bells"), "%s", bells->problem);
    if (practice->background)
        background_free(background_start(library, practice->background, 0, &error));
    if (*error.text)
        faults_add(faults, practice_mark_field(practice, "background"), "%s", error.text);
    practice_hang_bells(practice, &bells->bells.start, &bells->bells.end);
    return ways_find(library, practice, voice, bells);
}

/* Checks one file; `list` gathers its faults as JSON, or is NULL and they are told as lines. */
static bool check_file(struct library *library, const char *path, const char *voice, json_t *list)
{
    struct faults faults = {0};
    struct ways *ways = NULL;
    struct sitting_bells bells = {0};
    library_add_root_of(library, path);
    struct practice *practice = practice_load(path, &LOAD_CAPS, &faults);
    if (practice) {
        ways = listen(library, practice, voice, &bells, &faults);
        check_practice(practice, ways, &faults);
    }
    bool good = practice && faults.count == 0;
    if (list)
        json_array_append_new(list, faults_json(path, &faults));
    else if (good)
        tell_good(path, practice, ways);
    else
        faults_write(&faults, path, stdout);
    ways_free(ways);
    sitting_bells_free(&bells);
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
