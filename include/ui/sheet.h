/* A page laid out into lines of a width: for the screen and for pipes alike. */
#ifndef UI_SHEET_H
#define UI_SHEET_H

#include "script/page.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* What is comfortable to read, columns. */
enum { SHEET_WIDTH = 72 };

struct sheet_line {
    size_t block;     /* of the page */
    bool first;       /* the first line of its block: its mark stands before it */
    int indent;       /* columns before the text, the mark's among them */
    const char *text; /* in the block; NULL: an empty line between this block and the one before */
    size_t length;    /* bytes */
};

struct sheet {
    const struct page *page;
    int width;
    bool tight;
    struct sheet_line *lines;
    size_t count;
};

/* Lays a page out anew unless it was laid out so before: at most `width` columns wide; `tight`
 * leaves out the empty lines, where there is little room. `sheet` begins as {0}; the page must stay
 * where it is until sheet_free. */
void sheet_lay(struct sheet *sheet, const struct page *page, int width, bool tight);

/* The line that holds a place in a block, or the one before it. */
size_t sheet_find(const struct sheet *sheet, size_t block, size_t offset);

/* How far into its block a line begins, bytes. */
size_t sheet_offset(const struct sheet *sheet, size_t line);

void sheet_free(struct sheet *sheet);

/* Writes a page as plain lines. */
void sheet_write(const struct page *page, int width, FILE *out);

#endif
