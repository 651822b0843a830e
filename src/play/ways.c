#include "play/ways.h"

#include "base/frames.h"
#include "base/memory.h"

#include <stdlib.h>

/* Keeps the greater and the smaller of each step. */
static void widen(struct ways *ways, const struct narration *narration)
{
    for (size_t i = 0; i < narration->count; i++) {
        const struct speech *speech = &narration->speech[i];
        if (ways->count == 1 || speech->frames < ways->quickest[i].frames)
            ways->quickest[i] = *speech;
        if (ways->count == 1 || speech->frames > ways->slowest[i].frames)
            ways->slowest[i] = *speech;
    }
}

struct ways *ways_find(const struct library *library, struct practice *practice, const char *voice,
                       const struct sitting_bells *bells)
{
    struct ways *ways = mem_new(1, sizeof *ways);
    ways->quickest = mem_new(practice->step_count, sizeof *ways->quickest);
    ways->slowest = mem_new(practice->step_count, sizeof *ways->slowest);
    while (practice_vary_all(practice, ways->count)) {
        struct narration *narration = narration_find(library, practice, voice);
        if (bells)
            sitting_bells_ring(bells, practice, narration->speech);
        ways->narrations = mem_grow(ways->narrations, ways->count, sizeof *ways->narrations);
        ways->narrations[ways->count++] = narration;
        widen(ways, narration);
    }
    practice_vary_all(practice, 0);
    return ways;
}

void ways_free(struct ways *ways)
{
    if (!ways)
        return;
    for (size_t i = 0; i < ways->count; i++)
        narration_free(ways->narrations[i]);
    free(ways->narrations);
    free(ways->quickest);
    free(ways->slowest);
    free(ways);
}

bool ways_fit(const struct ways *ways, const struct practice *practice, int64_t frames)
{
    return timeline_fits(practice, ways->quickest, frames) &&
           timeline_fits(practice, ways->slowest, frames);
}

/* The first length above (or below) `frames` that fits both the quickest words and the slowest:
 * each in turn moves on to its next one, until both agree. */
static int64_t next_length(const struct ways *ways, const struct practice *practice, int64_t frames,
                           bool above)
{
    do {
        int64_t shorter, longer;
        bool quick_fits = timeline_fits(practice, ways->quickest, frames);
        timeline_neighbours(practice, quick_fits ? ways->slowest : ways->quickest, frames, &shorter,
                            &longer);
        frames = above ? longer : shorter;
    } while (frames && !ways_fit(ways, practice, frames));
    return frames;
}

void ways_lengths(const struct ways *ways, const struct practice *practice, int64_t *shortest,
                  int64_t *longest)
{
    *shortest = next_length(ways, practice, 1, true);
    *longest = next_length(ways, practice, timeline_limit(practice) + 1, false);
}

/* Why no length fits: the longest words need more than the shortest can be stretched to. */
static char *why_none(const struct ways *ways, const struct practice *practice)
{
    int64_t unused, least, most;
    char low[32], high[32];
    timeline_neighbours(practice, ways->slowest, 1, &unused, &least);
    timeline_neighbours(practice, ways->quickest, timeline_limit(practice) + 1, &most, &unused);
    frames_format_duration(least, low, sizeof low);
    frames_format_duration(most, high, sizeof high);
    if (!least || !most || least <= most)
        return mem_copy_text("no length fits");
    return mem_format("no length fits every way of saying it: the longest words take %s at least, "
                      "the shortest %s at most",
                      low, high);
}

char *ways_lengths_in_words(const struct ways *ways, const struct practice *practice)
{
    int64_t shortest, longest;
    char low[32], high[32];
    ways_lengths(ways, practice, &shortest, &longest);
    if (!shortest)
        return why_none(ways, practice);
    frames_format_duration(shortest, low, sizeof low);
    frames_format_duration(longest, high, sizeof high);
    return mem_format("the shortest length that fits is %s, the longest %s", low, high);
}

size_t ways_missing(const struct ways *ways, const struct practice *practice)
{
    size_t missing = 0;
    for (size_t way = 0; way < ways->count; way++) {
        for (size_t i = 0; i < practice->step_count; i++)
            missing += way < step_ways(&practice->steps[i]) && !ways->narrations[way]->paths[i];
    }
    return missing;
}
