#include "session/glue.h"

/* The grid on which the stretch moves: so many steps to one frame of growth at weight 1, and so
 * many from the natural pauses down to the least. */
enum { GROWTH_STEPS = 1024, SHRINK_STEPS = 1 << 30 };

/* 24 h of frames at weight 1: beyond it, nothing that may grow hasn't grown enough. */
#define STRETCH_MOST (INT64_C(24) * 60 * 60 * 48000 * GROWTH_STEPS)

static int64_t pause_at(const struct span *span, int64_t stretch)
{
    if (stretch <= 0)
        return span->pause - (span->pause - span->least) * -stretch / SHRINK_STEPS;
    int64_t growth = (stretch / GROWTH_STEPS) * span->grow +
                     (stretch % GROWTH_STEPS) * span->grow / GROWTH_STEPS;
    return growth < span->most - span->pause ? span->pause + growth : span->most;
}

static int64_t total_at(const struct span *spans, size_t count, int64_t stretch)
{
    int64_t total = 0;
    for (size_t i = 0; i < count; i++)
        total += spans[i].speech + pause_at(&spans[i], stretch);
    return total;
}

int64_t glue_shortest(const struct span *spans, size_t count)
{
    return total_at(spans, count, -SHRINK_STEPS);
}

int64_t glue_longest(const struct span *spans, size_t count)
{
    int64_t total = 0;
    for (size_t i = 0; i < count; i++) {
        if (spans[i].grow && spans[i].most == INT64_MAX)
            return INT64_MAX;
        total += spans[i].speech + (spans[i].grow ? spans[i].most : spans[i].pause);
    }
    return total;
}

/* The greatest stretch whose total is not above `total`; glue_shortest <= total must hold. */
static int64_t find_stretch(const struct span *spans, size_t count, int64_t total)
{
    int64_t low = -SHRINK_STEPS, high = STRETCH_MOST;
    while (low < high) {
        int64_t middle = low + (high - low + 1) / 2;
        if (total_at(spans, count, middle) <= total)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

bool glue_fit(const struct span *spans, size_t count, int64_t total, int64_t *pauses)
{
    if (total < glue_shortest(spans, count) || total > glue_longest(spans, count))
        return false;
    int64_t stretch = find_stretch(spans, count, total);
    int64_t spare = total - total_at(spans, count, stretch);
    for (size_t i = 0; i < count; i++) {
        pauses[i] = pause_at(&spans[i], stretch);
        int64_t room = spare ? pause_at(&spans[i], stretch + 1) - pauses[i] : 0;
        int64_t taken = room < spare ? room : spare;
        pauses[i] += taken;
        spare -= taken;
    }
    return true;
}
