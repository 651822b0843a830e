#include "play/pacer.h"

/* 48 000 frames a second: 6 frames every 125 000 ns. */
static int64_t frames_in(int64_t ns)
{
    return ns / 125000 * 6 + ns % 125000 * 6 / 125000;
}

static int64_t ns_in(int64_t frames)
{
    return frames / 6 * 125000 + (frames % 6 * 125000 + 5) / 6;
}

bool pacer_look(struct pacer *pacer, int64_t now)
{
    int64_t gap = now - pacer->seen;
    pacer->seen = now;
    return gap < PACER_STOOD_STILL;
}

void pacer_wrote(struct pacer *pacer, int64_t now, int64_t frames)
{
    if (pacer->dry < now)
        pacer->dry = now;
    pacer->dry += ns_in(frames);
}

void pacer_found_full(struct pacer *pacer, int64_t now, int64_t least, int64_t most)
{
    int64_t low = now + ns_in(least) - pacer->dry, high = pacer->dry - now - ns_in(most);
    if (low > 0)
        pacer->dry += low < PACER_NUDGE ? low : PACER_NUDGE;
    else if (high > 0)
        pacer->dry -= high < PACER_NUDGE ? high : PACER_NUDGE;
}

int64_t pacer_held(const struct pacer *pacer, int64_t now)
{
    return pacer->dry > now ? frames_in(pacer->dry - now) : 0;
}

void pacer_begin_silence(struct pacer *pacer, int64_t now, int64_t most_frames)
{
    if (pacer->dry > now + ns_in(most_frames))
        pacer->dry = now + ns_in(most_frames);
    pacer->seen = now;
    pacer->origin = pacer->dry > now ? pacer->dry : now;
    pacer->counted = 0;
}

int64_t pacer_count(struct pacer *pacer, int64_t now)
{
    if (now <= pacer->origin)
        return 0;
    int64_t passed = frames_in(now - pacer->origin) - pacer->counted;
    pacer->counted += passed;
    return passed;
}

int64_t pacer_when(const struct pacer *pacer, int64_t frames)
{
    return pacer->origin + ns_in(pacer->counted + frames);
}
