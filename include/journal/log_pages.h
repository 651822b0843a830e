/* The pages that a write-ahead log holds, found without SQLite. */
#ifndef JOURNAL_LOG_PAGES_H
#define JOURNAL_LOG_PAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The checksum of a log, good for any bytes: their length is a multiple of eight. It begins with
 * zeros. */
struct log_sum {
    uint32_t one, two;
    bool big_endian;
};
void log_sum_add(struct log_sum *sum, const unsigned char *bytes, size_t length);

struct log_pages {
    int file;        /* -1: there is no log */
    int64_t *places; /* in the file, by the number of the page; 0: the log doesn't have it */
    int64_t room, most;
    int64_t pages; /* that the journal has since the last transaction in it; 0: there is none */
};

/* Reads through the log at a path as far as it is whole. Sets *page_size where it names one. */
void log_pages_open(struct log_pages *log, const char *path, size_t *page_size);
void log_pages_close(struct log_pages *log);

/* Where the newest committed copy of a page is in the log's file; -1: the log doesn't have it. */
int64_t log_pages_find(const struct log_pages *log, int64_t number, int *file);

#endif
