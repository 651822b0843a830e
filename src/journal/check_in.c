#include "journal/check_in.h"

#include <string.h>

const struct check_in CHECK_IN_EMPTY = {.scales = {ANSWER_OPEN, ANSWER_OPEN, ANSWER_OPEN}};

bool check_in_is_empty(const struct check_in *check_in)
{
    bool answered = check_in->word_count > 0;
    for (int i = 0; i < SCALES; i++)
        answered |= check_in->scales[i] != ANSWER_OPEN;
    return !answered;
}

bool check_in_equal(const struct check_in *a, const struct check_in *b)
{
    bool equal = a->word_count == b->word_count;
    for (int i = 0; equal && i < SCALES; i++)
        equal = a->scales[i] == b->scales[i];
    for (size_t i = 0; equal && i < a->word_count; i++)
        equal = strcmp(a->words[i], b->words[i]) == 0;
    return equal;
}

/* FEELINGS_MOST or more: it isn't there. */
static size_t index_of(const struct check_in *check_in, const char *word)
{
    for (size_t i = 0; i < check_in->word_count; i++) {
        if (strcmp(check_in->words[i], word) == 0)
            return i;
    }
    return FEELINGS_MOST;
}

bool check_in_has_word(const struct check_in *check_in, const char *word)
{
    return index_of(check_in, word) < FEELINGS_MOST;
}

static void take_out(struct check_in *check_in, size_t index)
{
    check_in->word_count--;
    memmove(check_in->words[index], check_in->words[index + 1],
            (check_in->word_count - index) * FEELING_SIZE);
}

bool check_in_toggle_word(struct check_in *check_in, const char *word)
{
    size_t length = strlen(word), index = index_of(check_in, word);
    if (index < FEELINGS_MOST) {
        take_out(check_in, index);
        return true;
    }
    if (!length || length >= FEELING_SIZE || check_in->word_count == FEELINGS_MOST)
        return false;
    memcpy(check_in->words[check_in->word_count++], word, length + 1);
    return true;
}
