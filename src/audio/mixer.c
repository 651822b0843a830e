#include "audio/mixer.h"

#include <math.h>
#include <string.h>

enum { CHUNK = 512 }; /* frames mixed at a time */

/* However loud a background is wished, the voice keeps so much: beside one above 80 of 100 the sum
 * may reach the ceiling, and is cut there. */
static const float ROOM_LEAST = 0.6F;

static const float DUCKED = 0.631F; /* -4 dB */

#define DUCK_RELEASE (INT64_C(2500) * 48)

/* ---- what sounds */

void mixer_init(struct mixer *mixer)
{
    const struct ramp open = {1, 1, 0};
    *mixer = (struct mixer){.master = open,
                            .volume = open,
                            .night = open,
                            .bells = open,
                            .background = open,
                            .level = open,
                            .duck = open,
                            .room = open};
}

void mixer_collect(struct mixer *mixer)
{
    while (mixer->retired_count)
        clip_close(mixer->retired[--mixer->retired_count]);
    while (mixer->lifted_count)
        background_free(mixer->lifted[--mixer->lifted_count]);
}

void mixer_close(struct mixer *mixer)
{
    mixer_collect(mixer);
    for (size_t i = 0; i < MIXER_CHANNELS; i++)
        clip_close(mixer->channels[i].clip);
    for (size_t i = 0; i < MIXER_BEDS; i++)
        background_free(mixer->beds[i].background);
    memset(mixer->channels, 0, sizeof mixer->channels);
    memset(mixer->beds, 0, sizeof mixer->beds);
}

static void retire(struct mixer *mixer, struct channel *channel)
{
    if (mixer->retired_count == MIXER_RETIRED)
        mixer_collect(mixer);
    mixer->retired[mixer->retired_count++] = channel->clip;
    *channel = (struct channel){0};
}

void mixer_play(struct mixer *mixer, struct clip *clip, struct sound sound, int64_t fade)
{
    size_t slot = 0;
    while (slot < MIXER_CHANNELS - 1 && mixer->channels[slot].clip)
        slot++;
    struct channel *channel = &mixer->channels[slot];
    if (channel->clip) /* all are taken, by many jumps within one fade: the last gives way */
        retire(mixer, channel);
    *channel = (struct channel){.clip = clip, .sound = sound};
    ramp_to(&channel->gain, 1, fade);
}

void mixer_leave(struct channel *channel, int64_t fade)
{
    if (!channel->clip || channel->leaving)
        return;
    ramp_to(&channel->gain, 0, fade);
    channel->leaving = true;
}

static void lift(struct bed *bed, int64_t fade)
{
    if (!bed->background || bed->leaving)
        return;
    ramp_to(&bed->gain, 0, fade);
    bed->leaving = true;
}

void mixer_release(struct mixer *mixer, int64_t fade)
{
    for (size_t i = 0; i < MIXER_CHANNELS; i++)
        mixer_leave(&mixer->channels[i], fade);
    for (size_t i = 0; i < MIXER_BEDS; i++)
        lift(&mixer->beds[i], fade);
    breath_tone_leave(&mixer->tone, fade);
}

struct channel *mixer_find(struct mixer *mixer, struct sound sound)
{
    for (size_t i = 0; i < MIXER_CHANNELS; i++) {
        struct channel *channel = &mixer->channels[i];
        if (channel->clip && !channel->leaving && channel->sound.path == sound.path &&
            channel->sound.origin == sound.origin && channel->sound.bus == sound.bus)
            return channel;
    }
    return NULL;
}

/* ---- the background */

static void put_aside(struct mixer *mixer, struct bed *bed)
{
    if (mixer->lifted_count == MIXER_BEDS)
        mixer_collect(mixer);
    mixer->lifted[mixer->lifted_count++] = bed->background;
    *bed = (struct bed){0};
}

