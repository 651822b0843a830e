/* The file as a whole: copied, and forgotten. */
#include "journal/journal_inside.h"

#include "base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
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

static bool fill_copy(struct journal *journal, const char *path, struct error *error)
{
    sqlite3 *to = NULL;
    int code = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE, NULL);
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

bool journal_backup(struct journal *journal, const char *path, struct error *error)
{
    int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0 && errno == EEXIST)
        return error_set(error, "%s is there already: name another file", path);
    if (file < 0)
        return error_set(error, "%s can't be written: %s", path, strerror(errno));
    close(file);
    bool good = fill_copy(journal, path, error);
    if (!good)
        unlink(path);
    return good;
}

/* ---- nothing left */

/* What a broken journal left. A folder that was in the journal's place holds nothing of it. */
static bool is_left_over(const char *name, const char *journal)
{
    size_t length = strlen(journal);
    return strncmp(name, journal, length) == 0 &&
           (strncmp(name + length, ".damaged-", 9) == 0 ||
            strncmp(name + length, "-damaged", 8) == 0 || strncmp(name + length, "-new", 4) == 0);
}

static bool remove_left_over(const struct journal *journal, struct error *error)
{
    char *folder = mem_copy_text(journal->path);
    char *name = strrchr(folder, '/');
    *name++ = '\0';
    DIR *listing = opendir(*folder ? folder : "/");
    bool good = listing != NULL;
    for (struct dirent *entry; good && (entry = readdir(listing));) {
        if (is_left_over(entry->d_name, name))
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
