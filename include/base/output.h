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
 * since the last call; ends the program by SIGPIPE if that is because its reader is gone. */
bool output_complete(struct error *error);

/* ---- files that a person named */

struct output;

enum {
    OUTPUT_REPLACE = 1, /* a regular file that is there already is replaced */
    OUTPUT_SHARED = 2,  /* as readable as the umask allows; otherwise 0600 */
    OUTPUT_BINARY = 4,  /* the stream can be sought in, and a terminal is refused */
};

/* Begins to write. `path` NULL or "-": standard output. A regular file is written beside where it
 * will be, links followed, and refused if one is there already. Devices and pipes are written
 * straight. `how` is a sum of OUTPUT_…. NULL and a sentence. output_finish frees it. */
struct output *output_begin(const char *path, unsigned how, struct error *error);

/* Where to write. Failures are reported at the end. */
FILE *output_stream(struct output *output);

/* Puts the file in its place, down to the disk, or if not `keep`, drops it. False and a sentence
 * where it couldn't be written; the error is left alone if not `keep`. */
bool output_finish(struct output *output, bool keep, struct error *error);

/* All of it in one: replaces a file whole (0600), or leaves it as it was. */
bool output_write(const char *path, const char *bytes, size_t size, struct error *error);

/* Whether this name stands for standard output, a device or a pipe, where no ending of the name
 * can be expected. */
bool output_is_stream(const char *path);

#endif
