#include "ui/listen.h"

#include "base/frames.h"
#include "base/memory.h"
#include "ui/background_ring.h"
#include "ui/draw.h"
#include "ui/help_view.h"
#include "ui/keys.h"
#include "ui/session_keys.h"
#include "ui/session_view.h"
#include "ui/terminal.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    VOLUME_STEP = 5,
    NOTICE_TURNS = 8,  /* a notice stays for as many turns of the clock */
    DARK_SECONDS = 20, /* after a key, what leads to sleep stays light so long */
};

/* Whose keys the closing screen has. */
static const int CLOSING = KEYS_MENU | KEYS_GROUND;

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
    bool ground;  /* from the closing screen to grounding */
    int signal;
    char notice[200];
    int notice_turns;      /* how long it stays; 0: none */
    const char *later;     /* the next notice, which can wait; NULL: none */
    unsigned notices_seen; /* of the player's */
};

static void notice(struct listener *listener, const char *text)
{
    snprintf(listener->notice, sizeof listener->notice, "%.199s", text);
    listener->notice_turns = NOTICE_TURNS;
}

/* What is wrong with the recordings, in one line. */
static void notice_narration(struct listener *listener)
{
    const struct narration *narration = listener->sitting->narration;
    char text[160];
    if (narration->voice && narration->missing)
        snprintf(text, sizeof text, "%zu step%s can't be spoken by '%s'; %s words are shown",
                 narration->missing, narration->missing == 1 ? "" : "s", narration->voice,
                 narration->missing == 1 ? "its" : "their");
    else if (narration->stale)
        snprintf(text, sizeof text, "%zu recording%s of older words; numbmed check tells which",
                 narration->stale, narration->stale == 1 ? "" : "s");
    else
        return;
    notice(listener, text);
}

/* ---- what the keys do */

static void command(struct listener *listener, enum command_kind kind, int64_t frames)
{
    player_command(listener->player, (struct command){kind, frames});
}

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
    notice(listener, text);
}

static void toggle_mute(struct listener *listener)
{
    bool muted = !listener->status.muted;
    player_set_muted(listener->player, muted);
    if (muted)
        notice(listener, "muted · m brings the sound back");
    else
        change_volume(listener, 0);
}

/* The voice behind the present one; NULL: none (behind the last). */
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
        notice(listener, "this practice has no recordings here");
        return;
    }
    const char *voice = next_voice(listener);
    player_set_voiced(listener->player, voice != NULL);
    if (voice && strcmp(voice, listener->sitting->narration->voice) != 0) {
        sitting_change_voice(listener->sitting, voice);
        player_change_speech(listener->player, listener->sitting->narration->speech);
        notice(listener, "from the next step on");
    } else if (!voice) {
        notice(listener, "no voice, in this sitting only");
    }
}

static bool is_silent(const struct listener *listener)
{
    return !listener->status.voiced || listener->status.device == DEVICE_NONE;
}

static void toggle_captions(struct listener *listener)
{
    if (is_silent(listener))
        notice(listener, "the words stay while there is no voice");
    else
        listener->captions = !listener->captions;
}

static void change_background(struct listener *listener, int by)
{
    struct error error;
    if (!background_ring_step(&listener->background, listener->player, by, &error))
        notice(listener, error.text);
    else
        notice(listener, background_ring_name(&listener->background));
}

/* As nothing on the screen shows the balance, a line does. */
static void change_balance(struct listener *listener, int by)
{
    char text[64];
    const char *name = background_ring_name(&listener->background);
    if (strcmp(name, "none") == 0) {
        notice(listener, "no background is on; o chooses one");
        return;
    }
    int volume = within_100(listener->status.background_volume + by);
    player_set_background_volume(listener->player, volume);
    snprintf(text, sizeof text, "background at %d of 100", volume);
    notice(listener, text);
}

/* Whether the ways on from grounding are on the screen, by keys that mean something else elsewhere.
 */
static bool is_asking(const struct listener *listener)
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
    else if (action == ACTION_MOMENT && !is_asking(listener))
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

static void on_key(struct listener *listener, int key)
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

/* ---- the screen */

/* NULL: none speaks. */
static const char *voice_of(const struct listener *listener)
{
    return listener->status.voiced ? listener->sitting->narration->voice : NULL;
}

/* What the key silenced speaks again in the next sitting: "none" stays only where it was so from
 * the beginning. */
static const char *voice_to_remember(const struct listener *listener)
{
    const char *last = listener->sitting->narration->voice;
    bool none = !listener->status.voiced && listener->began_unvoiced;
    return none || !last ? "none" : last;
}

static void write_down(struct listener *listener)
{
    if (listener->diary &&
        !diary_follow(listener->diary, &listener->status.session, voice_of(listener)))
        notice(listener, listener->diary->problem.text);
}

