/* Where sound goes: a device, by libao. (Files: audio/file.h. Silence needs no sink:
 * docs/design.md.) */
#ifndef AUDIO_SINK_H
#define AUDIO_SINK_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How much sound a device has room for. The least: libao passes no less on. The usual: a pause is
 * silent within 150 ms, and a busy machine has 70 ms to wake us. */
enum { SINK_LATENCY_LEAST_MS = 40, SINK_LATENCY_MS = 100, SINK_LATENCY_MOST_MS = 500 };

struct sink; /* one way out; all calls from one thread */

/* The contract of a kind of sink. Sound is 48 kHz, 2 channels interleaved, 16 bit native. */
struct sink_class {
    const char *name;  /* "pulse", "alsa", "sndio", "oss" */
    const char *about; /* one line for help */
    bool named;        /* takes ":NAME" */
    int room_ms;       /* it makes room for this much, whatever is asked for; 0: as asked */
    /* Opens the device; may fail and says why in one sentence. `target` is the device's name or
     * NULL for the usual one; it makes room for `latency_ms`. Returns its state, which close
     * frees. */
    void *(*open)(const struct sink_class *self, const char *target, int latency_ms,
                  struct error *error);
    /* Writes `frames` frames; blocks while the device has no room (a suspended one: for ever).
     * False once the device is gone; only close may follow. */
    bool (*write)(void *state, const int16_t *samples, size_t frames);
    /* Lets what was written sound out for at most 100 ms (not at all once write failed), closes.
     * With a latency above 100 ms libao waits for as much as is in the device. */
    void (*close)(void *state);
};

extern const struct sink_class SINK_PULSE, SINK_ALSA, SINK_SNDIO, SINK_OSS;

/* The kinds there are, in the order "auto" tries them. */
extern const struct sink_class *const SINK_CLASSES[];
extern const size_t SINK_CLASS_COUNT;

/* What the user chose. */
struct sink_choice {
    char kind[16];    /* "auto", a class's name, or "silent": open none */
    char target[128]; /* "" for the usual device */
    int latency_ms;   /* SINK_LATENCY_LEAST_MS to SINK_LATENCY_MOST_MS */
};

/* Reads "auto", "silent", "pulse", "pulse:NAME", ... into kind and target. */
bool sink_parse(const char *text, struct sink_choice *choice, struct error *error);

/* Tells sound servers by the environment (the only way libao leaves) that we are numbmed and how
 * much room to make. Once, by the main thread before any other starts: setenv and threads don't
 * mix. Without it all works, under the name "libao[numbmed]". */
void sink_prepare(const struct sink_choice *choice);

/* The frames to write at a time. PulseAudio keeps 40 ms of a stream's room as its own margin, and
 * half of the rest goes to the sound card in one piece: writing as much wakes us once a piece. */
size_t sink_block(int latency_ms);

/* Opens the chosen kind; where it fails and for "auto", down the chain pulse, alsa, sndio, oss
 * (each failure is logged). Where none opens: NULL, and the session goes on in silence; `error`
 * then says what is wrong with the chosen one, and names all that were tried. Where another than
 * the chosen one opened, it says the former; else it is empty. The first call starts libao (and
 * loads its plug-ins, about 3 ms). */
struct sink *sink_open(const struct sink_choice *choice, struct error *error);

const char *sink_name(const struct sink *sink);

/* The frames that a device which was opened with a latency has room for. A sound card may have made
 * more: libao doesn't say how much. */
int64_t sink_room(const struct sink *sink, int latency_ms);

/* See sink_class.write and .close; sink_close accepts NULL and frees the sink. */
bool sink_write(struct sink *sink, const int16_t *samples, size_t frames);
void sink_close(struct sink *sink);

/* Ends libao. After the last sink is closed, never while a write may block; harmless if never
 * begun. */
void sink_shutdown(void);

#endif
