/* A file that is there whole or not at all, and that nobody else may read. */
#ifndef BASE_OUTPUT_H
#define BASE_OUTPUT_H

#include "base/error.h"

#include <stdio.h>

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
