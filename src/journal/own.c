/* The columns of numbmed's own files, each a row. */
#include "base/memory.h"
#include "base/text.h"
#include "journal/stamp.h"
#include "journal/table.h"

#include <ctype.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- texts */

static const char *write_uid(const struct column *column, const struct record *record, char *buffer)
{
    (void)column, (void)buffer;
    return record->uid;
}

static bool read_uid(const struct column *column, const char *cell, struct arrival *arrival,
                     struct error *error)
{
    enum { DIGITS = RECORD_UID_SIZE - 1 };
    if (strlen(cell) != DIGITS || strspn(cell, "0123456789abcdefABCDEF") != DIGITS)
        return column_blame(column, cell, "isn't 32 hexadecimal digits", error);
    for (int i = 0; i < DIGITS; i++)
        arrival->record.uid[i] = (char)tolower((unsigned char)cell[i]);
    return true;
}

static const char *write_practice(const struct column *column, const struct record *record,
                                  char *buffer)
{
    (void)column, (void)buffer;
    return record->practice;
}

static bool read_practice(const struct column *column, const char *cell, struct arrival *arrival,
                          struct error *error)
{
    return column_read_line(column, cell, arrival->record.practice, sizeof arrival->record.practice,
                            error);
}

static const char *write_title(const struct column *column, const struct record *record,
                               char *buffer)
{
    (void)column, (void)buffer;
    return record->title;
}

static bool read_title(const struct column *column, const char *cell, struct arrival *arrival,
                       struct error *error)
{
    return column_read_line(column, cell, arrival->record.title, sizeof arrival->record.title,
                            error);
}

static const char *write_origin(const struct column *column, const struct record *record,
                                char *buffer)
{
    (void)column, (void)buffer;
    return record->origin;
}

static bool read_origin(const struct column *column, const char *cell, struct arrival *arrival,
                        struct error *error)
{
    return column_read_line(column, cell, arrival->record.origin, sizeof arrival->record.origin,
                            error);
}

static const char *write_note(const struct column *column, const struct record *record,
                              char *buffer)
{
    (void)column, (void)buffer;
    return record->note ? record->note : "";
}

static bool read_note(const struct column *column, const char *cell, struct arrival *arrival,
                      struct error *error)
{
    return column_read_note(column, cell, &arrival->record, error);
}

/* ---- times */

static const char *write_began(const struct column *column, const struct record *record,
                               char *buffer)
{
    (void)column;
    stamp_write(record->began, record->utc_offset, buffer);
    return buffer;
}

static bool read_began(const struct column *column, const char *cell, struct arrival *arrival,
                       struct error *error)
{
    return column_read_time(column, cell, "2026-03-01T07:30:00+01:00", arrival, error);
}

static const char *write_unsure(const struct column *column, const struct record *record,
                                char *buffer)
{
    (void)column, (void)buffer;
    return record_date_is_unsure(record) ? "yes" : "";
}

/* Date and origin say it again. */
static bool read_unsure(const struct column *column, const char *cell, struct arrival *arrival,
                        struct error *error)
{
    (void)column, (void)cell, (void)arrival, (void)error;
    return true;
}

static const char *write_seconds(int64_t seconds, char *buffer)
{
    snprintf(buffer, CELL_SIZE, "%" PRId64, seconds);
    return buffer;
}

static const char *write_planned(const struct column *column, const struct record *record,
                                 char *buffer)
{
    (void)column;
    return write_seconds(record->planned, buffer);
}

static bool read_planned(const struct column *column, const char *cell, struct arrival *arrival,
                         struct error *error)
{
    return column_read_seconds(column, cell, &arrival->record.planned, error);
}

static const char *write_sat(const struct column *column, const struct record *record, char *buffer)
{
    (void)column;
    return write_seconds(record->sat, buffer);
}

static bool read_sat(const struct column *column, const char *cell, struct arrival *arrival,
                     struct error *error)
{
    return column_read_seconds(column, cell, &arrival->record.sat, error);
}

/* ---- how it ended */

static const char *write_ending(const struct column *column, const struct record *record,
                                char *buffer)
{
    (void)column, (void)buffer;
    return ending_name(record->ending);
}

static bool read_ending(const struct column *column, const char *cell, struct arrival *arrival,
                        struct error *error)
{
    return ending_named(cell, &arrival->record.ending) ||
           column_blame(column, cell, "is no ending: complete, early, grounded or interrupted",
                        error);
}

/* ---- how it was */

static const char CANT_TELL[] = "can't tell";

