#include "cmd/commands.h"

#include "base/output.h"
#include "base/path.h"
#include "base/print.h"
#include "cmd/settings.h"
#include "cmd/stats_json.h"
#include "cmd/written.h"
#include "ui/answers_leaf.h"
#include "ui/sheet.h"
#include "ui/stats_leaf.h"
#include "ui/stats_svg.h"

#include <time.h>
#include <unistd.h>

/* What is read of the journal; the last two only where they were asked for. */
struct figures {
    struct stats stats;
    struct streak streak;
    struct answers answers;
};

static bool read_journal(struct figures *figures, const struct tm *local, time_t now, bool feelings,
                         struct error *error)
{
    struct journal *journal = journal_open(NULL, error);
    if (!journal)
        return false;
    if (journal_notice(journal))
        fail_with(EXIT_SUCCESS, journal_notice(journal));
    struct stats *stats = &figures->stats;
    bool good = stats_read(stats, journal, now, (int)local->tm_gmtoff, error) &&
                (!feelings || answers_read(&figures->answers, journal, stats->today, error));
    journal_close(journal);
    return good;
}

/* A journal that isn't there yet is an empty one: none is begun for the asking. */
static bool read_figures(struct figures *figures, bool feelings, struct error *error)
{
    struct tm local;
    time_t now = time(NULL);
    char *path = journal_path();
    bool there = !path || access(path, F_OK) == 0;
    free(path);
    localtime_r(&now, &local);
    figures->stats.today = calendar_evening(now, (int)local.tm_gmtoff);
    return !there || read_journal(figures, &local, now, feelings, error);
}

static int write_svg(const struct figures *figures, const struct options *options)
{
    struct error error;
    struct output *output = NULL;
    if (journal_allows_file(options->svg, &error))
        output = output_begin(options->svg, options->force ? OUTPUT_REPLACE : 0, &error);
    if (!output)
        return fail_with(EXIT_FAILURE, error.text);
    char *text = stats_svg(&figures->stats);
    fputs(text, output_stream(output));
    free(text);
    if (!output_finish(output, true, &error))
        return fail_with(EXIT_FAILURE, error.text);
    tell_written(options->svg, "the last 13 weeks as a picture");
    return EXIT_SUCCESS;
}

static void write_lines(const struct figures *figures, const struct options *options,
                        const struct settings *settings)
{
    struct leaf_ink ink;
    struct leaf leaf = {.width = print_width(stdout, SHEET_WIDTH)};
    bool blocks = leaf_wants_blocks();
    stats_leaf(&leaf, &figures->stats, settings->streak ? &figures->streak : NULL, blocks);
    if (options->feelings && figures->stats.all.sittings)
        answers_leaf(&leaf, &figures->answers, blocks);
    leaf_choose_ink(&ink, theme_wish_named(settings->theme));
    leaf_write(&leaf, &ink, stdout);
    leaf_free(&leaf);
}

static int write_figures(const struct figures *figures, const struct options *options,
                         const struct settings *settings)
{
    if (options->svg)
        return write_svg(figures, options);
    if (options->json)
        stats_write_json(&figures->stats, settings->streak ? &figures->streak : NULL,
                         options->feelings ? &figures->answers : NULL, stdout);
    else
        write_lines(figures, options, settings);
    return EXIT_SUCCESS;
}

int command_stats(const struct options *options)
{
    struct figures figures = {0};
    struct settings settings;
    struct error error;
    if (options->svg && options->json)
        return fail_with(EXIT_USAGE, "--svg and --json can't be given together");
    settings_open(&settings, options, NULL);
    settings_tell(&settings);
    bool good = read_figures(&figures, options->feelings, &error);
    figures.streak = stats_streak(&figures.stats);
    int code =
        good ? write_figures(&figures, options, &settings) : fail_with(EXIT_FAILURE, error.text);
    stats_free(&figures.stats);
    settings_close(&settings);
    return code;
}
