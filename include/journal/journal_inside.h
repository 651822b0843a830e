/* What the files of this room share; no other includes it. */
#ifndef JOURNAL_JOURNAL_INSIDE_H
#define JOURNAL_JOURNAL_INSIDE_H

#include "journal/journal.h"

#include <sqlite3.h>

/* How long a locked file is waited for, milliseconds: where somebody waits for the answer, and
 * where a screen waits. */
enum { BUSY_PATIENT_MS = 3000, BUSY_HASTY_MS = 200 };

#define BUSY_SENTENCE "%s is in use by another program that doesn't let go; try again"

#define WORDS_SENTENCE "what words are found by didn't match the sittings: it is made again"

#define DAMAGED_SENTENCE "%s is damaged: start numbmed again to save what can be read"

struct kept_statement {
    const char *sql;
    sqlite3_stmt *statement;
};

struct journal {
    sqlite3 *db;    /* NULL: it couldn't be opened again */
    char *path;     /* without links */
    char *notice;   /* its own; NULL: none */
    bool read_only; /* the sentence why is the notice */
    bool newer;     /* it is only read because a newer program made it */
    bool damaged;   /* it was found broken while it was used */
    bool given;     /* a file that somebody named: an empty one isn't begun */
    int held;       /* the file for locks; -1: none */
    /* As it was opened: whether nothing of it is unknown, and what tells who wrote since. */
    bool known_whole;
    int64_t data_version;
    int changes;
    struct kept_statement *statements;
    size_t statement_count;
};

/* ---- statements */

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

/* A column as an own copy into a buffer, valid UTF-8, cut at a character where it is too long. */
void column_copy(sqlite3_stmt *statement, int column, char *to, size_t size);

/* A scale's answer: 0 to SCALE_STEPS, ANSWER_OPEN or ANSWER_CANT_TELL. */
int column_answer(sqlite3_stmt *statement, int column);

/* ---- the file */

/* Makes the folder of a path; `usual`: it is numbmed's own, so nobody else may look into it. */
bool file_make_folder(const char *path, bool usual, struct error *error);

/* Makes an empty file where there is nothing, 0600 whatever the umask says. */
bool file_make(const char *path, struct error *error);

/* Takes what others may do from the journal's file and from what SQLite has beside it. */
void file_make_private(const struct journal *journal);

/* Follows links once, as SQLite follows them: what lies beside the file is named after it. */
void file_resolve(struct journal *journal);

/* Removes the file and what SQLite has beside it. */
void file_remove_all(const struct journal *journal);

/* The path of what lies beside the journal; the caller frees it. */
char *file_beside(const struct journal *journal, const char *ending);

/* Bytes of the file beside the journal ("": the journal itself); -1: there is no such file. */
int64_t file_size(const struct journal *journal, const char *ending);

/* Whether a file of this name is what a broken journal left, or one that a copy replaced. A folder
 * that was in the journal's place holds nothing of it. `journal` is its name; both with their
 * folders, or both without. */
bool file_is_left_over(const char *name, const char *journal);

/* Whether a path is neither the journal nor a name for what is kept beside it, there or not. False
 * and a sentence where it is. */
bool file_is_others(const struct journal *journal, const char *path, struct error *error);

/* Opens the file as it is and makes it ready, or begins it. Returns SQLite's code; `journal->db` is
 * then NULL unless it is SQLITE_OK. */
int journal_attach(struct journal *journal, struct error *error);
void journal_detach(struct journal *journal);

/* Says how the file was found; takes the sentence. The second says it after what is said. */
void journal_note(struct journal *journal, char *sentence);
void journal_note_too(struct journal *journal, char *sentence);

/* What a file's stamps say about its tables. */
enum stamp { STAMP_UNREADABLE, STAMP_OLDER, STAMP_TODAYS, STAMP_NEWER, STAMP_FOREIGN };
enum stamp schema_stamp(struct journal *journal);

/* Creates the tables, or brings them up to date. */
bool schema_bring_up(struct journal *journal, struct error *error);

/* ---- locks, in a file beside it; where none can be had all goes on without */

/* While a journal is being opened or renewed no other is. Waits for it, not for ever. */
bool lock_gate(struct journal *journal, struct error *error);
void unlock_gate(struct journal *journal);

/* Says that it is open; or that nobody else has it open, false where somebody has. */
void lock_shared(struct journal *journal);
bool lock_alone(struct journal *journal);

/* Whether another has it open. */
bool lock_is_shared(struct journal *journal);

/* Whether nobody else has it open or is just opening it; if so, nobody will until it is closed.
 * Never waits. */
