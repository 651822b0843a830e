/* That rain never breaks off: nothing longer than 2 ms is missing, on an idle machine at any
 * latency, and while more programs want to run than there are processors. Server and players run
 * as an ordinary user's, without any right to go first. */
#include "sound/hearing.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/resource.h>
#include <sys/stat.h>

enum {
    HOLE = 2 * FRAMES_PER_MS,
    COMES_UP_MS = 6000, /* the start, and the rain that comes up over 5 s */
    IDLE_MS = 20000,
    BUSY_MS = 60000,
    LOOPS = 4,
    ROUNDS = 3,
    LATENCIES = 4
};

static char program[64] = "/tmp/numbmed-holes-XXXXXX"; /* numbmed, where anybody can run it */

/* Something that plays to a sink of its own, and what is heard of it. */
struct playing {
    pid_t pid;
    struct recorder *recorder;
};

static void begin(struct playing *playing, const char *sink, char *const argv[])
{
    playing->recorder = recorder_start(&server, sink);
    assert_non_null(playing->recorder);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    playing->pid = program_begin(argv, nowhere, -1);
    close(nowhere);
}

static void begin_rain(struct playing *playing, const char *sink, int latency_ms)
{
    char home[128], state[128], target[64], latency[16];
    char *const argv[] = {"env",          home,   state,     program,   "sit",
                          "--minutes",    "3",    "--plain", "--bells", "none",
                          "--background", "rain", "--sink",  target,    "--latency",
                          latency,        NULL};
    snprintf(home, sizeof home, "XDG_DATA_HOME=%s/%s", server.folder, sink);
    snprintf(state, sizeof state, "XDG_STATE_HOME=%s/%s", server.folder, sink);
    snprintf(target, sizeof target, "pulse:%s", sink);
    snprintf(latency, sizeof latency, "%dms", latency_ms);
    begin(playing, sink, argv);
}

static void begin_mpv(struct playing *playing, const char *sink)
{
    char device[64], *sound = path_join(server.folder, "noise.wav");
    char make[] = "test -e \"$0\" || sox -n -r 48000 -c 2 \"$0\" synth 80 brownnoise vol 0.5";
    char *const noise[] = {"sh", "-c", make, sound, NULL};
    char *const argv[] = {
        "mpv", "--no-config", "--really-quiet", "--no-video", "--ao=pulse", device, sound, NULL};
    snprintf(device, sizeof device, "--audio-device=pulse/%s", sink);
    free(program_ask(noise));
    begin(playing, sink, argv);
    free(sound);
}

static const char *const IDLE_SINKS[LATENCIES] = {"n", "n1", "n2", "n3"};

/* Forgets what was heard up to now. */
static void forget(struct playing *playing)
{
    free(recorder_cut(playing->recorder).samples);
}

/* How many holes there are, each printed. */
static int count_holes(const struct recording *heard)
{
    int holes = 0;
    for (size_t at = 0; at < heard->count;) {
        size_t sound = sound_first(heard, at, heard->count);
        if (sound - at > HOLE) {
            print_message("    hole of %.1f ms at %.2f s\n", (double)(sound - at) / FRAMES_PER_MS,
                          (double)at / FRAME_RATE);
            holes++;
        }
        at = sound + 1;
    }
    return holes;
}

/* Ends it and counts; it must have played all the time, `ms` or nearly. */
static int end(struct playing *playing, const char *name, int64_t ms)
{
    struct recording heard = recorder_cut(playing->recorder);
    bool plays = waitpid(playing->pid, NULL, WNOHANG) == 0;
    program_end(&playing->pid);
    recorder_stop(playing->recorder);
    int holes = count_holes(&heard);
    print_message("    %s: %d holes in %.1f s\n", name, holes, (double)heard.count / FRAME_RATE);
    free(heard.samples);
    assert_true(plays);
    assert_true(ms_between(0, heard.count) > ms - 2000);
    return holes;
}

/* One round of ours at all latencies at once: how many holes there are at each. */
static void play_at_rest(int holes[LATENCIES])
{
    static const int MS[LATENCIES] = {40, 100, 200, 400};
    struct playing playing[LATENCIES];
    for (int i = 0; i < LATENCIES; i++)
        begin_rain(&playing[i], IDLE_SINKS[i], MS[i]);
    sound_sleep_ms(COMES_UP_MS);
    for (int i = 0; i < LATENCIES; i++)
        forget(&playing[i]);
    sound_sleep_ms(IDLE_MS);
    for (int i = 0; i < LATENCIES; i++) {
        char name[32];
        snprintf(name, sizeof name, "at %d ms", MS[i]);
        holes[i] = end(&playing[i], name, IDLE_MS);
    }
}

/* A virtual machine stands still by itself now and then, for longer than a period of the least
 * latency, 5 ms, allows: only there is a round with a hole tried again. */
