/* Opening a sitting as show and render do: by a practice's name and the options. */
#ifndef CMD_OPEN_H
#define CMD_OPEN_H

#include "cmd/options.h"
#include "cmd/settings.h"
#include "play/sitting.h"

/* The voice in force; NULL for "none". */
const char *voice_of(const struct settings *settings);

/* Opens the first argument as a sitting. False, the error told, on failure. */
bool open_sitting(const struct options *options, const struct settings *settings,
                  struct library *library, struct sitting *sitting);

#endif
