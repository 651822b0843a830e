/* A moment as people say and write it: of the place where it was, by the clock on the wall there.
 */
#ifndef BASE_WHEN_H
#define BASE_WHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WHEN_SIZE = 64 };

/* Seconds since 1970, UTC, with how many seconds east of UTC the place's clocks were. */
struct when {
    int64_t time;
    int utc_offset;
};

/* Now, or another time, by the clocks of this place. */
struct when when_now(void);
struct when when_here(int64_t time);

/* Writes "today 21:30", "yesterday 21:30", "Tue 3 Nov 21:30", or in another year than `now`
 * "3 Nov 2025 21:30". */
void when_format(struct when when, struct when now, char text[WHEN_SIZE]);

/* Writes it as it stands in a sentence: "today at 21:30", "yesterday at 21:30", "on 3 November", or
 * in another year than `now` "on 3 November 2025". */
void when_say(struct when when, struct when now, char text[WHEN_SIZE]);

/* Writes "Tuesday 3 November 2026, 21:30". */
void when_format_whole(struct when when, char text[WHEN_SIZE]);

/* Reads "2026-11-03 21:30" (or with a T), "yesterday 21:30", "today 21:30", or "21:30", which is
 * the last time it was that late. Of this place, and of the years 1900 to 9999. False for anything
 * else. */
bool when_parse(const char *text, struct when now, struct when *when);

#endif
