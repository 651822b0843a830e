#include "cmd/options.h"

#include "base/frames.h"
#include "base/memory.h"
#include "base/text.h"
#include "play/sitting.h"
#include "script/value.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

/* ---- the options, each a row */

static bool take_help(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->help = true;
}

static bool take_version(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->version = true;
}

static bool take_plain(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->plain = true;
}

static bool take_json(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->json = true;
}

static bool take_minutes(struct options *options, const char *value, struct error *error)
{
    if (!frames_parse_minutes(value, &options->frames))
        return error_set(error, "--minutes '%s' is no length; write it like 12 or 12m30s", value);
    if (options->frames <= 0 || options->frames > FRAMES_LONGEST_SILENT)
        return error_set(error,
                         "--minutes '%s' is out of range; a session lasts from one second "
                         "to 240 minutes, a silent one to 1440",
                         value);
    return true;
}

static bool take_voice(struct options *options, const char *value, struct error *error)
{
    if (!*value || strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789-_") != strlen(value))
        return error_set(error, "--voice '%s' is no voice; name one such as %s, or none", value,
                         DEFAULT_VOICE);
    options->voice = value;
    return true;
}

static bool take_volume(struct options *options, const char *value, struct error *error)
{
    if (!value_number(value, 0, 100, &options->volume))
        return error_set(error, "--volume '%s' is no volume; write a number from 0 to 100", value);
    return options->volume_given = true;
}

static bool take_sink(struct options *options, const char *value, struct error *error)
{
    return sink_parse(value, &options->sink, error);
}

static bool take_latency(struct options *options, const char *value, struct error *error)
{
    int64_t frames;
    if (!frames_parse(value, &frames) || frames < SINK_LATENCY_MS * FRAMES_PER_MS ||
        frames > SINK_LATENCY_MOST_MS * FRAMES_PER_MS)
        return error_set(error, "--latency '%s' is out of range; write it like 40ms, up to 500ms",
                         value);
    options->sink.latency_ms = (int)(frames / FRAMES_PER_MS);
    return true;
}

static bool take_output(struct options *options, const char *value, struct error *error)
{
    if (!*value)
        return error_set(error, "--output needs a file's name, such as session.flac");
    options->output = value;
    return true;
}

static bool take_with(struct options *options, const char *value, struct error *error)
{
    if (!*value)
        return error_set(error, "--with needs an engine's name, or a command with {out} in it");
    options->with = value;
    return true;
}

static bool take_jobs(struct options *options, const char *value, struct error *error)
{
    if (!value_number(value, 1, 16, &options->jobs))
        return error_set(error, "--jobs '%s' is no number of jobs; write one from 1 to 16", value);
    return true;
}

static bool take_stale(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->stale = true;
}

static bool take_force(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->force = true;
}

static bool take_audio(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->audio = true;
}

const struct option_row OPTION_HELP = {"help", 'h', NULL, "Show this help.", take_help};
const struct option_row OPTION_VERSION = {"version", 0, NULL, "Show the version.", take_version};
const struct option_row OPTION_MINUTES = {
    "minutes", 'm', "LENGTH", "How long: minutes, or a duration such as 12m30s.", take_minutes};
const struct option_row OPTION_VOICE = {"voice", 0, "NAME",
                                        "Who speaks: a voice of the library, or none.", take_voice};
const struct option_row OPTION_VOLUME = {"volume", 0, "0-100", "How loud.", take_volume};
const struct option_row OPTION_SINK = {
    "sink", 0, "SINK",
    "Where sound goes: auto (the default), pulse, alsa, sndio, oss or silent; pulse:NAME and "
    "alsa:NAME choose a device.",
    take_sink};
const struct option_row OPTION_LATENCY = {
    "latency", 0, "TIME",
    "How much sound waits in the device, 40ms (the default) to 500ms: more saves battery, less "
    "makes pauses prompt.",
    take_latency};
const struct option_row OPTION_PLAIN = {
    "plain", 0, NULL,
    "Plain lines instead of a screen: for screen readers, pipes and logs. Implied where standard "
    "output is no terminal.",
    take_plain};
const struct option_row OPTION_JSON = {"json", 0, NULL, "Write JSON.", take_json};
const struct option_row OPTION_OUTPUT = {"output", 'o', "FILE",
                                         "The file to write: .wav, .flac or .ogg.", take_output};
const struct option_row OPTION_WITH = {
    "with", 0, "ENGINE",
    "Who speaks: a known engine (piper, kokoro, pico2wave, rhvoice, flite, espeak-ng), or any "
    "command that reads text and writes WAV to the file put in place of {out}.",
    take_with};
const struct option_row OPTION_JOBS = {"jobs", 'j', "1-16", "How many engines work at a time.",
                                       take_jobs};
const struct option_row OPTION_STALE = {"stale", 0, NULL,
                                        "Only list what is missing, stale or unknown.", take_stale};
const struct option_row OPTION_FORCE = {
    "force", 0, NULL, "Speak every step anew, in place of any recording.", take_force};
const struct option_row OPTION_AUDIO = {
    "audio", 0, NULL, "Check recordings instead: words, level, peak, silence, clipping.",
    take_audio};

/* ---- reading them */

enum { WORDS_MOST = COMMAND_OPTIONS_MOST + 1 };

/* The option nearest to a mistyped one of this command. */
static const char *option_name(const void *list, size_t index)
{
    return ((const struct option_row *const *)list)[index]->name;
}

static size_t option_count(const struct command_row *command)
{
    size_t count = 0;
    while (count < COMMAND_OPTIONS_MOST && command->options[count])
        count++;
    return count;
}

static bool refuse_unknown(const struct command_row *command, const char *word, struct error *error)
{
    char *name = mem_format("%.*s", (int)strcspn(word, "="), word);
    const char *bare = name + strspn(name, "-");
    const char *nearest =
        *bare ? text_nearest(bare, option_name, command->options, option_count(command)) : NULL;
    if (nearest)
        error_set(error, "there is no option %s; did you mean --%s?", name, nearest);
    else
        error_set(error, "there is no option %s; numbmed %s --help shows what there is", name,
                  command->name);
    free(name);
    return false;
}

/* getopt's own tables, made from the rows. */
static void make_tables(const struct command_row *command, struct option *longs, char *shorts)
{
    *shorts++ = ':'; /* a missing value is told apart from an unknown option */
    for (size_t i = 0; i < option_count(command); i++) {
        const struct option_row *row = command->options[i];
        longs[i] = (struct option){row->name, row->value ? required_argument : no_argument, NULL,
                                   1000 + (int)i};
        if (row->letter)
            *shorts++ = (char)row->letter;
        if (row->letter && row->value)
            *shorts++ = ':';
    }
    *shorts = '\0';
}

static const struct option_row *row_of(const struct command_row *command, int found)
{
    for (size_t i = 0; i < option_count(command); i++) {
        if (found == 1000 + (int)i || found == command->options[i]->letter)
            return command->options[i];
    }
    return NULL;
}

static bool check_arguments(const struct command_row *command, const struct options *options,
                            struct error *error)
{
    int count = options->argument_count;
    if (options->help || options->version)
        return true;
    if (count < command->arguments_least)
        return error_set(error, "%s needs %s; numbmed %s --help tells more", command->name,
                         command->arguments, command->name);
    if (command->arguments_most >= 0 && count > command->arguments_most)
        return error_set(error, "%s has no use for '%s'; numbmed %s --help tells more",
                         command->name, options->arguments[command->arguments_most], command->name);
    return true;
}

bool options_read(const struct command_row *command, int argc, char **argv, struct options *options,
                  struct error *error)
{
    struct option longs[WORDS_MOST] = {{0}};
    char shorts[2 * WORDS_MOST + 2];
    int found;
    *options = (struct options){.sink = {.kind = "auto", .latency_ms = SINK_LATENCY_MS}};
    make_tables(command, longs, shorts);
    opterr = 0;
    optind = 0; /* glibc: begin anew */
    while (true) {
        int before = optind ? optind : 1;
        found = getopt_long(argc, argv, shorts, longs, NULL);
        if (found == -1)
            break;
        const struct option_row *row = row_of(command, found);
        if (found == ':')
            return error_set(error, "%s needs a value; numbmed %s --help tells more",
                             argv[optind - 1], command->name);
        if (!row && optopt >= 1000)
            return error_set(error, "--%s takes no value; leave out what is behind the =",
                             longs[optopt - 1000].name);
        if (!row)
            return refuse_unknown(command, argv[optind > before ? optind - 1 : before], error);
        if (!row->take(options, optarg, error))
            return false;
    }
    options->arguments = argv + optind;
    options->argument_count = argc - optind;
    return check_arguments(command, options, error);
}

int fail_with(int code, const char *sentence)
{
    char *clean = text_clean(sentence);
    fprintf(stderr, "numbmed: %s\n", clean);
    free(clean);
    return code;
}
