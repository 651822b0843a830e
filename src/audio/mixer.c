#include "audio/mixer.h"

#include <string.h>

enum { CHUNK = 512 }; /* frames mixed at a time */

void ramp_to(struct ramp *ramp, float target, int64_t frames)
{
    ramp->target = target;
    if (frames <= 0)
        ramp->now = target;
    ramp->step = frames > 0 ? (target - ramp->now) / (float)frames : 0.0F;
}

bool ramp_rests(const struct ramp *ramp)
{
    return ramp->now == ramp->target; // NOLINT: it is set to its target when it gets there
}

/* Multiplies samples by the moving gain. */
static void ramp_apply(struct ramp *ramp, float *samples, size_t count)
{
    size_t i = 0;
    for (; i < count && !ramp_rests(ramp); i++) {
        ramp->now += ramp->step;
        if ((ramp->step > 0) == (ramp->now >= ramp->target))
            ramp->now = ramp->target;
        samples[i] *= ramp->now;
    }
    if (i < count && ramp->now < 1.0F) {
        for (; i < count; i++)
            samples[i] *= ramp->now;
    }
}

void mixer_init(struct mixer *mixer)
{
    *mixer = (struct mixer){.master = {1, 1, 0}, .volume = {1, 1, 0}};
}

void mixer_collect(struct mixer *mixer)
{
    while (mixer->retired_count)
        clip_close(mixer->retired[--mixer->retired_count]);
}

void mixer_close(struct mixer *mixer)
{
    mixer_collect(mixer);
    for (size_t i = 0; i < MIXER_CHANNELS; i++)
        clip_close(mixer->channels[i].clip);
    memset(mixer->channels, 0, sizeof mixer->channels);
}

static void retire(struct mixer *mixer, struct channel *channel)
{
    if (mixer->retired_count == MIXER_RETIRED)
        mixer_collect(mixer);
    mixer->retired[mixer->retired_count++] = channel->clip;
    *channel = (struct channel){0};
}

void mixer_play(struct mixer *mixer, struct clip *clip, int64_t fade)
{
    size_t slot = 0;
    while (slot < MIXER_CHANNELS - 1 && mixer->channels[slot].clip)
        slot++;
    struct channel *channel = &mixer->channels[slot];
    if (channel->clip) /* so many jumps within one fade that all are taken: the last gives way */
        retire(mixer, channel);
    *channel = (struct channel){.clip = clip};
    ramp_to(&channel->gain, 1, fade);
}

void mixer_release(struct mixer *mixer, int64_t fade)
{
    for (size_t i = 0; i < MIXER_CHANNELS; i++) {
        struct channel *channel = &mixer->channels[i];
        if (!channel->clip || channel->leaving)
            continue;
        ramp_to(&channel->gain, 0, fade);
        channel->leaving = true;
    }
}

struct clip *mixer_sounding(const struct mixer *mixer)
{
    for (size_t i = 0; i < MIXER_CHANNELS; i++) {
        if (mixer->channels[i].clip && !mixer->channels[i].leaving)
            return mixer->channels[i].clip;
    }
    return NULL;
}

bool mixer_is_silent(const struct mixer *mixer)
{
    for (size_t i = 0; i < MIXER_CHANNELS; i++) {
        if (mixer->channels[i].clip)
            return false;
    }
    return true;
}

/* Adds a channel's next samples; it retires at its clip's end or when it has faded out. */
static void mix_channel(struct mixer *mixer, struct channel *channel, float *sum, size_t frames)
{
    float samples[CHUNK];
    size_t got = clip_read(channel->clip, samples, frames);
    ramp_apply(&channel->gain, samples, got);
    for (size_t i = 0; i < got; i++)
        sum[i] += samples[i];
    if (got < frames || (channel->leaving && ramp_rests(&channel->gain)))
        retire(mixer, channel);
}

/* Plain comparisons: fminf and lrintf would be calls for each sample. */
static int16_t to_16_bit(float sample)
{
    float scaled = sample * 32767.0F;
    if (scaled >= 32767.0F)
        return 32767;
    if (scaled <= -32767.0F)
        return -32767;
    return (int16_t)(scaled < 0 ? scaled - 0.5F : scaled + 0.5F);
}

static void mix_chunk(struct mixer *mixer, int16_t *out, size_t frames)
{
    float sum[CHUNK] = {0};
    for (size_t i = 0; i < MIXER_CHANNELS; i++) {
        if (mixer->channels[i].clip)
            mix_channel(mixer, &mixer->channels[i], sum, frames);
    }
    ramp_apply(&mixer->volume, sum, frames);
    ramp_apply(&mixer->master, sum, frames);
    for (size_t i = 0; i < frames; i++)
        out[2 * i] = out[2 * i + 1] = to_16_bit(sum[i]);
}

/* Lets the gains move on where there is nothing to hear. */
static void pass_silence(struct mixer *mixer, int16_t *out, size_t frames)
{
    float nothing[CHUNK] = {0};
    ramp_apply(&mixer->volume, nothing, frames);
    ramp_apply(&mixer->master, nothing, frames);
    memset(out, 0, frames * 2 * sizeof *out);
}

void mixer_mix(struct mixer *mixer, int16_t *out, size_t frames)
{
    while (frames) {
        size_t count = frames < CHUNK ? frames : CHUNK;
        if (mixer_is_silent(mixer))
            pass_silence(mixer, out, count);
        else
            mix_chunk(mixer, out, count);
        out += 2 * count;
        frames -= count;
    }
}
