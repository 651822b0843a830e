/* What numbmed remembers from one sitting to the next: state, not config; lost without harm. */
#ifndef SCRIPT_RECALL_H
#define SCRIPT_RECALL_H

#include "base/date.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of more courses, those that were practised longest ago are forgotten. */
enum { RECALL_COURSES_MOST = 20 };

/* What is done of a course. */
struct recall_course {
    char id[65];
    char **done; /* the ids of days, each once, in the order they were done last */
    size_t count;
    char date[DATE_SIZE]; /* of the last one; "": unknown */
};

struct recall {
    bool known;    /* a sitting is remembered; false: the values of a first time */
    bool welcomed; /* the first screen has been read, or there was a sitting before it was made */
    char practice[65]; /* the last one's id; "": none */
    int64_t frames;    /* its length; 0: none */
    char voice[65];    /* "none" for captions only; "": the default */
    int volume;        /* 0 to 100 */
    int64_t backup;    /* when the journal was copied last, seconds since 1970; 0: never */
    struct recall_course courses[RECALL_COURSES_MOST]; /* the one last practised first */
    size_t course_count;
};

/* Reads $XDG_STATE_HOME/numbmed/state.yaml. A missing or broken file (logged) leaves the values of
 * a first time: nothing chosen, full volume. recall_free frees what it holds. */
void recall_load(struct recall *recall);

void recall_free(struct recall *recall);

/* What is done of a course; NULL: nothing. */
const struct recall_course *recall_course(const struct recall *recall, const char *id);

/* Notes a day of a course as done on a date. */
void recall_add_day(struct recall *recall, const char *course, const char *day, const char *date);

/* Forgets what was done of a course, in the file, too: it begins again. What another numbmed has
 * noted meanwhile stays, and is known from now on. False and a sentence on failure. */
bool recall_restart_course(struct recall *recall, const char *id, struct error *error);

/* Writes it, atomically: of the sitting only where it is known. All of it: a caller who means to
 * change a part loads it first. False and a sentence on failure. */
bool recall_save(const struct recall *recall, struct error *error);

#endif
