#include "audio/loop.h"

#include "audio/background.h"
#include "audio/clip.h"
#include "audio/loudness.h"
#include "audio/noise.h"
#include "audio/source.h"
#include "base/frames.h"
#include "base/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 512, MEASURED_SECONDS = 60 };

static const struct clip_limits LIMITS = {INT64_C(512) << 20, FRAMES_PER_HOUR, "a background",
                                          "use a shorter one"};

/* One reading of the file. It is a chunk ahead, so that a file that breaks off doesn't do so
 * unawares. */
struct pass {
    struct clip *clip;
    float now[2 * CHUNK], next[2 * CHUNK];
    size_t at, now_count, next_count; /* frames */
};

struct loop {
    struct pass passes[2];
    int current;                /* of the two; the other fades in, or waits */
    int64_t fading, fade_taken; /* frames that the cross-fade takes, and has taken; 0: none */
    int64_t frames;             /* as long as the file is found to be */
    float gain;
};

static void begin(struct pass *pass)
{
    bool good = clip_seek(pass->clip, 0);
    pass->at = 0;
    pass->now_count = good ? clip_read(pass->clip, pass->now, CHUNK) : 0;
    pass->next_count = good ? clip_read(pass->clip, pass->next, CHUNK) : 0;
}

/* Reads a block; silence after the end. CHUNK is a multiple of NOISE_BLOCK. */
static void read_block(struct pass *pass, float *stereo)
{
    size_t left = pass->now_count - pass->at, count = left < NOISE_BLOCK ? left : NOISE_BLOCK;
    memcpy(stereo, pass->now + 2 * pass->at, 2 * count * sizeof *stereo);
    memset(stereo + 2 * count, 0, 2 * (NOISE_BLOCK - count) * sizeof *stereo);
    pass->at += count;
    if (pass->at < pass->now_count || pass->now_count < CHUNK)
        return;
    memcpy(pass->now, pass->next, sizeof pass->now);
    pass->now_count = pass->next_count;
    pass->at = 0;
    pass->next_count = clip_read(pass->clip, pass->next, CHUNK);
}

/* The frame that the next block begins with. */
static int64_t place(const struct pass *pass)
{
    return clip_position(pass->clip) - (int64_t)(pass->now_count - pass->at + pass->next_count);
}

/* Takes note of an end that comes earlier than the file says. */
static void find_end(struct loop *loop, const struct pass *pass)
{
    if (pass->next_count < CHUNK && clip_position(pass->clip) < loop->frames)
        loop->frames = clip_position(pass->clip);
}

static int64_t fade_of(int64_t frames)
{
    return frames < LOOP_WHOLE ? frames * LOOP_FADE / LOOP_WHOLE : LOOP_FADE;
}

/* Begins the cross-fade when it is due: on time, or as soon as the end is seen. */
static void watch(struct loop *loop)
{
    struct pass *pass = &loop->passes[loop->current];
    find_end(loop, pass);
    int64_t left = loop->frames - place(pass);
    if (loop->fading || left > fade_of(loop->frames))
        return;
    loop->fading = left > NOISE_BLOCK ? left : NOISE_BLOCK;
    loop->fade_taken = 0;
    begin(&loop->passes[!loop->current]);
}

/* Fades from one sound to another: at equal power, as the two know nothing of each other. */
static void cross(struct loop *loop, float *stereo, const float *other)
{
    for (int i = 0; i < NOISE_BLOCK; i++) {
        float along = fminf(1, ((float)loop->fade_taken + 0.5F) / (float)loop->fading);
        float out = cosf(NOISE_PI / 2 * along), in = sinf(NOISE_PI / 2 * along);
        stereo[2 * i] = out * stereo[2 * i] + in * other[2 * i];
        stereo[2 * i + 1] = out * stereo[2 * i + 1] + in * other[2 * i + 1];
        loop->fade_taken++;
    }
    if (loop->fade_taken >= loop->fading) {
        loop->current = !loop->current;
        loop->fading = 0;
    }
}

void loop_make(void *state, float *stereo)
{
    struct loop *loop = state;
    watch(loop);
    read_block(&loop->passes[loop->current], stereo);
    if (loop->fading) {
        float other[2 * NOISE_BLOCK];
        read_block(&loop->passes[!loop->current], other);
        cross(loop, stereo, other);
    }
    for (int i = 0; i < 2 * NOISE_BLOCK; i++)
        stereo[i] *= loop->gain;
}

/* Measures the first minute, at the file's own rate, and how much there is of it. */
static bool measure(struct loop *loop, struct source *source, const char *path, struct error *error)
{
    int64_t told = (int64_t)MEASURED_SECONDS * source->rate;
    size_t most = (size_t)(source->frames < told ? source->frames : told);
    size_t width = (size_t)source->width;
    float *samples = mem_new(most, width * sizeof *samples);
    size_t got = source_read(source, samples, most);
    double lufs = loudness_lufs(samples, got, source->width, source->rate);
    free(samples);
    if (width == 1)
        lufs += 3.01; /* heard by both ears */
    loop->gain = isfinite(lufs) ? (float)pow(10, (BACKGROUND_LUFS - lufs) / 20) : 1;
    loop->frames = source_at_48k(source, got < most ? (int64_t)got : source->frames);
    return loop->frames >= LOOP_LEAST ||
           error_set(error, "%s lasts less than a second; use a longer one", path);
}

static bool open_passes(struct loop *loop, const char *path, struct error *error)
{
    for (int i = 0; i < 2; i++) {
        loop->passes[i].clip = clip_open_wide(path, &LIMITS, error);
        if (!loop->passes[i].clip)
            return false;
    }
    begin(&loop->passes[0]);
    begin(&loop->passes[1]); /* its decoder allocates now, not when it is first needed */
    return true;
}

struct loop *loop_open(const char *path, struct error *error)
{
    struct source source;
    if (!source_open_wide(&source, path, &LIMITS, error))
        return NULL;
    struct loop *loop = mem_new(1, sizeof *loop);
    bool good = measure(loop, &source, path, error);
    source_close(&source);
    if (good && open_passes(loop, path, error))
        return loop;
    loop_close(loop);
    return NULL;
}

void loop_close(void *state)
{
    struct loop *loop = state;
    clip_close(loop->passes[0].clip);
    clip_close(loop->passes[1].clip);
    free(loop);
}
