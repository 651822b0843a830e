#include "audio/clip.h"

#include "audio/halfband.h"
#include "audio/source.h"
#include "base/frames.h"
#include "base/memory.h"

#include <samplerate.h>
#include <stdlib.h>
#include <string.h>

enum { READY = 4 * SOURCE_CHUNK };

struct clip {
    struct source source;
    void (*fill)(struct clip *clip); /* makes the next samples ready; some, or the end moves */
    struct halfband halfband;
    SRC_STATE *resampler; /* NULL unless the rate needs it */

    int64_t frames;   /* its length, as told */
    int64_t end;      /* its length, as found: less where the file breaks off */
    int64_t position; /* of the next sample the caller gets */
    int64_t skip;     /* samples to drop first: a filter's delay, a run-in */

    float mono[SOURCE_CHUNK]; /* at the clip's own rate */
    size_t mono_at, mono_count;
    float ready[READY]; /* at 48 kHz */
    size_t ready_at, ready_count;
};

/* Decodes a full chunk, silence where there is no more: filters need it to give out their last. */
static void decode(struct clip *clip, float *mono)
{
    struct source *source = &clip->source;
    size_t got = source_read(source, mono, SOURCE_CHUNK);
    memset(mono + got, 0, (SOURCE_CHUNK - got) * sizeof *mono);
    int64_t reached = source_at_48k(source, source->at);
    if (got < SOURCE_CHUNK && reached < clip->end)
        clip->end = reached;
}

static void fill_straight(struct clip *clip)
{
    decode(clip, clip->ready);
    clip->ready_count = SOURCE_CHUNK;
}

static void fill_doubled(struct clip *clip)
{
    decode(clip, clip->mono);
    halfband_double(&clip->halfband, clip->mono, SOURCE_CHUNK, clip->ready);
    clip->ready_count = 2 * SOURCE_CHUNK;
}

static void fill_resampled(struct clip *clip)
{
    SRC_DATA data = {.data_out = clip->ready,
                     .output_frames = READY,
                     .src_ratio = (double)FRAME_RATE / clip->source.rate};
    do {
        if (clip->mono_at == clip->mono_count) {
            decode(clip, clip->mono);
            clip->mono_at = 0;
            clip->mono_count = SOURCE_CHUNK;
        }
        data.data_in = clip->mono + clip->mono_at;
        data.input_frames = (long)(clip->mono_count - clip->mono_at);
        if (src_process(clip->resampler, &data)) {
            clip->end = clip->position;
            return;
        }
        clip->mono_at += (size_t)data.input_frames_used;
    } while (!data.output_frames_gen);
    clip->ready_count = (size_t)data.output_frames_gen;
}

static bool choose_filter(struct clip *clip, const char *path, struct error *error)
{
    int why = 0, rate = clip->source.rate;
    if (rate == FRAME_RATE) {
        clip->fill = fill_straight;
    } else if (rate * 2 == FRAME_RATE) {
        halfband_init(&clip->halfband);
        clip->skip = 2 * HALFBAND_HALF;
        clip->fill = fill_doubled;
    } else {
        clip->resampler = src_new(SRC_SINC_FASTEST, 1, &why);
        clip->fill = fill_resampled;
    }
    return !why || error_set(error, "%s can't be played at %d Hz (%s); make it 24 or 48 kHz", path,
                             rate, src_strerror(why));
}

struct clip *clip_open(const char *path, struct error *error)
{
    struct clip *clip = mem_new(1, sizeof *clip);
    if (!source_open(&clip->source, path, error) || !choose_filter(clip, path, error)) {
        clip_close(clip);
        return NULL;
    }
    clip->frames = clip->end = source_at_48k(&clip->source, clip->source.frames);
    return clip;
}

int64_t clip_frames(const struct clip *clip)
{
    return clip->frames;
}

int64_t clip_position(const struct clip *clip)
{
    return clip->position;
}

/* Makes samples ready unless the end is reached. */
static void refill(struct clip *clip)
{
    while (clip->ready_at == clip->ready_count && clip->position < clip->end) {
        clip->ready_at = clip->ready_count = 0;
        clip->fill(clip);
        int64_t ready = (int64_t)clip->ready_count, drop = clip->skip < ready ? clip->skip : ready;
        clip->ready_at = (size_t)drop;
        clip->skip -= drop;
    }
}

/* How much of what is ready lies before the end, `most` at most. */
static size_t available(const struct clip *clip, size_t most)
{
    int64_t left = clip->end - clip->position;
    size_t ready = clip->ready_count - clip->ready_at;
    size_t count = ready < most ? ready : most;
    return left < (int64_t)count ? (size_t)(left > 0 ? left : 0) : count;
}

size_t clip_read(struct clip *clip, float *out, size_t count)
{
    size_t done = 0;
    while (done < count) {
        refill(clip);
        size_t part = available(clip, count - done);
        if (!part)
            break;
        for (size_t i = 0; i < part; i++)
            out[done + i] = source_tame(clip->ready[clip->ready_at + i]);
        clip->ready_at += part;
        clip->position += (int64_t)part;
        done += part;
    }
    return done;
}

static int common_divisor(int a, int b)
{
    return b ? common_divisor(b, a % b) : a;
}

/* The frame at the clip's own rate to start decoding from, so that `frame` comes out right: far
 * enough before it, and where the two rates' grids meet. */
static int64_t run_in_from(const struct clip *clip, int64_t frame)
{
    int rate = clip->source.rate;
    int64_t grid = rate / common_divisor(rate, FRAME_RATE);
    return source_run_in(&clip->source, frame * rate / FRAME_RATE) / grid * grid;
}

static void forget(struct clip *clip)
{
    clip->ready_at = clip->ready_count = 0;
    clip->mono_at = clip->mono_count = 0;
    if (clip->resampler)
        src_reset(clip->resampler);
    halfband_reset(&clip->halfband);
}

bool clip_seek(struct clip *clip, int64_t frame)
{
    if (frame < 0 || frame > clip->frames)
        return false;
    int64_t from = run_in_from(clip, frame);
    forget(clip);
    clip->position = frame;
    clip->skip = frame - from * FRAME_RATE / clip->source.rate;
    if (clip->fill == fill_doubled)
        clip->skip += 2 * HALFBAND_HALF;
    if (source_seek(&clip->source, from))
        return true;
    clip->end = 0; /* the decoder stands who knows where */
    return false;
}

void clip_close(struct clip *clip)
{
    if (!clip)
        return;
    source_close(&clip->source);
    if (clip->resampler)
        src_delete(clip->resampler);
    free(clip);
}
