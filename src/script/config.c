#include "script/config.h"

#include "base/frames.h"
#include "base/memory.h"
#include "base/path.h"
#include "script/bells.h"
#include "script/form.h"
#include "script/value.h"
#include "script/yaml.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The longest texts, bytes: what one writes by hand, and a file's path. */
enum { SHORT = 160, PATH = 1024, CAP = 64 * 1024 };

/* ---- the file as it is spelt */

struct raw_config {
    char *voice;
    char *volume;
    struct raw_bells bells;
    char *bell_volume;
    char *background;
    char *background_volume;
    char *sink;
    char *latency;
    char *breath_tone;
    char *motion;
    char *captions;
    char *theme;
    char *check_in;
    char *streak;
};

#define TEXT(key, from, member, most)                                                              \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, from, member, 0, most)

static const cyaml_schema_field_t FIELDS[] = {
    TEXT("voice", struct raw_config, voice, SHORT),
    TEXT("volume", struct raw_config, volume, SHORT),
    CYAML_FIELD_MAPPING("bells", CYAML_FLAG_OPTIONAL, struct raw_config, bells, BELLS_FIELDS),
    TEXT("bell-volume", struct raw_config, bell_volume, SHORT),
    TEXT("background", struct raw_config, background, PATH),
    TEXT("background-volume", struct raw_config, background_volume, SHORT),
    TEXT("sink", struct raw_config, sink, SHORT),
    TEXT("latency", struct raw_config, latency, SHORT),
    TEXT("breath-tone", struct raw_config, breath_tone, SHORT),
    TEXT("motion", struct raw_config, motion, SHORT),
    TEXT("captions", struct raw_config, captions, SHORT),
    TEXT("theme", struct raw_config, theme, SHORT),
    TEXT("check-in", struct raw_config, check_in, SHORT),
    TEXT("streak", struct raw_config, streak, SHORT),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t SCHEMA = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_config, FIELDS)};

static const struct yaml_form FORM = {.schema = &SCHEMA, .cap = CAP, .shorthand = BELLS_SHORTHAND};

/* ---- what values there are */

static bool is_volume(const char *text)
{
    int unused;
    return value_number(text, 0, 100, &unused);
}

static bool is_bell(const char *text)
{
    struct bell unused;
    return bell_parse(text, &unused);
}

static bool is_every(const char *text)
{
    struct bells unused;
    return bells_parse_every(text, &unused);
}

/* A relative path would mean another file in every folder. */
static bool is_background(const char *text)
{
    return value_is_id(text) || *text == '/' || strncmp(text, "~/", 2) == 0;
}

static bool is_latency(const char *text)
{
    int64_t frames;
    return frames_parse(text, &frames) && frames >= LATENCY_LEAST_MS * FRAMES_PER_MS &&
           frames <= LATENCY_MOST_MS * FRAMES_PER_MS;
}

static bool is_anything(const char *text)
{
    return *text;
}

static bool is_truth(const char *text)
{
    return strcmp(text, "true") == 0 || strcmp(text, "false") == 0;
}

static bool is_theme(const char *text)
{
    return strcmp(text, "auto") == 0 || strcmp(text, "dark") == 0 || strcmp(text, "light") == 0 ||
           strcmp(text, "plain") == 0;
}

static bool is_streak(const char *text)
{
    return strcmp(text, "no") == 0 || strcmp(text, "gentle") == 0;
}

static bool is_check_in(const char *text)
{
    return strcmp(text, "after") == 0 || strcmp(text, "both") == 0 || strcmp(text, "no") == 0;
}

#define BELL_WANTED "isn't a bell; write one such as bowl, or bowl x3 for three strokes, or none"
#define TRUTH_WANTED "is neither true nor false; write one of them"
#define VOLUME_WANTED "isn't a volume; write a number from 0 to 100"

