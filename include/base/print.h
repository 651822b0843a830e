/* Lines for people to read on standard output or standard error. On a terminal they are wrapped at
 * words to its width; in a pipe or a file each stays one line. */
#ifndef BASE_PRINT_H
#define BASE_PRINT_H

#include <stdio.h>

/* How wide lines on `out` may be: the columns of its terminal, but at most `most`; without a
 * terminal `most`. */
int print_width(FILE *out, int most);

/* Writes one line, as printf does, without spaces at its end, and ends it. What is wrapped goes on
 * at `column`, which is where the last column of a table begins; before it nothing is wrapped.
 * Where the terminal is too narrow for that, the last column stands below the others. */
void print_line(FILE *out, int column, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same for a ready line and a given width. */
void print_wrapped(FILE *out, int column, int width, const char *line);

#endif
