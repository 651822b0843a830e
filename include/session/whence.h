/* Where a sitting would go on after a break. Session.c's own helper. */
#ifndef SESSION_WHENCE_H
#define SESSION_WHENCE_H

#include "session/session.h"

struct whence whence_of(const struct session *session);

#endif
