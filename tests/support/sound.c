#include "support/sound.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RATE 48000

int64_t sound_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

void sound_sleep_ms(int64_t ms)
{
    struct timespec time = {ms / 1000, ms % 1000 * 1000000};
    while (nanosleep(&time, &time) < 0 && errno == EINTR)
        continue;
}

/* ---- programs */

/* Starts a program that dies with this one; its standard output goes to `out` unless that is -1. */
static pid_t start_program(char *const argv[], int out)
{
    pid_t parent = getpid(), pid = fork();
    if (pid != 0)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    if (out >= 0)
        dup2(out, STDOUT_FILENO);
    execvp(argv[0], argv);
    fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

static void end_program(pid_t *pid)
{
    if (*pid <= 0)
        return;
    kill(*pid, SIGCONT);
    kill(*pid, SIGKILL);
    waitpid(*pid, NULL, 0);
    *pid = 0;
}

/* Starts a program and returns where its output can be read. */
static int start_piped(char *const argv[], pid_t *pid)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return -1;
    *pid = start_program(argv, ends[1]);
    close(ends[1]);
    return ends[0];
}

char *sound_ask(char *const argv[])
{
    enum { MOST = 1 << 16 };
    char *text = calloc(1, MOST);
    size_t length = 0;
    ssize_t got;
    pid_t pid = 0;
    int out = start_piped(argv, &pid);
    while (length < MOST - 1 && (got = read(out, text + length, MOST - 1 - length)) > 0)
        length += (size_t)got;
    close(out);
    waitpid(pid, NULL, 0);
    return text;
}

/* ---- the server */

static bool answers(const struct server *server)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/native", server->folder);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool good = connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
    close(fd);
    return good;
}

bool server_revive(struct server *server)
{
    char protocol[128], sink[] = "module-null-sink sink_name=n rate=48000 channels=2 format=s16le";
    char *const argv[] = {"pulseaudio",
                          "-n",
                          "--daemonize=no",
                          "--exit-idle-time=-1",
                          "--use-pid-file=no",
                          "--log-target=file:/dev/null",
                          "-L",
                          protocol,
                          "-L",
                          sink,
                          NULL};
    snprintf(protocol, sizeof protocol,
             "module-native-protocol-unix auth-anonymous=1 socket=%s/native", server->folder);
    server->pid = start_program(argv, -1);
    for (int tries = 0; tries < 500; tries++) {
        if (answers(server))
            return true;
        if (waitpid(server->pid, NULL, WNOHANG) != 0)
            break;
        sound_sleep_ms(10);
    }
    fprintf(stderr, "no sound server came up; these tests need PulseAudio (apt: pulseaudio)\n");
    end_program(&server->pid);
    return false;
}

bool server_start(struct server *server)
{
    char address[128];
    *server = (struct server){.folder = "/tmp/numbmed-sound-XXXXXX"};
    if (!mkdtemp(server->folder))
        return false;
    snprintf(address, sizeof address, "unix:%s/native", server->folder);
    setenv("PULSE_SERVER", address, 1);
    setenv("PULSE_RUNTIME_PATH", server->folder, 1);
    setenv("XDG_RUNTIME_DIR", server->folder, 1);
    setenv("HOME", server->folder, 1);
    unsetenv("PULSE_SINK");
    unsetenv("PULSE_LATENCY_MSEC");
    return server_revive(server);
}

void server_kill(struct server *server)
{
    end_program(&server->pid);
}

void server_freeze(struct server *server)
{
    kill(server->pid, SIGSTOP);
}

void server_thaw(struct server *server)
{
    kill(server->pid, SIGCONT);
}

void server_stop(struct server *server)
{
    char *const argv[] = {"rm", "-rf", server->folder, NULL};
    end_program(&server->pid);
    free(sound_ask(argv));
}

/* ---- the recording */

struct recorder {
    pid_t pid;
    int from;
    pthread_t thread;
    pthread_mutex_t lock; /* over what follows: the recording since the last cut */
    int16_t *samples;
    size_t count;
    size_t room;
    int64_t *origins; /* as each block tells */
    size_t blocks;
};

/* Makes room for a block, which may be so long. */
static void make_room(struct recorder *recorder, size_t count)
{
    if (recorder->count + count <= recorder->room)
        return;
    recorder->room = 2 * (recorder->room + count);
    recorder->samples = realloc(recorder->samples, recorder->room * sizeof *recorder->samples);
    recorder->origins = realloc(recorder->origins, recorder->room * sizeof *recorder->origins);
}

/* Frames of two channels come in; the left one stays. */
static void keep(struct recorder *recorder, const int16_t *frames, size_t count, int64_t now)
{
    pthread_mutex_lock(&recorder->lock);
    make_room(recorder, count);
    recorder->origins[recorder->blocks++] = now - (int64_t)recorder->count * 125000 / 6;
    for (size_t i = 0; i < count; i++)
        recorder->samples[recorder->count++] = frames[2 * i];
    pthread_mutex_unlock(&recorder->lock);
}

