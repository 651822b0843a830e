/* How long a journal of many years takes: `journal --generate SITTINGS FILE`, then `journal WHAT
 * FILE [WORDS]`, WHAT being open, page, all or count. Prints the
 * milliseconds of opening, those of asking, the peak in KiB and how many sittings came. */
#include "base/chance.h"
#include "journal/journal_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int die(const struct error *error)
{
    fprintf(stderr, "%s\n", error->text);
    exit(1);
}

/* ---- made up */

static const char *const WORDS[] = {
    "rain", "roof",  "warm",  "hands", "nothing", "much",   "room", "feet", "floor", "quiet",
    "then", "tired", "light", "later", "fog",     "nearer", "sat",  "long", "clock", "breath",
};

static void make_note(struct record *record, uint64_t *chance)
{
    char note[1024];
    size_t length = 0, count = chance_next(chance) % 60;
    note[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        uint64_t any = chance_next(chance);
        length += (size_t)sprintf(note + length, any % 5 ? "%s " : "%s%d ", WORDS[any / 5 % 20],
                                  (int)(any / 100 % 500));
    }
    record_set_note(record, note);
}

static void make(struct record *record, int64_t number, uint64_t *chance)
{
    record_begin(record);
    record->began = INT64_C(1000000000) + number * 8000;
    record->planned = 900;
    record->sat = (int64_t)(chance_next(chance) % 900);
    record->ending = record->sat > 100 ? ENDING_COMPLETE : ENDING_EARLY;
    snprintf(record->practice, sizeof record->practice, "practice-%d", (int)(number % 15));
    snprintf(record->title, sizeof record->title, "The practice of %s",
             WORDS[chance_next(chance) % 20]);
    snprintf(record->origin, sizeof record->origin, "numbmed");
    for (enum moment moment = 0; moment < MOMENTS; moment++) {
        struct check_in *check_in = &record->check_ins[moment];
        check_in->scales[SCALE_ENERGY] = (int)(chance_next(chance) % 101);
        check_in_toggle_word(check_in, WORDS[chance_next(chance) % 20]);
        check_in_toggle_word(check_in, WORDS[chance_next(chance) % 20]);
    }
    make_note(record, chance);
}

static int generate(int64_t sittings, struct journal *journal)
{
    struct error error;
    struct record record;
    uint64_t chance = 1;
    bool good = journal_begin(journal, &error);
    for (int64_t i = 0; good && i < sittings; i++) {
        make(&record, i, &chance);
        good = journal_save_in(journal, &record, NULL, &error);
        record_free(&record);
    }
    return journal_end(journal, good, &error) ? 0 : die(&error);
}

/* ---- read */

static bool take(void *context, const struct record *record)
{
    int64_t *count = context;
    *count += record->id > 0;
    return true;
}

static int64_t each(struct journal *journal, const struct journal_query *query)
{
    struct error error;
    int64_t count = 0;
    if (!journal_each(journal, query, take, &count, &error))
        die(&error);
    return count;
}

static int64_t count_of(struct journal *journal, const struct journal_query *query)
{
    struct error error;
    int64_t count = journal_count(journal, query, &error);
    return count >= 0 ? count : die(&error);
}

/* Of this program alone: getrusage keeps that of whoever started it. */
static long peak_kib(void)
{
    char line[128];
    long peak = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (fgets(line, sizeof line, status) && sscanf(line, "VmHWM: %ld", &peak) < 1)
        continue;
    fclose(status);
    return peak;
}

static int64_t ask(struct journal *journal, const char *what, const char *words)
{
    struct journal_query query = {.find = words, .limit = strcmp(what, "page") == 0 ? 20 : 0};
    if (strcmp(what, "open") == 0)
        return 0;
    return strcmp(what, "count") == 0 ? count_of(journal, &query) : each(journal, &query);
}

static void measure(const char *what, const char *path, const char *words)
{
    struct error error;
    double began = now_ms();
    struct journal *journal = journal_open(path, &error);
    if (!journal)
        die(&error);
    double opened = now_ms();
    int64_t count = ask(journal, what, words);
    double asked = now_ms();
    journal_close(journal);
    printf("%.2f %.2f %ld %lld\n", opened - began, asked - opened, peak_kib(), (long long)count);
}

int main(int argc, char **argv)
{
    struct error error;
    if (argc == 4 && strcmp(argv[1], "--generate") == 0) {
        struct journal *journal = journal_open(argv[3], &error);
        int code = journal ? generate(atoll(argv[2]), journal) : die(&error);
        journal_close(journal);
        return code;
    }
    if (argc < 3)
        return 2;
    measure(argv[1], argv[2], argv[3]);
    return 0;
}
