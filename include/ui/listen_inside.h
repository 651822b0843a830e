/* What a session on the screen is made of, for ui/listen and ui/listen_keys alone. */
#ifndef UI_LISTEN_INSIDE_H
#define UI_LISTEN_INSIDE_H

#include "play/diary.h"
#include "play/player.h"
#include "play/sitting.h"
#include "ui/background_ring.h"
#include "ui/theme.h"

struct listener {
    struct sitting *sitting;
    struct player *player;
    char **voices; /* that can speak this practice */
    size_t voice_count;
    bool began_unvoiced;
    struct background_ring background;
    struct diary *diary; /* NULL: none */
    const struct theme *theme;
    struct player_status status;
    bool captions;
    bool motion;
    int help; /* whose keys are shown instead of the session: KEYS_SESSION, KEYS_MOMENT; 0: none */
    int help_top;
    int help_most;
    int64_t touched; /* where the last key was pressed, frames */
    bool asked_to_leave;
    bool leaving;
    bool at_once; /* without another word */
    int signal;
    char notice[200];
    int notice_turns;      /* how long it stays; 0: none */
    const char *later;     /* the next notice, which can wait; NULL: none */
    unsigned notices_seen; /* of the player's */
};

/* Shows a line for some turns of the clock. */
void listener_notice(struct listener *listener, const char *text);

/* Whether nothing speaks: without a voice, or without a device. */
bool listener_is_silent(const struct listener *listener);

/* Whether the ways on from grounding are on the screen, by keys that mean something else elsewhere.
 */
bool listener_is_asking(const struct listener *listener);

/* Obeys a key. */
void listener_press(struct listener *listener, int key);

#endif
