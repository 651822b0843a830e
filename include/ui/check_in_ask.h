/* The check-in on a terminal that is ours already. */
#ifndef UI_CHECK_IN_ASK_H
#define UI_CHECK_IN_ASK_H

#include "ui/check_in.h"
#include "ui/theme.h"

/* Asks how it is, going on from what is answered. `keep` (may be NULL) is given the answers within
 * a second of each change, and however this ends: whoever writes them down loses no more than that
 * to a kill. CHECK_IN_GONE comes with the signal (0 for Ctrl-C). Behind CHECK_IN_HELP one may ask
 * again. */
enum check_in_end check_in_ask(struct check_in *answers, enum moment moment,
                               const struct theme *theme,
                               void (*keep)(void *context, const struct check_in *answers),
                               void *context, int *signal);

#endif
