#include "cmd/commands.h"

#include "base/frames.h"
#include "base/log.h"
#include "script/recall.h"
#include "ui/plain.h"
#include "ui/play.h"
#include "ui/terminal.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool wants_plain(const struct options *options)
{
    const char *term = getenv("TERM");
    return options->plain || !isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO) || !term || !*term ||
           strcmp(term, "dumb") == 0;
}

/* What is asked for now goes before what is remembered. "none" only mutes the usual voice, so that
 * it can be switched on. */
static struct wish make_wish(const struct options *options, const struct recall *recall)
{
    const char *voice = options->voice ? options->voice : recall->voice;
    bool none = strcmp(voice, "none") == 0;
    return (struct wish){
        .practice = options->argument_count ? options->arguments[0] : NULL,
        .frames = options->frames,
        .voice = *voice && !none ? voice : DEFAULT_VOICE,
        .voice_asked = options->voice && !none,
        .last_practice = recall->practice,
        .last_frames = recall->frames,
        .options = {.sink = options->sink,
                    .volume = options->volume_given ? options->volume : recall->volume,
                    .captions_only = none},
    };
}

static void remember(const struct played *played)
{
    struct recall recall = {.frames = played->frames, .volume = played->listening.volume};
    struct error error;
    snprintf(recall.practice, sizeof recall.practice, "%s", played->practice);
    snprintf(recall.voice, sizeof recall.voice, "%s", played->listening.voice);
    if (!recall_save(&recall, &error))
        log_line("%s", error.text);
}

/* The last line in the shell: what was sat. */
static void tell_what_was_sat(const struct played *played)
{
    char sat[64];
    if (played->listening.sat < FRAMES_PER_SECOND)
        return;
    frames_format_words(played->listening.sat, sat, sizeof sat);
    printf("%s of %s\n", sat, played->title);
    fflush(stdout);
}

static bool play_in_lines(struct library *library, const struct wish *wish, struct played *played,
                          struct error *error)
{
    struct sitting sitting;
    *played = (struct played){0};
    if (!wish_open(wish, library, wish->practice, wish->frames, &sitting, error))
        return false;
    snprintf(played->practice, sizeof played->practice, "%s", sitting.practice->id);
    snprintf(played->title, sizeof played->title, "%s", sitting.practice->title);
    played->frames = sitting.session.chosen;
    if (play_plain(&sitting, &wish->options, &played->listening))
        sitting_close(&sitting);
    return true;
}

int command_play(const struct options *options)
{
    struct recall recall;
    struct played played;
    struct error error;
    bool plain = wants_plain(options);
    recall_load(&recall);
    struct wish wish = make_wish(options, &recall);
    if (plain && !wish.practice)
        return fail_with(EXIT_USAGE,
                         "there is no terminal for a menu: name a practice, such as "
                         "numbmed play emotional-numbness --minutes 10 (numbmed list shows "
                         "them all)");
    struct library *library = library_open();
    bool good = plain ? play_in_lines(library, &wish, &played, &error)
                      : play_on_screen(library, &wish, &played, &error);
    if (good && *played.practice) {
        remember(&played);
        tell_what_was_sat(&played);
    }
    library_free(library);
    if (good && played.listening.signal)
        terminal_die_by(played.listening.signal);
    return good ? EXIT_SUCCESS : fail_with(EXIT_FAILURE, error.text);
}
