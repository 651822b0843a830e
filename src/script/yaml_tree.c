#include "script/yaml_tree.h"

#include "base/memory.h"
#include "base/text.h"
#include "script/yaml_scan.h"

#include <stdlib.h>
#include <string.h>

struct yaml_tree {
    yaml_document_t document;
};

struct yaml_tree *yaml_tree_open(const char *bytes, size_t size, struct faults *faults)
{
    yaml_parser_t parser;
    if (!yaml_scan(bytes, size, faults))
        return NULL;
    struct yaml_tree *tree = mem_new(1, sizeof *tree);
    yaml_scan_begin(&parser, bytes, size);
    if (!yaml_parser_load(&parser, &tree->document)) {
        yaml_scan_complain(&parser, faults);
        free(tree);
        tree = NULL;
    }
    yaml_parser_delete(&parser);
    return tree;
}

void yaml_tree_free(struct yaml_tree *tree)
{
    if (!tree)
        return;
    yaml_document_delete(&tree->document);
    free(tree);
}

/* ---- reading by the schema */

/* What every level of the walk needs. */
struct walk {
    yaml_document_t *document;
    const struct yaml_form *form;
    struct faults *faults;
};

/* What a sentence is about: a key's value, or an entry of its list. */
struct subject {
    const char *key;
    bool is_entry;
};

static void read_value(struct walk *walk, const cyaml_schema_value_t *schema, yaml_node_t *node,
                       struct subject subject, unsigned char *place);

static const char *scalar(const yaml_node_t *node)
{
    return node && node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : "";
}

static const char *kind_of(const yaml_node_t *node)
{
    return node->type == YAML_SEQUENCE_NODE  ? "a list"
           : node->type == YAML_MAPPING_NODE ? "a set of keys"
           : *scalar(node)                   ? "text"
                                             : "empty";
}

static const struct reserved *find_reserved(const struct walk *walk, const char *key)
{
    const struct reserved *row = walk->form->reserved;
    for (; row && row->key; row++) {
        if (strcmp(row->key, key) == 0)
            return row;
    }
    return NULL;
}

static void add_wrong_kind(struct walk *walk, const yaml_node_t *node, struct subject subject,
                           const char *wanted)
{
    faults_add(walk->faults, yaml_scan_mark(node->start_mark), "%s'%s' must be %s, not %s",
               subject.is_entry ? "each entry of " : "", subject.key, wanted, kind_of(node));
}

static void read_string(struct walk *walk, const cyaml_schema_value_t *schema, yaml_node_t *node,
                        struct subject subject, unsigned char *place)
{
    if (node->type != YAML_SCALAR_NODE) {
        add_wrong_kind(walk, node, subject, "text");
        return;
    }
    if (node->data.scalar.length > schema->string.max) {
        faults_add(walk->faults, yaml_scan_mark(node->start_mark),
                   "%s'%s' is longer than %u bytes; make it shorter",
                   subject.is_entry ? "an entry of " : "", subject.key, schema->string.max);
        return;
    }
    char *copy = mem_copy_text((const char *)node->data.scalar.value);
    memcpy(place, &copy, sizeof copy);
}

static void read_sequence(struct walk *walk, const cyaml_schema_field_t *field, yaml_node_t *node,
                          unsigned char *data)
{
    const cyaml_schema_value_t *schema = &field->value;
    if (node->type != YAML_SEQUENCE_NODE) {
        add_wrong_kind(walk, node, (struct subject){field->key, false}, "a list");
        return;
    }
    size_t count = (size_t)(node->data.sequence.items.top - node->data.sequence.items.start);
    if (count > schema->sequence.max) {
        faults_add(walk->faults, yaml_scan_mark(node->start_mark),
                   "'%s' has %zu entries; at most %u are allowed", field->key, count,
                   schema->sequence.max);
        return;
    }
    size_t size = schema->sequence.entry->flags & CYAML_FLAG_POINTER
                      ? sizeof(void *)
                      : schema->sequence.entry->data_size;
    unsigned char *entries = mem_new(count, size);
    for (size_t i = 0; i < count; i++)
        read_value(walk, schema->sequence.entry,
                   yaml_document_get_node(walk->document, node->data.sequence.items.start[i]),
                   (struct subject){field->key, true}, entries + i * size);
    unsigned counted = (unsigned)count;
    memcpy(data + field->data_offset, &entries, sizeof entries);
    memcpy(data + field->count_offset, &counted, sizeof counted);
}

