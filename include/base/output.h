/* Standard output, and files that are there whole or not at all and that nobody else may read. */
#ifndef BASE_OUTPUT_H
#define BASE_OUTPUT_H

#include "base/error.h"

#include <stdio.h>

/* To be called before anything else: a reader of standard output that goes away (`| head -1`) ends
 * the program at once and in silence, by SIGPIPE. No other pipe does. Standard descriptors that are
 * closed are opened, such that nothing can be written to them: no file is ever mistaken for one of
 * them. */
void output_prepare(void);

/* From now on such a reader ends nothing, as there is something to be saved first. */
void output_outlive_reader(void);

/* Whether the reader of standard output is gone. */
bool output_reader_gone(void);

/* Writes what is left. False and a sentence if anything couldn't be written to standard output
 * since the beginning; ends the program by SIGPIPE if that is as its reader is gone. */
bool output_complete(struct error *error);

struct output;

/* Begins to write: 0600, beside where it will lie. `path` NULL: standard output instead. Where
 * there is something already, only a regular file is replaced, and only if `replace` says so. NULL
 * and a sentence. output_finish frees it. */
struct output *output_begin(const char *path, bool replace, struct error *error);

/* Where to write. Failures are told at the end. */
FILE *output_stream(struct output *output);

/* Puts the file in its place, down to the disk, or if not `keep`, drops it. False and a sentence
 * where it couldn't be written; the error is left alone if not `keep`. */
bool output_finish(struct output *output, bool keep, struct error *error);

#endif
