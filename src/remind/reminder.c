#include "remind/reminder.h"

#include "base/memory.h"
#include "script/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MINUTES_PER_HOUR = 60, MINUTES_PER_DAY = 24 * 60, LATE_MINUTES = 60 };

/* ---- the time */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Reads one or two digits; -1: there are none, or more. */
static int read_digits(const char *text, size_t length)
{
    int number = 0;
    if (length < 1 || length > 2)
        return -1;
    for (size_t i = 0; i < length; i++) {
        if (!is_digit(text[i]))
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

bool reminder_parse_time(const char *text, int *minute, struct error *error)
{
    size_t before = strcspn(text, ":");
    const char *behind = text + before + (text[before] == ':');
    int hours = read_digits(text, before);
    int minutes = strlen(behind) == 2 ? read_digits(behind, 2) : -1;
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
        return error_set(
            error, "'%s' isn't a time of day; write one from 00:00 to 23:59, like 21:30", text);
    *minute = hours * MINUTES_PER_HOUR + minutes;
    return true;
}

void reminder_spell_time(int minute, char text[REMINDER_TIME_SIZE])
{
    unsigned of_day = (unsigned)minute % MINUTES_PER_DAY;
    snprintf(text, REMINDER_TIME_SIZE, "%02u:%02u", of_day / 60 % 24, of_day % 60);
}

bool reminder_is_late(int minute, time_t now)
{
    struct tm local;
    localtime_r(&now, &local);
    int since = local.tm_hour * MINUTES_PER_HOUR + local.tm_min - minute;
    return (since + MINUTES_PER_DAY) % MINUTES_PER_DAY > LATE_MINUTES;
}

/* ---- the days */

static const char *const SHORT[DAYS] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
static const char *const LONG[DAYS] = {"monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday"};

const char *reminder_day_name(int day)
{
    return SHORT[day];
}

/* The day that the whole of a word names, or -1. */
static int day_named(const char *word, size_t length)
{
    for (int day = 0; day < DAYS; day++) {
        const char *name = length == 3 ? SHORT[day] : LONG[day];
        if (strlen(name) == length && strncasecmp(name, word, length) == 0)
            return day;
    }
    return -1;
}

/* A crontab's day: 0 is Sunday, and so is 7. */
static int day_numbered(const char *word, size_t length)
{
    return length == 1 && *word >= '0' && *word <= '7' ? (*word - '0' + 6) % DAYS : -1;
}

/* Reads a comma list of days and ranges, each day by `read`. */
static bool parse_list(const char *text, int (*read)(const char *word, size_t length),
                       unsigned *days)
{
    *days = 0;
    for (const char *item = text;; item++) {
        size_t length = strcspn(item, ","), first = strcspn(item, ",-");
        int from = read(item, first), to = from;
        if (first < length)
            to = read(item + first + 1, length - first - 1);
        if (from < 0 || to < 0)
            return false;
        for (int day = from; day != to; day = (day + 1) % DAYS)
            *days |= 1U << day;
        *days |= 1U << to;
        item += length;
        if (!*item)
            return true;
    }
}

bool reminder_parse_days(const char *text, unsigned *days, struct error *error)
{
    if (strcasecmp(text, "daily") == 0)
        *days = EVERY_DAY;
    else if (!parse_list(text, day_named, days))
        return error_set(error,
                         "--days '%s' are no days; write a range like mon-fri, days like sat,sun, "
                         "or daily",
                         text);
    return true;
}

bool reminder_parse_cron_days(const char *text, unsigned *days)
{
    if (strcmp(text, "*") != 0)
        return parse_list(text, day_numbered, days);
    *days = EVERY_DAY;
    return true;
}

/* Writes runs of at least three days as a range, others one by one; bit 0 is the first name's. */
static void spell_list(unsigned days, const char *const *names, const char *to, char *text)
{
    char *end = text;
    *end = '\0';
    for (int day = 0; day < DAYS; day++) {
        int last = day;
        if (!(days >> day & 1))
            continue;
        while (last + 1 < DAYS && days >> (last + 1) & 1)
            last++;
        end += sprintf(end, "%s%s", end > text ? "," : "", names[day]);
        if (last - day >= 2) {
            end += sprintf(end, "%s%s", to, names[last]);
            day = last;
        }
    }
}

void reminder_spell_days(unsigned days, char text[REMINDER_DAYS_SIZE])
{
    if (days == EVERY_DAY)
        snprintf(text, REMINDER_DAYS_SIZE, "daily");
    else
        spell_list(days, SHORT, "-", text);
}

void reminder_spell_calendar_days(unsigned days, char text[REMINDER_DAYS_SIZE])
{
    static const char *const NAMES[DAYS] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    spell_list(days == EVERY_DAY ? 0 : days, NAMES, "..", text);
}

void reminder_spell_cron_days(unsigned days, char text[REMINDER_DAYS_SIZE])
{
    static const char *const NAMES[DAYS] = {"0", "1", "2", "3", "4", "5", "6"};
    unsigned from_sunday = (days << 1 | days >> (DAYS - 1)) & EVERY_DAY;
    if (days == EVERY_DAY)
        snprintf(text, REMINDER_DAYS_SIZE, "*");
    else
        spell_list(from_sunday, NAMES, "-", text);
}

/* ---- all of it */

char *reminder_spell(const struct reminder *reminder)
{
    char time[REMINDER_TIME_SIZE], days[REMINDER_DAYS_SIZE];
    const char *practice = reminder->practice;
    reminder_spell_time(reminder->minute, time);
    reminder_spell_days(reminder->days, days);
    bool daily = reminder->days == EVERY_DAY;
    return mem_format("%s%s%s%s%s", time, daily ? "" : " --days ", daily ? "" : days,
                      *practice ? " --practice " : "", practice);
}

/* Takes the word behind an option, if the option is what comes next. */
static bool take_word(const char **at, const char *option, char *word, size_t size)
{
    size_t length = strlen(option);
    if (strncmp(*at, option, length) != 0)
        return false;
    size_t letters = strcspn(*at + length, " ");
    snprintf(word, size, "%.*s", (int)letters, *at + length);
    *at += length + letters;
    return letters < size;
}

bool reminder_read(const char *text, struct reminder *reminder)
{
    char time[REMINDER_TIME_SIZE], days[REMINDER_DAYS_SIZE];
    *reminder = (struct reminder){.days = EVERY_DAY};
    if (!take_word(&text, "", time, sizeof time) ||
        !reminder_parse_time(time, &reminder->minute, NULL))
        return false;
    if (take_word(&text, " --days ", days, sizeof days) &&
        !reminder_parse_days(days, &reminder->days, NULL))
        return false;
    if (take_word(&text, " --practice ", reminder->practice, sizeof reminder->practice) &&
        !value_is_id(reminder->practice))
        return false;
    return !*text;
}

/* ---- several */

void reminders_add(struct reminders *reminders, const struct reminder *reminder)
{
    reminders->list = mem_grow(reminders->list, reminders->count, sizeof *reminders->list);
    reminders->list[reminders->count++] = *reminder;
}

void reminders_free(struct reminders *reminders)
{
    free(reminders->list);
    *reminders = (struct reminders){0};
}
