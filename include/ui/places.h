/* Where the first menu leads besides its practices: each place a row. */
#ifndef UI_PLACES_H
#define UI_PLACES_H

#include "play/sitting.h"
#include "script/courses.h"
#include "script/recall.h"
#include "ui/menu.h"

struct chooser;

/* Goes to a place. CHOICE_BACK: back to the menu; CHOICE_MADE: `sitting` is open; CHOICE_GONE. */
typedef enum choice visit_place(struct chooser *chooser, struct sitting *sitting);

struct place {
    const char *name;
    const char *about;
    const char *right;           /* at the right edge; "": nothing */
    bool dim;                    /* one can't go there, and `about` says why */
    const struct course *course; /* whose days it leads to; NULL: another place */
    visit_place *visit;
};

struct places {
    struct place *list;
    size_t count;
    size_t underway;     /* the course that one is in the midst of; SIZE_MAX: none */
    size_t course_count; /* the first of them are courses */
    const struct courses *courses;
    const struct recall *recall;
    visit_place *visit; /* goes to a course */
    char **texts;       /* what the courses' rows point to */
    size_t text_count;
};

/* Begins with places that there always are, copied. places_close frees what it holds. */
void places_open(struct places *places, const struct place *list, size_t count);

/* Puts a row for each course before them: its title, where one is in it, and what it is, what comes
 * next, or a kind word. What is given must stay. */
void places_add_courses(struct places *places, const struct courses *courses,
                        const struct recall *recall, visit_place *visit);

/* Tells anew where one is in the courses, as what is remembered has changed. */
void places_refresh(struct places *places);

void places_close(struct places *places);

#endif
