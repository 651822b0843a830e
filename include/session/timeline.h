/* A practice fitted to a length: which step sounds from which frame on. */
#ifndef SESSION_TIMELINE_H
#define SESSION_TIMELINE_H

#include "base/error.h"
#include "script/practice.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A bell's sound, struck once. */
struct ring {
    const char *name;
    const char *clip; /* for whoever plays it */
    int64_t frames;   /* until it has rung out */
};

/* How a step's words sound: measured from its recording, or estimated where there is none. Frames.
 */
struct speech {
    int64_t frames;          /* words, and breathing behind them; 0 for a silent step */
    int64_t breathing;       /* of these the last, behind the words */
    int64_t *starts;         /* where each sentence begins; the first is 0 */
    size_t sentence_count;   /* at least 1 where there are words */
    const char *clip;        /* what speaks them, for whoever plays it; NULL: nothing does */
    const struct ring *ring; /* a bell's step: what rings in place of words, else NULL, */
    int strikes;             /* and how often */
};

/* A step's place on the timeline: its words, then its pause. */
struct cue {
    size_t step;                /* index into the practice's steps */
    const struct speech *words; /* how they sound: those of the voice it had when it was planned */
    int64_t start;              /* frame */
    int64_t from;   /* frames of the words left out before, as it begins in their midst */
    int64_t speech; /* frames of the words: all of them, or what was heard of them */
    int64_t pause;
    bool rest; /* it is what was left of a step when a detour came */
};

/* Cues without gaps: each starts where the one before ends, the last ends at `frames`. */
struct timeline {
    struct cue *cues;
    size_t count;
    int64_t frames;
};

/* The frame at which a cue's words end, be it because the listener goes on. */
int64_t cue_said(const struct cue *cue);

/* From where on the timeline to where a cue breathes, behind its words; false: nowhere, be it that
 * its step doesn't or that the listener went on before. */
bool cue_breathes(const struct cue *cue, const struct breath *breath, int64_t *start, int64_t *end);

/* Whether a step belongs to sessions of this length (its from and until). */
bool step_belongs(const struct step *step, int64_t frames);

/* Whether any step of a section does. */
bool section_belongs(const struct practice *practice, size_t section, int64_t frames);

/* Fits a practice to exactly `frames`. `speech` has one element for each of the practice's steps.
 * Fills `line`, whose cues the caller frees with timeline_free; or returns false and a sentence
 * that names the nearest lengths that do fit. */
bool timeline_fit(const struct practice *practice, const struct speech *speech, int64_t frames,
                  struct timeline *line, struct error *error);

void timeline_free(struct timeline *line);

/* The nearest whole-second lengths that fit, below and above `frames`; 0 where there is none. */
void timeline_neighbours(const struct practice *practice, const struct speech *speech,
                         int64_t frames, int64_t *shorter, int64_t *longer);

bool timeline_fits(const struct practice *practice, const struct speech *speech, int64_t frames);

/* Index of the cue that holds a frame (the last one for the end). Binary search. */
size_t timeline_cue_at(const struct timeline *line, int64_t frame);

/* The longest session a practice may have: 4 h, or 24 h where no word is said. */
int64_t timeline_limit(const struct practice *practice);

#endif
