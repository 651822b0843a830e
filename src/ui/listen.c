#include "ui/listen.h"

#include "base/frames.h"
#include "ui/closing.h"
#include "ui/help_view.h"
#include "ui/keys.h"
#include "ui/listen_inside.h"
#include "ui/session_view.h"
#include "ui/terminal.h"

#include <stdio.h>

enum {
    NOTICE_TURNS = 8,  /* a notice stays for as many turns of the clock */
    DARK_SECONDS = 20, /* after a key, what leads to sleep stays light so long */
};

void listener_notice(struct listener *listener, const char *text)
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
    listener_notice(listener, text);
}

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
        listener_notice(listener, listener->diary->problem.text);
}

static void take_status(struct listener *listener)
{
    player_status(listener->player, &listener->status);
    if (listener->status.notice_count != listener->notices_seen) {
        listener->notices_seen = listener->status.notice_count;
        listener_notice(listener, listener->status.notice);
    }
    listener->captions |= listener_is_silent(listener);
    write_down(listener);
    if (listener->help == KEYS_MOMENT && listener_is_asking(listener))
        listener->help = 0;
}

/* A turn of the clock: a notice goes at its time, and the one that waits comes. */
static void turn_notices(struct listener *listener)
{
    if (listener->notice_turns) {
        listener->notice_turns--;
    } else if (listener->later) {
        listener_notice(listener, listener->later);
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
        listener_press(listener, event.key);
    } else if (event.kind == EVENT_BACK) {
        player_command(listener->player, (struct command){COMMAND_PAUSE, 0});
    } else if (event.kind == EVENT_GONE) {
        listener->leaving = true;
        listener->signal = event.signal;
    } else if (clock_turned(listener, second)) {
        turn_notices(listener);
        player_look_ahead(listener->player);
    }
    take_status(listener);
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
        listener_notice(listener, error.text);
    if (listener->sitting->bells.problem)
        listener_notice(listener, listener->sitting->bells.problem);
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
    struct closing closing = {0};
    if (completed && !listener.leaving)
        closing = closing_show(sitting->practice, listener.status.session.sat, theme);
    listener.at_once |= closing.at_once;
    listener.signal = listener.signal ? listener.signal : closing.signal;
    *listening = (struct listening){
        .sat = listener.status.session.sat,
        .signal = listener.signal,
        .volume = listener.status.volume,
        .completed = completed,
        .ending = ending,
        .open = is_open(&listener, ending),
        .ground = closing.ground,
    };
    snprintf(listening->voice, sizeof listening->voice, "%s", voice_to_remember(&listener));
    voices_free(listener.voices, listener.voice_count);
    if (!listening->open && !listening->ground)
        terminal_end(); /* the terminal first, whatever the device does */
    return player_free(listener.player);
}
