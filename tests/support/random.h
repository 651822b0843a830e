/* Numbers that look random and are the same in every run (SplitMix64, Steele, Lea and Flood 2014),
 * and how often they are drawn. */
#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

#include <stdint.h>
#include <stdlib.h>

static inline uint64_t random_next(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* From low to high, both included. */
static inline int64_t random_between(uint64_t *state, int64_t low, int64_t high)
{
    return low + (int64_t)(random_next(state) % (uint64_t)(high - low + 1));
}

/* How often a test of random things goes round: so often, or as many of a hundred of it as
 * NUMBMED_ROUNDS says (10: a tenth, 1000: ten times), but once at least. */
static inline int rounds(int usual)
{
    const char *share = getenv("NUMBMED_ROUNDS");
    int64_t count = share ? usual * strtoll(share, NULL, 10) / 100 : usual;
    return count < 1 ? 1 : (int)count;
}

#endif