/* A setting's key, its place in struct raw_config, and what may stand there. */
static const struct {
    const char *key;
    size_t offset;
    bool (*check)(const char *text);
    const char *wanted; /* the rest of the sentence that begins with the value */
} ROWS[SETTING_COUNT] = {
    [SETTING_VOICE] = {"voice", offsetof(struct raw_config, voice), value_is_id,
                       "isn't a voice; name one such as heart, or none"},
    [SETTING_VOLUME] = {"volume", offsetof(struct raw_config, volume), is_volume, VOLUME_WANTED},
    [SETTING_BELLS_START] = {"bells/start", offsetof(struct raw_config, bells.start), is_bell,
                             BELL_WANTED},
    [SETTING_BELLS_END] = {"bells/end", offsetof(struct raw_config, bells.end), is_bell,
                           BELL_WANTED},
    [SETTING_BELLS_EVERY] =
        {"bells/every", offsetof(struct raw_config, bells.every), is_every,
         "isn't an interval for bells; write it like 5m, or random 4m-9m, of at "
         "least 10s, or none"},
    [SETTING_BELL_VOLUME] = {"bell-volume", offsetof(struct raw_config, bell_volume), is_volume,
                             VOLUME_WANTED},
    [SETTING_BACKGROUND] = {"background", offsetof(struct raw_config, background), is_background,
                            "isn't a background; name one, or a file as /... or ~/..., or none"},
    [SETTING_BACKGROUND_VOLUME] = {"background-volume",
                                   offsetof(struct raw_config, background_volume), is_volume,
                                   VOLUME_WANTED},
    [SETTING_SINK] =
        {"sink", offsetof(struct raw_config, sink), is_anything,
         "isn't a sound output; write auto, or another that numbmed play --help names"},
    [SETTING_LATENCY] = {"latency", offsetof(struct raw_config, latency), is_latency,
                         "is out of range; write it like 40ms, up to 500ms"},
    [SETTING_BREATH_TONE] = {"breath-tone", offsetof(struct raw_config, breath_tone), is_truth,
                             TRUTH_WANTED},
    [SETTING_MOTION] = {"motion", offsetof(struct raw_config, motion), is_truth, TRUTH_WANTED},
    [SETTING_CAPTIONS] = {"captions", offsetof(struct raw_config, captions), is_truth,
                          TRUTH_WANTED},
    [SETTING_THEME] = {"theme", offsetof(struct raw_config, theme), is_theme,
                       "isn't a theme; write auto, dark, light or plain"},
    [SETTING_CHECK_IN] = {"check-in", offsetof(struct raw_config, check_in), is_check_in,
                          "isn't a time for a check-in; write after, both or no"},
    [SETTING_STREAK] = {"streak", offsetof(struct raw_config, streak), is_streak,
                        "isn't understood here; write gentle or no"},
};

const char *setting_key(enum setting setting)
{
    return ROWS[setting].key;
}

bool setting_check(enum setting setting, const char *text, struct error *error)
{
    if (value_has_controls(text))
        return error_set(error, "'%s' holds control characters; write plain text", text);
    return ROWS[setting].check(text) || error_set(error, "'%s' %s", text, ROWS[setting].wanted);
}

/* ---- reading */

/* "~/rain.flac" as a shell would have it. */
static char *spell_out(const char *text)
{
    const char *home = getenv("HOME");
    bool below_home = strncmp(text, "~/", 2) == 0 && home && *home == '/';
    return below_home ? path_join(home, text + 2) : mem_copy_text(text);
}

static void take(struct config *config, enum setting setting, struct yaml *yaml,
                 struct faults *faults)
{
    struct error error;
    struct config_value *value = &config->values[setting];
    char *text;
    memcpy(&text, (const char *)yaml->data + ROWS[setting].offset, sizeof text);
    if (!text)
        return;
    struct mark mark = yaml_mark(yaml, ROWS[setting].key);
    if (setting_check(setting, text, &error))
        *value = (struct config_value){spell_out(text), mark};
    else
        faults_add(faults, mark, "%s", error.text);
}

static bool is_there(const char *path)
{
    return path && (access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR));
}

void config_load(struct config *config, struct faults *faults)
{
    struct yaml yaml;
    char *folder = path_config();
    *config = (struct config){.path = folder ? path_join(folder, "config.yaml") : NULL};
    free(folder);
    if (!is_there(config->path))
        return;
    if (yaml_open(config->path, &FORM, &yaml, faults)) {
        for (enum setting setting = 0; setting < SETTING_COUNT; setting++)
            take(config, setting, &yaml, faults);
    }
    yaml_close(&yaml, &FORM);
    faults_sort(faults);
}

void config_free(struct config *config)
{
    for (size_t i = 0; i < SETTING_COUNT; i++)
        free(config->values[i].text);
    free(config->path);
    *config = (struct config){0};
}