static void *record(void *argument)
{
    enum { FRAME = 2 * sizeof(int16_t) };
    struct recorder *recorder = argument;
    int16_t frames[8192];
    size_t held = 0; /* bytes */
    ssize_t got;
    char *bytes = (char *)frames;
    while ((got = read(recorder->from, bytes + held, sizeof frames - held)) > 0) {
        int64_t now = sound_now();
        held += (size_t)got;
        if (held < FRAME)
            continue;
        keep(recorder, frames, held / FRAME, now);
        memmove(bytes, bytes + held / FRAME * FRAME, held % FRAME);
        held %= FRAME;
    }
    return NULL;
}

static size_t count_of(struct recorder *recorder)
{
    pthread_mutex_lock(&recorder->lock);
    size_t count = recorder->count;
    pthread_mutex_unlock(&recorder->lock);
    return count;
}

static int by_time(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static struct recording cut(struct recorder *recorder)
{
    pthread_mutex_lock(&recorder->lock);
    struct recording recording = {recorder->samples, recorder->count, 0};
    if (recorder->blocks) {
        qsort(recorder->origins, recorder->blocks, sizeof *recorder->origins, by_time);
        recording.origin = recorder->origins[recorder->blocks / 2];
    }
    free(recorder->origins);
    recorder->samples = NULL;
    recorder->origins = NULL;
    recorder->count = recorder->room = recorder->blocks = 0;
    pthread_mutex_unlock(&recorder->lock);
    return recording;
}

struct recorder *recorder_start(void)
{
    char *const argv[] = {
        "parec",        "-d",    "n.monitor", "--latency-msec=5", "--format=s16le", "--rate=48000",
        "--channels=2", "--raw", NULL};
    struct recorder *recorder = calloc(1, sizeof *recorder);
    pthread_mutex_init(&recorder->lock, NULL);
    recorder->from = start_piped(argv, &recorder->pid);
    pthread_create(&recorder->thread, NULL, record, recorder);
    for (int tries = 0; tries < 500 && count_of(recorder) < RATE; tries++)
        sound_sleep_ms(20);
    bool good = count_of(recorder) >= RATE;
    free(cut(recorder).samples);
    if (good)
        return recorder;
    fprintf(stderr, "nothing can be recorded; these tests need parec (apt: pulseaudio-utils)\n");
    recorder_stop(recorder);
    return NULL;
}

struct recording recorder_cut(struct recorder *recorder)
{
    sound_sleep_ms(300);
    return cut(recorder);
}

void recorder_stop(struct recorder *recorder)
{
    if (!recorder)
        return;
    end_program(&recorder->pid);
    pthread_join(recorder->thread, NULL);
    close(recorder->from);
    pthread_mutex_destroy(&recorder->lock);
    free(recorder->samples);
    free(recorder->origins);
    free(recorder);
}

size_t recording_at(const struct recording *recording, int64_t time)
{
    int64_t sample = (time - recording->origin) * 6 / 125000;
    if (sample < 0)
        return 0;
    return (size_t)sample < recording->count ? (size_t)sample : recording->count;
}

int64_t recording_time(const struct recording *recording, size_t sample)
{
    return recording->origin + (int64_t)sample * 125000 / 6;
}

/* ---- looking at samples */

static bool is_silence(int16_t sample)
{
    return sample >= -2 && sample <= 2;
}

size_t sound_first(const struct recording *recording, size_t from, size_t to)
{
    while (from < to && from < recording->count && is_silence(recording->samples[from]))
        from++;
    return from < recording->count ? from : to;
}

size_t sound_last(const struct recording *recording, size_t from, size_t to)
{
    if (to > recording->count)
        to = recording->count;
    while (to > from && is_silence(recording->samples[to - 1]))
        to--;
    return to;
}

double sound_level(const int16_t *samples, size_t count)
{
    double power = 0;
    for (size_t i = 0; i < count; i++)
        power += (double)samples[i] * samples[i];
    return count ? sqrt(power / (double)count) : 0;
}

double sound_purity(const int16_t *samples, size_t count, double frequency)
{
    double omega = 2 * acos(-1) * frequency / RATE, re = 0, im = 0;
    double level = sound_level(samples, count);
    for (size_t i = 0; i < count; i++) {
        re += samples[i] * cos(omega * (double)i);
        im += samples[i] * sin(omega * (double)i);
    }
    double tone = 2 * (re * re + im * im) / ((double)count * (double)count);
    return level > 0 ? tone / (level * level) : 0;
}

int sound_jump(const int16_t *samples, size_t count)
{
    int most = 0;
    for (size_t i = 1; i < count; i++) {
        int jump = abs(samples[i] - samples[i - 1]);
        most = jump > most ? jump : most;
    }
    return most;
}

double sound_click(const int16_t *samples, size_t count, double frequency)
{
    double middle = 2 * cos(2 * acos(-1) * frequency / RATE), most = 0;
    for (size_t i = 2; i < count; i++) {
        double rest = fabs(samples[i] - middle * samples[i - 1] + samples[i - 2]);
        most = rest > most ? rest : most;
    }
    return most;
}
