/* Statements: prepared once, bound in a line, and their failures told. */
#include "journal/journal_inside.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

sqlite3_stmt *journal_statement(struct journal *journal, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    size_t i = 0;
    while (i < journal->statement_count && journal->statements[i].sql != sql)
        i++;
    if (i < journal->statement_count) {
        statement = journal->statements[i].statement;
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
        return statement;
    }
    if (i == STATEMENTS_MOST)
        abort(); /* there are only so many literals */
    if (sqlite3_prepare_v3(journal->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
        SQLITE_OK)
        return NULL;
    journal->statements[journal->statement_count].sql = sql;
    journal->statements[journal->statement_count++].statement = statement;
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

bool journal_is_damage(int code)
{
    int kind = code & 0xff;
    return kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB;
}

bool journal_failed(struct journal *journal, struct error *error)
{
    int code = sqlite3_errcode(journal->db), system = sqlite3_system_errno(journal->db);
    const char *path = journal->path;
    journal->damaged |= journal_is_damage(code);
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(error, "%s is in use by another program that doesn't let go; try again",
                         path);
    case SQLITE_FULL:
        return error_set(error, "%s can't be written: the disk is full", path);
    case SQLITE_READONLY:
        return error_set(error, "%s can't be written: it or its folder is read-only", path);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return error_set(error, "%s is damaged: start numbmed again to save what can be read",
                         path);
    default:
        return error_set(error, "%s: %s%s%s", path, sqlite3_errmsg(journal->db), system ? ": " : "",
                         system ? strerror(system) : "");
    }
}

void column_copy(sqlite3_stmt *statement, int column, char *to, size_t size)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    snprintf(to, size, "%s", text ? text : "");
}
