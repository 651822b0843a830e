/* The user's configuration, $XDG_CONFIG_HOME/numbmed/config.yaml: read strictly, never written. */
#ifndef SCRIPT_CONFIG_H
#define SCRIPT_CONFIG_H

#include "base/error.h"
#include "script/fault.h"

/* All that can be set, in the config or elsewhere. */
enum setting {
    SETTING_VOICE,
    SETTING_VOLUME,
    SETTING_BELLS_START,
    SETTING_BELLS_END,
    SETTING_BELLS_EVERY,
    SETTING_BELL_VOLUME,
    SETTING_BACKGROUND,
    SETTING_BACKGROUND_VOLUME,
    SETTING_SINK,
    SETTING_LATENCY,
    SETTING_BREATH_TONE,
    SETTING_MOTION,
    SETTING_CAPTIONS,
    SETTING_THEME,
    SETTING_CHECK_IN,
    SETTING_STREAK,
    SETTING_COUNT,
};

enum { LATENCY_LEAST_MS = 40, LATENCY_MOST_MS = 500 };

/* How the config spells a setting: its key, or "bells/start" for one key in another. */
const char *setting_key(enum setting setting);

/* Whether a text is a value of this setting, as the config would have it. Else false and "'TEXT' is
 * no …; what to do". A sink's name is not looked at: this room knows none. */
bool setting_check(enum setting setting, const char *text, struct error *error);

struct config_value {
    char *text;       /* passes setting_check, "~/" spelt out; NULL: left open */
    struct mark mark; /* where it stands */
};

struct config {
    char *path; /* of the file, whether it is there or not; NULL: there is no home for it */
    struct config_value values[SETTING_COUNT];
};

/* Reads the file. Without one all is left open; of one with faults, what is good is taken. Adds the
 * faults, sorted. config_free frees it. */
void config_load(struct config *config, struct faults *faults);

void config_free(struct config *config);

#endif
