#include "session/away.h"

#include "base/chance.h"
#include "base/frames.h"
#include "base/memory.h"
#include "session/refit.h"

#include <stdlib.h>

/* Nothing goes on by itself after grounding: its last silence has no end that one could wait for.
 */
#define HOLD FRAMES_LONGEST_SILENT

static const struct cue *present(const struct session *session)
{
    return &session->line.cues[session->cue];
}

static bool is_aside(const struct session *session, const struct cue *cue)
{
    return cue->step >= session->practice->step_count;
}

bool away_is(const struct session *session)
{
    return is_aside(session, present(session));
}

size_t away_from(const struct session *session)
{
    const struct timeline *line = &session->line;
    for (size_t i = session->cue + 1; i-- > 0;) {
        if (!is_aside(session, &line->cues[i]))
            return line->cues[i].step;
    }
    for (size_t i = session->cue; i < line->count; i++) {
        if (!is_aside(session, &line->cues[i]))
            return line->cues[i].step;
    }
    return session->grounding.waiting_count ? session->grounding.waiting[0].step : 0;
}

/* ---- where one is */

/* What a side path's step belongs to. */
struct place {
    enum away away;
    struct path path;
};

static bool holds(struct path path, size_t step)
{
    return step >= path.first && step < path.first + path.count;
}

static struct place place_of(const struct session *session, size_t step)
{
    const struct detours *detours = session->detours;
    size_t index = step - session->practice->step_count;
    for (size_t kind = 0; kind < DETOUR_KINDS; kind++) {
        const struct detour *detour = &detours->list[kind];
        for (size_t i = 0; i < detour->variant_count; i++) {
            if (holds(detour->variants[i], index))
                return (struct place){kind == DETOUR_GROUND ? AWAY_GROUND : AWAY_DETOUR,
                                      detour->variants[i]};
        }
    }
    if (holds(detours->question, index)) /* once it is answered, it is only heard again */
        return (struct place){session->grounding.on ? AWAY_ASKING : AWAY_ON, detours->question};
    if (holds(detours->sounds, index))
        return (struct place){AWAY_SOUNDS, detours->sounds};
    return (struct place){session->grounding.sits ? AWAY_SOUNDS : AWAY_ON, {index, 1}};
}

enum away away_now(const struct session *session)
{
    return away_is(session) ? place_of(session, present(session)->step).away : AWAY_NOT;
}

/* ---- building what comes */

static void add_aside(const struct session *session, struct lead *lead, size_t index, int64_t pause)
{
    size_t step = session->practice->step_count + index;
    const struct speech *words = &session->speech[step];
    lead_add(lead,
             &(struct cue){.step = step, .words = words, .speech = words->frames, .pause = pause});
}

/* The steps of a path from the one with this index on. */
static void add_path(const struct session *session, struct lead *lead, struct path path,
                     size_t index)
{
    size_t steps = session->practice->step_count;
    for (; index < path.first + path.count; index++)
        add_aside(session, lead, index, session->practice->steps[steps + index].pause);
}

/* The question, and time without end to answer it. */
static void add_question(const struct session *session, struct lead *lead)
{
    add_aside(session, lead, session->detours->question.first, HOLD);
}

/* A variant that isn't the one before. */
static struct path choose(struct session *session, enum detour_kind kind)
{
    const struct detour *detour = &session->detours->list[kind];
    int *last = &session->said_last[kind];
    int chosen = (int)(chance_next(&session->chance) % detour->variant_count);
    if (chosen == *last)
        chosen = (chosen + 1) % (int)detour->variant_count;
    *last = chosen;
    return detour->variants[chosen];
}

/* What is left of a cue once `heard` frames of it are over. */
static struct cue rest_of(const struct cue *cue, int64_t heard)
{
    struct cue rest = *cue;
    int64_t said = heard < cue->speech ? heard : cue->speech;
    rest.from += said;
    rest.speech -= said;
    rest.pause -= heard - said;
    rest.rest = true;
    return rest;
}

