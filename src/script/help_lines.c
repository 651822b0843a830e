#include "script/help_lines.h"

#include "base/date.h"
#include "base/memory.h"
#include "base/path.h"
#include "base/text.h"
#include "script/blame.h"
#include "script/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HELP_FILE "scripts/support/help.yaml"

/* The most bytes of a text, entries of a list, and bytes of a file. */
enum { SHORT = 80, LONG = 300, GENERAL = 40, LINES = 40, COUNTRIES = 300, CAP = 256 * 1024 };

/* What is shown where nothing can be read. It must hold anywhere, at any time. */
static const char *const BUILT_IN[] = {
    "If you or somebody else is in danger now, call your local emergency number.",
    "If you might hurt yourself, call it too, or go to an emergency department.",
    "Or call or write to someone you trust, whatever the hour.",
    "These words are enough: \"I am not all right. Please stay with me.\"",
    "While you wait, eyes open, light on, both feet pressed into the floor.",
};

/* ---- the file as it is spelt */

struct raw_line {
    char *what;
    char *number;
};

struct raw_country {
    char *country;
    char *name;
    char *checked;
    struct raw_line *lines;
    unsigned lines_count;
};

struct raw_help {
    char *format;
    char *updated;
    char **general;
    unsigned general_count;
    struct raw_country *countries;
    unsigned countries_count;
};

#define TEXT(key, from, member, most)                                                              \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER, from, member, 0, most)

static const cyaml_schema_field_t LINE_FIELDS[] = {
    TEXT("what", struct raw_line, what, LONG),
    TEXT("number", struct raw_line, number, SHORT),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t LINE = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_line, LINE_FIELDS)};

static const cyaml_schema_field_t COUNTRY_FIELDS[] = {
    TEXT("country", struct raw_country, country, SHORT),
    TEXT("name", struct raw_country, name, SHORT),
    TEXT("checked", struct raw_country, checked, SHORT),
    CYAML_FIELD_SEQUENCE("lines", CYAML_FLAG_POINTER, struct raw_country, lines, &LINE, 0, LINES),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t COUNTRY = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_country, COUNTRY_FIELDS)};

static const cyaml_schema_value_t ADVICE = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, LONG)};

static const cyaml_schema_field_t FIELDS[] = {
    TEXT("format", struct raw_help, format, SHORT),
    TEXT("updated", struct raw_help, updated, SHORT),
    CYAML_FIELD_SEQUENCE("general", CYAML_FLAG_POINTER, struct raw_help, general, &ADVICE, 0,
                         GENERAL),
    CYAML_FIELD_SEQUENCE("countries", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct raw_help,
                         countries, &COUNTRY, 0, COUNTRIES),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t SCHEMA = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_help, FIELDS)};

static const struct yaml_form FORM = {.schema = &SCHEMA, .cap = CAP, .first_key = "format: 1"};

/* ---- what it means: what can't be shown is reported and left out, and all else is shown */

/* Takes a text; NULL where there is none that can be shown. A gap was reported already. */
static char *take_text(struct check *check, const char *field, const char *raw)
{
    char *text = raw ? text_clean(raw) : NULL;
    check_words(check, field, raw);
    if (text && *text && !value_has_controls(raw))
        return text;
    free(text);
    return NULL;
}

static char *take_date(struct check *check, const char *field, const char *raw)
{
    int64_t unused;
    if (!raw || date_parse(raw, &unused))
        return mem_copy_text(raw);
    blame(check, field, "'%s' isn't a date; write it like 2026-11-25", raw);
    return NULL;
}

static bool is_code(const char *text)
{
    return strlen(text) == 2 && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 2;
}

static char *take_code(struct check *check, const char *raw)
{
    if (!raw || is_code(raw))
        return mem_copy_text(raw ? raw : "");
    blame(check, "country",
          "'%s' isn't a country; write two capital letters, the second half of a locale such as "
          "en_XX",
          raw);
    return mem_copy_text("");
}

/* Takes the lines that can be dialled. */
static void take_lines(struct check *check, const struct raw_country *raw, unsigned index,
                       struct help_country *country)
{
    country->lines = mem_new(raw->lines_count, sizeof *country->lines);
    if (check_is_empty(check, raw->lines, raw->lines_count))
        blame(check, "lines", "'lines' is empty; write one, or leave the country out");
    for (unsigned i = 0; i < raw->lines_count; i++) {
        snprintf(check->place, sizeof check->place, "countries/%u/lines/%u/", index, i);
        struct help_line line = {take_text(check, "what", raw->lines[i].what),
                                 take_text(check, "number", raw->lines[i].number)};
        if (line.what && line.number) {
            country->lines[country->line_count++] = line;
        } else {
            free(line.what);
            free(line.number);
        }
    }
}

