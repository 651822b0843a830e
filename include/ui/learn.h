/* The pages to read, on the screen. */
#ifndef UI_LEARN_H
#define UI_LEARN_H

#include "script/library.h"
#include "script/topics.h"
#include "ui/menu.h"

/* A menu of the pages, each read until one goes back; `line` stands below it at first (NULL: none).
 * Returns CHOICE_BACK, CHOICE_GROUND, or CHOICE_GONE with the signal. The terminal must be ours. */
enum choice learn_choose(struct topics *topics, const char *line, const struct theme *theme,
                         int *signal);

/* Takes the terminal, shows the menu or one page (`topic`; NULL: the menu), and gives it back.
 * `ground` is whether grounding was asked for, `signal` what ended it, or 0. False and a sentence
 * where that can't be done. */
bool learn_on_screen(struct topics *topics, const struct topic *topic, enum theme_wish theme,
                     bool *ground, int *signal, struct error *error);

#endif