bool lock_to_the_end(struct journal *journal);

/* Whether a sitting is held by another program, or by another of this one's journals. */
bool lock_is_held(struct journal *journal, int64_t id);

/* ---- damage */

/* Whether SQLite's code says that the file is broken. */
bool journal_is_damage(int code);

/* Whether the file is as it was when it was last known to be whole, or is whole now that it is
 * looked through. What words are found by is mended, sittings with a wrong sum are noted. */
bool journal_is_whole(struct journal *journal);

/* Before it is closed: remembers that it is whole, where that is sure. */
void journal_keep_whole(struct journal *journal);

/* Whether the tables and indexes are as SQLite writes them. */
bool structure_is_whole(struct journal *journal);

/* Makes what words are found by again, from the sittings. Only where the structure is whole: else
 * it might clear pages that belong to others. */
bool words_rebuild(struct journal *journal, struct error *error);

/* A mark beside the file: it was found broken in use. */
bool damage_is_marked(const struct journal *journal);
void damage_mark(const struct journal *journal);
void damage_unmark(const struct journal *journal);

/* Puts a new file with what can be read in the place of a broken one, keeps that aside, and tells
 * in the notice. Behind the gate; the second goes there itself. */
bool journal_renew(struct journal *journal, struct error *error);
bool journal_renew_in_use(struct journal *journal, struct error *error);

/* A name beside the journal for keeping it: why, when, and such that nothing has it yet. The caller
 * frees it. */
char *aside_name(const struct journal *journal, const char *why);

/* Keeps the file under that name, with its log; it stays in its place, too, until another is put
 * there. What SQLite would work into that other one is gone from beside it then. */
bool aside_put(const struct journal *journal, const char *aside, struct error *error);

/* Keeps only what SQLite has beside it, as where there is no journal. Where one of them can't be
 * moved, all is as it was. */
bool aside_put_logs(const struct journal *journal, const char *aside, struct error *error);

/* Undoes either, as long as no other file was put in the journal's place. */
void aside_take_back(const struct journal *journal, const char *aside);

/* Copies the sittings that can be read; `*cut` of them have no whole note. False: they couldn't be
 * written. */
bool recover_into(struct journal *to, const struct journal *broken, int64_t *copied, int64_t *cut,
                  struct error *error);

/* ---- sums: each sitting has one of its content and of all that belongs to it */

/* CRC-32 of more bytes, after those that `crc` is of; 0: none. */
uint32_t crc_add(uint32_t crc, const void *bytes, size_t length);

/* Lets SQL ask for content_sum(id), what a sitting's sum should be. SQLite's code. */
int sum_register(struct journal *journal);

/* Whoever changes anything of a sitting asks before whether its sum is right, and only if so writes
 * it afterwards, in the same transaction: what another program changed, or is damaged, isn't taken
 * for right by it. */
bool sum_is_right(struct journal *journal, int64_t id);
bool sum_write(struct journal *journal, int64_t id, struct error *error);

/* Whether all of them are; if not, which aren't, in a sentence to be freed (NULL: they can't be
 * read). */
bool sums_are_right(struct journal *journal, char **sentence);

/* ---- sittings */

/* journal_save_said within a transaction that has begun; `said` may be NULL. The sitting keeps its
 * id where it is free. */
bool journal_save_in(struct journal *journal, struct record *record, struct said *said,
                     struct error *error);

/* journal_write_note within a transaction; the hand only learns whether another's was met. */
bool note_replace_in(struct journal *journal, int64_t id, const char *note, struct note_hand *hand,
                     struct error *error);

/* What a sitting is found by: its words go out before it is changed, and come in afterwards. */
bool found_leave(struct journal *journal, int64_t id, struct error *error);
bool found_enter(struct journal *journal, int64_t id, struct error *error);

/* Reads the sitting that a statement with SITTING_COLUMNS stands on, with all that belongs to it.
 * What can't be read of what belongs to it stays empty, and false is returned. */
bool record_read(struct journal *journal, sqlite3_stmt *statement, struct record *record);

/* The one rule for all that is counted, sittings and check-ins alike: not deleted, and a second or
 * more. */
#define SITTING_COUNTS "deleted <= 0 AND sat > 0"

#define SITTING_COLUMNS_BUT_NOTE                                                                   \
    "sitting.id, uid, began, utc_offset, planned, sat, practice, sitting.title, origin, ending, "  \
    "deleted"
#define SITTING_COLUMNS SITTING_COLUMNS_BUT_NOTE ", sitting.note"

#endif
