/* libyaml's parser, and one pass over its events: what a file must not have is found before a
 * document is made of it. */
#ifndef SCRIPT_YAML_SCAN_H
#define SCRIPT_YAML_SCAN_H

#include "script/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <yaml.h>

/* Whether a file is YAML without aliases, anchors, tags, a second document, NUL characters or too
 * many levels; where not, adds a fault for each. */
bool yaml_scan(const char *bytes, size_t size, struct faults *faults);

/* Makes a parser that reads these bytes, which outlive it; yaml_parser_delete frees it. */
void yaml_scan_begin(yaml_parser_t *parser, const char *bytes, size_t size);

/* Adds a fault for what a parser stopped at, in words for authors. */
void yaml_scan_complain(const yaml_parser_t *parser, struct faults *faults);

/* Lines and columns from 1 instead of 0. */
struct mark yaml_scan_mark(yaml_mark_t mark);

#endif
