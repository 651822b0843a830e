/* numbmed check --audio: the recordings of a voice, measured and judged. */
#include "cmd/commands.h"

#include "audio/inspect.h"
#include "audio/master.h"
#include "audio/whole.h"
#include "base/memory.h"
#include "base/print.h"
#include "cmd/open.h"
#include "play/narrate.h"
#include "play/words.h"
#include "script/courses.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double CLIP_LUFS_OFF = 1.5; /* a clip may be this far from the level, LU, */
static const double ALL_LUFS_OFF = 1.0;  /* a practice this far */
static const double SILENCE_MS = 50;

/* One recording and what is wrong with it. */
struct finding {
    const struct recording *recording;
    bool measured;
    bool whole; /* it isn't cut off or damaged */
    struct inspection sound;
    const char *faults[8]; /* ends with NULL */
};

struct totals {
    size_t recordings, faults; /* faulty recordings */
    double lufs;
};

/* ---- judging */

static void judge(struct finding *finding)
{
    const struct inspection *sound = &finding->sound;
    enum recording_state state = finding->recording->state;
    bool here = finding->measured;
    const struct {
        bool is_so;
        const char *fault;
    } faults[] = {
        {state == RECORDING_MISSING, "missing"},
        {state == RECORDING_STALE, "stale"},
        {state == RECORDING_BROKEN || (here && !finding->whole), "broken"},
        {here && !(fabs(sound->loudness.lufs - MASTER_LUFS) <= CLIP_LUFS_OFF), "level"},
        {here && sound->loudness.peak_db > MASTER_PEAK_DB, "peak"},
        {here && sound->clipped, "clipped"},
        {here && (sound->start_ms > SILENCE_MS || sound->end_ms > SILENCE_MS), "silence"},
    };
    size_t count = 0;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        if (faults[i].is_so)
            finding->faults[count++] = faults[i].fault;
    }
}

static struct finding look(const struct recording *recording, struct loudness_sum *sum)
{
    struct finding finding = {.recording = recording};
    if (recording->path && recording->state != RECORDING_BROKEN) {
        finding.measured = inspect(recording->path, &finding.sound, sum, NULL);
        finding.whole = clip_is_whole(recording->path, NULL);
    }
    judge(&finding);
    return finding;
}

/* ---- telling */

/* A number with a decimal; what is infinite is NULL in JSON. */
static json_t *decimal(double value)
{
    return isfinite(value) ? json_real(round(value * 100) / 100) : json_null();
}

static json_t *finding_json(const struct recordings *recordings, const struct finding *finding)
{
    const struct inspection *sound = &finding->sound;
    const struct recording *recording = finding->recording;
    json_t *faults = json_array();
    for (size_t i = 0; finding->faults[i]; i++)
        json_array_append_new(faults, json_string(finding->faults[i]));
    char *clip = recording_name(recording);
    json_t *row = json_pack("{s:s, s:s, s:s, s:s, s:s?, s:o}", "practice", recordings->practice->id,
                            "step", clip, "voice", recordings->voice, "state",
                            RECORDING_STATE_NAMES[recording->state], "file", recording->path,
                            "faults", faults);
    free(clip);
    if (!finding->measured)
        return row;
    json_object_set_new(row, "seconds", decimal(sound->seconds));
    json_object_set_new(row, "lufs", decimal(sound->loudness.lufs));
    json_object_set_new(row, "peak_db", decimal(sound->loudness.peak_db));
    json_object_set_new(row, "start_ms", decimal(sound->start_ms));
    json_object_set_new(row, "end_ms", decimal(sound->end_ms));
    json_object_set_new(row, "format", json_string(sound->format));
    json_object_set_new(row, "rate", json_integer(sound->rate));
    json_object_set_new(row, "channels", json_integer(sound->channels));
    return row;
}

/* The columns of a row but its first and its last, the faults. */
enum { MEASURES = 35, FORMAT = 18 };

/* How wide the first column is. */
static int widest_name(const struct recordings *recordings)
{
    int widest = (int)strlen("step");
    for (size_t i = 0; i < recordings->count; i++) {
        char *name = recording_name(&recordings->list[i]);
        int width = (int)strlen(name);
        widest = width > widest ? width : widest;
        free(name);
    }
    return widest;
}

static void tell_row(int width, const char *name, const char *measures, const char *format,
                     const char *faults)
{
    int column = 2 + width + 1 + MEASURES + 2 + FORMAT + 1;
    print_line(stdout, column, "  %-*s %-*s  %-*s %s", width, name, MEASURES, measures, FORMAT,
               format, faults);
}

static void tell_head(const struct recordings *recordings, int width)
{
    print_line(stdout, 0, "%s, voice '%s'", recordings->practice->id, recordings->voice);
    tell_row(width, "step", "seconds   LUFS   dBTP before  after", "format", "faults");
}

