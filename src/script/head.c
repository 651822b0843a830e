#include "script/head.h"

#include "base/memory.h"
#include "base/text.h"
#include "script/meaning.h"
#include "script/value.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

enum { PIECE = 4096, LENGTHS_MOST = 100, HEAD_MOST = 64 * 1024 };

/* A head being read: the parser, the event at hand, what went wrong. */
struct reader {
    int file;
    size_t read; /* bytes so far */
    yaml_parser_t parser;
    yaml_event_t event;
    bool has_event;
    struct error *error;
};

/* Small pieces: a head is a few hundred bytes, and libyaml would ask for 16 KiB. */
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

static bool read_text(struct reader *reader, char **text)
{
    if (!next(reader))
        return false;
    if (!is_event(reader, YAML_SCALAR_EVENT))
        return blame(reader, reader->event.start_mark, "this must be text", NULL);
    if (value_has_controls(scalar(reader)))
        return blame(reader, reader->event.start_mark, "this holds control characters", NULL);
    free(*text);
    *text = text_clean(scalar(reader));
    return true;
}

static bool read_number(struct reader *reader, int *number)
{
    if (!is_event(reader, YAML_SCALAR_EVENT))
        return blame(reader, reader->event.start_mark, "this must be a number of minutes", NULL);
    if (!value_number(scalar(reader), 1, MINUTES_MOST, number))
        return blame(reader, reader->event.start_mark,
                     "this is no number of minutes:", scalar(reader));
    return true;
}

static bool read_minutes(struct reader *reader, struct head *head)
{
    if (!next(reader))
        return false;
    if (!is_event(reader, YAML_SEQUENCE_START_EVENT))
        return blame(reader, reader->event.start_mark, "'minutes' must be a list", NULL);
    head->minutes = mem_resize(head->minutes, LENGTHS_MOST, sizeof *head->minutes);
    head->minutes_count = 0;
    while (next(reader)) {
        if (is_event(reader, YAML_SEQUENCE_END_EVENT))
            return true;
        if (head->minutes_count == LENGTHS_MOST)
            return blame(reader, reader->event.start_mark, "there are too many lengths", NULL);
        if (!read_number(reader, &head->minutes[head->minutes_count++]))
            return false;
    }
    return false;
}

/* Reads the value behind a key; *done once the body begins. */
static bool read_key(struct reader *reader, const char *id, struct head *head, bool *done)
{
    char *text = NULL;
    yaml_mark_t mark = reader->event.start_mark;
    const char *key = scalar(reader);
    if (strcmp(key, "sections") == 0)
        return *done = true;
    if (strcmp(key, "title") == 0)
        return read_text(reader, &head->title);
    if (strcmp(key, "about") == 0)
        return read_text(reader, &head->about);
    if (strcmp(key, "minutes") == 0)
        return read_minutes(reader, head);
    if (strcmp(key, "default") == 0)
        return next(reader) && read_number(reader, &head->default_minutes);
    bool is_id = strcmp(key, "id") == 0, is_format = strcmp(key, "format") == 0;
    if (!is_id && !is_format)
        return blame(reader, mark, "there is no key", key);
    if (!read_text(reader, &text))
        return false;
    bool good = strcmp(text, is_id ? id : "1") == 0;
    if (!good)
        blame(reader, reader->event.start_mark,
              is_id ? "the id must be the file's name, not" : "this numbmed reads format 1, not",
              text);
    free(text);
    return good;
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
    while (reader->has_event && !done) {
        if (!next(reader))
            return false;
        if (!is_event(reader, YAML_SCALAR_EVENT))
            break;
        if (!read_key(reader, id, head, &done))
            return false;
    }
    if (!reader->has_event)
        return false;
    if (!head->title || !head->about || !head->minutes_count || !head->default_minutes)
        return blame(reader, reader->event.start_mark,
                     "title, about, minutes and default must stand before the sections", NULL);
    return true;
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
    struct error unused;
    struct reader reader = {.error = error ? error : &unused};
    bool good = false;
    *head = (struct head){0};
    if (open_file(&reader, path, reader.error) && yaml_parser_initialize(&reader.parser)) {
        yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
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
    *head = (struct head){0};
}
