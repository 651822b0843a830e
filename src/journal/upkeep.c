/* The file as a whole: copied, and forgotten. */
#include "journal/journal_inside.h"

#include "base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- a copy */

static bool is_sound(sqlite3 *db)
{
    sqlite3_stmt *statement;
    bool sound = false;
    if (sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        sound = strcmp((const char *)sqlite3_column_text(statement, 0), "ok") == 0;
    sqlite3_finalize(statement);
    return sound;
}

/* In one file, without a log beside it. */
static int copy_into(struct journal *journal, sqlite3 *to)
{
    int code, waited = 0;
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", journal->db, "main");
    if (!backup)
        return sqlite3_errcode(to);
    while (((code = sqlite3_backup_step(backup, -1)) == SQLITE_BUSY || code == SQLITE_LOCKED) &&
           waited < BUSY_PATIENT_MS)
        waited += sqlite3_sleep(10);
    sqlite3_backup_finish(backup);
    if (code == SQLITE_DONE)
        code = sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    return code;
}

static bool fill_copy(struct journal *journal, const char *fresh, const char *path,
                      struct error *error)
{
    sqlite3 *to = NULL;
    int code = sqlite3_open_v2(fresh, &to, SQLITE_OPEN_READWRITE, NULL);
    if (code == SQLITE_OK)
        code = copy_into(journal, to);
    bool whole = code == SQLITE_OK && is_sound(to);
    sqlite3_close(to);
    journal->damaged |= journal_is_damage(code) || (code == SQLITE_OK && !whole);
    if (journal->damaged)
        return error_set(error,
                         "%s is damaged: start numbmed again to save what can be read, then make "
                         "the copy",
                         journal->path);
    return whole || error_set(error, "%s can't be written: %s", path, sqlite3_errstr(code));
}

static bool refuse_taken(const char *path, struct error *error)
{
    return error_set(error, "%s is there already; --force replaces it", path);
}

/* SQLite would work such a log into the copy. */
static bool has_log(const char *path)
{
    char *log = mem_format("%s-wal", path);
    bool there = access(log, F_OK) == 0;
    free(log);
    return there;
}

/* Whether what lies at the path now may give way to the copy. */
static bool may_copy_to(const struct journal *journal, const char *path, bool replace,
                        struct error *error)
{
    struct stat there, ours;
    bool is = stat(path, &there) == 0;
    if (!is && errno != ENOENT)
        return error_set(error, "%s can't be written: %s", path, strerror(errno));
    if (is && !S_ISREG(there.st_mode))
        return error_set(error, "%s is no regular file; name another", path);
    if (is && stat(journal->path, &ours) == 0 && ours.st_dev == there.st_dev &&
        ours.st_ino == there.st_ino)
        return error_set(error, "%s is the journal itself; name another file", path);
    if (!file_is_others(journal, path, error))
        return false;
    if (has_log(path))
        return error_set(error,
                         "%s-wal is there: a program has that file open, or was killed; name "
                         "another file",
                         path);
    return !is || replace || refuse_taken(path, error);
}

/* Without `replace`, what another program put there meanwhile is left alone, too; some file systems
 * can't do so in one step. */
static bool put_copy(const char *from, const char *to, bool replace, struct error *error)
{
    int code = renameat2(AT_FDCWD, from, AT_FDCWD, to, replace ? 0 : RENAME_NOREPLACE);
    if (code < 0 && (errno == EINVAL || errno == ENOSYS))
        code = rename(from, to);
    if (code == 0)
        return true;
    return errno == EEXIST ? refuse_taken(to, error)
                           : error_set(error, "%s can't be written: %s", to, error_why(errno));
}

static bool copy_to(struct journal *journal, const char *path, bool replace, struct error *error)
{
    char *fresh = mem_format("%s.XXXXXX", path);
    int file = mkostemp(fresh, O_CLOEXEC);
    bool good = file >= 0 || error_set(error, "%s can't be written: %s", path, error_why(errno));
    if (good) {
        close(file);
        good = fill_copy(journal, fresh, path, error) && put_copy(fresh, path, replace, error);
        if (!good)
            unlink(fresh);
    }
    free(fresh);
    return good;
}

bool journal_backup(struct journal *journal, const char *path, bool replace, struct error *error)
{
    char real[PATH_MAX];
    const char *target = realpath(path, real) ? real : path;
    return may_copy_to(journal, target, replace, error) && copy_to(journal, target, replace, error);
}

/* ---- nothing left */

static bool remove_left_over(const struct journal *journal, struct error *error)
{
    char *folder = mem_copy_text(journal->path);
    char *name = strrchr(folder, '/');
    *name++ = '\0';
    DIR *listing = opendir(*folder ? folder : "/");
    bool good = listing != NULL;
    for (struct dirent *entry; good && (entry = readdir(listing));) {
        if (file_is_left_over(entry->d_name, name))
            good = unlinkat(dirfd(listing), entry->d_name, 0) == 0 || errno == EISDIR;
    }
    if (!good)
        error_set(error, "what is left in %s can't be removed: %s", folder, strerror(errno));
    if (listing)
        closedir(listing);
    free(folder);
    return good;
}

/* All that is the listener's hangs on a sitting. */
static bool delete_all(struct journal *journal, struct error *error)
{
    static const char ALL[] = "DELETE FROM sitting; DELETE FROM sqlite_sequence;"
                              "INSERT INTO found (found) VALUES ('delete-all')";
    return journal_begin(journal, error) &&
           journal_end(journal, journal_execute(journal, ALL, error), error);
}

/* The log is emptied only when nobody else reads in it any more. */
static bool empty_log(struct journal *journal, struct error *error)
{
    int code = sqlite3_wal_checkpoint_v2(journal->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    if ((code & 0xff) == SQLITE_BUSY)
        return error_set(error,
                         "all is forgotten, but another program still reads in %s-wal: end it "
                         "and say this again",
                         journal->path);
    return code == SQLITE_OK || journal_failed(journal, error);
}

/* What can be done is done, whatever fails; the first failure is told. */
bool journal_forget_all(struct journal *journal, struct error *error)
{
    if (!journal_can_write(journal, error) || !delete_all(journal, error))
        return false;
    bool good = journal_execute(journal, "VACUUM", error);
    good &= empty_log(journal, good ? error : NULL);
    good &= remove_left_over(journal, good ? error : NULL);
    return good;
}
