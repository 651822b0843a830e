/* The reminders that systemd's user manager is told of: two files each, below its folder of the
 * user's own units. */
#ifndef REMIND_TIMERS_H
#define REMIND_TIMERS_H

#include "base/error.h"
#include "remind/reminder.h"

/* Fills `reminders` with those there are, by time; files that aren't ours are passed over.
 * reminders_free frees them. */
void timers_find(struct reminders *reminders);

/* Whether the user's manager answers; else a sentence says why not. */
bool timers_can_run(struct error *error);

/* Whether the manager runs this one. */
bool timers_runs(const struct reminder *reminder);

/* Writes a reminder's files, has systemd-analyze look at them where it is there, and has the
 * manager run it. One at the same time is replaced. All or nothing: where it fails, a sentence, and
 * all is as it was. A file that isn't ours is never replaced. */
bool timers_set(const struct reminder *reminder, const char *program, struct error *error);

/* Has the manager stop it, and takes its files away. Where no manager answers (`managed` is false)
 * only the files go. */
bool timers_take_away(const struct reminder *reminder, bool managed, struct error *error);

#endif
