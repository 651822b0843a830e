/* A practice as its file spells it, and the tables by which it is read. */
#ifndef SCRIPT_FORM_H
#define SCRIPT_FORM_H

#include "script/load.h"
#include "script/yaml.h"

/* All strings as written; NULL where a key is absent (or, with faults, unreadable). */

/* What `breathe` says. */
struct raw_breath {
    char *in;
    char *hold;
    char *out;
    char *times;
};

struct raw_step {
    char *id;
    char *say;   /* where it is one text; */
    char **ways; /* where it is a list */
    unsigned ways_count;
    struct raw_breath *breathe;
    char *tag;
    char *show;
    char *pause;
    char *least;
    char *most;
    char *grow;
    char *from;
    char *until;
};

struct raw_section {
    char *name;
    char *closing;
    struct raw_step *steps;
    unsigned steps_count;
};

/* What `bells` says. */
struct raw_bells {
    char *start;
    char *end;
    char *every;
};

/* How it is read, here and in the config; also as `bells: none`. */
extern const cyaml_schema_field_t BELLS_FIELDS[];
extern const char *const BELLS_SHORTHAND[];

struct raw_practice {
    char *format;
    char *id;
    char *title;
    char *about;
    char **minutes;
    unsigned minutes_count;
    char *usual; /* `default` */
    char *group;
    struct raw_bells bells;
    char *background;
    char *sleep;
    struct raw_section *sections;
    unsigned sections_count;
};

/* The longest texts of a head, bytes, the most lengths that it offers, and the most ways of saying
 * a thing. */
enum { TITLE_MOST = 80, ABOUT_MOST = 200, GROUP_MOST = 40, LENGTHS_MOST = 100, WAYS_MOST = 9 };

enum { SECTION_FIELDS = 3, PRACTICE_FIELDS = 11 };

/* The field tables with their caps; they point into each other, so a form stays where it was made.
 */
struct practice_form {
    cyaml_schema_field_t section_fields[SECTION_FIELDS + 1];
    cyaml_schema_field_t practice_fields[PRACTICE_FIELDS + 1];
    cyaml_schema_value_t section;
    cyaml_schema_value_t practice;
    struct yaml_form form; /* what yaml_open wants */
};

void practice_form_make(struct practice_form *form, const struct load_caps *caps);

#endif
