#include "ui/note_history.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { BYTES_MOST = 4 * 1024 * 1024 };

static char *copy(const char *bytes, size_t length)
{
    char *new = mem_resize(NULL, length, 1);
    return length ? memcpy(new, bytes, length) : new;
}

static size_t size_of(const struct note_edit *edit)
{
    return sizeof *edit + edit->removed_length + edit->inserted_length;
}

static void drop(struct note_history *history, struct note_edit *edit)
{
    history->bytes -= size_of(edit);
    free(edit->removed);
    free(edit->inserted);
}

static void forget_undone(struct note_history *history)
{
    while (history->count > history->done)
        drop(history, &history->edits[--history->count]);
}

/* The last step stays, however large it is. */
static void forget_oldest(struct note_history *history)
{
    size_t gone = 0;
    while (history->bytes > BYTES_MOST && gone + 1 < history->count)
        drop(history, &history->edits[gone++]);
    if (!gone)
        return;
    history->count = history->done = history->count - gone;
    memmove(history->edits, history->edits + gone, history->count * sizeof *history->edits);
}

/* ---- steps that grow */

static bool is_space(char c)
{
    return c == ' ' || c == '\n';
}

/* A word ends with the spaces behind it. */
static bool begins_word(const struct note_edit *last, const struct note_edit *edit)
{
    return last->inserted_length && edit->inserted_length && !is_space(*edit->inserted) &&
           is_space(last->inserted[last->inserted_length - 1]);
}

/* Whether an edit carries on where the last one left off. */
static bool goes_on(const struct note_edit *last, const struct note_edit *edit)
{
    if (last->kind != edit->kind)
        return false;
    switch (edit->kind) {
    case NOTE_TYPED:
        return edit->at == last->at + last->inserted_length && !begins_word(last, edit);
    case NOTE_PASTED:
        return edit->at == last->at + last->inserted_length;
    case NOTE_BACKSPACE:
        return edit->at + edit->removed_length == last->at;
    case NOTE_DELETE:
        return edit->at == last->at;
    case NOTE_AT_ONCE:
        return false;
    }
    return false;
}

static void append(char **bytes, size_t *length, const char *more, size_t count)
{
    *bytes = mem_resize(*bytes, *length + count, 1);
    if (count)
        memcpy(*bytes + *length, more, count);
    *length += count;
}

static void join(struct note_edit *last, const struct note_edit *edit)
{
    size_t held = last->removed_length;
    append(&last->inserted, &last->inserted_length, edit->inserted, edit->inserted_length);
    append(&last->removed, &last->removed_length, edit->removed, edit->removed_length);
    if (edit->kind != NOTE_BACKSPACE)
        return;
    memmove(last->removed + edit->removed_length, last->removed, held);
    memcpy(last->removed, edit->removed, edit->removed_length);
    last->at = edit->at;
}

void note_history_add(struct note_history *history, const struct note_edit *edit)
{
    bool joins = !history->sealed && history->done && history->done == history->count &&
                 goes_on(&history->edits[history->done - 1], edit);
    forget_undone(history);
    history->sealed = false;
    history->bytes += size_of(edit) - (joins ? sizeof *edit : 0);
    if (joins) {
        join(&history->edits[history->done - 1], edit);
    } else {
        history->edits = mem_grow(history->edits, history->count, sizeof *history->edits);
        history->edits[history->count] = *edit;
        history->edits[history->count].removed = copy(edit->removed, edit->removed_length);
        history->edits[history->count].inserted = copy(edit->inserted, edit->inserted_length);
        history->done = ++history->count;
    }
    forget_oldest(history);
}

void note_history_free(struct note_history *history)
{
    history->done = 0;
    forget_undone(history);
    free(history->edits);
    *history = (struct note_history){0};
}

const struct note_edit *note_history_undo(struct note_history *history)
{
    history->sealed = true;
    return history->done ? &history->edits[--history->done] : NULL;
}

const struct note_edit *note_history_redo(struct note_history *history)
{
    history->sealed = true;
    return history->done < history->count ? &history->edits[history->done++] : NULL;
}
