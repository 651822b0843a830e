/* Writing sittings, by their uid: each writer only what is its own. */
#include "journal/journal_inside.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- what is found by its words: the entry of before goes out, that of after comes in */

bool found_leave(struct journal *journal, int64_t id, struct error *error)
{
    return journal_run(journal, error,
                       "INSERT INTO found (found, rowid, title, note, feelings) "
                       "SELECT 'delete', id, title, note, feelings FROM searched WHERE id = ?1",
                       "i", id);
}

bool found_enter(struct journal *journal, int64_t id, struct error *error)
{
    return journal_run(journal, error,
                       "INSERT INTO found (rowid, title, note, feelings) "
                       "SELECT id, title, note, feelings FROM searched WHERE id = ?1",
                       "i", id);
}

/* ---- a sitting and what belongs to it */

/* 0: there is none; -1: it can't be told. */
static int64_t id_of(struct journal *journal, const char *uid)
{
    int64_t id = -1;
    sqlite3_stmt *statement = journal_statement(journal, "SELECT id FROM sitting WHERE uid = ?1");
    if (!statement)
        return -1;
    statement_bind(statement, "t", uid);
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        id = sqlite3_column_int64(statement, 0);
    else if (code == SQLITE_DONE)
        id = 0;
    sqlite3_reset(statement);
    return id;
}

static bool add_sitting(struct journal *journal, const struct record *record, struct error *error)
{
    return journal_run(
        journal, error,
        "INSERT INTO sitting (uid, began, utc_offset, planned, sat, practice, title, origin,"
        " ending, deleted, note, id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
        " (SELECT ?12 WHERE ?12 > 0 AND NOT EXISTS (SELECT 1 FROM sitting WHERE id = ?12)))",
        "tiiiittttiti", record->uid, record->began, (int64_t)record->utc_offset, record->planned,
        record->sat, record->practice, record->title, record->origin, ending_name(record->ending),
        record->deleted, record->note ? record->note : "", record->id);
}

/* Only what is the sitting's own: its date, which stands from the first time on, may have been set
 * by a person since. */
static bool update_sitting(struct journal *journal, const struct record *record,
                           struct error *error)
{
    return journal_run(journal, error,
                       "UPDATE sitting SET planned = ?2, sat = ?3, practice = ?4, title = ?5,"
                       " origin = ?6, ending = ?7 WHERE uid = ?1",
                       "tiitttt", record->uid, record->planned, record->sat, record->practice,
                       record->title, record->origin, ending_name(record->ending));
}

static bool save_check_in(struct journal *journal, int64_t id, enum moment moment,
                          const struct check_in *check_in, struct error *error)
{
    const char *name = moment_name(moment);
    bool good = journal_run(
        journal, error, "DELETE FROM check_in WHERE sitting = ?1 AND moment = ?2", "it", id, name);
    if (!good || check_in_is_empty(check_in))
        return good;
    good = journal_run(journal, error,
                       "INSERT INTO check_in (sitting, moment, pleasant, energy, connected)"
                       " VALUES (?1, ?2, ?3, ?4, ?5)",
                       "itooo", id, name, check_in->scales[SCALE_PLEASANT],
                       check_in->scales[SCALE_ENERGY], check_in->scales[SCALE_CONNECTED]);
    for (size_t i = 0; good && i < check_in->word_count; i++)
        good = journal_run(journal, error,
                           "INSERT INTO feeling (sitting, moment, place, word)"
                           " VALUES (?1, ?2, ?3, ?4)",
                           "itit", id, name, (int64_t)i, check_in->words[i]);
    return good;
}

