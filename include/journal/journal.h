/* The journal: every sitting, kept in one SQLite file that nobody else may read. For the main
 * thread. Sentences of errors say what to do, as everywhere. */
#ifndef JOURNAL_JOURNAL_H
#define JOURNAL_JOURNAL_H

#include "base/error.h"
#include "journal/record.h"

struct journal;

enum { JOURNAL_SCHEMA = 3 }; /* the newest that this program knows */

/* $XDG_DATA_HOME/numbmed/journal.db. The caller frees it; NULL: there is no home for it. */
char *journal_path(void);

/* Opens the journal at a path (NULL: journal_path) and begins one where there is none: 0600, in a
 * folder of 0700; at its usual place both are made so where they were laxer. A broken one is kept
 * aside and a new one put in its place with what could be read of it; one made by a newer program,
 * or that can't be written just now, is only read. Each is told by journal_notice. NULL and a
 * sentence where there is none to be had: another try may be made later. journal_close frees it;
 * NULL is fine. */
struct journal *journal_open(const char *path, struct error *error);
void journal_close(struct journal *journal);

/* A sentence about the file as it was found; NULL: all is well. */
const char *journal_notice(const struct journal *journal);

/* Writes a sitting, by its uid: the same one twice is still one. One that isn't in the journal is
 * written whole; of one that is only what the program knows of it itself, from its length to how it
 * ended: what a person says of it, its date or that it was deleted, is written by others, and stays
 * as it is. Sets record->id. Durably, against a loss of power, too; one that isn't over is held as
 * by journal_hold. All or nothing; false and a sentence. */
bool journal_save(struct journal *journal, struct record *record, struct error *error);

/* The same, and what was said here since `said`, which is brought up to date. */
struct said;
bool journal_save_said(struct journal *journal, struct record *record, struct said *said,
                       struct error *error);

/* Writes where a sitting is that was saved before, and how long it was sat: atomic, without waiting
 * for the disk, so that a loss of power may take the newest. Writes nothing where all was forgotten
 * meanwhile. */
bool journal_save_place(struct journal *journal, const struct record *record, struct error *error);

/* Reads one sitting, deleted or not. False and an empty sentence: there is none with this id. */
bool journal_load(struct journal *journal, int64_t id, struct record *record, struct error *error);

/* ---- many */

struct journal_query {
    const char *find;     /* words, all of which note, title or feelings have; NULL: all sittings */
    const char *practice; /* NULL: any */
    bool deleted;         /* those that are deleted, instead of those that aren't */
    int64_t limit;        /* 0: no limit */
    int64_t offset;
};

/* Calls `take` with each sitting, newest first, until it returns false. The record is the
 * journal's, and `take` neither writes in that nor goes through it by another journal_each. */
bool journal_each(struct journal *journal, const struct journal_query *query,
                  bool (*take)(void *context, const struct record *record), void *context,
                  struct error *error);

/* How many there are; -1 and a sentence. Limit and offset are of no account. */
int64_t journal_count(struct journal *journal, const struct journal_query *query,
                      struct error *error);

/* ---- changing one; false and an empty sentence: there is none with this id */

bool journal_delete(struct journal *journal, int64_t id, struct error *error);
bool journal_restore(struct journal *journal, int64_t id, struct error *error);

/* Sets when it began, `began` and `utc_offset` as in a record. No writer of the sitting itself
 * changes that again. */
bool journal_set_date(struct journal *journal, int64_t id, int64_t began, int utc_offset,
                      struct error *error);

/* Takes a sitting for right as it is, whatever changed it: its sum is written again. */
bool journal_accept(struct journal *journal, int64_t id, struct error *error);

/* ---- notes; false and an empty sentence: there is none with this id */

enum { FORMER_NOTES = 3 }; /* how many that were replaced are kept */

/* What one writer knows of a note that it writes again and again, as an editor does. All of that
 * replaces the note of before once. note_hand_free frees what it holds. */
struct note_hand {
    char *known;  /* the note as this writer read or wrote it last; NULL: none */
    bool written; /* it has written */
    bool met;     /* in the meantime another wrote one, which is now a former note */
};

/* Whether another's note was met since the last call: then where it is kept, in a sentence. */
bool note_hand_tell(struct note_hand *hand, int64_t id, struct error *error);

/* Says what the note is that the writer begins with; NULL or "": none. */
void note_hand_take(struct note_hand *hand, const char *note);
void note_hand_free(struct note_hand *hand);

/* What a person said of a sitting, as the program that asks read or wrote it last. Nothing: all of
 * it is empty, as CHECK_IN_EMPTY is. said_take takes it from a record; said_free frees it. */
struct said {
    struct check_in check_ins[MOMENTS];
    struct note_hand note;
};
void said_take(struct said *said, const struct record *record);
void said_free(struct said *said);

/* Replaces a note; the one of before is kept as a former one. NULL or "": it has none. */
bool journal_write_note(struct journal *journal, int64_t id, const char *note,
                        struct note_hand *hand, struct error *error);

/* The same by a writer that doesn't ask what was there. */
bool journal_set_note(struct journal *journal, int64_t id, const char *note, struct error *error);

/* Brings the newest former note back; the one that is there becomes the oldest of them. False and
 * an empty sentence: there is none. */
bool journal_undo_note(struct journal *journal, int64_t id, struct error *error);

/* ---- what broke off */

/* Says that a sitting goes on in this program until the journal is closed, so that no other takes
 * it for one that broke off. The system forgets it with the program, however that ends. */
bool journal_hold(struct journal *journal, int64_t id);

/* The newest sitting of SITTING_LEAST seconds or more that isn't over, is held by nobody and wasn't
 * left through grounding. False and an empty sentence: there is none. All others that broke off are
 * closed as interrupted, or as grounded; those that aren't to be kept (record_is_kept) are removed.
 */
bool journal_unfinished(struct journal *journal, struct record *record, struct error *error);

/* Removes a sitting if the journal has nothing of it that is to be kept; one that was deleted stays
 * where it is. */
bool journal_let_go(struct journal *journal, int64_t id, struct error *error);

/* ---- the file */

/* A copy of the whole journal at `path`, made while it is in use, and checked. Only `replace` lets
 * it take the place of a file; that stays as it was until the copy is whole. Refuses names that the
 * journal uses itself. */
bool journal_backup(struct journal *journal, const char *path, bool replace, struct error *error);

/* Whether a command may write its file at `path`. False and a sentence where that is the journal
 * (journal_path), or a name for what is kept beside it, which would be replaced or deleted. NULL
 * and "-" are standard output. */
bool journal_allows_file(const char *path, struct error *error);

/* What was done by journal_put_back; put_back_free frees it. */
struct put_back {
    int64_t sittings; /* in the journal now, without those that are deleted */
    char *aside;      /* where the journal of before is kept; NULL: there was none */
    char *notice;     /* on the copy, or on a log without its journal; NULL: all is well */
};
void put_back_free(struct put_back *done);

/* Makes a copy the journal at `path` (NULL: journal_path), once it is checked, with what a killed
 * program left beside it; the copy stays as it is. Refuses where another program has either open.
 * The journal that is there is kept under another name. False and a sentence: nothing was changed.
 */
bool journal_put_back(const char *path, const char *from, struct put_back *done,
                      struct error *error);

/* Forgets everything, and leaves nothing of it in the file or beside it. */
bool journal_forget_all(struct journal *journal, struct error *error);

#endif
