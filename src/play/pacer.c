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

void pacer_begin_burst(struct pacer *pacer, int64_t now)
{
    pacer->seen = pacer->burst = pacer->known = now; /* nothing sounds before it is given */
    pacer->written = pacer->sounded = 0;
}

void pacer_wrote(struct pacer *pacer, int64_t frames)
{
    pacer->written += frames;
}

void pacer_found_full(struct pacer *pacer, int64_t now, int64_t frames)
{
    pacer->known = now;
    pacer->sounded = pacer->written - frames;
}

int64_t pacer_held(const struct pacer *pacer, int64_t now)
{
    int64_t held = pacer->written - pacer->sounded - frames_in(now - pacer->known);
    return held > 0 ? held : 0;
}

int64_t pacer_when_down_to(const struct pacer *pacer, int64_t now, int64_t frames)
{
    int64_t more = pacer->written - pacer->sounded - frames;
    return now - pacer->known < PACER_TRUST && more > 0 ? pacer->known + ns_in(more) : 0;
}

void pacer_begin_silence(struct pacer *pacer, int64_t now, int64_t most_frames)
{
    int64_t held = pacer->written - frames_in(now - pacer->burst);
    if (held < 0)
        held = 0;
    if (held > most_frames)
        held = most_frames;
    pacer->seen = now;
    pacer->origin = now + ns_in(held);
    pacer->counted = 0;
    pacer->written = 0;
    pacer->burst = now;
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
