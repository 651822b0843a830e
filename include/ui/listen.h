/* A session on the screen: draws it, obeys its keys, ends it kindly. */
#ifndef UI_LISTEN_H
#define UI_LISTEN_H

#include "play/diary.h"
#include "play/player.h"
#include "play/sitting.h"
#include "ui/theme.h"

/* What came of a session. */
struct listening {
    int64_t sat;    /* frames */
    int signal;     /* the signal that ended it, or 0 */
    int volume;     /* as it was left */
    char voice[65]; /* likewise; "none" for captions only */
    bool completed; /* it ended by itself, or gently */
    enum ending ending;
    bool open;   /* the listener is still there, and may be asked how it was */
    bool ground; /* or asks for grounding instead, at once */
};

/* How a session begins. */
struct listen_options {
    struct player_options player;
    bool captions;       /* its words are on the screen; while no voice speaks they are anyway */
    bool motion;         /* a figure may move */
    struct diary *diary; /* has begun with the sitting; NULL: nothing is written down */
    const char *notice;  /* one line to be read in its first seconds; NULL: none */
};

/* Plays a sitting on the screen until it ends or is left; after its end, the closing screen until
 * Enter. The terminal must be ours (terminal_begin); it is given back unless the listener may still
 * be asked something or asks for grounding. Returns false if the sound device still holds on to the
 * sitting, which must then not be closed. */
bool listen_on_screen(struct sitting *sitting, const struct listen_options *options,
                      const struct theme *theme, struct listening *listening);

#endif
