/* Reading sittings, one or many. */
#include "journal/journal_inside.h"

#include "base/memory.h"
#include "base/text.h"
#include "journal/calendar.h"
#include "journal/match.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- one */

int column_answer(sqlite3_stmt *statement, int column)
{
    if (sqlite3_column_type(statement, column) == SQLITE_NULL)
        return ANSWER_OPEN;
    int answer = sqlite3_column_int(statement, column);
    return answer < 0 || answer > SCALE_STEPS ? ANSWER_CANT_TELL : answer;
}

static bool named_after(sqlite3_stmt *statement, int column)
{
    const char *name = (const char *)sqlite3_column_text(statement, column);
    return name && strcmp(name, moment_name(MOMENT_AFTER)) == 0;
}

static void read_answers(sqlite3_stmt *statement, struct check_in *check_in)
{
    for (int i = 0; i < SCALES; i++)
        check_in->scales[i] = column_answer(statement, i + 1);
    if (sqlite3_column_type(statement, 1 + SCALES) == SQLITE_TEXT &&
        check_in->word_count < FEELINGS_MOST)
        column_copy(statement, 1 + SCALES, check_in->words[check_in->word_count++], FEELING_SIZE);
}

static bool read_check_ins(struct journal *journal, struct record *record)
{
    int code = SQLITE_ERROR;
    sqlite3_stmt *statement = journal_statement(
        journal, "SELECT moment, pleasant, energy, connected, word FROM check_in LEFT JOIN feeling"
                 " USING (sitting, moment) WHERE sitting = ?1 ORDER BY moment, place");
    if (!statement)
        return false;
    statement_bind(statement, "i", record->id);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        read_answers(statement, &record->check_ins[named_after(statement, 0)]);
    sqlite3_reset(statement);
    return code == SQLITE_DONE;
}