void mixer_lay(struct mixer *mixer, struct background *background, int64_t fade)
{
    size_t slot = 0;
    for (size_t i = 0; i < MIXER_BEDS; i++)
        lift(&mixer->beds[i], fade);
    while (slot < MIXER_BEDS - 1 && mixer->beds[slot].background)
        slot++;
    struct bed *bed = &mixer->beds[slot];
    if (background && bed->background)
        put_aside(mixer, bed);
    if (background) {
        *bed = (struct bed){.background = background};
        ramp_to(&bed->gain, 1, fade);
    }
    mixer->laid = background != NULL;
    mixer_set_background(mixer, mixer->background.target, fade);
}

bool mixer_has_bed(const struct mixer *mixer)
{
    for (size_t i = 0; i < MIXER_BEDS; i++) {
        if (mixer->beds[i].background)
            return true;
    }
    return false;
}

void mixer_set_background(struct mixer *mixer, float gain, int64_t fade)
{
    float peak = mixer->laid ? BACKGROUND_PEAK * gain * DUCKED : 0.0F;
    ramp_to(&mixer->background, gain, fade);
    ramp_to(&mixer->room, fmaxf(1 - peak / MIXER_CEILING, ROOM_LEAST), fade);
}

void mixer_duck(struct mixer *mixer, bool ducked)
{
    float target = ducked ? DUCKED : 1.0F;
    if (target != mixer->duck.target) // NOLINT: one of two
        ramp_to(&mixer->duck, target, ducked ? MIXER_DUCK_ATTACK : DUCK_RELEASE);
}

bool mixer_is_silent(const struct mixer *mixer)
{
    for (size_t i = 0; i < MIXER_CHANNELS; i++) {
        if (mixer->channels[i].clip)
            return false;
    }
    return !mixer_has_bed(mixer) && breath_tone_is_silent(&mixer->tone);
}

/* ---- mixing; a sum is mono until something wide comes */

struct sum {
    float mono[CHUNK];
    float stereo[2 * CHUNK];
    size_t frames;
    bool wide;
    float most; /* of 16 bits, what no sample may be beyond */
};

/* Adds a channel's next samples to `to`, which is as wide as its clip; it retires at its clip's end
 * or when it has faded out. */
static void mix_channel(struct mixer *mixer, struct channel *channel, float *to, size_t frames)
{
    float samples[2 * CHUNK];
    size_t width = (size_t)clip_channels(channel->clip);
    size_t got = clip_read(channel->clip, samples, frames);
    struct ramp *const gains[] = {&channel->gain};
    ramps_apply(gains, 1, samples, got, width);
    for (size_t i = 0; i < got * width; i++)
        to[i] += samples[i];
    if (got < frames || (channel->leaving && ramp_rests(&channel->gain)))
        retire(mixer, channel);
}

static const float VOICE_MOST = 32767.0F, SUM_MOST = MIXER_CEILING * 32767.0F;

static void mix_voice(struct mixer *mixer, struct sum *sum)
{
    for (size_t i = 0; i < MIXER_CHANNELS; i++) {
        struct channel *channel = &mixer->channels[i];
        if (channel->clip && channel->sound.bus == BUS_VOICE)
            mix_channel(mixer, channel, sum->mono, sum->frames);
    }
    struct ramp *const gains[] = {&mixer->room};
    ramps_apply(gains, 1, sum->mono, sum->frames, 1);
}

static void mix_tone(struct mixer *mixer, struct sum *sum)
{
    if (breath_tone_is_silent(&mixer->tone))
        return;
    breath_tone_add(&mixer->tone, sum->mono, sum->frames);
    sum->most = SUM_MOST;
}

/* Adds a stereo sound to what is mono or stereo so far. */
static void add_wide(struct sum *sum, const float *sound)
{
    sum->most = SUM_MOST;
    if (sum->wide) {
        for (size_t i = 0; i < 2 * sum->frames; i++)
            sum->stereo[i] += sound[i];
        return;
    }
    for (size_t i = 0; i < sum->frames; i++) {
        sum->stereo[2 * i] = sum->mono[i] + sound[2 * i];
        sum->stereo[2 * i + 1] = sum->mono[i] + sound[2 * i + 1];
    }
    sum->wide = true;
}

