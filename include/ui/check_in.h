/* A check-in while it is being answered: three scales and some words, one below the other, what is
 * answered so far and where one stands. Nothing is asked twice, and nothing has to be answered. */
#ifndef UI_CHECK_IN_H
#define UI_CHECK_IN_H

#include "journal/check_in.h"
#include "journal/record.h"

#include <stdbool.h>
#include <stddef.h>

/* The questions from top to bottom: the scales, and behind them the words. */
enum { CHECK_IN_WORDS = SCALES, CHECK_IN_ROWS };

/* What each scale says at its ends, and the question that it answers ("": the ends say it). */
struct scale_words {
    const char *question;
    const char *brief; /* the same in less room */
    const char *low;
    const char *high;
};

extern const struct scale_words SCALE_WORDS[SCALES];

/* What is asked, as the first line of a check-in. */
extern const char *const CHECK_IN_TITLES[MOMENTS];

/* What came of it. What was answered stands, however it ended. */
enum check_in_end {
    CHECK_IN_DONE,    /* gone through */
    CHECK_IN_SKIPPED, /* enough of it */
    CHECK_IN_GROUND,  /* to be grounded, at once */
    CHECK_IN_HELP,    /* to see whom to turn to */
    CHECK_IN_GONE,    /* the program is to end */
};

struct check_in_model {
    struct check_in answers;
    enum moment moment;
    int row;     /* the question one stands at: a scale, or CHECK_IN_WORDS */
    size_t word; /* and the word, of those that check_in_word tells; always one of them */
    bool finding;
    char find[FEELING_SIZE]; /* what is typed */
    char own[FEELING_SIZE];  /* the same as a clean word */
    bool full;               /* a word was refused, as there are FEELINGS_MOST */
    bool changed;            /* an answer changed; whoever keeps them sets it back */
};

/* Begins with what is answered already, at the first scale that is open, or else at the words. */
void check_in_begin(struct check_in_model *model, const struct check_in *answers,
                    enum moment moment);

/* The words to choose from, by their index: the list, then own words that are chosen; while finding
 * those that are meant, and the typed one where it is a new one. NULL behind the last. It stays
 * until the next key. */
const char *check_in_word(const struct check_in_model *model, size_t index);

/* Whether one stands at the typed word, which is on no list. */
bool check_in_is_own(const struct check_in_model *model);

/* Whether a word is chosen that may call for grounding, or for someone to turn to. */
bool check_in_may_help(const struct check_in *answers);

/* Takes a key (ui/keys.h, KEYS_CHECK_IN) where `columns` words stand side by side; those for help,
 * for drawing anew and for the shell are the caller's. True once it is over, and *end says how. */
bool check_in_press(struct check_in_model *model, int key, size_t columns, enum check_in_end *end);

#endif
