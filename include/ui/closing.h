/* The screen at the end of a session: how long one sat, and thanks. */
#ifndef UI_CLOSING_H
#define UI_CLOSING_H

#include "script/practice.h"
#include "ui/theme.h"

/* How it was left. */
struct closing {
    bool at_once; /* by Ctrl-C: without another word */
    bool ground;  /* for grounding */
    int signal;   /* by this signal; 0: none */
};

/* Shows it until a key goes on; `sat` is in frames. What leads to sleep ends in the dark, without a
 * word. */
struct closing closing_show(const struct practice *practice, int64_t sat,
                            const struct theme *theme);

#endif
