/* A drone: a chord of sines, four to each, that drift apart and together so slowly that they beat.
 */
#include "audio/background_kinds.h"
#include "audio/noise.h"
#include "base/memory.h"

#include <string.h>

static const float ROOT_HZ = 110;

/* The chord: root, fifth and octaves, and what belongs to them, in just intervals. */
static const struct note {
    float ratio;  /* to the root */
    float level;  /* amplitude */
    float breath; /* how far it comes and goes: 0 stays, 1 leaves */
} NOTES[] = {
    {0.5F, 0.55F, 0.25F}, {1, 1, 0.2F},    {1.5F, 0.6F, 0.5F}, {2, 0.5F, 0.5F},
    {3, 0.3F, 0.8F},      {4, 0.2F, 0.8F}, {4.5F, 0.08F, 1},   {6, 0.07F, 1},
};

enum { NOTE_COUNT = sizeof NOTES / sizeof *NOTES };

/* How far a sine drifts, Hz. Less, and the chord would still know itself a second later. */
static const float DRIFT_HZ = 0.8F, DRIFT_PART = 0.0025F;

/* The four sines of a note, each somewhere else between the ears. */
struct voice {
    struct sines sines;
    lanes turn_re, turn_im; /* how they turn when they don't drift */
    struct wander drift[4], breath[4];
};

struct drone {
    struct noise noise;
    struct voice voices[NOTE_COUNT];
};

static void start_voice(struct voice *voice, const struct note *note, struct noise *noise)
{
    float turn = 2 * NOISE_PI * ROOT_HZ * note->ratio / FRAME_RATE;
    for (int lane = 0; lane < 4; lane++) {
        float phase = noise_between(noise, 0, 2 * NOISE_PI);
        voice->sines.re[lane] = cosf(phase);
        voice->sines.im[lane] = sinf(phase);
        voice->turn_re[lane] = cosf(turn);
        voice->turn_im[lane] = sinf(turn);
        wander_start(&voice->drift[lane], noise, 0.8F, 3);
        wander_start(&voice->breath[lane], noise, 4, 15);
    }
}

void *drone_start(uint64_t seed)
{
    struct drone *drone = mem_new(1, sizeof *drone);
    noise_start(&drone->noise, seed);
    for (int i = 0; i < NOTE_COUNT; i++)
        start_voice(&drone->voices[i], &NOTES[i], &drone->noise);
    return drone;
}

/* Turns a little more or less than usual: by so small an angle that its cosine and sine are these.
 * Then brings the points back to a height of 1. */
static void drift(struct voice *voice, lanes angle)
{
    struct sines *sines = &voice->sines;
    lanes cosine = 1 - angle * angle / 2;
    lanes square = sines->re * sines->re + sines->im * sines->im;
    sines->turn_re = voice->turn_re;
    sines->turn_im = voice->turn_im;
    sines_turn(&sines->turn_re, &sines->turn_im, cosine, angle);
    sines->re *= 1.5F - 0.5F * square;
    sines->im *= 1.5F - 0.5F * square;
}

/* Adds a note's next block. */
static void sing(struct voice *voice, const struct note *note, struct noise *noise,
                 struct sines_sum *sum)
{
    static const lanes SIDES = {0.02F, 0.1F, 0.9F, 0.98F};
    float far = fmaxf(DRIFT_HZ, DRIFT_PART * ROOT_HZ * note->ratio) * 2 * NOISE_PI / FRAME_RATE;
    lanes left = {0}, right = {0}, angle = {0};
    for (int lane = 0; lane < 4; lane++) {
        float breath = 1 - note->breath * (0.5F + 0.5F * wander_next(&voice->breath[lane], noise));
        left[lane] = note->level * breath * sqrtf(1 - SIDES[lane]);
        right[lane] = note->level * breath * sqrtf(SIDES[lane]);
        angle[lane] = far * wander_next(&voice->drift[lane], noise);
    }
    drift(voice, angle);
    sines_add(&voice->sines, left, right, sum);
}

void drone_make(void *state, float *stereo)
{
    struct drone *drone = state;
    struct sines_sum sum = {0};
    for (int i = 0; i < NOTE_COUNT; i++)
        sing(&drone->voices[i], &NOTES[i], &drone->noise, &sum);
    memset(stereo, 0, 2 * NOISE_BLOCK * sizeof *stereo);
    sines_hear(&sum, stereo);
}
