/* Numbers left to chance that a seed repeats. */
#ifndef BASE_CHANCE_H
#define BASE_CHANCE_H

#include <stdint.h>

/* The next number of a row; `state` begins as the seed (SplitMix64: Steele, Lea and Flood, Fast
 * splittable pseudorandom number generators, OOPSLA 2014). */
uint64_t chance_next(uint64_t *state);

#endif
