/* A practice in all the ways its words may be said: what must fit, whichever are chosen. */
#ifndef PLAY_WAYS_H
#define PLAY_WAYS_H

#include "play/bells.h"
#include "play/narration.h"

struct ways {
    struct narration *
        *narrations; /* the whole practice: in its first variants, in its second ... */
    size_t count;
    struct speech *quickest, *slowest; /* for each step; they borrow from the narrations */
};

/* Finds the recordings of all variants in a voice; `bells` (may be NULL) ring in each. It leaves
 * the practice in its first variants. ways_free frees. */
struct ways *ways_find(const struct library *library, struct practice *practice, const char *voice,
                       const struct sitting_bells *bells);

void ways_free(struct ways *ways);

/* Whether a length fits, whichever variants are chosen. */
bool ways_fit(const struct ways *ways, const struct practice *practice, int64_t frames);

/* The shortest and the longest length that do, in whole seconds; 0: none. */
void ways_lengths(const struct ways *ways, const struct practice *practice, int64_t *shortest,
                  int64_t *longest);

/* The same in words, for a length that can't be met: "the shortest length that fits is 5m, the
 * longest 2h", or that none does, and why. The caller frees them. */
char *ways_lengths_in_words(const struct ways *ways, const struct practice *practice);

/* Variants, of all steps, that no recording speaks. */
size_t ways_missing(const struct ways *ways, const struct practice *practice);

#endif
