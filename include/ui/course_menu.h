/* The days of a course, to choose one: each with its practice, some with another one instead. */
#ifndef UI_COURSE_MENU_H
#define UI_COURSE_MENU_H

#include "script/course.h"
#include "script/library.h"
#include "script/recall.h"
#include "ui/menu.h"

struct course_menu {
    const struct course *course;
    struct library *library;
    struct recall *recall;
    struct course_pick *rows; /* the days, and behind its own day each other practice */
    size_t count;
    struct course_pick pick; /* the one chosen */
    struct menu menu;
    char *texts[3]; /* what the last row points to */
};

/* All but the menu itself is borrowed, and must stay. It doesn't move either. */
void course_menu_open(struct course_menu *days, const struct course *course,
                      struct library *library, struct recall *recall);

void course_menu_close(struct course_menu *days);

/* Lets the listener choose, as menu_choose does: CHOICE_MADE with the day in days->pick. `line` may
 * be NULL. Beginning again is remembered at once. */
enum choice course_menu_choose(struct course_menu *days, const char *line,
                               const struct theme *theme, int *signal);

#endif
