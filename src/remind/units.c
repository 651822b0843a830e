#include "remind/units.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char PREFIX[] = "numbmed-remind-";
static const char TIMER[] = ".timer";

/* ---- names */

void unit_name(int minute, const char *ending, char name[UNIT_NAME_SIZE])
{
    char time[REMINDER_TIME_SIZE];
    reminder_spell_time(minute, time);
    snprintf(name, UNIT_NAME_SIZE, "%s%.2s%.2s%s", PREFIX, time, time + 3, ending);
}

int unit_minute(const char *name)
{
    char time[REMINDER_TIME_SIZE], again[UNIT_NAME_SIZE];
    int minute;
    if (strncmp(name, PREFIX, strlen(PREFIX)) != 0 ||
        strlen(name) != strlen(PREFIX) + strlen("2130") + strlen(TIMER))
        return -1;
    const char *digits = name + strlen(PREFIX);
    snprintf(time, sizeof time, "%.2s:%.2s", digits, digits + 2);
    if (!reminder_parse_time(time, &minute, NULL))
        return -1;
    unit_name(minute, TIMER, again);
    return strcmp(name, again) == 0 ? minute : -1;
}

/* ---- systemd */

char *unit_calendar(const struct reminder *reminder)
{
    char time[REMINDER_TIME_SIZE], days[REMINDER_DAYS_SIZE];
    reminder_spell_time(reminder->minute, time);
    reminder_spell_calendar_days(reminder->days, days);
    return mem_format("%s%s*-*-* %s:00", days, *days ? " " : "", time);
}

/* The first line is what made the file, and is read again. */
static const char MARK[] = "# numbmed remind ";

static char *spell_mark(const struct reminder *reminder)
{
    char time[REMINDER_TIME_SIZE], *words = reminder_spell(reminder);
    reminder_spell_time(reminder->minute, time);
    char *mark =
        mem_format("%s%s\n"
                   "# This made the file, and makes it again; numbmed remind --off %s takes "
                   "it away.\n\n",
                   MARK, words, time);
    free(words);
    return mark;
}

bool unit_read(const char *text, struct reminder *reminder)
{
    if (strncmp(text, MARK, strlen(MARK)) != 0)
        return false;
    text += strlen(MARK);
    char *line = mem_format("%.*s", (int)strcspn(text, "\n"), text);
    bool good = reminder_read(line, reminder);
    free(line);
    return good;
}

char *unit_timer(const struct reminder *reminder)
{
    char time[REMINDER_TIME_SIZE];
    char *mark = spell_mark(reminder), *calendar = unit_calendar(reminder);
    reminder_spell_time(reminder->minute, time);
    char *text = mem_format("%s[Unit]\nDescription=A quiet moment at %s\n\n"
                            "[Timer]\nOnCalendar=%s\nAccuracySec=1s\nPersistent=false\n\n"
                            "[Install]\nWantedBy=timers.target\n",
                            mark, time, calendar);
    free(calendar);
    free(mark);
    return text;
}

/* A word in the double quotes of systemd: a backslash before what would end them, and its
 * specifiers and variables doubled. */
static char *quote(const char *word, const char *doubled)
{
    char *quoted = mem_new(2 * strlen(word) + 3, 1), *end = quoted;
    *end++ = '"';
    for (; *word; word++) {
        if (*word == '"' || *word == '\\')
            *end++ = '\\';
        else if (strchr(doubled, *word))
            *end++ = *word;
        *end++ = *word;
    }
    *end = '"';
    return quoted;
}

/* How systemd starts the program. It takes no quote or backslash in the path of what it starts, nor
 * a variable; so where there is one, the shell starts it. */
static char *spell_start(const char *program)
{
    bool plain = !strpbrk(program, "\"'\\");
    char *quoted = quote(program, plain ? "%" : "%$");
    char *start = mem_format("%s%s", plain ? "" : "/bin/sh -c 'exec \"$$0\" \"$$@\"' ", quoted);
    free(quoted);
    return start;
}

char *unit_words(const struct reminder *reminder)
{
    char time[REMINDER_TIME_SIZE];
    const char *practice = reminder->practice;
    reminder_spell_time(reminder->minute, time);
    return mem_format("remind %s --notify%s%s", time, *practice ? " --practice " : "", practice);
}

char *unit_service(const struct reminder *reminder, const char *program)
{
    char *mark = spell_mark(reminder), *start = spell_start(program);
    char *words = unit_words(reminder);
    char *text = mem_format("%s[Unit]\nDescription=A quiet moment\n\n"
                            "[Service]\nType=oneshot\nExecStart=%s %s\n",
                            mark, start, words);
    free(words);
    free(start);
    free(mark);
    return text;
}

/* ---- */

bool unit_takes(const char *program, struct error *error)
{
    bool good = text_is_utf8(program, strlen(program));
    for (const char *at = program; *at && good; at++)
        good = (unsigned char)*at >= ' ' && *at != 127;
    if (good)
        return true;
    char *clean = text_clean(program);
    error_set(error,
              "the path of this program has characters that no scheduler takes: %s; move it "
              "to a folder with a plain name",
              clean);
    free(clean);
    return false;
}
