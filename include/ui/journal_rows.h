/* The sittings of the journal as rows of a menu, newest first. Only the rows around those that are
 * shown are held, so that a journal of any length costs the same. */
#ifndef UI_JOURNAL_ROWS_H
#define UI_JOURNAL_ROWS_H

#include "base/when.h"
#include "journal/journal.h"
#include "ui/menu.h"
#include "ui/record_words.h"

enum { JOURNAL_ROWS_HELD = 128 };

struct journal_row {
    int64_t id;
    char when[WHEN_SIZE];
    char length[RECORD_LENGTH_SIZE];
    char *line; /* its own */
};

struct journal_rows {
    struct journal *journal;
    char find[64]; /* words that all of them have; "": no matter which */
    bool deleted;  /* those that are deleted, instead of those that aren't */
    size_t count;  /* of all rows, as of journal_rows_settle */
    size_t first;  /* the first that is held, */
    size_t held;   /* and how many are */
    struct journal_row rows[JOURNAL_ROWS_HELD];
    struct when now;
    struct error error; /* why the journal can't be read; "": it can */
};

/* Counts anew and lets go of what is held, after a change. `rows` begins with its journal. */
void journal_rows_settle(struct journal_rows *rows);

/* What a row is of; 0: it is gone. */
int64_t journal_rows_id(struct journal_rows *rows, size_t index);

/* struct menu's `row`; `context` is a struct journal_rows. */
void journal_rows_row(void *context, size_t index, struct menu_row *row);

/* The row of a sitting if it is near the newest, else 0. */
size_t journal_rows_find(struct journal_rows *rows, int64_t id);

void journal_rows_free(struct journal_rows *rows);

#endif
