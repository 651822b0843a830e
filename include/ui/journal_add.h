/* The questions by which a sitting elsewhere is added, asked one after another in a menu. */
#ifndef UI_JOURNAL_ADD_H
#define UI_JOURNAL_ADD_H

#include "journal/record.h"
#include "ui/menu.h"

struct journal_add {
    size_t question;
    struct record record; /* what was answered so far */
};

/* Asks the first. Esc ends the asking, without a word of it; it may be begun again. */
void journal_add_begin(struct journal_add *add, struct menu *menu);

/* Takes menu->answer, and asks the next question, or the same again where that is no answer. True
 * once all are answered: the record is ready. */
bool journal_add_answer(struct journal_add *add, struct menu *menu);

/* Harmless on {0}. */
void journal_add_free(struct journal_add *add);

#endif
