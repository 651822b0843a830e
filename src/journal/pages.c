/* Pages of a file and of its log, and the cells on them. */
#include "journal/pages.h"

#include "base/memory.h"
#include "journal/log_pages.h"
#include "journal/record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    PAGE_LEAST = 512,
    PAGE_MOST = 65536,
    PAGE_USUAL = 4096,
    ROW_MOST = 4 * NOTE_MOST, /* bytes; what says that it has more is no row of a journal */
    INDEX_INSIDE = 2,         /* what the first byte of a page says */
    INDEX_LEAF = 10,
    TABLE_LEAF = 13,
};

struct pages {
    int file;
    size_t page_size;
    int64_t count;
    struct log_pages log;
    unsigned char *page;
    unsigned char *row;  /* the payload of a row that spills over */
    int64_t spills_left; /* bytes: each page belongs to one row, so all of them together have no
                            more than the file */
};

/* ---- the file */

/* The size that the head names, or the usual one: numbmed makes no other. */
static size_t page_size_of(int file)
{
    unsigned char bytes[2];
    if (pread(file, bytes, sizeof bytes, 16) != sizeof bytes)
        return PAGE_USUAL;
    size_t size = (size_t)bytes[0] << 8 | bytes[1];
    size = size == 1 ? PAGE_MOST : size;
    return size >= PAGE_LEAST && (size & (size - 1)) == 0 ? size : PAGE_USUAL;
}

/* How many there are where the file has room for so many. Beyond those that the log names the file
 * may still have what was forgotten; more than both hold there can't be. */
static int64_t count_pages(const struct log_pages *log, int64_t in_file)
{
    int64_t most = in_file > log->most ? in_file : log->most;
    return log->pages && log->pages < most ? log->pages : most;
}

struct pages *pages_open(const char *path, const char *log)
{
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0 || fstat(file, &status) < 0 || !S_ISREG(status.st_mode)) {
        if (file >= 0)
            close(file);
        return NULL;
    }
    struct pages *pages = mem_new(1, sizeof *pages);
    pages->file = file;
    pages->page_size = page_size_of(file);
    log_pages_open(&pages->log, log, &pages->page_size);
    int64_t size = (int64_t)pages->page_size;
    pages->count = count_pages(&pages->log, (status.st_size + size - 1) / size);
    pages->page = mem_new(pages->page_size, 1);
    pages->row = mem_new(ROW_MOST, 1);
    return pages;
}

void pages_close(struct pages *pages)
{
    if (!pages)
        return;
    close(pages->file);
    log_pages_close(&pages->log);
    free(pages->page);
    free(pages->row);
    free(pages);
}

/* Reads from a place within a page. What the file no longer has is zeros. */
static void read_page(const struct pages *pages, int64_t number, size_t from, size_t size,
                      unsigned char *to)
{
    int file;
    int64_t at = log_pages_find(&pages->log, number, &file);
    if (at < 0) {
        file = pages->file;
        at = (number - 1) * (int64_t)pages->page_size;
    }
    ssize_t got = pread(file, to, size, at + (int64_t)from);
    size_t kept = got > 0 ? (size_t)got : 0;
    memset(to + kept, 0, size - kept);
}

/* ---- a row's bytes */

