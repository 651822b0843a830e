/* Breathing in words: for lines, and for the word under the figure. */
#ifndef UI_BREATH_LINES_H
#define UI_BREATH_LINES_H

#include "session/session.h"

/* What was written last. All zero: nothing. */
struct breath_lines {
    int times;    /* of the breathing that goes on; 0: none does */
    int stage;    /* which phase of it, counted through */
    size_t step;  /* in which step that was, */
    int64_t into; /* and how far into it, frames */
};

/* "breathe in", "hold", "breathe out". */
const char *breath_word(enum breath_phase phase);

/* The line to write now: each phase of the first breath with its seconds, how many more there are
 * when the second begins, and that they are over; whoever goes back hears it again. NULL: none.
 * Writes to `text`. */
const char *breath_line(struct breath_lines *lines, const struct snapshot *at, char *text,
                        size_t size);

#endif