/* How much of a cue is heard before a detour may begin: up to the end of the sentence at `into`. */
static int64_t sentence_ends(const struct cue *cue, int64_t into)
{
    int64_t said = cue_said(cue) - cue->start;
    if (into >= cue->speech || cue->words->ring)
        return into > cue->speech ? into : cue->speech;
    if (into >= said) /* breathing is no sentence */
        return into;
    for (size_t i = 1; i < cue->words->sentence_count; i++) {
        int64_t start = cue->words->starts[i] - cue->from;
        if (start > into && start < said)
            return start;
    }
    return said;
}

/* ---- detours */

int64_t away_begins(const struct session *session)
{
    const struct cue *cue = present(session);
    return cue->start + sentence_ends(cue, session->place - cue->start);
}

static bool can_detour(const struct session *session, enum detour_kind kind)
{
    const struct cue *cue = present(session);
    bool is_end = cue->words->ring && cue->step + 1 == session->practice->step_count;
    bool is_right = kind == DETOUR_SLEEPY && session->practice->sleep;
    return session->detours && !session->grounding.on && !is_end && !is_right;
}

enum outcome away_detour(struct session *session, enum detour_kind kind, int64_t *shift)
{
    if (!can_detour(session, kind))
        return OUTCOME_NOTHING;
    const struct cue *cue = present(session);
    int64_t heard = sentence_ends(cue, session->place - cue->start);
    struct lead lead = {NULL, 0}, behind = {NULL, 0};
    struct path path = choose(session, kind);
    add_path(session, &lead, path, path.first);
    size_t next = lead_behind(session, &behind);
    struct cue rest = rest_of(cue, heard);
    if (!away_is(session) && rest.speech + rest.pause > 0)
        lead_add(&lead, &rest);
    for (size_t i = 0; i < behind.count; i++) { /* of a detour before, its own words are dropped */
        if (behind.cues[i].rest)
            lead_add(&lead, &behind.cues[i]);
    }
    *shift = refit_with(session, heard, &lead, next, REFIT_TO_PROMISE, session->line.frames);
    free(behind.cues);
    free(lead.cues);
    return session_settle(session, *shift);
}

/* ---- grounding */

/* What was ahead waits: the silence of the present step, and all steps behind. */
static void keep_waiting(struct session *session)
{
    struct grounding *grounding = &session->grounding;
    const struct timeline *line = &session->line;
    const struct cue *cue = present(session);
    struct lead waiting = {NULL, 0};
    struct cue rest = rest_of(cue, cue->speech);
    if (!away_is(session) && rest.pause > 0)
        lead_add(&waiting, &rest);
    for (size_t i = session->cue + 1; i < line->count; i++) {
        if (!is_aside(session, &line->cues[i]))
            lead_add(&waiting, &line->cues[i]);
    }
    *grounding = (struct grounding){.on = true,
                                    .was_open_ended = session->open_ended,
                                    .promised = line->frames,
                                    .waiting = waiting.cues,
                                    .waiting_count = waiting.count};
}

/* Cuts here and goes on with nothing but what leads. */
static enum outcome go_aside(struct session *session, const struct lead *lead)
{
    int64_t heard = session->place - present(session)->start;
    refit_with(session, heard, lead, session->practice->step_count, REFIT_NATURAL, 0);
    return session_settle(session, 0);
}

enum outcome away_ground(struct session *session)
{
    if (!session->detours)
        return OUTCOME_NOTHING;
    struct lead lead = {NULL, 0};
    if (!session->grounding.on)
        keep_waiting(session);
    session->grounding.sits = false;
    session->grounded = session->open_ended = true;
    struct path path = choose(session, DETOUR_GROUND);
    add_path(session, &lead, path, path.first);
    add_question(session, &lead);
    enum outcome outcome = go_aside(session, &lead);
    free(lead.cues);
    return outcome;
}

/* The sounds' own words, and silence without end behind the last. */
static void add_sounds(struct session *session, struct lead *lead)
{
    add_path(session, lead, session->detours->sounds, session->detours->sounds.first);
    lead->cues[lead->count - 1].pause = HOLD;
}

