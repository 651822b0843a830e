#include "journal/record.h"

#include "base/memory.h"
#include "journal/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

static const char *const ENDING_NAMES[ENDINGS] = {
    [ENDING_NOT_YET] = "not yet",   [ENDING_COMPLETE] = "complete",       [ENDING_EARLY] = "early",
    [ENDING_GROUNDED] = "grounded", [ENDING_INTERRUPTED] = "interrupted",
};

static const char *const MOMENT_NAMES[MOMENTS] = {"before", "after"};

const char *ending_name(enum ending ending)
{
    return ENDING_NAMES[ending];
}

bool ending_named(const char *name, enum ending *ending)
{
    for (enum ending i = 0; i < ENDINGS; i++) {
        if (strcmp(name, ENDING_NAMES[i]) == 0) {
            *ending = i;
            return true;
        }
    }
    return false;
}

const char *moment_name(enum moment moment)
{
    return MOMENT_NAMES[moment];
}

static void make_uid(char uid[RECORD_UID_SIZE])
{
    unsigned char bytes[(RECORD_UID_SIZE - 1) / 2];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        abort(); /* so few are never refused once the system is up */
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(uid + 2 * i, 3, "%02x", bytes[i]);
}

void record_begin(struct record *record)
{
    struct tm local = {0};
    time_t now = time(NULL);
    localtime_r(&now, &local);
    *record = (struct record){
        .began = calendar_settle(now, (int)local.tm_gmtoff),
        .utc_offset = (int)local.tm_gmtoff,
        .check_ins = {CHECK_IN_EMPTY, CHECK_IN_EMPTY},
    };
    make_uid(record->uid);
}

void record_free(struct record *record)
{
    free(record->note);
    record->note = NULL;
}

bool record_is_kept(const struct record *record)
{
    bool ended = record->ending == ENDING_COMPLETE && record->sat > 0;
    bool said = record->note != NULL;
    for (enum moment moment = 0; moment < MOMENTS; moment++)
        said |= !check_in_is_empty(&record->check_ins[moment]);
    return ended || said || record->sat >= SITTING_LEAST;
}

bool record_date_is_unsure(const struct record *record)
{
    return strcmp(record->origin, "numbmed") == 0 &&
           calendar_is_doubtful(record->began, record->utc_offset);
}

size_t record_note_length(const char *note)
{
    size_t length = strlen(note), line;
    while (length && strchr(" \t\r\n", note[length - 1]))
        length--;
    line = length ? length + strcspn(note + length, "\n") : 0; /* spaces after its last word stay */
    while (line > length && note[line - 1] == '\r')
        line--;
    return line;
}

void record_set_note(struct record *record, const char *note)
{
    size_t length = note ? record_note_length(note) : 0;
    char *copy = length ? mem_format("%.*s", (int)length, note) : NULL;
    free(record->note);
    record->note = copy;
}
