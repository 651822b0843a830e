/* A word that is looked for in a menu, while it is typed. */
#ifndef UI_MENU_FIND_H
#define UI_MENU_FIND_H

#include "ui/menu.h"

/* From now on keys are letters of the word. */
void menu_find_begin(struct menu *menu);

/* Takes a key. The cursor follows the word, from where it stood on and round, and arrows go to the
 * next row that holds it; Esc moves it back. With `search` the word chooses among the rows instead,
 * which is left to be done (`unsearched`), and Esc shows all again. Enter ends the typing; a word
 * that no row holds is then said to be nowhere. */
void menu_find_key(struct menu *menu, int key);

#endif
