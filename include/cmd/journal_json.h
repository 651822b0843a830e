/* Sittings as JSON: a list of objects, whose keys docs/journal.md tells. */
#ifndef CMD_JOURNAL_JSON_H
#define CMD_JOURNAL_JSON_H

#include "journal/import.h"
#include "journal/journal.h"

#include <jansson.h>
#include <stdio.h>

/* One sitting; json_decref frees it. */
json_t *journal_json_of(const struct record *record);

/* All of them, an object a line, newest first. Memory doesn't grow with the journal. False and a
 * sentence where it can't be read to its end; whether it was written is ferror's to say. */
bool journal_json_export(struct journal *journal, FILE *out, struct error *error);

/* The line that begins a comment at the end of Markdown, with such a list in it. */
#define JOURNAL_MARKDOWN_MARK "<!-- numbmed"

/* export_markdown, and all of it once more in a comment, to be imported again. */
bool journal_markdown_export(struct journal *journal, FILE *out, struct error *error);

/* Reads such a list from the start of a file, as import_csv does. */
bool journal_json_import(struct import *import, struct journal *journal, FILE *file,
                         struct error *error);

/* The same of the comment in such Markdown. */
bool journal_markdown_import(struct import *import, struct journal *journal, FILE *file,
                             struct error *error);

#endif
