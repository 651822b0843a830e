#include "support/sound.h"

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

/* ---- the recording */

/* How pieces are asked for, and what gives their time: see recording_at. */
static const struct manner {
    const char *latency;
    bool by_end;
    int rank; /* of 100 differences in order, the one that counts */
} MANNERS[SERVER_KINDS] = {{"--latency-msec=5", false, 50}, {"--latency-msec=50", true, 90}};

struct recorder {
    const struct manner *manner;
    pid_t pid;
    int from;
    pthread_t thread;
    pthread_mutex_t lock; /* over what follows: the recording since the last cut */
    int16_t *samples;
    size_t count;
    size_t room;
    int64_t *origins; /* as each block says */
    size_t blocks;
};

/* Makes room for a block, which may be this long. */
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
    size_t known = recorder->count + (recorder->manner->by_end ? count : 0);
    recorder->origins[recorder->blocks++] = now - (int64_t)known * 125000 / 6;
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
        recording.origin =
            recorder->origins[recorder->blocks * (size_t)recorder->manner->rank / 100];
    }
    free(recorder->origins);
    recorder->samples = NULL;
    recorder->origins = NULL;
    recorder->count = recorder->room = recorder->blocks = 0;
    pthread_mutex_unlock(&recorder->lock);
    return recording;
}

struct recorder *recorder_start(const struct server *server, const char *sink)
{
    char monitor[64], latency[32];
    char *const argv[] = {"parec",        "-d",           monitor, latency, "--format=s16le",
                          "--rate=48000", "--channels=2", "--raw", NULL};
    struct recorder *recorder = calloc(1, sizeof *recorder);
    recorder->manner = &MANNERS[server->kind];
    snprintf(monitor, sizeof monitor, "%s.monitor", sink);
    snprintf(latency, sizeof latency, "%s", recorder->manner->latency);
    pthread_mutex_init(&recorder->lock, NULL);
    recorder->from = program_begin_piped(argv, &recorder->pid);
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
    program_end(&recorder->pid);
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
