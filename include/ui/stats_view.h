/* Statistics on the screen, to scroll through. */
#ifndef UI_STATS_VIEW_H
#define UI_STATS_VIEW_H

#include "journal/answers.h"
#include "journal/stats.h"
#include "ui/keys.h"
#include "ui/leaf.h"

#include <stdbool.h>

struct stats_view {
    struct journal *journal;
    bool readable; /* what follows could be read */
    struct stats stats;
    struct streak streak;
    bool tell_streak;
    struct answers answers; /* read once they are asked for */
    struct error problem;   /* one line that mustn't be overlooked; "": none */
    bool feelings;          /* they are shown */
    struct leaf leaf;
    bool laid;  /* for the width that the leaf has */
    size_t top; /* the first line on the screen */
};

/* Reads what is to be shown from a journal, which must stay; `streak`: that is told, too. Where it
 * can't be read, the view says so. stats_view_free frees it. */
void stats_view_open(struct stats_view *view, struct journal *journal, bool streak);
void stats_view_free(struct stats_view *view);

/* Shows it until a key ends it: ACTION_RETURN, ACTION_GROUND, or ACTION_LEAVE_NOW with the signal
 * (0 for Ctrl-C). It may be shown again, with a problem. */
enum action stats_view_show(struct stats_view *view, const struct theme *theme, int *signal);

#endif
