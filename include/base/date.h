/* Days of the calendar, as files hold them: "2025-03-01". */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

enum { DATE_SIZE = 11 };

/* Reads a day that there is, in full; `day` counts from one to the next. */
bool date_parse(const char *text, int64_t *day);

/* Today, by the clock on the wall. */
void date_today(char text[DATE_SIZE]);

#endif
