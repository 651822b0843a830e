/* Taking a command back that leads elsewhere. Session.c's own helper. */
#ifndef SESSION_BACK_H
#define SESSION_BACK_H

#include "session/session.h"

/* Whether a command of this kind can be taken back. */
bool back_is_for(enum command_kind kind);

/* A copy of the way ahead as it is now. It can be gone back to for BACK_FRAMES of sitting; the
 * practice is left at `left`, a place not before the present one. back_drop frees it. */
struct way_back back_keep(const struct session *session, int64_t left);

void back_drop(struct way_back *back);

/* Makes the session's end come no earlier than one can go back. Returns how many frames later it
 * ends by that. */
int64_t back_leave_time(struct session *session);

/* Goes back. What was heard meanwhile is left out, and nothing of the practice is heard twice. */
enum outcome back_go(struct session *session, int64_t *shift);

#endif
