/* Adds up what sounds at once: narration, bells, a background, those they fade from, the tone of a
 * breath, and the gains over them. */
#ifndef AUDIO_MIXER_H
#define AUDIO_MIXER_H

#include "audio/background.h"
#include "audio/breath_tone.h"
#include "audio/clip.h"
#include "audio/ramp.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a clip is to the listener. */
enum bus { BUS_VOICE, BUS_BELL, BUSES };

/* What its owner knows a sounding clip by. */
struct sound {
    const char *path; /* compared as a pointer */
    int64_t origin;   /* the frame, of the owner's counting, at which the clip begins */
    enum bus bus;
};

enum { MIXER_CHANNELS = 12, MIXER_BEDS = 3, MIXER_RETIRED = 16 };

struct channel {
    struct clip *clip; /* NULL: free */
    struct sound sound;
    struct ramp gain;
    bool leaving; /* fading out; retires when it is silent */
};

/* A background, and how much of it is heard. */
struct bed {
    struct background *background; /* NULL: free */
    struct ramp gain;
    bool leaving;
};

/* All gains are linear. Used by one thread at a time; owns the clips and backgrounds it was given.
 */
struct mixer {
    struct channel channels[MIXER_CHANNELS];
    struct bed beds[MIXER_BEDS];
    bool laid;              /* one of them isn't leaving */
    struct ramp master;     /* 0 while paused */
    struct ramp volume;     /* the listener's */
    struct ramp bells;      /* volume of the bells */
    struct ramp background; /* and of the background, */
    struct ramp level;      /* what its owner makes of it in the course of a session, */
    struct ramp duck;       /* and softer while someone speaks */
    struct ramp room; /* of the voice, so that it and the background stay below MIXER_CEILING */
    struct breath_tone tone; /* sounds where no voice does, and the background is ducked */
    struct clip *retired[MIXER_RETIRED]; /* sounded out; mixer_collect closes them */
    size_t retired_count;
    struct background *lifted[MIXER_BEDS]; /* likewise */
    size_t lifted_count;
};

/* No peak is higher, of full scale: -1 dB. */
#define MIXER_CEILING 0.891F

/* Full volume, master open, nothing sounding. */
void mixer_init(struct mixer *mixer);

/* Closes every clip and background. */
void mixer_close(struct mixer *mixer);

/* Lets a clip sound from where it stands, faded in over `fade` frames. Takes it over. */
void mixer_play(struct mixer *mixer, struct clip *clip, struct sound sound, int64_t fade);

/* Lets a channel fade out over `fade` frames. */
void mixer_leave(struct channel *channel, int64_t fade);

/* Fades everything out over `fade` frames: clips, background and tone. */
void mixer_release(struct mixer *mixer, int64_t fade);

/* The channel in which this sounds and isn't leaving, or NULL. */
struct channel *mixer_find(struct mixer *mixer, struct sound sound);

/* Lays a background (NULL: none) in place of the present one; they cross over in `fade` frames.
 * Takes it over. Whoever lays more than two within one fade waits for mixer_collect in between. */
void mixer_lay(struct mixer *mixer, struct background *background, int64_t fade);

bool mixer_has_bed(const struct mixer *mixer);

/* How loud the background is: 0 to 8, 1 being the usual. The voice makes room for it, in `fade`
 * frames. */
void mixer_set_background(struct mixer *mixer, float gain, int64_t fade);

/* Makes the background 4 dB softer, or as loud as it was, slowly. */
void mixer_duck(struct mixer *mixer, bool ducked);

/* The frames in which mixer_duck makes it softer. */
#define MIXER_DUCK_ATTACK (INT64_C(700) * 48)

/* Whether no clip, background or tone sounds: the next mixed frame would be silence. */
bool mixer_is_silent(const struct mixer *mixer);

/* Mixes the next `frames` frames, 2 channels interleaved, 16 bit. */
void mixer_mix(struct mixer *mixer, int16_t *out, size_t frames);

/* Closes what has sounded out; for a thread that may wait for a file. */
void mixer_collect(struct mixer *mixer);

#endif
