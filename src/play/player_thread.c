#include "play/player_inside.h"

#include "base/log.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum {
    BLOCK_MOST = SINK_LATENCY_MOST_MS * 48 / 2, /* frames */
    RESUME_ZEROS = 18 * 48,   /* frames of silence before sound, or the server's rewind clicks */
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
        player_notice(player, "no sound (%s); the words are shown", error->text);
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
    player->waits = 0;
    player->zeros = silence < RESUME_ZEROS ? (size_t)(RESUME_ZEROS - silence) : 0;
    pacer_begin_burst(&player->pacer, player_now());
}

/* What the next block holds: silence before a resume, or the session. */
static size_t render_block(struct player *player, int16_t *block)
{
    size_t frames = player->block;
    if (player->zeros) {
        if (frames > player->zeros)
            frames = player->zeros;
        memset(block, 0, frames * 2 * sizeof *block);
        player->zeros -= frames;
        return frames;
    }
    engine_render(&player->engine, block, frames);
    return frames;
}

/* What the device holds when it takes no more, frames (audio/sink.h). */
static int64_t full_level(const struct player *player)
{
    return (int64_t)player->choice.latency_ms * FRAMES_PER_MS * SINK_ROOM;
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
    pacer_wrote(&player->pacer, (int64_t)frames);
    player->waits = ended - began >= WAITED ? player->waits + 1 : 0;
    if (player->waits == 2) /* one alone may be the scheduler's doing */
        pacer_found_full(&player->pacer, ended, full_level(player) - (int64_t)player->block);
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

/* A write that waits is woken by the sound server whenever a little room gets free, which costs
 * several times what it costs to sleep until there is room for a block. So the device has twice the
 * room of the latency, is filled once, to make it begin and to know what it holds, and from then on
 * is kept between half and all of the latency. True: it slept. */
static bool sleep_until_room(struct player *player)
{
    int64_t now = player_now();
    int64_t when = pacer_when_down_to(&player->pacer, now, (int64_t)player->block * 5 / 4);
    bool filling = player->pacer.written < full_level(player);
    if (filling || when <= now)
        return false;
    sleep_until(player, when);
    return true;
}

/* One block to the device; then whatever follows from it. */
static void feed(struct player *player)
{
    int16_t block[BLOCK_MOST * 2];
    if (!player->feeding)
        begin_feeding(player);
    else if (sleep_until_room(player))
        return; /* and look around: what woke us may be a pause */
    size_t frames = render_block(player, block);
    bool over = session_of(player)->state == SESSION_ENDED;
    bool faded = player->pausing && player->engine.mixer.master.now <= 0;
    if (!write_block(player, block, frames)) {
        lose_device(player);
        return;
    }
    player_look_at_clock(player, player_now());
    if (faded && player->pausing)
        player_pause_now(player);
    if (over)
        player_tell(player);
}

/* Whether the device must be fed now. */
static bool must_sound(const struct player *player)
{
    if (!running(player) || !has_device(player))
        return false;
    int64_t silence = engine_silence(&player->engine);
    if (player->pausing && mixer_is_silent(&player->engine.mixer))
        return false;
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

/* Whatever still sounds when the session was left fades out; a click would be its last word. */
static void fade_away(struct player *player)
{
    struct mixer *mixer = &player->engine.mixer;
    int16_t block[BLOCK_MOST * 2];
    mixer_release(mixer, ENGINE_FADE);
    for (int64_t left = 2 * ENGINE_FADE; left > 0 && mixer->master.now > 0 && player->sink;
         left -= (int64_t)player->block) {
        mixer_mix(mixer, block, player->block);
        if (!write_block(player, block, player->block))
            return;
    }
}

/* Nothing sounds: the device is left alone, and closed after a while. */
static void rest(struct player *player)
{
    if (player->feeding) {
        if (session_of(player)->state == SESSION_ENDED && !mixer_is_silent(&player->engine.mixer))
            fade_away(player);
        player_stop_feeding(player, player_now());
    }
    if (player->pausing)
        player_pause_now(player);
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
        if (must_open(player))
            open_device(player);
        else if (must_sound(player))
            feed(player);
        else
            rest(player);
    }
    if (player->feeding && !mixer_is_silent(&player->engine.mixer))
        fade_away(player);
    close_device(player);
    pthread_mutex_unlock(&player->lock);
    sink_shutdown();
    return NULL;
}
