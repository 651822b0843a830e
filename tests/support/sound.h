/* A recording of what a listener of a sound server would hear. */
#ifndef TESTS_SOUND_H
#define TESTS_SOUND_H

#include "support/server.h"

#include <stddef.h>
#include <stdint.h>

/* Nanoseconds of CLOCK_MONOTONIC. */
int64_t sound_now(void);

void sound_sleep_ms(int64_t ms);

struct recorder; /* the thread and the program that record */

/* A piece of what the null sink's monitor gave: 48 kHz, the left channel. */
struct recording {
    int16_t *samples; /* to be freed */
    size_t count;
    int64_t origin; /* when sample 0 was heard, see sound_now */
};

/* Begins to record a null sink of the server that runs, and lets the first second go by: a cold
 * null sink renders up to 2 s at once and blocks its first writers for as long. NULL, and a line on
 * stderr, if nothing comes. */
struct recorder *recorder_start(const struct server *server, const char *sink);

/* What was recorded since the last cut, up to now: 0.3 s are waited for what is under way. */
struct recording recorder_cut(struct recorder *recorder);

void recorder_stop(struct recorder *recorder);

/* The sample heard at a time.
 *
 * A null sink renders a block when the one before it is over by CLOCK_MONOTONIC, and hands it out
 * at once: so its first sample is heard when it arrives here. As there is no other clock, the
 * difference between the time of arrival and a sample's number is the same for all blocks but those
 * that are held up or, after a rewind, rendered early.
 *
 * PulseAudio's blocks have 5 ms, and the median of the differences counts. PipeWire's have what the
 * player made of its quantum, up to 43 ms; the recorder asks for more than that, as it would
 * otherwise make the quantum smaller than it is on a desktop. So here a piece arrives together with
 * the first sample of the block that its end lies in, anywhere: what arrives with its end nearly at
 * the block's first sample (the latest tenth) counts. That is right to within 5 ms.
 */
size_t recording_at(const struct recording *recording, int64_t time);

/* The time at which a sample was heard. */
int64_t recording_time(const struct recording *recording, size_t sample);

/* ---- looking at samples; ranges are [from, to) and end with the recording */

/* The first sample from `from` on that isn't silence, or `to`. */
size_t sound_first(const struct recording *recording, size_t from, size_t to);

/* One after the last that isn't, or `from`. */
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
