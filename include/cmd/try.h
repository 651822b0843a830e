/* Five seconds of a sound, to see what it is like. */
#ifndef CMD_TRY_H
#define CMD_TRY_H

#include "cmd/settings.h"
#include "play/sitting.h"

/* Plays five seconds of a sitting from a place on, and fades out. Returns the exit code. */
int sitting_try(struct sitting *sitting, const struct settings *settings, int64_t place);

#endif
