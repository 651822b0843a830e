/* Whether a practice holds what it promises: a head that the menu can read, every length it offers,
 * words and recordings agreeing. */
#ifndef PLAY_CHECK_H
#define PLAY_CHECK_H

#include "play/ways.h"
#include "script/fault.h"

/* Adds a fault, at its place in the practice's file, for every key of its head that stands too low,
 * every offered length that can't be met in all ways of saying it (with the shortest and longest
 * that can) and every recording that speaks other words than its step. */
void check_practice(const struct practice *practice, const struct ways *ways,
                    struct faults *faults);

#endif
