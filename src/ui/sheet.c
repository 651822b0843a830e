#include "ui/sheet.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { NARROWEST = 8 };

static void add_line(struct sheet *sheet, struct sheet_line line)
{
    sheet->lines = mem_grow(sheet->lines, sheet->count, sizeof *sheet->lines);
    sheet->lines[sheet->count++] = line;
}

/* What stands close to others of its kind; all else has room around it. */
static bool is_close(enum block_kind kind)
{
    return kind == BLOCK_ITEM || kind == BLOCK_SOURCE || kind == BLOCK_LINE;
}

static bool wants_room(const struct page *page, size_t block)
{
    if (!block)
        return false;
    enum block_kind kind = page->blocks[block].kind;
    return kind != page->blocks[block - 1].kind || !is_close(kind);
}

/* The columns before the text of a run of one kind, which begins at a block: room for its widest
 * mark. */
static int indent_of_run(const struct page *page, size_t first)
{
    int widest = 0;
    for (size_t i = first; i < page->count && page->blocks[i].kind == page->blocks[first].kind;
         i++) {
        const char *mark = page->blocks[i].mark;
        int width = *mark ? text_width(mark, strlen(mark)) + 1 : 0;
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void lay_block(struct sheet *sheet, size_t index, int indent)
{
    const struct block *block = &sheet->page->blocks[index];
    size_t most = strlen(block->text) + 1;
    struct text_line *lines = mem_new(most, sizeof *lines);
    int width = sheet->width - indent;
    size_t count = text_wrap(block->text, width > 1 ? width : 1, lines, most);
    if (!sheet->tight && wants_room(sheet->page, index))
        add_line(sheet, (struct sheet_line){.block = index});
    if (!count && block->kind == BLOCK_LINE)
        add_line(sheet, (struct sheet_line){.block = index});
    for (size_t i = 0; i < count; i++)
        add_line(sheet, (struct sheet_line){.block = index,
                                            .first = i == 0,
                                            .indent = indent,
                                            .text = lines[i].start,
                                            .length = lines[i].length});
    free(lines);
}

void sheet_lay(struct sheet *sheet, const struct page *page, int width, bool tight)
{
    width = width < NARROWEST ? NARROWEST : width > SHEET_WIDTH ? SHEET_WIDTH : width;
    if (sheet->lines && sheet->page == page && sheet->width == width && sheet->tight == tight)
        return;
    sheet_free(sheet);
    *sheet = (struct sheet){.page = page, .width = width, .tight = tight};
    int indent = 0;
    for (size_t i = 0; i < page->count; i++) {
        if (!i || page->blocks[i].kind != page->blocks[i - 1].kind)
            indent = indent_of_run(page, i);
        lay_block(sheet, i, indent);
    }
}

size_t sheet_offset(const struct sheet *sheet, size_t line)
{
    const struct sheet_line *at = &sheet->lines[line];
    return at->text ? (size_t)(at->text - sheet->page->blocks[at->block].text) : 0;
}

size_t sheet_find(const struct sheet *sheet, size_t block, size_t offset)
{
    size_t found = 0;
    for (size_t i = 0; i < sheet->count; i++) {
        const struct sheet_line *line = &sheet->lines[i];
        if (line->block > block || (line->block == block && sheet_offset(sheet, i) > offset))
            break;
        found = i;
    }
    return found;
}

void sheet_free(struct sheet *sheet)
{
    free(sheet->lines);
    *sheet = (struct sheet){0};
}

void sheet_write(const struct page *page, int width, FILE *out)
{
    struct sheet sheet = {0};
    sheet_lay(&sheet, page, width, false);
    for (size_t i = 0; i < sheet.count; i++) {
        const struct sheet_line *line = &sheet.lines[i];
        fprintf(out, "%-*s%.*s\n", line->text ? line->indent : 0,
                line->first ? page->blocks[line->block].mark : "", (int)line->length,
                line->text ? line->text : "");
    }
    sheet_free(&sheet);
}
