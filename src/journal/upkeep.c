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
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", journal->db, "main");
    if (!backup)
        return sqlite3_errcode(to);
    int code;
    while ((code = sqlite3_backup_step(backup, -1)) == SQLITE_BUSY || code == SQLITE_LOCKED)
        sqlite3_sleep(10);
    sqlite3_backup_finish(backup);
    if (code == SQLITE_DONE)
        code = sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    return code;
}

bool journal_backup(struct journal *journal, const char *path, struct error *error)
{
    sqlite3 *to = NULL;
    int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return error_set(error, "%s can't be written: %s", path, strerror(errno));
    close(file);
    int code = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE, NULL);
    if (code == SQLITE_OK)
        code = copy_into(journal, to);
    bool good = code == SQLITE_OK && is_sound(to);
    if (!good)
        error_set(error, "%s can't be written: %s", path,
                  code == SQLITE_OK ? "the copy isn't whole" : sqlite3_errstr(code));
    sqlite3_close(to);
    if (!good)
        unlink(path);
    return good;
}

/* ---- nothing left */

/* Copies of a damaged journal lie beside it. */
static bool remove_aside(const struct journal *journal, struct error *error)
{
    char *folder = mem_copy_text(journal->path);
    char *name = strrchr(folder, '/');
    *name++ = '\0';
    char *start = mem_format("%s.damaged-", name);
    DIR *listing = opendir(folder);
    bool good = listing != NULL;
    for (struct dirent *entry; good && (entry = readdir(listing));) {
        if (strncmp(entry->d_name, start, strlen(start)) == 0)
            good = unlinkat(dirfd(listing), entry->d_name, 0) == 0;
    }
    if (!good)
        error_set(error, "%s: %s", folder, strerror(errno));
    if (listing)
        closedir(listing);
    free(start);
    free(folder);
    return good;
}

static bool delete_all(struct journal *journal, struct error *error)
{
    return journal_begin(journal, error) &&
           journal_end(journal,
                       journal_execute(journal,
                                       "DELETE FROM sitting; DELETE FROM sqlite_sequence;"
                                       "INSERT INTO found (found) VALUES ('delete-all')",
                                       error),
                       error);
}

/* The log is emptied only when nobody else reads in it any more. */
static bool empty_log(struct journal *journal, struct error *error)
{
    int code = sqlite3_wal_checkpoint_v2(journal->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    if (code == SQLITE_OK)
        return true;
    if ((code & 0xff) == SQLITE_BUSY)
        return error_set(error,
                         "all is forgotten, but another program reads in %s-wal: end it and "
                         "say this again",
                         journal->path);
    return journal_failed(journal, error);
}

bool journal_forget_all(struct journal *journal, struct error *error)
{
    return journal_can_write(journal, error) && delete_all(journal, error) &&
           journal_execute(journal, "VACUUM", error) && empty_log(journal, error) &&
           remove_aside(journal, error);
}
