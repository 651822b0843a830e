/* Strict YAML by one table: libcyaml reads by its schema; after any failure the same schema is
 * walked over libyaml's document, for every fault with its mark. */
#ifndef SCRIPT_YAML_H
#define SCRIPT_YAML_H

#include "script/fault.h"

#include <cyaml/cyaml.h>
#include <stdbool.h>
#include <stddef.h>

/* A word that means something in a later format. */
struct reserved {
    const char *key;
    const char *text; /* what to tell */
};

/* What a kind of file looks like. Scalars are all CYAML_STRING pointers: our own readers take them
 * in full, where libcyaml would take "3abc" for 3. Mappings lie in their parents or are pointers,
 * sequences are pointers with a count of `unsigned`; a mapping has at most 64 fields. A key that
 * may be a text or a list of texts has two rows, the text's first: libcyaml reads only that one,
 * and the slow way takes over where it finds a list. */
struct yaml_form {
    const cyaml_schema_value_t *schema; /* a mapping, CYAML_FLAG_POINTER */
    const struct reserved *reserved;    /* ends with a NULL key; NULL: none */
    size_t cap;                         /* bytes */
    const char *first_key; /* what an empty file lacks ("format: 1"); NULL: it may be empty */
    /* Mappings that may also be written as the one word `none`, which then stands for each of their
     * scalars: keys, NULL after the last; NULL: there are none. */
    const char *const *shorthand;
};

/* An open file and what came of it. */
struct yaml {
    char *bytes;
    size_t size;
    bool has_gaps;          /* there were faults of the shape: data is NULL where they stand */
    void *data;             /* as the schema says */
    struct yaml_tree *tree; /* libyaml's document; made when first needed */
};

/* Reads a file. Returns false where it can't be read as YAML at all (then faults say why). With
 * faults of its shape it returns true and data with gaps, so that the caller can go on and check
 * the meaning of the rest. yaml_close frees it all. */
bool yaml_open(const char *path, const struct yaml_form *form, struct yaml *yaml,
               struct faults *faults);

/* Frees the file's text and document where only the data are still wanted: no marks from then on.
 */
void yaml_forget_file(struct yaml *yaml);

void yaml_close(struct yaml *yaml, const struct yaml_form *form);

/* Where a value stands: a path of keys and indices such as "sections/0/steps/3/pause". Where the
 * value is missing, where the thing that lacks it begins. */
struct mark yaml_mark(struct yaml *yaml, const char *path);

/* Whether a value that is NULL in the data stands in the file nevertheless, perhaps under a
 * misspelt key: its fault is reported already. */
bool yaml_is_gap(struct yaml *yaml, const char *path);

#endif
