/* A sitting: where one is on the timeline, what one may ask for, what the screen needs to know.
 * Plain data: no threads, no clock, no sound. Time passes by session_advance only. */
#ifndef SESSION_SESSION_H
#define SESSION_SESSION_H

#include "base/frames.h"
#include "script/detours.h"
#include "session/strikes.h"
#include "session/timeline.h"

enum session_state { SESSION_PAUSED, SESSION_RUNNING, SESSION_ENDED };

enum command_kind {
    COMMAND_RESUME,
    COMMAND_PAUSE,
    COMMAND_SEEK, /* by `frames`, back or forth: along what was heard, along what is to come */
    COMMAND_NEXT_STEP,
    COMMAND_PREVIOUS_STEP,
    COMMAND_NEXT_SECTION,
    COMMAND_PREVIOUS_SECTION, /* to its start; from its first step to the section before */
    COMMAND_REPEAT,
    COMMAND_END_GENTLY, /* to the closing, within it to its last words, at natural pauses */
    COMMAND_EXTEND,     /* by `frames`: stretches what is ahead */
    COMMAND_RESTLESS,   /* a detour once the sentence is over; in the order of detour_kind */
    COMMAND_FRUSTRATED,
    COMMAND_SLEEPY,
    COMMAND_WANDERING,
    COMMAND_GROUND,    /* at once; nothing goes on by itself after it, until one of these: */
    COMMAND_STOP_HERE, /* in the order of way_kind */
    COMMAND_SIT_WITH_SOUNDS,
    COMMAND_FROM_THE_FEET, /* on with the practice, no pause shortened */
    COMMAND_GO_BACK, /* takes back an end, a detour or a way on from grounding, for BACK_FRAMES */
    COMMAND_STOP,    /* the session is over */
};

struct command {
    enum command_kind kind;
    int64_t frames;
};

/* What a command did. */
enum outcome {
    OUTCOME_DONE,
    OUTCOME_LATER,   /* done; the session now ends `shift` frames later */
    OUTCOME_EARLIER, /* done; it ends `shift` frames earlier */
    OUTCOME_NOTHING, /* there is nothing to do, such as a step before the first */
};

/* Where the listener is: on the practice's own way, or aside. */
enum away {
    AWAY_NOT,
    AWAY_DETOUR,
    AWAY_GROUND, /* being grounded, */
    AWAY_ASKING, /* being asked which way to go on, */
    AWAY_SOUNDS, /* sitting with sounds, */
    AWAY_ON,     /* or told of the way chosen */
};

/* What grounding keeps until the practice goes on, if it does. */
struct grounding {
    bool on;
    bool sits; /* sitting with sounds was chosen */
    bool was_open_ended;
    int64_t promised;    /* the session's end */
    struct cue *waiting; /* what was ahead; its own */
    size_t waiting_count;
};

/* For so long of sitting a command can be taken back; in a pause no time passes. */
#define BACK_FRAMES (5 * FRAMES_PER_SECOND)

/* What a command is taken back with: the way ahead as it was before. */
struct way_back {
    struct timeline line; /* its own, as are the strikes and what waits; no cues: there is none */
    struct strikes strikes;
    struct grounding grounding;
    bool open_ended;
    uint64_t chance;
    int said_last[DETOUR_KINDS];
    int64_t left;  /* the place from which on the way is another */
    int64_t until; /* of the frames sat */
};

struct session {
    const struct practice *practice; /* borrowed, as is `speech` */
    const struct speech *speech;
    int64_t chosen;       /* the length chosen at the start, frames: decides which steps belong */
    struct timeline line; /* up to the present cue what was heard, behind it what is to come */
    size_t cue;           /* the present one */
    int64_t place;        /* frame on the timeline */
    int64_t sat;          /* frames spent running */
    enum session_state state;
    bool open_ended;                   /* it ends when asked to, not at a time one waits for */
    const struct intervals *intervals; /* borrowed; NULL: no bells in between */
    struct strikes strikes;            /* of the whole timeline */
    const struct detours *detours;     /* borrowed, put aside in the practice; NULL: none */
    int said_last[DETOUR_KINDS]; /* which variant of each, so that it isn't the next; -1: none */
    uint64_t chance;             /* decides which */
    struct grounding grounding;
    bool grounded; /* it has been, and mustn't be offered to go on with */
    struct way_back back;
};

