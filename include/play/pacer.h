/* How much time of a session has passed by the clock, and what the device still holds: pure
 * arithmetic on clock readings. */
#ifndef PLAY_PACER_H
#define PLAY_PACER_H

#include <stdbool.h>
#include <stdint.h>

/* All times are nanoseconds of CLOCK_BOOTTIME, which continues while the machine sleeps. */
struct pacer {
    int64_t seen;    /* when the clock was last looked at */
    int64_t dry;     /* when the device will have sounded all that it was given */
    int64_t origin;  /* when the silent time that is counted began */
    int64_t counted; /* frames of silence counted since */
};

/* If nobody looked at the clock for this long, the machine or the program stood still. */
#define PACER_STOOD_STILL (INT64_C(5) * 1000000000)

/* The most by which one full device moves what is known of it: enough for clocks that part by 1000
 * parts in a million, and no more. A server that begins late must not shift a short burst, or many
 * of them add up to a drift; a write that returns late on a busy machine should not either. */
#define PACER_NUDGE (INT64_C(50) * 1000)

/* What a look at the clock finds: false if the program stood still since the last one. */
bool pacer_look(struct pacer *pacer, int64_t now);

/* The device has been given this many frames. They sound after what it holds already. */
void pacer_wrote(struct pacer *pacer, int64_t now, int64_t frames);

/* A write had to wait, so the device is full: it holds from `least` to `most` frames. Its clock and
 * ours drift apart, and this is the only sign of it. Within those bounds our clock is better. */
void pacer_found_full(struct pacer *pacer, int64_t now, int64_t least, int64_t most);

/* Frames that the device has been given and has not sounded yet, by the clock. */
int64_t pacer_held(const struct pacer *pacer, int64_t now);

/* Feeding stops, silence begins. What the device still holds, at most `most_frames`, sounds first:
 * silent time counts from its end, so that many short bursts don't add up to a drift. */
void pacer_begin_silence(struct pacer *pacer, int64_t now, int64_t most_frames);

/* Frames of silence that have passed and weren't counted yet. */
int64_t pacer_count(struct pacer *pacer, int64_t now);

/* When silent time will have counted `frames` more. */
int64_t pacer_when(const struct pacer *pacer, int64_t frames);

#endif
