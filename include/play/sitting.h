/* Everything one sitting needs, put together: a practice, its recordings, a fitted session. */
#ifndef PLAY_SITTING_H
#define PLAY_SITTING_H

#include "base/error.h"
#include "play/narration.h"
#include "script/library.h"
#include "session/session.h"

#define DEFAULT_VOICE "heart"

struct sitting {
    struct practice *practice;
    struct narration *narration;
    struct session session;
};

/* Finds a practice by its id, or by its file's path where the name has a slash in it, finds its
 * recordings in a voice (NULL: none) and fits it to `frames` (0: the practice's default length).
 * False and a sentence on failure. sitting_close frees it; the library must stay. */
bool sitting_open(struct sitting *sitting, struct library *library, const char *name,
                  const char *voice, int64_t frames, struct error *error);

void sitting_close(struct sitting *sitting);

/* Loads a practice as sitting_open does: the caller frees it. NULL and a sentence with the first
 * fault's file, line and column. */
struct practice *practice_open(struct library *library, const char *name, struct error *error);

#endif