static void mix_bells(struct mixer *mixer, struct sum *sum)
{
    float bells[2 * CHUNK];
    bool any = false;
    for (size_t i = 0; i < MIXER_CHANNELS; i++) {
        struct channel *channel = &mixer->channels[i];
        if (!channel->clip || channel->sound.bus != BUS_BELL)
            continue;
        if (!any)
            memset(bells, 0, sum->frames * 2 * sizeof *bells);
        any = true;
        mix_channel(mixer, channel, bells, sum->frames);
    }
    if (!any)
        return;
    struct ramp *const gains[] = {&mixer->bells};
    ramps_apply(gains, 1, bells, sum->frames, 2);
    add_wide(sum, bells);
}

/* The first bed fills `to`, others are added. */
static void mix_bed(struct mixer *mixer, struct bed *bed, bool first, float *to, size_t frames)
{
    float added[2 * CHUNK], *samples = first ? to : added;
    background_read(bed->background, samples, frames);
    struct ramp *const gains[] = {&bed->gain};
    ramps_apply(gains, 1, samples, frames, 2);
    for (size_t i = 0; !first && i < 2 * frames; i++)
        to[i] += samples[i];
    if (bed->leaving && ramp_rests(&bed->gain))
        put_aside(mixer, bed);
}

static void mix_background(struct mixer *mixer, struct sum *sum)
{
    float bed[2 * CHUNK];
    bool first = true;
    for (size_t i = 0; i < MIXER_BEDS; i++) {
        if (!mixer->beds[i].background)
            continue;
        mix_bed(mixer, &mixer->beds[i], first, bed, sum->frames);
        first = false;
    }
    struct ramp *const gains[] = {&mixer->background, &mixer->level, &mixer->duck};
    ramps_apply(gains, 3, bed, sum->frames, 2);
    add_wide(sum, bed);
}

/* Without a branch, for the vector units: what is above zero is rounded by cutting it off. */
static int16_t to_16_bit(float sample, float most)
{
    float scaled = sample * 32767.0F;
    scaled = scaled > most ? most : scaled;
    scaled = scaled < -most ? -most : scaled;
    return (int16_t)((int)(scaled + 32768.5F) - 32768);
}

/* By its parts' levels a sum keeps below the ceiling; only a jump in the middle of it may not. */
static void write_mono(const struct sum *sum, int16_t *out)
{
    for (size_t i = 0; i < sum->frames; i++)
        out[2 * i] = out[2 * i + 1] = to_16_bit(sum->mono[i], sum->most);
}

static void write_stereo(const struct sum *sum, int16_t *out)
{
    for (size_t i = 0; i < 2 * sum->frames; i++)
        out[i] = to_16_bit(sum->stereo[i], sum->most);
}

static void mix_chunk(struct mixer *mixer, int16_t *out, size_t frames)
{
    struct sum sum;
    sum.frames = frames;
    sum.wide = false;
    sum.most = VOICE_MOST;
    memset(sum.mono, 0, frames * sizeof *sum.mono);
    mix_voice(mixer, &sum);
    mix_tone(mixer, &sum);
    mix_bells(mixer, &sum);
    if (mixer_has_bed(mixer))
        mix_background(mixer, &sum);
    float *samples = sum.wide ? sum.stereo : sum.mono;
    struct ramp *const gains[] = {&mixer->volume, &mixer->night, &mixer->master};
    ramps_apply(gains, 3, samples, frames, sum.wide ? 2 : 1);
    if (sum.wide)
        write_stereo(&sum, out);
    else
        write_mono(&sum, out);
}

/* Lets the gains move on where there is nothing to hear. */
static void pass_silence(struct mixer *mixer, int16_t *out, size_t frames)
{
    float nothing[CHUNK] = {0};
    ramp_apply(&mixer->volume, nothing, frames, 1);
    ramp_apply(&mixer->night, nothing, frames, 1);
    ramp_apply(&mixer->master, nothing, frames, 1);
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
