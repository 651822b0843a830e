/* Everything one sitting needs, put together: a practice, its recordings, its bells and background,
 * a fitted session. */
#ifndef PLAY_SITTING_H
#define PLAY_SITTING_H

#include "audio/background.h"
#include "base/error.h"
#include "play/bells.h"
#include "play/narration.h"
#include "play/voices.h"
#include "script/course.h"
#include "script/library.h"
#include "session/session.h"

enum { SEED_MOST = 9999 };

/* What is wished of a sitting besides its practice. Borrowed while it is opened. */
struct sitting_wish {
    int64_t frames;    /* its length; 0: the practice's default */
    const char *voice; /* NULL: none */
    bool voice_asked;  /* no other will do where it has no recordings */
    /* A practice's own bells and background come between these two. */
    struct bells_wish usual_bells, asked_bells;
    const char *usual_background, *asked_background; /* NULL: left open */
    uint64_t seed; /* of all that is left to chance, 1 to SEED_MOST: short, as people type it */
    const struct opening *opening; /* what a course says first; NULL: nothing */
};

struct sitting {
    struct practice *practice;
    struct narration *narration; /* of the voice that speaks */
    struct session session;
    struct sitting_bells bells;
    char *background;        /* a name, a file's path, or "none" */
    struct detours *detours; /* NULL: none can be read */
    uint64_t seed;
    /* Sitting's own. */
    const struct library *library;
    struct narration **narrations; /* all that were found, as what was heard stays heard */
    size_t narration_count;
};

/* Finds a practice by its id, or by its file's path where the name has a slash in it, finds its
 * recordings and bells and fits it. False and a sentence on failure. sitting_close frees it; the
 * library must stay, and the sitting where it is. */
bool sitting_open(struct sitting *sitting, struct library *library, const char *name,
                  const struct sitting_wish *wish, struct error *error);

/* The shortest and the longest that sitting_open would take, in whole seconds, whatever
 * wish->frames is. False where it can't be told. */
bool sitting_lengths(struct library *library, const char *name, const struct sitting_wish *wish,
                     int64_t *shortest, int64_t *longest);

/* sitting_open with a course's day: its practice, its opening and, where the wish has none, its
 * length.
 */
bool sitting_open_day(struct sitting *sitting, struct library *library,
                      const struct course_pick *pick, const struct sitting_wish *wish,
                      struct error *error);

/* The same without a word, for wish->frames; 0: open-ended, until it is ended. */
bool sitting_open_silent(struct sitting *sitting, const struct library *library,
                         const struct sitting_wish *wish, struct error *error);

/* Whether chance has a say in what is said or rung. */
bool sitting_varies(const struct sitting *sitting);

/* Nothing but grounding, which has begun: with no practice to go on with behind it. False and a
 * sentence where there is none to be had. */
bool sitting_open_grounding(struct sitting *sitting, const struct library *library,
                            const struct sitting_wish *wish, struct error *error);

void sitting_close(struct sitting *sitting);

/* Finds the recordings in another voice and makes them the sitting's; the session still has to be
 * told (session_change_speech). Takes a moment: a file is opened for each step. */
void sitting_change_voice(struct sitting *sitting, const char *voice);

/* The sitting's own background, started. NULL and an empty or telling sentence: there is none. */
struct background *sitting_background(const struct sitting *sitting, struct error *error);

/* Starts a background by what names it: a kind that is made, a file audio/backgrounds/NAME.flac,
 * .ogg or .wav of the library, or a file's path. NULL for "none", and NULL and a sentence where
 * there is none of that name or it can't be played. The caller frees it. */
struct background *background_start(const struct library *library, const char *name, uint64_t seed,
                                    struct error *error);

/* Loads a practice as sitting_open does: the caller frees it. NULL and a sentence with the first
 * fault's file, line and column. */
struct practice *practice_open(struct library *library, const char *name, struct error *error);

#endif
