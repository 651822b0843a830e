/* A stream: bubbles of all sizes at a few places along it, over the rush of the water. */
#include "audio/background_kinds.h"
#include "audio/drops.h"
#include "audio/noise.h"
#include "base/memory.h"

enum { PLACES = 4 };

static const float SHARED = 0.15F;
static const float RATE = 90; /* bubbles a second at a place, in the middle */

/* Where the water runs over something. */
struct place {
    float side; /* 0 left, 1 right */
    float next; /* frames until its next bubble */
    struct wander flow, size;
};

struct stream {
    struct noise noise;
    struct wander pitch, left, right;
    struct filter rush;
    lanes gain;
    struct place places[PLACES];
    struct drops drops;
};

void *stream_start(uint64_t seed)
{
    static const float SIDES[PLACES] = {0.12F, 0.28F, 0.72F, 0.88F};
    struct stream *stream = mem_new(1, sizeof *stream);
    struct noise *noise = &stream->noise;
    noise_start(noise, seed);
    wander_start(&stream->pitch, noise, 2, 7);
    wander_start(&stream->left, noise, 0.15F, 0.7F);
    wander_start(&stream->right, noise, 0.15F, 0.7F);
    for (int i = 0; i < PLACES; i++) {
        stream->places[i].side = SIDES[i];
        stream->places[i].next = noise_gap(noise, RATE);
        wander_start(&stream->places[i].flow, noise, 0.3F, 2.5F);
        wander_start(&stream->places[i].size, noise, 0.8F, 5);
    }
    return stream;
}

/* Water against water: two broad bands that waver. */
static void rush(struct stream *stream, float *stereo)
{
    float pitch = 1 + 0.15F * wander_next(&stream->pitch, &stream->noise);
    float left = 1 + 0.25F * wander_next(&stream->left, &stream->noise);
    float right = 1 + 0.25F * wander_next(&stream->right, &stream->noise);
    lanes gain = {0.36F * left, 0.36F * right, 0.06F * left, 0.06F * right}, now = stream->gain;
    const lanes hertz = {750 * pitch, 800 * pitch, 3300, 3500}, q = {0.6F, 0.6F, 0.5F, 0.5F};
    const lanes step = (gain - now) / NOISE_BLOCK;
    filter_tune(&stream->rush, hertz, q);
    struct noise noise = stream->noise;
    struct filter filter = stream->rush;
    for (int i = 0; i < NOISE_BLOCK; i++) {
        lanes out = filter_split(&filter, noise_white(&noise, SHARED)).band * (now += step);
        lanes_hear(out, stereo + 2 * i);
    }
    stream->noise = noise;
    stream->rush = filter;
    stream->gain = gain;
}

/* Large ones are rarer and louder; those near the surface rise. */
static struct drop bubble(struct noise *noise, float size, float side)
{
    float large = noise_between(noise, 0, 1);
    float radius = 0.0003F * powf(10, 1.15F * large * large * large) * (1 + 0.35F * size);
    float depth = noise_between(noise, 0.15F, 1);
    float loud = 0.3F * depth * depth * powf(radius / 0.002F, 0.25F);
    struct drop drop = drop_bubble(radius);
    drop.rise = depth > 0.5F ? noise_between(noise, 0, 0.12F) * drop.decay : 0;
    side += noise_between(noise, -0.1F, 0.1F);
    drop_place(&drop, loud, side);
    return drop;
}

static void bubble_up(struct stream *stream, struct place *place, float *stereo)
{
    float rate = RATE * exp2f(1.6F * wander_next(&place->flow, &stream->noise));
    float size = wander_next(&place->size, &stream->noise);
    while (place->next < NOISE_BLOCK) {
        struct drop drop = bubble(&stream->noise, size, place->side);
        drops_add(&stream->drops, &drop, (size_t)place->next, stereo);
        place->next += noise_gap(&stream->noise, rate);
    }
    place->next -= NOISE_BLOCK;
}

void stream_make(void *state, float *stereo)
{
    struct stream *stream = state;
    rush(stream, stereo);
    drops_ring(&stream->drops, stereo);
    for (int i = 0; i < PLACES; i++)
        bubble_up(stream, &stream->places[i], stereo);
}
