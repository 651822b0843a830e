/* Keys that are a session's own commands, on the screen and in plain lines alike. */
#ifndef UI_SESSION_KEYS_H
#define UI_SESSION_KEYS_H

#include "session/session.h"

#include <stdbool.h>

/* The command that a key is at this moment: on the question after grounding, 1, 2 and 3 are the
 * ways on. False: it is none. */
bool session_key(const struct snapshot *at, int key, struct command *command);

#endif
