/* A reminder: a time of day, the days of the week it comes on, and perhaps a practice. */
#ifndef REMIND_REMINDER_H
#define REMIND_REMINDER_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

enum { DAYS = 7, EVERY_DAY = (1 << DAYS) - 1 };

struct reminder {
    int minute;        /* of the day, 0 to 1439: what tells one reminder from another */
    unsigned days;     /* a bit for each day, Monday's the lowest; never 0 */
    char practice[65]; /* an id; "": none */
};

enum { REMINDER_TIME_SIZE = sizeof "21:30", REMINDER_DAYS_SIZE = 64 };

/* Reads a time such as 21:30 or 8:00. False and a sentence for anything else. */
bool reminder_parse_time(const char *text, int *minute, struct error *error);

/* Reads days such as mon-fri, sat,sun or daily, in small or large letters; a range may go over
 * Sunday. False and a sentence for anything else. */
bool reminder_parse_days(const char *text, unsigned *days, struct error *error);

/* The time as 21:30, the days as reminder_parse_days reads them: daily, or mon-wed,fri. */
void reminder_spell_time(int minute, char text[REMINDER_TIME_SIZE]);
void reminder_spell_days(unsigned days, char text[REMINDER_DAYS_SIZE]);

/* A day's short name; 0 is Monday. */
const char *reminder_day_name(int day);

/* What a user would write behind "numbmed remind" to set it, as in 21:30 --days mon-fri --practice
 * body-scan; to be freed. */
char *reminder_spell(const struct reminder *reminder);

/* Reads what reminder_spell writes, in full. */
bool reminder_read(const char *text, struct reminder *reminder);

/* What schedulers want: days as systemd's calendar spells them ("Mon..Fri"; "" for all), and as a
 * crontab does ("1-5"; "*" for all). */
void reminder_spell_calendar_days(unsigned days, char text[REMINDER_DAYS_SIZE]);
void reminder_spell_cron_days(unsigned days, char text[REMINDER_DAYS_SIZE]);

/* Reads days of a crontab: numbers, with ranges, between commas; or a star. */
bool reminder_parse_cron_days(const char *text, unsigned *days);

/* Whether `now` is more than an hour behind the minute of the day, by the clock on the wall: the
 * machine slept, and what was meant for then would come out of place. In the night when clocks are
 * put forward, cron makes up for what was left out: within that hour. */
bool reminder_is_late(int minute, time_t now);

/* ---- several */

struct reminders {
    struct reminder *list;
    size_t count;
};

/* Adds one. */
void reminders_add(struct reminders *reminders, const struct reminder *reminder);

void reminders_free(struct reminders *reminders);

#endif
