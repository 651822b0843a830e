/* The functions of the rows of BACKGROUND_KINDS, each in a file of its own: start and make of
 * struct background_kind. For src/audio/background.c alone. */
#ifndef AUDIO_BACKGROUND_KINDS_H
#define AUDIO_BACKGROUND_KINDS_H

#include <stdint.h>

void *rain_start(uint64_t seed);
void rain_make(void *state, float *stereo);

void *stream_start(uint64_t seed);
void stream_make(void *state, float *stereo);

void *waves_start(uint64_t seed);
void waves_make(void *state, float *stereo);

void *wind_start(uint64_t seed);
void wind_make(void *state, float *stereo);

void *brown_start(uint64_t seed);
void brown_make(void *state, float *stereo);

void *drone_start(uint64_t seed);
void drone_make(void *state, float *stereo);

#endif
