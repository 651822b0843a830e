/* Who can speak text into a sound file: a command, or numbmed's own neural narrator. */
#ifndef PLAY_SPEAKER_H
#define PLAY_SPEAKER_H

#include "base/child.h"
#include "base/error.h"

#include <stdatomic.h>
#include <stdbool.h>

/* What an engine is given for a sentence. */
enum { SPEAKER_TIMEOUT_MS = 30000 };

/* An engine as it was chosen; it isn't running yet. Strings are its own. */
struct speaker {
    char *name;    /* "espeak-ng" */
    char *command; /* a shell command. Where it `stays` it takes JSON lines; else it reads text on
                    * standard input and writes sound to the file put in place of {out} */
    bool stays;
    char *voice; /* the folder its clips go to below audio/voices */
    char *maker; /* what the comment tag says: "engine: NAME; voice: NAME" */
    char *note;  /* why a better engine was passed over; NULL: none was */
};

/* Chooses an engine: `with` is a command with {out} in it, or the name of a known engine, or NULL:
 * the best known one that is found on this machine (piper, kokoro, pico2wave, rhvoice, flite,
 * espeak-ng). `voice` is the folder's name, or NULL: the engine's usual one. False and a sentence
 * where there is none; speaker_free frees it. kokoro is audio/narrator; only numbmed's own is ever
 * run, never one that came with practices. */
bool speaker_choose(struct speaker *speaker, const char *with, const char *voice,
                    const atomic_bool *stop, struct error *error);

void speaker_free(struct speaker *speaker);

/* An engine at work, for one thread. Begins as {.speaker = ...}; speaking_end ends it. */
struct speaking {
    const struct speaker *speaker;
    const atomic_bool *stop; /* set from elsewhere: give up at once; may be NULL */
    int timeout_ms;
    struct child child; /* in between only where the engine stays */
};

/* Speaks a text into the file `out` (removed first). An engine that fails, or takes longer than the
 * time-out (then its whole process group is killed), or writes no file, is false and a sentence. */
bool speaking_say(struct speaking *speaking, const char *text, const char *out,
                  struct error *error);

void speaking_end(struct speaking *speaking);

#endif
