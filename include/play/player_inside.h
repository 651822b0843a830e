/* The inside of a player, shared by its files: player.c is called by the main thread, as is
 * player_levels.c (how loud what is), player_thread.c runs in the audio thread, player_words.c says
 * what a command did. Nobody else includes this. */
#ifndef PLAY_PLAYER_INSIDE_H
#define PLAY_PLAYER_INSIDE_H

#include "base/frames.h"
#include "play/engine.h"
#include "play/pacer.h"
#include "play/player.h"

#include <pthread.h>

#define NS_PER_SECOND INT64_C(1000000000)
#define NEVER INT64_MAX

struct player {
    /* Set before the thread starts, then read by both. */
    struct sink_choice choice;
    size_t block; /* frames */
    int event;
    pthread_t thread;

    /* Touched by both, under `lock`; no sink is called while it is held. */
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct engine engine;
    struct pacer pacer;
    bool quitting;
    bool pausing;   /* the fade before a pause is sounding */
    bool feeding;   /* the device is being fed, not left alone */
    size_t zeros;   /* frames of silence to feed before the session goes on */
    int64_t fed;    /* frames written since feeding began, */
    int64_t silent; /* and how many of them, at the end, were silence */
    int volume;
    int background_volume;
    bool muted;
    enum device_state device;
    char sink_name[16];
    int64_t room; /* frames that the device has room for */
    char notice[200];
    unsigned notice_count;
    int64_t write_began; /* 0: no write goes on */
    int64_t idle_since;  /* when feeding stopped */
    int64_t retry_at;    /* NEVER: no retry is due */
    int64_t retry_wait;

    /* The audio thread's own. */
    struct sink *sink;
};

/* Nanoseconds of CLOCK_BOOTTIME, which goes on while the machine sleeps. */
int64_t player_now(void);

/* What follows is called with the lock held, by either thread. */

/* Makes player_fd readable. */
void player_tell(struct player *player);

/* Leaves a line for the screen. */
void player_notice(struct player *player, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Whether a command asks for a detour or for grounding, or answers what that asks. */
bool player_is_for_help(enum command_kind kind);

/* Leaves a line about what a command did, or why it did nothing; none where that can be seen. */
void player_announce(struct player *player, enum command_kind kind, enum outcome outcome,
                     int64_t shift);

/* Pauses the session at once; whatever sounds has been faded out. */
void player_pause_now(struct player *player);

/* From now on silent time is counted by the clock, not by what the device takes. */
void player_stop_feeding(struct player *player, int64_t now);

/* Looks at the clock; if it stood still since the last look (see pacer_look) a running session is
 * paused, and false returned. */
bool player_look_at_clock(struct player *player, int64_t now);

/* Lets the time pass that went by while nothing was fed. */
void player_catch_up(struct player *player);

/* The audio thread, begun with the player as its argument. */
void *player_run(void *player);

#endif
