/* Words found and compared whatever their case: full case folding as Unicode has it (Ü as ü, ẞ and
 * ß as ss, both small sigmas alike), in every script, whatever the locale. */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/* Where `word` first stands in `text`, whatever the case of either, and without the accents of
 * letters (the combining marks U+0300 to U+036F): "ubung" finds "Übung", as in the journal. NULL:
 * nowhere. `*length` (may be NULL) gets the bytes that it takes there. Both are UTF-8. */
const char *fold_find(const char *text, const char *word, size_t *length);

/* Whether `text` begins with `word` in the same way. */
bool fold_begins(const char *text, const char *word);

/* Whether two texts differ in nothing but case; accents count. */
bool fold_same(const char *one, const char *other);

#endif
