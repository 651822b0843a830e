#include "play/player_inside.h"

#include "base/log.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum {
    BLOCK_MOST = SINK_LATENCY_MOST_MS * 48 / 2, /* frames; more than zeros and a fade, too */
    RESUME_ZEROS = 18 * 48,   /* frames of silence before sound, or PulseAudio's rewind clicks */
    TAIL_ZEROS = 43 * 48,     /* frames of silence after sound: see silence_due */
    WAKE_EARLY = 50 * 48,     /* frames before a sound at which the device is fed again */
    SILENCE_WORTH = 250 * 48, /* frames of silence for which feeding stops */
};

#define WAITED (2 * NS_PER_SECOND / 1000) /* a write that takes so long waited for room */
#define CLOSE_AFTER (10 * NS_PER_SECOND)
#define RETRY_MOST (30 * NS_PER_SECOND)

static struct session *session_of(struct player *player)
{
    return player->engine.session;
}

static bool running(const struct player *player)
{
    return player->engine.session->state == SESSION_RUNNING;
}

static bool has_device(const struct player *player)
{
    return player->device == DEVICE_OPEN || player->device == DEVICE_STALLED;
}

static void close_device(struct player *player)
{
    struct sink *sink = player->sink;
    player->sink = NULL;
    pthread_mutex_unlock(&player->lock);
    sink_close(sink);
    pthread_mutex_lock(&player->lock);
}

static void use_device(struct player *player, struct sink *sink)
{
    player->sink = sink;
    player->device = DEVICE_OPEN;
    player->retry_at = NEVER;
    player->retry_wait = 0;
    player->room = sink_room(sink, player->choice.latency_ms);
    snprintf(player->sink_name, sizeof player->sink_name, "%s", sink_name(sink));
    log_line("sound through %s", player->sink_name);
}

/* A device that doesn't open: the first time the session goes on without, later it is tried again.
 */
static void do_without(struct player *player, const struct error *error, bool lost)
{
    int64_t wait = player->retry_wait ? player->retry_wait * 2 : NS_PER_SECOND;
    player->retry_wait = wait < RETRY_MOST ? wait : RETRY_MOST;
    player->retry_at = lost ? player_now() + player->retry_wait : NEVER;
    if (!lost)
        player_notice(player, "no sound: %s; words are shown", error->text);
    else if (player->device != DEVICE_LOST)
        player_notice(player, "the sound output doesn't open, trying again; the words are shown");
    player->device = lost ? DEVICE_LOST : DEVICE_NONE;
    log_line("no sound: %s", error->text);
}

static void open_device(struct player *player)
{
    bool lost = player->device == DEVICE_LOST, first = player->device == DEVICE_OPENING;
    struct error error = {""};
    pthread_mutex_unlock(&player->lock);
    struct sink *sink = sink_open(&player->choice, &error);
    pthread_mutex_lock(&player->lock);
    player_catch_up(player);
    if (sink)
        use_device(player, sink);
    else
        do_without(player, &error, lost || !first);
    if (sink && lost)
        player_notice(player, "the sound output is back");
    else if (sink && *error.text)
        player_notice(player, "%s; sound goes through %s", error.text, player->sink_name);
    player_stop_feeding(player, player_now());
    if (first)
        session_command(session_of(player), (struct command){COMMAND_RESUME, 0}, NULL);
    player_tell(player);
}

static void lose_device(struct player *player)
{
    close_device(player);
    player->device = DEVICE_LOST;
    player->retry_at = player_now() + NS_PER_SECOND / 2;
    player->retry_wait = 0;
    pacer_begin_silence(&player->pacer, player_now(), 0); /* what it held never sounds */
    player_stop_feeding(player, player_now());
    player_pause_now(player);
    player_notice(player, "the sound output went away, trying again; space goes on in silence");
}

/* The silence that sound needs before it is the session's own where it has as much: zeros added to
 * each burst would add up to a drift. */
static void begin_feeding(struct player *player)
{
    int64_t silence = engine_silence(&player->engine);
    player->feeding = true;
    player->fed = player->silent = 0;
    player->zeros = silence < RESUME_ZEROS ? (size_t)(RESUME_ZEROS - silence) : 0;
}

/* What the next block holds: silence before a resume, then the session; of one that pauses only the
 * fade, so that none of it is lost. */
static size_t render_block(struct player *player, int16_t *block)
{
    size_t zeros = player->zeros;
    size_t frames = player->pausing         ? (size_t)ENGINE_FADE
                    : player->block > zeros ? player->block - zeros
                                            : 0;
    memset(block, 0, zeros * 2 * sizeof *block);
    engine_render(&player->engine, block + 2 * zeros, frames);
    player->zeros = 0;
    return zeros + frames;
}

static bool write_block(struct player *player, const int16_t *block, size_t frames)
{
    struct sink *sink = player->sink;
    int64_t began = player->write_began = player_now();
    pthread_mutex_unlock(&player->lock);
    bool wrote = sink_write(sink, block, frames);
    int64_t ended = player_now();
    pthread_mutex_lock(&player->lock);
    player->write_began = 0;
    player->fed += (int64_t)frames;
    pacer_wrote(&player->pacer, ended, (int64_t)frames);
    if (ended - began >= WAITED) /* between two requests a server lets it fall to half */
        pacer_found_full(&player->pacer, ended, player->room / 2, player->room);
    return wrote;
}