static void on_an_idle_machine_there_is_no_hole_at_any_latency(void **state)
{
    int holes[LATENCIES] = {1};
    (void)state;
    for (int i = 1; i < LATENCIES; i++)
        assert_true(server_add_sink(IDLE_SINKS[i]));
    for (int round = 0; round < ROUNDS && holes[0] > 0; round++) {
        play_at_rest(holes);
        for (int i = 1; i < LATENCIES; i++)
            assert_int_equal(holes[i], 0);
    }
    assert_int_equal(holes[0], 0);
}

static void begin_loops(pid_t *loops)
{
    char *const argv[] = {"sh", "-c", "while :; do :; done", NULL};
    for (int i = 0; i < LOOPS; i++)
        loops[i] = program_begin(argv, -1, -1);
}

/* One round of ours and mpv's next to busy loops. */
static void play_among_loops(int *ours, int *theirs)
{
    struct playing rain, mpv;
    pid_t loops[LOOPS];
    begin_rain(&rain, "n", SINK_LATENCY_MS);
    begin_mpv(&mpv, "m");
    sound_sleep_ms(COMES_UP_MS);
    begin_loops(loops);
    forget(&rain);
    forget(&mpv);
    sound_sleep_ms(BUSY_MS);
    *ours = end(&rain, "numbmed", BUSY_MS);
    *theirs = end(&mpv, "mpv", BUSY_MS);
    for (int i = 0; i < LOOPS; i++)
        program_end(&loops[i]);
}

/* Where mpv stumbles, too, the machine had no time for anybody; that is tried again. */
static void next_to_busy_loops_there_is_none_either(void **state)
{
    int ours = 0, theirs = 1;
    (void)state;
    assert_true(server_add_sink("m"));
    for (int round = 0; round < ROUNDS && theirs > 0; round++)
        play_among_loops(&ours, &theirs);
    assert_in_range(ours, 0, theirs);
}

/* The measure itself. */
static void a_hole_would_be_noticed(void **state)
{
    static int16_t samples[FRAME_RATE];
    const struct recording heard = {samples, FRAME_RATE, 0};
    (void)state;
    for (int i = 0; i < FRAME_RATE; i++)
        samples[i] = (int16_t)(i % 700 + 3);
    assert_int_equal(count_holes(&heard), 0);
    memset(samples + 9000, 0, HOLE * sizeof *samples);
    assert_int_equal(count_holes(&heard), 0);
    memset(samples + 19000, 0, (HOLE + 1) * sizeof *samples);
    memset(samples + FRAME_RATE - 2 * HOLE, 0, 2 * HOLE * sizeof *samples);
    assert_int_equal(count_holes(&heard), 2);
}

/* Puts numbmed where an ordinary user can run it. */
static bool copy_program(void)
{
    char *folder = mkdtemp(program), *from = getenv("NUMBMED");
    if (!folder || !from || chmod(folder, 0755) != 0)
        return false;
    char *path = path_join(folder, "numbmed");
    char *const argv[] = {"cp", from, path, NULL};
    free(program_ask(argv));
    snprintf(program, sizeof program, "%s", path);
    free(path);
    return access(program, X_OK) == 0;
}

static void remove_program(void)
{
    unlink(program);
    *strrchr(program, '/') = '\0';
    rmdir(program);
}

/* Becomes an ordinary user where the tests run as root. */
static bool become_ordinary(void)
{
    const struct rlimit none = {0, 0};
    const struct passwd *nobody = getpwnam("nobody");
    setrlimit(RLIMIT_RTPRIO, &none);
    setrlimit(RLIMIT_NICE, &none);
    return getuid() != 0 || (nobody && setgroups(0, NULL) == 0 && setgid(nobody->pw_gid) == 0 &&
                             setuid(nobody->pw_uid) == 0);
}

static int set_up(void **state)
{
    (void)state;
    return server_start(&server, hearing_kind) ? 0 : -1;
}

static int run(const char *name)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hole_would_be_noticed),
        cmocka_unit_test(on_an_idle_machine_there_is_no_hole_at_any_latency),
        cmocka_unit_test(next_to_busy_loops_there_is_none_either),
    };
    return cmocka_run_group_tests_name(name, tests, set_up, hearing_teardown);
}

/* One server after the other: each gets the machine to itself. A process of its own drops its
 * rights, so that what root made can be removed. */
int main(void)
{
    int failed = !copy_program();
    bool ready = !failed;
    for (int kind = 0; kind < SERVER_KINDS && ready; kind++) {
        FILE *printed = tmpfile();
        pid_t pid = hearing_fork((enum server_kind)kind, run, become_ordinary, printed);
        failed |= hearing_join(pid, printed);
    }
    remove_program();
    return failed;
}
