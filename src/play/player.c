#include "play/player_inside.h"

#include "base/log.h"
#include "base/memory.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#define STALLED_AFTER NS_PER_SECOND
#define NS_PER_MS INT64_C(1000000)
#define PATIENCE (300 * NS_PER_MS) /* with a device that blocks, beyond what it holds */

int64_t player_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    return now.tv_sec * NS_PER_SECOND + now.tv_nsec;
}

/* ---- under the lock, by either thread */

void player_tell(struct player *player)
{
    uint64_t one = 1;
    if (write(player->event, &one, sizeof one) < 0)
        return; /* it is readable already */
}

void player_notice(struct player *player, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(player->notice, sizeof player->notice, format, args);
    va_end(args);
    player->notice_count++;
    player_tell(player);
}

static struct session *session_of(struct player *player)
{
    return player->engine.session;
}

static bool running(const struct player *player)
{
    return player->engine.session->state == SESSION_RUNNING;
}

void player_pause_now(struct player *player)
{
    session_command(session_of(player), (struct command){COMMAND_PAUSE, 0}, NULL);
    player->pausing = false;
    player->idle_since = player_now();
}

void player_stop_feeding(struct player *player, int64_t now)
{
    pacer_begin_silence(&player->pacer, now, player->room);
    player->feeding = false;
    player->idle_since = now;
}

/* The machine slept, or the program was stopped: whoever sat here isn't there any more. */
static void pause_after_standstill(struct player *player)
{
    player_notice(player, "paused: this machine was asleep");
    if (player->feeding && !mixer_is_silent(&player->engine.mixer)) {
        player->pausing = true;
        ramp_to(&player->engine.mixer.master, 0, ENGINE_FADE);
    } else {
        player_pause_now(player);
    }
}

bool player_look_at_clock(struct player *player, int64_t now)
{
    bool seamless = pacer_look(&player->pacer, now);
    if (!seamless && running(player))
        pause_after_standstill(player);
    return seamless;
}

void player_catch_up(struct player *player)
{
    int64_t now = player_now();
    bool counting = running(player) && !player->feeding;
    int64_t passed = counting ? pacer_count(&player->pacer, now) : 0;
    if (!player_look_at_clock(player, now) || !counting)
        return;
    int64_t silent = engine_silence(&player->engine);
    if (player->device == DEVICE_NONE || player->device == DEVICE_LOST)
        silent = INT64_MAX;
    session_advance(session_of(player), passed < silent ? passed : silent);
    if (session_of(player)->state == SESSION_ENDED)
        player_tell(player);
}

/* ---- called by the main thread */

