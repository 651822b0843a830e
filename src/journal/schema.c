#include "journal/journal_inside.h"

#include <stdio.h>

/* "numb" in ASCII: what tells a journal from any other database. */
#define APPLICATION 1853189474
#define TEXT_OF(number) #number
#define AS_TEXT(number) TEXT_OF(number)

/* What brings the tables from each version to the next: forward only. Rows are added, none is ever
 * changed: people's journals were made by them.
 *
 * Times are seconds since 1970 in UTC, beside the offset of the place at that time; lengths are
 * seconds, but for those of `whereabouts`, which are
 * frames. An answer is 0 to 100, -1 where the
 * listener can't tell, NULL where there is none. */
static const char *const STEPS[JOURNAL_SCHEMA] = {
    "PRAGMA application_id = " AS_TEXT(
        APPLICATION) ";"
                     "CREATE TABLE sitting ("
                     " id INTEGER PRIMARY KEY AUTOINCREMENT,"
                     " uid TEXT NOT NULL UNIQUE,"
                     " began INTEGER NOT NULL,"
                     " utc_offset INTEGER NOT NULL,"
                     " planned INTEGER NOT NULL,"
                     " sat INTEGER NOT NULL,"
                     " practice TEXT NOT NULL,"
                     " title TEXT NOT NULL,"
                     " origin TEXT NOT NULL,"
                     " ending TEXT NOT NULL,"
                     " deleted INTEGER NOT NULL DEFAULT 0,"
                     " note TEXT NOT NULL DEFAULT '') STRICT;"
                     "CREATE INDEX sitting_began ON sitting (began, id, deleted, practice);"
                     "CREATE INDEX sitting_going_on ON sitting (id) WHERE ending = 'not yet';"
                     "CREATE TABLE check_in ("
                     " sitting INTEGER NOT NULL REFERENCES sitting ON DELETE CASCADE,"
                     " moment TEXT NOT NULL CHECK (moment IN ('before', 'after')),"
                     " pleasant INTEGER CHECK (pleasant BETWEEN -1 AND 100),"
                     " energy INTEGER CHECK (energy BETWEEN -1 AND 100),"
                     " connected INTEGER CHECK (connected BETWEEN -1 AND 100),"
                     " PRIMARY KEY (sitting, moment)) STRICT, WITHOUT ROWID;"
                     "CREATE TABLE feeling ("
                     " sitting INTEGER NOT NULL,"
                     " moment TEXT NOT NULL,"
                     " place INTEGER NOT NULL,"
                     " word TEXT NOT NULL,"
                     " PRIMARY KEY (sitting, moment, place),"
                     " FOREIGN KEY (sitting, moment) REFERENCES check_in ON DELETE CASCADE) "
                     "STRICT, WITHOUT ROWID;"
                     "CREATE TABLE whereabouts ("
                     " sitting INTEGER PRIMARY KEY REFERENCES sitting ON DELETE CASCADE,"
                     " step TEXT NOT NULL,"
                     " sentence INTEGER NOT NULL,"
                     " chosen INTEGER NOT NULL,"
                     " silence INTEGER NOT NULL,"
                     " remaining INTEGER NOT NULL,"
                     " seed INTEGER NOT NULL,"
                     " voice TEXT NOT NULL,"
                     " course TEXT NOT NULL,"
                     " day TEXT NOT NULL,"
                     " instead INTEGER NOT NULL,"
                     " grounded INTEGER NOT NULL) STRICT;"
                     "CREATE VIEW searched AS SELECT id, title, note, coalesce((SELECT "
                     "group_concat(word, ' ') FROM"
                     " (SELECT word FROM feeling WHERE sitting = sitting.id ORDER BY moment, "
                     "place)), '')"
                     " AS feelings FROM sitting;"
                     "CREATE VIRTUAL TABLE found USING fts5(title, note, feelings, "
                     "content='searched',"
                     " content_rowid='id', tokenize='unicode61 remove_diacritics 2');",
    /* Notes that were replaced; the higher the place, the later. */
    "CREATE TABLE former_note ("
    " id INTEGER PRIMARY KEY,"
    " sitting INTEGER NOT NULL REFERENCES sitting ON DELETE CASCADE,"
    " place INTEGER NOT NULL,"
    " note TEXT NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX former_note_place ON former_note (sitting, place);",
    /* What tells whether a sitting is as numbmed wrote it. */
    "ALTER TABLE sitting ADD COLUMN sum INTEGER; UPDATE sitting SET sum = content_sum(id);",
};

/* No version will ever be as high: such a stamp is damage. */
enum { VERSION_MOST = 9999 };

/* The number that a question gives; -1 on failure. */
static int64_t ask(struct journal *journal, const char *sql)
{
    int64_t answer = -1;
    sqlite3_stmt *statement = journal_statement(journal, sql);
    if (statement && sqlite3_step(statement) == SQLITE_ROW)
        answer = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return answer;
}

static int64_t version_of(struct journal *journal)
{
    return ask(journal, "PRAGMA user_version");
}

enum stamp schema_stamp(struct journal *journal)
{
    int64_t version = version_of(journal), application = ask(journal, "PRAGMA application_id"),
            tables = ask(journal, "SELECT count(*) FROM sqlite_schema");
    if (tables < 0)
        return STAMP_UNREADABLE;
    if (version == 0 && application == 0 && tables == 0)
        return journal->given ? STAMP_FOREIGN : STAMP_OLDER; /* an empty one */
    if (application != APPLICATION || version < 1 || version > VERSION_MOST)
        return STAMP_FOREIGN;
    return version < JOURNAL_SCHEMA    ? STAMP_OLDER
           : version == JOURNAL_SCHEMA ? STAMP_TODAYS
                                       : STAMP_NEWER;
}

static bool climb(struct journal *journal, struct error *error)
{
    char stamp[64];
    bool good = true;
    for (int64_t version = version_of(journal); good && version < JOURNAL_SCHEMA; version++) {
        snprintf(stamp, sizeof stamp, "PRAGMA user_version = %d", (int)version + 1);
        good = version >= 0 && journal_execute(journal, STEPS[version], error) &&
               journal_execute(journal, stamp, error);
    }
    return good;
}

/* One that has it open would go on writing as it did, without what the new version needs. */
static bool refuse_in_use(struct journal *journal, struct error *error)
{
    return error_set(error,
                     "%s was made by an older numbmed, which has it open: end that one and start "
                     "numbmed again to bring it up to date",
                     journal->path);
}

bool schema_bring_up(struct journal *journal, struct error *error)
{
    if (version_of(journal) > 0 && lock_is_shared(journal))
        return refuse_in_use(journal, error);
    if (!journal_begin(journal, error))
        return false;
    bool good = climb(journal, error);
    journal->damaged |= !good && sqlite3_errcode(journal->db) == SQLITE_ERROR;
    return journal_end(journal, good, error);
}
