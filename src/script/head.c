#include "script/head.h"

#include "base/memory.h"
#include "base/text.h"
#include "script/form.h"
#include "script/meaning.h"
#include "script/value.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

enum { PIECE = 512, HEAD_MOST = 64 * 1024 };

enum key { FORMAT, ID, TITLE, ABOUT, MINUTES, DEFAULT, NEEDED, GROUP = NEEDED, KEYS };

static const char *const KEY_NAMES[KEYS] = {"format",  "id",      "title", "about",
                                            "minutes", "default", "group"};

/* A head being read: the parser, the event at hand, what went wrong. */
struct reader {
    int file;
    size_t read; /* bytes so far */
    yaml_parser_t parser;
    yaml_event_t event;
    bool has_event;
    bool seen[KEYS];
    yaml_mark_t default_mark;
    struct error *error;
};

/* Small pieces: a head is a few hundred bytes, and libyaml decodes all that it is given at once. */
static int read_piece(void *data, unsigned char *buffer, size_t size, size_t *got)
{
    struct reader *reader = data;
    ssize_t count = read(reader->file, buffer, size < PIECE ? size : PIECE);
    *got = count > 0 ? (size_t)count : 0;
    reader->read += *got;
    return count >= 0 && reader->read <= HEAD_MOST;
}

static bool blame(struct reader *reader, yaml_mark_t mark, const char *what, const char *value)
{
    char *text =
        mem_format("%s%s%s%s", what, value ? " '" : "", value ? value : "", value ? "'" : "");
    char *clean = text_clean(text);
    error_set(reader->error, "%zu:%zu: %s", mark.line + 1, mark.column + 1, clean);
    free(clean);
    free(text);
    return false;
}

/* Moves on to the next event. */
static bool next(struct reader *reader)
{
    if (reader->has_event)
        yaml_event_delete(&reader->event);
    reader->has_event = yaml_parser_parse(&reader->parser, &reader->event);
    if (reader->has_event)
        return true;
    return blame(reader, reader->parser.problem_mark, "this is not YAML:", reader->parser.problem);
}

static bool is_event(const struct reader *reader, yaml_event_type_t type)
{
    return reader->event.type == type;
}

static const char *scalar(const struct reader *reader)
{
    return (const char *)reader->event.data.scalar.value;
}

/* ---- values; each leaves the reader at its last event */

static bool read_text(struct reader *reader, size_t most, char **text)
{
    const yaml_mark_t *mark = &reader->event.start_mark;
    if (!next(reader))
        return false;
    if (!is_event(reader, YAML_SCALAR_EVENT))
        return blame(reader, *mark, "this must be text", NULL);
    size_t length = reader->event.data.scalar.length;
    if (length > most)
        return blame(reader, *mark, "this is too long; make it shorter", NULL);
    if (strlen(scalar(reader)) != length || value_has_controls(scalar(reader)))
        return blame(reader, *mark, "this holds control characters; write plain text", NULL);
    *text = value_fold(mem_copy_text(scalar(reader)));
    return **text || blame(reader, *mark, "this is empty; write something", NULL);
}

static bool read_number(struct reader *reader, int *number)
{
    if (!is_event(reader, YAML_SCALAR_EVENT))
        return blame(reader, reader->event.start_mark, "this must be a number of minutes", NULL);
    if (!value_number(scalar(reader), 1, MINUTES_MOST, number))
        return blame(reader, reader->event.start_mark,
                     "this isn't a number of minutes:", scalar(reader));
    return true;
}

static bool read_default(struct reader *reader, struct head *head)
{
    if (!next(reader))
        return false;
    reader->default_mark = reader->event.start_mark;
    return read_number(reader, &head->default_minutes);
}

static bool read_minutes(struct reader *reader, struct head *head)
{
    int before = 0;
    if (!next(reader))
        return false;
    if (!is_event(reader, YAML_SEQUENCE_START_EVENT))
        return blame(reader, reader->event.start_mark, "'minutes' must be a list", NULL);
    head->minutes = mem_new(LENGTHS_MOST, sizeof *head->minutes);
    while (next(reader)) {
        int *minutes = &head->minutes[head->minutes_count];
        if (is_event(reader, YAML_SEQUENCE_END_EVENT))
            return before || blame(reader, reader->event.start_mark, "'minutes' is empty", NULL);
        if (head->minutes_count == LENGTHS_MOST)
            return blame(reader, reader->event.start_mark, "there are too many lengths", NULL);
        if (!read_number(reader, minutes))
            return false;
        if (*minutes <= before)
            return blame(reader, reader->event.start_mark, "the lengths must rise", NULL);
        before = *minutes;
        head->minutes_count++;
    }
    return false;
}

