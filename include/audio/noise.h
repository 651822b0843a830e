/* What backgrounds are made of: random numbers, filters, slow wandering. Inline, as most of it runs
 * for each sample. */
#ifndef AUDIO_NOISE_H
#define AUDIO_NOISE_H

#include "base/frames.h"

#include <math.h>
#include <stdint.h>

/* Frames made at a time; what moves slowly moves once in this many. */
enum { NOISE_BLOCK = 64 };

#define NOISE_BLOCK_SECONDS ((float)NOISE_BLOCK / FRAME_RATE)
#define NOISE_PI 3.14159265F

/* Four numbers worked on at once: left and right of two sounds, or four voices. */
typedef float lanes __attribute__((vector_size(16)));

/* ---- random numbers: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", 2014), which comes round after 2^64 */

struct noise {
    uint64_t state;
};

static inline uint64_t noise_bits(struct noise *noise)
{
    uint64_t z = noise->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* Neighbouring seeds begin far apart on the one long round. */
static inline void noise_start(struct noise *noise, uint64_t seed)
{
    noise->state = seed;
    noise->state = noise_bits(noise);
}

/* Uniform in [low, high). Ask once in an expression: C doesn't say which of two comes first. */
static inline float noise_between(struct noise *noise, float low, float high)
{
    return low + (high - low) * (float)(noise_bits(noise) >> 40) * 0x1p-24F;
}

/* Uniform on a scale of ratios, as pitches and sizes are. */
static inline float noise_between_ratios(struct noise *noise, float low, float high)
{
    return low * powf(high / low, noise_between(noise, 0, 1));
}

/* How long until the next of events that know nothing of each other, `rate` of them a second;
 * frames. */
static inline float noise_gap(struct noise *noise, float rate)
{
    return -logf(noise_between(noise, 0x1p-24F, 1)) * FRAME_RATE / rate;
}

/* White noise within 1 + `shared`: left, right, left, right. `shared` of each ear's is heard in the
 * other too: 0 lies outside the head, a little lies around it. */
static inline lanes noise_white(struct noise *noise, float shared)
{
    uint64_t bits = noise_bits(noise);
    float a = (float)(int32_t)(uint32_t)bits * 0x1p-31F;
    float b = (float)(int32_t)(uint32_t)(bits >> 32) * 0x1p-31F;
    float left = a + shared * b, right = b + shared * a;
    return (lanes){left, right, left, right};
}

/* Left and right of two sounds, heard as one. */
static inline void lanes_hear(lanes sound, float *stereo)
{
    stereo[0] = sound[0] + sound[2];
    stereo[1] = sound[1] + sound[3];
}

/* ---- filters */

/* What a one-pole low-pass takes over of the way to its input, each frame. */
static inline float noise_pole(float hertz)
{
    return 1 - expf(-2 * NOISE_PI * hertz / FRAME_RATE);
}

/* A state-variable filter for four lanes, which may be tuned again at any time without a click
 * (Zavalishin, "The Art of VA Filter Design", 2012, chapter 4). */
struct filter {
    lanes a1, a2, a3, damping;
    lanes s1, s2;
};

struct bands {
    lanes low, band, high; /* the band is 1 at its peak */
};

static inline void filter_tune(struct filter *filter, lanes hertz, lanes q)
{
    lanes g = {0};
    for (int lane = 0; lane < 4; lane++)
        g[lane] = tanf(NOISE_PI * hertz[lane] / FRAME_RATE);
    filter->damping = 1 / q;
    filter->a1 = 1 / (1 + g * (g + filter->damping));
    filter->a2 = g * filter->a1;
    filter->a3 = g * filter->a2;
}

static inline struct bands filter_split(struct filter *filter, lanes in)
{
    lanes rest = in - filter->s2;
    lanes band = filter->a1 * filter->s1 + filter->a2 * rest;
    lanes low = filter->s2 + filter->a2 * filter->s1 + filter->a3 * rest;
    filter->s1 = 2 * band - filter->s1;
    filter->s2 = 2 * low - filter->s2;
    band *= filter->damping;
    return (struct bands){low, band, in - band - low};
}

/* ---- sines, four at once */

/* Points that turn around zero; their heights (im) are heard. */
struct sines {
    lanes re, im;
    lanes turn_re, turn_im; /* each frame they are multiplied by this */
};

/* A block of many such, added up lane by lane before the lanes are. */
struct sines_sum {
    lanes left[NOISE_BLOCK], right[NOISE_BLOCK];
};

/* Multiplies points by others, as complex numbers. */
static inline void sines_turn(lanes *re, lanes *im, lanes by_re, lanes by_im)
{
    lanes before = *re;
    *re = before * by_re - *im * by_im;
    *im = before * by_im + *im * by_re;
}

/* Even and odd frames turn by themselves, by twice the angle, so that neither waits for the other.
 */
static inline void sines_add(struct sines *sines, lanes left, lanes right, struct sines_sum *sum)
{
    lanes even_re = sines->re, even_im = sines->im, odd_re = even_re, odd_im = even_im;
    lanes twice_re = sines->turn_re, twice_im = sines->turn_im;
    sines_turn(&odd_re, &odd_im, twice_re, twice_im);
    sines_turn(&twice_re, &twice_im, sines->turn_re, sines->turn_im);
    for (int i = 0; i < NOISE_BLOCK; i += 2) {
        sum->left[i] += even_im * left;
        sum->right[i] += even_im * right;
        sum->left[i + 1] += odd_im * left;
        sum->right[i + 1] += odd_im * right;
        sines_turn(&even_re, &even_im, twice_re, twice_im);
        sines_turn(&odd_re, &odd_im, twice_re, twice_im);
    }
    sines->re = even_re;
    sines->im = even_im;
}

/* Adds the sum to the sound. */
static inline void sines_hear(const struct sines_sum *sum, float *stereo)
{
    for (int i = 0; i < NOISE_BLOCK; i++) {
        lanes left = sum->left[i], right = sum->right[i];
        stereo[2 * i] += (left[0] + left[1]) + (left[2] + left[3]);
        stereo[2 * i + 1] += (right[0] + right[1]) + (right[2] + right[3]);
    }
}

/* ---- slow movement, one step a block */

/* An S from 0 to 1, level at both ends. */
static inline float noise_ease(float along)
{
    along = along < 0 ? 0 : along > 1 ? 1 : along;
    return along * along * (3 - 2 * along);
}

/* A value that eases from one height to the next. */
struct glide {
    float from, to;
    float along, step; /* 0 to 1 */
};

static inline void glide_to(struct glide *glide, float to, float seconds)
{
    glide->from = glide->to;
    glide->to = to;
    glide->along = 0;
    glide->step = NOISE_BLOCK_SECONDS / seconds;
}

static inline float glide_next(struct glide *glide)
{
    glide->along += glide->step;
    return glide->from + (glide->to - glide->from) * noise_ease(glide->along);
}

/* A value that glides about in [-1, 1], each time within `least` to `most` seconds. */
struct wander {
    struct glide glide;
    float least, most;
};

static inline float wander_next(struct wander *wander, struct noise *noise)
{
    if (wander->glide.along >= 1) {
        float to = noise_between(noise, -1, 1);
        glide_to(&wander->glide, to, noise_between(noise, wander->least, wander->most));
    }
    return glide_next(&wander->glide);
}

static inline void wander_start(struct wander *wander, struct noise *noise, float least, float most)
{
    *wander = (struct wander){{.to = noise_between(noise, -1, 1), .along = 1}, least, most};
}

#endif
