/* A reminder as two unit files of systemd: a timer, and the service that it starts. What others
 * might see of them, the description, tells nothing. */
#ifndef REMIND_UNITS_H
#define REMIND_UNITS_H

#include "remind/reminder.h"

enum { UNIT_NAME_SIZE = sizeof "numbmed-remind-2130.service" };

/* "numbmed-remind-2130" and what it ends in: ".timer" or ".service". */
void unit_name(int minute, const char *ending, char name[UNIT_NAME_SIZE]);

/* The minute of the day that a timer's name holds; -1: it is no name of ours. */
int unit_minute(const char *name);

/* When it comes, for OnCalendar=; to be freed. */
char *unit_calendar(const struct reminder *reminder);

/* The texts of both files, to be freed. `program` is the path of numbmed, which unit_takes. */
char *unit_timer(const struct reminder *reminder);
char *unit_service(const struct reminder *reminder, const char *program);

/* Reads the reminder back from the first line of either file; false: it isn't ours. */
bool unit_read(const char *text, struct reminder *reminder);

/* What either scheduler calls numbmed with; to be freed. */
char *unit_words(const struct reminder *reminder);

/* Whether a program of this path can stand in a file of lines; else a sentence. */
bool unit_takes(const char *program, struct error *error);

#endif