/* Breathing at a pace, as it stands. */
struct breathing {
    int times; /* breaths in all; 0: nothing of the kind goes on */
    struct breath_moment now;
};

/* Where a sitting would go on after a break: in the practice's own step, at the start of the
 * sentence that was being said. */
struct whence {
    size_t step;
    size_t sentence; /* 0 where there are no words */
    int64_t silence; /* frames of the step's silence that are still to come */
    int64_t left;    /* frames to the session's end */
};

/* A copy of what a screen needs; holds no pointers. */
struct snapshot {
    enum session_state state;
    bool open_ended;
    enum away away;
    bool can_go_on; /* the practice waits */
    bool grounded;  /* it has been, and mustn't be offered to go on with */
    bool can_go_back;
    struct whence whence;
    int64_t place;
    int64_t heard;  /* the place that is heard by now */
    int64_t frames; /* where the session ends */
    int64_t sat;
    size_t section;  /* of a detour: where it was asked for */
    uint64_t sat_in; /* which sections were sat in and not only passed over: a bit each, of the
                      * first 64 */
    size_t step;     /* from the practice's step_count on: one put aside */
    size_t sentence; /* the one being heard, or heard last in this step */
    size_t sentence_count;
    int64_t into; /* frames into the step: its speech, then its pause. A step that goes on after a
                   * detour begins in the midst of its words */
    int64_t speech;
    int64_t pause;
    int64_t next_sentence; /* frames until the words change; INT64_MAX: not in this step */
    struct breathing breathing;
};

/* Begins a paused session of exactly `frames`. False and a sentence if the practice can't last that
 * long. session_end frees what it holds. */
bool session_begin(struct session *session, const struct practice *practice,
                   const struct speech *speech, int64_t frames, struct error *error);

void session_end(struct session *session);

/* Has bells ring in between; they must stay as long as the session. Before it runs. */
void session_set_intervals(struct session *session, const struct intervals *intervals);

/* Gives it the detours that were put aside in the practice; `speech` has their words, too. `seed`
 * decides among their variants. Before it runs. */
void session_set_detours(struct session *session, const struct detours *detours, uint64_t seed);

/* Obeys a command. `shift` (may be NULL) tells how much later or earlier the session ends by it. */
enum outcome session_command(struct session *session, struct command command, int64_t *shift);

/* Whether the last command that led elsewhere can still be taken back. */
bool session_can_go_back(const struct session *session);

/* Lets go of what waits behind grounding: there is no practice to go on with. */
void session_forget_waiting(struct session *session);

/* From the next step on speaks with other recordings of the same practice, which stay as long as
 * the session; what is left behind the present step is refitted to the promised end. */
enum outcome session_change_speech(struct session *session, const struct speech *speech,
                                   int64_t *shift);

/* Goes on with a sitting of the same practice and length that broke off, to end when as much is
 * left as was then; `shift` tells how much later that can only be. Before it runs. False, and
 * nothing is changed: sessions of this length don't have this step. */
bool session_go_on_at(struct session *session, const struct whence *whence, int64_t *shift);

/* Lets up to `frames` pass, while running. Returns how many did: fewer at the end, which also ends
 * the session; 0 when it isn't running. */
int64_t session_advance(struct session *session, int64_t frames);

/* Frames from the place to the next bell or, `voiced`, recorded speech; 0 within one; to the end if
 * none follows. */
int64_t session_silence(const struct session *session, bool voiced);

/* Frames from the place to the next recorded speech; 0 within one; to the end if none follows. */
int64_t session_silence_of_voice(const struct session *session);

/* What breath goes on at the place, and how far into it that is; NULL: none does. */
const struct breath *session_breath(const struct session *session, int64_t *into);

/* Frames from the place to the next breathing; 0 within one; to the end if none follows. */
int64_t session_silence_of_breath(const struct session *session);

/* Where the last bell of the end is first struck; the end where there is none. */
int64_t session_end_bell(const struct session *session);

/* Copies what there is to show. A device still holds `late` frames of what was rendered: sentence
 * and breathing are those that are heard by now, all else is as it stands at the place. */
void session_snapshot(const struct session *session, int64_t late, struct snapshot *snapshot);

#endif
