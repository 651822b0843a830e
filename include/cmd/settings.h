/* What is in force, and where it comes from: the command line goes before the config, the config
 * before what is remembered, that before what is built in. */
#ifndef CMD_SETTINGS_H
#define CMD_SETTINGS_H

#include "audio/sink.h"
#include "cmd/options.h"
#include "journal/record.h"
#include "script/bells.h"
#include "script/config.h"
#include "script/library.h"
#include "script/recall.h"

struct setting_row {
    const struct option_row *option; /* what sets it on the command line; NULL: nothing does */
    const char *usual;               /* where nobody says anything */
    const char *about;               /* one line; NULL: the option's help says it */
};

extern const struct setting_row SETTINGS[SETTING_COUNT];

const char *setting_about(enum setting setting);

struct setting_value {
    char *text;      /* as the config would say it */
    char source[32]; /* "--voice", "config.yaml:3", "remembered" or "default" */
};

struct settings {
    struct setting_value values[SETTING_COUNT];
    /* The same, read; texts belong to the values. */
    const char *voice; /* "none": captions only */
    int volume;        /* 0 to 100, as are the others */
    int bell_volume;
    int background_volume;
    struct sink_choice sink;
    bool breath_tone;
    bool motion;
    bool captions;
    const char *theme;
    bool check_in[MOMENTS]; /* whether to ask how it is */
    bool streak;            /* whether to tell of one: the gentle */
    /* A practice's own bells and background come between these two: they beat the config, and only
     * the command line beats them. */
    struct bells_wish config_bells, asked_bells;
    const char *config_background, *asked_background; /* NULL: left open */
    struct config config;
    struct faults faults; /* of the config, in its order */
    char *notice; /* the first of them: "config.yaml:3:1: what is wrong; numbmed config tells
                   * more"; NULL: there is none */
};

/* Works it out; reads the config. `recall` is NULL where the last sitting is of no account.
 * `options` must stay. settings_close frees it. */
void settings_open(struct settings *settings, const struct options *options,
                   const struct recall *recall);

/* Whether what the text of a setting names is there: a voice, a bell, a background ("none" and
 * files by a path always are). False and a sentence with the nearest name. */
bool setting_is_there(const struct library *library, enum setting setting, const char *text,
                      struct error *error);

/* Looks whether there are the voice, the bells and the background that are named. What the config
 * or memory names and isn't there is left out: the default stands instead, and of the config a
 * fault says so. False and a sentence with the nearest name where it was the command line. */
bool settings_check_names(struct settings *settings, const struct library *library,
                          struct error *error);

void settings_close(struct settings *settings);

/* Writes the notice to standard error, if there is one. */
void settings_tell(const struct settings *settings);

#endif
