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
    yaml_parser_set_input_string(parser, (const unsigned char *)bytes, size);
}

/* libyaml's complaints that authors meet, in their own words. */
static const struct {
    const char *problem, *text;
} COMPLAINTS[] = {
    {"mapping values are not allowed in this context",
     "a colon stands where none can; put quotes around a text with ': ' in it"},
    {"found character that cannot start any token",
     "a text can't begin with this character; put quotes around it, and indent by spaces, not "
     "tabs"},
    {"found a tab character that violates indentation", "a tab stands here; indent by spaces"},
    {"found unexpected end of stream", "a quote is opened and never closed; close it"},
    {"could not find expected ':'", "a key lacks its colon; write 'key: value'"},
    {"did not find expected key",
     "this line doesn't go with those before; check its indentation and quotes"},
    {"did not find expected '-' indicator",
     "this line doesn't go with the list before; check its indentation"},
    {"did not find expected ',' or ']'", "a list is opened by '[' and never closed; close it"},
};

static void add_syntax_fault(const yaml_parser_t *parser, struct faults *faults)
{
    const char *problem = parser->problem ? parser->problem : "it can't be read";
    struct mark mark = mark_of(parser->problem_mark);
    for (size_t i = 0; i < sizeof COMPLAINTS / sizeof *COMPLAINTS; i++) {
        if (strcmp(problem, COMPLAINTS[i].problem) == 0) {
            faults_add(faults, mark, "this is not YAML: %s", COMPLAINTS[i].text);
            return;
        }
    }
    faults_add(faults, mark, "this is not YAML: %s; look at this line and the one before", problem);
}

/* libyaml's time grows with the square of the depth and of the number of anchors: neither may be
 * large when the document is loaded. */
enum { DEEPEST = 32 };

/* What the events of a file have shown so far. */
struct scan {
    struct faults *faults;
    int documents;
    int depth;
    bool good;
};

static void refuse(struct scan *scan, const yaml_event_t *event, const char *text)
{
    faults_add(scan->faults, mark_of(event->start_mark), "%s", text);
    scan->good = false;
}

static const unsigned char *anchor_of(const yaml_event_t *event)
{
    return event->type == YAML_SCALAR_EVENT           ? event->data.scalar.anchor
           : event->type == YAML_SEQUENCE_START_EVENT ? event->data.sequence_start.anchor
           : event->type == YAML_MAPPING_START_EVENT  ? event->data.mapping_start.anchor
                                                      : NULL;
}

static void scan_event(struct scan *scan, const yaml_event_t *event)
{
    yaml_event_type_t type = event->type;
    scan->depth += type == YAML_SEQUENCE_START_EVENT || type == YAML_MAPPING_START_EVENT;
    scan->depth -= type == YAML_SEQUENCE_END_EVENT || type == YAML_MAPPING_END_EVENT;
    scan->documents += type == YAML_DOCUMENT_START_EVENT;
    if (type == YAML_ALIAS_EVENT)
        refuse(scan, event, "aliases (*name) are not allowed; write the value out");
    if (anchor_of(event))
        refuse(scan, event, "aliases (&name) are not allowed; leave it out, or quote the text");
    if (type == YAML_DOCUMENT_START_EVENT && scan->documents == 2)
        refuse(scan, event, "a second document begins here; a file holds one");
    if (scan->depth > DEEPEST)
        refuse(scan, event, "there are too many levels within each other; take some out");
    if (type == YAML_SCALAR_EVENT &&
        memchr(event->data.scalar.value, '\0', event->data.scalar.length))
        refuse(scan, event, "this text holds a NUL character (\\0); take it out");
}

/* One pass over the events finds what a document must not have, before it costs anything. It ends
 * where going on is of no use. */
static bool check_events(const char *bytes, size_t size, struct faults *faults)
{
    struct scan scan = {.faults = faults, .good = true};
    yaml_parser_t parser;
    bool done = false;
    begin_parser(&parser, bytes, size);
    while (!done) {
        yaml_event_t event;
        if (yaml_parser_parse(&parser, &event)) {
            scan_event(&scan, &event);
            done =
                event.type == YAML_STREAM_END_EVENT || scan.depth > DEEPEST || scan.documents > 1;
            yaml_event_delete(&event);
        } else {
            add_syntax_fault(&parser, faults);
            scan.good = false;
            done = true;
        }
    }
    yaml_parser_delete(&parser);
    return scan.good;
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
    faults_add(walk->faults, mark_of(node->start_mark), "%s'%s' must be %s, not %s",
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
        faults_add(walk->faults, mark_of(node->start_mark),
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
                   (struct subject){field->key, true}, entries + i * size);
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
    const struct reserved *reserved = find_reserved(walk, key);
    struct mark mark = mark_of(node->start_mark);
    size_t count = 0;
    while (fields[count].key)
        count++;
    const char *nearest = text_nearest(key, field_name, fields, count);
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
        faults_add(walk->faults, mark_of(key->start_mark), "'%s' stands here twice; keep one",
                   field->key);
    else if (field->value.type == CYAML_SEQUENCE)
        read_sequence(walk, field, value, data);
    else
        read_value(walk, &field->value, value, (struct subject){field->key, false},
                   data + field->data_offset);
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
    for (size_t i = 0; fields[i].key; i++) {
        if (!(fields[i].value.flags & CYAML_FLAG_OPTIONAL) && !(seen >> i & 1))
            faults_add(walk->faults, mark_of(node->start_mark), "'%s' is missing here; add it",
                       fields[i].key);
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
        faults_add(faults, root ? mark_of(root->start_mark) : (struct mark){0, 0},
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
        *mark = mark_of(node->start_mark);
    return found;
}
