/* numbmed remind --list, and numbmed remind alone. */
#include "cmd/commands.h"

#include "base/memory.h"
#include "base/print.h"
#include "remind/crontab.h"
#include "remind/timers.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* A reminder as it is listed. */
struct row {
    const struct reminder *reminder;
    bool cron;
    bool known; /* whether it is known to run or not */
    bool runs;
};

static json_t *days_json(unsigned days)
{
    json_t *list = json_array();
    for (int day = 0; day < DAYS; day++) {
        if (days >> day & 1)
            json_array_append_new(list, json_string(reminder_day_name(day)));
    }
    return list;
}

static json_t *row_json(const struct row *row)
{
    const struct reminder *reminder = row->reminder;
    char time[REMINDER_TIME_SIZE];
    reminder_spell_time(reminder->minute, time);
    return json_pack("{s:s, s:o, s:s?, s:s, s:o}", "time", time, "days", days_json(reminder->days),
                     "practice", *reminder->practice ? reminder->practice : NULL, "scheduler",
                     row->cron ? "crontab" : "systemd", "running",
                     row->known ? json_boolean(row->runs) : json_null());
}

static void list_json(const struct row *rows, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, row_json(&rows[i]));
    json_dumpf(list, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(list);
}

/* What has to be said of one, to be freed; "" where it is all in order. */
static char *note(const struct row *row)
{
    if (row->cron)
        return mem_copy_text("in your crontab");
    if (!row->known || row->runs)
        return mem_copy_text("");
    char *words = reminder_spell(row->reminder);
    char *text = mem_format("not running; this sets it again: numbmed remind %s", words);
    free(words);
    return text;
}

struct widths {
    int days, practice;
};

static int wider(int width, const char *text)
{
    int length = (int)strlen(text);
    return length > width ? length : width;
}

static void write_row(const struct row *row, const struct widths *widths)
{
    char time[REMINDER_TIME_SIZE], days[REMINDER_DAYS_SIZE];
    char *text = note(row);
    reminder_spell_time(row->reminder->minute, time);
    reminder_spell_days(row->reminder->days, days);
    char *line = mem_format("%s  %-*s  %-*s  %s", time, widths->days, days, widths->practice,
                            row->reminder->practice, text);
    print_line(stdout, 5 + 2 + widths->days + 2 + widths->practice + 2, "%s", line);
    free(line);
    free(text);
}

static void list_lines(const struct row *rows, size_t count)
{
    struct widths widths = {0, 0};
    for (size_t i = 0; i < count; i++) {
        char days[REMINDER_DAYS_SIZE];
        reminder_spell_days(rows[i].reminder->days, days);
        widths.days = wider(widths.days, days);
        widths.practice = wider(widths.practice, rows[i].reminder->practice);
    }
    for (size_t i = 0; i < count; i++)
        write_row(&rows[i], &widths);
}

static size_t make_rows(struct row *rows, const struct reminders *timers,
                        const struct reminders *lines, bool managed)
{
    size_t count = 0;
    for (size_t i = 0; i < timers->count; i++) {
        const struct reminder *timer = &timers->list[i];
        rows[count++] = (struct row){timer, false, managed, managed && timers_runs(timer)};
    }
    for (size_t i = 0; i < lines->count; i++)
        rows[count++] = (struct row){&lines->list[i], true, false, false};
    return count;
}

static void tell_how(void)
{
    putchar('\n');
    print_line(stdout, 0,
               "numbmed remind 21:30 sets one, with --days mon-fri or --practice ID as "
               "you like.");
    print_line(stdout, 0,
               "numbmed remind --off 21:30 takes it away, numbmed remind --off all of "
               "them.");
}

static void show(const struct options *options, const struct row *rows, size_t count)
{
    if (options->json) {
        list_json(rows, count);
        return;
    }
    list_lines(rows, count);
    if (!count)
        puts("No reminder is set.");
    if (!options->list)
        tell_how();
    fflush(stdout);
}

int command_remind_list(const struct options *options)
{
    struct reminders timers, lines;
    struct error why;
    timers_find(&timers);
    crontab_find(&lines);
    bool managed = timers.count && timers_can_run(&why);
    struct row *rows = mem_new(timers.count + lines.count + 1, sizeof *rows);
    show(options, rows, make_rows(rows, &timers, &lines, managed));
    if (timers.count && !managed)
        fail_with(EXIT_SUCCESS, why.text);
    free(rows);
    reminders_free(&timers);
    reminders_free(&lines);
    return EXIT_SUCCESS;
}
