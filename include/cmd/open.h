/* What a command line and the config come to when a sitting is opened. */
#ifndef CMD_OPEN_H
#define CMD_OPEN_H

#include "cmd/options.h"
#include "cmd/settings.h"
#include "play/player.h"
#include "play/sitting.h"

/* Whether lines are wanted rather than a screen: asked for, or there is no terminal for one. */
bool wants_plain(const struct options *options);

/* The voice in force; NULL for "none". */
const char *voice_of(const struct settings *settings);

/* What is wished of a sitting; chance has always the same seed. */
struct sitting_wish sitting_wish_of(const struct options *options, const struct settings *settings);

/* How a player begins, but for its background. */
struct player_options player_options_of(const struct settings *settings);

/* Opens the first argument as a sitting and tells of bells that can't ring. False, the error told,
 * on failure. */
bool open_sitting(const struct options *options, const struct settings *settings,
                  struct library *library, struct sitting *sitting);

#endif