static void take_status(struct listener *listener)
{
    player_status(listener->player, &listener->status);
    if (listener->status.notice_count != listener->notices_seen) {
        listener->notices_seen = listener->status.notice_count;
        notice(listener, listener->status.notice);
    }
    listener->captions |= is_silent(listener);
    write_down(listener);
    if (listener->help == KEYS_MOMENT && is_asking(listener))
        listener->help = 0;
}

/* A turn of the clock: a notice goes at its time, and the one that waits comes. */
static void turn_notices(struct listener *listener)
{
    if (listener->notice_turns) {
        listener->notice_turns--;
    } else if (listener->later) {
        notice(listener, listener->later);
        listener->later = NULL;
    }
}

/* A step that has words and no recording is read, whatever was chosen. */
static bool shows_words(const struct listener *listener)
{
    const struct sitting *sitting = listener->sitting;
    size_t step = listener->status.session.step;
    return listener->captions ||
           (sitting->practice->steps[step].say && !sitting->narration->paths[step]);
}

/* Whether the screen is dark, as the practice leads to sleep and nothing has been asked of it. */
static bool is_dark(const struct listener *listener, const char *line)
{
    const struct snapshot *at = &listener->status.session;
    return listener->sitting->practice->sleep && !line && !listener->status.paused &&
           at->away == AWAY_NOT &&
           at->place - listener->touched >= DARK_SECONDS * FRAMES_PER_SECOND;
}

static struct session_view view_of(const struct listener *listener)
{
    const char *line = listener->notice_turns ? listener->notice : NULL;
    if (listener->asked_to_leave)
        line = "q again leaves · any other key stays";
    return (struct session_view){
        .practice = listener->sitting->practice,
        .voice = listener->sitting->narration->voice,
        .chosen = listener->sitting->session.chosen,
        .background = background_ring_name(&listener->background),
        .status = &listener->status,
        .detours = listener->sitting->detours,
        .captions = shows_words(listener),
        .motion = listener->motion && !listener->help,
        .dark = is_dark(listener, line),
        .line = line,
        .goes_back = listener->status.session.can_go_back && !listener->asked_to_leave,
    };
}

/* Where the sound goes, and what chose the wordings. */
static void describe(const struct listener *listener, char *note, size_t size)
{
    const struct player_status *status = &listener->status;
    char sound[64] = "no sound", seed[32] = "";
    if (*status->sink)
        snprintf(sound, sizeof sound, "%s, %d ms", status->sink, status->latency_ms);
    if (sitting_varies(listener->sitting))
        snprintf(seed, sizeof seed, "seed %d · ", (int)listener->sitting->seed);
    snprintf(note, size, "%s%s", seed, sound);
}

static void draw_help(struct listener *listener)
{
    char note[96];
    describe(listener, note, sizeof note);
    listener->help_most =
        help_view_draw(stdscr, listener->theme, listener->help,
                       listener->help == KEYS_SESSION ? note : NULL, &listener->help_top);
}

/* Whether the clock has turned since its second was this: a breath's pictures come in between. */
static bool clock_turned(const struct listener *listener, int64_t second)
{
    const struct snapshot *at = &listener->status.session;
    return !at->breathing.times || at->heard / FRAMES_PER_SECOND != second;
}

/* Draws, waits for the next thing to happen, and does it. */
static void turn(struct listener *listener)
{
    struct session_view view = view_of(listener);
    if (listener->help)
        draw_help(listener);
    else
        session_view_draw(stdscr, listener->theme, &view);
    wrefresh(stdscr);
    int wait = session_view_wait(&view);
    int64_t second = listener->status.session.heard / FRAMES_PER_SECOND;
    struct event event = terminal_wait(player_fd(listener->player), wait);
    take_status(listener);
    if (event.kind == EVENT_KEY) {
        on_key(listener, event.key);
    } else if (event.kind == EVENT_BACK) {
        command(listener, COMMAND_PAUSE, 0);
    } else if (event.kind == EVENT_GONE) {
        listener->leaving = true;
        listener->signal = event.signal;
    } else if (clock_turned(listener, second)) {
        turn_notices(listener);
        player_look_ahead(listener->player);
    }
    take_status(listener);
}

/* What goes on from the closing screen, and the key that grounds, about the middle of a row. */
static void draw_ways_on(const struct theme *theme, int row, bool wide)
{
    static const char ENTER[] = "Enter", GO_ON[] = " go on   ", AND[] = "  ", GROUND[] = "g ground";
    const char *between = wide ? GO_ON : AND;
    int width = (int)(sizeof ENTER + strlen(between) + sizeof GROUND) - 2;
    int column = (getmaxx(stdscr) - width) / 2;
    column = draw_text(stdscr, theme, ROLE_ACCENT, row, column < 0 ? 0 : column, ENTER, -1);
    column = draw_text(stdscr, theme, ROLE_DIM, row, column, between, -1);
    draw_ground(stdscr, theme, CLOSING, row, column, getmaxx(stdscr));
}

