#include "script/page.h"

#include "base/memory.h"
#include "base/path.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

void page_add(struct page *page, enum block_kind kind, const char *mark, const char *text)
{
    page->blocks = mem_grow(page->blocks, page->count, sizeof *page->blocks);
    page->blocks[page->count++] = (struct block){kind, text_clean(mark), text_clean(text)};
}

void page_free(struct page *page)
{
    for (size_t i = 0; i < page->count; i++) {
        free(page->blocks[i].mark);
        free(page->blocks[i].text);
    }
    free(page->blocks);
    *page = (struct page){0};
}

/* ---- the markup, line by line */

/* What stands at the beginning of a line, and how many bytes of it are no text. */
struct opening {
    enum block_kind kind;
    size_t length;
};

static size_t source_mark(const char *line)
{
    size_t digits = *line == '[' ? strspn(line + 1, "0123456789") : 0;
    return digits && strncmp(line + 1 + digits, "] ", 2) == 0 ? digits + 2 : 0;
}

static struct opening read_opening(const char *line)
{
    size_t hashes = strspn(line, "#"), source = source_mark(line);
    if (hashes && line[hashes] == ' ')
        return (struct opening){hashes == 1 ? BLOCK_TITLE : BLOCK_HEADING, hashes};
    if (strncmp(line, "- ", 2) == 0 || strncmp(line, "* ", 2) == 0)
        return (struct opening){BLOCK_ITEM, 1};
    if (source)
        return (struct opening){BLOCK_SOURCE, source};
    return (struct opening){BLOCK_PARAGRAPH, 0};
}

/* Whether a line goes on with the block above it. In the midst of a paragraph a number in brackets
 * is a reference, not a source. */
static bool goes_on(const struct block *open, const struct opening *opening)
{
    return open && (opening->kind == BLOCK_PARAGRAPH ||
                    (opening->kind == BLOCK_SOURCE && open->kind != BLOCK_SOURCE));
}

static void go_on(struct block *block, const char *line)
{
    char *clean = text_clean(line), *longer = mem_format("%s %s", block->text, clean);
    free(block->text);
    free(clean);
    block->text = longer;
}

static void begin(struct page *page, const struct opening *opening, const char *line)
{
    bool marked = opening->kind == BLOCK_ITEM || opening->kind == BLOCK_SOURCE;
    char *mark = opening->kind == BLOCK_ITEM
                     ? mem_copy_text("-")
                     : mem_format("%.*s", marked ? (int)opening->length : 0, line);
    page_add(page, opening->kind, mark, line + opening->length);
    free(mark);
}

/* Takes one line. Returns whether the block it belongs to may go on in the next. */
static bool take_line(struct page *page, bool is_open, const char *line)
{
    const char *start = line + strspn(line, " \t");
    struct block *open = is_open ? &page->blocks[page->count - 1] : NULL;
    struct opening opening = read_opening(start);
    if (!*start || *start == '\r')
        return false;
    if (goes_on(open, &opening)) {
        go_on(open, start);
        return true;
    }
    begin(page, &opening, start);
    return opening.kind != BLOCK_TITLE && opening.kind != BLOCK_HEADING;
}

static void take_lines(struct page *page, char *bytes)
{
    bool open = false;
    for (char *line = bytes; line;) {
        char *end = strchr(line, '\n');
        if (end)
            *end++ = '\0';
        open = take_line(page, open, line);
        line = end;
    }
}

bool page_read(struct page *page, const char *path, struct error *error)
{
    struct error why;
    size_t size;
    char *bytes = path_read(path, PAGE_MOST, &size, &why);
    *page = (struct page){0};
    if (!bytes)
        return error_set(error, "%s %s", path, why.text);
    bool good = text_is_utf8(bytes, size);
    if (!good) {
        error_set(error, "%s is not UTF-8; save it in that encoding", path);
    } else {
        take_lines(page, bytes);
        good = page->count && page->blocks[0].kind == BLOCK_TITLE && *page->blocks[0].text;
        if (!good)
            error_set(error, "%s has no title; let its first line begin with # and a space", path);
    }
    free(bytes);
    return good;
}