/* Reads a text that can be one thing only. */
static bool read_fixed(struct reader *reader, const char *wanted, const char *complaint)
{
    char *text = NULL;
    bool good =
        read_text(reader, ABOUT_MOST, &text) &&
        (strcmp(text, wanted) == 0 || blame(reader, reader->event.start_mark, complaint, text));
    free(text);
    return good;
}

static bool read_value(struct reader *reader, enum key key, const char *id, struct head *head)
{
    switch (key) {
    case FORMAT:
        return read_fixed(reader, "1", "this numbmed reads format 1, not");
    case ID:
        return read_fixed(reader, id, "the id must be the file's name, not");
    case TITLE:
        return read_text(reader, TITLE_MOST, &head->title);
    case ABOUT:
        return read_text(reader, ABOUT_MOST, &head->about);
    case MINUTES:
        return read_minutes(reader, head);
    case DEFAULT:
        return read_default(reader, head);
    case GROUP:
        return read_text(reader, GROUP_MOST, &head->group);
    case KEYS:
        break;
    }
    return false;
}

/* Passes over a value, whatever it is. */
static bool skip_value(struct reader *reader)
{
    int depth = 0;
    do {
        if (!next(reader))
            return false;
        depth += is_event(reader, YAML_MAPPING_START_EVENT) ||
                 is_event(reader, YAML_SEQUENCE_START_EVENT);
        depth -=
            is_event(reader, YAML_MAPPING_END_EVENT) || is_event(reader, YAML_SEQUENCE_END_EVENT);
    } while (depth);
    return true;
}

/* What a menu doesn't show; read with the body. */
static bool is_passed_over(const char *name)
{
    return strcmp(name, "bells") == 0 || strcmp(name, "background") == 0 ||
           strcmp(name, "sleep") == 0;
}

/* Reads a key, the event at hand, and its value; *done once the body begins. */
static bool read_key(struct reader *reader, const char *id, struct head *head, bool *done)
{
    const char *name = scalar(reader);
    unsigned key = FORMAT;
    *done = strcmp(name, "sections") == 0;
    if (*done)
        return true;
    if (is_passed_over(name))
        return skip_value(reader);
    while (key < KEYS && strcmp(name, KEY_NAMES[key]) != 0)
        key++;
    if (key == KEYS)
        return blame(reader, reader->event.start_mark, "there is no key", name);
    if (reader->seen[key])
        return blame(reader, reader->event.start_mark, "this stands here twice:", name);
    reader->seen[key] = true;
    return read_value(reader, (enum key)key, id, head);
}

/* What can only be seen once all is read; the event at hand is the end of the head. */
static bool check_whole(struct reader *reader, const struct head *head)
{
    for (size_t i = 0; i < NEEDED; i++) {
        if (!reader->seen[i])
            return blame(reader, reader->event.start_mark,
                         "this must stand before the sections:", KEY_NAMES[i]);
    }
    for (size_t i = 0; i < head->minutes_count; i++) {
        if (head->minutes[i] == head->default_minutes)
            return true;
    }
    return blame(reader, reader->default_mark, "'default' is not among 'minutes'; add it there",
                 NULL);
}

static bool read_head(struct reader *reader, const char *id, struct head *head)
{
    bool done = false;
    while (next(reader) && !is_event(reader, YAML_MAPPING_START_EVENT)) {
        if (!is_event(reader, YAML_STREAM_START_EVENT) &&
            !is_event(reader, YAML_DOCUMENT_START_EVENT))
            return blame(reader, reader->event.start_mark,
                         "the file must hold keys, such as format: 1", NULL);
    }
    while (!done) {
        if (!reader->has_event || !next(reader))
            return false;
        if (!is_event(reader, YAML_SCALAR_EVENT))
            break;
        if (!read_key(reader, id, head, &done))
            return false;
    }
    return check_whole(reader, head);
}

static bool open_file(struct reader *reader, const char *path, struct error *error)
{
    struct stat status;
    reader->file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (reader->file < 0 || fstat(reader->file, &status) < 0)
        return error_set(error, "1:1: the file can't be read: %s", strerror(errno));
    if (!S_ISREG(status.st_mode))
        return error_set(error, "1:1: this is not a regular file; name a file");
    return true;
}

bool head_read(const char *path, const char *id, struct head *head, struct error *error)
{
    struct error unused = {""};
    struct reader reader = {.error = error ? error : &unused};
    bool good = false;
    *head = (struct head){0};
    if (open_file(&reader, path, reader.error) && yaml_parser_initialize(&reader.parser)) {
        yaml_parser_set_input(&reader.parser, read_piece, &reader);
        good = read_head(&reader, id, head);
        if (reader.has_event)
            yaml_event_delete(&reader.event);
        yaml_parser_delete(&reader.parser);
    }
    if (reader.file >= 0)
        close(reader.file);
    if (!good)
        head_free(head);
    return good;
}

void head_free(struct head *head)
{
    free(head->title);
    free(head->about);
    free(head->minutes);
    free(head->group);
    *head = (struct head){0};
}
