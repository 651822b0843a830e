/* Recordings to be made: which steps lack one, where it goes, and an engine set to work on them. */
#ifndef PLAY_NARRATE_H
#define PLAY_NARRATE_H

#include "base/error.h"
#include "play/speaker.h"
#include "script/library.h"
#include "script/practice.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum recording_state {
    RECORDING_GOOD,    /* says the step's words, by its title tag */
    RECORDING_MISSING, /* isn't there */
    RECORDING_BROKEN,  /* can't be played */
    RECORDING_STALE,   /* was made by an engine, of other words than the step has now */
    RECORDING_UNKNOWN, /* not made by narrate, so no one can tell: a person's own, perhaps */
    RECORDING_SPOKEN,  /* has just been made */
};

/* What people call it: "missing", "stale". */
extern const char *const RECORDING_STATE_NAMES[];

/* One for each way of saying a step's words. */
struct recording {
    const struct step *step;
    size_t way;
    const char *say;
    enum recording_state state;
    char *path; /* where it is, or NULL */
};

/* What its file is called without the ending: "STEP", and for the second way "STEP.2". To be freed.
 */
char *recording_name(const struct recording *recording);

struct recordings {
    const struct practice *practice; /* borrowed */
    const struct library *library;   /* borrowed */
    char *voice;
    struct recording *list; /* in the practice's order */
    size_t count;
};

/* Looks at the recordings of a practice in a voice. Never fails; recordings_free frees. */
void recordings_find(struct recordings *recordings, const struct library *library,
                     const struct practice *practice, const char *voice);

void recordings_free(struct recordings *recordings);

/* Whether a recording is to be made: all but good and unknown ones are; with `force` all. */
bool recording_is_wanted(const struct recording *recording, bool force);

size_t recordings_wanted(const struct recordings *recordings, bool force);

/* The file that a step's new recording goes to, its folder made: in place of an older one, else
 * below the library root that the practice is in, else below the user's own. The caller frees it.
 * NULL and a sentence where none can be written. */
char *recording_target(const struct recordings *recordings, const struct recording *recording,
                       struct error *error);

/* How far it is. */
struct narrate_progress {
    size_t done, total;              /* steps */
    int64_t words_done, words_total; /* by which the time left is reckoned */
};

struct narrate_job {
    const struct speaker *speaker;
    int jobs;       /* engines at work at a time, 1 to 16 */
    int timeout_ms; /* for a sentence; the usual is SPEAKER_TIMEOUT_MS */
    bool force;
    const atomic_bool *stop; /* set from elsewhere to interrupt; may be NULL */
    /* Called now and then, by any thread, one at a time; may be NULL. */
    void (*progress)(void *user, const struct narrate_progress *progress);
    void *user;
};

/* Makes the recordings that are wanted, sentence by sentence (script/sentences). The first that
 * fails ends it: false and a sentence that names the step. What is done by then is kept and told by
 * its state and path; what isn't is as it was. */
bool narrate(struct recordings *recordings, const struct narrate_job *job, struct error *error);

#endif
