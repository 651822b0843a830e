#include "cmd/commands.h"

#include "base/chance.h"
#include "base/frames.h"
#include "base/log.h"
#include "cmd/open.h"
#include "cmd/settings.h"
#include "cmd/sit_down.h"
#include "ui/plain.h"
#include "ui/play.h"
#include "ui/sheet.h"
#include "ui/terminal.h"
#include "ui/welcome.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Another one in each second. */
static uint64_t any_seed(void)
{
    uint64_t state = (uint64_t)time(NULL);
    return chance_next(&state) % SEED_MOST + 1;
}

/* "none" only mutes the usual voice, so that it can be switched on. */
static struct wish make_wish(const struct options *options, const struct settings *settings,
                             const struct recall *recall)
{
    struct wish wish = {
        .practice = options->argument_count ? options->arguments[0] : NULL,
        .sitting = sitting_wish_of(options, settings),
        .welcomed = recall->welcomed && !options->welcome,
        .last_practice = recall->practice,
        .last_frames = recall->frames,
        .theme = theme_wish_named(settings->theme),
        .options = {.player = player_options_of(settings),
                    .captions = settings->captions,
                    .motion = settings->motion,
                    .notice = settings->notice},
    };
    if (!wish.sitting.voice)
        wish.sitting.voice = DEFAULT_VOICE;
    if (!options->seed)
        wish.sitting.seed = any_seed();
    return wish;
}

/* Silence is framed by bells where nobody says otherwise. */
static void ring_by_itself(struct bells_wish *bells)
{
    static const struct bells USUAL = {.start = {"bowl", 1}, .end = {"bowl", 3}};
    struct bells_wish usual = {true, true, false, USUAL};
    bells_override(&usual, bells);
    *bells = usual;
}

/* Grounding isn't what one would be offered again, nor is silence. */
static void note_sitting(struct recall *recall, const struct played *played)
{
    recall->known = true;
    recall->frames = played->frames;
    recall->volume = played->listening.volume;
    snprintf(recall->practice, sizeof recall->practice, "%s", played->practice);
    snprintf(recall->voice, sizeof recall->voice, "%s", played->listening.voice);
}

static void remember(struct recall *recall, const struct wish *wish, const struct played *played)
{
    struct error error;
    bool sat = *played->practice && !wish->silent && !played->grounding;
    if (!sat && !played->welcomed)
        return;
    if (sat)
        note_sitting(recall, played);
    recall->welcomed |= played->welcomed;
    if (!recall_save(recall, &error))
        log_line("%s", error.text);
}

/* The last line in the shell: what was sat. */
static void tell_what_was_sat(const struct played *played)
{
    char sat[64];
    if (played->listening.sat < FRAMES_PER_SECOND)
        return;
    frames_format_words(played->listening.sat, sat, sizeof sat);
    printf("%s of %s", sat, played->title);
    if (played->seed)
        printf(" (--seed %d repeats it)", played->seed);
    putchar('\n');
    fflush(stdout);
}

static void write_welcome(void)
{
    struct page page;
    welcome_page(&page, false);
    sheet_write(&page, terminal_width(SHEET_WIDTH), stdout);
    putchar('\n');
    fflush(stdout); /* before whatever is told of the session */
    page_free(&page);
}

static bool play_in_lines(struct library *library, const struct wish *wish, struct played *played,
                          struct error *error)
{
    struct sitting sitting;
    *played = (struct played){0};
    if (!wish_open(wish, library, wish->practice, wish->sitting.frames, &sitting, error))
        return false;
    played_begin(played, &sitting);
    if (!wish->welcomed)
        write_welcome();
    played->welcomed = !wish->welcomed;
    if (play_plain(&sitting, &wish->options.player, &played->listening))
        sitting_close(&sitting);
    return true;
}

/* Plays what is wished for, remembers it and tells what was sat. Returns the exit code. */
static int play(const struct wish *wish, bool plain, struct recall *recall)
{
    struct played played;
    struct error error;
    struct library *library = library_open();
    bool good = plain ? play_in_lines(library, wish, &played, &error)
                      : play_on_screen(library, wish, &played, &error);
    remember(recall, wish, &played);
    if (good && *played.practice)
        tell_what_was_sat(&played);
    library_free(library);
    if (good && played.listening.signal)
        terminal_die_by(played.listening.signal);
    return good ? EXIT_SUCCESS : fail_with(EXIT_FAILURE, error.text);
}

int sit_down(const struct options *options, enum beginning beginning)
{
    struct recall recall;
    struct settings settings;
    bool plain = wants_plain(options);
    recall_load(&recall);
    settings_open(&settings, options, &recall);
    if (plain)
        settings_tell(&settings);
    struct wish wish = make_wish(options, &settings, &recall);
    wish.silent = beginning == BEGIN_SILENCE;
    wish.help_now = beginning == BEGIN_HELP_NOW;
    if (wish.silent)
        ring_by_itself(&wish.sitting.usual_bells);
    int code = play(&wish, plain, &recall);
    settings_close(&settings);
    return code;
}

int command_play(const struct options *options)
{
    if (wants_plain(options) && !options->argument_count)
        return fail_with(EXIT_USAGE,
                         "there is no terminal for a menu: name a practice, such as "
                         "numbmed play emotional-numbness --minutes 10 (numbmed list shows "
                         "them all)");
    return sit_down(options, BEGIN_PRACTICE);
}

int command_sit(const struct options *options)
{
    struct options own = *options;
    struct error error;
    if (own.argument_count && !OPTION_MINUTES.take(&own, own.arguments[0], &error))
        return fail_with(EXIT_USAGE, error.text);
    return sit_down(&own, BEGIN_SILENCE);
}
