/* Which pages a write-ahead log holds: https://www.sqlite.org/fileformat2.html#walformat */
#include "journal/log_pages.h"

#include "base/memory.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOG_HEAD = 32, FRAME_HEAD = 24, PAGE_LEAST = 512, PAGE_MOST = 65536, PAGES_MOST = 1 << 24 };

static uint32_t number_at(const unsigned char *bytes, bool big_endian)
{
    return big_endian ? (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
                            (uint32_t)bytes[2] << 8 | bytes[3]
                      : (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 |
                            (uint32_t)bytes[1] << 8 | bytes[0];
}

void log_sum_add(struct log_sum *sum, const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i += 8) {
        sum->one += number_at(bytes + i, sum->big_endian) + sum->two;
        sum->two += number_at(bytes + i + 4, sum->big_endian) + sum->one;
    }
}

static bool is(const struct log_sum *sum, const unsigned char *bytes)
{
    return number_at(bytes, true) == sum->one && number_at(bytes + 4, true) == sum->two;
}

/* Whether it is a log's; begins the sum. */
static bool read_head(int file, unsigned char *head, struct log_sum *sum)
{
    if (pread(file, head, LOG_HEAD, 0) != LOG_HEAD)
        return false;
    uint32_t magic = number_at(head, true), size = number_at(head + 8, true);
    *sum = (struct log_sum){.big_endian = magic & 1};
    log_sum_add(sum, head, LOG_HEAD - 8);
    return (magic & ~1U) == 0x377f0682 && size >= PAGE_LEAST && size <= PAGE_MOST &&
           (size & (size - 1)) == 0 && is(sum, head + LOG_HEAD - 8);
}

static void set(struct log_pages *log, int64_t number, int64_t at)
{
    if (number >= log->room) {
        int64_t room = 2 * number + 64;
        log->places = mem_resize(log->places, (size_t)room, sizeof *log->places);
        memset(log->places + log->room, 0, (size_t)(room - log->room) * sizeof *log->places);
        log->room = room;
    }
    log->places[number] = at;
    if (number > log->most)
        log->most = number;
}

/* Notes the frames of a transaction, from one place to another. */
static void commit(struct log_pages *log, int64_t from, int64_t to, int64_t step)
{
    unsigned char bytes[4];
    for (; from < to; from += step) {
        if (pread(log->file, bytes, sizeof bytes, from) == sizeof bytes &&
            number_at(bytes, true) < PAGES_MOST)
            set(log, number_at(bytes, true), from + FRAME_HEAD);
    }
}

/* Frame after frame, as far as they are whole; what was committed counts. */
static void read_frames(struct log_pages *log, const unsigned char *head, struct log_sum *sum,
                        int64_t size)
{
    size_t page = number_at(head + 8, true);
    int64_t step = FRAME_HEAD + (int64_t)page, begun = LOG_HEAD;
    unsigned char *frame = mem_new((size_t)step, 1);
    for (int64_t at = LOG_HEAD; at + step <= size; at += step) {
        if (pread(log->file, frame, (size_t)step, at) != step ||
            memcmp(frame + 8, head + 16, 8) != 0)
            break;
        log_sum_add(sum, frame, 8);
        log_sum_add(sum, frame + FRAME_HEAD, page);
        if (!is(sum, frame + 16))
            break;
        if (number_at(frame + 4, true)) { /* the last one of a transaction */
            commit(log, begun, at + step, step);
            log->pages = number_at(frame + 4, true);
            begun = at + step;
        }
    }
    free(frame);
}

void log_pages_open(struct log_pages *log, const char *path, size_t *page_size)
{
    struct stat status;
    struct log_sum sum;
    unsigned char head[LOG_HEAD];
    *log = (struct log_pages){.file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (log->file < 0 || fstat(log->file, &status) < 0 || !S_ISREG(status.st_mode) ||
        !read_head(log->file, head, &sum))
        return;
    *page_size = number_at(head + 8, true);
    read_frames(log, head, &sum, status.st_size);
}

void log_pages_close(struct log_pages *log)
{
    if (log->file >= 0)
        close(log->file);
    free(log->places);
}

int64_t log_pages_find(const struct log_pages *log, int64_t number, int *file)
{
    *file = log->file;
    return number < log->room && log->places[number] ? log->places[number] : -1;
}
