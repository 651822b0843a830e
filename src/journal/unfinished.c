/* Sittings that broke off: they aren't over, and no program holds them. */
#include "journal/journal_inside.h"

struct broken {
    int64_t id, sat;
    bool grounded, deleted;
};

/* The newest of them below an id: 0 for none, -1 on failure. */
static int64_t newest_broken(struct journal *journal, int64_t below, struct broken *broken)
{
    sqlite3_stmt *statement = journal_statement(
        journal, "SELECT sitting.id, coalesce(grounded, 0), deleted, sat FROM sitting LEFT JOIN"
                 " whereabouts ON sitting = sitting.id WHERE ending = 'not yet'"
                 " AND sitting.id < ?1 ORDER BY sitting.id DESC");
    if (!statement)
        return -1;
    int code;
    statement_bind(statement, "i", below);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        broken->id = sqlite3_column_int64(statement, 0);
        broken->grounded = sqlite3_column_int(statement, 1) != 0;
        broken->deleted = sqlite3_column_int64(statement, 2) != 0;
        broken->sat = sqlite3_column_int64(statement, 3);
        if (!lock_is_held(journal, broken->id))
            break;
    }
    sqlite3_reset(statement);
    return code == SQLITE_ROW ? broken->id : code == SQLITE_DONE ? 0 : -1;
}

static bool close_broken(struct journal *journal, const struct broken *broken, struct error *error)
{
    enum ending ending = broken->grounded ? ENDING_GROUNDED : ENDING_INTERRUPTED;
    bool right = sum_is_right(journal, broken->id);
    return journal_run(journal, error, "UPDATE sitting SET ending = ?2 WHERE id = ?1", "it",
                       broken->id, ending_name(ending)) &&
           journal_run(journal, error, "DELETE FROM whereabouts WHERE sitting = ?1", "i",
                       broken->id) &&
           (!right || sum_write(journal, broken->id, error));
}

/* ---- too short to be kept */

/* Whether there is nothing of it that is to be kept, by the rule of record_is_kept. */
static bool is_for_nothing(struct journal *journal, int64_t id)
{
    sqlite3_stmt *statement = journal_statement(
        journal, "SELECT 1 FROM sitting WHERE id = ?1 AND sat < ?2 AND deleted <= 0 AND note = ''"
                 " AND (ending <> 'complete' OR sat <= 0)"
                 " AND NOT EXISTS (SELECT 1 FROM check_in WHERE sitting = ?1)"
                 " AND NOT EXISTS (SELECT 1 FROM former_note WHERE sitting = ?1)");
    if (!statement)
        return false;
    statement_bind(statement, "ii", id, (int64_t)SITTING_LEAST);
    bool nothing = sqlite3_step(statement) == SQLITE_ROW;
    sqlite3_reset(statement);
    return nothing;
}

/* Whether it was removed; what another program changed never is. */
static bool remove_short(struct journal *journal, int64_t id, struct error *error)
{
    return is_for_nothing(journal, id) && sum_is_right(journal, id) &&
           found_leave(journal, id, error) &&
           journal_run(journal, error, "DELETE FROM sitting WHERE id = ?1", "i", id);
}

bool journal_let_go(struct journal *journal, int64_t id, struct error *error)
{
    error->text[0] = '\0';
    if (!journal_can_write(journal, error) || !journal_begin(journal, error))
        return false;
    bool removed = remove_short(journal, id, error);
    return journal_end(journal, removed || !*error->text, error);
}

/* ---- all of them */

/* Finds the one to offer and closes all others. */
static bool sort_out(struct journal *journal, int64_t *offered, struct error *error)
{
    int64_t id = INT64_MAX;
    struct broken broken;
    bool good = true;
    *offered = 0;
    while (good && (id = newest_broken(journal, id, &broken)) > 0) {
        bool long_enough = broken.sat >= SITTING_LEAST;
        if (long_enough && !broken.grounded && !broken.deleted && !*offered)
            *offered = id;
        else
            good = remove_short(journal, id, error) ||
                   (!*error->text && close_broken(journal, &broken, error));
    }
    return good && (id == 0 || journal_failed(journal, error));
}

bool journal_unfinished(struct journal *journal, struct record *record, struct error *error)
{
    int64_t id = 0;
    struct broken broken;
    error->text[0] = '\0';
    if (journal->read_only || newest_broken(journal, INT64_MAX, &broken) == 0)
        return false;
    bool good =
        journal_begin(journal, error) && journal_end(journal, sort_out(journal, &id, error), error);
    return good && id && journal_load(journal, id, record, error);
}
