/* Words for how it is: a list of our own. No word is better than another, and none stands first
 * because it is. */
#ifndef UI_FEELINGS_H
#define UI_FEELINGS_H

#include <stdbool.h>
#include <stddef.h>

struct feeling {
    const char *word;
    bool may_help; /* whoever chooses it is quietly shown how to ground, and whom to turn to */
};

extern const struct feeling FEELINGS[];
extern const size_t FEELING_COUNT;

/* The word that says one can't tell. */
extern const char FEELING_UNSURE[];

/* The word of the list that a text is, whatever its case; NULL: none. */
const struct feeling *feeling_named(const char *text);

/* Whether one of a feeling's words begins with a text, whatever its case: "mu" finds "too much". An
 * empty text is in none. */
bool feeling_begins(const char *feeling, const char *text);

#endif