static void take_country(struct check *check, const struct raw_country *raw, unsigned index,
                         struct help_country *country)
{
    snprintf(check->place, sizeof check->place, "countries/%u/", index);
    country->code = take_code(check, raw->country);
    country->name = take_text(check, "name", raw->name);
    if (!country->name)
        country->name = mem_copy_text(country->code);
    country->checked = take_date(check, "checked", raw->checked);
    take_lines(check, raw, index, country);
}

static void take_general(struct check *check, const struct raw_help *raw, struct help_lines *help)
{
    help->general = mem_new(raw->general_count, sizeof *help->general);
    if (check_is_empty(check, raw->general, raw->general_count))
        blame(check, "general", "'general' is empty; write some advice");
    for (unsigned i = 0; i < raw->general_count; i++) {
        char field[32];
        snprintf(field, sizeof field, "general/%u", i);
        char *text = take_text(check, field, raw->general[i]);
        if (text)
            help->general[help->general_count++] = text;
    }
}

static void take(struct check *check, const struct raw_help *raw, struct help_lines *help)
{
    check_format(check, raw->format);
    if (raw->format && strcmp(raw->format, "1") != 0)
        return; /* whatever else it says may mean something else */
    help->updated = take_date(check, "updated", raw->updated);
    take_general(check, raw, help);
    help->countries = mem_new(raw->countries_count, sizeof *help->countries);
    for (unsigned i = 0; i < raw->countries_count; i++)
        take_country(check, &raw->countries[i], i, &help->countries[help->country_count++]);
}

static void take_built_in(struct help_lines *help)
{
    free(help->general);
    help->general = mem_new(sizeof BUILT_IN / sizeof *BUILT_IN, sizeof *help->general);
    for (size_t i = 0; i < sizeof BUILT_IN / sizeof *BUILT_IN; i++)
        help->general[help->general_count++] = mem_copy_text(BUILT_IN[i]);
}

/* The first fault, for the person who maintains the file. */
static char *fault_sentence(const struct faults *faults, const char *path)
{
    if (!path)
        return mem_copy_text("there is no " HELP_FILE " in any library root; this is built in");
    char *text = faults_first(faults, path), *clean = text_clean(text);
    free(text);
    return clean;
}

void help_lines_read(struct help_lines *help, const char *path, struct faults *faults)
{
    struct yaml yaml;
    struct check check = {.yaml = &yaml, .faults = faults};
    *help = (struct help_lines){.path = mem_copy_text(path)};
    if (yaml_open(path, &FORM, &yaml, faults))
        take(&check, yaml.data, help);
    yaml_close(&yaml, &FORM);
    faults_sort(faults);
}

bool help_lines_is_file(const char *path)
{
    return strcmp(path_name(path), "help.yaml") == 0 && path_lies_in(path, "support");
}

void help_lines_load(struct help_lines *help, const struct library *library)
{
    struct faults faults = {0};
    char *path = library_find_file(library, HELP_FILE);
    *help = (struct help_lines){0};
    if (path)
        help_lines_read(help, path, &faults);
    free(path);
    if (!help->path || faults.count)
        help->fault = fault_sentence(&faults, help->path);
    if (!help->general_count)
        take_built_in(help);
    faults_free(&faults);
}

static void free_country(struct help_country *country)
{
    for (size_t i = 0; i < country->line_count; i++) {
        free(country->lines[i].what);
        free(country->lines[i].number);
    }
    free(country->lines);
    free(country->code);
    free(country->name);
    free(country->checked);
}

void help_lines_free(struct help_lines *help)
{
    for (size_t i = 0; i < help->country_count; i++)
        free_country(&help->countries[i]);
    for (size_t i = 0; i < help->general_count; i++)
        free(help->general[i]);
    free(help->countries);
    free(help->general);
    free(help->path);
    free(help->updated);
    free(help->fault);
    *help = (struct help_lines){0};
}

void help_lines_country(char code[3])
{
    static const char *const NAMES[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    code[0] = '\0';
    for (size_t i = 0; !*code && i < sizeof NAMES / sizeof *NAMES; i++) {
        const char *locale = getenv(NAMES[i]), *bar = locale ? strchr(locale, '_') : NULL;
        if (bar && strcspn(bar + 1, ".@") == 2)
            snprintf(code, 3, "%.2s", bar + 1);
        if (!is_code(code))
            code[0] = '\0';
    }
}