static const char *field_name(const void *list, size_t index)
{
    return ((const cyaml_schema_field_t *)list)[index].key;
}

/* The field that a key which isn't known was probably meant for, or NULL. */
static const char *nearest_field(const cyaml_schema_field_t *fields, const char *key)
{
    size_t count = 0;
    while (fields[count].key)
        count++;
    return text_nearest(key, field_name, fields, count);
}

static void add_unknown_key(struct walk *walk, const cyaml_schema_field_t *fields,
                            const yaml_node_t *node)
{
    const char *key = scalar(node);
    const struct reserved *reserved = find_reserved(walk, key);
    struct mark mark = yaml_scan_mark(node->start_mark);
    const char *nearest = nearest_field(fields, key);
    if (node->type != YAML_SCALAR_NODE || !*key)
        faults_add(walk->faults, mark, "a key must be a word; write 'key: value'");
    else if (reserved)
        faults_add(walk->faults, mark, "%s", reserved->text);
    else if (nearest)
        faults_add(walk->faults, mark, "there is no key '%s' here; did you mean '%s'?", key,
                   nearest);
    else
        faults_add(walk->faults, mark, "there is no key '%s' here; leave it out", key);
}

/* The index of the field with this key, or of the end of the table. */
static size_t find_field(const cyaml_schema_field_t *fields, const char *key)
{
    size_t i = 0;
    while (fields[i].key && strcmp(fields[i].key, key) != 0)
        i++;
    return i;
}

/* Where a key may be a text or a list, the row of what stands there. */
static const cyaml_schema_field_t *row_for(const cyaml_schema_field_t *field,
                                           const yaml_node_t *value)
{
    bool twofold = field[1].key && strcmp(field[0].key, field[1].key) == 0;
    return twofold && value->type == YAML_SEQUENCE_NODE ? field + 1 : field;
}

/* Reads the value of one key; *seen has a bit for every field met so far. */
static void read_pair(struct walk *walk, const cyaml_schema_field_t *fields,
                      const yaml_node_pair_t *pair, uint64_t *seen, unsigned char *data)
{
    yaml_node_t *key = yaml_document_get_node(walk->document, pair->key);
    yaml_node_t *value = yaml_document_get_node(walk->document, pair->value);
    size_t index = find_field(fields, scalar(key));
    uint64_t bit = UINT64_C(1) << index;
    if (!fields[index].key) {
        add_unknown_key(walk, fields, key);
        return;
    }
    const cyaml_schema_field_t *field = row_for(&fields[index], value);
    if (*seen & bit)
        faults_add(walk->faults, yaml_scan_mark(key->start_mark),
                   "'%s' stands here twice; keep one", field->key);
    else if (field->value.type == CYAML_SEQUENCE)
        read_sequence(walk, field, value, data);
    else
        read_value(walk, &field->value, value, (struct subject){field->key, false},
                   data + field->data_offset);
    *seen |= bit;
}

/* A misspelt key takes the name of the field that it was meant for, where that one is missing; its
 * value stays unread. So the field is one with a fault of its own, and no second fault says that it
 * is missing, or what follows from that. */
static void take_for_meant(struct walk *walk, const cyaml_schema_field_t *fields, yaml_node_t *key,
                           uint64_t *seen)
{
    if (!*scalar(key) || fields[find_field(fields, scalar(key))].key ||
        find_reserved(walk, scalar(key)))
        return;
    const char *meant = nearest_field(fields, scalar(key));
    uint64_t bit = meant ? UINT64_C(1) << find_field(fields, meant) : 0;
    if (!meant || *seen & bit)
        return;
    free(key->data.scalar.value); /* as libyaml frees and allocates it */
    key->data.scalar.value = (yaml_char_t *)mem_copy_text(meant);
    key->data.scalar.length = strlen(meant);
    *seen |= bit;
}

static const char NONE[] = "none";

static bool has_shorthand(const struct walk *walk, const char *key)
{
    const char *const *known = walk->form->shorthand;
    while (known && *known && strcmp(*known, key) != 0)
        known++;
    return known && *known;
}

