#include "journal/import.h"

#include "base/memory.h"
#include "base/text.h"
#include "journal/fuller.h"
#include "journal/journal_inside.h"
#include "journal/uid.h"

#include <stdlib.h>
#include <string.h>

bool import_begin(struct import *import, struct journal *journal, struct error *error)
{
    import->journal = journal;
    import->added = import->completed = import->there = import->deleted = import->bad =
        import->rows = 0;
    import->unknown_count = 0;
    return journal_can_write(journal, error) && journal_begin(journal, error);
}

/* ---- what is there already */

/* Where a row's sitting is in the journal. */
enum whether { NOT_THERE, IS_THERE, IS_DELETED, CANT_BE_TOLD };

/* Asks for the id, and when it was deleted. */
static enum whether ask(sqlite3_stmt *statement, int64_t *id)
{
    int code = sqlite3_step(statement);
    enum whether answer = code == SQLITE_DONE                      ? NOT_THERE
                          : code != SQLITE_ROW                     ? CANT_BE_TOLD
                          : sqlite3_column_int64(statement, 1) > 0 ? IS_DELETED
                                                                   : IS_THERE;
    *id = answer == IS_THERE ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return answer;
}

static enum whether is_there(struct journal *journal, const struct arrival *arrival, int64_t *id)
{
    const struct record *record = &arrival->record;
    sqlite3_stmt *by_uid =
        journal_statement(journal, "SELECT id, deleted FROM sitting WHERE uid = ?1");
    sqlite3_stmt *by_content = journal_statement(
        journal, "SELECT id, deleted FROM sitting WHERE began = ?1 AND sat = ?2 AND title = ?3"
                 " AND practice = ?4 AND origin = ?5");
    if (!by_uid || !by_content)
        return CANT_BE_TOLD;
    statement_bind(by_uid, "t", record->uid);
    enum whether answer = ask(by_uid, id);
    if (answer != NOT_THERE || arrival->named)
        return answer;
    /* Written with another offset, or without one. */
    statement_bind(by_content, "iittt", record->began, record->sat, record->title, record->practice,
                   record->origin);
    return ask(by_content, id);
}

/* A row without a uid that was cut then got another uid. */
static enum whether may_be_cut(struct journal *journal, const struct arrival *arrival, int64_t *id)
{
    sqlite3_stmt *statement = journal_statement(
        journal, "SELECT id, deleted FROM sitting WHERE began = ?1 AND origin = 'elsewhere'");
    if (!statement)
        return CANT_BE_TOLD;
    statement_bind(statement, "i", arrival->record.began);
    return ask(statement, id);
}

/* ---- a row that says more than one that was cut before */

/* Whether it came in by a row without a uid: what was added by hand has another. */
static bool is_derived(const struct record *record)
{
    struct record copy = *record;
    bool same = false;
    for (int local = 0; local < 2; local++) {
        uid_derive(&copy, local);
        same |= strcmp(copy.uid, record->uid) == 0;
    }
    return same;
}

/* Former notes are a person's. */
static bool has_former_notes(struct journal *journal, int64_t id)
{
    sqlite3_stmt *statement =
        journal_statement(journal, "SELECT 1 FROM former_note WHERE sitting = ?1");
    if (!statement)
        return true;
    statement_bind(statement, "i", id);
    bool none = sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_reset(statement);
    return !none;
}

/* Completes the sitting by the row, if it is no more than a beginning of that. */
static bool complete(struct import *import, struct arrival *arrival, int64_t id, bool *completed,
                     struct error *error)
{
    struct record record;
    struct said said = {0};
    bool good = true;
    *completed = false;
    if (!journal_load(import->journal, id, &record, error))
        return false;
    if (record.ending != ENDING_NOT_YET && (arrival->named || is_derived(&record)) &&
        fuller_than(arrival, &record) && !has_former_notes(import->journal, id)) {
        memcpy(arrival->record.uid, record.uid, sizeof record.uid);
        said_take(&said, &record);
        good = journal_save_in(import->journal, &arrival->record, &said, error);
        said_free(&said);
        *completed = good;
    }
    record_free(&record);
    return good;
}

/* ---- rows */

static bool count_row(struct import *import, struct error *error)
{
    return ++import->rows <= IMPORT_ROWS_MOST ||
           error_set(error, "there are more than %d rows; import them in parts", IMPORT_ROWS_MOST);
}

static bool add(struct import *import, struct arrival *arrival, struct error *error)
{
    bool good = journal_save_in(import->journal, &arrival->record, NULL, error);
    import->added += good;
    return good;
}

static bool put_in(struct import *import, struct arrival *arrival, struct error *error)
{
    int64_t id;
    bool completed = false;
    enum whether answer = is_there(import->journal, arrival, &id);
    bool is_new = answer == NOT_THERE;
    if (is_new && !arrival->named)
        answer = may_be_cut(import->journal, arrival, &id);
    if (answer == CANT_BE_TOLD)
        return journal_failed(import->journal, error);
    if (answer == IS_THERE && !complete(import, arrival, id, &completed, error))
        return false;
    import->completed += completed;
    if (is_new && !completed)
        return add(import, arrival, error);
    import->there += !completed;
    import->deleted += answer == IS_DELETED;
    return true;
}

bool import_take(struct import *import, struct arrival *arrival, struct error *error)
{
    if (!count_row(import, error))
        return false;
    if (import->bad && !import->skip_bad)
        return true; /* nothing will come in: only what else is bad is of interest */
    return put_in(import, arrival, error);
}

bool import_skip(struct import *import, int64_t line, const char *sentence, struct error *error)
{
    import->bad++;
    import->tell(import->context, line, sentence);
    return count_row(import, error);
}

void import_leave_out(struct import *import, const char *name)
{
    char *clean = text_clean(name);
    clean[text_fit(clean, UNKNOWN_SIZE / 4)] = '\0';
    size_t i = 0;
    while (i < import->unknown_count && strcmp(import->unknown[i], clean) != 0)
        i++;
    if (i == import->unknown_count && i < UNKNOWN_MOST)
        snprintf(import->unknown[import->unknown_count++], UNKNOWN_SIZE, "%s", clean);
    free(clean);
}

bool import_end(struct import *import, bool good, struct error *error)
{
    if (good && import->bad && !import->skip_bad)
        good = error_set(error,
                         import->bad == 1 ? "nothing was imported, as a row is bad; --skip-bad "
                                            "leaves it out"
                                          : "nothing was imported, as %lld rows are bad; "
                                            "--skip-bad leaves them out",
                         (long long)import->bad);
    bool kept = journal_end(import->journal, good && !import->dry_run, error);
    good = kept || (good && import->dry_run);
    if (!good)
        import->added = import->completed = 0;
    return good;
}
