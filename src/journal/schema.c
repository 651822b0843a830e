#include "journal/journal_inside.h"

#include <stdio.h>

/* What brings the tables from each version to the next: forward only. Rows are added, none is ever
 * changed: people's journals were made by them.
 *
 * Times are seconds since 1970 in UTC, beside the offset of the place at that time; lengths are
 * seconds, but for those of `whereabouts`, which are
 * frames. An answer is 0 to 100, -1 where the
 * listener can't tell, NULL where there is none. */
static const char *const STEPS[JOURNAL_SCHEMA] = {
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
    "CREATE INDEX sitting_began ON sitting (began, id);"
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
    " FOREIGN KEY (sitting, moment) REFERENCES check_in ON DELETE CASCADE) STRICT, WITHOUT ROWID;"
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
    "CREATE VIEW searched AS SELECT id, title, note, coalesce((SELECT group_concat(word, ' ') FROM"
    " (SELECT word FROM feeling WHERE sitting = sitting.id ORDER BY moment, place)), '')"
    " AS feelings FROM sitting;"
    "CREATE VIRTUAL TABLE found USING fts5(title, note, feelings, content='searched',"
    " content_rowid='id', tokenize='unicode61 remove_diacritics 2');",
};

static int version_of(struct journal *journal)
{
    sqlite3_stmt *statement = journal_statement(journal, "PRAGMA user_version");
    int version = -1;
    if (statement && sqlite3_step(statement) == SQLITE_ROW)
        version = sqlite3_column_int(statement, 0);
    sqlite3_reset(statement);
    return version;
}

/* Under a lock, as another numbmed may be doing the same. */
static bool climb(struct journal *journal, struct error *error)
{
    char stamp[64];
    bool good = true;
    for (int version = version_of(journal); good && version < JOURNAL_SCHEMA; version++) {
        snprintf(stamp, sizeof stamp, "PRAGMA user_version = %d", version + 1);
        good = version >= 0 && journal_execute(journal, STEPS[version], error) &&
               journal_execute(journal, stamp, error);
    }
    return good;
}

bool schema_bring_up(struct journal *journal, struct error *error)
{
    int version = version_of(journal);
    if (version < 0)
        return journal_failed(journal, error);
    if (version > JOURNAL_SCHEMA) {
        error->text[0] = '\0';
        return false;
    }
    if (version == JOURNAL_SCHEMA)
        return true;
    return journal_begin(journal, error) && journal_end(journal, climb(journal, error), error);
}
