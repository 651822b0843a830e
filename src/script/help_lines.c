#include "script/help_lines.h"

#include "base/memory.h"
#include "base/text.h"
#include "script/value.h"
#include "script/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HELP_FILE "scripts/support/help.yaml"

/* The most bytes of a text, entries of a list, and bytes of a file. */
enum { SHORT = 80, LONG = 300, GENERAL = 40, LINES = 40, COUNTRIES = 300, CAP = 256 * 1024 };

/* What is told where nothing can be read. It must hold anywhere, at any time. */
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

/* ---- what it means */

struct reader {
    struct yaml *yaml;
    struct faults *faults;
};

/* Takes a text; NULL where there is none that can be shown. A gap was told already. */
static char *take_text(struct reader *reader, const char *raw, const char *place)
{
    if (!raw)
        return NULL;
    char *text = text_clean(raw);
    if (*text && !value_has_controls(raw))
        return text;
    faults_add(reader->faults, yaml_mark(reader->yaml, place), "%s",
               *text ? "this holds control characters; write plain text"
                     : "this is empty; write something");
    free(text);
    return NULL;
}

/* Two digits as a number. */
static int two_digits(const char *text)
{
    return (text[0] - '0') * 10 + text[1] - '0';
}

/* YYYY-MM-DD, with a month and a day that there may be. */
static bool is_date(const char *text)
{
    static const char SHAPE[] = "dddd-dd-dd";
    size_t at = 0;
    while (SHAPE[at] && (SHAPE[at] == 'd' ? text[at] >= '0' && text[at] <= '9' : text[at] == '-'))
        at++;
    if (SHAPE[at] || text[at])
        return false;
    int month = two_digits(text + 5), day = two_digits(text + 8);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static char *take_date(struct reader *reader, const char *raw, const char *place)
{
    if (!raw || is_date(raw))
        return mem_copy_text(raw);
    faults_add(reader->faults, yaml_mark(reader->yaml, place),
               "'%s' is no date; write it like 2026-11-25", raw);
    return NULL;
}

static bool is_code(const char *text)
{
    return strlen(text) == 2 && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 2;
}

static char *take_code(struct reader *reader, const char *raw, const char *place)
{
    if (!raw || is_code(raw))
        return mem_copy_text(raw ? raw : "");
    faults_add(reader->faults, yaml_mark(reader->yaml, place),
               "'%s' is no country; write two capital letters, the second half of a locale such as "
               "en_XX",
               raw);
    return mem_copy_text("");
}

/* Takes the lines that can be dialled. */
static void take_lines(struct reader *reader, const struct raw_country *raw, unsigned index,
                       struct help_country *country)
{
    country->lines = mem_new(raw->lines_count, sizeof *country->lines);
    for (unsigned i = 0; i < raw->lines_count; i++) {
        char what_place[64], number_place[64];
        snprintf(what_place, sizeof what_place, "countries/%u/lines/%u/what", index, i);
        snprintf(number_place, sizeof number_place, "countries/%u/lines/%u/number", index, i);
        struct help_line line = {take_text(reader, raw->lines[i].what, what_place),
                                 take_text(reader, raw->lines[i].number, number_place)};
        if (line.what && line.number) {
            country->lines[country->line_count++] = line;
        } else {
            free(line.what);
            free(line.number);
        }
    }
}

static void take_country(struct reader *reader, const struct raw_country *raw, unsigned index,
                         struct help_country *country)
{
    char place[64];
    snprintf(place, sizeof place, "countries/%u/country", index);
    country->code = take_code(reader, raw->country, place);
    snprintf(place, sizeof place, "countries/%u/name", index);
    country->name = take_text(reader, raw->name, place);
    if (!country->name)
        country->name = mem_copy_text(country->code);
    snprintf(place, sizeof place, "countries/%u/checked", index);
    country->checked = take_date(reader, raw->checked, place);
    take_lines(reader, raw, index, country);
}

static void take_general(struct reader *reader, const struct raw_help *raw, struct help_lines *help)
{
    help->general = mem_new(raw->general_count, sizeof *help->general);
    for (unsigned i = 0; i < raw->general_count; i++) {
        char place[64];
        snprintf(place, sizeof place, "general/%u", i);
        char *text = take_text(reader, raw->general[i], place);
        if (text)
            help->general[help->general_count++] = text;
    }
}

static void take(struct reader *reader, const struct raw_help *raw, struct help_lines *help)
{
    if (raw->format && strcmp(raw->format, "1") != 0) {
        faults_add(reader->faults, yaml_mark(reader->yaml, "format"),
                   "this numbmed reads format 1, not '%s'", raw->format);
        return;
    }
    help->updated = take_date(reader, raw->updated, "updated");
    take_general(reader, raw, help);
    help->countries = mem_new(raw->countries_count, sizeof *help->countries);
    for (unsigned i = 0; i < raw->countries_count; i++)
        take_country(reader, &raw->countries[i], i, &help->countries[help->country_count++]);
}

static void take_built_in(struct help_lines *help)
{
    free(help->general);
    help->general = mem_new(sizeof BUILT_IN / sizeof *BUILT_IN, sizeof *help->general);
    for (size_t i = 0; i < sizeof BUILT_IN / sizeof *BUILT_IN; i++)
        help->general[help->general_count++] = mem_copy_text(BUILT_IN[i]);
}

/* The first fault, for whoever looks after the file. */
static char *fault_sentence(const struct faults *faults, const char *path)
{
    if (!path)
        return mem_copy_text("there is no " HELP_FILE " in any library root; this is built in");
    char *text = faults_first(faults, path), *clean = text_clean(text);
    free(text);
    return clean;
}

void help_lines_load(struct help_lines *help, const struct library *library)
{
    struct faults faults = {0};
    struct yaml yaml = {0};
    struct reader reader = {&yaml, &faults};
    *help = (struct help_lines){.path = library_find_file(library, HELP_FILE)};
    if (help->path && yaml_open(help->path, &FORM, &yaml, &faults))
        take(&reader, yaml.data, help);
    yaml_close(&yaml, &FORM);
    faults_sort(&faults);
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
