/* Whom to turn to: advice that holds anywhere, and the lines of countries that somebody has
 * verified. From scripts/support/help.yaml of the first library root that has one (docs/pages.md).
 */
#ifndef SCRIPT_HELP_LINES_H
#define SCRIPT_HELP_LINES_H

#include "script/fault.h"
#include "script/library.h"

#include <stdbool.h>
#include <stddef.h>

struct help_line {
    char *what;
    char *number; /* as it is dialled */
};

struct help_country {
    char *code; /* two capital letters */
    char *name;
    char *checked; /* when somebody last made sure that it works, YYYY-MM-DD; NULL: not given */
    struct help_line *lines;
    size_t line_count;
};

/* Everything belongs to it; all texts are clean lines. */
struct help_lines {
    char *path;     /* the file; NULL: none was found */
    char *updated;  /* its date, YYYY-MM-DD; NULL: not given */
    char **general; /* at least one */
    size_t general_count;
    struct help_country *countries;
    size_t country_count;
    char *fault; /* what is wrong, in one sentence; NULL: nothing */
};

/* Reads them. Never fails: what can be read is there, and where no advice can, what is built in. */
void help_lines_load(struct help_lines *help, const struct library *library);

/* Reads one file as strictly as it can be read; what can be is there in spite of its faults. */
void help_lines_read(struct help_lines *help, const char *path, struct faults *faults);

/* Whether a file is meant to hold them: it is named help.yaml and lies in a support folder. */
bool help_lines_is_file(const char *path);

void help_lines_free(struct help_lines *help);

/* The user's country by the locale, as "XX": the first of LC_ALL, LC_MESSAGES and LANG that names
 * one, as en_XX does. "" where none does. */
void help_lines_country(char code[3]);

#endif
