/* numbmed remind: set a reminder, take it away, show it. */
#include "cmd/commands.h"

#include "base/memory.h"
#include "base/path.h"
#include "base/print.h"
#include "play/sitting.h"
#include "remind/crontab.h"
#include "remind/notice.h"
#include "remind/timers.h"
#include "remind/units.h"

#include <stdlib.h>
#include <string.h>

/* ---- its words */

/* What the reminder says, to be freed. A practice that isn't there any more goes without its name.
 */
static char *find_words(const char *practice)
{
    if (!practice)
        return notice_words(NULL);
    struct library *library = library_open();
    bool known = library_find(library, practice) != NULL;
    char *words = notice_words(known ? library_title(library, practice) : "");
    library_free(library);
    return words;
}

/* Called by the scheduler, or by somebody who wants to see it. */
static int notify(const struct options *options)
{
    int minute;
    struct error error;
    const char *time_of_day = options->argument_count ? options->arguments[0] : NULL;
    if (time_of_day && !reminder_parse_time(time_of_day, &minute, &error))
        return fail_with(EXIT_USAGE, error.text);
    if (time_of_day && reminder_is_late(minute, time(NULL)))
        return EXIT_SUCCESS;
    char *words = find_words(options->practice);
    bool shown = notice_show(words, &error);
    free(words);
    return shown ? EXIT_SUCCESS : fail_with(EXIT_FAILURE, error.text);
}

/* ---- setting one */

static bool read_reminder(const struct options *options, struct reminder *reminder,
                          struct error *error)
{
    *reminder = (struct reminder){.days = options->days ? options->days : EVERY_DAY};
    if (options->practice)
        snprintf(reminder->practice, sizeof reminder->practice, "%s", options->practice);
    return reminder_parse_time(options->arguments[0], &reminder->minute, error);
}

static bool check_practice(const char *id, struct error *error)
{
    struct library *library = library_open();
    struct practice *practice = practice_open(library, id, error);
    bool good = practice != NULL;
    practice_free(practice);
    library_free(library);
    return good;
}

static void tell_set(const struct reminder *reminder)
{
    char time_of_day[REMINDER_TIME_SIZE], days[REMINDER_DAYS_SIZE];
    char *words = find_words(*reminder->practice ? reminder->practice : NULL);
    reminder_spell_time(reminder->minute, time_of_day);
    reminder_spell_days(reminder->days, days);
    print_line(stdout, 0, "A reminder is set: %s, %s.", time_of_day, days);
    print_line(stdout, 0, "It says: %s. %s", NOTICE_SUMMARY, words);
    print_line(stdout, 0, "numbmed remind --off %s takes it away.", time_of_day);
    fflush(stdout);
    if (!notice_can_be_shown())
        fail_with(EXIT_SUCCESS, "notify-send is not installed, so nothing will be shown yet; "
                                "install it (on Debian: libnotify-bin)");
    free(words);
}

/* The line alone goes to standard output. Nothing is set by it, so this is a failure. */
static int write_crontab_line(const struct reminder *reminder, const char *program, const char *why)
{
    char *line = crontab_line(reminder, program);
    char *sentence = mem_format(
        "%s, so nothing is set yet; %s", why,
        crontab_is_there() ? "add this line to your crontab, with crontab -e:"
                           : "install cron (on Debian: cron), and add this line with crontab -e:");
    fail_with(EXIT_SUCCESS, sentence);
    puts(line);
    free(sentence);
    free(line);
    return EXIT_FAILURE;
}

static int set_with(const struct reminder *reminder, const char *program)
{
    struct error error;
    if (!timers_can_run(&error))
        return write_crontab_line(reminder, program, error.text);
    if (!timers_set(reminder, program, &error))
        return fail_with(EXIT_FAILURE, error.text);
    tell_set(reminder);
    return EXIT_SUCCESS;
}

static int set(const struct options *options)
{
    struct reminder reminder;
    struct error error;
    if (!read_reminder(options, &reminder, &error))
        return fail_with(EXIT_USAGE, error.text);
    if (options->practice && !check_practice(options->practice, &error))
        return fail_with(EXIT_FAILURE, error.text);
    char *program = path_program();
    if (!program)
        return fail_with(EXIT_FAILURE, "numbmed can't find out where its own program lies: /proc "
                                       "is not there");
    bool good = unit_takes(program, &error);
    int code = good ? set_with(&reminder, program) : fail_with(EXIT_FAILURE, error.text);
    free(program);
    return code;
}

