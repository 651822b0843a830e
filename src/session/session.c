#include "session/session.h"

#include "base/frames.h"
#include "base/memory.h"
#include "session/away.h"
#include "session/back.h"
#include "session/ending.h"
#include "session/refit.h"
#include "session/steps.h"
#include "session/whence.h"

#include <stdlib.h>

bool session_begin(struct session *session, const struct practice *practice,
                   const struct speech *speech, int64_t frames, struct error *error)
{
    *session = (struct session){.practice = practice, .speech = speech, .chosen = frames};
    if (!timeline_fit(practice, speech, frames, &session->line, error))
        return false;
    strikes_place(&session->strikes, &session->line, NULL, 0);
    return true;
}

void session_set_intervals(struct session *session, const struct intervals *intervals)
{
    session->intervals = intervals;
    strikes_place(&session->strikes, &session->line, intervals, 0);
}

void session_end(struct session *session)
{
    back_drop(&session->back);
    strikes_free(&session->strikes);
    timeline_free(&session->line);
    away_end_grounding(session);
}

void session_set_detours(struct session *session, const struct detours *detours, uint64_t seed)
{
    session->detours = detours;
    session->chance = seed;
    for (size_t i = 0; i < DETOUR_KINDS; i++)
        session->said_last[i] = -1;
}

static const struct cue *present(const struct session *session)
{
    return &session->line.cues[session->cue];
}

static void move_to(struct session *session, int64_t place)
{
    session->place = place;
    session->cue = timeline_cue_at(&session->line, place);
}

enum outcome session_settle(struct session *session, int64_t shift)
{
    const struct grounding *grounding = &session->grounding;
    bool bells = !grounding->on || grounding->sits;
    move_to(session, session->place);
    strikes_place(&session->strikes, &session->line, bells ? session->intervals : NULL,
                  session->place);
    return shift > 0 ? OUTCOME_LATER : shift < 0 ? OUTCOME_EARLIER : OUTCOME_DONE;
}

static enum outcome seek(struct session *session, int64_t frames)
{
    int64_t place = session->place + frames;
    if (place < 0)
        place = 0;
    if (place > session->line.frames)
        place = session->line.frames;
    if (place == session->place)
        return OUTCOME_NOTHING;
    move_to(session, place);
    return OUTCOME_DONE;
}

enum outcome session_go_on_from(struct session *session, size_t step, enum refit how,
                                int64_t *shift)
{
    int64_t promised = away_promised(session);
    how = session->grounding.on ? REFIT_NATURAL : how;
    away_end_grounding(session);
    refit_from(session, step, how);
    *shift = session->line.frames - promised;
    return session_settle(session, *shift);
}

/* Where a jumping command leads; step_count: nowhere. */
static size_t target_step(const struct session *session, enum command_kind kind)
{
    const struct practice *practice = session->practice;
    size_t step = away_from(session), section = practice->steps[step].section;
    size_t first = steps_first_of(session, section);
    if (kind == COMMAND_NEXT_STEP)
        return steps_belonging(session, step + 1, 1);
    if (kind == COMMAND_PREVIOUS_STEP)
        return steps_before(session, step);
    if (kind == COMMAND_REPEAT)
        return step;
    if (kind == COMMAND_NEXT_SECTION) {
        const struct section *s = &practice->sections[section];
        return steps_belonging(session, s->first_step + s->step_count, 1);
    }
    if (step > first)
        return first;
    size_t before = steps_before(session, first);
    return before < practice->step_count ? steps_first_of(session, practice->steps[before].section)
                                         : before;
}

static enum outcome end_now(struct session *session)
{
    session->state = SESSION_ENDED;
    return OUTCOME_DONE;
}

/* Makes the present pause longer by up to `frames`, as far as its step allows; not where words were
 * cut, be it for a detour that is to come. */
static void stretch_present(struct session *session, int64_t frames)
{
    struct cue *cue = &session->line.cues[session->cue];
    const struct step *step = &session->practice->steps[cue->step];
    bool cut = cue->from + cue->speech < cue->words->frames;
    int64_t room = !cut && step->grow && step->most > cue->pause ? step->most - cue->pause : 0;
    int64_t more = frames < room ? frames : room;
    if (more <= 0)
        return;
    cue->pause += more;
    for (size_t i = session->cue + 1; i < session->line.count; i++)
        session->line.cues[i].start += more;
    session->line.frames += more;
}

