#include "session/back.h"

#include "base/memory.h"
#include "session/away.h"

#include <stdlib.h>
#include <string.h>

bool back_is_for(enum command_kind kind)
{
    return kind == COMMAND_END_GENTLY ||
           (kind >= COMMAND_RESTLESS && kind <= COMMAND_FROM_THE_FEET && kind != COMMAND_GROUND);
}

/* A copy of a list, of which none may be. */
static void *copy_list(const void *list, size_t count, size_t size)
{
    void *copy = count ? mem_new(count, size) : NULL;
    if (count)
        memcpy(copy, list, count * size);
    return copy;
}

struct way_back back_keep(const struct session *session, int64_t left)
{
    struct way_back back = {
        .line = session->line,
        .strikes = session->strikes,
        .grounding = session->grounding,
        .open_ended = session->open_ended,
        .chance = session->chance,
        .left = left,
        .until = session->sat + BACK_FRAMES,
    };
    memcpy(back.said_last, session->said_last, sizeof back.said_last);
    back.line.cues = copy_list(back.line.cues, back.line.count, sizeof *back.line.cues);
    back.strikes.list = copy_list(back.strikes.list, back.strikes.count, sizeof *back.strikes.list);
    back.grounding.waiting = copy_list(back.grounding.waiting, back.grounding.waiting_count,
                                       sizeof *back.grounding.waiting);
    return back;
}

void back_drop(struct way_back *back)
{
    timeline_free(&back->line);
    strikes_free(&back->strikes);
    free(back->grounding.waiting);
    *back = (struct way_back){.until = 0};
}

int64_t back_leave_time(struct session *session)
{
    struct timeline *line = &session->line;
    int64_t more = session->place + BACK_FRAMES - line->frames;
    if (more <= 0)
        return 0;
    line->cues[line->count - 1].pause += more;
    line->frames += more;
    return more;
}

bool session_can_go_back(const struct session *session)
{
    return session->back.line.count && session->sat < session->back.until &&
           session->state != SESSION_ENDED;
}

enum outcome back_go(struct session *session, int64_t *shift)
{
    struct way_back *back = &session->back;
    int64_t end = session->line.frames;
    bool open = session->open_ended;
    if (!session_can_go_back(session))
        return OUTCOME_NOTHING;
    timeline_free(&session->line);
    strikes_free(&session->strikes);
    free(session->grounding.waiting);
    session->line = back->line;
    session->strikes = back->strikes;
    session->grounding = back->grounding;
    session->open_ended = back->open_ended;
    session->chance = back->chance;
    memcpy(session->said_last, back->said_last, sizeof session->said_last);
    if (session->place > back->left)
        session->place = back->left;
    session->cue = timeline_cue_at(&session->line, session->place);
    *back = (struct way_back){.until = 0};
    *shift = open || session->open_ended ? 0 : session->line.frames - end;
    return *shift > 0 ? OUTCOME_LATER : *shift < 0 ? OUTCOME_EARLIER : OUTCOME_DONE;
}
