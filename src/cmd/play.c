#include "cmd/commands.h"

#include "base/chance.h"
#include "base/date.h"
#include "base/frames.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/path.h"
#include "base/print.h"
#include "cmd/open.h"
#include "cmd/settings.h"
#include "cmd/sit_down.h"
#include "script/progress.h"
#include "ui/offer.h"
#include "ui/play.h"
#include "ui/play_lines.h"
#include "ui/terminal.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Another one in each second. */
static uint64_t any_seed(void)
{
    uint64_t state = (uint64_t)time(NULL);
    return chance_next(&state) % SEED_MOST + 1;
}

/* "none" only mutes the usual voice, so that it can be switched on. */
static struct wish make_wish(const struct options *options, const struct settings *settings,
                             struct recall *recall)
{
    struct wish wish = {
        .practice = options->argument_count ? options->arguments[0] : NULL,
        .sitting = sitting_wish_of(options, settings),
        .welcomed = recall->welcomed && !options->welcome,
        .recall = recall,
        .last_practice = recall->practice,
        .last_frames = recall->frames,
        .streak = settings->streak,
        .theme = theme_wish_named(settings->theme),
        .options = {.player = player_options_of(settings),
                    .captions = settings->captions,
                    .motion = settings->motion,
                    .notice = settings->notice},
    };
    memcpy(wish.check_in, settings->check_in, sizeof wish.check_in);
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

/* Grounding isn't what one would be offered again, nor is silence; a day of a course is offered by
 * its course. */
static void note_sitting(struct recall *recall, const struct played *played)
{
    recall->known = true;
    recall->volume = played->listening.volume;
    snprintf(recall->voice, sizeof recall->voice, "%s", played->listening.voice);
    if (played->pick.course)
        return;
    recall->frames = played->frames;
    snprintf(recall->practice, sizeof recall->practice, "%s", played->practice);
}

/* Left early, a day stays where it was. */
static void note_day(struct recall *recall, const struct played *played)
{
    const struct course_pick *pick = &played->pick;
    char today[DATE_SIZE];
    date_today(today);
    if (pick->course && played->listening.completed)
        recall_add_day(recall, pick->course->id, pick->course->days[pick->day].id, today);
}

/* Without a home there is no journal either, which was said. */
static void tell_forgotten(const char *sentence)
{
    char *data = path_data();
    log_line("%s", sentence);
    if (data)
        fail_with(EXIT_SUCCESS, sentence);
    free(data);
}

/* What is remembered is read again, as another numbmed may have sat meanwhile. */
static void remember(const struct wish *wish, const struct played *played)
{
    struct error error;
    struct recall *recall = wish->recall;
    bool sat = *played->practice && !played->silent && !played->grounding;
    if (!sat && !played->welcomed)
        return;
    recall_free(recall);
    recall_load(recall);
    if (sat) {
        note_sitting(recall, played);
        note_day(recall, played);
    }
    recall->welcomed |= played->welcomed;
    if (!recall_save(recall, &error))
        tell_forgotten(error.text);
}

/* The last line in the shell: what was sat. */
static void tell_what_was_sat(const struct played *played)
{
    char sat[64];
    if (played->listening.sat < FRAMES_PER_SECOND)
        return;
    frames_format_words(played->listening.sat, sat, sizeof sat);
    char *seed = played->seed ? mem_format(" (--seed %d repeats it)", played->seed) : NULL;
    print_line(stdout, 0, "%s of %s%s", sat, played->title, seed ? seed : "");
    free(seed);
    fflush(stdout);
}

/* Behind a day of a course that is done: what comes next. */
static void tell_what_is_next(const struct recall *recall, const struct played *played)
{
    const struct course *course = played->pick.course;
    if (!course || !played->listening.completed)
        return;
    const struct recall_course *known = recall_course(recall, course->id);
    size_t next = progress_next(course, known);
    if (next < course->count)
        print_line(stdout, 0, "%s: next is day %zu, %s", course->title, next + 1,
                   course->days[next].title);
    else
        print_line(stdout, 0, "%s: %s", course->title, progress_note(course, known, ""));
    fflush(stdout);
}

/* `courses` are what the menu offers, where one is shown. */
static bool play_on_either(struct library *library, const struct wish *wish, bool plain,
                           struct courses *courses, struct played *played, struct error *error)
{
    struct wish own = *wish;
    bool offers = wish->diary && *wish->diary->offered.at.course;
    if (offers || (wish_is_open(wish) && !plain))
        courses_find(courses, library);
    own.courses = courses;
    return plain ? play_in_lines(library, &own, played, error)
                 : play_on_screen(library, &own, played, error);
}

/* Plays what is wished for, remembers it and tells what was sat. Returns the exit code, and the
 * signal that ended it. */
static int play(struct library *library, const struct wish *wish, bool plain, int *signal)
{
    struct played played;
    struct error error;
    struct courses courses = {0};
    bool good = play_on_either(library, wish, plain, &courses, &played, &error);
    remember(wish, &played);
    if (!plain)
        played.seed = 0; /* it is among the keys, on the screen */
    if (good && *played.practice) {
        tell_what_was_sat(&played);
        tell_what_is_next(wish->recall, &played);
    }
    courses_free(&courses);
    *signal = good ? played.listening.signal : 0;
    bool unnamed = plain && wish_is_open(wish) && !*played.practice;
    return good ? EXIT_SUCCESS : fail_with(unnamed ? EXIT_USAGE : EXIT_FAILURE, error.text);
}

/* Tells it at once, or on the screen, after what else is told there: all of that is in `*told`, to
 * be freed. */
static void tell(struct wish *wish, const char *notice, bool plain, char **told)
{
    if (notice && plain)
        print_line(stderr, 0, "numbmed: %s", notice);
    if (!notice || plain)
        return;
    const char *before = wish->options.notice;
    char *all = before ? mem_format("%s; %s", before, notice) : mem_copy_text(notice);
    free(*told);
    wish->options.notice = *told = all;
}

/* Opens the diary for a wish, and tells what is to be told of it. What broke off never stands
 * between a person and what was asked for: one line says that it may be gone on with. */
static void write_down(struct wish *wish, struct diary *diary, bool plain, char **told)
{
    diary_open(diary);
    wish->diary = diary;
    tell(wish, diary_notice(diary), plain, told);
    if (!diary->offered.id || wish_is_open(wish))
        return;
    char *line = offer_line(&diary->offered);
    tell(wish, line, plain, told);
    free(line);
}

/* `pick` is the day that BEGIN_DAY asks for, else NULL. */
static int begin(const struct options *options, enum beginning beginning,
                 const struct course_pick *pick, struct library *library, struct recall *recall)
{
    struct settings settings;
    bool plain = wants_plain(options);
    struct error error;
    settings_open(&settings, options, recall);
    if (!settings_check_names(&settings, library, &error)) {
        settings_close(&settings);
        return fail_with(EXIT_USAGE, error.text);
    }
    if (plain)
        settings_tell(&settings);
    struct wish wish = make_wish(options, &settings, recall);
    wish.beginning = beginning;
    if (beginning == BEGIN_SILENCE)
        ring_by_itself(&wish.sitting.usual_bells);
    if (pick) {
        wish.pick = *pick;
        wish.practice = NULL;
    }
    struct diary diary = {0};
    char *told = NULL;
    if (beginning != BEGIN_GROUNDING && beginning != BEGIN_HELP_NOW)
        write_down(&wish, &diary, plain, &told);
    int signal, code = play(library, &wish, plain, &signal);
    for (const char *notice; diary.journal && (notice = diary_notice(&diary));)
        print_line(stderr, 0, "numbmed: %s", notice);
    free(told);
    diary_close(&diary);
    settings_close(&settings);
    if (signal)
        terminal_die_by(signal);
    return code;
}

int sit_down(const struct options *options, enum beginning beginning)
{
    struct recall recall;
    struct library *library = library_open();
    recall_load(&recall);
    int code = begin(options, beginning, NULL, library, &recall);
    recall_free(&recall);
    library_free(library);
    return code;
}

int sit_down_with(const struct options *options, const struct course_pick *pick,
                  struct library *library, struct recall *recall)
{
    return begin(options, BEGIN_DAY, pick, library, recall);
}

int command_play(const struct options *options)
{
    bool asks = isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
    if (wants_plain(options) && !options->argument_count && !asks)
        return fail_with(EXIT_USAGE, NO_MENU);
    return sit_down(options, BEGIN_PRACTICE);
}

int command_ground(const struct options *options)
{
    return sit_down(options, BEGIN_GROUNDING);
}

int command_sit(const struct options *options)
{
    struct options own = *options;
    struct error error;
    if (own.argument_count && own.frames)
        return fail_with(EXIT_USAGE, "two lengths are given, by --minutes and without; leave one "
                                     "of them out");
    if (own.argument_count && !OPTION_MINUTES.take(&own, own.arguments[0], &error))
        return fail_with(EXIT_USAGE, error.text);
    return sit_down(&own, BEGIN_SILENCE);
}
