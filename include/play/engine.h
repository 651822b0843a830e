/* A session turned into sound, block by block: the same for a device, a file and a test. */
#ifndef PLAY_ENGINE_H
#define PLAY_ENGINE_H

#include "audio/mixer.h"
#include "session/session.h"

#include <stdint.h>

/* Every start, end and jump within a clip fades this long, frames. */
#define ENGINE_FADE (10 * FRAMES_PER_MS)

/* A bell that someone goes on from in its midst fades this long. */
#define ENGINE_BELL_FADE (250 * FRAMES_PER_MS)

/* A background comes so slowly at the beginning; one gives way to another in less. */
#define ENGINE_BED_FADE (5 * FRAMES_PER_SECOND)
#define ENGINE_BED_CROSSING (2 * FRAMES_PER_SECOND)

/* What may belong to one moment: narration, and strokes of bells that overlap. */
enum { ENGINE_SOUNDS = 8, ENGINE_FAILED = 8 };

struct sounds {
    struct sound list[ENGINE_SOUNDS];
    size_t count;
};

/* A clip opened in advance. */
struct ahead {
    struct clip *clip; /* NULL: it can't be opened */
    const char *path;  /* NULL: none is */
};

/* Plain data without a lock: whoever shares one brings it. Clips are known by their paths, which
 * are those of the session's speech and rings (compared as pointers). */
struct engine {
    struct session *session; /* borrowed */
    struct mixer mixer;
    bool voiced;                       /* false: the words are shown only */
    bool toned;                        /* a tone sounds where one breathes */
    struct sounds sounding;            /* what was begun, be it sounded out by now or not */
    struct ahead ahead[BUSES];         /* at most one of each kind */
    const char *failed[ENGINE_FAILED]; /* those that couldn't be opened after all */
    size_t failed_count;
    int64_t graded; /* the place up to which the levels of background and tone are settled */
};

void engine_init(struct engine *engine, struct session *session);

/* Closes every clip and background. */
void engine_close(struct engine *engine);

/* Renders the next `frames` frames (2 channels, 16 bit) and lets the session advance by as many
 * while it runs; what follows its end is silence. Opens a clip itself only where none was handed
 * over. */
void engine_render(struct engine *engine, int16_t *out, size_t frames);

/* Frames that are sure to be silent from here on; 0 while anything sounds. Counts to the session's
 * end, no further. */
int64_t engine_silence(const struct engine *engine);

/* The clip that should be opened next and handed over by engine_give; NULL: none. Fills what it is.
 */
const char *engine_wants(const struct engine *engine, enum bus *bus);

/* Opens a clip as an engine needs it. NULL and a sentence on failure. */
struct clip *engine_open(const char *path, enum bus bus, struct error *error);

/* Hands over a clip that engine_wants named (NULL: it can't be opened). Takes it. */
void engine_give(struct engine *engine, const char *path, enum bus bus, struct clip *clip);

/* Lays a background (NULL: none) in place of the present one. Takes it. It fades in with the
 * session's beginning and out with its last bell. */
void engine_lay(struct engine *engine, struct background *background, int64_t fade);

#endif
