#include "script/yaml_scan.h"

#include <stdlib.h>
#include <string.h>

struct mark yaml_scan_mark(yaml_mark_t mark)
{
    return (struct mark){(int)mark.line + 1, (int)mark.column + 1};
}

void yaml_scan_begin(yaml_parser_t *parser, const char *bytes, size_t size)
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

void yaml_scan_complain(const yaml_parser_t *parser, struct faults *faults)
{
    const char *problem = parser->problem ? parser->problem : "it can't be read";
    struct mark mark = yaml_scan_mark(parser->problem_mark);
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
    faults_add(scan->faults, yaml_scan_mark(event->start_mark), "%s", text);
    scan->good = false;
}

static const unsigned char *anchor_of(const yaml_event_t *event)
{
    return event->type == YAML_SCALAR_EVENT           ? event->data.scalar.anchor
           : event->type == YAML_SEQUENCE_START_EVENT ? event->data.sequence_start.anchor
           : event->type == YAML_MAPPING_START_EVENT  ? event->data.mapping_start.anchor
                                                      : NULL;
}

static const unsigned char *tag_of(const yaml_event_t *event)
{
    return event->type == YAML_SCALAR_EVENT           ? event->data.scalar.tag
           : event->type == YAML_SEQUENCE_START_EVENT ? event->data.sequence_start.tag
           : event->type == YAML_MAPPING_START_EVENT  ? event->data.mapping_start.tag
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
    if (tag_of(event))
        refuse(scan, event, "tags (!name) are not allowed; leave it out, or quote the text");
    if (type == YAML_DOCUMENT_START_EVENT && scan->documents == 2)
        refuse(scan, event, "a second document begins here; a file holds one");
    if (scan->depth > DEEPEST)
        refuse(scan, event, "there are too many levels within each other; take some out");
    if (type == YAML_SCALAR_EVENT &&
        memchr(event->data.scalar.value, '\0', event->data.scalar.length))
        refuse(scan, event, "this text holds a NUL character (\\0); take it out");
}

/* It ends where going on is of no use. */
bool yaml_scan(const char *bytes, size_t size, struct faults *faults)
{
    struct scan scan = {.faults = faults, .good = true};
    yaml_parser_t parser;
    bool done = false;
    yaml_scan_begin(&parser, bytes, size);
    while (!done) {
        yaml_event_t event;
        if (yaml_parser_parse(&parser, &event)) {
            scan_event(&scan, &event);
            done =
                event.type == YAML_STREAM_END_EVENT || scan.depth > DEEPEST || scan.documents > 1;
            yaml_event_delete(&event);
        } else {
            yaml_scan_complain(&parser, faults);
            scan.good = false;
            done = true;
        }
    }
    yaml_parser_delete(&parser);
    return scan.good;
}
