/* libyaml's document: the slow, exact way to read (see script/yaml.h). */
#ifndef SCRIPT_YAML_TREE_H
#define SCRIPT_YAML_TREE_H

#include "script/yaml.h"

struct yaml_tree;

/* Parses a document. NULL and at least one fault where it isn't YAML, has aliases, anchors, tags or
 * a second document, or is nested absurdly deep. `faults` may be NULL. */
struct yaml_tree *yaml_tree_open(const char *bytes, size_t size, struct faults *faults);

void yaml_tree_free(struct yaml_tree *tree);

/* Reads what is sound into newly made data and adds a fault for all that isn't. NULL and a fault
 * where the document holds no keys at all. A misspelt key is taken in the tree for the one that it
 * was meant for, so that yaml_tree_find finds it under that name. */
void *yaml_tree_read(struct yaml_tree *tree, const struct yaml_form *form, struct faults *faults);

/* Fills in where the value at `path` stands, as yaml_mark does. Returns whether it is there. */
bool yaml_tree_find(struct yaml_tree *tree, const char *path, struct mark *mark);

#endif
