/* systemd's user manager, spoken to by its own programs: systemctl --user and systemd-analyze. */
#ifndef REMIND_MANAGER_H
#define REMIND_MANAGER_H

#include "base/error.h"

/* Whether it answers; else a sentence says why not. */
bool manager_answers(struct error *error);

/* Whether a unit is active. */
bool manager_runs(const char *unit);

/* Has systemd-analyze look at a time as OnCalendar= has it, and at two unit files, where that
 * program is there. False and a sentence where it finds a fault. */
bool manager_check(const char *calendar, const char *timer, const char *service,
                   struct error *error);

/* Has it read all unit files again. */
bool manager_reload(struct error *error);

/* Has it run a unit from now on; and no more. */
bool manager_enable(const char *unit, struct error *error);
bool manager_disable(const char *unit, struct error *error);

#endif
