#include "script/blame.h"

#include "base/frames.h"
#include "base/memory.h"
#include "base/path.h"
#include "script/value.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct mark check_mark(struct check *check, const char *field)
{
    char *where = mem_format("%s%s", check->place, field);
    struct mark mark = yaml_mark(check->yaml, where);
    free(where);
    return mark;
}

void blame(struct check *check, const char *field, const char *format, ...)
{
    char text[400];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    faults_add(check->faults, check_mark(check, field), "%s", text);
}

bool check_is_gap(struct check *check, const char *field, const char *text)
{
    if (text || !check->yaml->has_gaps)
        return false;
    char *where = mem_format("%s%s", check->place, field);
    bool gap = yaml_is_gap(check->yaml, where);
    free(where);
    return gap;
}

bool check_is_empty(const struct check *check, const void *list, unsigned count)
{
    return !count && (list || !check->yaml->has_gaps);
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

void check_words(struct check *check, const char *field, const char *text)
{
    if (!text)
        return;
    if (is_blank(text))
        blame(check, field, "'%s' is empty; write something%s", field,
              *check->place ? ", or leave the key out" : "");
    else if (value_has_controls(text))
        blame(check, field, "'%s' holds control characters; write plain text", field);
}

bool check_duration(struct check *check, const char *field, const char *text, int64_t *frames)
{
    if (!text)
        return !check_is_gap(check, field, text);
    if (frames_parse(text, frames))
        return true;
    blame(check, field, "'%s' isn't a duration; write it like 8s, 1.5s, 2m or 1m30s", text);
    return false;
}

bool check_number(struct check *check, const char *field, const char *text, int low, int high,
                  int *number)
{
    if (!text || value_number(text, low, high, number))
        return true;
    blame(check, field, "'%s' isn't a whole number from %d to %d", text, low, high);
    return false;
}

bool check_id(struct check *check, const char *field, const char *id)
{
    if (!id || value_is_id(id))
        return true;
    blame(check, field, "'%s' isn't an id; use 1 to 64 of a-z, 0-9 and -", id);
    return false;
}

void check_format(struct check *check, const char *format)
{
    if (format && strcmp(format, "1") != 0)
        blame(check, "format", "format '%s' is not known to this numbmed; it reads format 1",
              format);
}

/* The file's name without its folder and ".yaml". */
static char *name_of_file(const char *path)
{
    const char *name = path_name(path);
    size_t length = strlen(name);
    if (length > 5 && strcmp(name + length - 5, ".yaml") == 0)
        length -= 5;
    return mem_format("%.*s", (int)length, name);
}

void check_file_id(struct check *check, const char *id, const char *path)
{
    char *name = name_of_file(path);
    if (check_id(check, "id", id) && id && strcmp(name, id) != 0)
        blame(check, "id", "the id is '%s' but the file is named '%s.yaml'; make them agree", id,
              name);
    free(name);
}
