#include "script/page.h"

#include "base/memory.h"
#include "base/path.h"
#include "base/text.h"
#include "script/value.h"

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

/* A page being read, and the block of it whose last line may not have come: its lines are joined
 * where they stand in the file, and copied once. */
struct reading {
    struct page *page;
    bool open;
    struct opening opening;
    const char *text; /* with its opening */
};

/* Whether a line goes on with the block above it. In the midst of a paragraph a number in brackets
 * is a reference, not a source. */
static bool goes_on(const struct reading *reading, const struct opening *opening)
{
    return reading->open &&
           (opening->kind == BLOCK_PARAGRAPH ||
            (opening->kind == BLOCK_SOURCE && reading->opening.kind != BLOCK_SOURCE));
}

static void close_block(struct reading *reading)
{
    const struct opening *opening = &reading->opening;
    if (!reading->open)
        return;
    bool numbered = opening->kind == BLOCK_SOURCE;
    char *mark = opening->kind == BLOCK_ITEM
                     ? mem_copy_text("-")
                     : mem_format("%.*s", numbered ? (int)opening->length : 0, reading->text);
    page_add(reading->page, opening->kind, mark, reading->text + opening->length);
    free(mark);
    reading->open = false;
}

/* Takes one line, which ends at a NUL, as does the one before it. */
static void take_line(struct reading *reading, char *line)
{
    const char *start = line + strspn(line, " \t");
    struct opening opening = read_opening(start);
    bool blank = !*start || *start == '\r';
    if (!blank && goes_on(reading, &opening)) {
        line[-1] = '\n';
        return;
    }
    close_block(reading);
    reading->open = !blank;
    reading->opening = opening;
    reading->text = start;
    if (opening.kind == BLOCK_TITLE || opening.kind == BLOCK_HEADING)
        close_block(reading);
}

static void take_lines(struct page *page, char *bytes)
{
    struct reading reading = {.page = page};
    for (char *line = bytes; line;) {
        char *end = strchr(line, '\n');
        if (end)
            *end++ = '\0';
        take_line(&reading, line);
        line = end;
    }
    close_block(&reading);
}

/* False and what is wrong, without the file's name. */
static bool read_page(struct page *page, const char *path, struct error *why)
{
    size_t size;
    char *bytes = path_read(path, PAGE_MOST, &size, why);
    *page = (struct page){0};
    if (!bytes)
        return false;
    bool good = text_is_utf8(bytes, size);
    if (!good) {
        error_set(why, "is not UTF-8; save it in that encoding");
    } else {
        take_lines(page, bytes);
        good = page->count && page->blocks[0].kind == BLOCK_TITLE && *page->blocks[0].text;
        if (!good)
            error_set(why, "has no title; let its first line begin with # and a space");
    }
    free(bytes);
    return good;
}

bool page_read(struct page *page, const char *path, struct error *error)
{
    struct error why;
    return read_page(page, path, &why) || error_set(error, "%s %s", path, why.text);
}

static const char ENDING[] = ".txt";

/* What `numbmed learn` would call it; to be freed. */
static char *topic_of(const char *path)
{
    const char *name = path_name(path);
    return mem_format("%.*s", (int)(strlen(name) - strlen(ENDING)), name);
}

bool page_check(struct page *page, const char *path, struct faults *faults)
{
    struct error why;
    struct mark whole = {0, 0};
    size_t before = faults->count;
    char *topic = topic_of(path);
    if (!read_page(page, path, &why))
        faults_add(faults, whole, "the page %s", why.text);
    if (!value_is_id(topic))
        faults_add(faults, whole,
                   "'%s' isn't a page's name; use 1 to 64 of a-z, 0-9 and -, and then %s", topic,
                   ENDING);
    free(topic);
    return faults->count == before;
}

bool page_is_file(const char *path)
{
    size_t length = strlen(path), ending = strlen(ENDING);
    return length >= ending && strcmp(path + length - ending, ENDING) == 0;
}
