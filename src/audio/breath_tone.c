#include "audio/breath_tone.h"

#include "base/frames.h"

#include <math.h>

enum { TURNS = 64 }; /* frames from one look at the pitch to the next */

static const float TWO_PI = 6.28318531F;

/* It rises by a fifth. */
static const float LOW_HZ = 146.83F, RISE = 1.5F;

/* The sine, and for warmth a little of its octave and of the fifth above that. */
static const float HEIGHT = 0.0235F, SECOND = 0.25F, THIRD = 0.1F;

void breath_tone_aim(struct breath_tone *tone, double full, int64_t frames)
{
    const float steepest = 1.0F / (float)BREATH_TONE_FADE;
    if (breath_tone_is_silent(tone))
        ramp_to(&tone->pitch, (float)full, 0);
    else if (full > 0)
        ramp_aim(&tone->pitch, (float)full, frames, steepest);
    ramp_aim(&tone->gain, (float)full, frames, steepest);
}

void breath_tone_leave(struct breath_tone *tone, int64_t fade)
{
    ramp_aim(&tone->gain, 0, 1, 1.0F / (float)fade);
}

bool breath_tone_is_silent(const struct breath_tone *tone)
{
    return tone->gain.now <= 0 && tone->gain.target <= 0;
}

/* Tunes the turn to the pitch, and brings the point back to a height of 1. */
static void tune(struct breath_tone *tone)
{
    float angle = TWO_PI * LOW_HZ * powf(RISE, tone->pitch.now) / FRAME_RATE;
    float length = hypotf(tone->cosine, tone->sine);
    tone->turn_cosine = cosf(angle);
    tone->turn_sine = sinf(angle);
    tone->cosine = length > 0 ? tone->cosine / length : 1;
    tone->sine = length > 0 ? tone->sine / length : 0;
    tone->turns_left = TURNS;
}

/* The next sample, between -1.1 and 1.1. */
static float turn(struct breath_tone *tone)
{
    if (tone->turns_left-- == 0) {
        tune(tone);
        tone->turns_left--;
    }
    float cosine = tone->cosine, sine = tone->sine;
    tone->cosine = cosine * tone->turn_cosine - sine * tone->turn_sine;
    tone->sine = cosine * tone->turn_sine + sine * tone->turn_cosine;
    return sine * (1 + SECOND * 2 * cosine + THIRD * (3 - 4 * sine * sine));
}

void breath_tone_add(struct breath_tone *tone, float *mono, size_t frames)
{
    for (size_t i = 0; i < frames; i++) {
        if (!ramp_rests(&tone->pitch))
            ramp_next(&tone->pitch);
        if (!ramp_rests(&tone->gain))
            ramp_next(&tone->gain);
        mono[i] += HEIGHT * tone->gain.now * turn(tone);
    }
}
