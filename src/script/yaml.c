#include "script/yaml.h"

#include "base/path.h"
#include "base/text.h"
#include "script/yaml_tree.h"

#include <stdlib.h>
#include <string.h>

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

/* Bytes from the start that are good UTF-8, by halving. */
static size_t utf8_prefix(const char *bytes, size_t size)
{
    size_t low = 0, high = size;
    while (low < high) {
        size_t middle = low + (high - low + 1) / 2, cut = middle;
        while (cut > low && (bytes[cut] & 0xC0) == 0x80 && cut < size)
            cut--;
        if (cut == low || text_is_utf8(bytes, cut))
            low = middle;
        else
            high = middle - 1;
    }
    while (low && !text_is_utf8(bytes, low))
        low--;
    return low;
}

static bool is_readable(const char *bytes, size_t size, struct faults *faults)
{
    const char *nul = memchr(bytes, '\0', size);
    if (size == 0 || strspn(bytes, " \t\r\n") == size)
        faults_add(faults, (struct mark){0, 0}, "the file is empty; write a practice into it");
    else if (nul)
        faults_add(faults, mark_of_byte(bytes, (size_t)(nul - bytes)),
                   "there is a NUL byte here; save the file as plain text");
    else if (!text_is_utf8(bytes, size))
        faults_add(faults, mark_of_byte(bytes, utf8_prefix(bytes, size)),
                   "this is not UTF-8; save the file in that encoding");
    else
        return true;
    return false;
}

/* Whether a second document may begin somewhere: libcyaml would silently read the first alone. */
static bool may_have_more_documents(const char *bytes)
{
    return strstr(bytes, "\n---") || strstr(bytes, "\n...");
}

/* The fast path: true when libcyaml is content. */
static bool read_fast(struct yaml *yaml, const struct yaml_form *form)
{
    if (form->thorough || may_have_more_documents(yaml->bytes))
        return false;
    cyaml_err_t error = cyaml_load_data((const uint8_t *)yaml->bytes, yaml->size, &CONFIG,
                                        form->schema, &yaml->data, NULL);
    return error == CYAML_OK && yaml->data;
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
    if (read_fast(yaml, form))
        return true;
    yaml->tree = yaml_tree_open(yaml->bytes, yaml->size, faults);
    if (yaml->tree)
        yaml->data = yaml_tree_read(yaml->tree, form, faults);
    return yaml->data != NULL;
}

void yaml_close(struct yaml *yaml, const struct yaml_form *form)
{
    if (yaml->data)
        cyaml_free(&CONFIG, form->schema, yaml->data, 0);
    yaml_tree_free(yaml->tree);
    free(yaml->bytes);
    *yaml = (struct yaml){0};
}

struct mark yaml_mark(struct yaml *yaml, const char *path)
{
    if (!yaml->tree)
        yaml->tree = yaml_tree_open(yaml->bytes, yaml->size, NULL);
    return yaml->tree ? yaml_tree_mark(yaml->tree, path) : (struct mark){0, 0};
}