static uint32_t big_endian(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Bytes of a number of variable length; 0: it isn't whole. */
static size_t read_varint(const unsigned char *bytes, size_t length, int64_t *number)
{
    uint64_t value = 0;
    for (size_t i = 0; i < length && i < 9; i++) {
        value = i == 8 ? value << 8 | bytes[i] : value << 7 | (bytes[i] & 0x7f);
        if (i == 8 || !(bytes[i] & 0x80)) {
            *number = (int64_t)value;
            return i + 1;
        }
    }
    return 0;
}

/* How many bytes of a payload are on the page itself. */
static size_t local_part(const struct pages *pages, size_t size, bool in_table)
{
    size_t usable = pages->page_size, least = (usable - 12) * 32 / 255 - 23,
           most = in_table ? usable - 35 : (usable - 12) * 64 / 255 - 23;
    if (size <= most)
        return size;
    size_t local = least + (size - least) % (usable - 4);
    return local <= most ? local : least;
}

/* Gathers what spills over to other pages. Returns how many bytes there are, perhaps fewer than
 * `size`: each page is a step towards it, so a chain in a circle ends, too. */
static size_t gather(struct pages *pages, const unsigned char *local, size_t have, size_t size)
{
    unsigned char link[4];
    memcpy(pages->row, local, have);
    memcpy(link, local + have, sizeof link);
    while (have < size) {
        int64_t next = big_endian(link);
        size_t part = size - have < pages->page_size - 4 ? size - have : pages->page_size - 4;
        if (next < 2 || next > pages->count || pages->spills_left < (int64_t)part)
            break;
        pages->spills_left -= (int64_t)part;
        read_page(pages, next, 0, 4, link);
        read_page(pages, next, 4, part, pages->row + have);
        have += part;
    }
    return have;
}

/* ---- a row's values */

static int64_t read_number(const unsigned char *bytes, size_t length)
{
    uint64_t number = bytes[0] & 0x80 ? UINT64_MAX : 0;
    for (size_t i = 0; i < length; i++)
        number = number << 8 | bytes[i];
    return (int64_t)number;
}

/* The bytes that a value of this type takes; SIZE_MAX: there is no such type. */
static size_t size_of_type(int64_t type)
{
    static const size_t SIZES[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
    if (type < 0 || type == 10 || type == 11 || type > 2 * (int64_t)ROW_MOST + 13)
        return SIZE_MAX;
    return type < 10 ? SIZES[type] : (size_t)(type - 12) / 2;
}

static struct value value_of(int64_t type, const unsigned char *bytes, size_t size)
{
    if (type == 0)
        return (struct value){.kind = VALUE_NULL};
    if (type <= 6)
        return (struct value){.kind = VALUE_NUMBER, .number = read_number(bytes, size)};
    if (type == 8 || type == 9)
        return (struct value){.kind = VALUE_NUMBER, .number = type - 8};
    return (struct value){.kind = type >= 13 && type % 2 ? VALUE_TEXT : VALUE_OTHER,
                          .text = (const char *)bytes,
                          .length = size};
}

/* A text that goes beyond what could be read is cut there; other values then aren't there. */
static bool read_values(const unsigned char *bytes, size_t length, struct row *row)
{
    int64_t head, type;
    size_t at = read_varint(bytes, length, &head);
    if (!at || head < (int64_t)at || head > (int64_t)length)
        return false;
    size_t from = (size_t)head;
    for (row->count = 0; at < (size_t)head && row->count < ROW_COLUMNS; row->count++) {
        size_t step = read_varint(bytes + at, (size_t)head - at, &type);
        size_t size = step ? size_of_type(type) : SIZE_MAX;
        if (size == SIZE_MAX)
            return false;
        bool text = type >= 13 && type % 2;
        row->cut |= from + size > length;
        size_t there = from >= length ? 0 : length - from < size ? length - from : size;
        row->values[row->count] = there == size || (text && there)
                                      ? value_of(type, bytes + from, there)
                                      : (struct value){.kind = VALUE_NONE};
        at += step;
        from += size;
    }
    return row->count > 0;
}

/* ---- cells */

/* The cell at a place of the page. */
static bool read_cell(struct pages *pages, size_t at, int kind, struct row *row)
{
    const unsigned char *page = pages->page;
    size_t end = pages->page_size, step;
    int64_t size;
    row->in_table = kind == TABLE_LEAF;
    row->cut = false;
    at += kind == INDEX_INSIDE ? 4 : 0;
    if (at >= end || !(step = read_varint(page + at, end - at, &size)))
        return false;
    at += step;
    if (row->in_table && !(step = read_varint(page + at, end - at, &row->id)))
        return false;
    at += row->in_table ? step : 0;
    if (size < 2 || size > ROW_MOST)
        return false;
    size_t local = local_part(pages, (size_t)size, row->in_table);
    bool spills = local < (size_t)size;
    if (local + (spills ? 4 : 0) > end - at)
        return false;
    if (!spills)
        return read_values(page + at, local, row);
    return read_values(pages->row, gather(pages, page + at, local, (size_t)size), row);
}

/* False: no more are wanted. */
static bool each_on_page(struct pages *pages, size_t head,
                         bool (*take)(void *context, const struct row *row), void *context)
{
    const unsigned char *page = pages->page + head;
    int kind = page[0];
    struct row row;
    if (kind != TABLE_LEAF && kind != INDEX_LEAF && kind != INDEX_INSIDE)
        return true;
    size_t first = head + (kind == INDEX_INSIDE ? 12 : 8), count = (size_t)page[3] << 8 | page[4];
    for (size_t i = 0; i < count && first + 2 * i + 1 < pages->page_size; i++) {
        const unsigned char *pointer = pages->page + first + 2 * i;
        if (read_cell(pages, (size_t)pointer[0] << 8 | pointer[1], kind, &row) &&
            !take(context, &row))
            return false;
    }
    return true;
}

/* The first page from this one on that isn't in a hole of the file: a file that is said to be large
 * may hold little. */
static int64_t skip_hole(const struct pages *pages, int64_t number)
{
    int64_t size = (int64_t)pages->page_size;
    int unused;
    off_t data = lseek(pages->file, (off_t)((number - 1) * size), SEEK_DATA);
    int64_t next = data >= 0 ? data / size + 1 : errno == ENXIO ? pages->count + 1 : number;
    for (; number < next && number <= pages->log.most; number++) {
        if (log_pages_find(&pages->log, number, &unused) >= 0)
            return number;
    }
    return next;
}

void pages_each(struct pages *pages, bool (*take)(void *context, const struct row *row),
                void *context)
{
    enum { FILE_HEAD = 100 };
    pages->spills_left = pages->count * (int64_t)pages->page_size;
    for (int64_t number = 1; (number = skip_hole(pages, number)) <= pages->count; number++) {
        read_page(pages, number, 0, pages->page_size, pages->page);
        if (!each_on_page(pages, number == 1 ? FILE_HEAD : 0, take, context))
            return;
    }
}
