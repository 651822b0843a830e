/* A session being heard: the audio thread around an engine and a sink. */
#ifndef PLAY_PLAYER_H
#define PLAY_PLAYER_H

#include "audio/background.h"
#include "audio/sink.h"
#include "session/session.h"

#include <stdbool.h>
#include <stdint.h>

struct player; /* all functions are for the main thread */

/* What goes on with the sound device. */
enum device_state {
    DEVICE_NONE,    /* silence was chosen, or nothing opens: captions only */
    DEVICE_OPENING, /* nothing is known yet */
    DEVICE_OPEN,
    DEVICE_IDLE,    /* closed in a long pause; opens again on resume */
    DEVICE_LOST,    /* went away; tried again in the background */
    DEVICE_STALLED, /* has taken no sound for a second */
};

struct player_status {
    struct snapshot session;
    enum device_state device;
    char sink[16];         /* the name of the sink that is or was open; "" before */
    int latency_ms;        /* how much sound it has room for */
    char notice[200];      /* the latest thing worth a line; "" at first */
    unsigned notice_count; /* grows with each notice */
    int volume;            /* 0 to 100 */
    int background_volume; /* likewise; 50 is the usual */
    bool muted;
    bool voiced;
    bool paused; /* as asked for: the fade before it may still sound */
};

struct player_options {
    struct sink_choice sink;
    int volume;                    /* 0 to 100, as are the other two */
    int bell_volume;               /* 100: as they were recorded */
    int background_volume;         /* 50: about 20 dB below the voice */
    struct background *background; /* the player takes it; NULL: none */
    bool captions_only;            /* at first: the voice can be switched on */
    bool breath_tone;              /* one sounds where one breathes */
};

struct engine;

/* Sets an engine's gains and background as a player's own are: for who renders without one. Takes
 * the background. */
void player_set_up(struct engine *engine, const struct player_options *options);

/* Starts the audio thread on a begun session: it opens a device (or finds none) and runs the
 * session. Borrows session and narration until player_free; nobody else may touch the session
 * meanwhile. */
struct player *player_new(struct session *session, const struct player_options *options);

/* Ends the sound and the thread. Waits for what the device holds, and at most 300 ms more for one
 * that blocks, then leaves it to the end of the program (the session must then stay where it is:
 * returns false). */
bool player_free(struct player *player);

/* A descriptor that becomes readable when something changed that wasn't asked for: the session's
 * end, a device found or lost. player_status empties it. */
int player_fd(const struct player *player);

/* Copies what there is to show. Never waits for a device. */
void player_status(struct player *player, struct player_status *status);

/* Opens the clips that come next and closes those that are done. For once a second or so. */
void player_look_ahead(struct player *player);

/* Obeys a session command; says in a notice when it changes the session's end. A pause or stop
 * takes the 10 ms of its fade. */
void player_command(struct player *player, struct command command);

void player_toggle_pause(struct player *player);

/* Pauses, and returns once the device has been given the fade and the silence after it (after as
 * long as player_free waits at most): from then on the program may be stopped without a click. */
void player_pause_and_wait(struct player *player);

void player_set_volume(struct player *player, int volume);
/* The background's alone: the balance of voice and background. */
void player_set_background_volume(struct player *player, int volume);

/* One background (NULL: none) gives way to another. Takes it. */
void player_lay(struct player *player, struct background *background);

void player_set_muted(struct player *player, bool muted);

/* From the next step on speaks with other recordings; they must stay until player_free. */
void player_change_speech(struct player *player, const struct speech *speech);

/* Speaks, or only shows the words. */
void player_set_voiced(struct player *player, bool voiced);

#endif
