/* Rain: the hiss of drops beyond counting, hundreds a second that are just heard, a few near by. */
#include "audio/background_kinds.h"
#include "audio/drops.h"
#include "audio/noise.h"
#include "base/memory.h"

static const float SHARED = 0.1F;
static const float FLOOR_HZ = 260;
static const lanes SLOPE_HZ = {900, 900, 4500, 4500};

static const float FAR_RATE = 700, NEAR_RATE = 5; /* drops a second */

struct rain {
    struct noise noise;
    struct wander strength, side;
    lanes slope, low, base; /* the hiss's filters: what they take over, and where they are */
    lanes gain;
    float next_far, next_near; /* frames from the block's start */
    struct drops drops;
};

void *rain_start(uint64_t seed)
{
    struct rain *rain = mem_new(1, sizeof *rain);
    noise_start(&rain->noise, seed);
    wander_start(&rain->strength, &rain->noise, 5, 16);
    wander_start(&rain->side, &rain->noise, 5, 15);
    for (int lane = 0; lane < 4; lane++)
        rain->slope[lane] = noise_pole(SLOPE_HZ[lane]);
    rain->next_far = noise_gap(&rain->noise, FAR_RATE);
    rain->next_near = noise_gap(&rain->noise, NEAR_RATE);
    return rain;
}

/* Two slopes of 6 dB an octave, added: together they fall more gently, as rain does. */
static void hiss(struct rain *rain, lanes gain, float *stereo)
{
    struct noise noise = rain->noise;
    lanes low = rain->low, base = rain->base, now = rain->gain;
    const lanes slope = rain->slope, step = (gain - now) / NOISE_BLOCK;
    const float floor = noise_pole(FLOOR_HZ);
    for (int i = 0; i < NOISE_BLOCK; i++) {
        low += (noise_white(&noise, SHARED) - low) * slope;
        base += (low - base) * floor;
        lanes out = (low - base) * (now += step);
        lanes_hear(out, stereo + 2 * i);
    }
    rain->noise = noise;
    rain->low = low;
    rain->base = base;
    rain->gain = gain;
}

/* On leaves, on stone: the larger the drop, the lower, longer and louder. */
static struct drop far_drop(struct noise *noise)
{
    float size = noise_between(noise, 0, 1), side = noise_ease(noise_between(noise, 0, 1));
    float hertz = noise_between_ratios(noise, 3000, 14000);
    float decay = noise_between_ratios(noise, 700, 2200);
    float loud = 0.28F + 0.45F * size * size * size * size;
    struct drop drop = {.hertz = hertz * (1 - 0.6F * size), .decay = decay * (1.3F - size)};
    drop_place(&drop, loud, side);
    return drop;
}

/* Into a puddle: a small bubble. */
static struct drop near_drop(struct noise *noise)
{
    struct drop drop = drop_bubble(noise_between_ratios(noise, 0.0011F, 0.004F));
    float side = noise_between(noise, 0, 1), loud = noise_between_ratios(noise, 0.06F, 0.28F);
    drop.rise = noise_between(noise, 0, 0.08F) * drop.decay;
    drop_place(&drop, loud, side);
    return drop;
}

/* Lets those fall that fall within this block. */
static void fall(struct rain *rain, float *next, float rate, struct drop (*one)(struct noise *),
                 float *stereo)
{
    while (*next < NOISE_BLOCK) {
        struct drop drop = one(&rain->noise);
        drops_add(&rain->drops, &drop, (size_t)*next, stereo);
        *next += noise_gap(&rain->noise, rate);
    }
    *next -= NOISE_BLOCK;
}

void rain_make(void *state, float *stereo)
{
    struct rain *rain = state;
    float strength = wander_next(&rain->strength, &rain->noise);
    float side = 0.06F * wander_next(&rain->side, &rain->noise);
    float low = 1 + 0.06F * strength, high = 0.36F * (1 + 0.12F * strength);
    lanes gain = {low * (1 - side), low * (1 + side), high * (1 - side), high * (1 + side)};
    hiss(rain, gain, stereo);
    drops_ring(&rain->drops, stereo);
    fall(rain, &rain->next_far, FAR_RATE * (1 + 0.25F * strength), far_drop, stereo);
    fall(rain, &rain->next_near, NEAR_RATE * (1 + 0.3F * strength), near_drop, stereo);
}
