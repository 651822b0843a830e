#include "remind/crontab.h"

#include "base/child.h"
#include "base/memory.h"
#include "remind/units.h"
#include "script/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* cron makes a line break of a % without a backslash, whatever the shell's quotes. */
static char *escape_percents(const char *text)
{
    char *escaped = mem_new(2 * strlen(text) + 1, 1), *end = escaped;
    for (; *text; text++) {
        if (*text == '%')
            *end++ = '\\';
        *end++ = *text;
    }
    return escaped;
}

char *crontab_line(const struct reminder *reminder, const char *program)
{
    char days[REMINDER_DAYS_SIZE];
    char *quoted = child_quote(program), *escaped = escape_percents(quoted);
    char *words = unit_words(reminder);
    reminder_spell_cron_days(reminder->days, days);
    char *line = mem_format("%d %d * * %s %s %s", reminder->minute % 60, reminder->minute / 60,
                            days, escaped, words);
    free(words);
    free(escaped);
    free(quoted);
    return line;
}

/* What the program is told must end the line. */
static bool read_words(const char *line, struct reminder *reminder)
{
    static const char OPTION[] = " --practice ";
    const char *practice = strstr(line, OPTION);
    if (practice) {
        practice += strlen(OPTION);
        if (!value_is_id(practice))
            return false;
        snprintf(reminder->practice, sizeof reminder->practice, "%s", practice);
    }
    char *words = unit_words(reminder);
    size_t length = strlen(words), all = strlen(line);
    bool good = all >= length && strcmp(line + all - length, words) == 0;
    free(words);
    return good;
}

bool crontab_read(const char *line, struct reminder *reminder)
{
    char minute[3], hour[3], days[16];
    int minutes, hours, length = 0;
    *reminder = (struct reminder){0};
    if (sscanf(line, "%2[0-9] %2[0-9] * * %15s %n", minute, hour, days, &length) != 3 || !length ||
        !value_number(minute, 0, 59, &minutes) || !value_number(hour, 0, 23, &hours) ||
        !reminder_parse_cron_days(days, &reminder->days))
        return false;
    reminder->minute = hours * 60 + minutes;
    return read_words(line + length, reminder);
}

/* ---- the user's own */

enum { TIMEOUT_MS = 10000 };

static const char PROGRAM[] = "crontab";

bool crontab_is_there(void)
{
    return child_is_there(PROGRAM);
}

void crontab_find(struct reminders *reminders)
{
    int code;
    *reminders = (struct reminders){0};
    if (!crontab_is_there())
        return;
    char *said = child_run((const char *[]){PROGRAM, "-l", NULL}, TIMEOUT_MS, &code, NULL);
    char *rest = said;
    for (const char *line; said && code == 0 && (line = strsep(&rest, "\n"));) {
        struct reminder reminder;
        if (crontab_read(line, &reminder))
            reminders_add(reminders, &reminder);
    }
    free(said);
}
