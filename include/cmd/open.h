/* Opening a sitting as show and render do: by a practice's name and the options. */
#ifndef CMD_OPEN_H
#define CMD_OPEN_H

#include "cmd/options.h"
#include "play/sitting.h"

/* The voice that was asked for, else the default; NULL for "none". */
const char *voice_of(const struct options *options);

/* Opens the first argument as a sitting. False, the error told, on failure. */
bool open_sitting(const struct options *options, struct library *library, struct sitting *sitting);

#endif
