/* Makes numbmed's bells, by modal synthesis: a bell is a few damped resonators, and a soft mallet's
 * force drives them. `make bells` runs it; `bells FOLDER` writes FOLDER/bowl.flac and so on.
 *
 * Where the numbers of the tables come from, and what the files show, stands in docs/sound.md. A
 * bell of your own is one more table. */
#include <math.h>
#include <sndfile.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    RATE = 48000,
    CHANNELS = 2,
};

static const double PI = 3.14159265358979323846;

/* A round bowl has each mode twice, turned by half a nodal angle. No bowl is quite round, so the
 * two lie a little apart and beat. */
struct mode {
    double hz[2]; /* the two members; the second is 0 where there is but one */
    double
        damping; /* in percent of critical; the amplitude falls by exp(-2 pi hz t damping / 100) */
    double gain; /* how well the first is struck and heard, before the mallet softens it */
    double second; /* the second member's part of that: how deep it beats */
    double pan;    /* where the first is heard, -1 (left) to 1; the second is opposite */
};

struct bell {
    const char *name, *title;
    const struct mode *modes;
    size_t count;
    double contact; /* seconds for which the mallet's force is above half of its most */
    double brush;   /* how much of the mallet's own rustle is heard */
    double seconds; /* the whole file */
    double fade;    /* seconds at its end that fade to silence */
    double peak_db; /* dBFS: what makes the bells equally loud */
};

/* Bowl 1 of Inácio, Henrique & Antunes (2006): 180 mm across, 934 g; its modes (2,0) to (8,0). */
static const struct mode BOWL[] = {
    {{219.6, 220.6}, 0.028, 1.00, 0.45, -0.20},   {{609.1, 609.9}, 0.028, 3.00, 0.60, 0.35},
    {{1135.9, 1139.7}, 0.032, 4.90, 0.35, -0.35}, {{1787.6, 1787.9}, 0.042, 6.30, 0.60, 0.40},
    {{2555.2, 2564.8}, 0.060, 7.50, 0.30, -0.40}, {{3427.0, 3428.3}, 0.085, 8.00, 0.50, 0.45},
    {{4376.3, 4389.4}, 0.120, 8.00, 0.30, -0.45},
};

/* Bowl 2 of the same paper: 152 mm, 563 g. */
static const struct mode SMALL_BOWL[] = {
    {{310.2, 312.1}, 0.035, 1.00, 0.35, 0.20},   {{828.1, 828.8}, 0.035, 2.80, 0.60, -0.35},
    {{1503.4, 1506.7}, 0.040, 4.50, 0.35, 0.35}, {{2328.1, 2340.1}, 0.050, 5.60, 0.25, -0.40},
    {{3303.7, 3312.7}, 0.070, 6.50, 0.25, 0.40}, {{4413.2, 4416.4}, 0.100, 7.00, 0.50, -0.45},
    {{5635.4, 5642.0}, 0.140, 7.00, 0.30, 0.45},
};

/* A hollow block, such as a temple's wooden fish: the air in it and its wall, 1 : 1.15; above them
 * the wall bends like a bar. */
static const struct mode BLOCK[] = {
    {{440.0, 0}, 0.965, 1.00, 0, -0.12},
    {{506.0, 0}, 0.849, 0.80, 0, 0.12},
    {{1131.7, 0}, 0.446, 1.20, 0, 0.20},
    {{2043.4, 0}, 0.352, 1.20, 0, -0.20},
};

#define MODES(table) table, sizeof(table) / sizeof *(table)

static const struct bell BELLS[] = {
    {"bowl", "a large singing bowl, struck softly", MODES(BOWL), 0.0022, 1, 14, 4, -16},
    {"small-bowl", "a small singing bowl, struck softly", MODES(SMALL_BOWL), 0.0016, 1, 8, 2.5,
     -14.5},
    {"block", "a hollow wood block", MODES(BLOCK), 0.0012, 1, 0.6, 0.2, -10},
};

/* ---- */

struct sound {
    float (*frames)[CHANNELS];
    size_t count;
};

static void *allocate(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (!memory)
        abort(); /* as in base/memory */
    return memory;
}

/* What a mallet with a soft head gives: it sets in gently, so nothing clicks, and has no zero in
 * its spectrum that would leave a mode out. Its sum is 1. */
static double *strike_new(double contact, size_t count)
{
    double scale = contact * RATE / 3.395, sum = 0; /* 3.395: t^2 exp(-t) at half of its most */
    double *force = allocate(count, sizeof *force);
    for (size_t i = 0; i < count; i++) {
        double t = (double)i / scale;
        force[i] = t * t * exp(-t);
        sum += force[i];
    }
    for (size_t i = 0; i < count; i++)
        force[i] /= sum;
    return force;
}

/* The velocity of one resonator under the force. Its impulse response is exp(-at) cos(wt), which
 * unlike the deflection has no slow part: no DC comes out. */
