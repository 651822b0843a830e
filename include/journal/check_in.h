/* How it is, as the listener says before or after a sitting. Three scales and some words; none of
 * them has to be answered, and no answer is better than another. */
#ifndef JOURNAL_CHECK_IN_H
#define JOURNAL_CHECK_IN_H

#include <stdbool.h>
#include <stddef.h>

enum scale {
    SCALE_PLEASANT,  /* from unpleasant to pleasant */
    SCALE_ENERGY,    /* from low to high */
    SCALE_CONNECTED, /* to what one feels: from not at all to fully */
    SCALES,
};

/* An answer is 0 to SCALE_STEPS, or one of these. */
enum { SCALE_STEPS = 100, ANSWER_OPEN = -1, ANSWER_CANT_TELL = -2 };

/* Bytes of a word with its NUL, and the most words. */
enum { FEELING_SIZE = 65, FEELINGS_MOST = 16 };

struct check_in {
    int scales[SCALES];
    char words[FEELINGS_MOST][FEELING_SIZE]; /* clean, each once, in the order they were chosen */
    size_t word_count;
};

/* Nothing answered. */
extern const struct check_in CHECK_IN_EMPTY;

/* Whether two say the same. */
bool check_in_equal(const struct check_in *a, const struct check_in *b);

bool check_in_is_empty(const struct check_in *check_in);

/* Adds a word, or takes it out again where it is there. False: too many, too long or empty. */
bool check_in_toggle_word(struct check_in *check_in, const char *word);

bool check_in_has_word(const struct check_in *check_in, const char *word);

#endif