static bool save_whereabouts(struct journal *journal, const struct record *record, int64_t id,
                             struct error *error)
{
    const struct whereabouts *at = &record->at;
    if (record->ending != ENDING_NOT_YET)
        return journal_run(journal, error, "DELETE FROM whereabouts WHERE sitting = ?1", "i", id);
    return journal_run(journal, error,
                       "INSERT OR REPLACE INTO whereabouts (sitting, step, sentence, chosen, "
                       "silence, remaining, seed,"
                       " voice, course, day, instead, grounded)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                       "itiiiiitttii", id, at->step, (int64_t)at->sentence, at->chosen, at->silence,
                       at->left, (int64_t)at->seed, at->voice, at->course, at->day,
                       (int64_t)at->instead, (int64_t)at->grounded);
}

/* ---- what a person says of it */

void said_take(struct said *said, const struct record *record)
{
    memcpy(said->check_ins, record->check_ins, sizeof said->check_ins);
    note_hand_take(&said->note, record->note);
}

void said_free(struct said *said)
{
    note_hand_free(&said->note);
}

static bool is_new_note(const struct said *said, const struct record *record)
{
    const char *known = said->note.known ? said->note.known : "";
    return strcmp(record->note ? record->note : "", known) != 0;
}

/* Where nothing was said here, what was said elsewhere stays. */
static bool save_feelings(struct journal *journal, const struct record *record, int64_t id,
                          const struct said *said, struct error *error)
{
    bool good = true;
    for (enum moment moment = 0; good && moment < MOMENTS; moment++) {
        const struct check_in *check_in = &record->check_ins[moment];
        good = check_in_equal(check_in, &said->check_ins[moment]) ||
               save_check_in(journal, id, moment, check_in, error);
    }
    return good;
}

static bool save_note(struct journal *journal, const struct record *record, int64_t id,
                      struct said *said, struct error *error)
{
    const char *note = record->note ? record->note : "";
    return !is_new_note(said, record) || note_replace_in(journal, id, note, &said->note, error);
}

/* ---- all of it */

static bool add(struct journal *journal, const struct record *record, int64_t *id,
                struct error *error)
{
    bool good = add_sitting(journal, record, error);
    *id = sqlite3_last_insert_rowid(journal->db);
    for (enum moment moment = 0; good && moment < MOMENTS; moment++)
        good = save_check_in(journal, *id, moment, &record->check_ins[moment], error);
    return good;
}

static bool update(struct journal *journal, const struct record *record, int64_t id,
                   struct said *said, struct error *error)
{
    return found_leave(journal, id, error) && update_sitting(journal, record, error) &&
           (!said || save_feelings(journal, record, id, said, error)) &&
           found_enter(journal, id, error) &&
           (!said || save_note(journal, record, id, said, error));
}

bool journal_save_in(struct journal *journal, struct record *record, struct said *said,
                     struct error *error)
{
    int64_t id = id_of(journal, record->uid);
    bool there = id > 0;
    if (id < 0)
        return journal_failed(journal, error);
    bool right = !there || sum_is_right(journal, id);
    bool good =
        (there ? update(journal, record, id, said, error) : add(journal, record, &id, error)) &&
        save_whereabouts(journal, record, id, error) && (there || found_enter(journal, id, error));
    good = good && (!right || sum_write(journal, id, error));
    if (good)
        record->id = id;
    return good;
}

/* One that goes on is held before another program can see it. */
static bool save(struct journal *journal, struct record *record, struct said *said,
                 struct error *error)
{
    if (!journal_can_write(journal, error) || !journal_begin(journal, error))
        return false;
    bool good = journal_save_in(journal, record, said, error);
    if (good && record->ending == ENDING_NOT_YET)
        journal_hold(journal, record->id);
    if (!journal_end(journal, good, error))
        return false;
    if (said) {
        said->note.written |= is_new_note(said, record);
        said_take(said, record);
    }
    return true;
}

/* What words are found by can be made again from the sittings. */
static bool rebuild_found(struct journal *journal)
{
    if (!structure_is_whole(journal))
        return false;
    journal->damaged = false;
    return words_rebuild(journal, NULL);
}

