#include "script/yaml.h"

#include "base/path.h"
#include "script/yaml_tree.h"

#include <stdlib.h>
#include <string.h>
#include <unistr.h>

static const cyaml_config_t CONFIG = {
    .log_fn = NULL,
    .mem_fn = cyaml_mem,
    .log_level = CYAML_LOG_ERROR,
    .flags = CYAML_CFG_NO_ALIAS,
};

/* The line and column of a byte, columns in characters. */
static struct mark mark_of_byte(const char *bytes, size_t offset)
{
    struct mark mark = {1, 1};
    for (size_t i = 0; i < offset; i++) {
        if (bytes[i] == '\n')
            mark = (struct mark){mark.line + 1, 1};
        else
            mark.column += (bytes[i] & 0xC0) != 0x80;
    }
    return mark;
}

/* A line break, or the last byte of one of the wider ones that libyaml knows. */
static bool ends_line(char c)
{
    return c == '\n' || c == '\r' || (unsigned char)c >= 0x80;
}

static bool ends_token(char c)
{
    return ends_line(c) || (c && strchr(" \t[{,:?-", c));
}

enum anchored { ANYWHERE, AT_LINE_START, AT_TOKEN_START };

/* Where these letters stand so in `bytes`, or NULL. */
static const char *find(const char *bytes, const char *letters, enum anchored anchored)
{
    const char *at = bytes;
    for (; (at = strstr(at, letters)); at += strlen(letters)) {
        if (anchored == ANYWHERE || at == bytes ||
            (anchored == AT_LINE_START ? ends_line(at[-1]) : ends_token(at[-1])))
            return at;
    }
    return NULL;
}

/* The first control character that YAML can't hold, or NULL: libyaml finds it, too, but can't tell
 * where. */
static const char *find_control(const char *bytes)
{
    for (const unsigned char *at = (const unsigned char *)bytes; *at; at++) {
        bool low = (*at < ' ' && !strchr("\t\n\r", *at)) || *at == 0x7F;
        bool high = *at == 0xC2 && at[1] >= 0x80 && at[1] < 0xA0 && at[1] != 0x85;
        if (low || high)
            return (const char *)at;
    }
    return NULL;
}

static bool is_readable(const char *bytes, size_t size, struct faults *faults)
{
    const char *nul = memchr(bytes, '\0', size);
    const uint8_t *bad = nul ? NULL : (u8_check)((const uint8_t *)bytes, size);
    const char *control = nul || bad ? NULL : find_control(bytes);
    /* libyaml compares every %TAG with all before it: a megabyte of them would take seconds. */
    const char *directive = nul || bad ? NULL : find(bytes, "%", AT_LINE_START);
    if (nul)
        faults_add(faults, mark_of_byte(bytes, (size_t)(nul - bytes)),
                   "there is a NUL byte here; save the file as plain text");
    else if (bad)
        faults_add(faults, mark_of_byte(bytes, (size_t)((const char *)bad - bytes)),
                   "this is not UTF-8; save the file in that encoding");
    else if (control)
        faults_add(faults, mark_of_byte(bytes, (size_t)(control - bytes)),
                   "there is a control character here; take it out");
    else if (directive)
        faults_add(faults, mark_of_byte(bytes, (size_t)(directive - bytes)),
                   "a line can't begin with %%; take it out, or indent it");
    else
        return true;
    return false;
}

/* What libcyaml passes over in silence: a second document, an anchor, a tag, a NUL written as an
 * escape. Letters such as these may also stand in words: only libyaml's events can tell. */
static bool is_suspect(const char *bytes)
{
    static const struct {
        const char *letters;
        enum anchored anchored;
    } SUSPECTS[] = {
        {"---", AT_LINE_START}, {"...", AT_LINE_START},    {"&", AT_TOKEN_START},
        {"!", AT_TOKEN_START},  {"\\0", ANYWHERE},         {"\\x00", ANYWHERE},
        {"\\u0000", ANYWHERE},  {"\\U00000000", ANYWHERE},
    };
    for (size_t i = 0; i < sizeof SUSPECTS / sizeof *SUSPECTS; i++) {
        if (find(bytes, SUSPECTS[i].letters, SUSPECTS[i].anchored))
            return true;
    }
    return false;
}

/* The fast path: true when libcyaml is content. */
static bool read_fast(struct yaml *yaml, const struct yaml_form *form)
{
    return !is_suspect(yaml->bytes) &&
           cyaml_load_data((const uint8_t *)yaml->bytes, yaml->size, &CONFIG, form->schema,
                           &yaml->data, NULL) == CYAML_OK &&
           yaml->data;
}

/* The slow path: every fault of the shape, with its place. */
static bool read_slowly(struct yaml *yaml, const struct yaml_form *form, struct faults *faults)
{
    struct faults found = {0};
    yaml->tree = yaml_tree_open(yaml->bytes, yaml->size, &found);
    if (yaml->tree)
        yaml->data = yaml_tree_read(yaml->tree, form, &found);
    yaml->has_gaps = found.count > 0;
    for (size_t i = 0; i < found.count; i++)
        faults_add(faults, found.list[i].mark, "%s", found.list[i].text);
    faults_free(&found);
    return yaml->data != NULL;
}

bool yaml_open(const char *path, const struct yaml_form *form, struct yaml *yaml,
               struct faults *faults)
{
    struct error error;
    *yaml = (struct yaml){0};
    yaml->bytes = path_read(path, form->cap, &yaml->size, &error);
    if (!yaml->bytes) {
        faults_add(faults, (struct mark){0, 0}, "the file %s", error.text);
        return false;
    }
    if (!is_readable(yaml->bytes, yaml->size, faults))
        return false;
    return read_fast(yaml, form) || read_slowly(yaml, form, faults);
}

void yaml_forget_file(struct yaml *yaml)
{
    yaml_tree_free(yaml->tree);
    free(yaml->bytes);
    yaml->tree = NULL;
    yaml->bytes = NULL;
}

void yaml_close(struct yaml *yaml, const struct yaml_form *form)
{
    if (yaml->data)
        cyaml_free(&CONFIG, form->schema, yaml->data, 0);
    yaml_forget_file(yaml);
    *yaml = (struct yaml){0};
}

/* libyaml's document, which the fast path does without. */
static struct yaml_tree *tree_of(struct yaml *yaml)
{
    if (!yaml->tree && yaml->bytes)
        yaml->tree = yaml_tree_open(yaml->bytes, yaml->size, NULL);
    return yaml->tree;
}

struct mark yaml_mark(struct yaml *yaml, const char *path)
{
    struct mark mark = {0, 0};
    if (tree_of(yaml))
        yaml_tree_find(yaml->tree, path, &mark);
    return mark;
}

bool yaml_is_gap(struct yaml *yaml, const char *path)
{
    struct mark unused;
    return yaml->has_gaps && tree_of(yaml) && yaml_tree_find(yaml->tree, path, &unused);
}
