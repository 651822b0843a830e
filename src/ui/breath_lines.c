#include "ui/breath_lines.h"

#include "base/frames.h"

#include <stdio.h>

const char *breath_word(enum breath_phase phase)
{
    static const char *const WORDS[] = {
        [BREATH_IN] = "breathe in", [BREATH_HOLD] = "hold", [BREATH_OUT] = "breathe out"};
    return WORDS[phase];
}

/* "4 seconds", "1.5 seconds". */
static void write_seconds(const struct breath_moment *now, char *text, size_t size)
{
    double seconds = (double)now->lasts / FRAME_RATE;
    snprintf(text, size, "%s, %g second%s", breath_word(now->phase), seconds,
             now->lasts == FRAMES_PER_SECOND ? "" : "s");
}

static const char *begin_phase(const struct breathing *breathing, char *text, size_t size)
{
    int more = breathing->times - breathing->now.time;
    if (breathing->now.time == 0)
        write_seconds(&breathing->now, text, size);
    else
        snprintf(text, size, "and %d more breath%s at this pace", more, more == 1 ? "" : "s");
    return text;
}

const char *breath_line(struct breath_lines *lines, const struct snapshot *at, char *text,
                        size_t size)
{
    const struct breathing *breathing = &at->breathing;
    const struct breath_lines before = *lines;
    bool same = before.times && before.step == at->step && at->into >= before.into;
    int stage = 3 * breathing->now.time + (int)breathing->now.phase;
    if (same && stage < before.stage) /* what is heard lags a little more after a pause */
        stage = before.stage;
    *lines = (struct breath_lines){breathing->times, stage, at->step, at->into};
    if (!breathing->times)
        return same ? "breathe as you like" : NULL;
    bool first = stage <= (int)BREATH_OUT, first_before = before.stage <= (int)BREATH_OUT;
    if (same && (stage == before.stage || (!first && !first_before)))
        return NULL;
    return begin_phase(breathing, text, size);
}
