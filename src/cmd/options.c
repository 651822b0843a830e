/* The options of most commands, each a row. */
#include "cmd/options.h"

#include "audio/sink.h"
#include "base/frames.h"
#include "play/sitting.h"
#include "script/bells.h"
#include "script/value.h"

#include <string.h>

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

/* No time at all is the shortest there is: what can't be fitted to it says which length can. */
static bool take_minutes(struct options *options, const char *value, struct error *error)
{
    if (!frames_parse_minutes(value, &options->frames))
        return error_set(error, "--minutes '%s' isn't a length; write it like 12 or 12m30s", value);
    if (options->frames > FRAMES_LONGEST_SILENT)
        return error_set(error,
                         "--minutes '%s' is out of range; a session lasts at most 240 minutes, a "
                         "silent one 1440",
                         value);
    if (options->frames <= 0)
        options->frames = 1;
    return true;
}

static bool take_voice(struct options *options, const char *value, struct error *error)
{
    if (!*value || strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789-_") != strlen(value))
        return error_set(error, "--voice '%s' isn't a voice; name one such as %s, or none", value,
                         DEFAULT_VOICE);
    options->given[SETTING_VOICE] = value;
    return true;
}

/* Takes a value that the config would take. */
static bool take_setting(struct options *options, enum setting setting, const char *name,
                         const char *value, struct error *error)
{
    struct error why;
    if (!setting_check(setting, value, &why))
        return error_set(error, "--%s %s", name, why.text);
    options->given[setting] = value;
    return true;
}

static bool take_volume(struct options *options, const char *value, struct error *error)
{
    return take_setting(options, SETTING_VOLUME, "volume", value, error);
}

static bool take_bells(struct options *options, const char *value, struct error *error)
{
    struct bells_wish unused;
    if (!bells_parse(value, &unused))
        return error_set(error,
                         "--bells '%s' are no bells; write one such as bowl or bowl x3, two as "
                         "START,END, or none",
                         value);
    options->bells = value;
    return true;
}

static bool take_bell_every(struct options *options, const char *value, struct error *error)
{
    return take_setting(options, SETTING_BELLS_EVERY, "bell-every", value, error);
}

static bool take_bell_volume(struct options *options, const char *value, struct error *error)
{
    return take_setting(options, SETTING_BELL_VOLUME, "bell-volume", value, error);
}

/* Here, unlike in the config, a path may be relative: a slash tells it from a name. */
static bool take_background(struct options *options, const char *value, struct error *error)
{
    if (!strchr(value, '/') && !setting_check(SETTING_BACKGROUND, value, NULL))
        return error_set(
            error,
            "--background '%s' isn't a background; name one, or a file with a slash in "
            "it (./%s), or none",
            value, value);
    options->given[SETTING_BACKGROUND] = value;
    return true;
}

static bool take_background_volume(struct options *options, const char *value, struct error *error)
{
    return take_setting(options, SETTING_BACKGROUND_VOLUME, "background-volume", value, error);
}

static bool take_breath_tone(struct options *options, const char *value, struct error *error)
{
    return take_setting(options, SETTING_BREATH_TONE, "breath-tone", value, error);
}

static bool take_motion(struct options *options, const char *value, struct error *error)
{
    return take_setting(options, SETTING_MOTION, "motion", value, error);
}

static bool take_check_in(struct options *options, const char *value, struct error *error)
{
    return take_setting(options, SETTING_CHECK_IN, "check-in", value, error);
}

static bool take_sink(struct options *options, const char *value, struct error *error)
{
    struct sink_choice unused;
    if (!sink_parse(value, &unused, error))
        return false;
    options->given[SETTING_SINK] = value;
    return true;
}

static bool take_latency(struct options *options, const char *value, struct error *error)
{
    return take_setting(options, SETTING_LATENCY, "latency", value, error);
}

static bool take_output(struct options *options, const char *value, struct error *error)
{
    if (!*value)
        return error_set(error, "--output needs a file's name");
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
        return error_set(error, "--jobs '%s' isn't a number of jobs; write one from 1 to 16",
                         value);
    return true;
}

static bool take_seed(struct options *options, const char *value, struct error *error)
{
    if (!value_number(value, 1, SEED_MOST, &options->seed))
        return error_set(error, "--seed '%s' isn't a seed; write a number from 1 to %d", value,
                         SEED_MOST);
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

static bool take_csv(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->csv = true;
}

static bool take_md(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->md = true;
}

static bool take_skip_bad(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->skip_bad = true;
}

static bool take_example(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->example = true;
}

static bool take_welcome(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->welcome = true;
}

static bool take_try(struct options *options, const char *value, struct error *error)
{
    if (!*value)
        return error_set(error, "--try needs a name; without it, all there are are listed");
    options->try = value;
    return true;
}

static bool take_audio(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->audio = true;
}

static bool take_course(struct options *options, const char *value, struct error *error)
{
    if (!value_is_id(value))
        return error_set(error, "--course '%s' isn't a course; numbmed course shows what there is",
                         value);
    options->course = value;
    return true;
}

static bool take_restart(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->restart = true;
}

static bool take_instead(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->instead = true;
}

static bool take_feelings(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->feelings = true;
}

static bool take_svg(struct options *options, const char *value, struct error *error)
{
    if (!*value)
        return error_set(error, "--svg needs the name of a file to write");
    options->svg = value;
    return true;
}

const struct option_row OPTION_HELP = {"help", 'h', NULL, "Show this help.", take_help};
const struct option_row OPTION_VERSION = {"version", 0, NULL, "Show the version.", take_version};
const struct option_row OPTION_MINUTES = {
    "minutes", 'm', "LENGTH", "How long: minutes, or a duration such as 12m30s.", take_minutes};
const struct option_row OPTION_VOICE = {"voice", 0, "NAME",
                                        "Who speaks: a voice of the library, or none.", take_voice};
const struct option_row OPTION_VOLUME = {"volume", 0, "0-100", "How loud, 0 to 100.", take_volume};
const struct option_row OPTION_BELLS = {
    "bells", 0, "BELLS",
    "The bells at both ends, such as bowl, or bowl x3 for three strokes; two as START,END; none: "
    "no bell at all.",
    take_bells};
const struct option_row OPTION_BELL_EVERY = {
    "bell-every", 0, "TIME",
    "A bell in between: every 5m, or at random 4m-9m; add a bell's name for another than "
    "small-bowl: 5m block. none: no such bell.",
    take_bell_every};
const struct option_row OPTION_BELL_VOLUME = {
    "bell-volume", 0, "0-100", "How loud the bells are, 0 to 100.", take_bell_volume};
const struct option_row OPTION_BACKGROUND = {
    "background", 0, "NAME", "What sounds behind the voice: a name, a file's path, or none.",
    take_background};
const struct option_row OPTION_BACKGROUND_VOLUME = {"background-volume", 0, "0-100",
                                                    "How loud the background is, 0 to 100; 50 is "
                                                    "about 20 dB below the voice.",
                                                    take_background_volume};
const struct option_row OPTION_BREATH_TONE = {
    "breath-tone", 0, "true|false",
    "Whether a soft tone goes with paced breathing, or only a figure on the screen.",
    take_breath_tone};
const struct option_row OPTION_CHECK_IN = {
    "check-in", 0, "after|both|no",
    "Whether to be asked how it is: after a sitting, before it too, or not at all.", take_check_in};
const struct option_row OPTION_MOTION = {
    "motion", 0, "true|false",
    "Whether the figure that one breathes with moves; false: it stands still, and words tell the "
    "pace.",
    take_motion};
const struct option_row OPTION_SINK = {
    "sink", 0, "SINK",
    "Where sound goes: auto (the default), pulse, alsa, sndio, oss or silent; pulse:NAME and "
    "alsa:NAME choose a device.",
    take_sink};
const struct option_row OPTION_LATENCY = {
    "latency", 0, "TIME",
    "How much sound waits in the device, 40ms to 500ms, usually 100ms: more saves battery, less "
    "makes pauses prompt.",
    take_latency};
const struct option_row OPTION_PLAIN = {
    "plain", 0, NULL,
    "Plain lines instead of a screen: for screen readers, pipes and logs. Implied where standard "
    "output is no terminal.",
    take_plain};
const struct option_row OPTION_JSON = {"json", 0, NULL, "Write JSON.", take_json};
const struct option_row OPTION_OUTPUT = {"output", 'o', "FILE",
                                         "The file to write: .wav, .flac or .ogg; - for standard "
                                         "output, as WAV.",
                                         take_output};
const struct option_row OPTION_WITH = {
    "with", 0, "ENGINE",
    "Who speaks: a known engine (piper, kokoro, pico2wave, rhvoice, flite, espeak-ng), or any "
    "command that reads text and writes WAV to the file put in place of {out}.",
    take_with};
const struct option_row OPTION_JOBS = {"jobs", 'j', "1-16", "How many engines work at a time.",
                                       take_jobs};
const struct option_row OPTION_SEED = {
    "seed", 0, "NUMBER",
    "Repeat all that was left to chance in the session that showed this number: wordings, bells at "
    "random times.",
    take_seed};
const struct option_row OPTION_STALE = {"stale", 0, NULL,
                                        "Only list what is missing, stale or unknown.", take_stale};
const struct option_row OPTION_FORCE = {
    "force", 0, NULL, "Speak every step again, in place of any recording.", take_force};
const struct option_row OPTION_AUDIO = {
    "audio", 0, NULL, "Check recordings instead: words, level, peak, silence, clipping.",
    take_audio};
const struct option_row OPTION_TRY = {"try", 0, "NAME", "Play five seconds of it.", take_try};
const struct option_row OPTION_EXAMPLE = {
    "example", 0, NULL, "Write an example of the file instead, each key with what it means.",
    take_example};
const struct option_row OPTION_WELCOME = {
    "welcome", 0, NULL, "Show the first screen again: what this is, how to stop, how to ground.",
    take_welcome};

const struct option_row OPTION_COURSE = {"course", 0, "ID",
                                         "Which course, where there are several.", take_course};
const struct option_row OPTION_RESTART = {
    "restart", 0, NULL, "Begin the course again, with no day done.", take_restart};
const struct option_row OPTION_INSTEAD = {
    "instead", 0, NULL, "Take the day's other practice, where it has one.", take_instead};
const struct option_row OPTION_FEELINGS = {
    "feelings", 0, NULL,
    "Show how check-ins were answered, too: before and after, and the words used most.",
    take_feelings};
const struct option_row OPTION_SVG = {
    "svg", 0, "FILE", "Write the last 13 weeks as a picture instead; - for standard output.",
    take_svg};

const struct option_row OPTION_CSV = {"csv", 0, NULL, "Write CSV.", take_csv};
const struct option_row OPTION_MD = {"md", 0, NULL, "Write Markdown, for reading.", take_md};
const struct option_row OPTION_SKIP_BAD = {
    "skip-bad", 0, NULL, "Leave out rows that can't be understood.", take_skip_bad};
const struct option_row OPTION_TO_FILE = {
    "output", 'o', "FILE", "The file to write; without it, or with -, standard output.",
    take_output};
const struct option_row OPTION_REPLACE = {"force", 0, NULL, "Replace the file if there is one.",
                                          take_force};
