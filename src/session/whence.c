#include "session/whence.h"

#include "session/away.h"
#include "session/refit.h"

#include <stdlib.h>

/* The present cue; aside, the practice's own that comes behind, or the last before. */
static const struct cue *own_cue(const struct session *session)
{
    const struct timeline *line = &session->line;
    size_t steps = session->practice->step_count;
    for (size_t i = session->cue; i < line->count; i++) {
        if (line->cues[i].step < steps)
            return &line->cues[i];
    }
    for (size_t i = session->cue; i-- > 0;) {
        if (line->cues[i].step < steps)
            return &line->cues[i];
    }
    return NULL;
}

/* The sentence of a cue that is being said `into` frames of its words, or was said last. */
static size_t sentence_at(const struct speech *words, int64_t into)
{
    size_t sentence = 0;
    while (sentence + 1 < words->sentence_count && words->starts[sentence + 1] <= into)
        sentence++;
    return sentence;
}

struct whence whence_of(const struct session *session)
{
    const struct cue *cue = own_cue(session);
    struct whence whence = {.left = session->line.frames - session->place};
    if (!cue)
        return whence;
    int64_t heard = session->place > cue->start ? session->place - cue->start : 0;
    whence.step = cue->step;
    whence.sentence = sentence_at(cue->words, cue->from + heard);
    whence.silence = cue->pause;
    if (heard > cue->speech)
        whence.silence = heard < cue->speech + cue->pause ? cue->speech + cue->pause - heard : 0;
    return whence;
}

static size_t cue_of_step(const struct timeline *line, size_t step)
{
    size_t i = 0;
    while (i < line->count && line->cues[i].step != step)
        i++;
    return i;
}

/* How far into a cue one goes on: where a sentence begins, or, without words, as far as to leave
 * the silence that was left. */
static int64_t heard_of(const struct cue *cue, const struct whence *whence)
{
    const struct speech *words = cue->words;
    if (whence->sentence > 0 && whence->sentence < words->sentence_count)
        return words->starts[whence->sentence];
    if (words->frames > 0 || whence->silence > cue->pause)
        return 0;
    return cue->pause - whence->silence;
}

/* What is still to come of a cue. */
static struct cue rest_of(const struct cue *cue, int64_t heard, int64_t silence)
{
    struct cue rest = *cue;
    rest.from = heard < cue->speech ? heard : cue->speech;
    rest.speech -= rest.from;
    rest.pause = silence;
    rest.rest = true;
    return rest;
}

bool session_go_on_at(struct session *session, const struct whence *whence, int64_t *shift)
{
    struct lead lead = {NULL, 0};
    struct timeline *line = &session->line;
    size_t index = cue_of_step(line, whence->step);
    if (index == line->count || whence->silence < 0 || whence->left < 0)
        return false;
    const struct cue *cue = &line->cues[index];
    int64_t heard = heard_of(cue, whence), start = cue->start;
    struct cue rest = rest_of(cue, heard, whence->silence);
    lead_add(&lead, &rest);
    session->cue = index;
    session->place = start + heard;
    *shift = refit_with(session, heard, &lead, whence->step + 1, REFIT_TO_PROMISE,
                        session->place + whence->left);
    free(lead.cues);
    session_settle(session, *shift);
    return true;
}
