/* How loud a sound is and how high it peaks, by libebur128 (EBU R 128, ITU-R BS.1770). */
#ifndef AUDIO_LOUDNESS_H
#define AUDIO_LOUDNESS_H

#include <stddef.h>

struct loudness {
    double lufs;    /* integrated, gated; -HUGE_VAL for silence */
    double peak_db; /* true peak, dBTP; -HUGE_VAL for silence */
};

/* Measures mono samples. What is shorter than 400 ms is measured with silence after it. */
struct loudness loudness_measure(const float *samples, size_t count, int rate);

/* LUFS of 1 or 2 channels, interleaved; -HUGE_VAL for silence and what is shorter than 400 ms. */
double loudness_lufs(const float *samples, size_t frames, int channels, int rate);

/* Several sounds, of whatever rates, measured as if one followed the other. */
struct loudness_sum;

struct loudness_sum *loudness_sum_new(void);
void loudness_sum_add(struct loudness_sum *sum, const float *samples, size_t count, int rate);

/* LUFS; -HUGE_VAL for silence or nothing. */
double loudness_sum_lufs(const struct loudness_sum *sum);

void loudness_sum_free(struct loudness_sum *sum);

#endif
