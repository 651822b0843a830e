/* One sentence for the user: what happened, where, and what to do. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>

struct error {
    char text[512];
};

/* Fills `error` (which may be NULL) with a formatted sentence, cut at its end if too long.
 * Always returns false, so that a fallible function can end with `return error_set(...)`. */
bool error_set(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Why the system refused, by errno, in words for the user: "the disk is full" and the like. For the
 * rest they are strerror's. Valid until the next call. */
const char *error_why(int code);

/* "There is no page 'x'; did you mean y?", or, where nothing is near (NULL), which command shows
 * what there is. Returns false. */
bool error_set_unknown(struct error *error, const char *kind, const char *name, const char *nearest,
                       const char *command);

#endif
