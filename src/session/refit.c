#include "session/refit.h"

#include "base/memory.h"
#include "session/glue.h"

#include <stdlib.h>

static int64_t greater(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

void refit_cut(struct session *session, int64_t heard)
{
    struct cue *cue = &session->line.cues[session->cue];
    if (heard < cue->speech) {
        cue->speech = heard;
        cue->pause = 0;
    } else {
        cue->pause = heard - cue->speech;
    }
    session->line.count = session->cue + (heard > 0);
    session->line.frames = cue->start + heard;
}

/* The pause that was planned for each step still ahead, so that a refit knows what it takes from;
 * for a step that isn't ahead (a repeat) its natural one. To be freed. */
static int64_t *planned_pauses(const struct session *session)
{
    const struct practice *practice = session->practice;
    int64_t *planned = mem_new(practice->step_count, sizeof *planned);
    for (size_t i = 0; i < practice->step_count; i++)
        planned[i] = practice->steps[i].pause;
    for (size_t i = session->cue; i < session->line.count; i++) {
        if (session->line.cues[i].step < practice->step_count)
            planned[session->line.cues[i].step] = session->line.cues[i].pause;
    }
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

/* How far one of those that stand before the steps may: a detour's not at all. */
static struct span lead_span(const struct session *session, const struct cue *cue)
{
    const struct step *step = &session->practice->steps[cue->step];
    struct span span = {cue->speech, cue->pause, cue->pause, cue->pause, 0};
    if (!cue->rest)
        return span;
    span.least -= cue->pause / REFIT_TAKES_ONE_IN;
    span.most = greater(step->most, cue->pause);
    span.grow = step->grow;
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

/* Appends the leading cues, then cues for `step` and all behind it that belong; their pauses are
 * fitted to end at `end`. */
static void append_fitted(struct session *session, const struct lead *lead, size_t step,
                          enum refit how, int64_t end, const int64_t *planned)
{
    const struct practice *practice = session->practice;
    struct timeline *line = &session->line;
    size_t most = lead->count + practice->step_count - step, count = 0;
    struct span *spans = mem_new(most, sizeof *spans);
    int64_t *pauses = mem_new(most, sizeof *pauses);
    line->cues = mem_resize(line->cues, line->count + most + 1, sizeof *line->cues);
    struct cue *cues = line->cues + line->count;
    for (; count < lead->count; count++) {
        cues[count] = lead->cues[count];
        pauses[count] = cues[count].pause;
        spans[count] = lead_span(session, &cues[count]);
    }
    for (; step < practice->step_count; step++) {
        if (!step_belongs(&practice->steps[step], session->chosen))
            continue;
        const struct speech *words = &session->speech[step];
        cues[count] = (struct cue){.step = step, .words = words, .speech = words->frames};
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

int64_t refit_with(struct session *session, int64_t heard, const struct lead *lead, size_t step,
                   enum refit how, int64_t end)
{
    int64_t *planned = planned_pauses(session);
    refit_cut(session, heard);
    append_fitted(session, lead, step, how, end, planned);
    if (!session->line.count)
        session->line.count = 1; /* the present cue, of which nothing is left */
    free(planned);
    return session->line.frames - end;
}

int64_t refit_from(struct session *session, size_t step, enum refit how)
{
    const struct lead none = {NULL, 0};
    int64_t heard = session->place - session->line.cues[session->cue].start;
    return refit_with(session, heard, &none, step, how, session->line.frames);
}

/* What was heard before grounding stays as it was; side paths are taken anew from the session's
 * voice. */
static void revoice(struct session *session)
{
    struct timeline *line = &session->line;
    for (size_t i = session->cue + 1; i < line->count; i++) {
        struct cue *cue = &line->cues[i], *before = cue - 1;
        if (cue->step >= session->practice->step_count) {
            cue->words = &session->speech[cue->step];
            cue->speech = cue->words->frames;
        }
        cue->start = before->start + before->speech + before->pause;
        line->frames = cue->start + cue->speech + cue->pause;
    }
}

int64_t refit_behind(struct session *session, int64_t end)
{
    if (session->grounding.on) {
        revoice(session);
        return session->line.frames - end;
    }
    const struct cue *cue = &session->line.cues[session->cue];
    struct lead lead = {NULL, 0};
    size_t step = lead_behind(session, &lead);
    int64_t shift =
        refit_with(session, cue->speech + cue->pause, &lead, step, REFIT_TO_PROMISE, end);
    free(lead.cues);
    return shift;
}

/* ---- what leads */

void lead_add(struct lead *lead, const struct cue *cue)
{
    lead->cues = mem_grow(lead->cues, lead->count, sizeof *lead->cues);
    lead->cues[lead->count++] = *cue;
}

size_t lead_behind(const struct session *session, struct lead *lead)
{
    const struct practice *practice = session->practice;
    const struct timeline *line = &session->line;
    size_t present = line->cues[session->cue].step;
    size_t next = present < practice->step_count ? present + 1 : practice->step_count;
    for (size_t i = session->cue + 1; i < line->count; i++) {
        struct cue cue = line->cues[i];
        bool aside = cue.step >= practice->step_count;
        if (!aside && !cue.rest)
            return cue.step;
        if (aside) { /* as the present voice says it */
            cue.words = &session->speech[cue.step];
            cue.speech = cue.words->frames;
        }
        next = aside ? next : cue.step + 1;
        lead_add(lead, &cue);
    }
    return next;
}
