#include "ui/note.h"

#include "base/memory.h"
#include "base/text.h"
#include "journal/record.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

enum { USUAL_WIDTH = 72 };

/* ---- changes */

/* Replaces bytes of the text; the cursor goes behind what is new. */
static void put(struct note *note, size_t at, size_t removed, const char *bytes, size_t count)
{
    size_t length = note->length - removed + count, behind = at + removed;
    if (length > note->length)
        note->text = mem_resize(note->text, length + 1, 1);
    memmove(note->text + at + count, note->text + behind, note->length - behind + 1);
    if (count)
        memcpy(note->text + at, bytes, count);
    note->length = length;
    note->cursor = text_edge(note->text, length, at + count);
    note->goal = -1;
    note->changes++;
}

static void change(struct note *note, enum note_edit_kind kind, size_t at, size_t removed,
                   char *bytes, size_t count)
{
    struct note_edit edit = {.kind = kind,
                             .at = at,
                             .removed = note->text + at,
                             .removed_length = removed,
                             .inserted = bytes,
                             .inserted_length = count,
                             .cursor = note->cursor};
    if (!removed && !count)
        return;
    note_history_add(&note->history, &edit);
    put(note, at, removed, bytes, count);
}

/* As much of a text as there is room for, never a part of a character. */
static bool change_clean(struct note *note, enum note_edit_kind kind, size_t at, size_t removed,
                         const char *text, size_t length)
{
    size_t count, room = NOTE_MOST - (note->length - removed);
    char *clean = text_clean_lines(text, length, &count);
    bool fits = count <= room;
    if (!fits)
        count = text_edge_within(clean, count, room);
    change(note, kind, at, removed, clean, count);
    free(clean);
    return fits;
}

void note_begin(struct note *note, const char *text)
{
    *note = (struct note){.text = mem_copy_text(""), .goal = -1};
    if (text)
        change_clean(note, NOTE_AT_ONCE, 0, 0, text, strlen(text));
    note_history_free(&note->history);
    note->changes = 0;
    note_lay(note, USUAL_WIDTH);
}

void note_free(struct note *note)
{
    note_history_free(&note->history);
    note_lines_free(&note->lines);
    free(note->text);
    *note = (struct note){0};
}

bool note_insert(struct note *note, const char *text, size_t length, enum note_edit_kind kind)
{
    return change_clean(note, kind, note->cursor, 0, text, length);
}

bool note_replace(struct note *note, const char *text)
{
    return change_clean(note, NOTE_AT_ONCE, 0, note->length, text, strlen(text));
}

void note_end_step(struct note *note)
{
    note->history.sealed = true;
}

/* ---- deleting */

void note_backspace(struct note *note)
{
    if (!note->cursor)
        return;
    size_t start = text_edge_before(note->text, note->cursor);
    change(note, NOTE_BACKSPACE, start, note->cursor - start, NULL, 0);
}

void note_delete(struct note *note)
{
    size_t end = text_edge(note->text, note->length, note->cursor + 1);
    change(note, NOTE_DELETE, note->cursor, end - note->cursor, NULL, 0);
}

static size_t line_end(const struct note *note)
{
    return note->cursor + strcspn(note->text + note->cursor, "\n");
}

void note_delete_to_end(struct note *note)
{
    size_t end = line_end(note);
    if (end == note->cursor && end < note->length)
        end++;
    change(note, NOTE_AT_ONCE, note->cursor, end - note->cursor, NULL, 0);
}

/* Goes back over characters that are white space in a line, or over those that aren't. */
static size_t skip_back(const char *text, size_t at, bool white)
{
    const uint8_t *start = (const uint8_t *)text, *before;
    ucs4_t c;
    while ((before = (u8_prev)(&c, start + at, start)) && c != '\n' &&
           uc_is_property_white_space(c) == white)
        at = (size_t)(before - start);
    return at;
}

void note_delete_word(struct note *note)
{
    size_t at = note->cursor;
    if (!at)
        return;
    size_t start = skip_back(note->text, skip_back(note->text, at, true), false);
    start = text_edge(note->text, note->length, start);
    if (start >= at)
        start = text_edge_before(note->text, at);
    change(note, NOTE_AT_ONCE, start, at - start, NULL, 0);
}

/* ---- back, and again */

void note_undo(struct note *note)
{
    const struct note_edit *edit = note_history_undo(&note->history);
    if (!edit)
        return;
    put(note, edit->at, edit->inserted_length, edit->removed, edit->removed_length);
    note->cursor = edit->cursor;
}

void note_redo(struct note *note)
{
    const struct note_edit *edit = note_history_redo(&note->history);
    if (edit)
        put(note, edit->at, edit->removed_length, edit->inserted, edit->inserted_length);
}

/* ---- moving */

static void move_to(struct note *note, size_t at)
{
    note->cursor = at;
    note->goal = -1;
    note_end_step(note);
}

void note_left(struct note *note)
{
    move_to(note, note->cursor ? text_edge_before(note->text, note->cursor) : 0);
}

void note_right(struct note *note)
{
    move_to(note, text_edge(note->text, note->length, note->cursor + 1));
}

void note_line_start(struct note *note)
{
    const char *newline = memrchr(note->text, '\n', note->cursor);
    move_to(note, newline ? (size_t)(newline + 1 - note->text) : 0);
}

void note_line_end(struct note *note)
{
    move_to(note, line_end(note));
}

void note_lay(struct note *note, int width)
{
    if (note->lines.count && note->laid == note->changes && note->lines.width == width)
        return;
    if (note->lines.width != width)
        note->goal = -1;
    note_lines_lay(&note->lines, note->text, note->length, width);
    note->laid = note->changes;
}

void note_move_rows(struct note *note, long by)
{
    note_lay(note, note->lines.width);
    long row = (long)note_lines_row(&note->lines, note->cursor);
    long last = (long)note->lines.count - 1, to = row + by;
    int goal =
        note->goal < 0 ? note_lines_column(&note->lines, note->text, note->cursor) : note->goal;
    if (to < 0 && row == 0)
        move_to(note, 0);
    else if (to > last && row == last)
        move_to(note, note->length);
    else
        move_to(note, note_lines_at(&note->lines, note->text,
                                    (size_t)(to < 0      ? 0
                                             : to > last ? last
                                                         : to),
                                    goal));
    note->goal = goal;
}

bool note_is_blank(const char *text)
{
    char *line = text_clean(text);
    bool blank = !*line;
    free(line);
    return blank;
}
