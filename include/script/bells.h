/* Which bells ring, as people write it: "bowl x3", "random 4m-9m small-bowl". */
#ifndef SCRIPT_BELLS_H
#define SCRIPT_BELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A bell and how often it is struck. */
struct bell {
    char name[65]; /* an id; "": none */
    int times;     /* 1 to 9 */
};

struct bells {
    struct bell start, end, interval;
    int64_t every_least, every_most; /* frames between interval bells; equal: regular; 0: none */
};

/* What one place (a practice, the config, the command line) says of them; the rest is left open. */
struct bells_wish {
    bool has_start, has_end, has_every; /* every: `interval` and how often */
    struct bells bells;
};

/* Long enough for what the two formatters below write. */
enum { BELLS_TEXT_SIZE = 128 };

/* Reads "bowl", "bowl x3" or "none". */
bool bell_parse(const char *text, struct bell *bell);

/* Reads how often the interval bell rings, into its three fields: "5m", "random 4m-9m", either with
 * a bell after it ("5m block", else it is small-bowl), or "none". From 10 s to 24 h. */
bool bells_parse_every(const char *text, struct bells *bells);

/* Reads what --bells takes: a bell for both start and end, "START,END", or "none", which switches
 * interval bells off too. */
bool bells_parse(const char *text, struct bells_wish *wish);

/* A wish of what is written for each (NULL: left open). What can't be read is left open. */
struct bells_wish bells_wish_of(const char *start, const char *end, const char *every);

/* Write what the first two read, whole: nothing is left to a default. Intervals to the millisecond.
 */
void bell_format(const struct bell *bell, char *text, size_t size);
void bells_format_every(const struct bells *bells, char *text, size_t size);

/* Whatever `over` says goes before what `under` says. */
void bells_override(struct bells_wish *under, const struct bells_wish *over);

#endif