/* ---- taking one away */

static int take_away(const struct reminders *reminders)
{
    char text[REMINDER_TIME_SIZE];
    struct error error, why;
    bool managed = timers_can_run(&why);
    for (size_t i = 0; i < reminders->count; i++) {
        if (!timers_take_away(&reminders->list[i], managed, &error))
            return fail_with(EXIT_FAILURE, error.text);
        reminder_spell_time(reminders->list[i].minute, text);
        printf("The reminder at %s is off.\n", text);
    }
    fflush(stdout);
    if (managed)
        return EXIT_SUCCESS;
    char *sentence = mem_format("%s; where it runs, it may remind once more before you log in "
                                "again",
                                why.text);
    fail_with(EXIT_SUCCESS, sentence);
    free(sentence);
    return EXIT_SUCCESS;
}

static int tell_crontab(const struct reminders *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        char text[REMINDER_TIME_SIZE];
        reminder_spell_time(lines->list[i].minute, text);
        char *sentence =
            mem_format("the reminder at %s stands in your crontab, which numbmed never "
                       "edits; take its line out with crontab -e",
                       text);
        fail_with(EXIT_FAILURE, sentence);
        free(sentence);
    }
    return lines->count ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* Leaves only those at this minute. */
static void keep_minute(struct reminders *reminders, int minute)
{
    size_t kept = 0;
    for (size_t i = 0; i < reminders->count; i++) {
        if (reminders->list[i].minute == minute)
            reminders->list[kept++] = reminders->list[i];
    }
    reminders->count = kept;
}

static int take_all_away(const struct reminders *timers, const struct reminders *lines,
                         const char *time_of_day)
{
    if (timers->count || lines->count) {
        int code = timers->count ? take_away(timers) : EXIT_SUCCESS;
        return code == EXIT_SUCCESS ? tell_crontab(lines) : code;
    }
    if (!time_of_day) {
        puts("No reminder is set.");
        return EXIT_SUCCESS;
    }
    char *sentence = mem_format("there is no reminder at %s; numbmed remind --list shows what is "
                                "set",
                                time_of_day);
    fail_with(EXIT_FAILURE, sentence);
    free(sentence);
    return EXIT_FAILURE;
}

static int off(const struct options *options)
{
    int minute;
    struct error error;
    struct reminders timers, lines;
    const char *time_of_day = options->argument_count ? options->arguments[0] : NULL;
    if (time_of_day && !reminder_parse_time(time_of_day, &minute, &error))
        return fail_with(EXIT_USAGE, error.text);
    timers_find(&timers);
    crontab_find(&lines);
    if (time_of_day) {
        keep_minute(&timers, minute);
        keep_minute(&lines, minute);
    }
    int code = take_all_away(&timers, &lines, time_of_day);
    reminders_free(&timers);
    reminders_free(&lines);
    return code;
}

/* ---- all of it */

/* NULL, or what is wrong with asking for all this at once. */
static const char *find_clash(const struct options *options)
{
    bool timed = options->argument_count > 0, listing = options->list || options->json;
    if (options->list + options->off + options->notify > 1)
        return "--list, --off and --notify are three things; ask for one at a time";
    if (listing && (timed || options->off || options->notify))
        return "--list and --json are for all that is set; leave the rest out";
    if (options->days && (!timed || options->off || options->notify))
        return "--days is for setting a reminder, as in numbmed remind 21:30 --days mon-fri";
    if (options->practice && ((!timed && !options->notify) || options->off))
        return "--practice is for setting a reminder, as in numbmed remind 21:30 --practice "
               "body-scan";
    return NULL;
}

int command_remind(const struct options *options)
{
    const char *clash = find_clash(options);
    if (clash)
        return fail_with(EXIT_USAGE, clash);
    if (options->notify)
        return notify(options);
    if (options->off)
        return off(options);
    return options->argument_count ? set(options) : command_remind_list(options);
}
