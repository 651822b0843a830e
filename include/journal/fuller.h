/* Rows that say in full what is in the journal only as far as a cut row said it. */
#ifndef JOURNAL_FULLER_H
#define JOURNAL_FULLER_H

#include "journal/table.h"

/* Whether a sitting is what a beginning of this row would have brought in: what stands before some
 * place in the row is the same, the cell there begins as the sitting has it, and nothing is known
 * of what stands after it. Then the row can replace it, and nothing is lost by that. */
bool fuller_than(const struct arrival *arrival, const struct record *record);

#endif
