/* A clock that the test sets, in place of libc's time(): for code that asks what time it is now. */
#ifndef TESTS_CLOCK_H
#define TESTS_CLOCK_H

#include <stdint.h>
#include <time.h>

/* What the clock shows, seconds since 1970; CLOCK_REAL: the real time. */
#define CLOCK_REAL INT64_MIN
static int64_t clock_shows = CLOCK_REAL;

time_t time(time_t *to)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    time_t shown = clock_shows == CLOCK_REAL ? now.tv_sec : (time_t)clock_shows;
    if (to)
        *to = shown;
    return shown;
}

#endif
