/* Sittings from files. All of them come in, or none does; those that are there already are left as
 * they are. */
#ifndef JOURNAL_IMPORT_H
#define JOURNAL_IMPORT_H

#include "journal/journal.h"
#include "journal/table.h"

#include <stdio.h>

/* The largest file, bytes, and the most rows. */
enum { IMPORT_FILE_MOST = 64 * 1024 * 1024, IMPORT_ROWS_MOST = 1000 * 1000 };

enum { UNKNOWN_MOST = 16, UNKNOWN_SIZE = 65 };

struct import {
    bool skip_bad;         /* set by the caller, as is what follows */
    enum date_order order; /* of its dates; unknown: the file tells, and it is set */
    /* Tells what is wrong with the row that begins on a line. */
    void (*tell)(void *context, int64_t line, const char *sentence);
    void *context;
    /* What came of it. */
    int64_t added;
    int64_t there;   /* were in the journal, or stood in the file before */
    int64_t deleted; /* of these: deleted in the journal */
    int64_t bad;
    char unknown[UNKNOWN_MOST][UNKNOWN_SIZE]; /* columns left out, as far as they fit */
    size_t unknown_count;
    /* The import's own. */
    struct journal *journal;
    int64_t rows;
};

/* Opens a regular file that isn't too large. NULL and a sentence without the file's name. */
FILE *import_open(const char *path, struct error *error);

/* Goes to the first byte, behind a mark of byte order if there is one. */
void import_rewind(FILE *file);

/* Reads a CSV file, from its start, into the journal: numbmed's own, or that of another program.
 * False and a sentence: nothing came in. Rows are told either way. */
bool import_csv(struct import *import, struct journal *journal, FILE *file, struct error *error);

/* ---- for readers of other kinds of files: begin, rows, end */

bool import_begin(struct import *import, struct journal *journal, struct error *error);

/* Takes a row as table_read made it, and leaves the record to the caller. False and a sentence
 * where it can go on no further. */
bool import_take(struct import *import, struct arrival *arrival, struct error *error);

/* Tells a row that can't be taken. False and a sentence: too many of any kind. */
bool import_skip(struct import *import, int64_t line, const char *sentence, struct error *error);

/* Notes a column that no table has, once. */
void import_leave_out(struct import *import, const char *name);

/* Ends it: keeps what came in if all was `good`, and no row was bad or bad ones may be skipped. */
bool import_end(struct import *import, bool good, struct error *error);

#endif
