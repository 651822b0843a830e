/* A practice as it was written: sections of steps, each some words and the silence after them. */
#ifndef SCRIPT_PRACTICE_H
#define SCRIPT_PRACTICE_H

#include "script/bells.h"
#include "script/breath.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A pause that knows no upper limit. */
#define FRAMES_NO_LIMIT INT64_MAX

/* Several ways of saying the same, so that a practice isn't word for word what it was. */
struct variants {
    char **list;
    size_t count;  /* at least 2 */
    size_t chosen; /* whichever is spoken this time */
};

struct step {
    char *id;
    char *say;                 /* what is spoken, white space folded; NULL: a silence */
    struct variants *variants; /* they own `say`; NULL: there is but one way */
    char *show;                /* what the screen shows instead; NULL: the same */
    struct breath *breath;     /* what follows the words and counts as speech; NULL: nothing */
    char *tag;                 /* what the step does, in words such as "anchor"; NULL: none */
    int64_t pause;             /* natural silence after the words, frames */
    int64_t least;             /* the pause never shrinks below this, frames, <= pause */
    int64_t most;              /* nor grows beyond this, frames, >= pause, or FRAMES_NO_LIMIT */
    int grow;                  /* its share of spare time, 0 to 100 */
    int from_minutes;          /* only in sessions of at least this; 0: in any */
    int until_minutes;         /* only in sessions shorter than this; 0: in any */
    char *recording;           /* "FOLDER/NAME" of its clips; NULL: "PRACTICE/ID" */
    size_t section;            /* index into the practice's sections */
    const struct bell *bell; /* what rings in place of words: in @start and @end alone, else NULL */
};

struct section {
    char *name;
    bool closing;      /* where "end gently" goes */
    size_t first_step; /* index into the practice's steps */
    size_t step_count; /* at least 1 */
};

/* Everything belongs to the practice; practice_free frees it. */
struct practice {
    char *id;
    char *title;
    char *about;
    int *minutes; /* lengths offered, as written */
    size_t minutes_count;
    int default_minutes;
    char *group; /* under which menu and list show it; NULL: none */
    struct section *sections;
    size_t section_count;
    struct step *steps; /* of all sections, in order */
    size_t step_count;
    size_t aside_count; /* further steps after those, and a section after the sections: where only
                         * a detour leads (script/detours.h) */
    struct bells_wish bells; /* as written */
    struct bell hung[2];     /* as they ring */
    bool sleep;              /* it leads to sleep: darker, softer, and no word about its end */
    char *background;        /* a name or "none", as written; NULL: left open */
    char *path;              /* the file it came from; NULL: none */
};

void practice_free(struct practice *practice);

/* The steps that bells are. No step of a file can have these ids. */
#define START_BELL "@start"
#define END_BELL "@end"

/* Makes steps of the bells at the start and end of a session: a step before all others and one
 * after them, without a pause; for anyone who can't hear them the screen says so. A bell with an
 * empty name is none. What a silent first step shows is there from the bell on. Once for a
 * practice. */
void practice_hang_bells(struct practice *practice, const struct bell *start,
                         const struct bell *end);

/* A practice without words, for silent sitting: `frames` is its usual length. The caller frees it.
 */
struct practice *practice_of_silence(int64_t frames);

/* Puts a step in at `index`, into a section; all steps from there on move on. It takes what `step`
 * points to, and returns where it is now. */
struct step *practice_insert(struct practice *practice, size_t index, size_t section,
                             const struct step *step);

/* Chooses among the variants of each step by a seed: the same for the same, and about as often
 * each.
 */
void practice_vary(struct practice *practice, uint64_t seed);

/* Chooses the variant with this index everywhere, or the last where there are fewer. Returns false
 * if no step has as many: all have been seen. */
bool practice_vary_all(struct practice *practice, size_t index);

/* How many ways there are of saying a step's words; 0 for a silence. */
size_t step_ways(const struct step *step);

/* One of them, by its index. */
const char *step_way(const struct step *step, size_t index);

/* Whether any word is said in it. */
bool practice_speaks(const struct practice *practice);

/* Whether a step is a bell. */
bool step_is_bell(const struct step *step);

/* What a step shows: `show`, else `say`, else "". */
const char *step_shown(const struct step *step);

/* The section "end gently" goes to: the one marked closing, else the last of several.
 * Returns section_count where there is none. */
size_t practice_closing(const struct practice *practice);

/* The index of the step with this id, or step_count. */
size_t practice_find_step(const struct practice *practice, const char *id);

#endif