/* What waited, as the present voice says it, no pause shortened. */
static void add_waiting(struct session *session, struct lead *lead)
{
    const struct grounding *grounding = &session->grounding;
    for (size_t i = 0; i < grounding->waiting_count; i++) {
        struct cue cue = grounding->waiting[i];
        if (!cue.rest) {
            cue.words = &session->speech[cue.step];
            cue.speech = cue.words->frames;
        }
        lead_add(lead, &cue);
    }
}

void away_end_grounding(struct session *session)
{
    if (!session->grounding.on)
        return;
    session->open_ended = session->grounding.was_open_ended;
    free(session->grounding.waiting);
    session->grounding = (struct grounding){.on = false};
}

int64_t away_promised(const struct session *session)
{
    return session->grounding.on ? session->grounding.promised : session->line.frames;
}

enum outcome away_go_on(struct session *session, enum way_kind way, int64_t *shift)
{
    struct grounding *grounding = &session->grounding;
    int64_t promised = away_promised(session);
    if (!grounding->on || (way == WAY_FEET && !grounding->waiting_count) ||
        (way == WAY_STOP && away_now(session) == AWAY_ON)) /* that is being said */
        return OUTCOME_NOTHING;
    struct lead lead = {NULL, 0};
    struct path path = session->detours->ways[way].path;
    add_path(session, &lead, path, path.first);
    grounding->sits = way == WAY_SOUNDS;
    if (way == WAY_SOUNDS)
        add_sounds(session, &lead);
    if (way == WAY_FEET) {
        add_waiting(session, &lead);
        away_end_grounding(session);
    }
    if (way != WAY_FEET)
        session->open_ended = way == WAY_SOUNDS;
    enum outcome outcome = go_aside(session, &lead);
    free(lead.cues);
    if (way != WAY_FEET)
        return outcome;
    *shift = session->line.frames - promised;
    return session_settle(session, *shift);
}

/* ---- steps of a side path */

/* From one of its steps on, with what stands behind the path. Nothing ends grounding by itself. */
static enum outcome go_to(struct session *session, struct place place, size_t index, int64_t *shift)
{
    const struct cue *cue = present(session);
    struct lead lead = {NULL, 0}, behind = {NULL, 0};
    size_t next = lead_behind(session, &behind), steps = session->practice->step_count;
    add_path(session, &lead, place.path, index);
    size_t i = 0;
    while (i < behind.count && holds(place.path, behind.cues[i].step - steps))
        i++;
    for (; i < behind.count; i++)
        lead_add(&lead, &behind.cues[i]);
    free(behind.cues);
    if (session->grounding.on && !lead.count)
        return OUTCOME_NOTHING;
    if (session->grounding.sits && lead.count)
        lead.cues[lead.count - 1].pause = HOLD;
    *shift = refit_with(session, session->place - cue->start, &lead, next, REFIT_TO_PROMISE,
                        session->line.frames);
    *shift = session->open_ended ? 0 : *shift;
    free(lead.cues);
    return session_settle(session, *shift);
}

/* Whether it is but heard again, and grounding comes behind steps of the practice. */
static bool is_before_grounding(const struct session *session)
{
    bool before = false;
    for (size_t i = session->cue + 1; session->grounding.on && i < session->line.count; i++)
        before |= !is_aside(session, &session->line.cues[i]);
    return before;
}

enum outcome away_step(struct session *session, enum command_kind kind, int64_t *shift)
{
    struct place place = place_of(session, present(session)->step);
    size_t index = present(session)->step - session->practice->step_count;
    if (is_before_grounding(session))
        return OUTCOME_NOTHING;
    if (kind == COMMAND_NEXT_SECTION)
        return go_to(session, place, place.path.first + place.path.count, shift);
    if (kind == COMMAND_NEXT_STEP)
        return go_to(session, place, index + 1, shift);
    if (kind == COMMAND_PREVIOUS_STEP && index > place.path.first)
        return go_to(session, place, index - 1, shift);
    if (kind == COMMAND_PREVIOUS_SECTION && place.away != AWAY_ASKING)
        return go_to(session, place, place.path.first, shift);
    if (kind == COMMAND_REPEAT && place.away != AWAY_ASKING)
        return go_to(session, place, index, shift);
    return OUTCOME_NOTHING;
}
