#include "cmd/commands.h"

#include "base/frames.h"
#include "base/memory.h"
#include "base/print.h"
#include "base/text.h"
#include "play/narrate.h"
#include "play/voices.h"
#include "play/words.h"

#include <jansson.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BAR = 24 };

static atomic_bool interrupted;

static void on_interrupt(int number)
{
    (void)number;
    atomic_store(&interrupted, true);
}

static void hear_interrupts(void)
{
    struct sigaction action = {.sa_handler = on_interrupt, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
}

/* ---- the bar */

struct bar {
    const char *practice;
    int64_t began; /* milliseconds */
    bool shown;
};

/* "[#####.......] 5 of 12 steps, 01:20 left"; the time by the words that are done. */
static void show_bar(void *user, const struct narrate_progress *progress)
{
    const struct bar *bar = user;
    char filled[BAR + 1], left[32] = "";
    if (!bar->shown)
        return;
    int64_t done = progress->words_done, all = progress->words_total;
    int length = all ? (int)(done * BAR / all) : BAR;
    for (int i = 0; i < BAR; i++)
        filled[i] = i < length ? '#' : '.';
    filled[BAR] = '\0';
    if (done) {
        char clock[24];
        int64_t ms = (child_now() - bar->began) * (all - done) / done;
        frames_format_clock(ms * FRAMES_PER_MS, clock, sizeof clock);
        snprintf(left, sizeof left, ", %s left", clock);
    }
    fprintf(stderr, "\r\033[K%s [%s] %zu of %zu steps%s", bar->practice, filled, progress->done,
            progress->total, left);
}

static void clear_bar(const struct bar *bar)
{
    if (bar->shown)
        fprintf(stderr, "\r\033[K");
}

/* ---- what is told */

/* Everything but good recordings: as rows of JSON, or as lines where `rows` is NULL. */
static void list_recordings(const struct recordings *recordings, json_t *rows)
{
    const char *id = recordings->practice->id;
    for (size_t i = 0; i < recordings->count; i++) {
        const struct recording *recording = &recordings->list[i];
        const char *state = RECORDING_STATE_NAMES[recording->state];
        if (recording->state == RECORDING_GOOD)
            continue;
        char *name = recording_name(recording);
        if (rows)
            json_array_append_new(rows, json_pack("{s:s, s:s, s:s, s:s, s:s?}", "practice", id,
                                                  "step", name, "voice", recordings->voice, "state",
                                                  state, "file", recording->path));
        else
            print_line(stdout, 0, "%s/%s: %s%s%s", id, name, state, recording->path ? ": " : "",
                       recording->path ? recording->path : "");
        free(name);
    }
}

static size_t count_state(const struct recordings *recordings, enum recording_state state)
{
    size_t count = 0;
    for (size_t i = 0; i < recordings->count; i++)
        count += recordings->list[i].state == state;
    return count;
}

/* "id: 12 steps spoken, 2 unknown ones left alone (--force speaks them too)". */
static void tell_outcome(const struct recordings *recordings)
{
    size_t spoken = count_state(recordings, RECORDING_SPOKEN);
    size_t unknown = count_state(recordings, RECORDING_UNKNOWN);
    char *done = spoken ? mem_format("%zu step%s spoken", spoken, spoken == 1 ? "" : "s")
                        : mem_copy_text("nothing to speak");
    if (unknown)
        print_line(stdout, 0,
                   "%s: %s; %zu recording%s that no engine made left alone (--force speaks %s "
                   "again)",
                   recordings->practice->id, done, unknown, unknown == 1 ? "" : "s",
                   unknown == 1 ? "it" : "them");
    else
        print_line(stdout, 0, "%s: %s", recordings->practice->id, done);
    free(done);
}

static void tell_speaker(const struct speaker *speaker, const struct options *options)
{
    if (speaker->note)
        fail_with(0, speaker->note);
    if (!options->json)
        print_line(stdout, 0, "engine: %s (%s), as the voice '%s'", speaker->name,
                   speaker->stays ? speaker->maker : speaker->command, speaker->voice);
    fflush(stdout);
}

/* ---- the work */

/* A neural engine uses all cores by itself. */
static int jobs_for(const struct speaker *speaker, const struct options *options)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (options->jobs || speaker->stays)
        return options->jobs ? options->jobs : 1;
    return cores < 1 ? 1 : cores > 4 ? 4 : (int)cores;
}

static bool speak(struct recordings *recordings, const struct speaker *speaker,
                  const struct options *options)
{
    struct error error;
    struct bar bar = {recordings->practice->id, child_now(), isatty(STDERR_FILENO)};
    struct narrate_job job = {speaker,
                              jobs_for(speaker, options),
                              SPEAKER_TIMEOUT_MS,
                              options->force,
                              &interrupted,
                              show_bar,
                              &bar};
    size_t wanted = recordings_wanted(recordings, options->force);
    bool good = narrate(recordings, &job, &error);
    clear_bar(&bar);
    if (good)
        return true;
    size_t done = count_state(recordings, RECORDING_SPOKEN);
    char *sentence =
        mem_format("%s (%zu of %zu steps are done and kept)", error.text, done, wanted);
    fail_with(EXIT_FAILURE, sentence);
    free(sentence);
    return false;
}

/* One practice: listed, or spoken by `speaker` where that isn't NULL. */
static bool narrate_practice(struct library *library, const char *name, const char *voice,
                             const struct speaker *speaker, const struct options *options,
                             json_t *rows)
{
    struct error error;
    struct recordings recordings;
    struct practice *practice = words_open(library, name, &error);
    bool good = true;
    if (!practice)
        return fail_with(EXIT_FAILURE, error.text) == EXIT_SUCCESS;
    recordings_find(&recordings, library, practice, voice);
    if (speaker)
        good = speak(&recordings, speaker, options);
    if (!speaker || rows)
        list_recordings(&recordings, rows);
    else if (good)
        tell_outcome(&recordings);
    recordings_free(&recordings);
    practice_free(practice);
    return good;
}

/* Lists ask for no engine: the voice is the one named, or the usual one. */
static bool open_speaker(struct speaker *speaker, const struct options *options)
{
    struct error error;
    const char *voice = options->given[SETTING_VOICE];
    *speaker = (struct speaker){0};
    if (options->stale && !options->with) {
        speaker->voice = mem_copy_text(voice ? voice : DEFAULT_VOICE);
        return true;
    }
    if (!speaker_choose(speaker, options->with, voice, &interrupted, &error))
        return fail_with(EXIT_FAILURE, error.text) == EXIT_SUCCESS;
    if (!options->stale)
        tell_speaker(speaker, options);
    return true;
}

int command_narrate(const struct options *options)
{
    struct speaker speaker;
    const char *voice = options->given[SETTING_VOICE];
    bool good = true;
    if (voice && strcmp(voice, "none") == 0)
        return fail_with(EXIT_USAGE, "--voice none can't be spoken; give the voice another name");
    hear_interrupts();
    if (!open_speaker(&speaker, options))
        return EXIT_FAILURE;
    struct library *library = library_open();
    json_t *rows = options->json ? json_array() : NULL;
    for (int i = 0; i < options->argument_count && !atomic_load(&interrupted); i++)
        good &= narrate_practice(library, options->arguments[i], speaker.voice,
                                 options->stale ? NULL : &speaker, options, rows);
    if (rows) {
        json_dumpf(rows, stdout, JSON_INDENT(2));
        putchar('\n');
        json_decref(rows);
    }
    library_free(library);
    speaker_free(&speaker);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
