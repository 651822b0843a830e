/* Before and behind a sitting: how it is, and a note, for the journal. */
#ifndef UI_REFLECT_H
#define UI_REFLECT_H

#include "play/diary.h"
#include "ui/listen.h"
#include "ui/menu.h"

/* Where it is asked and written: on a terminal that is ours already, or in lines. */
struct reflection {
    struct diary *diary;
    struct library *library;   /* for whom to turn to */
    const struct theme *theme; /* NULL: in lines */
    int signal;                /* behind CHOICE_GONE; 0 for Ctrl-C */
};

/* Asks how it is before or after a sitting. CHOICE_ANSWERED to go on, CHOICE_BACK where that is
 * enough, CHOICE_GROUND or CHOICE_GONE. */
enum choice reflect(struct reflection *reflection, enum moment moment);

/* Asks for a note. CHOICE_ANSWERED, CHOICE_GROUND or CHOICE_GONE. */
enum choice reflect_note(struct reflection *reflection);

/* Where the sitting couldn't be written, offers to try again, as often as is wished.
 * CHOICE_ANSWERED once it is written or left, CHOICE_GROUND or CHOICE_GONE. */
enum choice reflect_unwritten(struct reflection *reflection);

#endif
