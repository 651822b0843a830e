/* What is asked for on the way to a session, and what came of it. */
#ifndef UI_WISH_H
#define UI_WISH_H

#include "play/sitting.h"
#include "script/courses.h"
#include "script/recall.h"
#include "ui/listen.h"

/* What comes first. */
enum beginning {
    BEGIN_PRACTICE, /* the one named, else the menu */
    BEGIN_DAY,      /* a course's day, with its own practice and length */
    BEGIN_SILENCE,  /* no practice, only bells and time */
    BEGIN_GROUNDING,
    BEGIN_HELP_NOW /* whom to turn to, and from there only grounding */
};

/* What was asked for and remembered from last time. */
struct wish {
    enum beginning beginning;
    const char *practice;          /* NULL: ask */
    struct course_pick pick;       /* the day to begin with */
    struct sitting_wish sitting;   /* no length: ask */
    bool welcomed;                 /* the first screen isn't to be shown (again) */
    const struct courses *courses; /* what the menu offers besides practices; NULL: none */
    struct recall *recall;         /* where one is in them */
    const char *last_practice;     /* "": none; offered first */
    int64_t last_frames;           /* 0: none */
    bool streak;                   /* statistics tell of it */
    struct diary *diary;           /* what is sat is written there; NULL: nowhere */
    bool check_in[MOMENTS];        /* whether to ask how it is */
    enum theme_wish theme;
    struct listen_options options;
};

/* What came of it, for the last line in the shell and for the next time. */
struct played {
    char practice[65]; /* its id; "": none was begun */
    char title[256];
    int64_t frames;          /* the length chosen */
    int seed;                /* what repeats it; 0: nothing was left to chance */
    bool welcomed;           /* the first screen was shown and passed */
    bool silent;             /* it was without a practice, */
    bool grounding;          /* or it was grounding: nothing that one would be offered again */
    struct course_pick pick; /* the day it was */
    struct listening listening;
};

/* Whether it leads to the first menu. */
bool wish_is_open(const struct wish *wish);

/* Opens what is wished for, at a length: the practice named `name`, a course's day, silence or
 * grounding. False and a sentence on failure. */
bool wish_open(const struct wish *wish, struct library *library, const char *name, int64_t frames,
               struct sitting *sitting, struct error *error);

/* Opens the sitting that the wish's diary offers, where it broke off. Fills its day of a course, if
 * it was one, and how many frames later it ends than it was to. False and a sentence on failure. */
bool wish_open_again(const struct wish *wish, struct library *library, struct sitting *sitting,
                     struct course_pick *pick, int64_t *late, struct error *error);

/* Has the wish's diary begin with a sitting; `again`: with the one it offered. Returns the diary;
 * NULL where there is none. */
struct diary *wish_write_down(const struct wish *wish, const struct sitting *sitting,
                              const struct course_pick *pick, bool again);

/* "ends 20s later than it was to"; NULL where it doesn't. */
const char *wish_late(int64_t late, char *line, size_t size);

/* Notes what is about to be played. */
void played_begin(struct played *played, const struct sitting *sitting);

#endif
