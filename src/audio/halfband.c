#include "audio/halfband.h"

#include <math.h>
#include <string.h>

enum {
    LANES = 16,  /* outputs of the branch worked out side by side, for the vector units */
    CHUNK = 256, /* inputs taken at a time; a multiple of LANES */
};

static const double PI = 3.14159265358979323846;
static const double KAISER_BETA = 8.4; /* 83 dB with 16 weights a side */

/* The modified Bessel function of order zero, by its power series. */
static double bessel_i0(double x)
{
    double sum = 1, term = 1;
    for (int k = 1; term > sum * 1e-12; k++) {
        double factor = x / (2 * k);
        term *= factor * factor;
        sum += term;
    }
    return sum;
}

static double kaiser(double offset)
{
    double along = offset / HALFBAND_HALF;
    return bessel_i0(KAISER_BETA * sqrt(1 - along * along)) / bessel_i0(KAISER_BETA);
}

void halfband_init(struct halfband *filter)
{
    double weights[HALFBAND_HALF], sum = 0;
    for (int k = 0; k < HALFBAND_HALF; k++) {
        double offset = k + 0.5;
        weights[k] = sin(PI * offset) / (PI * offset) * kaiser(offset);
        sum += 2 * weights[k];
    }
    for (int k = 0; k < HALFBAND_HALF; k++)
        filter->weights[k] = (float)(weights[k] / sum); /* both branches are equally loud */
    halfband_reset(filter);
}

void halfband_reset(struct halfband *filter)
{
    memset(filter->past, 0, sizeof filter->past);
}

/* LANES outputs that lie halfway between inputs; the first between centre[0] and centre[1]. */
static void between(const float *weights, const float *centre, float *out)
{
    float sum[LANES] = {0};
    for (int k = 0; k < HALFBAND_HALF; k++) {
        const float *before = centre - k, *after = centre + 1 + k;
        for (int lane = 0; lane < LANES; lane++)
            sum[lane] += weights[k] * (before[lane] + after[lane]);
    }
    memcpy(out, sum, sizeof sum);
}

static void double_chunk(struct halfband *filter, const float *in, size_t count, float *out)
{
    float line[HALFBAND_TAPS + CHUNK], halves[CHUNK];
    const float *centre = line + HALFBAND_HALF;
    memcpy(line, filter->past, sizeof filter->past);
    memcpy(line + HALFBAND_TAPS, in, count * sizeof *in);
    memset(line + HALFBAND_TAPS + count, 0, (CHUNK - count) * sizeof *in);
    for (size_t i = 0; i < count; i += LANES)
        between(filter->weights, centre + i, halves + i);
    for (size_t i = 0; i < count; i++) {
        out[2 * i] = centre[i];
        out[2 * i + 1] = halves[i];
    }
    memcpy(filter->past, line + count, sizeof filter->past);
}

void halfband_double(struct halfband *filter, const float *in, size_t count, float *out)
{
    while (count) {
        size_t part = count < CHUNK ? count : CHUNK;
        double_chunk(filter, in, part, out);
        in += part;
        out += 2 * part;
        count -= part;
    }
}
