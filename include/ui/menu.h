/* A list to choose from: its cursor, its search, its picture. What stands in a row is asked of the
 * caller, row by row, so that a thousand practices cost no more than the screenful one sees. */
#ifndef UI_MENU_H
#define UI_MENU_H

#include "ui/keys.h"
#include "ui/theme.h"

#include <stdbool.h>
#include <stddef.h>

struct menu_row {
    const char *name;  /* what it is */
    const char *about; /* a line about it, beside the name where there is room; may be "" */
    const char *right; /* at the right edge; may be "" */
    bool dim;          /* can't be chosen, and says why in `about` */
    bool heading;      /* of the rows below it: the cursor passes it over */
};

struct menu {
    const char *title;
    int where;        /* whose keys it has: KEYS_MENU or KEYS_CHOICE, perhaps with others */
    const char *line; /* one line below the list, such as why a choice was refused; NULL: none */
    size_t count;
    size_t cursor; /* never on a heading */
    size_t top;    /* the first row on the screen */
    size_t marked; /* a row with a mark (the default); SIZE_MAX: none */
    /* Fills a row; what it points to stays until the next call. */
    void (*row)(void *context, size_t index, struct menu_row *row);
    void *context;
    int name_width;    /* columns of the names, where others stand beside them; 0: the longest */
    int right_width;   /* columns at the right edge; 0: as each row needs, or with name_width */
    const char *empty; /* a sentence in place of the rows, where there are none; NULL: none */
    bool finding;      /* a word to find is being typed */
    char find[64];
    size_t began; /* where the cursor was before that, without `search`: it looks from there on */
    bool lost;    /* and no row holds it */
    /* Settles anew which rows there are, as `find` is typed ("": all). NULL: what is typed moves
     * the cursor to the first row that holds it, and Esc moves it back. */
    void (*search)(void *context, const char *find);
    bool unsearched; /* something was typed since */
    const char *ask; /* a text is being typed in answer to this; NULL: none */
    char answer[256];
    enum action action; /* the key of a journal that was pressed */
};

/* What choosing came to. */
enum choice {
    CHOICE_MADE,
    CHOICE_ANSWERED,
    CHOICE_GROUND,
    CHOICE_ACTION,
    CHOICE_BACK,
    CHOICE_GONE
};

/* Lets the listener choose: CHOICE_MADE with the row in menu->cursor, CHOICE_ANSWERED with what was
 * typed in menu->answer, CHOICE_GROUND for g, CHOICE_ACTION for a key of KEYS_JOURNAL,
 * CHOICE_BACK, or CHOICE_GONE with the signal (0 for Ctrl-C). `idle` (may be NULL) is called while
 * no key is waiting as long as it returns true: a slice of work well below a tenth of a second. */
enum choice menu_choose(struct menu *menu, const struct theme *theme, bool (*idle)(void *),
                        int *signal);

void menu_draw(WINDOW *window, const struct theme *theme, struct menu *menu);

#endif
