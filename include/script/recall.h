/* What numbmed remembers from one sitting to the next: state, not config; lost without harm. */
#ifndef SCRIPT_RECALL_H
#define SCRIPT_RECALL_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct recall {
    bool known;    /* a sitting is remembered; false: the values of a first time */
    bool welcomed; /* the first screen has been read, or there was a sitting before it was made */
    char practice[65]; /* the last one's id; "": none */
    int64_t frames;    /* its length; 0: none */
    char voice[65];    /* "none" for captions only; "": the default */
    int volume;        /* 0 to 100 */
};

/* Reads $XDG_STATE_HOME/numbmed/state.yaml. A missing or broken file (logged) leaves the values of
 * a first time: nothing chosen, full volume. */
void recall_load(struct recall *recall);

/* Writes it, atomically: of the sitting only where it is known. False and a sentence on failure. */
bool recall_save(const struct recall *recall, struct error *error);

#endif