/* What is wrong with one, to be freed; "" where nothing is. */
static char *spell_faults(const struct finding *finding)
{
    bool unknown = finding->recording->state == RECORDING_UNKNOWN;
    char *spelt = mem_copy_text(unknown ? "(words unknown)" : "");
    for (size_t i = 0; finding->faults[i]; i++) {
        const char *between = i ? ", " : *spelt ? " " : "";
        char *longer = mem_format("%s%s%s", spelt, between, finding->faults[i]);
        free(spelt);
        spelt = longer;
    }
    return spelt;
}

static void tell_finding(const struct finding *finding, int width)
{
    const struct inspection *sound = &finding->sound;
    char format[40], measures[64];
    char *clip = recording_name(finding->recording), *faults = spell_faults(finding);
    snprintf(format, sizeof format, "%s %g kHz %s", sound->format, sound->rate / 1000.0,
             sound->channels == 2 ? "stereo" : "mono");
    snprintf(measures, sizeof measures, "%7.1f %6.1f %6.1f %3.0f ms %3.0f ms", sound->seconds,
             sound->loudness.lufs, sound->loudness.peak_db, sound->start_ms, sound->end_ms);
    if (!finding->measured)
        snprintf(measures, sizeof measures, "%7s %6s %6s %6s %6s", "-", "-", "-", "-", "-");
    tell_row(width, clip, measures, finding->measured ? format : "-", faults);
    free(faults);
    free(clip);
}

/* False if there is any fault. */
static bool tell_totals(const struct recordings *recordings, const struct totals *totals,
                        bool quiet)
{
    bool off = totals->recordings && !(fabs(totals->lufs - MASTER_LUFS) <= ALL_LUFS_OFF);
    char level[64] = "";
    if (totals->recordings)
        snprintf(level, sizeof level, ", %.1f LUFS together%s", totals->lufs,
                 off ? " (off the level)" : "");
    if (!quiet)
        print_line(stdout, 0, "%s: %zu of %zu texts have a recording%s; %zu with faults",
                   recordings->practice->id, totals->recordings, recordings->count, level,
                   totals->faults);
    return !off && !totals->faults;
}

/* ---- the practices */

/* `rows` gathers JSON, or is NULL and a table is told. */
static bool check_recordings(const struct recordings *recordings, json_t *rows)
{
    struct loudness_sum *sum = loudness_sum_new();
    struct totals totals = {0};
    int width = widest_name(recordings);
    if (!rows)
        tell_head(recordings, width);
    for (size_t i = 0; i < recordings->count; i++) {
        struct finding finding = look(&recordings->list[i], sum);
        totals.recordings += finding.measured;
        totals.faults += finding.faults[0] != NULL;
        if (rows)
            json_array_append_new(rows, finding_json(recordings, &finding));
        else
            tell_finding(&finding, width);
    }
    totals.lufs = loudness_sum_lufs(sum);
    loudness_sum_free(sum);
    return tell_totals(recordings, &totals, rows != NULL);
}

static bool check_practice_audio(struct library *library, const char *name, const char *voice,
                                 json_t *rows)
{
    struct error error;
    struct recordings recordings;
    struct practice *practice = words_open(library, name, &error);
    if (!practice)
        return fail_with(EXIT_FAILURE, error.text) == EXIT_SUCCESS;
    recordings_find(&recordings, library, practice, voice);
    bool good = check_recordings(&recordings, rows);
    recordings_free(&recordings);
    practice_free(practice);
    return good;
}

static bool has_detours(const struct library *library)
{
    char *path = library_find_file(library, DETOURS_FILE);
    bool has = path != NULL;
    free(path);
    return has;
}

/* All that can be narrated. */
static bool check_library(struct library *library, const char *voice, json_t *rows)
{
    struct courses courses;
    bool good = true;
    for (size_t i = 0; i < library->count; i++)
        good &= check_practice_audio(library, library->entries[i].id, voice, rows);
    if (has_detours(library))
        good &= check_practice_audio(library, DETOURS_ID, voice, rows);
    courses_find(&courses, library);
    for (size_t i = 0; i < courses.count; i++)
        good &= check_practice_audio(library, courses.list[i].id, voice, rows);
    courses_free(&courses);
    return good;
}

static bool check_all(const struct options *options, const char *voice, json_t *rows)
{
    struct library *library = library_open();
    bool good = options->argument_count || check_library(library, voice, rows);
    for (int i = 0; i < options->argument_count; i++)
        good &= check_practice_audio(library, options->arguments[i], voice, rows);
    library_free(library);
    return good;
}

int command_check_audio(const struct options *options)
{
    struct settings settings;
    settings_open(&settings, options, NULL);
    const char *voice = voice_of(&settings);
    if (!voice) {
        settings_close(&settings);
        return fail_with(EXIT_USAGE, "the voice none has no recordings to check; name a voice");
    }
    json_t *rows = options->json ? json_array() : NULL;
    bool good = check_all(options, voice, rows);
    if (rows) {
        json_dumpf(rows, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
        putchar('\n');
        json_decref(rows);
    }
    settings_close(&settings);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
