/* A page on the screen: read, paged through, searched. */
#ifndef UI_PAGER_H
#define UI_PAGER_H

#include "ui/keys.h"
#include "ui/sheet.h"
#include "ui/theme.h"

struct pager {
    const struct page *page;
    int where;        /* whose keys it has: KEYS_PAGE or KEYS_WELCOME, perhaps with others */
    const char *line; /* one line that mustn't be overlooked; NULL: none */
    size_t top;       /* the first line on the screen */
    bool finding;     /* a word to find is being typed */
    char find[64];
    size_t found_block;  /* where it stands: the block, */
    size_t found_at;     /* and the byte in it */
    size_t found_length; /* bytes; 0: nowhere */
    struct sheet sheet;
};

/* Shows a page until a key ends it; `pager` begins with page and where, and may be shown again.
 * Returns ACTION_RETURN, ACTION_GO_ON, ACTION_GROUND, what only a journal knows, or
 * ACTION_LEAVE_NOW with the signal (0 for Ctrl-C). pager_free frees what it holds, the page aside.
 */
enum action pager_show(struct pager *pager, const struct theme *theme, int *signal);

void pager_free(struct pager *pager);

#endif
