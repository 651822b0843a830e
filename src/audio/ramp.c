#include "audio/ramp.h"

void ramp_to(struct ramp *ramp, float target, int64_t frames)
{
    ramp->target = target;
    if (frames <= 0)
        ramp->now = target;
    ramp->step = frames > 0 ? (target - ramp->now) / (float)frames : 0.0F;
}

void ramp_aim(struct ramp *ramp, float target, int64_t frames, float steepest)
{
    ramp_to(ramp, target, frames > 0 ? frames : 1);
    if (ramp->step > steepest)
        ramp->step = steepest;
    if (ramp->step < -steepest)
        ramp->step = -steepest;
}

bool ramp_rests(const struct ramp *ramp)
{
    return ramp->now == ramp->target; // NOLINT: it is set to its target when it gets there
}

float ramp_next(struct ramp *ramp)
{
    ramp->now += ramp->step;
    if ((ramp->step > 0) == (ramp->now >= ramp->target))
        ramp->now = ramp->target;
    return ramp->now;
}

void ramp_apply(struct ramp *ramp, float *samples, size_t count, size_t width)
{
    size_t i = 0;
    for (; i < count && !ramp_rests(ramp); i++) {
        float gain = ramp_next(ramp);
        for (size_t j = 0; j < width; j++)
            samples[i * width + j] *= gain;
    }
    float rest = ramp->now;
    for (i *= width; i < count * width; i++)
        samples[i] *= rest;
}

void ramps_apply(struct ramp *const *ramps, size_t ramp_count, float *samples, size_t count,
                 size_t width)
{
    float rest = 1;
    for (size_t i = 0; i < ramp_count; i++) {
        if (ramp_rests(ramps[i]))
            rest *= ramps[i]->now;
        else
            ramp_apply(ramps[i], samples, count, width);
    }
    if (rest == 1.0F) // NOLINT: nothing to do
        return;
    for (size_t i = 0; i < count * width; i++)
        samples[i] *= rest;
}
