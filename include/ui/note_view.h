/* A note that is being written, drawn. */
#ifndef UI_NOTE_VIEW_H
#define UI_NOTE_VIEW_H

#include "ui/note.h"
#include "ui/theme.h"

struct note_view {
    struct note *note; /* laid out for the window's width */
    const char *ask;   /* one line that asks for it */
    const char *title; /* the sitting's; NULL: none */
    const char *line;  /* one line that mustn't be overlooked; NULL: none */
    int where;         /* whose keys it has (ui/keys.h) */
    size_t top;        /* the first row in sight: follows the cursor */
};

/* Draws it, and puts the terminal's cursor where the note's is. */
void note_view_draw(WINDOW *window, const struct theme *theme, struct note_view *view);

/* How many rows of the note are in sight. */
size_t note_view_room(WINDOW *window, const struct note_view *view);

#endif
