/* Sittings that broke off: they aren't over, and no program holds them. */
#include "journal/journal_inside.h"

/* The newest of them below an id: 0 for none, -1 on failure. */
static int64_t newest_broken(struct journal *journal, int64_t below, bool *grounded, bool *deleted)
{
    int64_t id = -1;
    sqlite3_stmt *statement = journal_statement(
        journal, "SELECT sitting.id, coalesce(grounded, 0), deleted FROM sitting LEFT JOIN"
                 " whereabouts ON sitting = sitting.id WHERE ending = 'not yet'"
                 " AND sitting.id < ?1 ORDER BY sitting.id DESC");
    if (!statement)
        return -1;
    int code;
    statement_bind(statement, "i", below);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        id = sqlite3_column_int64(statement, 0);
        *grounded = sqlite3_column_int(statement, 1) != 0;
        *deleted = sqlite3_column_int64(statement, 2) != 0;
        if (!lock_is_held(journal, id))
            break;
    }
    sqlite3_reset(statement);
    return code == SQLITE_ROW ? id : code == SQLITE_DONE ? 0 : -1;
}

static bool close_broken(struct journal *journal, int64_t id, bool grounded, struct error *error)
{
    enum ending ending = grounded ? ENDING_GROUNDED : ENDING_INTERRUPTED;
    bool right = sum_is_right(journal, id);
    return journal_run(journal, error, "UPDATE sitting SET ending = ?2 WHERE id = ?1", "it", id,
                       ending_name(ending)) &&
           journal_run(journal, error, "DELETE FROM whereabouts WHERE sitting = ?1", "i", id) &&
           (!right || sum_write(journal, id, error));
}

/* Finds the one to offer and closes all others. */
static bool sort_out(struct journal *journal, int64_t *offered, struct error *error)
{
    int64_t id = INT64_MAX;
    bool grounded, deleted, good = true;
    *offered = 0;
    while (good && (id = newest_broken(journal, id, &grounded, &deleted)) > 0) {
        if (!grounded && !deleted && !*offered)
            *offered = id;
        else
            good = close_broken(journal, id, grounded, error);
    }
    return good && (id == 0 || journal_failed(journal, error));
}

bool journal_unfinished(struct journal *journal, struct record *record, struct error *error)
{
    int64_t id = 0;
    bool grounded, deleted;
    error->text[0] = '\0';
    if (journal->read_only || newest_broken(journal, INT64_MAX, &grounded, &deleted) == 0)
        return false;
    bool good =
        journal_begin(journal, error) && journal_end(journal, sort_out(journal, &id, error), error);
    return good && id && journal_load(journal, id, record, error);
}
