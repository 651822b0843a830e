/* Writing a note on the screen. */
#ifndef UI_NOTE_WRITE_H
#define UI_NOTE_WRITE_H

#include "base/error.h"
#include "ui/theme.h"

enum note_end {
    NOTE_DONE,
    NOTE_GROUND, /* the listener asks for grounding, at once */
    NOTE_GONE,   /* Ctrl-C, a signal, or the terminal is closed */
};

struct note_wish {
    const char *title; /* the sitting's; NULL: none */
    char *text;        /* the note so far, NULL for none; afterwards what it is now. The caller's */
    /* Told what the note is now, less than a second after it changed, and when it is left, in
     * whatever way; "" if all of it was deleted. False and a sentence where it can't be kept: that
     * is shown, and it is told again in a while. True and a sentence that isn't empty: that is
     * shown. May be NULL. */
    bool (*keep)(void *context, const char *text, struct error *error);
    void *context;
};

/* Lets the listener write on the screen, which terminal_begin has taken, and gives it back as it
 * was. However it ends, wish->text is what was written, NULL if that is nothing but white space.
 * `*signal` is the one that ended it; 0: none, or Ctrl-C. */
enum note_end note_write(struct note_wish *wish, const struct theme *theme, int *signal);

#endif