/* What is switched off whole is switched off in each part. */
static void fill_with_none(const cyaml_schema_field_t *fields, unsigned char *data)
{
    for (; fields->key; fields++) {
        if (fields->value.type != CYAML_STRING)
            continue;
        char *none = mem_copy_text(NONE);
        memcpy(data + fields->data_offset, &none, sizeof none);
    }
}

static void read_mapping(struct walk *walk, const cyaml_schema_value_t *schema, yaml_node_t *node,
                         struct subject subject, unsigned char *data)
{
    const cyaml_schema_field_t *fields = schema->mapping.fields;
    uint64_t seen = 0;
    bool shorthand = has_shorthand(walk, subject.key);
    if (shorthand && strcmp(scalar(node), NONE) == 0) {
        fill_with_none(fields, data);
        return;
    }
    if (node->type != YAML_MAPPING_NODE) {
        add_wrong_kind(walk, node, subject, shorthand ? "a set of keys, or none" : "a set of keys");
        return;
    }
    const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
    for (; pair < node->data.mapping.pairs.top; pair++)
        read_pair(walk, fields, pair, &seen, data);
    for (pair = node->data.mapping.pairs.start; pair < node->data.mapping.pairs.top; pair++)
        take_for_meant(walk, fields, yaml_document_get_node(walk->document, pair->key), &seen);
    for (size_t i = 0; fields[i].key; i++) {
        if (!(fields[i].value.flags & CYAML_FLAG_OPTIONAL) && !(seen >> i & 1))
            faults_add(walk->faults, yaml_scan_mark(node->start_mark),
                       "'%s' is missing here; add it", fields[i].key);
    }
}

static void read_value(struct walk *walk, const cyaml_schema_value_t *schema, yaml_node_t *node,
                       struct subject subject, unsigned char *place)
{
    if (schema->type != CYAML_MAPPING) {
        read_string(walk, schema, node, subject, place);
        return;
    }
    unsigned char *data = place;
    if (schema->flags & CYAML_FLAG_POINTER) {
        data = mem_new(1, schema->data_size);
        memcpy(place, &data, sizeof data);
    }
    read_mapping(walk, schema, node, subject, data);
}

void *yaml_tree_read(struct yaml_tree *tree, const struct yaml_form *form, struct faults *faults)
{
    struct walk walk = {&tree->document, form, faults};
    yaml_node_t *root = yaml_document_get_root_node(&tree->document);
    bool empty = !root || (root->type == YAML_SCALAR_NODE && !*scalar(root));
    if (empty ? form->first_key != NULL : root->type != YAML_MAPPING_NODE) {
        faults_add(faults, root ? yaml_scan_mark(root->start_mark) : (struct mark){0, 0},
                   "the file %s hold keys, such as '%s'", empty ? "is empty; it must" : "must",
                   form->first_key ? form->first_key : "key: value");
        return NULL;
    }
    unsigned char *data = mem_new(1, form->schema->data_size);
    if (!empty)
        read_mapping(&walk, form->schema, root, (struct subject){"", false}, data);
    return data;
}

/* ---- marks */

/* The child that one part of a path names, or NULL. */
static yaml_node_t *child(yaml_document_t *document, const yaml_node_t *node, const char *part,
                          size_t length)
{
    if (node->type == YAML_SEQUENCE_NODE) {
        yaml_node_item_t *item = node->data.sequence.items.start + strtoul(part, NULL, 10);
        return item < node->data.sequence.items.top ? yaml_document_get_node(document, *item)
                                                    : NULL;
    }
    if (node->type != YAML_MAPPING_NODE)
        return NULL;
    for (yaml_node_pair_t *pair = node->data.mapping.pairs.start;
         pair < node->data.mapping.pairs.top; pair++) {
        const char *key = scalar(yaml_document_get_node(document, pair->key));
        if (strlen(key) == length && strncmp(key, part, length) == 0)
            return yaml_document_get_node(document, pair->value);
    }
    return NULL;
}

bool yaml_tree_find(struct yaml_tree *tree, const char *path, struct mark *mark)
{
    yaml_document_t *document = &tree->document;
    yaml_node_t *node = yaml_document_get_root_node(document), *found = node;
    while (found && *path) {
        size_t length = strcspn(path, "/");
        found = child(document, node, path, length);
        node = found ? found : node;
        path += length + (path[length] == '/');
    }
    if (node)
        *mark = yaml_scan_mark(node->start_mark);
    return found;
}
