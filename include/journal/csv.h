/* Comma-separated values as RFC 4180 has them, row by row: memory for one row, whatever the file's
 * size. Read is also what many programs write: rows that end in LF or CR alone, blank lines, and
 * quotes within a cell that doesn't begin with one. */
#ifndef JOURNAL_CSV_H
#define JOURNAL_CSV_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* The most bytes of a cell, and cells of a row. */
enum { CSV_CELL_MOST = 64 * 1024, CSV_CELLS_MOST = 64 };

struct csv_reader {
    FILE *file;
    char separator; /* of cells; the caller may change it before it reads */
    bool padded;    /* so is this: spaces after a separator are no part of a cell */
    int64_t line;   /* on which the row begins that was read last, from 1 */
    size_t count;   /* its cells */
    bool open_end;  /* the file ended within the row, or right after it without a line end */
    /* What follows is the reader's own. */
    int64_t at_line;
    char *text; /* the cells of the row, each with a NUL behind it */
    size_t length, room;
    size_t starts[CSV_CELLS_MOST];
    const char *fault; /* the row's first; NULL: none */
};

enum csv_found { CSV_ROW, CSV_BAD_ROW, CSV_END };

/* Begins where the file is, which stays the caller's, with commas. csv_close frees what the reader
 * has. */
void csv_open(struct csv_reader *reader, FILE *file);
void csv_close(struct csv_reader *reader);

/* Takes a first line such as "sep=;", by which spreadsheets say what separates cells. False: there
 * is none. The file must be one in which one can go back. */
bool csv_take_separator(struct csv_reader *reader);

/* Reads the next row that isn't blank. CSV_BAD_ROW: it can't be understood, the error says why, and
 * the next call goes on behind it. Whether the file ended well is ferror's to say. */
enum csv_found csv_read(struct csv_reader *reader, struct error *error);

/* A cell of the row: UTF-8. Good until the next row is read. */
const char *csv_cell(const struct csv_reader *reader, size_t index);

/* Writes a row as RFC 4180 has it, each cell as it is: in quotes where it needs them, CRLF at the
 * end. */
void csv_write(FILE *file, const char *const *cells, size_t count);

/* The same cell by cell. */
void csv_write_cell(FILE *file, size_t index, const char *cell);
void csv_write_end(FILE *file);

#endif