static const char *write_answer(const struct column *column, const struct record *record,
                                char *buffer)
{
    int answer = record->check_ins[column->moment].scales[column->scale];
    if (answer == ANSWER_OPEN)
        return "";
    if (answer == ANSWER_CANT_TELL)
        return CANT_TELL;
    return write_seconds(answer, buffer);
}

static bool read_answer(const struct column *column, const char *cell, struct arrival *arrival,
                        struct error *error)
{
    int *answer = &arrival->record.check_ins[column->moment].scales[column->scale];
    size_t digits = strspn(cell, "0123456789");
    bool whole = !cell[digits] || (cell[digits] == '.' && !cell[strspn(cell, "0123456789.")] &&
                                   !strpbrk(cell + digits, "123456789"));
    *answer = digits && digits <= 3 && whole ? (int)strtol(cell, NULL, 10) : SCALE_STEPS + 1;
    if (strcmp(cell, CANT_TELL) == 0)
        *answer = ANSWER_CANT_TELL;
    return *answer <= SCALE_STEPS ||
           column_blame(column, cell, "is neither 0 to 100 nor can't tell", error);
}

/* One a line, as a word may have any sign in it but that. */
static const char *write_words(const struct column *column, const struct record *record,
                               char *buffer)
{
    const struct check_in *check_in = &record->check_ins[column->moment];
    size_t length = 0;
    *buffer = '\0';
    for (size_t i = 0; i < check_in->word_count; i++)
        length += (size_t)snprintf(buffer + length, CELL_SIZE - length, "%s%s", i ? "\n" : "",
                                   check_in->words[i]);
    return buffer;
}

static bool read_word(const struct column *column, const char *line, struct check_in *check_in,
                      struct error *error)
{
    char word[FEELING_SIZE];
    if (!column_read_line(column, line, word, sizeof word, error))
        return false;
    return !*word || check_in_has_word(check_in, word) || check_in_toggle_word(check_in, word) ||
           error_set(error, "%s has more than %d words", column->name, FEELINGS_MOST);
}

static bool read_words(const struct column *column, const char *cell, struct arrival *arrival,
                       struct error *error)
{
    bool good = true;
    char *lines = mem_copy_text(cell), *rest = lines;
    for (char *line; good && (line = strsep(&rest, "\r\n"));)
        good = read_word(column, line, &arrival->record.check_ins[column->moment], error);
    free(lines);
    return good;
}

/* ---- the table */

#define ANSWER(name, moment, scale)                                                                \
    {                                                                                              \
        name, COLUMN_ANSWER, false, write_answer, read_answer, moment, scale                       \
    }
#define WORDS(name, moment)                                                                        \
    {                                                                                              \
        name, COLUMN_WORDS, false, write_words, read_words, moment, 0                              \
    }

static const struct column COLUMNS[] = {
    {"uid", COLUMN_TEXT, false, write_uid, read_uid, 0, 0},
    {"began", COLUMN_TIME, true, write_began, read_began, 0, 0},
    {"planned", COLUMN_NUMBER, false, write_planned, read_planned, 0, 0},
    {"seconds", COLUMN_NUMBER, true, write_sat, read_sat, 0, 0},
    {"practice", COLUMN_TEXT, false, write_practice, read_practice, 0, 0},
    {"title", COLUMN_TEXT, false, write_title, read_title, 0, 0},
    {"origin", COLUMN_TEXT, false, write_origin, read_origin, 0, 0},
    {"ending", COLUMN_TEXT, false, write_ending, read_ending, 0, 0},
    ANSWER("before_pleasant", MOMENT_BEFORE, SCALE_PLEASANT),
    ANSWER("before_energy", MOMENT_BEFORE, SCALE_ENERGY),
    ANSWER("before_connected", MOMENT_BEFORE, SCALE_CONNECTED),
    WORDS("before_words", MOMENT_BEFORE),
    ANSWER("after_pleasant", MOMENT_AFTER, SCALE_PLEASANT),
    ANSWER("after_energy", MOMENT_AFTER, SCALE_ENERGY),
    ANSWER("after_connected", MOMENT_AFTER, SCALE_CONNECTED),
    WORDS("after_words", MOMENT_AFTER),
    {"note", COLUMN_NOTE, false, write_note, read_note, 0, 0},
    {"date_unsure", COLUMN_FLAG, false, write_unsure, read_unsure, 0, 0},
};

const struct table TABLE_OWN = {"numbmed's", "elsewhere", COLUMNS,
                                sizeof COLUMNS / sizeof *COLUMNS};
