/* Sittings that go on, and those that broke off. Which of them go on is told by locks on a file
 * beside the journal, one byte for each sitting: the system lets go of them when a program ends,
 * however it does. */
#include "journal/journal_inside.h"

#include "base/memory.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static int open_held(struct journal *journal)
{
    if (journal->held < 0) {
        char *path = mem_format("%s-held", journal->path);
        journal->held = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        free(path);
    }
    return journal->held;
}

static struct flock byte_of(int64_t id)
{
    return (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = id, .l_len = 1};
}

bool journal_hold(struct journal *journal, int64_t id)
{
    struct flock lock = byte_of(id);
    int file = open_held(journal);
    return file >= 0 && fcntl(file, F_OFD_SETLK, &lock) == 0;
}

/* By another program, or by another of this one's journals. */
static bool is_held(struct journal *journal, int64_t id)
{
    struct flock lock = byte_of(id);
    int file = open_held(journal);
    return file >= 0 && fcntl(file, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

/* The newest that isn't over and that nobody holds: 0 for none, -1 on failure. */
static int64_t newest_broken(struct journal *journal, int64_t below, bool *grounded)
{
    int64_t id = -1;
    sqlite3_stmt *statement =
        journal_statement(journal, "SELECT sitting.id, coalesce(grounded, 0) FROM sitting LEFT JOIN"
                                   " whereabouts ON sitting = sitting.id WHERE ending = 'not yet'"
                                   " AND sitting.id < ?1 ORDER BY sitting.id DESC");
    if (!statement)
        return -1;
    int code;
    statement_bind(statement, "i", below);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        id = sqlite3_column_int64(statement, 0);
        *grounded = sqlite3_column_int(statement, 1) != 0;
        if (!is_held(journal, id))
            break;
    }
    sqlite3_reset(statement);
    return code == SQLITE_ROW ? id : code == SQLITE_DONE ? 0 : -1;
}

static bool close_broken(struct journal *journal, int64_t id, bool grounded, struct error *error)
{
    enum ending ending = grounded ? ENDING_GROUNDED : ENDING_INTERRUPTED;
    return journal_run(journal, error, "UPDATE sitting SET ending = ?2 WHERE id = ?1", "it", id,
                       ending_name(ending)) &&
           journal_run(journal, error, "DELETE FROM whereabouts WHERE sitting = ?1", "i", id);
}

/* Finds the one to offer and closes all others. */
static bool sort_out(struct journal *journal, int64_t *offered, struct error *error)
{
    int64_t id = INT64_MAX;
    bool grounded, good = true;
    *offered = 0;
    while (good && (id = newest_broken(journal, id, &grounded)) > 0) {
        if (!grounded && !*offered)
            *offered = id;
        else
            good = close_broken(journal, id, grounded, error);
    }
    return good && (id == 0 || journal_failed(journal, error));
}

bool journal_unfinished(struct journal *journal, struct record *record, struct error *error)
{
    int64_t id = 0;
    bool grounded;
    error->text[0] = '\0';
    if (journal->read_only || newest_broken(journal, INT64_MAX, &grounded) == 0)
        return false;
    bool good =
        journal_begin(journal, error) && journal_end(journal, sort_out(journal, &id, error), error);
    return good && id && journal_load(journal, id, record, error);
}
