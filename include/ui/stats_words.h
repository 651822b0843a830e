/* Lengths, times of day, weeks and months as statistics write them. All texts are to be freed. */
#ifndef UI_STATS_WORDS_H
#define UI_STATS_WORDS_H

#include "journal/stats.h"

/* "November", 1 to 12; its first three letters are what stands where there is little room. */
const char *words_month(int month);

/* "Mon", 0 to 6. */
const char *words_weekday(int weekday);

/* How long, rounded to minutes: "12 min", "2 h 15 min", "120 h" from a hundred on, "<1 min". */
char *words_length(const struct stats_sum *sum);

/* "1 sitting", "12 sittings". */
char *words_sittings(int64_t count);

/* "21:05" of minutes after midnight. */
char *words_clock(int minutes);

/* "3 March 2026". */
char *words_date(int64_t day);

/* A span that begins on a day: "16 – 22 Nov", "Nov 2026", "2026". */
char *words_span(enum span span, int64_t first);

#endif
