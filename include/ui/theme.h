/* What a colour is for. A theme says how each role looks where there are 256 colours, 16, or none.
 */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <curses.h>

enum role {
    ROLE_TITLE,  /* names */
    ROLE_PROMPT, /* the words to follow */
    ROLE_FADE_1, /* the words on their way out: as many steps as the terminal can show */
    ROLE_FADE_2,
    ROLE_FADE_3,
    ROLE_DIM,    /* what may be overlooked */
    ROLE_ACCENT, /* where one is */
    ROLE_WARN,   /* what mustn't be overlooked */
    ROLE_COUNT,
};

enum { THEME_FADES = ROLE_FADE_3 - ROLE_PROMPT };

struct theme {
    attr_t looks[ROLE_COUNT]; /* curses attributes with their colour pair */
    bool fades;               /* whether the fade roles differ: else words go at once */
};

/* Fits a theme to the terminal and the environment (NO_COLOR, COLORFGBG for a light background).
 * After terminal_begin. */
void theme_choose(struct theme *theme);

#endif
