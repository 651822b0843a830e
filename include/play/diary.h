/* A sitting being written into the journal while it goes on: where it is, how it ended, what was
 * said of it. For the main thread; the sound never waits for it. */
#ifndef PLAY_DIARY_H
#define PLAY_DIARY_H

#include "journal/journal.h"
#include "play/sitting.h"

struct diary {
    struct journal *journal;       /* NULL: there is none to be had */
    struct record offered;         /* one that broke off; id 0: none */
    const struct sitting *sitting; /* the one that goes on, or has just ended; NULL: none */
    struct record record;          /* what is written of it: check-ins and note may be changed */
    struct said said;              /* what the journal has of these, as far as is known here */
    struct error met;        /* whose note is kept beside ours; "": nobody's, or it was told */
    bool dated;              /* whether its date is sure was looked at, at its end */
    struct error unsure;     /* that it isn't; "": it is, or this was told */
    int64_t before;          /* seconds of it that were sat before it broke off */
    struct snapshot written; /* as it was when it was written last */
    struct error told;       /* what of the journal was told last, */
    struct error telling;    /* and of the sitting itself, once */
    struct error problem;    /* why it couldn't be, the last time; "": it could */
};

/* Opens the journal and looks for a sitting that broke off. Always succeeds: without a journal,
 * `problem` says why. diary_close frees it; what isn't over stays what broke off. */
void diary_open(struct diary *diary);
void diary_close(struct diary *diary);

/* What is worth a line now: no journal to be had, or what was found wrong with it, if only while it
 * was written; a note kept beside ours; that the date of a sitting that has ended is unsure. Valid
 * until the next call. NULL: nothing that wasn't told. */
const char *diary_notice(struct diary *diary);

/* What keeps the sitting from being written; NULL: nothing, or nothing that wasn't told. It is told
 * with that. */
const char *diary_trouble(struct diary *diary);

/* Lets go of the sitting that is offered: it stays in the journal, as one that broke off. */
void diary_let_go(struct diary *diary);

/* A sitting begins that has been opened and must stay until it has ended. `pick` is a course's day,
 * or has no course. Grounding alone is nothing that one would write down. */
void diary_begin(struct diary *diary, const struct sitting *sitting,
                 const struct course_pick *pick);

/* The same with the offered sitting, which goes on. */
void diary_begin_again(struct diary *diary, const struct sitting *sitting);

/* Follows the sitting, in the voice that speaks (NULL: none does): to be called once a second or
 * so, and when something happened. Writes every five seconds of it and at each step, once it is
 * long enough to be kept or something was said of it. False where it can't be written and could
 * before: `problem` says why. */
bool diary_follow(struct diary *diary, const struct snapshot *at, const char *voice);

/* The sitting ended so. ENDING_NOT_YET: it broke off, and may be gone on with. One that isn't to be
 * kept (record_is_kept) is let go of. False and `problem` where it can't be written. */
bool diary_end(struct diary *diary, const struct snapshot *at, const char *voice,
               enum ending ending);

/* Writes the sitting with all that is said of it, durably. Tries again where it failed before, also
 * to open the journal. False and `problem` where it can't be. */
bool diary_keep(struct diary *diary);

/* Reads again what the note is, which may have been written elsewhere while the sitting went on. */
void diary_look_up_note(struct diary *diary);

/* How a session that is left or has ended did so: by a signal (0: none) it breaks off, unless it
 * is the listener's own. */
enum ending diary_ending(const struct snapshot *at, int signal);

/* The offered sitting, opened where it broke off: `late` tells how many frames later it ends than
 * it was to. False and a sentence where it can't be gone on with any more. */
bool diary_open_offered(const struct diary *diary, struct library *library,
                        const struct sitting_wish *wish, const struct course_pick *pick,
                        struct sitting *sitting, int64_t *late, struct error *error);

#endif
