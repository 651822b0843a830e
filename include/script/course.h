/* A course: a practice for each day, with words of the course's own before it. */
#ifndef SCRIPT_COURSE_H
#define SCRIPT_COURSE_H

#include "script/fault.h"
#include "script/practice.h"

struct course_day {
    char *id;
    char *title;
    char *practice; /* an id; whether there is such a practice is for others to look */
    char *instead;  /* another that may be taken that day; NULL: none */
    int minutes;
    char *opening; /* what is said before the practice's own words; NULL: nothing */
};

/* Everything belongs to the course; course_free frees it. */
struct course {
    char *id;
    char *title;
    char *about;
    struct course_day *days;
    size_t count;
    char *path; /* the file it came from */
};

/* A day of a course, chosen. */
struct course_pick {
    const struct course *course; /* NULL: none */
    size_t day;
    bool instead; /* with its other practice */
};

/* Reads and checks a course as strictly as practice_load does a practice. NULL and at least one
 * fault, or a course that the caller frees. The id must be the file's name without ".yaml". */
struct course *course_load(const char *path, struct faults *faults);

void course_free(struct course *course);

/* Whether a file is a course and not a practice: it lies in a folder courses/, or has `days:`. */
bool course_is_file(const char *path);

/* The openings as a practice that nobody sits: what is to be narrated. Its id is the course's, its
 * steps' are the days'. The caller frees it. */
struct practice *course_words(const struct course *course);

/* ---- what is said before a practice */

#define OPENING_STEP "@opening"

struct opening {
    char recording[2 * 64 + 2]; /* "COURSE/DAY", where its clips are */
    const char *say;            /* the course's; NULL: nothing */
};

struct opening course_opening(const struct course *course, size_t day);

/* Puts it before a practice's first step, as a step of its first section. Before bells are hung. */
void practice_put_opening(struct practice *practice, const struct opening *opening);

#endif
