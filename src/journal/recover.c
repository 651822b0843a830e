/* What can be read of a broken journal, copied sitting by sitting. */
#include "journal/journal_inside.h"

/* A gap is felt for from one id to the next for as many as a page may hold, and then in strides. */
enum { STEPS_MOST = 512 };
#define STRIDE_MOST (INT64_C(1) << 32)

struct recovery {
    struct journal *from, *to;
    int64_t copied;
    struct error *error; /* of writing; reading fails in silence */
    bool failed;
};

/* Copies the sitting that a statement stands on. */
static void copy(struct recovery *recovery, sqlite3_stmt *statement)
{
    struct record record;
    record_read(recovery->from, statement, &record);
    if (*record.uid && journal_save_in(recovery->to, &record, recovery->error))
        recovery->copied++;
    else if (*record.uid)
        recovery->failed = true;
    record_free(&record);
}

/* Copies sittings until one can't be read. Returns the last id that was, `id` - 1 where none was,
 * INT64_MAX at the end. */
static int64_t copy_from(struct recovery *recovery, int64_t id)
{
    int64_t last = id - 1;
    int code = SQLITE_ERROR;
    sqlite3_stmt *statement = journal_statement(
        recovery->from, "SELECT " SITTING_COLUMNS " FROM sitting WHERE id >= ?1 ORDER BY id");
    if (!statement)
        return INT64_MAX;
    statement_bind(statement, "i", id);
    while (!recovery->failed && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        last = sqlite3_column_int64(statement, 0);
        copy(recovery, statement);
    }
    sqlite3_reset(statement);
    return code == SQLITE_DONE || recovery->failed ? INT64_MAX : last;
}

/* A long note lies in pages of its own, which may be the ones that are broken. */
static int64_t copy_without_note(struct recovery *recovery, int64_t id)
{
    sqlite3_stmt *statement = journal_statement(recovery->from, "SELECT " SITTING_COLUMNS_BUT_NOTE
                                                                ", '' FROM sitting WHERE id = ?1");
    if (!statement)
        return id - 1;
    statement_bind(statement, "i", id);
    bool there = sqlite3_step(statement) == SQLITE_ROW;
    if (there)
        copy(recovery, statement);
    sqlite3_reset(statement);
    return there ? id : id - 1;
}

static void copy_readable(struct recovery *recovery)
{
    int64_t id = 1, stride = 1;
    for (int missed = 0; stride < STRIDE_MOST && !recovery->failed;) {
        int64_t last = copy_from(recovery, id);
        if (last == INT64_MAX)
            return;
        int64_t found = copy_without_note(recovery, last + 1);
        missed = found >= id ? 0 : missed + 1;
        stride = missed < STEPS_MOST ? 1 : 2 * stride;
        id = found + (found > last ? 1 : 1 + stride);
    }
}

/* Nothing is changed in the broken file: a log beside it stays as it is. */
static bool open_broken(struct journal *from)
{
    static const char TOLERANT[] = "PRAGMA writable_schema = ON; PRAGMA trusted_schema = OFF";
    int code = sqlite3_open_v2(from->path, &from->db, SQLITE_OPEN_READONLY, NULL);
    return code == SQLITE_OK &&
           sqlite3_db_config(from->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL) == SQLITE_OK &&
           sqlite3_exec(from->db, TOLERANT, NULL, NULL, NULL) == SQLITE_OK;
}

bool recover_into(struct journal *to, const struct journal *broken, int64_t *copied,
                  struct error *error)
{
    struct journal from = {.held = -1, .path = broken->path};
    struct recovery recovery = {.from = &from, .to = to, .error = error};
    bool good = journal_begin(to, error);
    if (good && file_size(broken, "") > 0 && open_broken(&from))
        copy_readable(&recovery);
    good = good && journal_end(to, !recovery.failed, error);
    journal_detach(&from);
    *copied = recovery.copied;
    return good;
}
