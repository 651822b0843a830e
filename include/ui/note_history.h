/* What was changed in a note, step by step, so that it can be undone and done again. */
#ifndef UI_NOTE_HISTORY_H
#define UI_NOTE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

/* How a text came to be changed: what is done in the same way, on and on, becomes one step. */
enum note_edit_kind {
    NOTE_TYPED,     /* a character: one step to a word */
    NOTE_PASTED,    /* all of a paste, in whatever pieces it comes */
    NOTE_BACKSPACE, /* towards the start */
    NOTE_DELETE,    /* towards the end */
    NOTE_AT_ONCE,   /* always a step of its own */
};

/* At a byte, some text was replaced by some other. */
struct note_edit {
    enum note_edit_kind kind;
    size_t at;
    char *removed, *inserted; /* neither ends with a NUL */
    size_t removed_length, inserted_length;
    size_t cursor; /* where it was before */
};

struct note_history {
    struct note_edit *edits;
    size_t count;
    size_t done;  /* the first `done` are in force, those behind them were undone */
    size_t bytes; /* that all of them take: beyond a few MiB the oldest are forgotten */
    bool sealed;  /* whatever comes next is a new step */
};

/* Notes an edit, whose texts are copied, and forgets what was undone. `history` begins as {0};
 * note_history_free frees what it holds. */
void note_history_add(struct note_history *history, const struct note_edit *edit);

void note_history_free(struct note_history *history);

/* The step to undo, or to do again, which from now on counts as undone or as done; NULL: none. It
 * stays the history's. */
const struct note_edit *note_history_undo(struct note_history *history);
const struct note_edit *note_history_redo(struct note_history *history);

#endif
