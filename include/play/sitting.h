/* Everything one sitting needs, put together: a practice, its recordings, a fitted session. */
#ifndef PLAY_SITTING_H
#define PLAY_SITTING_H

#include "base/error.h"
#include "play/narration.h"
#include "play/voices.h"
#include "script/library.h"
#include "session/session.h"

struct sitting {
    struct practice *practice;
    struct narration *narration; /* of the voice that speaks */
    struct session session;
    /* Sitting's own. */
    const struct library *library;
    struct narration **narrations; /* all that were found, as what was heard stays heard */
    size_t narration_count;
};

/* Finds a practice by its id, or by its file's path where the name has a slash in it, finds its
 * recordings in a voice (NULL: none) and fits it to `frames` (0: the practice's default length).
 * False and a sentence on failure. sitting_close frees it; the library must stay. */
bool sitting_open(struct sitting *sitting, struct library *library, const char *name,
                  const char *voice, int64_t frames, struct error *error);

void sitting_close(struct sitting *sitting);

/* Finds the recordings in another voice and makes them the sitting's; the session still has to be
 * told (session_change_speech). Takes a moment: a file is opened for each step. */
void sitting_change_voice(struct sitting *sitting, const char *voice);

/* Loads a practice as sitting_open does: the caller frees it. NULL and a sentence with the first
 * fault's file, line and column. */
struct practice *practice_open(struct library *library, const char *name, struct error *error);

#endif
