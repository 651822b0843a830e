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

/* Cues that come before the next steps: a detour's, and what is left of the step it was asked in.
 */
struct lead {
    struct cue *cues; /* to be freed */
    size_t count;
};

void lead_add(struct lead *lead, const struct cue *cue);

/* Those that stand behind the present cue already, the recordings of detours taken anew from the
 * session's voice. Returns the step behind them, the practice's step_count where none follows. */
size_t lead_behind(const struct session *session, struct lead *lead);

/* Ends the timeline within the present cue, of which `heard` frames are kept. */
void refit_cut(struct session *session, int64_t heard);

/* The same, and goes on with what leads, then with `step` and every later one that belongs, to end
 * at `end`. A pause that is still ahead gives at most a third of what it was to have (a detour's
 * gives nothing); what that can't bring makes the session end later, and where the pauses can't
 * grow enough it ends earlier. Returns the difference to `end` in frames. The caller finds the
 * present cue anew. */
int64_t refit_with(struct session *session, int64_t heard, const struct lead *lead, size_t step,
                   enum refit how, int64_t end);

/* Cuts the present cue at the place and goes on with `step`, to the end promised before. */
int64_t refit_from(struct session *session, size_t step, enum refit how);

/* Refits all that stands behind the present cue, which stays whole, to end at `end`; behind
 * grounding no one waits for an end, and nothing is fitted. */
int64_t refit_behind(struct session *session, int64_t end);

#endif
