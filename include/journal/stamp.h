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

/* What the numbers of a date such as 04/05/2026 are. */
enum date_order { ORDER_UNKNOWN, ORDER_DMY, ORDER_MDY, ORDER_YMD, DATE_ORDERS };

/* "dmy" and so on; and for people: "day/month/year". */
bool date_order_named(const char *name, enum date_order *order);
const char *date_order_words(enum date_order order);

struct reading {
    int64_t time;
    int utc_offset;
    bool local; /* no offset was written: it is what a clock showed, taken for one here */
};

/* Reads what stamp_write writes, in full: of the years 1900 to 9999. Also what other programs
 * write: a space, or a comma and a space, for the T; "/" or "." in the date, with the year at its
 * end; no seconds, or a fraction of them, which is left out; AM and PM; "Z", "+0100" or "+01"; no
 * offset at all, which is local time here. Where the year comes last, the order decides; without
 * one, such a date is only read where day and month are the same. */
bool stamp_read(const char *text, enum date_order order, struct reading *reading);

/* Whether a text's date can be day/month/year and month/day/year. Neither: it has its year first,
 * or isn't read at all, or both orders make it the same day. */
struct orders {
    bool dmy, mdy;
};
struct orders stamp_orders(const char *text);

/* The time at which the clocks here showed these fields (of struct tm; months from 0, years from
 * 1900), and their offset then. False: there is no such day or hour. A time that the clocks leapt
 * over counts as before the leap. */
bool stamp_local(const struct tm *fields, int64_t *time, int *utc_offset);

#endif
