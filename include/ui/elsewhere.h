/* A sitting that was sat elsewhere, put together from what a person says of it. */
#ifndef UI_ELSEWHERE_H
#define UI_ELSEWHERE_H

#include "base/error.h"
#include "base/when.h"
#include "journal/record.h"

/* Begins one: without a length, at no time yet. record_free frees what it holds. */
void elsewhere_begin(struct record *record);

/* Its length: "12", "12m30s". Then when it began, by the clocks here: what when_parse reads, or ""
 * where it has just ended. Its title, and a note; "" for none. False and a sentence for what can't
 * be. */
bool elsewhere_length(struct record *record, const char *text, struct error *error);
bool elsewhere_when(struct record *record, const char *text, struct when now, struct error *error);
bool elsewhere_title(struct record *record, const char *text, struct error *error);
bool elsewhere_note(struct record *record, const char *text, struct error *error);

#endif
