/* A copy becomes the journal again. The copy itself is only read: what is put in place is made of
 * it beside the journal, checked and whole. */
#include "journal/journal_inside.h"

#include "base/memory.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the bytes of the copy */

static bool copy_bytes(int from, int to)
{
    char bytes[1 << 16];
    ssize_t got;
    while ((got = read(from, bytes, sizeof bytes)) > 0) {
        if (!path_write_all(to, bytes, (size_t)got))
            return false;
    }
    return got == 0;
}

static bool copy_file(const char *from, const char *to, struct error *error)
{
    struct stat status;
    int in = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK), out = -1;
    bool good = in >= 0 && fstat(in, &status) == 0;
    if (!good)
        error_set(error, "%s can't be read: %s", from, strerror(errno));
    else if (!S_ISREG(status.st_mode))
        good = error_set(error, "%s is no regular file; name a copy of a journal", from);
    else if ((out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) < 0 ||
             !copy_bytes(in, out))
        good = error_set(error, "%s can't be copied to %s: %s", from, to, error_why(errno));
    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    return good;
}

/* What a program that was killed left beside the copy belongs to it: SQLite works that in. */
static bool copy_all(const char *from, const struct journal *fresh, struct error *error)
{
    static const char *const BESIDE[] = {"-wal", "-journal"};
    bool good = copy_file(from, fresh->path, error);
    for (size_t i = 0; good && i < sizeof BESIDE / sizeof *BESIDE; i++) {
        char *beside = mem_format("%s%s", from, BESIDE[i]), *to = file_beside(fresh, BESIDE[i]);
        good = access(beside, F_OK) < 0 || copy_file(beside, to, error);
        free(beside);
        free(to);
    }
    return good;
}

/* ---- the copy, checked */

static bool refuse(const char *from, const struct journal *fresh, int code, struct error *error)
{
    if (fresh->newer)
        return error_set(error, "%s was made by a newer numbmed; put it back with that one", from);
    if (code == SQLITE_NOTADB)
        return error_set(error, "%s is no journal of numbmed's; name what journal backup wrote",
                         from);
    if (code == SQLITE_OK || journal_is_damage(code))
        return error_set(error, "%s is damaged or not whole; name another copy", from);
    return false;
}

static int64_t count(struct journal *journal)
{
    sqlite3_stmt *statement =
        journal_statement(journal, "SELECT count(*) FROM sitting WHERE deleted = 0");
    bool good = statement && sqlite3_step(statement) == SQLITE_ROW;
    int64_t sittings = good ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return sittings;
}

/* In one file, brought up to date. */
static bool make_fresh(struct journal *fresh, const char *from, struct put_back *done,
                       struct error *error)
{
    if (!copy_all(from, fresh, error))
        return false;
    int code = journal_attach(fresh, error);
    bool good = code == SQLITE_OK && !fresh->read_only && journal_is_whole(fresh);
    if (!good)
        return refuse(from, fresh, code, error);
    done->sittings = count(fresh);
    return journal_execute(fresh, "PRAGMA journal_mode = DELETE", error);
}

/* ---- the journal that is in place */

/* Works the log that a killed program left into the file, so that it is kept whole in one, and
 * finds out whether somebody else has it open. A broken one is kept as it is. */
