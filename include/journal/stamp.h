/* Times in files: ISO 8601 with the offset of the place at that time, and a calendar's fields. */
#ifndef JOURNAL_STAMP_H
#define JOURNAL_STAMP_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

enum { STAMP_SIZE = 48 };

/* Writes "2026-03-01T07:30:00+01:00", by the clock of the place; an offset that isn't of whole
 * minutes gets its seconds, too, as in "+00:19:32". */
void stamp_write(int64_t time, int utc_offset, char text[STAMP_SIZE]);

struct stamp {
    int64_t time;
    int utc_offset;
    bool local; /* no offset was written: it is what a clock showed, taken for one here */
};

/* Reads what stamp_write writes, in full: of the years 1900 to 9999. Also "Z" for UTC, a space for
 * the T, and no offset at all, which is local time here. */
bool stamp_read(const char *text, struct stamp *stamp);

/* The time at which the clocks here showed these fields (of struct tm; months from 0, years from
 * 1900), and their offset then. False: there is no such day or hour. A time that the clocks leapt
 * over counts as before the leap. */
bool stamp_local(const struct tm *fields, int64_t *time, int *utc_offset);

#endif
