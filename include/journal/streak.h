/* The gentle streak: how many days one has kept sitting, with a rest now and then. Pure; shown only
 * where the config asks for it. */
#ifndef JOURNAL_STREAK_H
#define JOURNAL_STREAK_H

#include <stddef.h>
#include <stdint.h>

struct streak {
    int64_t first; /* the day it began on */
    int64_t sat;   /* the days with a sitting since then; 0: there is no streak */
    int64_t rests; /* the days without one in between, and yesterday, where it was one */
};

/* The streak that holds today. `days` are those with a sitting, rising, each once; what comes after
 * today is left out.
 *
 * A streak is a stretch of days, the first of them with a sitting, in which no seven days in a row
 * hold more than one day without: that is, any two such days lie at least seven days apart. It
 * reaches to today where today has a sitting, else to yesterday, since today isn't over yet. Of all
 * such stretches the longest counts. Where there is none, nothing is to be shown, not even a 0. */
struct streak streak_gentle(const int64_t *days, size_t count, int64_t today);

#endif
