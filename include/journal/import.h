/* Sittings from files. All of them come in, or none does; those that are there already are left as
 * they are. */
#ifndef JOURNAL_IMPORT_H
#define JOURNAL_IMPORT_H

#include "journal/journal.h"
#include "journal/table.h"

#include <stdio.h>

/* The largest file, bytes, and the most rows. One of XML is read in one pass, and of nothing in it
 * but sittings. */
#define IMPORT_XML_MOST (INT64_C(4) * 1024 * 1024 * 1024)

enum { IMPORT_FILE_MOST = 64 * 1024 * 1024, IMPORT_ROWS_MOST = 1000 * 1000 };

enum { UNKNOWN_MOST = 16, UNKNOWN_SIZE = 65 };

struct import {
    bool skip_bad;         /* set by the caller, as is what follows */
    enum date_order order; /* of its dates; unknown: the file tells, and it is set */
    bool dry_run;          /* all is done and then undone */
    /* Tells what is wrong with the row that begins on a line. */
    void (*tell)(void *context, int64_t line, const char *sentence);
    void *context;
    /* What came of it. */
    int64_t added;
    int64_t completed; /* were there as far as a row that was cut had said */
    int64_t there;     /* were in the journal, or stood in the file before */
    int64_t deleted;   /* of these: deleted in the journal */
    int64_t bad;
    char unknown[UNKNOWN_MOST][UNKNOWN_SIZE]; /* columns left out, as far as they fit */
    size_t unknown_count;
    /* The import's own. */
    struct journal *journal;
    int64_t rows;
};

/* What a file holds, by its first sign. */
enum import_kind { IMPORT_CSV, IMPORT_JSON, IMPORT_XML, IMPORT_MARKDOWN };

/* Opens a regular file that isn't too large, or, by "-", standard input, at what is to be read.
 * NULL and a sentence without the file's name. The caller closes it. */
FILE *import_open(const char *path, enum import_kind *kind, struct error *error);

/* Goes to the first byte, behind a mark of byte order if there is one. */
void import_rewind(FILE *file);

/* Reads a CSV file, from its start, into the journal: numbmed's own, or that of another program.
 * False and a sentence: nothing came in. Rows are told either way. */
bool import_csv(struct import *import, struct journal *journal, FILE *file, struct error *error);

/* Reads the sittings out of Apple Health's export.xml, from where the file is on, in the same way.
 * One pass, and memory doesn't grow with the file, so that it may be a pipe, and larger than
 * others. */
bool import_health(struct import *import, struct journal *journal, FILE *file, struct error *error);

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