/* Stretches what is ahead; what that can't take, the present pause may. */
static enum outcome extend(struct session *session, int64_t frames, int64_t *shift)
{
    int64_t before = session->line.frames, end = before + frames;
    if (session->open_ended || session->grounding.on || end > timeline_limit(session->practice))
        return OUTCOME_NOTHING;
    refit_behind(session, end);
    stretch_present(session, end - session->line.frames);
    *shift = session->line.frames - before;
    session_settle(session, *shift);
    return *shift > 0 ? OUTCOME_LATER : OUTCOME_NOTHING;
}

static enum outcome set_running(struct session *session, bool running)
{
    enum session_state state = running ? SESSION_RUNNING : SESSION_PAUSED;
    if (session->state == state)
        return OUTCOME_NOTHING;
    session->state = state;
    return OUTCOME_DONE;
}

static enum outcome obey(struct session *session, struct command command, int64_t *shift)
{
    switch (command.kind) {
    case COMMAND_RESUME:
    case COMMAND_PAUSE:
        return set_running(session, command.kind == COMMAND_RESUME);
    case COMMAND_SEEK:
        return seek(session, command.frames);
    case COMMAND_STOP:
        return end_now(session);
    case COMMAND_END_GENTLY:
        return session->grounding.on && !session->grounding.sits
                   ? away_go_on(session, WAY_STOP, shift)
                   : ending_gently(session, shift);
    case COMMAND_EXTEND:
        return extend(session, command.frames, shift);
    case COMMAND_RESTLESS:
    case COMMAND_FRUSTRATED:
    case COMMAND_SLEEPY:
    case COMMAND_WANDERING:
        return away_detour(session, (enum detour_kind)(command.kind - COMMAND_RESTLESS), shift);
    case COMMAND_GROUND:
        return away_ground(session);
    case COMMAND_STOP_HERE:
    case COMMAND_SIT_WITH_SOUNDS:
    case COMMAND_FROM_THE_FEET:
        return away_go_on(session, (enum way_kind)(command.kind - COMMAND_STOP_HERE), shift);
    case COMMAND_GO_BACK:
        return back_go(session, shift);
    case COMMAND_NEXT_STEP:
    case COMMAND_PREVIOUS_STEP:
    case COMMAND_NEXT_SECTION:
    case COMMAND_PREVIOUS_SECTION:
    case COMMAND_REPEAT:
        break;
    }
    if (away_is(session))
        return away_step(session, command.kind, shift);
    size_t step = target_step(session, command.kind);
    if (step >= session->practice->step_count)
        return OUTCOME_NOTHING;
    return session_go_on_from(session, step, REFIT_TO_PROMISE, shift);
}

/* Obeys a command that can be taken back. */
static enum outcome obey_for_now(struct session *session, struct command command, int64_t *shift)
{
    bool detour = command.kind >= COMMAND_RESTLESS && command.kind <= COMMAND_WANDERING;
    struct way_back back = back_keep(session, detour ? away_begins(session) : session->place);
    enum outcome outcome = obey(session, command, shift);
    if (outcome == OUTCOME_NOTHING) {
        back_drop(&back);
        return outcome;
    }
    back_drop(&session->back);
    session->back = back;
    *shift += back_leave_time(session);
    return outcome;
}

enum outcome session_command(struct session *session, struct command command, int64_t *shift)
{
    int64_t unused = 0;
    shift = shift ? shift : &unused;
    *shift = 0;
    if (session->state == SESSION_ENDED)
        return OUTCOME_NOTHING;
    if (back_is_for(command.kind))
        return obey_for_now(session, command, shift);
    enum outcome outcome = obey(session, command, shift);
    bool stays = command.kind == COMMAND_PAUSE || command.kind == COMMAND_RESUME;
    if (outcome != OUTCOME_NOTHING && !stays)
        back_drop(&session->back);
    return outcome;
}

void session_forget_waiting(struct session *session)
{
    session->grounding.waiting_count = 0;
}

enum outcome session_change_speech(struct session *session, const struct speech *speech,
                                   int64_t *shift)
{
    session->speech = speech;
    back_drop(&session->back);
    *shift = refit_behind(session, session->line.frames);
    return session_settle(session, *shift);
}

int64_t session_advance(struct session *session, int64_t frames)
{
    if (session->state != SESSION_RUNNING)
        return 0;
    int64_t left = session->line.frames - session->place;
    int64_t passed = frames < left ? frames : left;
    session->place += passed;
    session->sat += passed;
    while (session->cue + 1 < session->line.count &&
           session->line.cues[session->cue + 1].start <= session->place)
        session->cue++;
    if (passed == left)
        session->state = SESSION_ENDED;
    return passed;
}

/* The frame from which on something recorded is spoken, the place or later; the end: none is. */
static int64_t next_speech(const struct session *session)
{
    for (size_t i = session->cue; i < session->line.count; i++) {
        const struct cue *cue = &session->line.cues[i];
        if (cue->words->clip && session->place < cue_said(cue))
            return cue->start > session->place ? cue->start : session->place;
    }
    return session->line.frames;
}

