/* One sitting as the journal holds it. */
#ifndef JOURNAL_RECORD_H
#define JOURNAL_RECORD_H

#include "journal/check_in.h"

#include <stdint.h>

enum { RECORD_UID_SIZE = 33, RECORD_NAME_SIZE = 65, RECORD_TITLE_SIZE = 256 };

enum { NOTE_MOST = 64 * 1024 }; /* bytes of a note */

/* How a sitting ended. */
enum ending {
    ENDING_NOT_YET,     /* it goes on, or it broke off and nobody has said what becomes of it */
    ENDING_COMPLETE,    /* by itself or gently */
    ENDING_EARLY,       /* left before its end */
    ENDING_GROUNDED,    /* left through grounding: never offered to go on with */
    ENDING_INTERRUPTED, /* broke off, and was let go of */
    ENDINGS,
};

/* Names as the database and exported files spell them: "complete" and so on. */
const char *ending_name(enum ending ending);
bool ending_named(const char *name, enum ending *ending);

/* Before and after, as those who ask and those who count call them. */
enum moment { MOMENT_BEFORE, MOMENT_AFTER, MOMENTS };
const char *moment_name(enum moment moment);

/* Where a sitting was when it was last written down: all that going on with it takes. */
struct whereabouts {
    char step[RECORD_NAME_SIZE]; /* an id; "": none, at a bell or in silence */
    int sentence;                /* the one being said, from 0 */
    int64_t chosen;              /* the length chosen at first, frames; 0: open-ended */
    int64_t silence;             /* frames of the step's silence that were still to come */
    int64_t left;                /* frames to the end */
    int seed;
    char voice[RECORD_NAME_SIZE];
    char course[RECORD_NAME_SIZE]; /* "": none */
    char day[RECORD_NAME_SIZE];
    bool instead;  /* with the day's other practice */
    bool grounded; /* grounding was asked for: it isn't offered */
};

struct record {
    int64_t id;                      /* in this journal, from 1; 0: not written yet */
    char uid[RECORD_UID_SIZE];       /* 32 hexadecimal digits: the same wherever it is copied to */
    int64_t began;                   /* seconds since 1970, UTC */
    int utc_offset;                  /* of the place at that time, seconds east of UTC */
    int64_t planned;                 /* seconds; 0: open-ended or unknown */
    int64_t sat;                     /* seconds */
    char practice[RECORD_NAME_SIZE]; /* an id; "": silence, or sat elsewhere */
    char title[RECORD_TITLE_SIZE];
    char origin[RECORD_NAME_SIZE]; /* "numbmed", "elsewhere", or whose export it came in */
    enum ending ending;
    int64_t deleted; /* when, as `began`; 0: it isn't */
    char *note;      /* its own; NULL: none */
    struct check_in check_ins[MOMENTS];
    struct whereabouts at; /* only while it isn't over */
};

/* A new sitting that begins now, by the clock of this machine: a uid of its own, nothing answered.
 * record_free frees what a record holds. */
void record_begin(struct record *record);
void record_free(struct record *record);

/* Seconds. What was left or broke off sooner isn't kept, unless something was said of it. */
enum { SITTING_LEAST = 30 };

/* Whether a sitting is kept: it lasted that long, or it ended by itself after a second or more, or
 * it has answers or a note. */
bool record_is_kept(const struct record *record);

/* Whether numbmed recorded it by a clock that must have been wrong: its date is to be set. Never
 * true of what was added by hand or comes from elsewhere. */
bool record_date_is_unsure(const struct record *record);

/* Bytes of a note without the blank lines at its end, which are no part of it: every way into the
 * journal leaves them out. */
size_t record_note_length(const char *note);

/* Replaces the note by a copy, without blank lines at its end; NULL or nothing but them: none. */
void record_set_note(struct record *record, const char *note);

#endif
