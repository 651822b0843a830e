#include "session/refit.h"

#include "base/memory.h"
#include "session/glue.h"

#include <stdlib.h>

static int64_t greater(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* Ends the timeline at the place: the present cue keeps what was heard of it, or goes if none was.
 */
static void cut_present(struct session *session)
{
    struct cue *cue = &session->line.cues[session->cue];
    int64_t heard = session->place - cue->start;
    if (heard < cue->speech) {
        cue->speech = heard;
        cue->pause = 0;
    } else {
        cue->pause = heard - cue->speech;
    }
    session->line.count = session->cue + (heard > 0);
}

/* The pause that was planned for each step still ahead, so that a refit knows what it takes from;
 * for a step that isn't ahead (a repeat) its natural one. To be freed. */
static int64_t *planned_pauses(const struct session *session)
{
    const struct practice *practice = session->practice;
    int64_t *planned = mem_new(practice->step_count, sizeof *planned);
    for (size_t i = 0; i < practice->step_count; i++)
        planned[i] = practice->steps[i].pause;
    for (size_t i = session->cue; i < session->line.count; i++)
        planned[session->line.cues[i].step] = session->line.cues[i].pause;
    return planned;
}

/* How far a step's pause may move in a refit. */
static struct span movable_span(const struct step *step, int64_t speech, int64_t planned)
{
    int64_t floor = planned - planned / REFIT_TAKES_ONE_IN;
    struct span span = {speech, step->pause, greater(step->least, floor), step->most, step->grow};
    span.pause = greater(span.pause, span.least);
    span.most = greater(span.most, span.pause);
    return span;
}

/* Sets the pauses to fill `total`, or as near to it as they can. */
static void fit_nearest(const struct span *spans, size_t count, int64_t total, int64_t *pauses)
{
    int64_t shortest = glue_shortest(spans, count), longest = glue_longest(spans, count);
    if (total < shortest)
        total = shortest;
    if (total > longest)
        total = longest;
    glue_fit(spans, count, total, pauses);
}

/* Appends cues for `step` and all behind it that belong, their pauses fitted to end at `end`. */
static void append_fitted(struct session *session, size_t step, enum refit how, int64_t end,
                          const int64_t *planned)
{
    const struct practice *practice = session->practice;
    struct timeline *line = &session->line;
    size_t most = practice->step_count - step, count = 0;
    struct span *spans = mem_new(most, sizeof *spans);
    int64_t *pauses = mem_new(most, sizeof *pauses);
    line->cues = mem_resize(line->cues, line->count + most, sizeof *line->cues);
    struct cue *cues = line->cues + line->count;
    for (; step < practice->step_count; step++) {
        if (!step_belongs(&practice->steps[step], session->chosen))
            continue;
        const struct speech *words = &session->speech[step];
        cues[count] = (struct cue){step, words, 0, words->frames, 0};
        pauses[count] = practice->steps[step].pause;
        spans[count++] = movable_span(&practice->steps[step], words->frames, planned[step]);
    }
    if (how == REFIT_TO_PROMISE)
        fit_nearest(spans, count, end - line->frames, pauses);
    for (size_t i = 0; i < count; i++) {
        cues[i].start = line->frames;
        cues[i].pause = pauses[i];
        line->frames += cues[i].speech + pauses[i];
    }
    line->count += count;
    free(pauses);
    free(spans);
}

int64_t refit_from(struct session *session, size_t step, enum refit how)
{
    int64_t end = session->line.frames;
    int64_t *planned = planned_pauses(session);
    cut_present(session);
    session->line.frames = session->place;
    append_fitted(session, step, how, end, planned);
    free(planned);
    return session->line.frames - end;
}

int64_t refit_behind(struct session *session)
{
    const struct cue *cue = &session->line.cues[session->cue];
    int64_t end = session->line.frames;
    int64_t *planned = planned_pauses(session);
    session->line.count = session->cue + 1;
    session->line.frames = cue->start + cue->speech + cue->pause;
    append_fitted(session, cue->step + 1, REFIT_TO_PROMISE, end, planned);
    free(planned);
    return session->line.frames - end;
}
