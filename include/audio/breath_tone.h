/* A soft tone to breathe with: it comes and rises with the breath in, goes and falls with the
 * breath out. */
#ifndef AUDIO_BREATH_TONE_H
#define AUDIO_BREATH_TONE_H

#include "audio/ramp.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How loud it is, about 20 dB under a voice that is heard from both sides: four seconds in and six
 * out, over a minute, ITU-R BS.1770, within BREATH_TONE_LUFS_OFF. A second's held breath is 3 to 4
 * dB louder. */
#define BREATH_TONE_LUFS (-36.0)
#define BREATH_TONE_LUFS_OFF 1.0

/* No sample is farther from zero. */
#define BREATH_TONE_PEAK 0.026F

/* However suddenly it is to be silent or back, it takes this long; frames. */
#define BREATH_TONE_FADE (INT64_C(200) * 48)

/* Plain data, used by one thread at a time. All zero: silent. */
struct breath_tone {
    struct ramp gain;             /* 0 to 1 */
    struct ramp pitch;            /* 0, the lowest, to 1 */
    float cosine, sine;           /* a point that turns around zero; its height is heard */
    float turn_cosine, turn_sine; /* each frame it turns by this angle */
    int turns_left;               /* frames until the angle is set again */
};

/* Lets it become, in `frames` frames, what belongs to lungs so full (0 to 1; 0 is silent). However
 * far that is, it neither leaps nor clicks; then it takes longer. */
void breath_tone_aim(struct breath_tone *tone, double full, int64_t frames);

/* Lets it fade out within `fade` frames. */
void breath_tone_leave(struct breath_tone *tone, int64_t fade);

bool breath_tone_is_silent(const struct breath_tone *tone);

/* Adds the next `frames` frames at 48 kHz, mono; in whatever portions, they are the same. Allocates
 * nothing. */
void breath_tone_add(struct breath_tone *tone, float *mono, size_t frames);

#endif
