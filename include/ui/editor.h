/* A text is handed to the editor that the listener likes, and comes back. */
#ifndef UI_EDITOR_H
#define UI_EDITOR_H

#include "base/error.h"

struct editor {
    /* Told what is in the file whenever the editor has saved it: as soon as a second later, and
     * when it is left. May be NULL. */
    void (*saved)(void *context, const char *text);
    void *context;
};

/* Lets $VISUAL or else $EDITOR write a text, in a private file that is wiped and removed
 * afterwards, and waits until it is left. The terminal is lent to it. Returns what it saved last,
 * to be freed, as it stands but for newlines at the end and bytes beyond a MiB; NULL and a sentence
 * if neither is set, it can't be started, or it says that it failed; a sentence alone if it broke
 * off. `error` has no text otherwise. `*signal`: SIGTERM or SIGHUP
 * came meanwhile, which the editor was told, too; else 0. */
char *editor_write(const struct editor *editor, const char *text, int *signal, struct error *error);

#endif
