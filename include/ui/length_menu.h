/* The lengths of a practice, to choose one: those it offers, the one last chosen, and any other. */
#ifndef UI_LENGTH_MENU_H
#define UI_LENGTH_MENU_H

#include "script/head.h"
#include "ui/menu.h"

#include <stdint.h>

struct length_menu {
    int64_t *offered; /* rising */
    size_t count;
    int64_t frames; /* the one chosen */
    struct menu menu;
    char *text; /* what the last row points to */
};

/* `last` is the length that was last chosen (0: none), for this practice or for another one. The
 * head must stay, and the menu where it is. */
void length_menu_open(struct length_menu *lengths, const struct head *head, int64_t last,
                      bool was_this);

void length_menu_close(struct length_menu *lengths);

/* Lets the listener choose, as menu_choose does, or type another: CHOICE_MADE with the length in
 * lengths->frames. `line` may be NULL. */
enum choice length_menu_choose(struct length_menu *lengths, const char *line,
                               const struct theme *theme, int *signal);

#endif
