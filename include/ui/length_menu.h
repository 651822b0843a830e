/* The lengths of a practice, to choose one: those it offers, the one last chosen, and any other. */
#ifndef UI_LENGTH_MENU_H
#define UI_LENGTH_MENU_H

#include "script/head.h"
#include "ui/menu.h"

#include <stdint.h>

/* Tells which lengths fit; false where that isn't known. */
typedef bool length_range(void *context, int64_t *shortest, int64_t *longest);

struct length_menu {
    int64_t *offered; /* rising */
    size_t count;
    int64_t frames; /* the one chosen */
    struct menu menu;
    length_range *range; /* asked once, while nobody types; NULL: nothing is known */
    void *context;
    char *fits; /* "from 2m to 3m53s"; NULL: not known (yet) */
    char *ask;  /* the question for another length */
    bool asked; /* the menu was shown, or passed over */
    char *text; /* what the last row points to */
};

/* `last` is the length that was last chosen (0: none), for this practice or for another one. The
 * head must stay, and the menu where it is. */
void length_menu_open(struct length_menu *lengths, const struct head *head, int64_t last,
                      bool was_this);

void length_menu_close(struct length_menu *lengths);

/* Lets the listener choose, as menu_choose does, or type another: CHOICE_MADE with the length in
 * lengths->frames. Where only one is offered it is chosen at once, the first time. `line` may be
 * NULL. */
enum choice length_menu_choose(struct length_menu *lengths, const char *line,
                               const struct theme *theme, int *signal);

#endif
