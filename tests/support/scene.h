/* A sitting turned into sound without a device, to be looked at sample by sample. */
#ifndef TESTS_SCENE_H
#define TESTS_SCENE_H

#include "base/memory.h"
#include "play/engine.h"
#include "play/sitting.h"

#include <stdlib.h>

/* A session with its engine, running. */
struct scene {
    struct library *library;
    struct sitting sitting;
    struct engine engine;
};

static inline void end(struct scene *scene)
{
    engine_close(&scene->engine);
    sitting_close(&scene->sitting);
    library_free(scene->library);
}

/* The left ear, rendered in blocks; to be freed. */
static inline int16_t *render(struct scene *scene, size_t frames, size_t block)
{
    int16_t *left = mem_new(frames, sizeof *left), *stereo = mem_new(2 * block, sizeof *stereo);
    for (size_t at = 0; at < frames; at += block) {
        size_t count = frames - at < block ? frames - at : block;
        engine_render(&scene->engine, stereo, count);
        mixer_collect(&scene->engine.mixer);
        for (size_t i = 0; i < count; i++)
            left[at + i] = stereo[2 * i];
    }
    free(stereo);
    return left;
}

#endif
