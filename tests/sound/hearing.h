/* A session of tones that is played to a real sound server and recorded there. */
#ifndef TESTS_HEARING_H
#define TESTS_HEARING_H

#include "support/cmocka.h"
#include "support/sound.h"
#include "support/tones.h"

#include "play/player.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

struct hearing {
    char *folder;
    struct library *library;
    struct sitting sitting;
    struct player *player;
    struct player_status status;
    struct recording recording;
};

/* What a click measures at least and a fade leaves at most: a tone cut off where it stands measures
 * its height, 13 000; a fade over 10 ms leaves 3, the encoder's noise up to 60. */
#define CLICK 200

/* What may be asked of sound on each server, in ms; see docs/design.md, "Two threads". */
static const struct bounds {
    int near;         /* how exactly what is recorded keeps its places */
    int silent;       /* from the key to silence, at the usual latency */
    int silent_at_40; /* the same at --latency 40ms, */
    int median_at_40; /* and the median of that */
    int sounds;       /* from the key to sound, at the usual latency or less */
} BOUNDS[SERVER_KINDS] = {
    {.near = 30, .silent = 150, .silent_at_40 = 75, .median_at_40 = 60, .sounds = 60},
    /* It begins a stream with one of its periods (21 ms, at 200 ms of room 43), after what was left
     * of the burst before; what is recorded gives times to 5 ms. */
    {.near = 90, .silent = 150, .silent_at_40 = 75, .median_at_40 = 60, .sounds = 85},
};

static enum server_kind hearing_kind; /* of the server that the tests run on now */
static struct server server;
static struct recorder *recorder;

static inline int hearing_setup(void **state)
{
    (void)state;
    bool good = server_start(&server, hearing_kind) && (recorder = recorder_start(&server, "n"));
    return good ? 0 : -1;
}

static inline int hearing_teardown(void **state)
{
    (void)state;
    recorder_stop(recorder);
    server_stop(&server);
    return 0;
}

/* Begins a program's tests on a server, in a process of its own that `before` prepares. */
static inline pid_t hearing_fork(enum server_kind kind, int (*run)(const char *name),
                                 bool (*before)(void), FILE *printed)
{
    fflush(NULL); /* or what waits to be printed is printed by both */
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(fileno(printed), STDOUT_FILENO);
    dup2(fileno(printed), STDERR_FILENO);
    hearing_kind = kind;
    int failed = (before && !before()) || run(SERVER_NAMES[kind]) != 0;
    fflush(stdout);
    _exit(failed);
}

/* Waits for that, and prints what it printed. 0 if all is well. */
static inline int hearing_join(pid_t pid, FILE *printed)
{
    int status = 1;
    waitpid(pid, &status, 0);
    rewind(printed);
    for (int c; (c = getc(printed)) != EOF;)
        putchar(c);
    fclose(printed);
    return status != 0;
}

/* Runs a program's tests on all servers at once: they mostly wait. Returns on how many servers some
 * failed. */
static inline int hearing_run(int (*run)(const char *name))
{
    pid_t pids[SERVER_KINDS];
    FILE *printed[SERVER_KINDS];
    int failed = 0;
    for (int kind = 0; kind < SERVER_KINDS; kind++) {
        printed[kind] = tmpfile();
        pids[kind] = hearing_fork((enum server_kind)kind, run, NULL, printed[kind]);
    }
    for (int kind = 0; kind < SERVER_KINDS; kind++)
        failed += hearing_join(pids[kind], printed[kind]);
    return failed;
}

/* Opens the session and lets it begin; the recording begins with it. */
static inline void hearing_begin_with(struct hearing *hearing, const struct tone *tones,
                                      size_t count, const struct player_options *options)
{
    void *folder;
    assert_int_equal(files_setup(&folder), 0);
    *hearing = (struct hearing){.folder = folder};
    hearing->library = tones_open(&hearing->sitting, folder, tones, count);
    unsetenv("PULSE_LATENCY_MSEC"); /* a session before may have asked for it */
    if (recorder)
        free(recorder_cut(recorder).samples);
    hearing->player = player_new(&hearing->sitting.session, options);
}

static inline void hearing_begin(struct hearing *hearing, const struct tone *tones, size_t count,
                                 int latency_ms)
{
    struct player_options options = {.sink = {.kind = "auto", .latency_ms = latency_ms},
                                     .volume = 100};
    hearing_begin_with(hearing, tones, count, &options);
}

/* Does what the screen does, for a while. */
static inline void hearing_pass(struct hearing *hearing, int64_t ms)
{
    int64_t until = sound_now() + ms * 1000000;
    while (sound_now() < until) {
        int64_t left = (until - sound_now()) / 1000000 + 1;
        player_status(hearing->player, &hearing->status);
        player_look_ahead(hearing->player);
        sound_sleep_ms(left < 50 ? left : 50);
    }
    player_status(hearing->player, &hearing->status);
}

/* Until the session ends, which must be within a time. */
static inline void hearing_to_the_end(struct hearing *hearing, int64_t within_ms)
{
    int64_t until = sound_now() + within_ms * 1000000;
    do
        hearing_pass(hearing, 20);
    while (hearing->status.session.state != SESSION_ENDED && sound_now() < until);
    assert_int_equal(hearing->status.session.state, SESSION_ENDED);
}

/* Leaves as numbmed does; what was heard stays. */
static inline void hearing_leave(struct hearing *hearing)
{
    assert_true(player_free(hearing->player));
    if (recorder)
        hearing->recording = recorder_cut(recorder);
}

static inline void hearing_free(struct hearing *hearing)
{
    free(hearing->recording.samples);
    sitting_close(&hearing->sitting);
    library_free(hearing->library);
    void *folder = hearing->folder;
    files_teardown(&folder);
}

/* All that is heard from one time to another is the tone. */
static inline bool is_tone(const struct recording *heard, int64_t from, int64_t to)
{
    size_t begin = recording_at(heard, from), end = recording_at(heard, to);
    return end > begin && sound_purity(heard->samples + begin, end - begin, TONE_HZ) > 0.99;
}

static inline int64_t ms_between(size_t from, size_t to)
{
    return ((int64_t)to - (int64_t)from) * 1000 / FRAME_RATE;
}

/* Nothing recorded in the range is a step that the tone itself doesn't have. */
static inline void assert_no_click(const struct recording *recording, size_t from, size_t to)
{
    const int16_t *samples = recording->samples + from;
    int jump = sound_jump(samples, to - from);
    double click = sound_click(samples, to - from, TONE_HZ);
    print_message("    largest jump %d (the tone's %.0f), largest click %.0f\n", jump, tone_jump(),
                  click);
    assert_true(jump < 1.5 * tone_jump());
    assert_true(click < CLICK);
}

/* The same of all that was heard. */
static inline void assert_nothing_clicked(const struct hearing *hearing)
{
    assert_no_click(&hearing->recording, 0, hearing->recording.count);
}

#endif
