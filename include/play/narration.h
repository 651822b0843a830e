/* The recordings of a practice in a voice: which file speaks which step, and for how long. */
#ifndef PLAY_NARRATION_H
#define PLAY_NARRATION_H

#include "script/library.h"
#include "script/practice.h"
#include "session/session.h"

/* Everything belongs to the narration; narration_free frees it. */
struct narration {
    char *voice;           /* NULL: none, captions only */
    struct speech *speech; /* one for each of the practice's steps, and those put aside */
    char **paths;          /* the clip of each step; NULL: none */
    char **broken;         /* why a step's clip can't be played; NULL: it can, or there is none */
    size_t count;          /* of each */
    size_t missing;        /* steps with words and no clip that can be played */
    size_t stale;          /* clips that speak other words than the step has now */
    char *problem;         /* the first of these in one sentence; NULL: all is well */
};

/* The name of the file that speaks a step in one of its ways, without its ending:
 * "PRACTICE/STEP", and for the second "PRACTICE/STEP.2". The caller frees it. */
char *clip_name(const struct practice *practice, const struct step *step, size_t way);

/* Finds and probes a practice's clips (audio/voices/VOICE/PRACTICE/STEP.ogg, .flac or .wav below
 * the library's roots). A missing one means captions with an estimated length. Never fails. */
struct narration *narration_find(const struct library *library, const struct practice *practice,
                                 const char *voice);

void narration_free(struct narration *narration);

/* The sentence to show now: fills start and length in bytes of step_shown(). Where recording and
 * text break into different numbers of sentences, all of the text. */
void caption_find(const struct practice *practice, const struct snapshot *at, size_t *start,
                  size_t *length);

#endif
