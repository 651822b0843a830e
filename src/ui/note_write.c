#include "ui/note_write.h"

#include "base/child.h"
#include "base/memory.h"
#include "base/text.h"
#include "ui/editor.h"
#include "ui/help_view.h"
#include "ui/keys.h"
#include "ui/note_view.h"
#include "ui/terminal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

enum {
    KEEP_MS = 500,   /* how long a change waits to be kept, so that a word is kept at once */
    AGAIN_MS = 5000, /* and where that failed */
    RUN_MS = 300,    /* how long keys are gathered before they are shown */
    MOMENT_MS = 20,  /* a pause within a paste that isn't marked as one, waited for, */
    REST_MS = 250,   /* or long enough to show what came before it */
    PASTE_LEAST = 20 /* characters that nobody types without a pause */
};

static const char FULL[] = "a note holds 64 KiB; what goes beyond was left out";

struct writer {
    struct note_wish *wish;
    const struct theme *theme;
    struct note note;
    struct note_view view;
    struct error line;   /* how it was kept, */
    struct error report; /* and how another editor fared */
    char *run;           /* characters that came without a pause, not in the note yet */
    size_t run_length, run_characters;
    uint32_t last; /* the last one of them */
    bool pasting;  /* between the marks of a paste */
    int64_t rest;  /* until when characters are the rest of a paste already in the note, ms */
    unsigned kept; /* note.changes when it was kept last */
    int64_t due;   /* when it is to be kept, ms; 0: nothing to keep */
    enum action end;
    int signal;
};

/* ---- keeping */

static void keep_text(struct writer *writer, const char *text)
{
    struct note_wish *wish = writer->wish;
    writer->line.text[0] = '\0';
    bool kept = !wish->keep || wish->keep(wish->context, text, &writer->line);
    if (*writer->line.text)
        writer->view.line = writer->line.text;
    writer->kept = writer->note.changes;
    writer->due = kept ? 0 : child_now() + AGAIN_MS;
}

/* Keeps what isn't kept yet. */
static void keep(struct writer *writer)
{
    if (writer->due || writer->kept != writer->note.changes)
        keep_text(writer, writer->note.text);
}

/* Notes when what has changed is to be kept. */
static void mark_due(struct writer *writer)
{
    if (!writer->due && writer->kept != writer->note.changes)
        writer->due = child_now() + KEEP_MS;
}

/* ---- characters */

/* What a key adds to the text; 0: nothing. */
static uint32_t character_of(int key)
{
    key &= ~KEYS_PASTED;
    if (key == '\r' || key == '\n' || key == '\t')
        return (uint32_t)key;
    return key == KEY_ENTER ? '\n' : keys_character(key);
}

static void gather(struct writer *writer, uint32_t c)
{
    enum { UTF8_MOST = 6 };
    bool same_end = c == '\n' && writer->last == '\r';
    writer->last = c;
    if (same_end)
        return;
    writer->run = mem_resize(writer->run, writer->run_length + UTF8_MOST, 1);
    int bytes = u8_uctomb((uint8_t *)writer->run + writer->run_length, c, UTF8_MOST);
    writer->run_length += bytes > 0 ? (size_t)bytes : 0;
    writer->run_characters++;
}

static bool insert_typed(struct note *note, const char *text, size_t length)
{
    bool fits = true;
    for (size_t at = 0; at < length;) {
        int bytes = u8_mblen((const uint8_t *)text + at, length - at);
        fits &= note_insert(note, text + at, (size_t)bytes, NOTE_TYPED);
        at += (size_t)bytes;
    }
    return fits;
}

/* Brings what was gathered into the note; `more` of the same paste may come. */
static void insert_run(struct writer *writer, bool more)
{
    bool pasted = writer->pasting || writer->rest || writer->run_characters > PASTE_LEAST;
    bool fits = !writer->run_length ||
                (pasted ? note_insert(&writer->note, writer->run, writer->run_length, NOTE_PASTED)
                        : insert_typed(&writer->note, writer->run, writer->run_length));
    if (!fits)
        writer->view.line = FULL;
    writer->rest = pasted && more ? child_now() + REST_MS : 0;
    if (pasted && !more) /* even one that has been in the note for a while */
        note_end_step(&writer->note);
    if (!more)
        writer->last = 0;
    writer->run_length = writer->run_characters = 0;
}

static void on_paste(struct writer *writer, bool begins)
{
    insert_run(writer, false);
    if (begins)
        note_end_step(&writer->note);
    writer->pasting = begins;
}

/* ---- what keys do */

static void take_key(struct writer *writer, int key);

static void show_help(struct writer *writer)
{
    terminal_show_cursor(false);
    struct event event = help_show(writer->theme, writer->view.where);
    terminal_show_cursor(true);
    if (event.kind == EVENT_KEY)
        take_key(writer, event.key);
    if (event.kind == EVENT_GONE) {
        writer->end = ACTION_LEAVE_NOW;
        writer->signal = event.signal;
    }
}

static void on_saved(void *context, const char *text)
{
    char *clean = text_clean_lines(text, strlen(text), NULL);
    keep_text(context, clean);
    free(clean);
}

