/* Whether single values of a file can be meant, and what is reported at their place where not: what
 * the checks of practices and courses share. */
#ifndef SCRIPT_BLAME_H
#define SCRIPT_BLAME_H

#include "script/yaml.h"

#include <stdint.h>

/* What is checked, and where in the file it stands. */
struct check {
    struct yaml *yaml;
    struct faults *faults;
    char place[64]; /* "" or "sections/0/" or "sections/0/steps/3/" */
};

/* Adds a fault at a field of the place. */
void blame(struct check *check, const char *field, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Where a field of the place stands. */
struct mark check_mark(struct check *check, const char *field);

/* Whether a value that is NULL stands in the file all the same, with a fault of its own. */
bool check_is_gap(struct check *check, const char *field, const char *text);

/* Whether a list has no entries. libcyaml leaves an empty one NULL; so is one that has a fault of
 * its own, which isn't meant. */
bool check_is_empty(const struct check *check, const void *list, unsigned count);

/* The following pass over texts that are NULL, and say false where there is a fault. */

void check_words(struct check *check, const char *field, const char *text);
bool check_number(struct check *check, const char *field, const char *text, int low, int high,
                  int *number);
bool check_id(struct check *check, const char *field, const char *id);

/* Reads a duration if there is one; false where it can't be read. */
bool check_duration(struct check *check, const char *field, const char *text, int64_t *frames);

/* A file's own: the only format there is, and an id that is the file's name. */
void check_format(struct check *check, const char *format);
void check_file_id(struct check *check, const char *id, const char *path);

#endif
