/* `background KIND|FILE SECONDS [SEED]` writes a background's samples to stdout (32 bit float,
 * stereo, 48 kHz). `background --measure` prints a line for each kind, of ten minutes: its name, ms
 * of a core for a second of sound, LUFS, highest sample, crest factor in dB. */
#include "audio/background.h"
#include "audio/loudness.h"
#include "base/frames.h"
#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PART = 480, FRAMES = 10 * 60 * FRAME_RATE };

static double cpu_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void write_out(struct background *background, long seconds)
{
    float stereo[2 * PART];
    for (long left = seconds * FRAME_RATE / PART; left > 0; left--) {
        background_read(background, stereo, PART);
        fwrite(stereo, 2 * sizeof *stereo, PART, stdout);
    }
}

/* Reads a minute in parts, as a player does; returns what a second of it costs, ms of a core. */
static double cost_of(struct background *background)
{
    float stereo[2 * PART];
    double began = cpu_ms();
    for (int left = 60 * FRAME_RATE / PART; left > 0; left--)
        background_read(background, stereo, PART);
    return (cpu_ms() - began) / 60;
}

static void measure(const struct background_kind *kind)
{
    struct background *background = background_new(kind, 1);
    float *stereo = mem_new(FRAMES, 2 * sizeof *stereo);
    double squares = 0, peak = 0, cost = HUGE_VAL;
    background_read(background, stereo, FRAMES);
    for (int round = 0; round < 9; round++) /* the best: something else may run */
        cost = fmin(cost, cost_of(background));
    for (size_t i = 0; i < 2 * FRAMES; i++) {
        squares += (double)stereo[i] * (double)stereo[i];
        peak = fmax(peak, fabs((double)stereo[i]));
    }
    printf("%s %.2f %.2f %.4f %.1f\n", kind->name, cost,
           loudness_lufs(stereo, FRAMES, 2, FRAME_RATE), peak,
           20 * log10(peak / sqrt(squares / (2.0 * FRAMES))));
    free(stereo);
    background_free(background);
}

static struct background *choose(char **arguments, int count, struct error *error)
{
    const struct background_kind *kind = background_find(arguments[1]);
    uint64_t seed = count == 4 ? strtoull(arguments[3], NULL, 10) : 1;
    return kind ? background_new(kind, seed) : background_open(arguments[1], error);
}

int main(int count, char **arguments)
{
    struct error error = {"usage: background KIND|FILE SECONDS [SEED], background --measure"};
    if (count == 2 && strcmp(arguments[1], "--measure") == 0) {
        for (size_t i = 0; i < BACKGROUND_KIND_COUNT; i++)
            measure(&BACKGROUND_KINDS[i]);
        return 0;
    }
    bool asked = count == 3 || count == 4;
    struct background *background = asked ? choose(arguments, count, &error) : NULL;
    if (!background) {
        fprintf(stderr, "%s\n", error.text);
        return 1;
    }
    write_out(background, strtol(arguments[2], NULL, 10));
    background_free(background);
    return 0;
}
