/* A leaf of ready lines, each of runs of text with a role: for what is laid out in columns, on the
 * screen and in pipes alike. (What is to be wrapped and paged is a sheet.) */
#ifndef UI_LEAF_H
#define UI_LEAF_H

#include "ui/theme.h"

#include <stddef.h>
#include <stdio.h>

struct leaf_run {
    enum role role;
    char *text; /* clean */
};

struct leaf_line {
    struct leaf_run *runs;
    size_t count;
    int columns;
};

struct leaf {
    int width; /* what lines should fit in, columns */
    struct leaf_line *lines;
    size_t count;
};

/* A leaf begins with its width, and without lines. leaf_free frees what it holds. */
void leaf_free(struct leaf *leaf);

/* Begins a line; what is added next stands in it. */
void leaf_line(struct leaf *leaf);

/* Adds text behind the last line's. What others wrote must be cleaned before (text_clean). */
void leaf_add(struct leaf *leaf, enum role role, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds spaces up to a column, or up to where a text of `columns` would end there. */
void leaf_to(struct leaf *leaf, int column);
void leaf_add_ending(struct leaf *leaf, enum role role, int column, const char *text);

/* Lines of a paragraph, wrapped, with an empty one before it where there are others. */
void leaf_paragraph(struct leaf *leaf, enum role role, const char *text);

/* How each role begins and ends on a terminal; "" in pipes, files and without colours. */
enum { LEAF_INK_SIZE = 48 };
struct leaf_ink {
    char begin[ROLE_COUNT][LEAF_INK_SIZE];
    char end[LEAF_INK_SIZE];
};

/* Fits ink to standard output. */
void leaf_choose_ink(struct leaf_ink *ink, enum theme_wish wish);

/* Whether the terminal's font has no braille, as the Linux console's: blocks will do there. */
bool leaf_wants_blocks(void);

void leaf_write(const struct leaf *leaf, const struct leaf_ink *ink, FILE *out);

/* Draws a line in a row of a window from a column on. */
void leaf_draw(WINDOW *window, const struct theme *theme, const struct leaf *leaf, size_t line,
               int row, int column);

#endif
