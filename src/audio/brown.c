/* Brown noise: white noise added up, so that its power falls by 6 dB an octave. */
#include "audio/background_kinds.h"
#include "audio/noise.h"
#include "base/memory.h"

static const float SHARED = 0.15F;
static const float LEAK_HZ = 5;   /* forgets, or it would walk away */
static const float FLOOR_HZ = 25; /* below lies what only moves the cone */

struct brown {
    struct noise noise;
    struct filter floor;
    lanes sum, past;
};

void *brown_start(uint64_t seed)
{
    struct brown *brown = mem_new(1, sizeof *brown);
    lanes hertz = {FLOOR_HZ, FLOOR_HZ, FLOOR_HZ, FLOOR_HZ}, q = {0.7F, 0.7F, 0.7F, 0.7F};
    noise_start(&brown->noise, seed);
    filter_tune(&brown->floor, hertz, q);
    return brown;
}

/* Seven parts of this sample and one of the last: an integrator that keeps to its slope up to 15
 * kHz (Al-Alaoui, "Novel digital integrator and differentiator", 1993). */
void brown_make(void *state, float *stereo)
{
    struct brown brown = *(struct brown *)state;
    const float keep = 1 - noise_pole(LEAK_HZ);
    for (int i = 0; i < NOISE_BLOCK; i++) {
        lanes white = noise_white(&brown.noise, SHARED);
        brown.sum = brown.sum * keep + white * 0.875F + brown.past * 0.125F;
        brown.past = white;
        lanes out = filter_split(&brown.floor, brown.sum).high;
        stereo[2 * i] = out[0];
        stereo[2 * i + 1] = out[1];
    }
    *(struct brown *)state = brown;
}
