#include "session/timeline.h"

#include "base/frames.h"
#include "base/memory.h"
#include "session/glue.h"

#include <stdlib.h>
#include <string.h>

int64_t cue_said(const struct cue *cue)
{
    int64_t said = cue->words->frames - cue->words->breathing - cue->from;
    said = said > 0 ? said : 0;
    return cue->start + (said < cue->speech ? said : cue->speech);
}

bool cue_breathes(const struct cue *cue, const struct breath *breath, int64_t *start, int64_t *end)
{
    if (!breath || !cue->words->breathing)
        return false;
    int64_t before = cue->words->frames - breath_frames(breath) - cue->from;
    *start = cue->start + (before > 0 ? before : 0);
    *end = cue->start + cue->speech;
    return *start < *end;
}

bool step_belongs(const struct step *step, int64_t frames)
{
    return frames >= step->from_minutes * FRAMES_PER_MINUTE &&
           (!step->until_minutes || frames < step->until_minutes * FRAMES_PER_MINUTE);
}

bool section_belongs(const struct practice *practice, size_t section, int64_t frames)
{
    const struct section *s = &practice->sections[section];
    for (size_t i = 0; i < s->step_count; i++) {
        if (step_belongs(&practice->steps[s->first_step + i], frames))
            return true;
    }
    return false;
}

int64_t timeline_limit(const struct practice *practice)
{
    return practice_speaks(practice) ? FRAMES_LONGEST_GUIDED : FRAMES_LONGEST_SILENT;
}

/* The spans of the steps that belong to a session of this length; returns how many. */
static size_t collect_spans(const struct practice *practice, const struct speech *speech,
                            int64_t frames, struct span *spans)
{
    size_t count = 0;
    for (size_t i = 0; i < practice->step_count; i++) {
        const struct step *step = &practice->steps[i];
        if (step_belongs(step, frames))
            spans[count++] =
                (struct span){speech[i].frames, step->pause, step->least, step->most, step->grow};
    }
    return count;
}

/* The lengths, within [low, high), that the steps belonging there can be given: [*least, *most]. */
static bool range_within(const struct practice *practice, const struct speech *speech,
                         struct span *spans, int64_t low, int64_t high, int64_t *least,
                         int64_t *most)
{
    size_t count = collect_spans(practice, speech, low, spans);
    if (!count)
        return false;
    int64_t shortest = glue_shortest(spans, count), longest = glue_longest(spans, count);
    *least = shortest > low ? shortest : low;
    *most = longest < high - 1 ? longest : high - 1;
    return *least <= *most;
}

static int compare_minutes(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* The minutes at which steps come or go, ascending, each once; begins with 0. */
static size_t collect_turns(const struct practice *practice, int *turns)
{
    size_t count = 0, kept = 0;
    turns[count++] = 0;
    for (size_t i = 0; i < practice->step_count; i++) {
        turns[count++] = practice->steps[i].from_minutes;
        turns[count++] = practice->steps[i].until_minutes;
    }
    qsort(turns, count, sizeof *turns, compare_minutes);
    for (size_t i = 0; i < count; i++) {
        if (!kept || turns[kept - 1] != turns[i])
            turns[kept++] = turns[i];
    }
    return kept;
}

void timeline_neighbours(const struct practice *practice, const struct speech *speech,
                         int64_t frames, int64_t *shorter, int64_t *longer)
{
    int64_t end = timeline_limit(practice) + 1;
    int *turns = mem_new(2 * practice->step_count + 1, sizeof *turns);
    struct span *spans = mem_new(practice->step_count, sizeof *spans);
    size_t count = collect_turns(practice, turns);
    *shorter = *longer = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t low = turns[i] * FRAMES_PER_MINUTE, least, most;
        int64_t high = i + 1 < count ? turns[i + 1] * FRAMES_PER_MINUTE : end;
        if (high > end)
            high = end;
        if (!range_within(practice, speech, spans, low ? low : 1, high, &least, &most))
            continue;
        least = (least + FRAMES_PER_SECOND - 1) / FRAMES_PER_SECOND * FRAMES_PER_SECOND;
        most = most / FRAMES_PER_SECOND * FRAMES_PER_SECOND;
        int64_t below = (frames - 1) / FRAMES_PER_SECOND * FRAMES_PER_SECOND;
        int64_t above = (frames / FRAMES_PER_SECOND + 1) * FRAMES_PER_SECOND;
        int64_t nearest_below = most < below ? most : below;
        int64_t nearest_above = least > above ? least : above;
        if (nearest_below >= least && nearest_below > *shorter)
            *shorter = nearest_below;
        if (nearest_above <= most && (!*longer || nearest_above < *longer))
            *longer = nearest_above;
    }
    free(spans);
    free(turns);
}

static bool refuse(const struct practice *practice, const struct speech *speech, int64_t frames,
                   struct error *error)
{
    char asked[32], down[32], up[32];
    int64_t shorter, longer;
    timeline_neighbours(practice, speech, frames, &shorter, &longer);
    frames_format_duration(frames, asked, sizeof asked);
    frames_format_duration(shorter, down, sizeof down);
    frames_format_duration(longer, up, sizeof up);
    if (shorter && longer)
        return error_set(error, "%s can't last %s; the nearest lengths that fit are %s and %s",
                         practice->id, asked, down, up);
    if (shorter || longer)
        return error_set(error, "%s can't last %s; the %s it can is %s", practice->id, asked,
                         shorter ? "longest" : "shortest", shorter ? down : up);
    return error_set(error, "%s can't be given any length: its steps leave no room", practice->id);
}

bool timeline_fits(const struct practice *practice, const struct speech *speech, int64_t frames)
{
    struct span *spans = mem_new(practice->step_count, sizeof *spans);
    int64_t least, most;
    bool fits = frames > 0 && frames <= timeline_limit(practice) &&
                range_within(practice, speech, spans, frames, frames + 1, &least, &most);
    free(spans);
    return fits;
}

bool timeline_fit(const struct practice *practice, const struct speech *speech, int64_t frames,
                  struct timeline *line, struct error *error)
{
    if (!timeline_fits(practice, speech, frames))
        return refuse(practice, speech, frames, error);
    struct span *spans = mem_new(practice->step_count, sizeof *spans);
    int64_t *pauses = mem_new(practice->step_count, sizeof *pauses);
    size_t count = collect_spans(practice, speech, frames, spans);
    glue_fit(spans, count, frames, pauses);
    *line = (struct timeline){mem_new(count, sizeof *line->cues), 0, 0};
    for (size_t i = 0; i < practice->step_count; i++) {
        if (!step_belongs(&practice->steps[i], frames))
            continue;
        line->cues[line->count] = (struct cue){
            i, &speech[i], line->frames, 0, speech[i].frames, pauses[line->count], false};
        line->frames += speech[i].frames + pauses[line->count++];
    }
    free(pauses);
    free(spans);
    return true;
}

void timeline_free(struct timeline *line)
{
    free(line->cues);
    *line = (struct timeline){0};
}

size_t timeline_cue_at(const struct timeline *line, int64_t frame)
{
    size_t low = 0, high = line->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (line->cues[middle].start <= frame)
            low = middle;
        else
            high = middle;
    }
    return low;
}