static bool fold_log(const struct journal *journal, struct error *error)
{
    sqlite3 *db = NULL;
    int code =
        sqlite3_open_v2(journal->path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK) {
        sqlite3_busy_timeout(db, BUSY_PATIENT_MS);
        code = sqlite3_exec(db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    }
    sqlite3_close(db);
    return (code & 0xff) != SQLITE_BUSY || error_set(error, BUSY_SENTENCE, journal->path);
}

/* A log without its journal is of no use to numbmed; it is kept all the same, and said. */
static bool put_aside(const struct journal *journal, struct journal *fresh, const char *aside,
                      bool *kept, struct error *error)
{
    *kept = file_size(journal, "") > 0;
    if (*kept)
        return fold_log(journal, error) && aside_put(journal, aside, error);
    const char *log = file_size(journal, "-wal") > 0       ? "-wal"
                      : file_size(journal, "-journal") > 0 ? "-journal"
                                                           : NULL;
    if (!aside_put_logs(journal, aside, error))
        return false;
    if (log)
        journal_note_too(fresh, mem_format("a program that was killed left a log without its "
                                           "journal: it is kept as %s%s",
                                           aside, log));
    return true;
}

static bool swap(const struct journal *journal, struct journal *fresh, struct put_back *done,
                 struct error *error)
{
    bool kept;
    char *aside = aside_name(journal, "replaced");
    bool good = put_aside(journal, fresh, aside, &kept, error);
    if (good && rename(fresh->path, journal->path) < 0) {
        good = error_set(error, "%s can't be renamed: %s", fresh->path, strerror(errno));
        aside_take_back(journal, aside);
    }
    if (good)
        damage_unmark(journal);
    if (good && kept)
        done->aside = aside;
    else
        free(aside);
    return good;
}

/* ---- all of it */

static void drop(struct journal *fresh)
{
    char *held = file_beside(fresh, "-held"), *rollback = file_beside(fresh, "-journal");
    journal_detach(fresh);
    file_remove_all(fresh);
    unlink(rollback);
    unlink(held);
    if (fresh->held >= 0)
        close(fresh->held);
    fresh->held = -1;
    free(rollback);
    free(held);
}

static bool is_same(const char *one, const char *other)
{
    struct stat a, b;
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

static bool put_back(struct journal *journal, const char *from, struct put_back *done,
                     struct error *error)
{
    struct journal fresh = {.held = -1, .given = true, .path = file_beside(journal, "-new")};
    if (is_same(fresh.path, from)) {
        error_set(error,
                  "%s is the name under which a restored journal is made ready: rename that "
                  "file, then restore it by its new name",
                  from);
        free(fresh.path);
        return false;
    }
    drop(&fresh); /* of one that was killed */
    bool good = make_fresh(&fresh, from, done, error);
    journal_detach(&fresh);
    good = good && swap(journal, &fresh, done, error);
    drop(&fresh);
    if (good)
        done->notice = fresh.notice;
    else
        free(fresh.notice);
    free(fresh.path);
    return good;
}

/* Whether another numbmed has the copy open. */
static bool is_in_use(const char *from)
{
    struct journal copy = {.held = -1, .path = mem_copy_text(from)};
    file_resolve(&copy);
    bool in_use = file_size(&copy, "-held") >= 0 && lock_is_shared(&copy);
    if (copy.held >= 0)
        close(copy.held);
    free(copy.path);
    return in_use;
}

static bool alone(struct journal *journal, const char *from, struct put_back *done,
                  struct error *error)
{
    if (lock_is_shared(journal))
        return error_set(error, "another numbmed has %s open: end it first, then say this again",
                         journal->path);
    lock_alone(journal);
    return put_back(journal, from, done, error);
}

bool journal_put_back(const char *path, const char *from, struct put_back *done,
                      struct error *error)
{
    struct journal journal = {.held = -1, .path = path ? mem_copy_text(path) : journal_path()};
    bool good = false;
    *done = (struct put_back){0};
    if (!journal.path)
        return error_set(error, "there is no journal: neither HOME nor XDG_DATA_HOME is set");
    if (is_same(journal.path, from))
        error_set(error, "%s is the journal already", from);
    else if (is_in_use(from))
        error_set(error, "%s is in use by another numbmed: end that one first", from);
    else if (file_make_folder(journal.path, !path, error)) {
        file_resolve(&journal);
        good = lock_gate(&journal, error) && alone(&journal, from, done, error);
    }
    if (journal.held >= 0)
        close(journal.held);
    free(journal.path);
    return good;
}

void put_back_free(struct put_back *done)
{
    free(done->aside);
    free(done->notice);
    *done = (struct put_back){0};
}