static void make_lock(struct player *player)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&player->lock, NULL);
    pthread_cond_init(&player->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

/* A fault of the thread's own that finds its signal blocked ends the program on the spot, and the
 * terminal stays as it is. */
static const int CRASHES[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

static void start_thread(struct player *player)
{
    sigset_t all, before;
    sigfillset(&all);
    for (size_t i = 0; i < sizeof CRASHES / sizeof *CRASHES; i++)
        sigdelset(&all, CRASHES[i]);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    int failed = pthread_create(&player->thread, NULL, player_run, player);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (failed) {
        fprintf(stderr, "numbmed: can't start a thread: %s\n", strerror(failed));
        abort();
    }
}

struct player *player_new(struct session *session, const struct player_options *options)
{
    struct player *player = mem_new(1, sizeof *player);
    player->choice = options->sink;
    player->block = sink_block(options->sink.latency_ms);
    player->room = options->sink.latency_ms * FRAMES_PER_MS;
    player->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    player->volume = options->volume;
    player->background_volume = options->background_volume;
    bool silent = strcmp(options->sink.kind, "silent") == 0;
    player->device = silent ? DEVICE_NONE : DEVICE_OPENING;
    player->retry_at = NEVER;
    if (silent)
        session_command(session, (struct command){COMMAND_RESUME, 0}, NULL);
    sink_prepare(&options->sink);
    make_lock(player);
    engine_init(&player->engine, session);
    player_set_up(&player->engine, options);
    player_look_ahead(player);
    pacer_begin_silence(&player->pacer, player_now(), 0);
    start_thread(player);
    return player;
}

bool player_free(struct player *player)
{
    struct timespec deadline;
    pthread_mutex_lock(&player->lock);
    player->quitting = true;
    pthread_cond_signal(&player->wake);
    pthread_mutex_unlock(&player->lock);
    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_nsec += PATIENCE + player->choice.latency_ms * NS_PER_MS;
    deadline.tv_sec += deadline.tv_nsec / NS_PER_SECOND;
    deadline.tv_nsec %= NS_PER_SECOND;
    if (pthread_timedjoin_np(player->thread, NULL, &deadline) != 0)
        return false;
    engine_close(&player->engine);
    close(player->event);
    pthread_cond_destroy(&player->wake);
    pthread_mutex_destroy(&player->lock);
    free(player);
    return true;
}

int player_fd(const struct player *player)
{
    return player->event;
}

static bool stalled(const struct player *player)
{
    return player->write_began && player_now() - player->write_began > STALLED_AFTER;
}

/* Frames by which what is heard lags behind the place: what the device still holds, also when
 * feeding has stopped. In a pause that is silence, which the session doesn't count. */
static int64_t lag(const struct player *player)
{
    if (!player->feeding && !running(player))
        return 0;
    int64_t writing = player->write_began ? (int64_t)player->block : 0;
    return writing + pacer_held(&player->pacer, player_now());
}

void player_status(struct player *player, struct player_status *status)
{
    uint64_t count;
    pthread_mutex_lock(&player->lock);
    player_catch_up(player);
    if (read(player->event, &count, sizeof count) < 0)
        count = 0; /* nothing was told */
    session_snapshot(session_of(player), lag(player), &status->session);
    status->device = stalled(player) ? DEVICE_STALLED : player->device;
    memcpy(status->sink, player->sink_name, sizeof status->sink);
    status->latency_ms = player->choice.latency_ms;
    memcpy(status->notice, player->notice, sizeof status->notice);
    status->notice_count = player->notice_count;
    status->volume = player->volume;
    status->background_volume = player->background_volume;
    status->muted = player->muted;
    status->voiced = player->engine.voiced;
    status->paused = player->pausing || status->session.state == SESSION_PAUSED;
    pthread_mutex_unlock(&player->lock);
}

/* Opens one clip; false where none is wanted. */
static bool open_next(struct player *player)
{
    enum bus bus;
    struct error error;
    pthread_mutex_lock(&player->lock);
    const char *path = engine_wants(&player->engine, &bus);
    mixer_collect(&player->engine.mixer);
    pthread_mutex_unlock(&player->lock);
    if (!path)
        return false;
    struct clip *clip = engine_open(path, bus, &error);
    if (!clip)
        log_line("%s", error.text);
    pthread_mutex_lock(&player->lock);
    engine_give(&player->engine, path, bus, clip);
    pthread_mutex_unlock(&player->lock);
    return true;
}

void player_look_ahead(struct player *player)
{
    for (int i = 0; i < BUSES && open_next(player); i++)
        continue;
}

/* Fades out and pauses, or, where nothing sounds, pauses at once. */
static void begin_pause(struct player *player)
{
    if (player->feeding && !mixer_is_silent(&player->engine.mixer)) {
        player->pausing = true;
        ramp_to(&player->engine.mixer.master, 0, ENGINE_FADE);
    } else {
        player_pause_now(player);
    }
}

static void resume(struct player *player)
{
    if (!player->pausing) {
        ramp_to(&player->engine.mixer.master, 0, 0);
        if (!player->feeding)
            player_stop_feeding(player, player_now());
    }
    player->pausing = false;
    ramp_to(&player->engine.mixer.master, 1, ENGINE_FADE);
    session_command(session_of(player), (struct command){COMMAND_RESUME, 0}, NULL);
}

static void obey(struct player *player, struct command command)
{
    int64_t shift = 0;
    if (command.kind == COMMAND_PAUSE) {
        begin_pause(player);
    } else if (command.kind == COMMAND_RESUME) {
        resume(player);
    } else {
        enum outcome outcome = session_command(session_of(player), command, &shift);
        player_announce(player, command.kind, outcome, shift);
        bool paused = player->pausing || session_of(player)->state == SESSION_PAUSED;
        if (outcome != OUTCOME_NOTHING && paused && player_is_for_help(command.kind))
            resume(player); /* nobody asks for help in order to wait for it */
    }
}

void player_command(struct player *player, struct command command)
{
    pthread_mutex_lock(&player->lock);
    player_catch_up(player);
    obey(player, command);
    pthread_cond_signal(&player->wake);
    pthread_mutex_unlock(&player->lock);
}

void player_toggle_pause(struct player *player)
{
    pthread_mutex_lock(&player->lock);
    player_catch_up(player);
    bool paused = player->pausing || session_of(player)->state == SESSION_PAUSED;
    obey(player, (struct command){paused ? COMMAND_RESUME : COMMAND_PAUSE, 0});
    pthread_cond_signal(&player->wake);
    pthread_mutex_unlock(&player->lock);
}

void player_pause_and_wait(struct player *player)
{
    const struct timespec moment = {.tv_nsec = 5 * NS_PER_MS};
    int64_t until = player_now() + PATIENCE + player->choice.latency_ms * NS_PER_MS;
    bool feeding = true;
    player_command(player, (struct command){COMMAND_PAUSE, 0});
    while (feeding && player_now() < until) {
        nanosleep(&moment, NULL);
        pthread_mutex_lock(&player->lock);
        feeding = player->feeding;
        pthread_mutex_unlock(&player->lock);
    }
}

void player_change_speech(struct player *player, const struct speech *speech)
{
    int64_t shift = 0;
    pthread_mutex_lock(&player->lock);
    player_catch_up(player);
    enum outcome outcome = session_change_speech(session_of(player), speech, &shift);
    player_announce(player, COMMAND_RESUME, outcome, shift);
    pthread_cond_signal(&player->wake);
    pthread_mutex_unlock(&player->lock);
}

void player_set_voiced(struct player *player, bool voiced)
{
    pthread_mutex_lock(&player->lock);
    player_catch_up(player);
    player->engine.voiced = voiced;
    pthread_cond_signal(&player->wake);
    pthread_mutex_unlock(&player->lock);
}
