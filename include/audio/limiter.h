/* A look-ahead limiter for sound that is all there: no peak, not even between samples, is higher.
 */
#ifndef AUDIO_LIMITER_H
#define AUDIO_LIMITER_H

#include <stddef.h>

/* Turns mono samples down around every peak above `ceiling` (full scale is 1), by a gain that moves
 * smoothly over 10 ms at 24 kHz. Peaks are looked for at 8 times the rate (BS.1770 asks for 4);
 * what the moving gain itself adds between samples is below 0.1 dB. What doesn't peak isn't
 * touched. */
void limiter_apply(float *samples, size_t count, float ceiling);

#endif
