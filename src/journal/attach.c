/* From a file to tables that are ready. */
#include "journal/journal_inside.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char SETUP[] = "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
                            "PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;"
                            "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON";

void journal_detach(struct journal *journal)
{
    for (size_t i = 0; i < journal->statement_count; i++)
        sqlite3_finalize(journal->statements[i].statement);
    free(journal->statements);
    journal->statements = NULL;
    journal->statement_count = 0;
    sqlite3_close(journal->db);
    journal->db = NULL;
}

void journal_note(struct journal *journal, char *sentence)
{
    free(journal->notice);
    journal->notice = sentence;
}

void journal_note_too(struct journal *journal, char *sentence)
{
    if (!journal->notice) {
        journal->notice = sentence;
        return;
    }
    journal_note(journal, mem_format("%s; %s", journal->notice, sentence));
    free(sentence);
}

/* The versions of the format for writing and reading are 1 or 2: above that SQLite would only read
 * the file, or not even that. It is asked for the bytes itself, see journal/file. */
static bool has_format(struct journal *journal)
{
    enum { FORMATS_AT = 18, FORMAT_MOST = 2 };
    unsigned char formats[2];
    sqlite3_file *file = NULL;
    if (sqlite3_file_control(journal->db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
        !file || !file->pMethods ||
        file->pMethods->xRead(file, formats, sizeof formats, FORMATS_AT) != SQLITE_OK)
        return true; /* an empty file */
    return formats[0] <= FORMAT_MOST && formats[1] <= FORMAT_MOST;
}

/* The first look into the file: what is broken at its head shows here. Plain questions fail only
 * where SQLite doesn't know what it finds. */
static int set_up(struct journal *journal)
{
    sqlite3_busy_timeout(journal->db, BUSY_PATIENT_MS);
    int code = sqlite3_exec(journal->db, SETUP, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(journal->db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    if (code == SQLITE_OK && !has_format(journal))
        code = SQLITE_CORRUPT;
    if (code == SQLITE_OK)
        code = sum_register(journal);
    return code == SQLITE_ERROR ? SQLITE_CORRUPT : code;
}

static int attach_to_write(struct journal *journal)
{
    int code = sqlite3_open_v2(journal->path, &journal->db,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK)
        code = set_up(journal);
    if (code == SQLITE_OK && sqlite3_db_readonly(journal->db, "main"))
        code = SQLITE_READONLY;
    return code;
}

/* ---- where it can only be read */

/* The caller frees it. */
static char *uri_of(const char *path, const char *how)
{
    char *uri = mem_new(3 * strlen(path) + strlen(how) + sizeof "file:", 1), *end = uri;
    end = stpcpy(end, "file:");
    for (; *path; path++) {
        if (strchr("%?#", *path))
            end += sprintf(end, "%%%02X", (unsigned)*path);
        else
            *end++ = *path;
    }
    memcpy(end, how, strlen(how) + 1);
    return uri;
}

static int attach_by(struct journal *journal, const char *how)
{
    char *uri = uri_of(journal->path, how);
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
    int code = sqlite3_open_v2(uri, &journal->db, flags, NULL);
    free(uri);
    return code == SQLITE_OK ? set_up(journal) : code;
}

/* Without a log that can be opened the file is read as it is: then nobody writes in it either. */
static int attach_to_read(struct journal *journal)
{
    const char *without = "";
    journal->read_only = true;
    int code = attach_by(journal, "");
    if (code != SQLITE_OK && !journal_is_damage(code)) {
        journal_detach(journal);
        code = attach_by(journal, "?immutable=1");
        if (file_size(journal, "-wal") > 0)
            without = ", without what was written last";
    }
    journal_note(journal,
                 mem_format("%s can't be written: it is only read%s", journal->path, without));
    return code;
}

/* By the file, its folder or a full disk. */
static bool is_refusal(const struct journal *journal, int code)
{
    int kind = code & 0xff, exact = sqlite3_extended_errcode(journal->db);
    return kind == SQLITE_READONLY || kind == SQLITE_CANTOPEN || kind == SQLITE_PERM ||
           kind == SQLITE_FULL || exact == SQLITE_IOERR_SHMSIZE || exact == SQLITE_IOERR_SHMOPEN;
}

/* ---- its tables */

static bool refuse_older(struct journal *journal, struct error *error)
{
    return error_set(error,
                     "%s is empty or an older numbmed's, and can't be brought up to date where it "
                     "can't be written",
                     journal->path);
}

static bool bring_up(struct journal *journal, enum stamp stamp, struct error *error)
{
    if (journal->read_only)
        return stamp == STAMP_TODAYS || refuse_older(journal, error);
    return journal_execute(journal, "PRAGMA journal_mode = WAL", error) &&
           (stamp == STAMP_TODAYS || schema_bring_up(journal, error));
}

/* What a newer program needs of its file isn't known, so nothing at all is changed. */
static bool only_read(struct journal *journal, struct error *error)
{
    journal->read_only = journal->newer = true;
    journal_note(journal,
                 mem_format("%s was made by a newer numbmed: it is only read", journal->path));
    return journal_execute(journal, "PRAGMA query_only = ON", error);
}

static int make_ready(struct journal *journal, struct error *error)
{
    enum stamp stamp = schema_stamp(journal);
    if (stamp == STAMP_FOREIGN)
        return SQLITE_NOTADB;
    bool good = stamp == STAMP_UNREADABLE ? journal_failed(journal, error)
                : stamp == STAMP_NEWER    ? only_read(journal, error)
                                          : bring_up(journal, stamp, error);
    int code = sqlite3_errcode(journal->db);
    if (!good && !journal->read_only && (code == SQLITE_ERROR || journal->damaged))
        return SQLITE_CORRUPT; /* the tables aren't those of the version that it names */
    return good ? SQLITE_OK : code == SQLITE_OK ? SQLITE_ERROR : code;
}

int journal_attach(struct journal *journal, struct error *error)
{
    int code = attach_to_write(journal);
    if (is_refusal(journal, code)) {
        journal_detach(journal);
        code = attach_to_read(journal);
    }
    if (code == SQLITE_OK)
        code = make_ready(journal, error);
    else
        journal_failed(journal, error);
    if (code != SQLITE_OK)
        journal_detach(journal);
    return code;
}
