/* The practices in the order in which they are shown: in groups, each under its heading. */
#ifndef SCRIPT_SHELF_H
#define SCRIPT_SHELF_H

#include "script/library.h"

struct shelf_row {
    char *heading; /* of the practices below it; NULL: the row is one of them */
    size_t entry;  /* its index in the library */
};

struct shelf {
    struct shelf_row *rows;
    size_t count;
};

/* Puts a library's practices in order; reads the heads that are unread. First the groups that
 * numbmed's own practices have (start here, feeling, body, kindness, rest), then all others by
 * name, then the practices without a group, or broken, under "others". Where there is no group at
 * all, there are no headings. Within a group: first the practice that numbmed was made for
 * (emotional-numbness), then by title. Groups are compared without regard to capitals. The
 * library must stay; shelf_free frees the rest. */
void shelf_make(struct shelf *shelf, struct library *library);

void shelf_free(struct shelf *shelf);

#endif
