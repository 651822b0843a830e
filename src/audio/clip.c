#include "audio/clip.h"

#include "audio/halfband.h"
#include "audio/source.h"
#include "base/frames.h"
#include "base/memory.h"

#include <samplerate.h>
#include <stdlib.h>
#include <string.h>

enum { READY = 4 * SOURCE_CHUNK }; /* frames */

struct clip {
    struct source source;
    int channels; /* in what the caller gets; what is below has the source's width */
    void (*fill)(struct clip *clip); /* makes the next frames ready; some, or the end moves */
    struct halfband halfbands[2];    /* for each channel */
    SRC_STATE *resampler;            /* NULL unless the rate needs it */

    int64_t frames;   /* its length, as the file gives it */
    int64_t end;      /* its length, as found: less where the file breaks off */
    int64_t position; /* of the next frame the caller gets */
    int64_t skip;     /* frames to drop first: a filter's delay, a run-in */

    float own[2 * SOURCE_CHUNK]; /* at the clip's own rate */
    size_t own_at, own_count;    /* frames */
    float ready[2 * READY];      /* at 48 kHz */
    size_t ready_at, ready_count;
};

/* Decodes a full chunk, silence where there is no more: filters need it to give out their last. */
static void decode(struct clip *clip, float *out)
{
    struct source *source = &clip->source;
    size_t width = (size_t)source->width, got = source_read(source, out, SOURCE_CHUNK);
    memset(out + got * width, 0, (SOURCE_CHUNK - got) * width * sizeof *out);
    int64_t reached = source_at_48k(source, source->at);
    if (got < SOURCE_CHUNK && reached < clip->end)
        clip->end = reached;
}

static void fill_straight(struct clip *clip)
{
    decode(clip, clip->ready);
    clip->ready_count = SOURCE_CHUNK;
}

/* Doubles one of two channels. */
static void double_channel(struct clip *clip, int channel)
{
    float in[SOURCE_CHUNK], out[2 * SOURCE_CHUNK];
    for (int i = 0; i < SOURCE_CHUNK; i++)
        in[i] = clip->own[2 * i + channel];
    halfband_double(&clip->halfbands[channel], in, SOURCE_CHUNK, out);
    for (int i = 0; i < 2 * SOURCE_CHUNK; i++)
        clip->ready[2 * i + channel] = out[i];
}

static void fill_doubled(struct clip *clip)
{
    decode(clip, clip->own);
    if (clip->source.width == 1) {
        halfband_double(&clip->halfbands[0], clip->own, SOURCE_CHUNK, clip->ready);
    } else {
        double_channel(clip, 0);
        double_channel(clip, 1);
    }
    clip->ready_count = 2 * SOURCE_CHUNK;
}

static void fill_resampled(struct clip *clip)
{
    SRC_DATA data = {.data_out = clip->ready,
                     .output_frames = READY,
                     .src_ratio = (double)FRAME_RATE / clip->source.rate};
    do {
        if (clip->own_at == clip->own_count) {
            decode(clip, clip->own);
            clip->own_at = 0;
            clip->own_count = SOURCE_CHUNK;
        }
        data.data_in = clip->own + clip->own_at * (size_t)clip->source.width;
        data.input_frames = (long)(clip->own_count - clip->own_at);
        if (src_process(clip->resampler, &data)) {
            clip->end = clip->position;
            return;
        }
        clip->own_at += (size_t)data.input_frames_used;
    } while (!data.output_frames_gen);
    clip->ready_count = (size_t)data.output_frames_gen;
}

static bool choose_filter(struct clip *clip, const char *path, struct error *error)
{
    int why = 0, rate = clip->source.rate;
    if (rate == FRAME_RATE) {
        clip->fill = fill_straight;
    } else if (rate * 2 == FRAME_RATE) {
        halfband_init(&clip->halfbands[0]);
        halfband_init(&clip->halfbands[1]);
        clip->skip = 2 * HALFBAND_HALF;
        clip->fill = fill_doubled;
    } else {
        clip->resampler = src_new(SRC_SINC_FASTEST, clip->source.width, &why);
        clip->fill = fill_resampled;
    }
    return !why || error_set(error, "%s can't be played at %d Hz (%s); make it 24 or 48 kHz", path,
                             rate, src_strerror(why));
}

/* Completes a clip whose source is open; frees it where that can't be, or where it isn't. */
static struct clip *complete(struct clip *clip, bool open, const char *path, struct error *error)
{
    if (!open || !choose_filter(clip, path, error)) {
        clip_close(clip);
        return NULL;
    }
    clip->frames = clip->end = source_at_48k(&clip->source, clip->source.frames);
    return clip;
}

struct clip *clip_open(const char *path, struct error *error)
{
    struct clip *clip = mem_new(1, sizeof *clip);
    clip->channels = 1;
    return complete(clip, source_open(&clip->source, path, error), path, error);
}

struct clip *clip_open_wide(const char *path, const struct clip_limits *limits, struct error *error)
{
    struct clip *clip = mem_new(1, sizeof *clip);
    clip->channels = 2;
    return complete(clip, source_open_wide(&clip->source, path, limits, error), path, error);
}

int clip_channels(const struct clip *clip)
{
    return clip->channels;
}

int64_t clip_frames(const struct clip *clip)
{
    return clip->frames;
}

int64_t clip_position(const struct clip *clip)
{
    return clip->position;
}

/* Makes frames ready unless the end is reached. */
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

/* Hands out frames that are ready; mono to both ears of a wide clip. */
static void give(struct clip *clip, float *out, size_t frames)
{
    size_t width = (size_t)clip->source.width;
    const float *in = clip->ready + clip->ready_at * width;
    if (clip->channels == clip->source.width) {
        for (size_t i = 0; i < frames * width; i++)
            out[i] = source_tame(in[i]);
    } else {
        for (size_t i = 0; i < frames; i++)
            out[2 * i] = out[2 * i + 1] = source_tame(in[i]);
    }
    clip->ready_at += frames;
    clip->position += (int64_t)frames;
}

size_t clip_read(struct clip *clip, float *out, size_t count)
{
    size_t done = 0;
    while (done < count) {
        refill(clip);
        size_t part = available(clip, count - done);
        if (!part)
            break;
        give(clip, out + done * (size_t)clip->channels, part);
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
    clip->own_at = clip->own_count = 0;
    if (clip->resampler)
        src_reset(clip->resampler);
    halfband_reset(&clip->halfbands[0]);
    halfband_reset(&clip->halfbands[1]);
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
