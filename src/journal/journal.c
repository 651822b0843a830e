#include "journal/journal_inside.h"

#include "base/memory.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OTHERS = 077 };

char *journal_path(void)
{
    char *folder = path_data();
    char *path = folder ? path_join(folder, "journal.db") : NULL;
    free(folder);
    return path;
}

const char *journal_notice(const struct journal *journal)
{
    return journal->notice;
}

/* ---- the file */

/* Nobody else's business: neither the folder, nor the file, nor what SQLite puts beside it, which
 * takes the file's mode. */
static void make_private(const char *path)
{
    struct stat status;
    if (stat(path, &status) == 0 && (status.st_mode & OTHERS))
        chmod(path, status.st_mode & 07777 & ~(mode_t)OTHERS);
}

/* Makes an empty file that is private from its first moment on. */
static bool make_file(const char *path, struct error *error)
{
    char *folder = mem_copy_text(path);
    char *slash = strrchr(folder, '/');
    if (slash && slash != folder)
        *slash = '\0';
    bool made = !slash || path_make_folders(folder, error);
    if (made && slash)
        make_private(folder);
    free(folder);
    if (!made)
        return false;
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0 && (errno == EROFS || errno == EACCES) && access(path, R_OK) == 0)
        return true; /* it will only be read */
    if (file < 0)
        return error_set(error, "there is no journal: %s: %s", path, strerror(errno));
    close(file);
    make_private(path);
    return true;
}

static const char SETUP[] = "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
                            "PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;"
                            "PRAGMA cell_size_check = ON";

void journal_detach(struct journal *journal)
{
    for (size_t i = 0; i < journal->statement_count; i++)
        sqlite3_finalize(journal->statements[i].statement);
    journal->statement_count = 0;
    sqlite3_close(journal->db);
    journal->db = NULL;
}

/* Reads a little of everything: what is broken at its head shows here. */
static int probe(struct journal *journal)
{
    return sqlite3_exec(journal->db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
}

/* Damage deep in a large file is met in the midst of reading; the next start then mends it. */
static char *damage_mark(const struct journal *journal)
{
    return mem_format("%s-damaged", journal->path);
}

static bool is_marked(const struct journal *journal)
{
    char *mark = damage_mark(journal);
    bool marked = unlink(mark) == 0;
    free(mark);
    return marked;
}

static void mark_damage(const struct journal *journal)
{
    char *mark = damage_mark(journal);
    int file = open(mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0)
        close(file);
    free(mark);
}

/* Small journals, as nearly all are, are looked through whole. */
static bool is_whole(struct journal *journal)
{
    enum { SMALL = 2 * 1024 * 1024 };
    struct stat status;
    if (journal->read_only || stat(journal->path, &status) < 0 || status.st_size > SMALL)
        return true;
    sqlite3_stmt *statement = journal_statement(journal, "PRAGMA quick_check(1)");
    bool whole = statement && sqlite3_step(statement) == SQLITE_ROW &&
                 strcmp((const char *)sqlite3_column_text(statement, 0), "ok") == 0;
    sqlite3_reset(statement);
    return whole;
}

/* Where the file or its folder can't be written, SQLite can't keep its notes beside it either. */
static int attach_to_read(struct journal *journal)
{
    char *uri = mem_format("file:%s?immutable=1", journal->path);
    bool plain = !strpbrk(journal->path, "?#%"); /* what means something in a URI */
    int code = sqlite3_open_v2(plain ? uri : journal->path, &journal->db,
                               SQLITE_OPEN_READONLY | (plain ? SQLITE_OPEN_URI : 0), NULL);
    free(uri);
    return code == SQLITE_OK ? probe(journal) : code;
}

static void note(struct journal *journal, char *sentence)
{
    free(journal->notice);
    journal->notice = sentence;
}

static int attach_to_write(struct journal *journal)
{
    int code = sqlite3_open_v2(journal->path, &journal->db, SQLITE_OPEN_READWRITE, NULL);
    sqlite3_busy_timeout(journal->db, BUSY_PATIENT_MS);
    if (code == SQLITE_OK)
        code = probe(journal);
    if (code == SQLITE_OK && sqlite3_db_readonly(journal->db, "main"))
        code = SQLITE_READONLY;
    if (code == SQLITE_OK)
        code = sqlite3_exec(journal->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
    return code;
}

static bool is_refusal(int code)
{
    int kind = code & 0xff;
    return kind == SQLITE_READONLY || kind == SQLITE_CANTOPEN || kind == SQLITE_PERM;
}

static int attach(struct journal *journal, struct error *error)
{
    int code = attach_to_write(journal);
    if (is_refusal(code)) {
        journal_detach(journal);
        journal->read_only = true;
        note(journal, mem_format("%s can't be written: it is only read", journal->path));
        code = attach_to_read(journal);
    }
    if (code == SQLITE_OK)
        code = sqlite3_exec(journal->db, SETUP, NULL, NULL, NULL);
    if (code != SQLITE_OK)
        journal_failed(journal, error);
    return code;
}

int journal_attach(struct journal *journal, struct error *error)
{
    int code = attach(journal, error);
    if (code == SQLITE_OK && !schema_bring_up(journal, error)) {
        code = sqlite3_errcode(journal->db);
        if (!*error->text) {
            journal->read_only = true;
            note(journal,
                 mem_format("%s was made by a newer numbmed: it is only read", journal->path));
            return SQLITE_OK;
        }
    }
    if (code != SQLITE_OK)
        journal_detach(journal);
    return code;
}

struct journal *journal_open(const char *path, struct error *error)
{
    struct journal *journal = mem_new(1, sizeof *journal);
    journal->held = -1;
    journal->path = path ? mem_copy_text(path) : journal_path();
    bool good = false;
    if (!journal->path)
        error_set(error, "there is no journal: neither HOME nor XDG_DATA_HOME is set");
    else if (make_file(journal->path, error)) {
        int code = is_marked(journal) ? SQLITE_CORRUPT : journal_attach(journal, error);
        if (code == SQLITE_OK && !is_whole(journal))
            code = SQLITE_CORRUPT;
        good = code == SQLITE_OK || (journal_is_damage(code) && journal_renew(journal, error));
    }
    if (good)
        return journal;
    journal_close(journal);
    return NULL;
}

void journal_close(struct journal *journal)
{
    if (!journal)
        return;
    journal_detach(journal);
    if (journal->damaged)
        mark_damage(journal);
    if (journal->held >= 0)
        close(journal->held);
    free(journal->notice);
    free(journal->path);
    free(journal);
}

bool journal_can_write(struct journal *journal, struct error *error)
{
    return !journal->read_only || error_set(error, "%s", journal->notice);
}
