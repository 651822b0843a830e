/* Commands and their options, each a row: what is parsed, what --help, the manual and the shell's
 * completion say all come from here. */
#ifndef CMD_OPTIONS_H
#define CMD_OPTIONS_H

#include "base/error.h"
#include "journal/stamp.h"
#include "script/config.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* What a command line came to. Strings are argv's. */
struct options {
    bool help;
    bool version;
    bool plain;
    bool json;
    int64_t frames; /* --minutes; 0: not given */
    /* What is to be in force, as the config would say it: checked, NULL where not given. --bells
     * speaks of both ends at once. cmd/settings.h puts it all together. */
    const char *given[SETTING_COUNT];
    const char *bells;
    const char *output; /* NULL: not given */
    const char *with;   /* an engine of narration; NULL: not given */
    int jobs;           /* 0: not given */
    int seed;           /* 0: not given */
    bool stale;
    bool force;
    bool csv;
    bool md;
    bool skip_bad;
    bool dry_run;
    enum date_order date_order; /* unknown: not given */
    bool audio;
    const char *try; /* NULL: not given */
    bool example;
    const char *course; /* an id; NULL: not given */
    bool restart;
    bool instead;
    bool feelings;
    const char *svg; /* a file to write; NULL: not given */
    bool welcome;
    unsigned days;        /* of a reminder, as remind/reminder.h has them; 0: not given */
    const char *practice; /* an id; NULL: not given */
    bool list;
    bool off;
    bool notify;
    bool deleted;
    bool all;
    bool clear;
    bool undo;
    const char *at;    /* when; NULL: not given */
    const char *title; /* NULL: not given */
    const char *note;  /* NULL: not given */
    char **arguments;
    int argument_count;
};

struct option_row {
    const char *name;  /* without the dashes */
    int letter;        /* its short form; 0: none */
    const char *value; /* what its value is called in help; NULL: it takes none */
    const char *help;
    /* Takes the value over; false and a sentence where it makes none. */
    bool (*take)(struct options *options, const char *value, struct error *error);
};

enum { COMMAND_OPTIONS_MOST = 20 };

struct command_row {
    const char *name;      /* of a verb: with its command's before it, "journal list" */
    const char *arguments; /* as usage shows them; "" for none */
    int arguments_least;
    int arguments_most; /* -1: any number */
    const char *about;  /* one line */
    const char *more;   /* a paragraph or two for its own help and the manual */
    const struct option_row *options[COMMAND_OPTIONS_MOST]; /* NULL behind the last */
    int (*run)(const struct options *options);              /* returns the exit code */
};

/* Exit codes: EXIT_SUCCESS, EXIT_FAILURE, and for wrong usage: */
enum { EXIT_USAGE = 2 };

extern const struct option_row OPTION_HELP, OPTION_VERSION, OPTION_MINUTES, OPTION_VOICE,
    OPTION_VOLUME, OPTION_BELLS, OPTION_BELL_EVERY, OPTION_BELL_VOLUME, OPTION_BACKGROUND,
    OPTION_BACKGROUND_VOLUME, OPTION_BREATH_TONE, OPTION_MOTION, OPTION_CHECK_IN, OPTION_SINK,
    OPTION_LATENCY, OPTION_PLAIN, OPTION_JSON, OPTION_OUTPUT, OPTION_SEED, OPTION_WITH, OPTION_JOBS,
    OPTION_STALE, OPTION_FORCE, OPTION_AUDIO, OPTION_TRY, OPTION_EXAMPLE, OPTION_WELCOME,
    OPTION_COURSE, OPTION_RESTART, OPTION_INSTEAD, OPTION_DAYS, OPTION_PRACTICE, OPTION_LIST,
    OPTION_OFF, OPTION_NOTIFY, OPTION_FEELINGS, OPTION_SVG, OPTION_CSV, OPTION_MD, OPTION_SKIP_BAD,
    OPTION_DATE_ORDER, OPTION_DRY_RUN, OPTION_TO_FILE, OPTION_REPLACE, OPTION_DELETED, OPTION_ALL,
    OPTION_AT, OPTION_TITLE, OPTION_NOTE, OPTION_CLEAR, OPTION_UNDO;

extern const struct command_row COMMANDS[];
extern const size_t COMMAND_COUNT;

/* The command with this name, or NULL. */
const struct command_row *command_find(const char *name);

/* The command nearest to a mistyped name, or NULL. */
const char *command_nearest(const char *name);

/* ---- verbs: what the first argument of some commands names, each with options of its own */

extern const struct command_row VERBS[];
extern const size_t VERB_COUNT;

/* The verb of a command that comes next, the first one behind NULL; NULL behind the last. */
const struct command_row *verb_next(const struct command_row *command,
                                    const struct command_row *verb);

/* A verb's own name, without its command's. */
const char *verb_name(const struct command_row *verb);

/* The verb of a command with this name, or NULL; the name nearest to a mistyped one, or NULL. */
const struct command_row *verb_find(const struct command_row *command, const char *name);
const char *verb_nearest(const struct command_row *command, const char *name);

/* ---- reading and helping */

/* Reads a command's own words (argv[0] is its name). False and a sentence for wrong usage. */
bool options_read(const struct command_row *command, int argc, char **argv, struct options *options,
                  struct error *error);

/* Help for the program and for one command. */
void help_write_all(FILE *out);
void help_write_command(const struct command_row *command, FILE *out);

/* Writes "numbmed: sentence" to standard error, cleaned for a terminal. Returns `code`. */
int fail_with(int code, const char *sentence);

#endif