static void draw_closing(const struct listener *listener)
{
    enum { ROOMY = 9, WIDE = 24 };
    char sat[64];
    int rows, columns;
    getmaxyx(stdscr, rows, columns);
    if (listener->sitting->practice->sleep) {
        night_fall(stdscr, listener->theme);
        wrefresh(stdscr);
        return;
    }
    bool roomy = rows >= ROOMY, wide = columns >= WIDE;
    int thanks = roomy ? rows / 2 + 1 : rows - 2;
    frames_format_words(listener->status.session.sat, sat, sizeof sat);
    char *text = mem_format("%s of %s", sat, listener->sitting->practice->title);
    wbkgdset(stdscr, ' ');
    werase(stdscr);
    draw_notice(stdscr, listener->theme, ROLE_PROMPT, thanks - roomy, roomy ? thanks - 1 : thanks,
                text);
    draw_centred(stdscr, listener->theme, ROLE_TITLE, thanks,
                 wide ? "Thank you for sitting." : "Thank you.");
    draw_ways_on(listener->theme, roomy ? rows - 3 : rows - 1, wide);
    wrefresh(stdscr);
    free(text);
}

static void on_closing_key(struct listener *listener, int key)
{
    enum action action = keys_find(CLOSING, key);
    if (action == ACTION_SUSPEND)
        terminal_suspend();
    else if (action == ACTION_REDRAW)
        terminal_redraw();
    listener->ground = action == ACTION_GROUND;
    listener->at_once = action == ACTION_LEAVE_NOW;
    listener->leaving =
        action == ACTION_CHOOSE || action == ACTION_RETURN || listener->ground || listener->at_once;
}

static void close_gently(struct listener *listener)
{
    while (!listener->leaving) {
        draw_closing(listener);
        struct event event = terminal_wait(-1, -1);
        if (event.kind == EVENT_GONE) {
            listener->leaving = true;
            listener->signal = event.signal;
        } else if (event.kind == EVENT_KEY) {
            on_closing_key(listener, event.key);
        }
    }
}

/* Whether one may be asked how it was: not who is asleep, in need or gone, nor after a moment. */
static bool is_open(const struct listener *listener, enum ending ending)
{
    const struct snapshot *at = &listener->status.session;
    bool sat =
        ending == ENDING_COMPLETE || (ending == ENDING_EARLY && at->sat >= FRAMES_PER_MINUTE);
    return sat && !listener->signal && !listener->at_once && !listener->sitting->practice->sleep;
}

/* Starts the background and the player, and tells in one line what can't sound. */
static struct player *begin_player(struct listener *listener, const struct player_options *options)
{
    struct error error;
    struct player_options own = *options;
    own.background = background_ring_begin(&listener->background, listener->sitting, &error);
    if (*error.text)
        notice(listener, error.text);
    if (listener->sitting->bells.problem)
        notice(listener, listener->sitting->bells.problem);
    return player_new(&listener->sitting->session, &own);
}

bool listen_on_screen(struct sitting *sitting, const struct listen_options *options,
                      const struct theme *theme, struct listening *listening)
{
    struct listener listener = {.sitting = sitting,
                                .theme = theme,
                                .diary = options->diary,
                                .captions = options->captions,
                                .motion = options->motion,
                                .began_unvoiced = options->player.captions_only,
                                .later = options->notice};
    listener.voices = voices_find(sitting->library, sitting->practice->id, &listener.voice_count);
    if (!options->player.captions_only)
        notice_narration(&listener);
    listener.player = begin_player(&listener, &options->player);
    take_status(&listener);
    while (!listener.leaving && listener.status.session.state != SESSION_ENDED)
        turn(&listener);
    bool completed = listener.status.session.state == SESSION_ENDED;
    enum ending ending = diary_ending(&listener.status.session, listener.signal);
    if (listener.diary)
        diary_end(listener.diary, &listener.status.session, voice_of(&listener), ending);
    if (completed)
        close_gently(&listener);
    *listening = (struct listening){
        .sat = listener.status.session.sat,
        .signal = listener.signal,
        .volume = listener.status.volume,
        .completed = completed,
        .ending = ending,
        .open = is_open(&listener, ending),
        .ground = listener.ground,
    };
    snprintf(listening->voice, sizeof listening->voice, "%s", voice_to_remember(&listener));
    voices_free(listener.voices, listener.voice_count);
    if (!listening->open && !listening->ground)
        terminal_end(); /* the terminal first, whatever the device does */
    return player_free(listener.player);
}
