/* From the menus to a session and back to the shell. */
#ifndef UI_PLAY_H
#define UI_PLAY_H

#include "play/player.h"
#include "play/sitting.h"
#include "script/courses.h"
#include "script/recall.h"
#include "ui/listen.h"

/* A day of a course. */
struct course_pick {
    const struct course *course; /* NULL: none */
    size_t day;
    bool instead; /* with its other practice */
};

/* What was asked for and remembered from last time. */
struct wish {
    const char *practice;          /* NULL: ask */
    bool silent;                   /* no practice, only bells and time */
    struct course_pick pick;       /* a course's day, with its own practice and length */
    struct sitting_wish sitting;   /* no length: ask */
    bool grounding;                /* nothing but that, at once */
    bool help_now;                 /* first whom to turn to, and from there only grounding */
    bool welcomed;                 /* the first screen isn't to be shown (again) */
    const struct courses *courses; /* what the menu offers besides practices; NULL: none */
    struct recall *recall;         /* where one is in them */
    const char *last_practice;     /* "": none; offered first */
    int64_t last_frames;           /* 0: none */
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
    bool grounding;          /* it was grounding: nothing that one would be offered again */
    struct course_pick pick; /* the day it was */
    struct listening listening;
};

/* Opens what is wished for, at a length: the practice named `name`, a course's day or silence.
 * False and a sentence on failure. */
bool wish_open(const struct wish *wish, struct library *library, const char *name, int64_t frames,
               struct sitting *sitting, struct error *error);

/* Notes what is about to be played. */
void played_begin(struct played *played, const struct sitting *sitting);

/* Takes the terminal, lets the listener choose what the wish leaves open, plays it, and gives the
 * terminal back. False and a sentence when it can't be played; nobody chose anything: true with an
 * empty `played->practice`. */
bool play_on_screen(struct library *library, const struct wish *wish, struct played *played,
                    struct error *error);

#endif