static bool read_whereabouts(struct journal *journal, struct record *record)
{
    struct whereabouts *at = &record->at;
    sqlite3_stmt *statement = journal_statement(
        journal,
        "SELECT step, sentence, chosen, silence, remaining, seed, voice, course, day, instead,"
        " grounded FROM whereabouts WHERE sitting = ?1");
    if (!statement)
        return false;
    statement_bind(statement, "i", record->id);
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        column_copy(statement, 0, at->step, sizeof at->step);
        at->sentence = sqlite3_column_int(statement, 1);
        at->chosen = sqlite3_column_int64(statement, 2);
        at->silence = sqlite3_column_int64(statement, 3);
        at->left = sqlite3_column_int64(statement, 4);
        at->seed = sqlite3_column_int(statement, 5);
        column_copy(statement, 6, at->voice, sizeof at->voice);
        column_copy(statement, 7, at->course, sizeof at->course);
        column_copy(statement, 8, at->day, sizeof at->day);
        at->instead = sqlite3_column_int(statement, 9) != 0;
        at->grounded = sqlite3_column_int(statement, 10) != 0;
    }
    sqlite3_reset(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* What no program wrote comes from a broken file: nobody shall reckon with it. */
static int64_t within(int64_t number, int64_t least, int64_t most)
{
    return number < least ? least : number > most ? most : number;
}

static void read_times(sqlite3_stmt *statement, struct record *record)
{
    const int64_t day = CALENDAR_DAY_SECONDS;
    record->utc_offset = (int)within(sqlite3_column_int64(statement, 3), -day, day);
    record->began = calendar_settle(sqlite3_column_int64(statement, 2), record->utc_offset);
    record->planned = within(sqlite3_column_int64(statement, 4), 0, INT32_MAX);
    record->sat = within(sqlite3_column_int64(statement, 5), 0, INT32_MAX);
    record->deleted = within(sqlite3_column_int64(statement, 10), 0, INT64_MAX);
}

/* As it is there: an older numbmed kept blank lines at its end. */
static void read_note(sqlite3_stmt *statement, struct record *record)
{
    const char *note = (const char *)sqlite3_column_text(statement, 11);
    if (!note || !*note)
        return;
    record->note = mem_copy_text(note);
    text_mend(record->note);
}

bool record_read(struct journal *journal, sqlite3_stmt *statement, struct record *record)
{
    char ending[RECORD_NAME_SIZE];
    *record = (struct record){
        .id = sqlite3_column_int64(statement, 0),
        .check_ins = {CHECK_IN_EMPTY, CHECK_IN_EMPTY},
    };
    read_times(statement, record);
    column_copy(statement, 1, record->uid, sizeof record->uid);
    column_copy(statement, 6, record->practice, sizeof record->practice);
    column_copy(statement, 7, record->title, sizeof record->title);
    column_copy(statement, 8, record->origin, sizeof record->origin);
    column_copy(statement, 9, ending, sizeof ending);
    read_note(statement, record);
    if (!ending_named(ending, &record->ending))
        record->ending = ENDING_EARLY; /* a newer program's word */
    bool good = read_check_ins(journal, record);
    return good && (record->ending != ENDING_NOT_YET || read_whereabouts(journal, record));
}

bool journal_load(struct journal *journal, int64_t id, struct record *record, struct error *error)
{
    sqlite3_stmt *statement =
        journal_statement(journal, "SELECT " SITTING_COLUMNS " FROM sitting WHERE id = ?1");
    if (!statement)
        return journal_failed(journal, error);
    statement_bind(statement, "i", id);
    int code = sqlite3_step(statement);
    bool good = code == SQLITE_ROW && record_read(journal, statement, record);
    if (code == SQLITE_DONE)
        error_set(error, "%s", "");
    else if (!good)
        journal_failed(journal, error);
    if (code == SQLITE_ROW && !good)
        record_free(record);
    sqlite3_reset(statement);
    return good;
}

/* ---- many */

/* Only numbers are put in order: what a sitting holds is read when its turn comes. */
#define WHERE " WHERE (deleted > 0) = ?1 AND (?2 IS NULL OR practice = ?2)"
#define WHERE_ALL " FROM sitting" WHERE
#define WHERE_FOUND                                                                                \
    " FROM found JOIN sitting ON sitting.id = found.rowid" WHERE " AND found MATCH ?5"
#define ORDER " ORDER BY began DESC, sitting.id DESC LIMIT ?3 OFFSET ?4"

static const char ALL[] = "SELECT sitting.id" WHERE_ALL ORDER;
static const char FOUND[] = "SELECT sitting.id" WHERE_FOUND ORDER;
static const char COUNT_ALL[] = "SELECT count(*)" WHERE_ALL;
static const char COUNT_FOUND[] = "SELECT count(*)" WHERE_FOUND;

/* The statement for a query, with its values. */
static sqlite3_stmt *ask(struct journal *journal, const struct journal_query *query,
                         const char *all, const char *found, struct error *error)
{
    char *match = query->find ? match_words(query->find) : NULL;
    sqlite3_stmt *statement = journal_statement(journal, match ? found : all);
    if (statement)
        statement_bind(statement, match ? "itiit" : "itii", (int64_t)query->deleted,
                       query->practice, query->limit ? query->limit : -1, query->offset, match);
    else
        journal_failed(journal, error);
    free(match);
    return statement;
}

/* A sitting that is listed is there, unless the file is broken. */
static bool load_listed(struct journal *journal, int64_t id, struct record *record,
                        struct error *error)
{
    if (journal_load(journal, id, record, error))
        return true;
    if (*error->text)
        return false;
    journal->damaged = true;
    return error_set(error, DAMAGED_SENTENCE, journal->path);
}

bool journal_each(struct journal *journal, const struct journal_query *query,
                  bool (*take)(void *context, const struct record *record), void *context,
                  struct error *error)
{
    struct record record;
    int code;
    bool good = true, more = true;
    sqlite3_stmt *statement = ask(journal, query, ALL, FOUND, error);
    if (!statement)
        return false;
    while (more && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        good = more = load_listed(journal, sqlite3_column_int64(statement, 0), &record, error);
        if (good) {
            more = take(context, &record);
            record_free(&record);
        }
    }
    good = good && (code == SQLITE_ROW || code == SQLITE_DONE || journal_failed(journal, error));
    sqlite3_reset(statement);
    return good;
}

int64_t journal_count(struct journal *journal, const struct journal_query *query,
                      struct error *error)
{
    int64_t count = -1;
    struct journal_query all = *query;
    all.limit = all.offset = 0;
    sqlite3_stmt *statement = ask(journal, &all, COUNT_ALL, COUNT_FOUND, error);
    if (!statement)
        return -1;
    if (sqlite3_step(statement) == SQLITE_ROW)
        count = sqlite3_column_int64(statement, 0);
    else
        journal_failed(journal, error);
    sqlite3_reset(statement);
    return count;
}
