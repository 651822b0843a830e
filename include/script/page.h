/* A text to read: a title, headings, paragraphs, items of a list, sources. */
#ifndef SCRIPT_PAGE_H
#define SCRIPT_PAGE_H

#include "base/error.h"
#include "script/fault.h"

#include <stddef.h>

enum block_kind {
    BLOCK_TITLE,
    BLOCK_HEADING,
    BLOCK_PARAGRAPH,
    BLOCK_ITEM,
    BLOCK_SOURCE,
    BLOCK_LINE,  /* of what stands line by line, even an empty one; never in a file */
    BLOCK_FAULT, /* something is wrong with what is shown; never in a file */
};

struct block {
    enum block_kind kind;
    char *mark; /* stands before its first line: "-" of an item, "[1]" of a source; else "" */
    char *text; /* one clean line (text_clean), to be wrapped */
};

struct page {
    struct block *blocks;
    size_t count;
};

/* The largest file, bytes: a page is for reading, not a book. */
enum { PAGE_MOST = 64 * 1024 };

/* Reads a page from its file of light markup (docs/pages.md): "# " begins the title, "## " a
 * heading, "- " an item, "[1] " a source; blank lines part paragraphs. Its first block is the
 * title. False and a sentence with the file's path where it can't be read, isn't UTF-8 or has no
 * title. page_free frees it either way. */
bool page_read(struct page *page, const char *path, struct error *error);

/* The same with a fault in place of the sentence; also where the file's name is none that a page is
 * found by. */
bool page_check(struct page *page, const char *path, struct faults *faults);

/* Whether a file is meant to be a page: its name ends with .txt. */
bool page_is_file(const char *path);

/* Adds a block after the others; mark and text are cleaned and copied. */
void page_add(struct page *page, enum block_kind kind, const char *mark, const char *text);

void page_free(struct page *page);

#endif
