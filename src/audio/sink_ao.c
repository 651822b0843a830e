#include "audio/sink.h"

#include "base/frames.h"

#include <ao/ao.h>
#include <stdio.h>
#include <string.h>

/* The options of libao's drivers, and how they take them. */
static const struct driver {
    const char *name;
    const char *usual_device; /* NULL: the driver knows */
    int buffer_most_ms;       /* 0: no such option */
    int buffers;              /* it makes this many of the length asked for */
    int periods;              /* 0: no such option */
    const char *likely_cause; /* of a failure; libao gives none */
} DRIVERS[] = {
    /* Above 44 ms its product overflows an int, and it takes 21 s at once: see sink_prepare. */
    {"pulse", NULL, 40, 1, 0, "no PulseAudio or PipeWire server answers"},
    {"alsa", "default", SINK_LATENCY_MOST_MS, 1, 4, "there is no free sound card"},
    {"sndio", NULL, 0, 1, 0, "no sndio server answers"},
    {"oss", NULL, SINK_LATENCY_MOST_MS, 4, 0, "/dev/dsp can't be opened"},
};

static bool started; /* libao is; touched by the thread that opens sinks */

static void start(void)
{
    if (started)
        return;
    ao_append_global_option("quiet", NULL);
    ao_initialize();
    started = true;
}

void sink_shutdown(void)
{
    if (started)
        ao_shutdown();
    started = false;
}

static const struct driver *find_driver(const char *name)
{
    const struct driver *driver = DRIVERS;
    while (strcmp(driver->name, name) != 0)
        driver++;
    return driver;
}

static void add_number(ao_option **options, const char *key, int number)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    ao_append_option(options, key, text);
}

static ao_option *make_options(const struct driver *driver, const char *target, int latency_ms)
{
    ao_option *options = NULL;
    int buffer_ms = latency_ms < driver->buffer_most_ms ? latency_ms : driver->buffer_most_ms;
    const char *device = target ? target : driver->usual_device;
    ao_append_option(&options, "quiet", NULL);
    if (device)
        ao_append_option(&options, "dev", device);
    if (buffer_ms)
        add_number(&options, "buffer_time", buffer_ms / driver->buffers);
    if (driver->periods)
        add_number(&options, "period_time", buffer_ms * 1000 / driver->periods);
    return options;
}

static void *ao_sink_open(const struct sink_class *self, const char *target, int latency_ms,
                          struct error *error)
{
    start();
    const struct driver *driver = find_driver(self->name);
    int id = ao_driver_id(driver->name);
    if (id < 0) {
        error_set(error, "%s: libao has no such plug-in here; install it", driver->name);
        return NULL;
    }
    ao_sample_format format = {
        .bits = 16, .rate = FRAME_RATE, .channels = 2, .byte_format = AO_FMT_NATIVE};
    ao_option *options = make_options(driver, target, latency_ms);
    ao_device *device = ao_open_live(id, &format, options);
    ao_free_options(options);
    if (!device && target)
        error_set(error, "%s: %s, or there is no output named \"%s\"", driver->name,
                  driver->likely_cause, target);
    else if (!device)
        error_set(error, "%s: %s", driver->name, driver->likely_cause);
    return device;
}

static bool ao_sink_write(void *state, const int16_t *samples, size_t frames)
{
    char *bytes = (char *)(uintptr_t)samples; /* libao only reads them, but doesn't say so */
    return ao_play(state, bytes, (uint_32)(frames * 2 * sizeof *samples)) != 0;
}

static void ao_sink_close(void *state)
{
    ao_close(state);
}

#define AO_SINK(NAME, NAMED, ROOM_MS, ABOUT)                                                       \
    {                                                                                              \
        .name = (NAME), .about = (ABOUT), .named = (NAMED), .room_ms = (ROOM_MS),                  \
        .open = ao_sink_open, .write = ao_sink_write, .close = ao_sink_close,                      \
    }

const struct sink_class SINK_PULSE = AO_SINK("pulse", true, 0, "PulseAudio or PipeWire");
const struct sink_class SINK_ALSA = AO_SINK("alsa", true, 0, "the sound card by ALSA");
/* Its server gives each client 160 ms, whatever is asked for, and begins when they are full. */
const struct sink_class SINK_SNDIO = AO_SINK("sndio", false, 160, "an sndio server");
const struct sink_class SINK_OSS = AO_SINK("oss", false, 0, "/dev/dsp");
