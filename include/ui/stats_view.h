/* Statistics on the screen, to scroll through. */
#ifndef UI_STATS_VIEW_H
#define UI_STATS_VIEW_H

#include "journal/answers.h"
#include "journal/stats.h"
#include "ui/keys.h"
#include "ui/leaf.h"

#include <stdbool.h>

/* What is shown. It begins with stats and streak; stats_view_free frees what it made. */
struct stats_view {
    const struct stats *stats;
    const struct streak *streak; /* NULL: it isn't told */
    struct journal *journal;     /* where answers are read from once they are asked for */
    const char *line;            /* one line that mustn't be overlooked; NULL: none */
    struct error problem;        /* what that line may be */
    struct answers answers;
    bool feelings; /* they are shown */
    struct leaf leaf;
    bool laid;  /* for the width that the leaf has */
    size_t top; /* the first line on the screen */
};

/* Shows it until a key ends it: ACTION_RETURN, ACTION_GROUND, or ACTION_LEAVE_NOW with the signal
 * (0 for Ctrl-C). It may be shown again. */
enum action stats_view_show(struct stats_view *view, const struct theme *theme, int *signal);

void stats_view_free(struct stats_view *view);

#endif
