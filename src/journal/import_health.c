/* Apple Health's export.xml: of all its elements only the start tags of records of mindfulness are
 * read, by a strict scanner that knows no more of XML than they need: no entities but the five and
 * numbers, and none that a document declares. */
#include "journal/import.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <unistr.h>

enum { NAME_SIZE = 64, VALUE_SIZE = 2048 };

struct scanner {
    FILE *file;
    int64_t line, bytes;
    const char *fault; /* why it can't go on; NULL: nothing */
    bool root, ended;
    char name[NAME_SIZE]; /* of the element, then of the attribute */
    char value[VALUE_SIZE];
    char type[VALUE_SIZE];
    char cells[COLUMNS_MOST][VALUE_SIZE];
};

/* ---- bytes and names */

static bool break_off(struct scanner *scanner, const char *fault)
{
    if (!scanner->fault)
        scanner->fault = fault;
    return false;
}

static int take(struct scanner *scanner)
{
    int c = getc_unlocked(scanner->file);
    scanner->line += c == '\n';
    if (++scanner->bytes > IMPORT_XML_MOST) {
        break_off(scanner, "it is larger than 4 GiB; import a part of it");
        return EOF;
    }
    if (c == EOF)
        break_off(scanner, "it ends too early: is it cut off?");
    return c;
}

