/* Adds up what sounds at once: a narration clip, the one it fades from, and the gains over them. */
#ifndef AUDIO_MIXER_H
#define AUDIO_MIXER_H

#include "audio/clip.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A gain that moves in a straight line, so that no change clicks. */
struct ramp {
    float now;
    float target;
    float step; /* per frame */
};

/* Lets a gain reach `target` in `frames` frames (0: at once). */
void ramp_to(struct ramp *ramp, float target, int64_t frames);

bool ramp_rests(const struct ramp *ramp);

enum { MIXER_CHANNELS = 4, MIXER_RETIRED = 8 };

struct channel {
    struct clip *clip; /* NULL: free */
    struct ramp gain;
    bool leaving; /* fading out; retires when it is silent */
};

/* All gains are linear. Used by one thread at a time; owns the clips it was given. */
struct mixer {
    struct channel channels[MIXER_CHANNELS];
    struct ramp master;                  /* 0 while paused */
    struct ramp volume;                  /* the listener's */
    struct clip *retired[MIXER_RETIRED]; /* sounded out; mixer_collect closes them */
    size_t retired_count;
};

/* Full volume, master open, nothing sounding. */
void mixer_init(struct mixer *mixer);

/* Closes every clip. */
void mixer_close(struct mixer *mixer);

/* Lets a clip sound from where it stands, faded in over `fade` frames. Takes it over. */
void mixer_play(struct mixer *mixer, struct clip *clip, int64_t fade);

/* Fades the sounding clips out over `fade` frames. */
void mixer_release(struct mixer *mixer, int64_t fade);

/* The clip that sounds and isn't leaving, or NULL. */
struct clip *mixer_sounding(const struct mixer *mixer);

/* Whether nothing sounds and no gain moves: the next mixed frame would be silence. */
bool mixer_is_silent(const struct mixer *mixer);

/* Mixes the next `frames` frames, 2 channels interleaved, 16 bit. */
void mixer_mix(struct mixer *mixer, int16_t *out, size_t frames);

/* Closes what has sounded out; for a thread that may wait for a file. */
void mixer_collect(struct mixer *mixer);

#endif
