/* A broken journal is kept, and what can be read of it goes on in a new one. */
#include "journal/journal_inside.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* How far a gap in the file is jumped over: it doubles from one id at a time. */
#define JUMP_MOST ((int64_t)1 << 32)

static const char *const BESIDE[] = {"-wal", "-shm"};

/* A name that says when, and that nothing has yet. The caller frees it. */
static char *name_aside(const char *path)
{
    char when[32];
    struct tm local;
    time_t now = time(NULL);
    localtime_r(&now, &local);
    strftime(when, sizeof when, "%Y-%m-%d-%H%M%S", &local);
    char *name = mem_format("%s.damaged-%s", path, when);
    for (int i = 2; access(name, F_OK) == 0; i++) {
        free(name);
        name = mem_format("%s.damaged-%s-%d", path, when, i);
    }
    return name;
}

static bool put_aside(const char *path, const char *aside, struct error *error)
{
    if (rename(path, aside) < 0)
        return error_set(error, "%s is damaged and can't be kept aside: %s", path, strerror(errno));
    for (size_t i = 0; i < sizeof BESIDE / sizeof *BESIDE; i++) {
        char *from = mem_format("%s%s", path, BESIDE[i]),
             *to = mem_format("%s%s", aside, BESIDE[i]);
        rename(from, to); /* there may be none */
        free(from);
        free(to);
    }
    return true;
}

/* Copies sittings from `id` on until one can't be read or written. Returns the last id that was
 * read, or `id` - 1. */
static int64_t copy_from(struct journal *from, struct journal *to, int64_t id, int64_t *copied)
{
    struct error unused;
    int64_t last = id - 1;
    sqlite3_stmt *statement = journal_statement(from, "SELECT " SITTING_COLUMNS
                                                      " FROM sitting WHERE id >= ?1 ORDER BY id");
    if (!statement)
        return last;
    statement_bind(statement, "i", id);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        struct record record;
        record_read(from, statement, &record);
        last = record.id;
        *copied += journal_save_in(to, &record, &unused);
        record_free(&record);
    }
    bool over = sqlite3_errcode(from->db) == SQLITE_DONE;
    sqlite3_reset(statement);
    return over ? INT64_MAX : last;
}

/* What lies behind a place that can't be read is found by jumping over it. */
static int64_t copy_readable(struct journal *from, struct journal *to)
{
    int64_t copied = 0, id = 1;
    for (int64_t jump = 1; jump < JUMP_MOST;) {
        int64_t last = copy_from(from, to, id, &copied);
        if (last == INT64_MAX)
            break;
        jump = last >= id ? 1 : 2 * jump;
        id = last + 1 + jump;
    }
    return copied;
}

static int64_t recover(const char *aside, struct journal *to, struct error *error)
{
    int64_t copied = 0;
    struct journal from = {.held = -1};
    int code = sqlite3_open_v2(aside, &from.db, SQLITE_OPEN_READWRITE, NULL);
    if (code == SQLITE_OK && journal_begin(to, error)) {
        copied = copy_readable(&from, to);
        if (!journal_end(to, true, error))
            copied = 0;
    }
    journal_detach(&from);
    return copied;
}

bool journal_renew(struct journal *journal, struct error *error)
{
    char *aside = name_aside(journal->path);
    journal_detach(journal);
    journal->damaged = false;
    bool good = put_aside(journal->path, aside, error);
    if (good) {
        int file = open(journal->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file >= 0)
            close(file);
        good = journal_attach(journal, error) == SQLITE_OK;
    }
    if (good) {
        int64_t saved = recover(aside, journal, error);
        free(journal->notice);
        journal->notice =
            mem_format("the journal was damaged: it is kept as %s, and %lld sitting%s "
                       "of it could be saved",
                       aside, (long long)saved, saved == 1 ? "" : "s");
    }
    free(aside);
    return good;
}
