#include "cmd/settings.h"

#include "audio/background.h"
#include "base/frames.h"
#include "base/memory.h"
#include "base/text.h"
#include "play/voices.h"
#include "script/value.h"

#include <string.h>

#define CONFIG_NAME "config.yaml"

_Static_assert((int)LATENCY_LEAST_MS == (int)SINK_LATENCY_LEAST_MS &&
                   (int)LATENCY_MOST_MS == (int)SINK_LATENCY_MOST_MS,
               "the config takes the latencies that sinks do");

const struct setting_row SETTINGS[SETTING_COUNT] = {
    [SETTING_VOICE] = {&OPTION_VOICE, DEFAULT_VOICE, NULL},
    [SETTING_VOLUME] = {&OPTION_VOLUME, "100", NULL},
    [SETTING_BELLS_START] = {&OPTION_BELLS, "none",
                             "The bell at the start, such as bowl, or bowl x3 for three strokes."},
    [SETTING_BELLS_END] = {&OPTION_BELLS, "none", "The bell at the end."},
    [SETTING_BELLS_EVERY] = {&OPTION_BELL_EVERY, "none", NULL},
    [SETTING_BELL_VOLUME] = {&OPTION_BELL_VOLUME, "100", NULL},
    [SETTING_BACKGROUND] =
        {&OPTION_BACKGROUND, "none",
         "What sounds behind the voice: a name, a file as /... or ~/..., or none."},
    [SETTING_BACKGROUND_VOLUME] = {&OPTION_BACKGROUND_VOLUME, "50", NULL},
    [SETTING_SINK] = {&OPTION_SINK, "auto", NULL},
    [SETTING_LATENCY] = {&OPTION_LATENCY, "100ms", NULL},
    [SETTING_BREATH_TONE] = {&OPTION_BREATH_TONE, "true", NULL},
    [SETTING_MOTION] = {&OPTION_MOTION, "true", NULL},
    [SETTING_CAPTIONS] = {NULL, "true",
                          "Whether a session begins with its words on the screen. They are there "
                          "anyway while there is no voice."},
    [SETTING_THEME] = {NULL, "auto",
                       "Colours for a dark or a light background, or plain: no colours. auto asks "
                       "the terminal; NO_COLOR goes before all."},
    [SETTING_CHECK_IN] = {&OPTION_CHECK_IN, "after", NULL},
    [SETTING_STREAK] = {NULL, "no",
                        "Whether numbmed stats tells how many days you have kept sitting: gentle "
                        "forgives one day in seven; no: it isn't told."},
};

const char *setting_about(enum setting setting)
{
    const struct setting_row *row = &SETTINGS[setting];
    return row->about ? row->about : row->option->help;
}

/* ---- one place after the other, the weakest first */

static void put(struct settings *settings, enum setting setting, const char *text,
                const char *source)
{
    struct setting_value *value = &settings->values[setting];
    free(value->text);
    value->text = mem_copy_text(text);
    snprintf(value->source, sizeof value->source, "%s", source);
}

static void put_usual(struct settings *settings)
{
    for (enum setting setting = 0; setting < SETTING_COUNT; setting++)
        put(settings, setting, SETTINGS[setting].usual, "default");
}

static void put_remembered(struct settings *settings, const struct recall *recall)
{
    char volume[16];
    snprintf(volume, sizeof volume, "%d", recall->volume);
    if (*recall->voice)
        put(settings, SETTING_VOICE, recall->voice, "remembered");
    if (recall->known)
        put(settings, SETTING_VOLUME, volume, "remembered");
}

/* What outputs there are, the config's own room doesn't know. */
static void check_sink(struct settings *settings)
{
    struct sink_choice unused;
    struct error error;
    struct config_value *sink = &settings->config.values[SETTING_SINK];
    if (!sink->text || sink_parse(sink->text, &unused, &error))
        return;
    faults_add(&settings->faults, sink->mark, "%s", error.text);
    faults_sort(&settings->faults);
    free(sink->text);
    sink->text = NULL;
}

static void put_config(struct settings *settings)
{
    config_load(&settings->config, &settings->faults);
    check_sink(settings);
    for (enum setting setting = 0; setting < SETTING_COUNT; setting++) {
        const struct config_value *value = &settings->config.values[setting];
        char source[32];
        snprintf(source, sizeof source, CONFIG_NAME ":%d", value->mark.line);
        if (value->text)
            put(settings, setting, value->text, source);
    }
}