/* What is found broken only now is mended on the spot: a sitting isn't lost by it. */
bool journal_save_said(struct journal *journal, struct record *record, struct said *said,
                       struct error *error)
{
    if (save(journal, record, said, error))
        return true;
    if (!journal->damaged || journal->newer)
        return false;
    if (rebuild_found(journal) && save(journal, record, said, error)) {
        journal_note(journal, mem_copy_text(WORDS_SENTENCE));
        return true;
    }
    return journal->damaged && journal_renew_in_use(journal, error) &&
           save(journal, record, said, error);
}

bool journal_save(struct journal *journal, struct record *record, struct error *error)
{
    return journal_save_said(journal, record, NULL, error);
}

/* Where all was forgotten meanwhile there is no such sitting, and nothing is written. */
static bool save_place(struct journal *journal, const struct record *record, struct error *error)
{
    int64_t id = id_of(journal, record->uid);
    if (id <= 0)
        return id == 0 || journal_failed(journal, error);
    bool right = sum_is_right(journal, id);
    return journal_run(journal, error, "UPDATE sitting SET sat = ?2 WHERE id = ?1", "ii", id,
                       record->sat) &&
           save_whereabouts(journal, record, id, error) &&
           (!right || sum_write(journal, id, error));
}

/* The screen waits for it every few seconds, so it waits neither for the disk nor for long for
 * another program; the log is left to grow for some hours before it is worked in. */
bool journal_save_place(struct journal *journal, const struct record *record, struct error *error)
{
    static const char HASTY[] = "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000";
    static const char PATIENT[] = "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000";
    if (!journal_can_write(journal, error))
        return false;
    sqlite3_busy_timeout(journal->db, BUSY_HASTY_MS);
    bool good = journal_execute(journal, HASTY, error) && journal_begin(journal, error) &&
                journal_end(journal, save_place(journal, record, error), error);
    sqlite3_exec(journal->db, PATIENT, NULL, NULL, NULL);
    sqlite3_busy_timeout(journal->db, BUSY_PATIENT_MS);
    return good;
}

/* ---- changing one */

/* Whether the last statement changed a sitting. */
static bool changed(const struct journal *journal, struct error *error)
{
    return sqlite3_changes(journal->db) > 0 || error_set(error, "%s", "");
}

static bool set_deleted_in(struct journal *journal, int64_t id, int64_t when, struct error *error)
{
    bool right = sum_is_right(journal, id);
    return journal_run(
               journal, error,
               "UPDATE sitting SET deleted = ?2 WHERE id = ?1 AND (deleted > 0) <> (?2 > 0)", "ii",
               id, when) &&
           changed(journal, error) && (!right || sum_write(journal, id, error));
}

static bool set_deleted(struct journal *journal, int64_t id, int64_t when, struct error *error)
{
    return journal_can_write(journal, error) && journal_begin(journal, error) &&
           journal_end(journal, set_deleted_in(journal, id, when, error), error);
}

bool journal_delete(struct journal *journal, int64_t id, struct error *error)
{
    time_t now = time(NULL);
    return set_deleted(journal, id, now > 0 ? now : 1, error); /* whatever the clock says */
}

bool journal_restore(struct journal *journal, int64_t id, struct error *error)
{
    return set_deleted(journal, id, 0, error);
}

static bool set_date_in(struct journal *journal, int64_t id, int64_t began, int utc_offset,
                        struct error *error)
{
    bool right = sum_is_right(journal, id);
    return journal_run(journal, error,
                       "UPDATE sitting SET began = ?2, utc_offset = ?3 WHERE id = ?1", "iii", id,
                       began, (int64_t)utc_offset) &&
           changed(journal, error) && (!right || sum_write(journal, id, error));
}

bool journal_set_date(struct journal *journal, int64_t id, int64_t began, int utc_offset,
                      struct error *error)
{
    return journal_can_write(journal, error) && journal_begin(journal, error) &&
           journal_end(journal, set_date_in(journal, id, began, utc_offset, error), error);
}