static void open_editor(struct writer *writer)
{
    struct editor editor = {.saved = on_saved, .context = writer};
    char *text = editor_write(&editor, writer->note.text, &writer->signal, &writer->report);
    if (*writer->report.text)
        writer->view.line = writer->report.text;
    if (text && strcmp(text, writer->note.text) != 0 && !note_replace(&writer->note, text))
        writer->view.line = FULL;
    writer->kept = writer->note.changes - 1; /* whatever the editor saved on the way */
    if (writer->signal)
        writer->end = ACTION_LEAVE_NOW;
    free(text);
}

static void edit(struct writer *writer, enum action action)
{
    static void (*const EDITS[])(struct note *) = {
        [ACTION_LEFT] = note_left,
        [ACTION_RIGHT] = note_right,
        [ACTION_LINE_START] = note_line_start,
        [ACTION_LINE_END] = note_line_end,
        [ACTION_BACKSPACE] = note_backspace,
        [ACTION_DELETE] = note_delete,
        [ACTION_DELETE_WORD] = note_delete_word,
        [ACTION_DELETE_TO_END] = note_delete_to_end,
        [ACTION_UNDO] = note_undo,
        [ACTION_REDO] = note_redo,
    };
    long room = (long)note_view_room(stdscr, &writer->view);
    long rows = keys_move(action, room > 2 ? room - 1 : 1); /* a row stays in sight */
    if (rows)
        note_move_rows(&writer->note, rows);
    else if ((size_t)action < sizeof EDITS / sizeof *EDITS && EDITS[action])
        EDITS[action](&writer->note);
}

static void on_action(struct writer *writer, enum action action)
{
    switch ((int)action) {
    case ACTION_RETURN:
    case ACTION_GROUND:
    case ACTION_LEAVE_NOW:
        writer->end = action;
        break;
    case ACTION_HELP:
        keep(writer);
        show_help(writer);
        break;
    case ACTION_EDITOR:
        keep(writer);
        open_editor(writer);
        break;
    case ACTION_SUSPEND:
        keep(writer);
        terminal_suspend();
        break;
    case ACTION_REDRAW:
        terminal_redraw();
        break;
    default:
        edit(writer, action);
    }
}

static void take_key(struct writer *writer, int key)
{
    uint32_t c = character_of(key);
    if (key == KEY_RESIZE)
        return;
    writer->view.line = NULL;
    if (key == KEYS_PASTE || key == KEYS_PASTE_END) {
        on_paste(writer, key == KEYS_PASTE);
    } else if (c) {
        gather(writer, c);
    } else if (!writer->pasting) { /* what isn't text in a paste is nothing */
        insert_run(writer, false);
        on_action(writer, keys_find(writer->view.where, key));
    }
}

/* ---- the time between them */

static int wait_ms(const struct writer *writer)
{
    int64_t left = writer->due ? writer->due - child_now() : -1;
    if (writer->due && left < 0)
        left = 0;
    return (int)left;
}

/* Takes the keys that come without a pause, for a while. Returns what came instead. */
static struct event take_keys(struct writer *writer, struct event event)
{
    int64_t now = child_now(), until = now + RUN_MS;
    if (!writer->pasting && now >= writer->rest)
        insert_run(writer, false);
    while (event.kind == EVENT_KEY && writer->end == ACTION_NONE) {
        take_key(writer, event.key);
        event = (struct event){.kind = EVENT_NOTHING};
        if (child_now() < until && writer->end == ACTION_NONE)
            event = terminal_wait_text(writer->run_characters > PASTE_LEAST ? MOMENT_MS : 0);
    }
    insert_run(writer, true);
    return event;
}

static void turn(struct writer *writer)
{
    note_view_draw(stdscr, writer->theme, &writer->view);
    wrefresh(stdscr);
    struct event event = terminal_wait_text(wait_ms(writer));
    if (event.kind == EVENT_KEY)
        event = take_keys(writer, event);
    if (event.kind == EVENT_GONE) {
        writer->end = ACTION_LEAVE_NOW;
        writer->signal = event.signal;
    }
    mark_due(writer);
    if (writer->due && child_now() >= writer->due)
        keep(writer);
}

static enum note_end end_of(enum action action)
{
    return action == ACTION_RETURN ? NOTE_DONE : action == ACTION_GROUND ? NOTE_GROUND : NOTE_GONE;
}

enum note_end note_write(struct note_wish *wish, const struct theme *theme, int *signal)
{
    struct writer writer = {.wish = wish, .theme = theme, .end = ACTION_NONE};
    note_begin(&writer.note, wish->text);
    writer.view = (struct note_view){
        .note = &writer.note,
        .ask = writer.note.length ? "Your note about this sitting"
                                  : "A few words about this sitting? Esc keeps them.",
        .title = wish->title,
        .where = KEYS_NOTE,
    };
    terminal_show_cursor(true);
    while (writer.end == ACTION_NONE)
        turn(&writer);
    keep(&writer);
    terminal_show_cursor(false);
    free(wish->text);
    wish->text = note_is_blank(writer.note.text) ? NULL : mem_copy_text(writer.note.text);
    *signal = writer.signal;
    free(writer.run);
    note_free(&writer.note);
    return end_of(writer.end);
}
