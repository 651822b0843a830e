#include "ui/listen_inside.h"

#include "ui/help_view.h"
#include "ui/keys.h"
#include "ui/session_keys.h"
#include "ui/terminal.h"

#include <stdio.h>
#include <string.h>

enum { VOLUME_STEP = 5 };

static int within_100(int volume)
{
    return volume < 0 ? 0 : volume > 100 ? 100 : volume;
}

static void change_volume(struct listener *listener, int by)
{
    char text[64];
    int volume = within_100(listener->status.volume + by);
    player_set_muted(listener->player, false);
    player_set_volume(listener->player, volume);
    snprintf(text, sizeof text, "volume at %d of 100", volume);
    listener_notice(listener, text);
}

static void toggle_mute(struct listener *listener)
{
    bool muted = !listener->status.muted;
    player_set_muted(listener->player, muted);
    if (muted)
        listener_notice(listener, "muted · m brings the sound back");
    else
        change_volume(listener, 0);
}

/* The voice after the present one; NULL: none (after the last). */
static const char *next_voice(const struct listener *listener)
{
    if (!listener->status.voiced)
        return listener->voices[0];
    for (size_t i = 0; i + 1 < listener->voice_count; i++) {
        if (strcmp(listener->voices[i], listener->sitting->narration->voice) == 0)
            return listener->voices[i + 1];
    }
    return NULL;
}

/* Voice and words are never both off. */
static void change_voice(struct listener *listener)
{
    if (!listener->voice_count) {
        listener_notice(listener, "this practice has no recordings here");
        return;
    }
    const char *voice = next_voice(listener);
    player_set_voiced(listener->player, voice != NULL);
    if (voice && strcmp(voice, listener->sitting->narration->voice) != 0) {
        sitting_change_voice(listener->sitting, voice);
        player_change_speech(listener->player, listener->sitting->narration->speech);
        listener_notice(listener, "from the next step on");
    } else if (!voice) {
        listener_notice(listener, "no voice, in this sitting only");
    }
}

bool listener_is_silent(const struct listener *listener)
{
    return !listener->status.voiced || listener->status.device == DEVICE_NONE;
}

static void toggle_captions(struct listener *listener)
{
    if (listener_is_silent(listener))
        listener_notice(listener, "the words stay while there is no voice");
    else
        listener->captions = !listener->captions;
}

static void change_background(struct listener *listener, int by)
{
    struct error error;
    if (!background_ring_step(&listener->background, listener->player, by, &error))
        listener_notice(listener, error.text);
    else
        listener_notice(listener, background_ring_name(&listener->background));
}

/* As nothing on the screen shows the balance, a line does. */
static void change_balance(struct listener *listener, int by)
{
    char text[64];
    const char *name = background_ring_name(&listener->background);
    if (strcmp(name, "none") == 0) {
        listener_notice(listener, "no background is on; o chooses one");
        return;
    }
    int volume = within_100(listener->status.background_volume + by);
    player_set_background_volume(listener->player, volume);
    snprintf(text, sizeof text, "background at %d of 100", volume);
    listener_notice(listener, text);
}

bool listener_is_asking(const struct listener *listener)
{
    return listener->status.session.away == AWAY_ASKING;
}

static void act(struct listener *listener, enum action action, int key)
{
    struct command own;
    if (session_key(&listener->status.session, key, &own))
        player_command(listener->player, own);
    else if (action == ACTION_PAUSE)
        player_toggle_pause(listener->player);
    else if (action == ACTION_LOUDER || action == ACTION_SOFTER)
        change_volume(listener, action == ACTION_LOUDER ? VOLUME_STEP : -VOLUME_STEP);
    else if (action == ACTION_MUTE)
        toggle_mute(listener);
    else if (action == ACTION_VOICE)
        change_voice(listener);
    else if (action == ACTION_CAPTIONS)
        toggle_captions(listener);
    else if (action == ACTION_NEXT_BACKGROUND || action == ACTION_PREVIOUS_BACKGROUND)
        change_background(listener, action == ACTION_NEXT_BACKGROUND ? 1 : -1);
    else if (action == ACTION_MORE_VOICE || action == ACTION_MORE_BACKGROUND)
        change_balance(listener, action == ACTION_MORE_BACKGROUND ? VOLUME_STEP : -VOLUME_STEP);
    else if (action == ACTION_HELP)
        listener->help = KEYS_SESSION;
    else if (action == ACTION_MOMENT && !listener_is_asking(listener))
        listener->help = KEYS_MOMENT;
    else if (action == ACTION_REDRAW)
        terminal_redraw();
    else if (action == ACTION_LEAVE_NOW)
        listener->leaving = listener->at_once = true;
    else if (action == ACTION_SUSPEND) {
        player_pause_and_wait(listener->player);
        terminal_suspend();
    }
}

/* A key within the help: moves it, or closes it; what pauses or helps still does. True: it is
 * spent.
 */
static bool on_help_key(struct listener *listener, enum action action, int key)
{
    int top = help_view_move(listener->help_top, listener->help_most, key);
    bool moment = listener->help == KEYS_MOMENT && keys_find(KEYS_MOMENT, key) != ACTION_NONE;
    listener->help = top >= 0 ? listener->help : 0;
    listener->help_top = top < 0 ? 0 : top;
    return !moment && action != ACTION_PAUSE && action != ACTION_GROUND &&
           action != ACTION_LEAVE_NOW && action != ACTION_SUSPEND;
}

void listener_press(struct listener *listener, int key)
{
    enum action action = keys_find(KEYS_SESSION, key);
    bool asked = listener->asked_to_leave;
    if (key == KEY_RESIZE || (listener->help && on_help_key(listener, action, key)))
        return;
    listener->asked_to_leave = false;
    listener->notice_turns = 0;
    listener->touched = listener->status.session.place;
    if (action != ACTION_LEAVE) {
        act(listener, action, key);
        return;
    }
    listener->leaving = asked;
    listener->asked_to_leave = !asked;
}
