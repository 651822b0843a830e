/* What broke off is offered to be gone on with; what couldn't be written, to be tried again. */
#ifndef UI_OFFER_H
#define UI_OFFER_H

#include "journal/record.h"
#include "ui/menu.h"

/* Asks on the screen whether to go on: CHOICE_MADE to do so, CHOICE_BACK to let it go,
 * CHOICE_GROUND, or CHOICE_GONE with the signal. `line` is shown below; NULL: none. */
enum choice offer_choose(const struct record *offered, const char *line, const struct theme *theme,
                         int *signal);

/* One line that says so to somebody who came for another; to be freed. */
char *offer_line(const struct record *offered);

/* The same question in lines, where standard input is a terminal. CHOICE_GONE: it wasn't answered.
 */
enum choice offer_in_lines(const struct record *offered);

/* Says why the sitting couldn't be written, and asks whether to try again: CHOICE_MADE to do so,
 * CHOICE_BACK to leave it, CHOICE_GROUND or CHOICE_GONE. */
enum choice offer_again(const char *problem, const struct theme *theme, int *signal);

/* The same in lines; the problem is said in any case (NULL: it was said before), and the question
 * only asked on a terminal. */
enum choice offer_again_in_lines(const char *problem);

#endif
