/* An identity for sittings that come without one. */
#ifndef JOURNAL_UID_H
#define JOURNAL_UID_H

#include "journal/record.h"

/* The uid of a record that was read from a file which gives none: the same for the same file,
 * whenever and wherever it is read again. Made of where it comes from, when it began, how long it
 * was sat, title and practice. `local`: the file doesn't say where its clock was, so that what the
 * clock showed counts, and not the instant that this is here. */
void uid_derive(struct record *record, bool local);

/* The 128 bits of FNV-1a over `size` bytes, in hexadecimal (Fowler, Noll and Vo; RFC 9923). */
void uid_hash(const char *bytes, size_t size, char uid[RECORD_UID_SIZE]);

#endif
