/* A note that is being written: its text, the cursor in it, and what can be undone. Knows no screen
 * but its width. */
#ifndef UI_NOTE_H
#define UI_NOTE_H

#include "ui/note_history.h"
#include "ui/note_lines.h"

#include <stdbool.h>
#include <stddef.h>

struct note {
    char *text; /* clean UTF-8 (text_clean_lines), `length` bytes and a NUL; NOTE_MOST at most */
    size_t length;
    size_t cursor;    /* bytes; always an edge between two characters as people see them */
    int goal;         /* the column that moving up and down returns to; -1: the cursor's own */
    unsigned changes; /* how often the text was changed */
    struct note_history history;
    struct note_lines lines; /* see note_lay */
    unsigned laid;           /* the changes they were laid after */
};

/* Begins with a text (NULL: none), cleaned, the cursor at its end. note_free frees what it holds.
 */
void note_begin(struct note *note, const char *text);
void note_free(struct note *note);

/* Inserts `length` bytes at the cursor, cleaned first. False if there wasn't room for all of them;
 * what fits is in. */
bool note_insert(struct note *note, const char *text, size_t length, enum note_edit_kind kind);

/* Takes a new text for the whole. False as note_insert. */
bool note_replace(struct note *note, const char *text);

/* What comes next is a new step to undo, even if it goes on where the last one left off. */
void note_end_step(struct note *note);

/* Delete a character as people see it, the word before the cursor, or all to the end of the line
 * (at its end: the newline). */
void note_backspace(struct note *note);
void note_delete(struct note *note);
void note_delete_word(struct note *note);
void note_delete_to_end(struct note *note);

/* Undo a step, or do it again; nothing happens where there is none. */
void note_undo(struct note *note);
void note_redo(struct note *note);

/* Move the cursor: by a character, to the start or the end of its line, however many rows that
 * has. */
void note_left(struct note *note);
void note_right(struct note *note);
void note_line_start(struct note *note);
void note_line_end(struct note *note);

/* Lays the note out for a width, unless it was laid out so before. */
void note_lay(struct note *note, int width);

/* Moves the cursor by rows, of the width last laid for, to its column or the nearest before it;
 * from the first row to the start and from the last to the end. */
void note_move_rows(struct note *note, long by);

/* Whether a text is nothing but white space. */
bool note_is_blank(const char *text);

#endif
