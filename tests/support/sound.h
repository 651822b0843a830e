/* A sound server of the test's own, and a recording of what a listener of it would hear. */
#ifndef TESTS_SOUND_H
#define TESTS_SOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* A PulseAudio with one null sink, in a folder of its own. It dies with the test program. */
struct server {
    char folder[64];
    pid_t pid; /* 0: it isn't running */
};

/* Starts one and points this process and its children to it. False, and a line on stderr, where it
 * doesn't come up. */
bool server_start(struct server *server);

/* Ends it as a crash would. */
void server_kill(struct server *server);

/* Starts it again on the same socket. */
bool server_revive(struct server *server);

/* Stops it from answering, and lets it go on. */
void server_freeze(struct server *server);
void server_thaw(struct server *server);

/* Ends it and removes its folder. */
void server_stop(struct server *server);

/* Nanoseconds of CLOCK_MONOTONIC. */
int64_t sound_now(void);

void sound_sleep_ms(int64_t ms);

/* Runs a program of the server's with this process' environment and returns what it prints; the
 * caller frees it. */
char *sound_ask(char *const argv[]);

struct recorder; /* the thread and the program that record */

/* A piece of what the null sink's monitor gave: 48 kHz, the left channel. */
struct recording {
    int16_t *samples; /* to be freed */
    size_t count;
    int64_t origin; /* when sample 0 was heard, see sound_now */
};

/* Begins to record the server that runs, and lets the first second go by: a cold null sink renders
 * up to 2 s at once and blocks its first writers for as long. NULL, and a line on stderr, where
 * nothing comes. */
struct recorder *recorder_start(void);

/* What was recorded since the last cut, up to now: 0.3 s are waited for what is under way. */
struct recording recorder_cut(struct recorder *recorder);

void recorder_stop(struct recorder *recorder);

/* The sample heard at a time.
 *
 * A null sink renders a block of 5 ms when the one before it is over by CLOCK_MONOTONIC, and hands
 * it out at once. So the first sample of a block is heard when the block arrives here; and as there
 * is no other clock, the difference between that time and the sample's number is the same for all
 * blocks, but for those that are held up or, after a rewind, rendered early: their median counts.
 */
size_t recording_at(const struct recording *recording, int64_t time);

/* The time at which a sample was heard. */
int64_t recording_time(const struct recording *recording, size_t sample);

/* ---- looking at samples; ranges are [from, to) and end with the recording */

/* The first sample from `from` on that isn't silence, or `to`. */
size_t sound_first(const struct recording *recording, size_t from, size_t to);

/* One behind the last that isn't, or `from`. */
size_t sound_last(const struct recording *recording, size_t from, size_t to);

/* Root of the mean square. */
double sound_level(const int16_t *samples, size_t count);

/* Which part of the samples' power lies at a frequency, 0 to 1. */
double sound_purity(const int16_t *samples, size_t count, double frequency);

/* The largest step between neighbouring samples. */
int sound_jump(const int16_t *samples, size_t count);

/* The largest sample of what is left when a tone of this frequency is taken away by the one filter
 * of three weights that takes it away whole. Fades leave little of it, a click everything. */
double sound_click(const int16_t *samples, size_t count, double frequency);

#endif
