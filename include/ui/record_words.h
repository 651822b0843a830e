/* A sitting of the journal in words, for the screen and for lines alike. None of them judges. */
#ifndef UI_RECORD_WORDS_H
#define UI_RECORD_WORDS_H

#include "base/when.h"
#include "journal/record.h"
#include "script/page.h"

enum { RECORD_LENGTH_SIZE = 32 };

/* When it began, where it was. */
struct when record_when(const struct record *record);

/* Its title, or what it is without one. */
const char *record_title(const struct record *record);

/* "15 min", or "45 s" below a minute. */
void record_length(const struct record *record, char text[RECORD_LENGTH_SIZE]);

/* Its title and the beginning of its note, in one clean line; to be freed. */
char *record_line(const struct record *record);

/* "today 21:30, Body scan": how a message names it; to be freed. */
char *record_name(const struct record *record, struct when now);

/* All of it as a page to read; `bars` shows the scales as small pictures, too, and `editable` says
 * how to write a note. page_free frees what the page holds. */
void record_page(struct page *page, const struct record *record, bool bars, bool editable);

#endif
