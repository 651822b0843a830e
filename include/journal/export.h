/* The journal's sittings as text, newest first, without those that are deleted. */
#ifndef JOURNAL_EXPORT_H
#define JOURNAL_EXPORT_H

#include "journal/journal.h"

#include <stdio.h>

/* CSV as RFC 4180 has it: a row of names, then a sitting a row. docs/journal.md tells the columns.
 * Memory doesn't grow with the journal. False and a sentence where it can't be read to its end;
 * whether it was written is ferror's to say. */
bool export_csv(struct journal *journal, FILE *out, struct error *error);

/* Markdown for reading: a heading a month, one a day, the sittings below it. */
bool export_markdown(struct journal *journal, FILE *out, struct error *error);

#endif
