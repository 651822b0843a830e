/* What is wrong with a file, and exactly where. */
#ifndef SCRIPT_FAULT_H
#define SCRIPT_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A place in a file; both count from 1, columns in characters. 0 where the file as a whole is
 * meant. */
struct mark {
    int line;
    int column;
};

struct fault {
    struct mark mark;
    char *text; /* "what and what to do", one clean line */
};

struct faults {
    struct fault *list; /* in the order they were found; faults_sort puts them in the file's */
    size_t count;
};

/* Adds a fault; NULL `faults` is allowed and adds nothing. What came from the file is cleaned for a
 * terminal (text_clean) and cut at 400 bytes. The first thousand faults are kept. */
void faults_add(struct faults *faults, struct mark mark, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* By line, then column; stable. */
void faults_sort(struct faults *faults);

/* Whether one place stands before another. */
bool mark_before(struct mark a, struct mark b);

/* The place that is reported for a fault: one of the file as a whole stands at its beginning. */
struct mark fault_place(const struct fault *fault);

/* Writes "PATH:LINE:COLUMN: error: TEXT" for each. */
void faults_write(const struct faults *faults, const char *path, FILE *out);

/* The first of at least one fault as "PATH:LINE:COLUMN: TEXT"; to be freed. */
char *faults_first(const struct faults *faults, const char *path);

void faults_free(struct faults *faults);

#endif
