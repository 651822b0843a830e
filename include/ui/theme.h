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
    ROLE_NIGHT,  /* the words, and all around them, for whoever is falling asleep */
    ROLE_HEAT_1, /* a day by how long was sat: little */
    ROLE_HEAT_2,
    ROLE_HEAT_3,
    ROLE_HEAT_4,
    ROLE_COUNT,
};

enum { THEME_FADES = ROLE_FADE_3 - ROLE_PROMPT, THEME_HEATS = ROLE_HEAT_4 - ROLE_HEAT_1 + 1 };

struct theme {
    attr_t looks[ROLE_COUNT]; /* curses attributes with their colour pair */
    bool fades;               /* whether the fade roles differ: else words go at once */
};

/* For which background colours are wished. */
enum theme_wish {
    THEME_AUTO, /* what the terminal tells of its own (COLORFGBG), else a dark one */
    THEME_DARK,
    THEME_LIGHT,
    THEME_PLAIN, /* no colours, as with NO_COLOR */
};

/* A wish by its name: "dark"; THEME_AUTO for one that isn't known. */
enum theme_wish theme_wish_named(const char *name);

/* How a role looks where there are so many colours; 0: none. */
struct theme_look {
    short colour;      /* -1: the terminal's own */
    attr_t attributes; /* besides it */
};
struct theme_look theme_look(enum role role, enum theme_wish wish, int colours);

/* Whether a wish and the environment leave any colours. */
bool theme_allows_colours(enum theme_wish wish);

/* Fits a theme to the wish, the terminal and the environment (NO_COLOR goes before any wish). After
 * terminal_begin. */
void theme_choose(struct theme *theme, enum theme_wish wish);

#endif
