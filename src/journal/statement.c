/* Statements: prepared once, bound in a line, and their failures told. */
#include "journal/journal_inside.h"

#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FULL_SENTENCE "%s can't be written: the disk is full"

static sqlite3_stmt *kept(struct journal *journal, const char *sql)
{
    for (size_t i = 0; i < journal->statement_count; i++) {
        if (journal->statements[i].sql == sql)
            return journal->statements[i].statement;
    }
    return NULL;
}

static void keep(struct journal *journal, const char *sql, sqlite3_stmt *statement)
{
    size_t count = journal->statement_count++;
    journal->statements = mem_grow(journal->statements, count, sizeof *journal->statements);
    journal->statements[count] = (struct kept_statement){.sql = sql, .statement = statement};
}

sqlite3_stmt *journal_statement(struct journal *journal, const char *sql)
{
    sqlite3_stmt *statement = kept(journal, sql);
    if (statement) {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
    } else if (journal->db && sqlite3_prepare_v3(journal->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                                 &statement, NULL) == SQLITE_OK) {
        keep(journal, sql, statement);
    }
    return statement;
}

static void bind_answer(sqlite3_stmt *statement, int place, int answer)
{
    if (answer == ANSWER_OPEN)
        sqlite3_bind_null(statement, place);
    else
        sqlite3_bind_int(statement, place, answer == ANSWER_CANT_TELL ? -1 : answer);
}

static void bind_all(sqlite3_stmt *statement, const char *kinds, va_list values)
{
    for (int i = 0; kinds[i]; i++) {
        if (kinds[i] == 'i')
            sqlite3_bind_int64(statement, i + 1, va_arg(values, int64_t));
        else if (kinds[i] == 'o')
            bind_answer(statement, i + 1, va_arg(values, int));
        else
            sqlite3_bind_text(statement, i + 1, va_arg(values, const char *), -1, SQLITE_TRANSIENT);
    }
}

void statement_bind(sqlite3_stmt *statement, const char *kinds, ...)
{
    va_list values;
    va_start(values, kinds);
    bind_all(statement, kinds, values);
    va_end(values);
}

bool journal_run(struct journal *journal, struct error *error, const char *sql, const char *kinds,
                 ...)
{
    va_list values;
    sqlite3_stmt *statement = journal_statement(journal, sql);
    if (!statement)
        return journal_failed(journal, error);
    va_start(values, kinds);
    bind_all(statement, kinds, values);
    va_end(values);
    bool good = sqlite3_step(statement) == SQLITE_DONE;
    if (!good)
        journal_failed(journal, error);
    sqlite3_reset(statement);
    return good;
}

bool journal_execute(struct journal *journal, const char *sql, struct error *error)
{
    return sqlite3_exec(journal->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           journal_failed(journal, error);
}

bool journal_begin(struct journal *journal, struct error *error)
{
    return journal_execute(journal, "BEGIN IMMEDIATE", error);
}

bool journal_end(struct journal *journal, bool good, struct error *error)
{
    good = good && journal_execute(journal, "COMMIT", error);
    if (!good && !sqlite3_get_autocommit(journal->db))
        sqlite3_exec(journal->db, "ROLLBACK", NULL, NULL, NULL);
    return good;
}

/* The disk's own word, where SQLite has only a general one. */
static bool failed_by_system(const char *path, int system, const char *otherwise,
                             struct error *error)
{
    if (system == ENOSPC)
        return error_set(error, FULL_SENTENCE, path);
    return error_set(error, "%s can't be read or written: %s", path,
                     system ? strerror(system) : otherwise);
}

/* Two with one key: nothing that is written here can be, so something in the file is broken. */
static bool is_odd(int exact)
{
    return exact == SQLITE_CONSTRAINT || exact == SQLITE_CONSTRAINT_VTAB ||
           exact == SQLITE_CONSTRAINT_PRIMARYKEY || exact == SQLITE_CONSTRAINT_UNIQUE ||
           exact == SQLITE_CONSTRAINT_ROWID;
}

bool journal_failed(struct journal *journal, struct error *error)
{
    const char *path = journal->path;
    if (!journal->db)
        return error_set(error, "%s can't be opened; start numbmed again", path);
    int code = sqlite3_errcode(journal->db);
    journal->damaged |= journal_is_damage(code) || is_odd(sqlite3_extended_errcode(journal->db));
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(error, BUSY_SENTENCE, path);
    case SQLITE_FULL:
        return error_set(error, FULL_SENTENCE, path);
    case SQLITE_READONLY:
        return error_set(error, "%s can't be written: it or its folder is read-only", path);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return error_set(error, DAMAGED_SENTENCE, path);
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return failed_by_system(path, sqlite3_system_errno(journal->db), sqlite3_errstr(code),
                                error);
    default:
        return error_set(error, "%s: %s", path, sqlite3_errmsg(journal->db));
    }
}

void column_copy(sqlite3_stmt *statement, int column, char *to, size_t size)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    snprintf(to, size, "%s", text ? text : "");
    text_mend(to);
}
