/* What the files of this room share; no other includes it. */
#ifndef JOURNAL_JOURNAL_INSIDE_H
#define JOURNAL_JOURNAL_INSIDE_H

#include "journal/journal.h"

#include <sqlite3.h>

/* How long a locked file is waited for, milliseconds: where somebody waits for the answer, and
 * where a screen waits. */
enum { BUSY_PATIENT_MS = 3000, BUSY_HASTY_MS = 200 };

enum { STATEMENTS_MOST = 96 };

struct journal {
    sqlite3 *db;
    char *path;
    char *notice;   /* its own; NULL: none */
    bool read_only; /* the sentence why is the notice */
    bool damaged;   /* it was found broken while it was used */
    int held;       /* a descriptor; -1: none */
    struct {
        const char *sql;
        sqlite3_stmt *statement;
    } statements[STATEMENTS_MOST];
    size_t statement_count;
};

/* A statement, prepared at its first use and kept: reset, nothing bound. `sql` is a literal, known
 * again by its address. NULL where it can't be prepared: journal_failed says why. */
sqlite3_stmt *journal_statement(struct journal *journal, const char *sql);

/* Binds values from ?1 on: for each letter of `kinds` i, an int64_t, or t, a text (NULL: null), or
 * o, an int of a scale's answer as the database spells it. */
void statement_bind(sqlite3_stmt *statement, const char *kinds, ...);

/* Runs a statement that gives no rows. */
bool journal_run(struct journal *journal, struct error *error, const char *sql, const char *kinds,
                 ...);

/* Runs plain SQL without values. */
bool journal_execute(struct journal *journal, const char *sql, struct error *error);

/* Says what the database says last, in a sentence for the user. Always false. */
bool journal_failed(struct journal *journal, struct error *error);

/* Refuses where the journal can only be read. */
bool journal_can_write(struct journal *journal, struct error *error);

/* One transaction for writing: begun; ended, where all went well by keeping it. Returns whether it
 * did. */
bool journal_begin(struct journal *journal, struct error *error);
bool journal_end(struct journal *journal, bool good, struct error *error);

/* A column as an own copy into a buffer, cut where it is too long. */
void column_copy(sqlite3_stmt *statement, int column, char *to, size_t size);

/* Opens the file as it is and makes it ready, or begins it. Returns SQLite's code; `journal->db` is
 * then NULL unless it is SQLITE_OK. */
int journal_attach(struct journal *journal, struct error *error);
void journal_detach(struct journal *journal);

/* journal_save within a transaction that has begun. */
bool journal_save_in(struct journal *journal, struct record *record, struct error *error);

/* Keeps a broken file aside, begins a new one, copies what can be read, and tells in the notice. */
bool journal_renew(struct journal *journal, struct error *error);

/* Whether SQLite's code says that the file is broken. */
bool journal_is_damage(int code);

/* Creates or updates the tables. The error is empty where the schema is a newer one's. */
bool schema_bring_up(struct journal *journal, struct error *error);

/* Reads the sitting that a statement with SITTING_COLUMNS stands on, with all that belongs to it.
 * What can't be read of what belongs to it stays empty, and false is returned. */
bool record_read(struct journal *journal, sqlite3_stmt *statement, struct record *record);

#define SITTING_COLUMNS                                                                            \
    "sitting.id, uid, began, utc_offset, planned, sat, practice, title, origin, ending, deleted, " \
    "note"

#endif
