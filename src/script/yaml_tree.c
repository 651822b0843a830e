#include "script/yaml_tree.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct yaml_tree {
    yaml_document_t document;
};

static struct mark mark_of(yaml_mark_t mark)
{
    return (struct mark){(int)mark.line + 1, (int)mark.column + 1};
}

/* ---- parsing */

static void begin_parser(yaml_parser_t *parser, const char *bytes, size_t size)
{
    if (!yaml_parser_initialize(parser))
        abort();
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(parser, (const unsigned char *)bytes, size);
}

static void add_syntax_fault(const yaml_parser_t *parser, struct faults *faults)
{
    struct mark mark = mark_of(parser->problem_mark);
    if (parser->context)
        faults_add(faults, mark, "this is not YAML: %s, %s; look at this line and the one before",
                   parser->problem, parser->context);
    else
        faults_add(faults, mark, "this is not YAML: %s; look at this line and the one before",
                   parser->problem ? parser->problem : "it can't be read");
}

/* One pass over the events finds what a document must not have: syntax that isn't YAML, aliases
 * (before anything follows them), a second document. */
static bool check_events(const char *bytes, size_t size, struct faults *faults)
{
    yaml_parser_t parser;
    yaml_event_type_t type = YAML_NO_EVENT;
    int documents = 0;
    bool good = true;
    begin_parser(&parser, bytes, size);
    while (type != YAML_STREAM_END_EVENT) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            add_syntax_fault(&parser, faults);
            good = false;
            break;
        }
        type = event.type;
        documents += type == YAML_DOCUMENT_START_EVENT;
        if (type == YAML_ALIAS_EVENT)
            faults_add(faults, mark_of(event.start_mark),
                       "aliases (*name) are not allowed; write the value out");
        if (type == YAML_DOCUMENT_START_EVENT && documents == 2)
            faults_add(faults, mark_of(event.start_mark),
                       "a second document begins here; a file holds one");
        good &= type != YAML_ALIAS_EVENT && documents < 2;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    if (good && !documents)
        faults_add(faults, (struct mark){0, 0}, "the file is empty; write a practice into it");
    return good && documents;
}

