/* The few lines of a practice that a menu shows, read without its body. */
#ifndef SCRIPT_HEAD_H
#define SCRIPT_HEAD_H

#include "base/error.h"

#include <stddef.h>

struct head {
    char *title;
    char *about;
    int *minutes;
    size_t minutes_count;
    int default_minutes;
    char *group; /* NULL: none */
};

/* Reads libyaml's events only up to `sections:`. As strict about what it reads as practice_load,
 * but what follows isn't seen. `id` is what the file must name itself. Fills `head`, to be
 * freed with head_free; or returns false and one sentence beginning with "LINE:COLUMN: ". */
bool head_read(const char *path, const char *id, struct head *head, struct error *error);

void head_free(struct head *head);

#endif
