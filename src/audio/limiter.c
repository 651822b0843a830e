#include "audio/limiter.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

enum {
    PHASES = 8, /* looked at from one sample to the next */
    HALF = 12,  /* samples on either side that one between them is made of */
    REACH = 120 /* samples that the gain takes to come down: 5 ms at 24 kHz */
};

static const double PI = 3.14159265358979323846;

/* The weights of a windowed sinc for the points between two samples. */
static void make_weights(float weights[PHASES][2 * HALF])
{
    for (int phase = 0; phase < PHASES; phase++) {
        double sum = 0, exact[2 * HALF];
        for (int k = 0; k < 2 * HALF; k++) {
            double offset = k - (HALF - 1) - (double)phase / PHASES;
            double sinc = fabs(offset) < 1e-9 ? 1 : sin(PI * offset) / (PI * offset);
            exact[k] = sinc * (0.5 + 0.5 * cos(PI * offset / HALF));
            sum += exact[k];
        }
        for (int k = 0; k < 2 * HALF; k++)
            weights[phase][k] = (float)(exact[k] / sum);
    }
}

/* The highest value from one sample up to the next. `around` points HALF - 1 samples before it. */
static float peak_between(float weights[PHASES][2 * HALF], const float *around)
{
    float peak = 0;
    for (int phase = 0; phase < PHASES; phase++) {
        float sum = 0;
        for (int k = 0; k < 2 * HALF; k++)
            sum += weights[phase][k] * around[k];
        peak = fmaxf(peak, fabsf(sum));
    }
    return peak;
}

/* The gain that each sample needs: enough for the peaks that lie within REACH. */
static void find_needed(const float *samples, size_t count, float ceiling, float *needed)
{
    float weights[PHASES][2 * HALF];
    float *padded = mem_new(count + 2 * HALF, sizeof *padded);
    make_weights(weights);
    for (size_t i = 0; i < count; i++) {
        padded[i + HALF - 1] = samples[i];
        needed[i] = 1;
    }
    for (size_t i = 0; i < count; i++) {
        float peak = peak_between(weights, padded + i);
        size_t first = i > REACH ? i - REACH : 0;
        for (size_t j = first; peak > ceiling && j < count && j <= i + 1 + REACH; j++)
            needed[j] = fminf(needed[j], ceiling / peak);
    }
    free(padded);
}

/* The mean of the needed gain over REACH samples never exceeds what a peak among them needs, as
 * that holds for REACH on either side of the peak. */
void limiter_apply(float *samples, size_t count, float ceiling)
{
    float *needed = mem_new(count, sizeof *needed);
    double sum = REACH; /* of the gains within the window, 1 beyond both ends */
    find_needed(samples, count, ceiling, needed);
    for (size_t i = 0; i < count && i < REACH / 2; i++)
        sum += needed[i] - 1.0;
    for (size_t i = 0; i < count; i++) { /* the window is [i - REACH / 2, i + REACH / 2) */
        samples[i] *= (float)(sum / REACH);
        sum += i + REACH / 2 < count ? needed[i + REACH / 2] : 1.0;
        sum -= i >= REACH / 2 ? needed[i - REACH / 2] : 1.0;
    }
    free(needed);
}
