#include "audio/drops.h"

#include <stdbool.h>

static const float DIED_AWAY = 9.2F; /* after this many times 1/decay: 80 dB down */

struct drop drop_bubble(float radius)
{
    return (struct drop){.hertz = 3.0F / radius,
                         .decay = 0.13F / radius + 0.0072F / (radius * sqrtf(radius))};
}

/* After another block: what has died away is taken out. */
static void count_down(struct ringing *group)
{
    for (int lane = 0; lane < 4; lane++) {
        if (group->blocks[lane] && --group->blocks[lane] == 0)
            group->sines.re[lane] = group->sines.im[lane] = 0;
    }
}

static void ring_group(struct ringing *group, struct sines_sum *sum)
{
    struct sines *sines = &group->sines;
    sines_add(sines, group->left, group->right, sum);
    sines_turn(&sines->turn_re, &sines->turn_im, group->bend_re, group->bend_im);
    count_down(group);
}

static bool rings(const struct ringing *group)
{
    return group->blocks[0] || group->blocks[1] || group->blocks[2] || group->blocks[3];
}

void drops_ring(struct drops *drops, float *stereo)
{
    struct sines_sum sum = {0};
    for (int i = 0; i < DROPS_GROUPS; i++) {
        if (rings(&drops->groups[i]))
            ring_group(&drops->groups[i], &sum);
    }
    sines_hear(&sum, stereo);
}

/* Puts a drop, about to begin, into a lane. */
static void place(struct ringing *group, int lane, const struct drop *drop)
{
    float turn = 2 * NOISE_PI * drop->hertz / FRAME_RATE;
    float bend = turn * drop->rise * NOISE_BLOCK_SECONDS, shrink = expf(-drop->decay / FRAME_RATE);
    group->sines.turn_re[lane] = shrink * cosf(turn);
    group->sines.turn_im[lane] = shrink * sinf(turn);
    group->bend_re[lane] = cosf(bend);
    group->bend_im[lane] = sinf(bend);
    group->left[lane] = drop->left;
    group->right[lane] = drop->right;
    group->blocks[lane] = 1 + (int)(DIED_AWAY / drop->decay / NOISE_BLOCK_SECONDS);
}

/* Lets one lane begin and ring for the rest of a block. */
static void ring_rest(struct ringing *group, int lane, size_t at, float *stereo)
{
    struct sines *sines = &group->sines;
    float re = 1, im = 0, turn_re = sines->turn_re[lane], turn_im = sines->turn_im[lane];
    for (size_t i = at; i < NOISE_BLOCK; i++) {
        float before = re;
        stereo[2 * i] += im * group->left[lane];
        stereo[2 * i + 1] += im * group->right[lane];
        re = before * turn_re - im * turn_im;
        im = before * turn_im + im * turn_re;
    }
    sines->re[lane] = re;
    sines->im[lane] = im;
}

void drops_add(struct drops *drops, const struct drop *drop, size_t at, float *stereo)
{
    for (int i = 0; i < DROPS_MOST; i++) {
        struct ringing *group = &drops->groups[i / 4];
        if (group->blocks[i % 4])
            continue;
        place(group, i % 4, drop);
        ring_rest(group, i % 4, at, stereo);
        return;
    }
}
