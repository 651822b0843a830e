#include "cmd/commands.h"

#include "audio/file.h"
#include "base/frames.h"
#include "base/memory.h"
#include "cmd/open.h"
#include "cmd/written.h"
#include "journal/journal.h"
#include "play/engine.h"

#include <signal.h>
#include <unistd.h>

enum { BLOCK = 16384 }; /* frames */

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

static void hear_interrupts(void)
{
    struct sigaction action = {.sa_handler = on_interrupt};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

/* A line on a terminal that says how far it is, once a minute of sound. */
static void show_progress(const struct session *session, bool shown)
{
    if (shown && session->place % FRAMES_PER_MINUTE < BLOCK)
        fprintf(stderr, "\r%3d %%", (int)(session->place * 100 / session->line.frames));
}

/* The engine that play has, at the same settings. */
static bool begin(struct engine *engine, struct sitting *sitting, const struct settings *settings,
                  struct error *error)
{
    struct player_options options = player_options_of(settings);
    options.volume = 100; /* a file's loudness is its listener's affair */
    options.background = sitting_background(sitting, error);
    if (*error->text)
        return false;
    engine_init(engine, &sitting->session);
    player_set_up(engine, &options);
    return true;
}

static bool render_all(struct sitting *sitting, const struct settings *settings,
                       struct sound_file *file, struct error *error)
{
    struct engine engine;
    int16_t block[BLOCK * 2];
    bool shown = isatty(STDERR_FILENO), good = true;
    struct session *session = &sitting->session;
    if (!begin(&engine, sitting, settings, error))
        return false;
    session_command(session, (struct command){COMMAND_RESUME, 0}, NULL);
    while (good && session->state == SESSION_RUNNING && !interrupted) {
        int64_t left = session->line.frames - session->place;
        size_t frames = left < BLOCK ? (size_t)left : BLOCK;
        engine_render(&engine, block, frames);
        good = sound_file_write(file, block, frames, error);
        mixer_collect(&engine.mixer);
        show_progress(session, shown);
    }
    if (shown)
        fprintf(stderr, "\r     \r");
    engine_close(&engine);
    if (good && interrupted)
        good = error_set(error, "interrupted; nothing was written");
    return good;
}

/* Whoever names a voice wants to hear it. */
static bool check_voice(const struct sitting *sitting, struct error *error)
{
    size_t spoken = 0;
    for (size_t i = 0; i < sitting->practice->step_count; i++)
        spoken += sitting->practice->steps[i].say != NULL;
    if (!sitting->narration->voice || !spoken || sitting->narration->missing < spoken)
        return true;
    return error_set(error, "'%s' speaks no step of %s; numbmed voices shows who does",
                     sitting->narration->voice, sitting->practice->id);
}

static void tell_rendered(const struct sitting *sitting, const char *path)
{
    char length[32];
    frames_format_duration(sitting->session.line.frames, length, sizeof length);
    char *what = mem_format("%s, %s", sitting->practice->title, length);
    tell_written(path, what);
    free(what);
}

static bool render_to(struct sitting *sitting, const struct settings *settings,
                      const struct options *options, struct error *error)
{
    const char *path = options->output;
    if (!journal_allows_file(path, error) ||
        !sound_file_holds(path, sitting->session.line.frames, error))
        return false;
    struct sound_file *file =
        sound_file_create(path, options->force, sitting->practice->title, error);
    if (!file)
        return false;
    bool good = render_all(sitting, settings, file, error);
    struct error unused;
    good = sound_file_finish(file, good, good ? error : &unused) && good;
    if (good)
        tell_rendered(sitting, path);
    return good;
}

int command_render(const struct options *options)
{
    struct error error = {""};
    struct settings settings;
    struct sitting sitting;
    if (!options->output)
        return fail_with(EXIT_USAGE, "render needs a file to write: add -o FILE.flac (or .wav, "
                                     ".ogg; - for standard output)");
    if (!sound_file_holds(options->output, 0, &error))
        return fail_with(EXIT_USAGE, error.text);
    struct library *library = library_open();
    settings_open(&settings, options, NULL);
    if (!settings_check_names(&settings, library, &error)) {
        settings_close(&settings);
        library_free(library);
        return fail_with(EXIT_USAGE, error.text);
    }
    settings_tell(&settings);
    bool good = open_sitting(options, &settings, library, &sitting);
    if (good) {
        good = !options->given[SETTING_VOICE] || check_voice(&sitting, &error);
        if (good && sitting.narration->voice && sitting.narration->problem)
            fail_with(EXIT_SUCCESS, sitting.narration->problem);
        hear_interrupts();
        good = good && render_to(&sitting, &settings, options, &error);
        if (!good)
            fail_with(EXIT_FAILURE, error.text);
        sitting_close(&sitting);
    }
    settings_close(&settings);
    library_free(library);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
