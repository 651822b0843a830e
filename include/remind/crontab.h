/* Reminders by cron, where no systemd is: a line that the user adds. The crontab itself is read and
 * never written. */
#ifndef REMIND_CRONTAB_H
#define REMIND_CRONTAB_H

#include "remind/reminder.h"

/* The line for a reminder, to be freed. `program` is the path of numbmed, which unit_takes. */
char *crontab_line(const struct reminder *reminder, const char *program);

/* Reads such a line back; false: it is none of ours. */
bool crontab_read(const char *line, struct reminder *reminder);

/* Whether there is a crontab to add it to. */
bool crontab_is_there(void);

/* Fills `reminders` with those in the user's crontab, in its order. reminders_free frees them. */
void crontab_find(struct reminders *reminders);

#endif