static int64_t next_strike(const struct session *session)
{
    for (size_t i = 0; i < session->strikes.count; i++) {
        const struct strike *strike = &session->strikes.list[i];
        if (session->place < strike->until)
            return strike->at > session->place ? strike->at : session->place;
    }
    return session->line.frames;
}

int64_t session_silence(const struct session *session, bool voiced)
{
    int64_t strike = next_strike(session);
    int64_t speech = voiced ? next_speech(session) : strike;
    return (speech < strike ? speech : strike) - session->place;
}

int64_t session_silence_of_voice(const struct session *session)
{
    return next_speech(session) - session->place;
}

static const struct breath *breath_of(const struct session *session, const struct cue *cue)
{
    return session->practice->steps[cue->step].breath;
}

const struct breath *session_breath(const struct session *session, int64_t *into)
{
    const struct cue *cue = present(session);
    const struct breath *breath = breath_of(session, cue);
    int64_t start, end;
    if (!cue_breathes(cue, breath, &start, &end) || session->place < start || session->place >= end)
        return NULL;
    *into = session->place - cue->start + cue->from - (cue->words->frames - breath_frames(breath));
    return breath;
}

int64_t session_silence_of_breath(const struct session *session)
{
    int64_t start, end;
    for (size_t i = session->cue; i < session->line.count; i++) {
        const struct cue *cue = &session->line.cues[i];
        if (cue_breathes(cue, breath_of(session, cue), &start, &end) && session->place < end)
            return start > session->place ? start - session->place : 0;
    }
    return session->line.frames - session->place;
}

static struct breathing breathing_heard(const struct session *session, int64_t late)
{
    int64_t into;
    const struct breath *breath = session_breath(session, &into);
    if (!breath)
        return (struct breathing){0};
    return (struct breathing){breath->times, breath_at(breath, into > late ? into - late : 0)};
}

int64_t session_end_bell(const struct session *session)
{
    const struct cue *last = &session->line.cues[session->line.count - 1];
    return last->words->ring ? last->start : session->line.frames;
}

/* Which sentence is heard, and in how many frames the next one begins. */
static void find_sentence(const struct cue *cue, int64_t late, struct snapshot *snapshot)
{
    const struct speech *speech = cue->words;
    int64_t heard = snapshot->into > late ? snapshot->into - late : 0;
    snapshot->sentence_count = speech->sentence_count;
    snapshot->next_sentence = INT64_MAX;
    for (size_t i = 1; i < speech->sentence_count; i++) {
        if (speech->starts[i] > heard) {
            if (speech->starts[i] < snapshot->speech)
                snapshot->next_sentence = speech->starts[i] - heard;
            return;
        }
        if (speech->starts[i] < snapshot->speech)
            snapshot->sentence = i;
    }
}

/* The sections that something was heard of for some seconds. */
static uint64_t sections_sat_in(const struct session *session)
{
    enum { SECTIONS = 64, LEAST = 2 * FRAMES_PER_SECOND };
    int64_t heard[SECTIONS] = {0};
    uint64_t sat_in = 0;
    for (size_t i = 0; i <= session->cue; i++) {
        const struct cue *cue = &session->line.cues[i];
        int64_t end = i < session->cue ? session->line.cues[i + 1].start : session->place;
        size_t section = session->practice->steps[cue->step].section;
        if (cue->step >= session->practice->step_count || section >= SECTIONS)
            continue;
        heard[section] += end - cue->start;
        sat_in |= (uint64_t)(heard[section] >= LEAST) << section;
    }
    return sat_in;
}

void session_snapshot(const struct session *session, int64_t late, struct snapshot *snapshot)
{
    const struct cue *cue = present(session);
    *snapshot = (struct snapshot){
        .state = session->state,
        .open_ended = session->open_ended,
        .place = session->place,
        .heard = session->place > late ? session->place - late : 0,
        .frames = session->line.frames,
        .sat = session->sat,
        .section = session->practice->steps[away_from(session)].section,
        .sat_in = sections_sat_in(session),
        .away = away_now(session),
        .can_go_on = session->grounding.waiting_count > 0,
        .grounded = session->grounded,
        .can_go_back = session_can_go_back(session),
        .whence = whence_of(session),
        .step = cue->step,
        .into = session->place - cue->start + cue->from,
        .speech = cue->from + cue->speech,
        .pause = cue->pause,
        .breathing = breathing_heard(session, late),
    };
    find_sentence(cue, late, snapshot);
}
