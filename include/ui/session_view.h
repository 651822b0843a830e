/* The session screen: a few words, room around them, and where one is. */
#ifndef UI_SESSION_VIEW_H
#define UI_SESSION_VIEW_H

#include "play/narration.h"
#include "play/player.h"
#include "ui/theme.h"

/* All that the screen shows; everything is borrowed. */
struct session_view {
    const struct practice *practice;
    const char *voice;      /* who speaks */
    int64_t chosen;         /* the length chosen at the start, frames */
    const char *background; /* what sounds behind the voice; "none" */
    const struct player_status *status;
    const struct detours *detours; /* NULL: none */
    bool captions;
    bool motion;      /* a figure may move, 20 times a second */
    bool dark;        /* nothing but the words, and those softly */
    const char *line; /* one line to read now, such as a question; NULL: none */
    bool goes_back;   /* it says that u goes back, too */
};

void session_view_draw(WINDOW *window, const struct theme *theme, const struct session_view *view);

/* Leaves nothing on the screen but the dark. */
void night_fall(WINDOW *window, const struct theme *theme);

/* Milliseconds until the picture changes by itself (-1: it doesn't): at most once a second but for
 * a new sentence, and breathing. */
int session_view_wait(const struct session_view *view);

#endif