static void put_given(struct settings *settings, const struct options *options)
{
    for (enum setting setting = 0; setting < SETTING_COUNT; setting++) {
        char source[32];
        if (!options->given[setting])
            continue;
        snprintf(source, sizeof source, "--%s", SETTINGS[setting].option->name);
        put(settings, setting, options->given[setting], source);
    }
}

/* ---- bells, of which each place may say a part */

/* --bells none doesn't silence what --bell-every asks for. */
static struct bells_wish bells_of_options(const struct options *options)
{
    const char *every = options->given[SETTING_BELLS_EVERY];
    struct bells_wish wish = {0};
    if (options->bells)
        bells_parse(options->bells, &wish);
    if (every)
        wish.has_every = bells_parse_every(every, &wish.bells);
    return wish;
}

/* --bells speaks of up to three settings at once. */
static void put_asked_bells(struct settings *settings)
{
    const struct bells_wish *asked = &settings->asked_bells;
    const char *source = "--bells";
    char text[BELLS_TEXT_SIZE];
    if (asked->has_start) {
        bell_format(&asked->bells.start, text, sizeof text);
        put(settings, SETTING_BELLS_START, text, source);
    }
    if (asked->has_end) {
        bell_format(&asked->bells.end, text, sizeof text);
        put(settings, SETTING_BELLS_END, text, source);
    }
    if (asked->has_every)
        put(settings, SETTING_BELLS_EVERY, "none", source); /* or else --bell-every, put later */
}

/* "5m" as "5m small-bowl": nothing is left to be guessed. */
static void spell_out_every(struct setting_value *every)
{
    struct bells bells;
    char text[BELLS_TEXT_SIZE];
    if (!bells_parse_every(every->text, &bells))
        return;
    bells_format_every(&bells, text, sizeof text);
    free(every->text);
    every->text = mem_copy_text(text);
}

/* ---- what it comes to */

/* The first fault without what to do about it, so that the line fits a screen. */
static char *make_notice(const struct faults *faults)
{
    enum { COLUMNS = 60 };
    if (!faults->count)
        return NULL;
    const struct fault *fault = &faults->list[0];
    struct mark mark = fault_place(fault);
    const char *advice = strstr(fault->text, "; ");
    char *what = mem_copy_text(fault->text);
    if (advice)
        what[advice - fault->text] = '\0';
    size_t fits = text_fit(what, COLUMNS);
    char *notice = mem_format(CONFIG_NAME ":%d:%d: %.*s%s; numbmed config tells more", mark.line,
                              mark.column, (int)fits, what, what[fits] ? "…" : "");
    free(what);
    return notice;
}

static int number_of(const struct settings *settings, enum setting setting)
{
    int number = 0;
    value_number(settings->values[setting].text, 0, 100, &number);
    return number;
}

static bool truth_of(const struct settings *settings, enum setting setting)
{
    return strcmp(settings->values[setting].text, "true") == 0;
}

static void read_values(struct settings *settings)
{
    int64_t latency = 0;
    settings->voice = settings->values[SETTING_VOICE].text;
    settings->volume = number_of(settings, SETTING_VOLUME);
    settings->bell_volume = number_of(settings, SETTING_BELL_VOLUME);
    settings->background_volume = number_of(settings, SETTING_BACKGROUND_VOLUME);
    settings->breath_tone = truth_of(settings, SETTING_BREATH_TONE);
    settings->motion = truth_of(settings, SETTING_MOTION);
    settings->captions = truth_of(settings, SETTING_CAPTIONS);
    settings->theme = settings->values[SETTING_THEME].text;
    const char *check_in = settings->values[SETTING_CHECK_IN].text;
    settings->check_in[MOMENT_BEFORE] = strcmp(check_in, "both") == 0;
    settings->check_in[MOMENT_AFTER] = strcmp(check_in, "no") != 0;
    settings->streak = strcmp(settings->values[SETTING_STREAK].text, "gentle") == 0;
    sink_parse(settings->values[SETTING_SINK].text, &settings->sink, NULL);
    frames_parse(settings->values[SETTING_LATENCY].text, &latency);
    settings->sink.latency_ms = (int)(latency / FRAMES_PER_MS);
    settings->config_background = settings->config.values[SETTING_BACKGROUND].text;
}

