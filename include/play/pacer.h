/* How much of a session has gone by while no device counts it: pure arithmetic on clock readings.
 */
#ifndef PLAY_PACER_H
#define PLAY_PACER_H

#include <stdbool.h>
#include <stdint.h>

/* All times are nanoseconds of CLOCK_BOOTTIME, which goes on while the machine sleeps. */
struct pacer {
    int64_t seen;    /* when the clock was last looked at */
    int64_t burst;   /* when the device began to be fed */
    int64_t written; /* frames it has been given since */
    int64_t known;   /* when it was known what the device held, */
    int64_t sounded; /* and how many frames it had sounded of those it was given */
    int64_t origin;  /* from when on silent time counts */
    int64_t counted; /* frames of silence counted since */
};

/* A clock that nobody looked at for this long means that the machine or the program stood still. */
#define PACER_STOOD_STILL (INT64_C(5) * 1000000000)

/* So long what a device holds is reckoned before it is looked at again: at 200 parts in a million,
 * two clocks part by 4 ms in it. */
#define PACER_TRUST (INT64_C(20) * 1000000000)

/* What a look at the clock finds: false if the program stood still since the last one. */
bool pacer_look(struct pacer *pacer, int64_t now);

/* The device is fed from now on, after it had run empty. */
void pacer_begin_burst(struct pacer *pacer, int64_t now);

void pacer_wrote(struct pacer *pacer, int64_t frames);

/* Writes had to wait, one after another: the device is full and holds at least `frames` now. Its
 * clock and ours drift apart, and this is the only sign of it that there is. */
void pacer_found_full(struct pacer *pacer, int64_t now, int64_t frames);

/* Frames that the device has been given and has not sounded yet, by the clock. */
int64_t pacer_held(const struct pacer *pacer, int64_t now);

/* When the device will hold no more than `frames`, reckoned with care: it may hold more. 0, which
 * is now, where that hasn't been known for PACER_TRUST: it should be fed until it is full. */
int64_t pacer_when_down_to(const struct pacer *pacer, int64_t now, int64_t frames);

/* Feeding stops, silence begins. What the device still holds (written beyond the time gone by, at
 * most `most_frames`) sounds first: silent time counts from when it has, so that many short bursts
 * don't add up to a drift. */
void pacer_begin_silence(struct pacer *pacer, int64_t now, int64_t most_frames);

/* Frames of silence gone by that weren't counted yet. */
int64_t pacer_count(struct pacer *pacer, int64_t now);

/* When silent time will have counted `frames` more. */
int64_t pacer_when(const struct pacer *pacer, int64_t frames);

#endif
