/* The fast Fourier transform, for tests that look at spectra and correlations. */
#ifndef TESTS_FOURIER_H
#define TESTS_FOURIER_H

#include <complex.h>
#include <math.h>
#include <stddef.h>

/* In place, unscaled; `count` is a power of two (Cooley and Tukey 1965). */
static inline void fourier(double complex *values, size_t count)
{
    for (size_t i = 1, j = 0; i < count; i++) { /* into bit-reversed order */
        size_t bit = count >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j ^= bit;
        if (i < j) {
            double complex swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }
    for (size_t half = 1; half < count; half *= 2) {
        double complex turn = cexp(-I * acos(-1) / (double)half);
        for (size_t first = 0; first < count; first += 2 * half) {
            double complex at = 1;
            for (size_t i = first; i < first + half; i++, at *= turn) {
                double complex odd = at * values[i + half];
                values[i + half] = values[i] - odd;
                values[i] += odd;
            }
        }
    }
}

#endif
