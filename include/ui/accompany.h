/* A sitting from its first question to its last: how it is, the session, how it was, a note. */
#ifndef UI_ACCOMPANY_H
#define UI_ACCOMPANY_H

#include "ui/theme.h"
#include "ui/wish.h"

/* What was opened. */
struct opened {
    struct sitting *sitting;
    struct course_pick pick; /* the day that it is */
    bool grounding;          /* it is nothing but that: nothing is asked or written down */
    bool again;              /* it is what the diary offered, */
    int64_t late;            /* ending so many frames later */
};

/* Plays it, asks and writes down what is wished for, and closes it. The terminal must be ours, and
 * may be given back; without a theme all is in lines. Fills `played`, all but `welcomed`. */
void accompany(struct library *library, const struct wish *wish, const struct theme *theme,
               const struct opened *opened, struct played *played);

#endif
