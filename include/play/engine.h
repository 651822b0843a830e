/* A session turned into sound, block by block: the same for a device, a file and a test. */
#ifndef PLAY_ENGINE_H
#define PLAY_ENGINE_H

#include "audio/mixer.h"
#include "play/narration.h"
#include "session/session.h"

#include <stdint.h>

/* Every start, end and jump within a clip fades this long, frames. */
#define ENGINE_FADE (10 * FRAMES_PER_MS)

/* Nobody's own step. */
#define NO_STEP SIZE_MAX

/* Plain data without a lock: whoever shares one brings it. */
struct engine {
    struct session *session;           /* borrowed */
    const struct narration *narration; /* borrowed */
    struct mixer mixer;
    bool voiced;        /* false: the words are shown only */
    size_t sounding;    /* the step whose clip sounds, or NO_STEP */
    struct clip *ahead; /* opened in advance for `ahead_step` */
    size_t ahead_step;  /* NO_STEP: none */
    size_t failed_step; /* a step whose clip couldn't be opened after all, or NO_STEP */
};

void engine_init(struct engine *engine, struct session *session, const struct narration *narration);

/* Closes every clip. */
void engine_close(struct engine *engine);

/* Renders the next `frames` frames (2 channels, 16 bit) and lets the session advance by as many
 * while it runs; what follows its end is silence. Opens a clip itself only where none was handed
 * over. */
void engine_render(struct engine *engine, int16_t *out, size_t frames);

/* Frames that are sure to be silent from here on; 0 while anything sounds. Counts to the session's
 * end, no further. */
int64_t engine_silence(const struct engine *engine);

/* The step whose clip should be opened next and handed over by engine_give; NO_STEP: none. */
size_t engine_wants(const struct engine *engine);

/* Hands over the opened clip of a step (NULL: it can't be opened). Takes it. */
void engine_give(struct engine *engine, size_t step, struct clip *clip);

#endif