static void settle(struct settings *settings)
{
    const struct config_value *values = settings->config.values;
    settings->config_bells =
        bells_wish_of(values[SETTING_BELLS_START].text, values[SETTING_BELLS_END].text,
                      values[SETTING_BELLS_EVERY].text);
    read_values(settings);
    free(settings->notice);
    settings->notice = make_notice(&settings->faults);
}

void settings_open(struct settings *settings, const struct options *options,
                   const struct recall *recall)
{
    *settings = (struct settings){0};
    put_usual(settings);
    if (recall)
        put_remembered(settings, recall);
    put_config(settings);
    settings->asked_bells = bells_of_options(options);
    settings->asked_background = options->given[SETTING_BACKGROUND];
    put_asked_bells(settings);
    put_given(settings, options);
    spell_out_every(&settings->values[SETTING_BELLS_EVERY]);
    settle(settings);
}

/* ---- names, which the library knows */

static char **names_of(const struct library *library, enum setting setting, size_t *count)
{
    if (setting == SETTING_VOICE)
        return voices_find(library, "", count);
    if (setting != SETTING_BACKGROUND)
        return library_list_sounds(library, "audio/bells", count);
    char **names = library_list_sounds(library, "audio/backgrounds", count);
    for (size_t i = 0; i < BACKGROUND_KIND_COUNT; i++) {
        names = mem_grow(names, *count, sizeof *names);
        names[(*count)++] = mem_copy_text(BACKGROUND_KINDS[i].name);
    }
    return names;
}

/* The name in the text of a setting, as far as it has one; "": none. */
static void take_name(enum setting setting, const char *text, char *name, size_t size)
{
    struct bells bells = {0};
    const char *found = text;
    bool file = setting == SETTING_BACKGROUND && strchr(text, '/');
    if (setting == SETTING_BELLS_EVERY)
        found = bells_parse_every(text, &bells) ? bells.interval.name : "";
    else if (setting == SETTING_BELLS_START || setting == SETTING_BELLS_END)
        found = bell_parse(text, &bells.start) ? bells.start.name : "";
    snprintf(name, size, "%s", file || strcmp(found, "none") == 0 ? "" : found);
}

bool setting_is_there(const struct library *library, enum setting setting, const char *text,
                      struct error *error)
{
    const char *kind = setting == SETTING_VOICE        ? "voice"
                       : setting == SETTING_BACKGROUND ? "background"
                                                       : "bell";
    char name[256], command[32];
    size_t count;
    take_name(setting, text, name, sizeof name);
    if (!*name)
        return true;
    char **names = names_of(library, setting, &count);
    bool found = false;
    for (size_t i = 0; i < count; i++)
        found |= strcmp(names[i], name) == 0;
    snprintf(command, sizeof command, "numbmed %ss", kind);
    if (!found)
        error_set_unknown(error, kind, name, text_nearest(name, text_name_in_array, names, count),
                          command);
    voices_free(names, count);
    return found;
}

/* As if the config, or what is remembered, said nothing of it. */
static void leave_out(struct settings *settings, enum setting setting)
{
    struct config_value *value = &settings->config.values[setting];
    if (strncmp(settings->values[setting].source, "--", 2) != 0)
        put(settings, setting, SETTINGS[setting].usual, "default");
    free(value->text);
    value->text = NULL;
}

bool settings_check_names(struct settings *settings, const struct library *library,
                          struct error *error)
{
    static const enum setting NAMED[] = {SETTING_VOICE, SETTING_BELLS_START, SETTING_BELLS_END,
                                         SETTING_BELLS_EVERY, SETTING_BACKGROUND};
    for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++) {
        const struct setting_value *value = &settings->values[NAMED[i]];
        const struct config_value *config = &settings->config.values[NAMED[i]];
        bool there = setting_is_there(library, NAMED[i], value->text, error);
        if (!there && strncmp(value->source, "--", 2) == 0)
            return false;
        if (config->text && !setting_is_there(library, NAMED[i], config->text, error))
            faults_add(&settings->faults, config->mark, "%s", error->text);
        else if (there)
            continue;
        leave_out(settings, NAMED[i]);
    }
    faults_sort(&settings->faults);
    settle(settings);
    return true;
}

void settings_close(struct settings *settings)
{
    for (size_t i = 0; i < SETTING_COUNT; i++)
        free(settings->values[i].text);
    config_free(&settings->config);
    faults_free(&settings->faults);
    free(settings->notice);
    *settings = (struct settings){0};
}

void settings_tell(const struct settings *settings)
{
    if (settings->notice)
        fail_with(EXIT_FAILURE, settings->notice);
}
