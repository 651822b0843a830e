/* Gains that move in a straight line, so that no change clicks. */
#ifndef AUDIO_RAMP_H
#define AUDIO_RAMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ramp {
    float now;
    float target;
    float step; /* per frame */
};

/* Lets a gain reach `target` in `frames` frames (0: at once). */
void ramp_to(struct ramp *ramp, float target, int64_t frames);

/* The same, but never by more than `steepest` a frame: it may get there later. */
void ramp_aim(struct ramp *ramp, float target, int64_t frames, float steepest);

bool ramp_rests(const struct ramp *ramp);

/* Moves on by a frame; returns the gain. */
float ramp_next(struct ramp *ramp);

/* Multiplies frames of `width` samples by a gain while it moves; by its rest from then on. */
void ramp_apply(struct ramp *ramp, float *samples, size_t count, size_t width);

/* Multiplies by several gains; those that rest, which nearly all do, by one multiplication. */
void ramps_apply(struct ramp *const *ramps, size_t ramp_count, float *samples, size_t count,
                 size_t width);

#endif
