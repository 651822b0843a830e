#include "script/breath.h"

#include <math.h>

static const double PI = 3.14159265358979323846;

/* How long one breath takes. */
static int64_t breath_cycle(const struct breath *breath)
{
    return breath->in + breath->hold + breath->out;
}

int64_t breath_frames(const struct breath *breath)
{
    return breath->times * breath_cycle(breath);
}

/* From 0 to 1 without a start or a stop that one could see. */
static double ease(int64_t part, int64_t whole)
{
    return (1 - cos(PI * (double)part / (double)whole)) / 2;
}

struct breath_moment breath_at(const struct breath *breath, int64_t into)
{
    int64_t cycle = breath_cycle(breath), at = into % cycle;
    int time = (int)(into / cycle);
    const int64_t in = breath->in, hold = breath->hold, out = breath->out;
    if (time >= breath->times)
        return (struct breath_moment){BREATH_OUT, breath->times - 1, 0, out, 0};
    if (at < in)
        return (struct breath_moment){BREATH_IN, time, ease(at, in), in, in - at};
    at -= in;
    if (at < hold)
        return (struct breath_moment){BREATH_HOLD, time, 1, hold, hold - at};
    at -= hold;
    return (struct breath_moment){BREATH_OUT, time, 1 - ease(at, out), out, out - at};
}
