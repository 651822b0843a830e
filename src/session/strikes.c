#include "session/strikes.h"

#include "base/chance.h"
#include "base/frames.h"
#include "base/memory.h"

#include <stdlib.h>

#define GAP_LEAST FRAMES_PER_SECOND
#define GAP_MOST (6 * FRAMES_PER_SECOND)

int64_t ring_gap(const struct ring *ring)
{
    int64_t half = ring->frames / 2;
    return half < GAP_LEAST ? GAP_LEAST : half > GAP_MOST ? GAP_MOST : half;
}

int64_t ring_frames(const struct ring *ring, int strikes)
{
    return (strikes - 1) * ring_gap(ring) + ring->frames;
}

static int64_t lesser(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static void add(struct strikes *strikes, struct strike strike)
{
    strikes->list = mem_grow(strikes->list, strikes->count, sizeof strike);
    strikes->list[strikes->count++] = strike;
}

/* The strokes of a bell's own step, as far as it was or will be heard. */
static void add_step(struct strikes *strikes, const struct cue *cue)
{
    const struct ring *ring = cue->words->ring;
    int64_t end = cue->start + cue->speech;
    for (int i = 0; i < cue->words->strikes; i++) {
        int64_t at = cue->start + i * ring_gap(ring);
        if (at < end)
            add(strikes, (struct strike){at, lesser(at + ring->frames, end), ring, false, 0});
    }
}

/* ---- in between */

/* Where bells are due, one after the other. */
struct dues {
    const struct intervals *intervals;
    uint64_t state;
    size_t index;
    int64_t frame;
};

static void next_due(struct dues *dues)
{
    const struct intervals *intervals = dues->intervals;
    uint64_t span = (uint64_t)(intervals->most - intervals->least) + 1;
    dues->frame += intervals->least + (int64_t)(chance_next(&dues->state) % span);
    dues->index++;
}

/* The first frame from `from` on from which on it is silent for so long; INT64_MAX: none is. Cues
 * before *cue end earlier. */
static int64_t find_silence(const struct timeline *line, size_t *cue, int64_t from, int64_t frames)
{
    for (; *cue < line->count; ++*cue) {
        int64_t start = line->cues[*cue].start + line->cues[*cue].speech;
        int64_t end = start + line->cues[*cue].pause;
        int64_t at = from > start ? from : start;
        if (at + frames <= end)
            return at;
    }
    return INT64_MAX;
}

/* The bells in between that were struck before `place` stay as they were in `old`. */
static void keep_rung(struct strikes *strikes, const struct strikes *old, int64_t place,
                      struct dues *dues, int64_t *free_from)
{
    for (size_t i = 0; i < old->count; i++) {
        const struct strike *strike = &old->list[i];
        if (!strike->between || strike->at >= place)
            continue;
        add(strikes, *strike);
        *free_from = strike->until > place ? strike->until : place;
        while (dues->index < strike->due)
            next_due(dues);
    }
}

/* The same where none is to follow. */
static void keep_until(struct strikes *strikes, const struct strikes *old, int64_t place)
{
    for (size_t i = 0; i < old->count; i++) {
        if (old->list[i].between && old->list[i].at < place)
            add(strikes, old->list[i]);
    }
}

static void add_between(struct strikes *strikes, const struct timeline *line,
                        const struct intervals *intervals, const struct strikes *old, int64_t place)
{
    struct dues dues = {.intervals = intervals, .state = intervals->seed};
    int64_t free_from = place;
    size_t cue = 0;
    keep_rung(strikes, old, place, &dues, &free_from);
    next_due(&dues);
    while (dues.frame < line->frames) {
        int64_t from = dues.frame > free_from ? dues.frame : free_from;
        int64_t at = find_silence(line, &cue, from, intervals->ring->frames);
        size_t due = dues.index;
        next_due(&dues);
        if (at >= dues.frame) /* the next one's turn, or never */
            continue;
        free_from = at + intervals->ring->frames;
        add(strikes, (struct strike){at, free_from, intervals->ring, true, due});
    }
}

/* A sound that speech runs into, because the listener went on, is let go of there. */
static void end_at_speech(struct strikes *strikes, const struct timeline *line)
{
    for (size_t i = 0; i < strikes->count; i++) {
        struct strike *strike = &strikes->list[i];
        size_t cue = timeline_cue_at(line, strike->at) + 1;
        while (strike->between && cue < line->count && !line->cues[cue].speech)
            cue++;
        if (strike->between && cue < line->count)
            strike->until = lesser(strike->until, line->cues[cue].start);
    }
}

static int compare_strikes(const void *a, const void *b)
{
    int64_t one = ((const struct strike *)a)->at, other = ((const struct strike *)b)->at;
    return (one > other) - (one < other);
}

void strikes_place(struct strikes *strikes, const struct timeline *line,
                   const struct intervals *intervals, int64_t place)
{
    struct strikes old = *strikes;
    *strikes = (struct strikes){0};
    for (size_t i = 0; i < line->count; i++) {
        if (line->cues[i].words->ring)
            add_step(strikes, &line->cues[i]);
    }
    if (intervals)
        add_between(strikes, line, intervals, &old, place);
    else
        keep_until(strikes, &old, place);
    end_at_speech(strikes, line);
    if (strikes->count)
        qsort(strikes->list, strikes->count, sizeof *strikes->list, compare_strikes);
    strikes_free(&old);
}

void strikes_free(struct strikes *strikes)
{
    free(strikes->list);
    *strikes = (struct strikes){0};
}
