/* A session turned into sound, block by block: the same for a device, a file and a test. */
#ifndef PLAY_ENGINE_H
#define PLAY_ENGINE_H

#include "audio/mixer.h"
#include "session/session.h"

#include <stdint.h>

/* Every start, end and jump within a clip fades this long, frames. */
#define ENGINE_FADE (10 * FRAMES_PER_MS)

/* Plain data without a lock: whoever shares one brings it. Clips are known by their paths, which
 * are those of the session's speech (compared as pointers). */
struct engine {
    struct session *session; /* borrowed */
    struct mixer mixer;
    bool voiced;            /* false: the words are shown only */
    const char *sounding;   /* the clip that sounds, or NULL */
    struct clip *ahead;     /* opened in advance, */
    const char *ahead_path; /* and which one that is; NULL: none */
    const char *failed;     /* one that couldn't be opened after all, or NULL */
};

void engine_init(struct engine *engine, struct session *session);

/* Closes every clip. */
void engine_close(struct engine *engine);

/* Renders the next `frames` frames (2 channels, 16 bit) and lets the session advance by as many
 * while it runs; what follows its end is silence. Opens a clip itself only where none was handed
 * over. */
void engine_render(struct engine *engine, int16_t *out, size_t frames);

/* Frames that are sure to be silent from here on; 0 while anything sounds. Counts to the session's
 * end, no further. */
int64_t engine_silence(const struct engine *engine);

/* The clip that should be opened next and handed over by engine_give; NULL: none. */
const char *engine_wants(const struct engine *engine);

/* Hands over a clip that engine_wants named (NULL: it can't be opened). Takes it. */
void engine_give(struct engine *engine, const char *path, struct clip *clip);

#endif
