/* Reads a practice from its YAML file: strictly, whole, with every fault at its exact place. */
#ifndef SCRIPT_LOAD_H
#define SCRIPT_LOAD_H

#include "script/marks.h"
#include "script/practice.h"

#include <stddef.h>

struct load_caps {
    size_t file_bytes; /* a larger file isn't read */
    unsigned steps;    /* in one section */
    unsigned sections;
};

/* 1 MiB, 1000 steps, 100 sections. */
extern const struct load_caps LOAD_CAPS;

/* Reads and checks a practice. The fast path is libcyaml alone; after any failure the same field
 * tables are walked over libyaml's document, so that all faults of the file are reported, sorted.
 * Returns NULL and at least one fault, or a practice that the caller frees. The id must be the
 * file's name without ".yaml". */
struct practice *practice_load(const char *path, const struct load_caps *caps,
                               struct faults *faults);

/* Where a step's field stands in the practice's file: `field` is "say", "id" and so on; {0, 0}
 * where it can't be found. */
struct mark practice_mark_step(struct marks *marks, const struct practice *practice, size_t step,
                               const char *field);

#endif
