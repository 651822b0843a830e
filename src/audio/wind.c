/* Wind: gusts that come and go around a corner, and what they set moving. */
#include "audio/background_kinds.h"
#include "audio/noise.h"
#include "base/memory.h"

#include <stdbool.h>

static const float SHARED = 0.15F;
static const float USUAL = 0.3F; /* the mean of the gusts cubed, as their power goes */

/* Of the howl's filter the low one is heard up to its pitch, the high one around it; turned over,
 * or the two would cancel out between. */
static const lanes BELOW = {1, 1, 0, 0}, AROUND = {0, 0, -1, -1};

struct wind {
    struct noise noise;
    struct glide gust; /* 0 to 1 */
    bool rising;
    float lately; /* the power of the last half minute */
    struct wander flutter, side, low_pitch, high_pitch;

    struct filter howl;         /* a low one left and right, a high one left and right */
    lanes rumble, deep, leaves; /* low-pass filters */
    float rumble_pole, deep_pole, leaves_pole;
    lanes howl_gain, rest_gain; /* where they are on their way to the next block's */
};

/* Gusts and lulls take turns, so that no minute is all lull. */
static float next_gust(struct wind *wind)
{
    struct noise *noise = &wind->noise;
    if (wind->gust.along >= 1) {
        wind->rising = !wind->rising;
        float up = noise_between(noise, 0.7F, 1), down = noise_between(noise, 0.2F, 0.45F);
        float up_seconds = noise_between(noise, 1.2F, 5);
        float down_seconds = noise_between(noise, 1.5F, 7);
        glide_to(&wind->gust, wind->rising ? up : down, wind->rising ? up_seconds : down_seconds);
    }
    return glide_next(&wind->gust) + 0.07F * wander_next(&wind->flutter, noise);
}

void *wind_start(uint64_t seed)
{
    struct wind *wind = mem_new(1, sizeof *wind);
    noise_start(&wind->noise, seed);
    wander_start(&wind->flutter, &wind->noise, 0.2F, 0.9F);
    wander_start(&wind->side, &wind->noise, 2, 6);
    wander_start(&wind->low_pitch, &wind->noise, 1, 4);
    wander_start(&wind->high_pitch, &wind->noise, 0.7F, 3);
    wind->gust = (struct glide){.to = noise_between(&wind->noise, 0.4F, 0.8F), .along = 1};
    wind->lately = USUAL;
    wind->rumble_pole = noise_pole(150);
    wind->deep_pole = noise_pole(40);
    wind->leaves_pole = noise_pole(2500);
    return wind;
}

/* A gain that lets a windy half minute be hardly louder than a calm one. */
static float even_out(struct wind *wind, float gust)
{
    const float half_minute = 30;
    wind->lately += (gust * gust * gust - wind->lately) * NOISE_BLOCK_SECONDS / half_minute;
    return sqrtf(USUAL / wind->lately);
}

/* The stronger it blows, the higher it howls. */
static void tune(struct wind *wind, float gust)
{
    float low = 1 + 0.15F * wander_next(&wind->low_pitch, &wind->noise);
    float high = 1 + 0.2F * wander_next(&wind->high_pitch, &wind->noise);
    low *= 220 + 240 * gust;
    high *= 420 + 620 * gust;
    lanes hertz = {low, 1.06F * low, high, 0.95F * high}, q = {2, 2, 4.5F, 4.5F};
    filter_tune(&wind->howl, hertz, q);
}

void wind_make(void *state, float *stereo)
{
    struct wind *wind = state;
    float gust = next_gust(wind), side = 0.25F * wander_next(&wind->side, &wind->noise);
    float high = 0.8F * gust * gust, rumble = 0.8F + gust, leaf = 0.02F * gust * gust * gust;
    lanes howl = {2.2F * gust, 2.2F * gust, high, high}, rest = {rumble, rumble, leaf, leaf};
    howl *= (lanes){1 - side, 1 + side, 1 + side, 1 - side};
    float even = even_out(wind, gust);
    howl *= even;
    rest *= even;
    tune(wind, gust);
    struct wind now = *wind;
    const lanes howl_step = (howl - now.howl_gain) / NOISE_BLOCK;
    const lanes rest_step = (rest - now.rest_gain) / NOISE_BLOCK;
    for (int i = 0; i < NOISE_BLOCK; i++) {
        struct bands bands = filter_split(&now.howl, noise_white(&now.noise, SHARED));
        lanes white = noise_white(&now.noise, SHARED);
        now.rumble += (white - now.rumble) * now.rumble_pole;
        now.deep += (now.rumble - now.deep) * now.deep_pole;
        now.leaves += (white - now.leaves) * now.leaves_pole;
        lanes low = now.rumble - now.deep, rustle = white - now.leaves;
        lanes under = {low[0], low[1], rustle[2], rustle[3]};
        lanes out = (bands.low * BELOW + bands.band * AROUND) * (now.howl_gain += howl_step) +
                    under * (now.rest_gain += rest_step);
        lanes_hear(out, stereo + 2 * i);
    }
    *wind = now;
}
