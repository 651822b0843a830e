#include "session/ending.h"

#include "session/away.h"
#include "session/refit.h"
#include "session/steps.h"

/* The last step that belongs and has words; step_count where there is none. */
static size_t last_words(const struct session *session)
{
    const struct practice *practice = session->practice;
    size_t step = steps_before(session, practice->step_count);
    while (step < practice->step_count &&
           (!session->speech[step].frames || step_is_bell(&practice->steps[step])))
        step = steps_before(session, step);
    return step;
}

/* Whether there is a closing section to go to. */
static bool has_closing(const struct session *session)
{
    const struct practice *practice = session->practice;
    return !session->grounding.on &&
           steps_first_of(session, practice_closing(practice)) < practice->step_count;
}

/* Where ending gently leads: to the closing section, within it to its last words; from there, or
 * without it, to the bell at the end. step_count: to nothing but the end. */
static size_t ending_step(const struct session *session)
{
    const struct practice *practice = session->practice;
    size_t step = away_from(session), none = practice->step_count, last = none - 1;
    size_t closing = practice_closing(practice), words = last_words(session);
    bool bell = step_is_bell(&practice->steps[last]);
    if (has_closing(session) && practice->steps[step].section < closing)
        return steps_first_of(session, closing);
    if (has_closing(session) && words < none && step < words)
        return words;
    return bell && (step < last || away_is(session)) ? last : none;
}

/* Where there is nothing more to go to: ends it as soon as that can no longer be taken back. The
 * last words of a closing section are said to their end. */
static enum outcome end_soon(struct session *session, int64_t *shift)
{
    const struct cue *cue = &session->line.cues[session->cue];
    int64_t heard = session->place - cue->start, said = cue_said(cue) - cue->start;
    int64_t promised = away_promised(session);
    bool bell = !away_is(session) && step_is_bell(&session->practice->steps[cue->step]) &&
                cue->step + 1 == session->practice->step_count;
    if (has_closing(session) && !away_is(session) && said > heard)
        heard = said;
    if (bell || cue->start + heard + BACK_FRAMES >= session->line.frames)
        return OUTCOME_NOTHING;
    away_end_grounding(session);
    refit_cut(session, heard);
    if (!session->line.count)
        session->line.count = 1;
    session->line.cues[session->line.count - 1].pause += BACK_FRAMES;
    session->line.frames += BACK_FRAMES;
    *shift = session->line.frames - promised;
    return session_settle(session, *shift);
}

enum outcome ending_gently(struct session *session, int64_t *shift)
{
    size_t step = ending_step(session);
    return step < session->practice->step_count
               ? session_go_on_from(session, step, REFIT_NATURAL, shift)
               : end_soon(session, shift);
}