static void sleep_until(struct player *player, int64_t when)
{
    if (when == NEVER) {
        pthread_cond_wait(&player->wake, &player->lock);
        return;
    }
    int64_t wait = when - player_now();
    if (wait <= 0)
        return;
    struct timespec deadline;
    clock_gettime(CLOCK_MONOTONIC, &deadline);
    int64_t until = deadline.tv_sec * NS_PER_SECOND + deadline.tv_nsec + wait;
    deadline = (struct timespec){until / NS_PER_SECOND, until % NS_PER_SECOND};
    pthread_cond_timedwait(&player->wake, &player->lock, &deadline);
}

/* Writes a block; then whatever follows from it. `silence`: it holds nothing else. */
static void hand_over(struct player *player, const int16_t *block, size_t frames, bool silence)
{
    bool over = session_of(player)->state == SESSION_ENDED;
    if (!write_block(player, block, frames)) {
        lose_device(player);
        return;
    }
    player->silent = silence ? player->silent + (int64_t)frames : 0;
    player_look_at_clock(player, player_now());
    if (over)
        player_tell(player);
}

/* One block of the session to the device. */
static void feed(struct player *player)
{
    int16_t block[BLOCK_MOST * 2];
    if (!player->feeding)
        begin_feeding(player);
    bool silence = engine_silence(&player->engine) >= (int64_t)player->block;
    size_t frames = render_block(player, block);
    bool faded = player->pausing;
    if (faded)
        ramp_to(&player->engine.mixer.master, 0, 0); /* it may be short by a rounding */
    hand_over(player, block, frames, silence);
    if (faded && player->pausing)
        player_pause_now(player);
}

/* Frames of silence that the device still needs before it may be left alone. PipeWire sounds only
 * whole periods of up to 2048 frames: with less after a sound, its end is cut off. And a device may
 * sound nothing before its room is full; a sound card may have made twice what it was asked for. */
static int64_t silence_due(const struct player *player)
{
    int64_t tail = TAIL_ZEROS - player->silent;
    int64_t rest = 2 * player->room - player->fed;
    return tail > rest ? tail : rest;
}

/* One block of the silence that ends a burst. A running session counts it as its own. */
static void feed_silence(struct player *player)
{
    int16_t block[BLOCK_MOST * 2];
    int64_t due = silence_due(player);
    bool paused = session_of(player)->state == SESSION_PAUSED;
    bool silence = paused || mixer_is_silent(&player->engine.mixer);
    size_t frames = due < (int64_t)player->block ? (size_t)due : player->block;
    if (paused)
        memset(block, 0, frames * 2 * sizeof *block);
    else
        engine_render(&player->engine, block, frames);
    hand_over(player, block, frames, silence);
}

/* Whether the device must be fed now. */
static bool must_sound(const struct player *player)
{
    if (!running(player) || !has_device(player))
        return false;
    int64_t silence = engine_silence(&player->engine);
    return silence <= (player->feeding ? SILENCE_WORTH : WAKE_EARLY);
}

/* When the thread has something to do of itself, CLOCK_BOOTTIME; NEVER: not before it is woken. */
static int64_t next_deed(const struct player *player)
{
    int64_t when = player->retry_at;
    if (player->sink && !running(player) && player->idle_since + CLOSE_AFTER < when)
        when = player->idle_since + CLOSE_AFTER;
    if (running(player)) {
        const struct session *session = player->engine.session;
        int64_t frames = has_device(player) ? engine_silence(&player->engine) - WAKE_EARLY
                                            : session->line.frames - session->place;
        int64_t due = pacer_when(&player->pacer, frames > 0 ? frames : 0);
        if (due < when)
            when = due;
    }
    return when;
}

/* Whatever still sounds when numbmed is left fades out; a click would be its last word. */
static void fade_away(struct player *player)
{
    struct mixer *mixer = &player->engine.mixer;
    int16_t block[(ENGINE_FADE + TAIL_ZEROS) * 2];
    mixer_release(mixer, ENGINE_FADE);
    mixer_mix(mixer, block, ENGINE_FADE + TAIL_ZEROS);
    write_block(player, block, ENGINE_FADE + TAIL_ZEROS);
}

/* Nothing sounds: the device is left alone, and closed after a while. */
static void rest(struct player *player)
{
    if (player->feeding)
        player_stop_feeding(player, player_now());
    sleep_until(player, next_deed(player));
    player_catch_up(player);
    int64_t now = player_now();
    if (player->sink && !running(player) && now - player->idle_since >= CLOSE_AFTER) {
        close_device(player);
        player->device = DEVICE_IDLE;
    }
}

static bool must_open(const struct player *player)
{
    return player->device == DEVICE_OPENING || (player->device == DEVICE_IDLE && running(player)) ||
           (player->device == DEVICE_LOST && player_now() >= player->retry_at);
}

void *player_run(void *argument)
{
    struct player *player = argument;
    pthread_mutex_lock(&player->lock);
    while (!player->quitting) {
        if (player->pausing && mixer_is_silent(&player->engine.mixer))
            player_pause_now(player);
        if (must_open(player))
            open_device(player);
        else if (must_sound(player))
            feed(player);
        else if (player->feeding && has_device(player) && silence_due(player) > 0)
            feed_silence(player);
        else
            rest(player);
    }
    if (player->feeding && has_device(player) && !mixer_is_silent(&player->engine.mixer))
        fade_away(player);
    close_device(player);
    pthread_mutex_unlock(&player->lock);
    sink_shutdown();
    return NULL;
}