static bool is_space(int c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* To the end of a text, which is taken. */
static bool skip_to(struct scanner *scanner, const char *end)
{
    size_t length = strlen(end);
    char last[4] = "";
    int c;
    while ((c = take(scanner)) != EOF) {
        memmove(last, last + 1, length - 1);
        last[length - 1] = (char)c;
        if (memcmp(last, end, length) == 0)
            return true;
    }
    return false;
}

/* A name that begins with `c`. Returns the byte after it. */
static int take_name(struct scanner *scanner, int c)
{
    size_t length = 0;
    for (; c != EOF && !is_space(c) && !strchr("=/>\"'<", c); c = take(scanner)) {
        if (length < NAME_SIZE - 1)
            scanner->name[length++] = (char)c;
    }
    scanner->name[length] = '\0';
    return c;
}

/* ---- what is declared at the start */

/* A document type: what stands in it is of no account, but entities aren't there to be used. */
static bool skip_type(struct scanner *scanner)
{
    int depth = 1, c;
    while (depth && (c = take(scanner)) != EOF) {
        if (c == '"' || c == '\'') {
            skip_to(scanner, c == '"' ? "\"" : "'");
        } else if (c == '<') {
            depth++;
            c = take(scanner);
            c = take_name(scanner, c);
            if (strncmp(scanner->name, "!--", 3) == 0) {
                depth--;
                size_t length = strlen(scanner->name);
                bool over =
                    c == '>' && length >= 5 && strcmp(scanner->name + length - 2, "--") == 0;
                if (!over && !skip_to(scanner, "-->"))
                    return false;
                continue;
            }
            if (strcmp(scanner->name, "!ENTITY") == 0)
                return break_off(scanner, "it declares entities, which Apple Health never does");
            depth -= c == '>';
        } else {
            depth -= c == '>';
        }
    }
    return !depth;
}

/* What begins with "<!". */
static bool skip_declaration(struct scanner *scanner)
{
    int c = take(scanner);
    if (c == '-')
        return take(scanner) == '-' ? skip_to(scanner, "-->")
                                    : break_off(scanner, "it is no XML: a comment begins wrong");
    if (c == '[')
        return skip_to(scanner, "]]>");
    return skip_type(scanner);
}

/* ---- attributes */

static const struct {
    const char *name, *means;
} ENTITIES[] = {
    {"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"},
};

/* Replaces "&#233;" and the like at `from`, and returns what stands after it; NULL: there is no
 * such thing. */
static const char *decode(const char *from, char **to)
{
    const char *end = strchr(from, ';');
    size_t length = end ? (size_t)(end - from - 1) : 0;
    for (size_t i = 0; i < sizeof ENTITIES / sizeof *ENTITIES; i++) {
        if (length == strlen(ENTITIES[i].name) && memcmp(from + 1, ENTITIES[i].name, length) == 0) {
            *(*to)++ = *ENTITIES[i].means;
            return end + 1;
        }
    }
    bool hexadecimal = from[1] == '#' && from[2] == 'x';
    const char *digits = from + 2 + hexadecimal;
    size_t count = strspn(digits, hexadecimal ? "0123456789abcdefABCDEF" : "0123456789");
    if (from[1] != '#' || !count || count > 7 || digits + count != end)
        return NULL;
    unsigned long code = strtoul(digits, NULL, hexadecimal ? 16 : 10);
    int size = code ? u8_uctomb((uint8_t *)*to, (ucs4_t)code, 4) : -1;
    *to += size > 0 ? size : 0;
    return size > 0 ? end + 1 : NULL;
}

static bool decode_value(char *value)
{
    const char *from = value;
    char *to = value;
    while (from && *from) {
        if (*from == '&')
            from = decode(from, &to);
        else
            *to++ = *from++;
    }
    *to = '\0';
    return from && text_is_utf8(value, strlen(value));
}

/* The rest of ="value". False: it isn't there. */
static bool take_value(struct scanner *scanner, int c)
{
    size_t length = 0;
    while (is_space(c))
        c = take(scanner);
    if (c == '=')
        do
            c = take(scanner);
        while (is_space(c));
    int quote = c;
    if (quote != '"' && quote != '\'')
        return break_off(scanner, "it is no XML: an attribute has no value in quotes");
    while ((c = take(scanner)) != quote && c != EOF) {
        if (c == '<' || !c)
            return break_off(scanner, "it is no XML: a quote isn't closed");
        if (length < VALUE_SIZE - 1)
            scanner->value[length++] = (char)c;
    }
    scanner->value[length] = '\0';
    return c != EOF;
}

/* Keeps one that the table has. */
static void keep_value(struct scanner *scanner)
{
    if (strcmp(scanner->name, "type") == 0)
        memcpy(scanner->type, scanner->value, VALUE_SIZE);
    for (size_t i = 0; i < TABLE_APPLE_HEALTH.count; i++) {
        if (strcmp(scanner->name, TABLE_APPLE_HEALTH.columns[i].name) == 0)
            memcpy(scanner->cells[i], scanner->value, VALUE_SIZE);
    }
}

/* To the end of a start tag. */
static bool take_attributes(struct scanner *scanner, int c)
{
    scanner->type[0] = '\0';
    for (size_t i = 0; i < TABLE_APPLE_HEALTH.count; i++)
        scanner->cells[i][0] = '\0';
    for (;;) {
        while (is_space(c))
            c = take(scanner);
        if (c == '/')
            c = take(scanner);
        if (c == '>' || c == EOF)
            return c == '>';
        c = take_name(scanner, c);
        if (!*scanner->name || !take_value(scanner, c))
            return break_off(scanner, "it is no XML: an attribute has no name");
        keep_value(scanner);
        c = take(scanner);
    }
}

/* ---- records */

static bool take_record(struct scanner *scanner, struct import *import, int64_t line,
                        struct error *error)
{
    const char *cells[COLUMNS_MOST] = {NULL};
    struct arrival arrival;
    struct error why;
    for (size_t i = 0; i < TABLE_APPLE_HEALTH.count; i++) {
        if (!decode_value(scanner->cells[i]))
            return import_skip(import, line, "it has an entity that isn't known, or isn't UTF-8",
                               error);
        cells[i] = scanner->cells[i];
    }
    if (!table_read(&TABLE_APPLE_HEALTH, cells, ORDER_UNKNOWN, &arrival, &why))
        return import_skip(import, line, why.text, error);
    bool good = import_take(import, &arrival, error);
    record_free(&arrival.record);
    return good;
}

/* What begins with `c`, after "<". */
static bool take_tag(struct scanner *scanner, struct import *import, int c, struct error *error)
{
    int64_t line = scanner->line;
    bool end = c == '/';
    c = take_name(scanner, end ? take(scanner) : c);
    bool health = strcmp(scanner->name, "HealthData") == 0;
    bool record = !end && strcmp(scanner->name, "Record") == 0;
    if (!scanner->root && !health)
        return break_off(scanner, "it is XML, but no export of Apple Health (HealthData)");
    scanner->root = true;
    scanner->ended = end && health;
    if (!take_attributes(scanner, c))
        return false;
    return !record || strcmp(scanner->type, "HKCategoryTypeIdentifierMindfulSession") != 0 ||
           take_record(scanner, import, line, error);
}

static bool read_tags(struct scanner *scanner, struct import *import, struct error *error)
{
    bool good = true;
    while (good && !scanner->ended) {
        int c;
        while ((c = take(scanner)) != '<' && c != EOF)
            ;
        c = c == EOF ? EOF : take(scanner);
        if (c == EOF)
            good = false;
        else if (c == '?')
            good = skip_to(scanner, "?>");
        else if (c == '!')
            good = skip_declaration(scanner);
        else
            good = take_tag(scanner, import, c, error);
    }
    return good;
}

bool import_health(struct import *import, struct journal *journal, FILE *file, struct error *error)
{
    struct scanner *scanner = mem_new(1, sizeof *scanner);
    if (!import_begin(import, journal, error)) {
        free(scanner);
        return false;
    }
    scanner->file = file;
    scanner->line = 1;
    bool good = read_tags(scanner, import, error);
    if (!good && scanner->fault) {
        import->tell(import->context, scanner->line, scanner->fault);
        error_set(error, "nothing was imported: it can't be read any further there");
    }
    good = import_end(import, good, error);
    free(scanner);
    return good;
}
