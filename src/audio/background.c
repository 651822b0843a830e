#include "audio/background.h"

#include "audio/background_kinds.h"
#include "audio/loop.h"
#include "audio/noise.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

const struct background_kind BACKGROUND_KINDS[] = {
    {"rain", "steady rain, a few drops near by", 0.0324F, rain_start, rain_make, free},
    {"stream", "a brook over stones", 0.109F, stream_start, stream_make, free},
    {"waves", "slow waves on a beach", 0.0785F, waves_start, waves_make, free},
    {"wind", "wind in gusts", 0.0593F, wind_start, wind_make, free},
    {"brown", "an even, deep noise", 0.00303F, brown_start, brown_make, free},
    {"drone", "a warm, slowly changing chord", 0.0112F, drone_start, drone_make, free},
};
const size_t BACKGROUND_KIND_COUNT = sizeof BACKGROUND_KINDS / sizeof *BACKGROUND_KINDS;

struct background {
    const struct background_kind *kind;
    void *state;
    float block[2 * NOISE_BLOCK];
    size_t at; /* frames of it that were read */
};

const struct background_kind *background_find(const char *name)
{
    for (size_t i = 0; i < BACKGROUND_KIND_COUNT; i++) {
        if (strcmp(BACKGROUND_KINDS[i].name, name) == 0)
            return &BACKGROUND_KINDS[i];
    }
    return NULL;
}

static struct background *begin(const struct background_kind *kind, void *state)
{
    struct background *background = mem_new(1, sizeof *background);
    background->kind = kind;
    background->state = state;
    background->at = NOISE_BLOCK;
    return background;
}

struct background *background_new(const struct background_kind *kind, uint64_t seed)
{
    return begin(kind, kind->start(seed));
}

struct background *background_open(const char *path, struct error *error)
{
    /* it levels itself, and is not among the kinds that have a name */
    static const struct background_kind LOOP = {.gain = 1, .make = loop_make, .stop = loop_close};
    struct loop *loop = loop_open(path, error);
    return loop ? begin(&LOOP, loop) : NULL;
}

static const float STRAIGHT = 0.6F * BACKGROUND_PEAK;

/* What is above STRAIGHT bends towards the peak, ever less, and never gets beyond. */
static float bend(float sample)
{
    const float room = BACKGROUND_PEAK - STRAIGHT;
    float above = fabsf(sample) - STRAIGHT;
    return copysignf(STRAIGHT + room * above / (room + above), sample);
}

/* Brings a block to its level. Few samples need to be bent. */
static void level(float *samples, float gain)
{
    for (int i = 0; i < 2 * NOISE_BLOCK; i++) {
        samples[i] *= gain;
        if (fabsf(samples[i]) > STRAIGHT)
            samples[i] = bend(samples[i]);
    }
}

void background_read(struct background *background, float *stereo, size_t frames)
{
    while (frames) {
        if (background->at == NOISE_BLOCK) {
            background->kind->make(background->state, background->block);
            level(background->block, background->kind->gain);
            background->at = 0;
        }
        size_t part = NOISE_BLOCK - background->at;
        part = part < frames ? part : frames;
        memcpy(stereo, background->block + 2 * background->at, 2 * part * sizeof *stereo);
        background->at += part;
        stereo += 2 * part;
        frames -= part;
    }
}

void background_free(struct background *background)
{
    if (!background)
        return;
    background->kind->stop(background->state);
    free(background);
}
