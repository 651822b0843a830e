/* The rows of the first menu: the practices in their groups, and below them the places it leads to.
 */
#ifndef UI_PRACTICE_MENU_H
#define UI_PRACTICE_MENU_H

#include "play/sitting.h"
#include "script/shelf.h"
#include "ui/menu.h"

struct chooser;

/* What else there is, each a row. */
struct place {
    const char *name;
    const char *about;
    /* Goes there. CHOICE_BACK: back to the menu; CHOICE_MADE: `sitting` is open; CHOICE_GONE. */
    enum choice (*visit)(struct chooser *chooser, struct sitting *sitting);
};

struct practice_menu {
    struct library *library;
    struct shelf shelf;
    const struct place *places;
    size_t place_count;
    size_t checked; /* entries of the library whose whole file was read */
    char *minutes;  /* what the last row points to */
};

/* The library and the places must stay; practice_menu_close frees the rest. */
void practice_menu_open(struct practice_menu *rows, struct library *library,
                        const struct place *places, size_t place_count);

void practice_menu_close(struct practice_menu *rows);

size_t practice_menu_count(const struct practice_menu *rows);

/* struct menu's `row` and menu_choose's `idle`, which checks one whole file at a time; `context` is
 * a struct practice_menu. */
void practice_menu_row(void *context, size_t index, struct menu_row *row);
bool practice_menu_check(void *context);

/* The row of the practice with this id, else the first one that can be chosen. */
size_t practice_menu_find(const struct practice_menu *rows, const char *id);

/* The practice of a row, or NULL; the place of a row, or NULL. */
struct entry *practice_menu_entry(const struct practice_menu *rows, size_t index);
const struct place *practice_menu_place(const struct practice_menu *rows, size_t index);

#endif
