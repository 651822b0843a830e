/* Which of a practice's steps a session has. Session.c's own helper. */
#ifndef SESSION_STEPS_H
#define SESSION_STEPS_H

#include "session/session.h"

/* The nearest step that belongs, from `step` on in a direction (1 or -1); step_count where there
 * is none. */
size_t steps_belonging(const struct session *session, size_t step, int direction);

/* The nearest before `step`; step_count where there is none. */
size_t steps_before(const struct session *session, size_t step);

/* The first that belongs to a section; step_count if the section has none. */
size_t steps_first_of(const struct session *session, size_t section);

#endif
