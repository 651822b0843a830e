/* Ending gently. Session.c's own helper. */
#ifndef SESSION_ENDING_H
#define SESSION_ENDING_H

#include "session/session.h"

/* Goes on with the closing section; within it with its last words; from there, or without one, with
 * the bell at the end; else it ends in BACK_FRAMES. OUTCOME_NOTHING: the end is no farther. */
enum outcome ending_gently(struct session *session, int64_t *shift);

#endif