struct yaml_tree *yaml_tree_open(const char *bytes, size_t size, struct faults *faults)
{
    yaml_parser_t parser;
    if (!check_events(bytes, size, faults))
        return NULL;
    struct yaml_tree *tree = mem_new(1, sizeof *tree);
    begin_parser(&parser, bytes, size);
    if (!yaml_parser_load(&parser, &tree->document)) {
        add_syntax_fault(&parser, faults);
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

static void read_value(struct walk *walk, const cyaml_schema_value_t *schema, yaml_node_t *node,
                       const char *key, unsigned char *place);

static const char *scalar(const yaml_node_t *node)
{
    return node && node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : "";
}

static const char *kind_of(const yaml_node_t *node)
{
    return node->type == YAML_SEQUENCE_NODE  ? "a list"
           : node->type == YAML_MAPPING_NODE ? "a set of keys"
                                             : "text";
}

static const struct reserved *find_reserved(const struct walk *walk, const char *key, bool as_list)
{
    const struct reserved *row = walk->form->reserved;
    for (; row && row->key; row++) {
        if (strcmp(row->key, key) == 0 && row->as_list == as_list)
            return row;
    }
    return NULL;
}

static void add_wrong_kind(struct walk *walk, const yaml_node_t *node, const char *key,
                           const char *wanted)
{
    bool list = node->type == YAML_SEQUENCE_NODE;
    const struct reserved *reserved = list ? find_reserved(walk, key, true) : NULL;
    struct mark mark = mark_of(node->start_mark);
    if (reserved)
        faults_add(walk->faults, mark, "%s", reserved->text);
    else
        faults_add(walk->faults, mark, "'%s' must be %s, not %s", key, wanted, kind_of(node));
}

static void read_string(struct walk *walk, const cyaml_schema_value_t *schema, yaml_node_t *node,
                        const char *key, unsigned char *place)
{
    if (node->type != YAML_SCALAR_NODE) {
        add_wrong_kind(walk, node, key, "text");
        return;
    }
    if (node->data.scalar.length > schema->string.max) {
        faults_add(walk->faults, mark_of(node->start_mark),
                   "'%s' is longer than %u bytes; make it shorter", key, schema->string.max);
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
        add_wrong_kind(walk, node, field->key, "a list");
        return;
    }
    size_t count = (size_t)(node->data.sequence.items.top - node->data.sequence.items.start);
    if (count > schema->sequence.max) {
        faults_add(walk->faults, mark_of(node->start_mark),
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
                   field->key, entries + i * size);
    unsigned counted = (unsigned)count;
    memcpy(data + field->data_offset, &entries, sizeof entries);
    memcpy(data + field->count_offset, &counted, sizeof counted);
}

static const char *field_name(const void *list, size_t index)
{
    return ((const cyaml_schema_field_t *)list)[index].key;
}

static void add_unknown_key(struct walk *walk, const cyaml_schema_field_t *fields,
                            const yaml_node_t *node)
{
    const char *key = scalar(node);
    const struct reserved *reserved = find_reserved(walk, key, false);
    struct mark mark = mark_of(node->start_mark);
    size_t count = 0;
    while (fields[count].key)
        count++;
    const char *nearest = text_nearest(key, field_name, fields, count);
    if (reserved)
        faults_add(walk->faults, mark, "%s", reserved->text);
    else if (nearest)
        faults_add(walk->faults, mark, "there is no key '%s' here; did you mean '%s'?", key,
                   nearest);
    else
        faults_add(walk->faults, mark, "there is no key '%s' here; leave it out", key);
}

static const cyaml_schema_field_t *find_field(const cyaml_schema_field_t *fields, const char *key)
{
    for (; fields->key; fields++) {
        if (strcmp(fields->key, key) == 0)
            return fields;
    }
    return NULL;
}

static bool key_came_before(const struct walk *walk, const yaml_node_t *node,
                            const yaml_node_pair_t *pair)
{
    const char *key = scalar(yaml_document_get_node(walk->document, pair->key));
    for (const yaml_node_pair_t *at = node->data.mapping.pairs.start; at < pair; at++) {
        if (strcmp(scalar(yaml_document_get_node(walk->document, at->key)), key) == 0)
            return true;
    }
    return false;
}

static void read_pair(struct walk *walk, const cyaml_schema_field_t *fields,
                      const yaml_node_t *node, const yaml_node_pair_t *pair, unsigned char *data)
{
    yaml_node_t *key = yaml_document_get_node(walk->document, pair->key);
    yaml_node_t *value = yaml_document_get_node(walk->document, pair->value);
    const cyaml_schema_field_t *field = find_field(fields, scalar(key));
    if (!field)
        add_unknown_key(walk, fields, key);
    else if (key_came_before(walk, node, pair))
        faults_add(walk->faults, mark_of(key->start_mark), "'%s' stands here twice; keep one",
                   field->key);
    else if (field->value.type == CYAML_SEQUENCE)
        read_sequence(walk, field, value, data);
    else
        read_value(walk, &field->value, value, field->key, data + field->data_offset);
}

static void add_missing(struct walk *walk, const cyaml_schema_field_t *fields,
                        const yaml_node_t *node)
{
    for (const cyaml_schema_field_t *field = fields; field->key; field++) {
        bool found = field->value.flags & CYAML_FLAG_OPTIONAL;
        const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
        for (; !found && pair < node->data.mapping.pairs.top; pair++)
            found =
                strcmp(scalar(yaml_document_get_node(walk->document, pair->key)), field->key) == 0;
        if (!found)
            faults_add(walk->faults, mark_of(node->start_mark), "'%s' is missing here; add it",
                       field->key);
    }
}

static void read_mapping(struct walk *walk, const cyaml_schema_value_t *schema, yaml_node_t *node,
                         const char *key, unsigned char *data)
{
    if (node->type != YAML_MAPPING_NODE) {
        add_wrong_kind(walk, node, key, "a set of keys");
        return;
    }
    const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
    for (; pair < node->data.mapping.pairs.top; pair++)
        read_pair(walk, schema->mapping.fields, node, pair, data);
    add_missing(walk, schema->mapping.fields, node);
}

static void read_value(struct walk *walk, const cyaml_schema_value_t *schema, yaml_node_t *node,
                       const char *key, unsigned char *place)
{
    if (schema->type == CYAML_MAPPING)
        read_mapping(walk, schema, node, key, place);
    else
        read_string(walk, schema, node, key, place);
}

void *yaml_tree_read(struct yaml_tree *tree, const struct yaml_form *form, struct faults *faults)
{
    struct walk walk = {&tree->document, form, faults};
    yaml_node_t *root = yaml_document_get_root_node(&tree->document);
    if (!root || root->type != YAML_MAPPING_NODE) {
        faults_add(faults, root ? mark_of(root->start_mark) : (struct mark){0, 0},
                   "the file must hold keys, such as 'format: 1'");
        return NULL;
    }
    unsigned char *data = mem_new(1, form->schema->data_size);
    read_mapping(&walk, form->schema, root, "the file", data);
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

struct mark yaml_tree_mark(struct yaml_tree *tree, const char *path)
{
    yaml_document_t *document = &tree->document;
    yaml_node_t *node = yaml_document_get_root_node(document);
    while (node && *path) {
        size_t length = strcspn(path, "/");
        yaml_node_t *below = child(document, node, path, length);
        if (!below)
            break;
        node = below;
        path += length + (path[length] == '/');
    }
    return node ? mark_of(node->start_mark) : (struct mark){0, 0};
}
