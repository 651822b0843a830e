/* Waves on a beach: a swell every 6 to 12 s that rolls in, breaks and runs out, far surf between.
 */
#include "audio/background_kinds.h"
#include "audio/noise.h"
#include "base/memory.h"

static const float SHARED = 0.15F;
static const float BREAKS = 0.38F; /* where along it a swell is highest */

/* One of two that take turns: the next comes in while the last runs out. */
struct swell {
    float along, step; /* 0 to 1 */
    float height;      /* the longer until the next, the higher: so each minute is as loud */
    float from, to;    /* where it comes from and runs to: 0 left, 1 right */
};

struct waves {
    struct noise noise;
    struct swell swells[2];
    int latest;    /* of the two */
    float to_next; /* seconds */
    struct wander surf, left, right;

    struct filter body;
    lanes foam, soft, far, deep; /* low-pass filters */
    lanes far_pole;
    float foam_pole, soft_pole, deep_pole;
    lanes body_gain, foam_gain, far_gain; /* where they are on their way to the next block's */
};

static void begin_swell(struct waves *waves)
{
    struct noise *noise = &waves->noise;
    float seconds = noise_between(noise, 9, 12), wait = noise_between(noise, 6, 12);
    float from = noise_between(noise, 0.2F, 0.8F), to = noise_between(noise, 0.2F, 0.8F);
    waves->latest = !waves->latest;
    waves->swells[waves->latest] = (struct swell){.step = NOISE_BLOCK_SECONDS / seconds,
                                                  .height = powf(0.8F * wait / seconds, 0.2F),
                                                  .from = from,
                                                  .to = to};
    waves->to_next += wait;
}

void *waves_start(uint64_t seed)
{
    struct waves *waves = mem_new(1, sizeof *waves);
    noise_start(&waves->noise, seed);
    wander_start(&waves->surf, &waves->noise, 3, 9);
    wander_start(&waves->left, &waves->noise, 0.2F, 0.8F);
    wander_start(&waves->right, &waves->noise, 0.2F, 0.8F);
    waves->far_pole = (lanes){noise_pole(350), noise_pole(350), noise_pole(3500), noise_pole(3500)};
    waves->foam_pole = noise_pole(2200);
    waves->soft_pole = noise_pole(8000);
    waves->deep_pole = noise_pole(120);
    begin_swell(waves);
    begin_swell(waves);
    waves->swells[!waves->latest].along = 0.6F;
    waves->to_next = noise_between(&waves->noise, 6, 12);
    return waves;
}

/* Rolls in slowly, then fast; falls fast, then slowly. */
static float body_of(float along)
{
    float in = noise_ease(along / BREAKS);
    float out = 1 - noise_ease((along - BREAKS) / (1 - BREAKS));
    return in * in * out * out;
}

/* What hisses on the sand after it. */
static float foam_of(float along)
{
    float out = 1 - noise_ease((along - 0.44F) / 0.56F);
    return noise_ease((along - 0.3F) / 0.16F) * out * sqrtf(out);
}

/* What the swells and the surf along the whole beach have come to at the end of a block. */
struct sea {
    lanes body, foam, hertz; /* the one swell's left and right, the other's */
    lanes far;
};

static void roll(struct waves *waves, const float flutter[2], struct sea *sea)
{
    for (int i = 0; i < 2; i++) {
        struct swell *swell = &waves->swells[i];
        swell->along = fminf(swell->along + swell->step, 1);
        float side = swell->from + (swell->to - swell->from) * swell->along;
        float height = swell->height * body_of(swell->along);
        float hiss = swell->height * foam_of(swell->along);
        for (int ear = 0; ear < 2; ear++) {
            float near = sqrtf(ear ? side : 1 - side) * flutter[ear];
            sea->body[2 * i + ear] = 1.6F * height * near;
            sea->foam[2 * i + ear] = 0.14F * hiss * near;
            sea->hertz[2 * i + ear] = 300 * powf(14, height);
        }
    }
}

static struct sea next_sea(struct waves *waves)
{
    struct sea sea;
    float far = 0.68F + 0.1F * wander_next(&waves->surf, &waves->noise);
    float left = 1 + 0.2F * wander_next(&waves->left, &waves->noise);
    float right = 1 + 0.2F * wander_next(&waves->right, &waves->noise);
    waves->to_next -= NOISE_BLOCK_SECONDS;
    if (waves->to_next <= 0)
        begin_swell(waves);
    roll(waves, (const float[]){left, right}, &sea);
    sea.far = far * (lanes){left, right, 0.09F * left, 0.09F * right};
    return sea;
}

void waves_make(void *state, float *stereo)
{
    struct waves *waves = state;
    struct sea sea = next_sea(waves);
    const lanes q = {0.6F, 0.6F, 0.6F, 0.6F};
    filter_tune(&waves->body, sea.hertz, q);
    struct waves now = *waves;
    const lanes body_step = (sea.body - now.body_gain) / NOISE_BLOCK;
    const lanes foam_step = (sea.foam - now.foam_gain) / NOISE_BLOCK;
    const lanes far_step = (sea.far - now.far_gain) / NOISE_BLOCK;
    for (int i = 0; i < NOISE_BLOCK; i++) {
        lanes deep = noise_white(&now.noise, SHARED), white = noise_white(&now.noise, SHARED);
        now.foam += (white - now.foam) * now.foam_pole;
        now.soft += (white - now.foam - now.soft) * now.soft_pole;
        now.far += (white - now.far) * now.far_pole;
        lanes out = filter_split(&now.body, deep).low * (now.body_gain += body_step) +
                    now.soft * (now.foam_gain += foam_step) + now.far * (now.far_gain += far_step);
        now.deep += (out - now.deep) * now.deep_pole;
        out -= now.deep;
        lanes_hear(out, stereo + 2 * i);
    }
    *waves = now;
}