static void ring(struct sound *sound, const double *force, double hz, double damping,
                 const double gains[CHANNELS])
{
    double radius = exp(-2 * PI * hz / RATE * damping / 100), turn = cos(2 * PI * hz / RATE);
    double one = 0, two = 0, before = 0;
    for (size_t i = 0; i < sound->count; i++) {
        double now =
            2 * radius * turn * one - radius * radius * two + force[i] - radius * turn * before;
        for (int channel = 0; channel < CHANNELS; channel++)
            sound->frames[i][channel] += (float)(gains[channel] * now);
        two = one;
        one = now;
        before = force[i];
    }
}

static void ring_mode(struct sound *sound, const double *force, const struct mode *mode)
{
    for (int member = 0; member < 2 && mode->hz[member] > 0; member++) {
        double gain = mode->gain * (member ? mode->second : 1);
        double angle = (1 + (member ? -mode->pan : mode->pan)) * PI / 4;
        double gains[CHANNELS] = {gain * cos(angle), gain * sin(angle)};
        ring(sound, force, mode->hz[member], mode->damping, gains);
    }
}

/* The same numbers everywhere, so that the files come out the same. */
static double noise(uint32_t *state)
{
    *state = *state * UINT32_C(1664525) + UINT32_C(1013904223);
    return *state / 2147483648.0 - 1;
}

/* The mallet's head rustles while it is pressed: a little noise below about 1 kHz. */
static void brush(struct sound *sound, const double *force, double gain)
{
    uint32_t state = 1;
    for (int channel = 0; channel < CHANNELS; channel++) {
        double low = 0, lower = 0;
        for (size_t i = 0; i < sound->count; i++) {
            low += 0.12 * (noise(&state) * force[i] - low);
            lower += 0.02 * (low - lower);
            sound->frames[i][channel] += (float)(gain * (low - lower));
        }
    }
}

static double peak(const struct sound *sound)
{
    double most = 0;
    for (size_t i = 0; i < sound->count; i++) {
        for (int channel = 0; channel < CHANNELS; channel++)
            most = fmax(most, fabs((double)sound->frames[i][channel]));
    }
    return most;
}

/* Fades the end out and brings the peak to its place. */
static void finish(struct sound *sound, const struct bell *bell)
{
    size_t fade = (size_t)(bell->fade * RATE), from = sound->count - fade;
    double gain = pow(10, bell->peak_db / 20) / peak(sound);
    for (size_t i = 0; i < sound->count; i++) {
        double along = i < from ? 0 : (double)(i - from + 1) / (double)fade;
        double here = gain * (0.5 + 0.5 * cos(PI * along));
        for (int channel = 0; channel < CHANNELS; channel++)
            sound->frames[i][channel] = (float)(here * sound->frames[i][channel]);
    }
}

static struct sound synthesise(const struct bell *bell)
{
    struct sound sound = {NULL, (size_t)(bell->seconds * RATE)};
    double *force = strike_new(bell->contact, sound.count);
    sound.frames = allocate(sound.count, sizeof *sound.frames);
    for (size_t i = 0; i < bell->count; i++)
        ring_mode(&sound, force, &bell->modes[i]);
    brush(&sound, force, bell->brush);
    finish(&sound, bell);
    free(force);
    return sound;
}

/* 24 bits: the tail goes down to nothing without noise under it. */
static int write_bell(const char *folder, const struct bell *bell)
{
    char path[4096];
    SF_INFO info = {
        .samplerate = RATE, .channels = CHANNELS, .format = SF_FORMAT_FLAC | SF_FORMAT_PCM_24};
    snprintf(path, sizeof path, "%s/%s.flac", folder, bell->name);
    SNDFILE *file = sf_open(path, SFM_WRITE, &info);
    if (!file) {
        fprintf(stderr, "bells: can't write %s: %s\n", path, sf_strerror(NULL));
        return 1;
    }
    sf_set_string(file, SF_STR_TITLE, bell->title);
    sf_set_string(file, SF_STR_ARTIST, "numbmed");
    sf_set_string(file, SF_STR_LICENSE, "CC0-1.0");
    sf_set_string(file, SF_STR_COMMENT, "synthesised by audio/bells/bells.c; see docs/sound.md");
    struct sound sound = synthesise(bell);
    sf_count_t count = (sf_count_t)sound.count;
    int failed = sf_writef_float(file, sound.frames[0], count) != count;
    free(sound.frames);
    failed |= sf_close(file) != 0;
    if (failed)
        fprintf(stderr, "bells: %s could not be written whole\n", path);
    return failed;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: bells FOLDER\n", stderr);
        return 2;
    }
    int failed = 0;
    for (size_t i = 0; i < sizeof BELLS / sizeof *BELLS; i++)
        failed |= write_bell(argv[1], &BELLS[i]);
    return failed;
}
