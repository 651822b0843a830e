/* What is to come, fitted anew: session.c's own helper for commands that change the way ahead. */
#ifndef SESSION_REFIT_H
#define SESSION_REFIT_H

#include "session/session.h"

enum refit {
    REFIT_TO_PROMISE, /* to end when the timeline ended before */
    REFIT_NATURAL,    /* at natural pauses, ending when that is */
};

/* One refit takes at most this part of a remaining pause. */
enum { REFIT_TAKES_ONE_IN = 3 };

/* Cuts the present cue at the place and goes on with `step` and every later one that belongs. A
 * pause that is still ahead gives at most a third of what it was to have; what that can't bring
 * makes the session end later, and where the pauses can't grow enough it ends earlier. Returns the
 * difference of the ends in frames. The caller finds the present cue anew. */
int64_t refit_from(struct session *session, size_t step, enum refit how);

/* The same for all that stands behind the present cue, which stays whole. */
int64_t refit_behind(struct session *session);

#endif
