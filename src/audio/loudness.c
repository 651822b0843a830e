#include "audio/loudness.h"

#include "base/memory.h"

#define error ebur128_error /* its enum would take the name of our struct */
#include <ebur128.h>
#undef error
#include <math.h>
#include <stdlib.h>

enum { PART = 4096 };

static double decibels(double gain)
{
    return gain > 0 ? 20 * log10(gain) : -HUGE_VAL;
}

/* Silence after the end, so that the last block of 400 ms is a whole one. */
static void add_silence(ebur128_state *meter, size_t count)
{
    static const float ZEROS[PART];
    for (; count; count -= count < PART ? count : PART)
        ebur128_add_frames_float(meter, ZEROS, count < PART ? count : PART);
}

static ebur128_state *begin(unsigned channels, int rate, int mode)
{
    ebur128_state *meter = ebur128_init(channels, (unsigned long)rate, mode);
    if (!meter)
        abort(); /* no memory, as in base/memory */
    return meter;
}

struct loudness loudness_measure(const float *samples, size_t count, int rate)
{
    struct loudness loudness = {-HUGE_VAL, -HUGE_VAL};
    size_t block = (size_t)rate * 2 / 5;
    double peak = 0;
    ebur128_state *meter = begin(1, rate, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK);
    ebur128_add_frames_float(meter, samples, count);
    add_silence(meter, count < block ? block - count : block / 4);
    ebur128_loudness_global(meter, &loudness.lufs);
    ebur128_true_peak(meter, 0, &peak);
    loudness.peak_db = decibels(peak);
    ebur128_destroy(&meter);
    return loudness;
}

double loudness_lufs(const float *samples, size_t frames, int channels, int rate)
{
    double lufs = -HUGE_VAL;
    ebur128_state *meter = begin((unsigned)channels, rate, EBUR128_MODE_I);
    ebur128_add_frames_float(meter, samples, frames);
    ebur128_loudness_global(meter, &lufs);
    ebur128_destroy(&meter);
    return lufs;
}

/* ---- several sounds */

struct loudness_sum {
    ebur128_state **meters;
    size_t count;
};

struct loudness_sum *loudness_sum_new(void)
{
    return mem_new(1, sizeof(struct loudness_sum));
}

void loudness_sum_add(struct loudness_sum *sum, const float *samples, size_t count, int rate)
{
    ebur128_state *meter = begin(1, rate, EBUR128_MODE_I | EBUR128_MODE_HISTOGRAM);
    ebur128_add_frames_float(meter, samples, count);
    sum->meters = mem_grow(sum->meters, sum->count, sizeof *sum->meters);
    sum->meters[sum->count++] = meter;
}

double loudness_sum_lufs(const struct loudness_sum *sum)
{
    double lufs = -HUGE_VAL;
    if (sum->count)
        ebur128_loudness_global_multiple(sum->meters, sum->count, &lufs);
    return lufs;
}

void loudness_sum_free(struct loudness_sum *sum)
{
    for (size_t i = 0; i < sum->count; i++)
        ebur128_destroy(&sum->meters[i]);
    free(sum->meters);
    free(sum);
}
