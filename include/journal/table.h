/* Sittings as tables: which columns a file has, and what their cells say. */
#ifndef JOURNAL_TABLE_H
#define JOURNAL_TABLE_H

#include "base/error.h"
#include "journal/record.h"
#include "journal/stamp.h"

/* What a cell is, for files that tell a number from a text. */
enum column_kind {
    COLUMN_TEXT,
    COLUMN_TIME, /* a text, too */
    COLUMN_NOTE, /* a text whose spaces and lines are its own */
    COLUMN_NUMBER,
    COLUMN_ANSWER, /* a number, a text, or nothing */
    COLUMN_WORDS,  /* one a line */
    COLUMN_FLAG,   /* "yes", or nothing */
};

/* Bytes of a cell other than a note, with its NUL. */
enum { CELL_SIZE = FEELINGS_MOST * FEELING_SIZE };

struct table;

/* A row on its way into the journal. */
struct arrival {
    struct record record;
    enum date_order order; /* of the file's dates */
    const struct table *table;
    const char *const *cells; /* as table_read got them: they stay until the row is taken */
    const size_t *places;     /* of each column in the file, set by who reads; NULL: the table's */
    bool named;               /* the row has a uid; else it is derived */
    bool local;               /* the row says what a clock showed, and not where */
};

struct column {
    const char *name;
    enum column_kind kind;
    bool needed; /* without it there is no sitting */
    /* Gives the cell, in `buffer` or in the record. NULL: this table is only read. */
    const char *(*write)(const struct column *column, const struct record *record,
                         char buffer[CELL_SIZE]);
    /* Takes a cell over that isn't empty; false and a sentence where it can't be. */
    bool (*read)(const struct column *column, const char *cell, struct arrival *arrival,
                 struct error *error);
    enum moment moment;
    enum scale scale;
};

struct table {
    const char *title;  /* "numbmed's" */
    const char *origin; /* of records that name none */
    const struct column *columns;
    size_t count;
};

enum { COLUMNS_MOST = 32 };

/* What numbmed writes and reads: docs/journal.md tells each column. */
extern const struct table TABLE_OWN;

/* The attributes of Apple Health's records. */
extern const struct table TABLE_APPLE_HEALTH;

/* Those of other programs: docs/journal.md names where they are described. */
extern const struct table *const TABLES_FOREIGN[];
extern const size_t TABLES_FOREIGN_COUNT;

/* Takes a note, for a column's `read`. */
bool column_read_note(const struct column *column, const char *cell, struct record *record,
                      struct error *error);

/* Takes whole seconds, for a column's `read`; a fraction is left out. Not where it can't be told
 * from thousands, as in "1.200". */
bool column_read_seconds(const struct column *column, const char *cell, int64_t *seconds,
                         struct error *error);

/* Takes a time, for a column's `read`: `example` is one as it should be. */
bool column_read_time(const struct column *column, const char *cell, const char *example,
                      struct arrival *arrival, struct error *error);

/* Reads a row: `cells` in the order of the table's columns, NULL or "" for none. What a file
 * needn't say is filled in; words and notes come out fit for a terminal. False and a sentence that
 * names the column; else record_free frees its record. */
bool table_read(const struct table *table, const char *const *cells, enum date_order order,
                struct arrival *arrival, struct error *error);

/* Whether its values are texts, and never numbers or lists. */
bool column_is_text(const struct column *column);

/* Whether it is of a check-in: its name is then moment_name, "_", and what was asked. */
bool column_is_of_check_in(const struct column *column);

/* Takes a line of text into a field of `size` bytes, for a column's `read`. */
bool column_read_line(const struct column *column, const char *cell, char *field, size_t size,
                      struct error *error);

/* "seconds '1h' is no ...": blames a cell, of which it shows the beginning. Always false. */
bool column_blame(const struct column *column, const char *cell, const char *what,
                  struct error *error);

#endif
