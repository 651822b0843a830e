/* The pages of a SQLite file, read without SQLite: whatever else of the file is broken, each page
 * is read by itself, once, so that reading takes a time that depends on the file's size alone. The
 * format: https://www.sqlite.org/fileformat2.html */
#ifndef JOURNAL_PAGES_H
#define JOURNAL_PAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pages;

enum value_kind { VALUE_NONE, VALUE_NULL, VALUE_NUMBER, VALUE_TEXT, VALUE_OTHER };

struct value {
    enum value_kind kind; /* VALUE_NONE: there is no such column, or it can't be read */
    int64_t number;
    const char *text; /* not ended by a NUL */
    size_t length;
};

enum { ROW_COLUMNS = 16 };

/* A row of a table, or of an index or a table WITHOUT ROWID. */
struct row {
    bool in_table;
    bool cut;   /* not all of it could be read */
    int64_t id; /* only in a table */
    size_t count;
    struct value values[ROW_COLUMNS]; /* what lies beyond them is left out */
};

/* Opens the file and, where `log` leads to one, the write-ahead log beside it. NULL: there is none
 * that can be read. pages_close frees it; NULL is fine. */
struct pages *pages_open(const char *path, const char *log);
void pages_close(struct pages *pages);

/* Calls `take` with each row that can be read, in the order of the pages, until it returns false.
 * The row is valid during the call. A row that is broken off has the values that were read. */
void pages_each(struct pages *pages, bool (*take)(void *context, const struct row *row),
                void *context);

#endif
