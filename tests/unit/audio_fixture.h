/* A folder of its own for each audio test, and sound files to put into it. */
#ifndef TESTS_AUDIO_FIXTURE_H
#define TESTS_AUDIO_FIXTURE_H

#include "support/cmocka.h"
#include "unit/audio_leaks.h"

#include "base/memory.h"
#include "base/path.h"

#include <ftw.h>
#include <math.h>
#include <sndfile.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* cmocka setup and teardown; the state is the folder's path. */
static inline int folder_make(void **state)
{
    const char *base = getenv("TMPDIR");
    char *path = path_join(base && *base ? base : "/tmp", "numbmed-audio-XXXXXX");
    *state = mkdtemp(path);
    return *state ? 0 : -1;
}

static inline int folder_remove_entry(const char *path, const struct stat *status, int kind,
                                      struct FTW *walk)
{
    (void)status;
    (void)kind;
    (void)walk;
    return remove(path);
}

static inline int folder_remove(void **state)
{
    int result = nftw(*state, folder_remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    free(*state);
    return result;
}

struct sound {
    const char *name;
    int format; /* libsndfile's */
    int rate;
    int channels;
    int64_t frames;
    float (*wave)(int64_t frame, int rate);
    const char *title, *comment;
};

static inline float wave_tone(int64_t frame, int rate)
{
    double t = (double)frame / rate;
    return (float)(0.4 * sin(6.283185307179586 * 440 * t) +
                   0.2 * sin(6.283185307179586 * 1730 * t + 1));
}

static inline float wave_nothing_of_a_number(int64_t frame, int rate)
{
    static const float BAD[] = {NAN, INFINITY, -INFINITY, 1.5F, -3.0e38F};
    (void)rate;
    return BAD[frame % 5];
}

static inline void sound_fill(const struct sound *sound, float *samples, int64_t from, int count)
{
    for (int i = 0; i < count; i++) {
        float value = sound->wave(from + i, sound->rate);
        for (int channel = 0; channel < sound->channels; channel++) /* the left one is half */
            samples[i * sound->channels + channel] =
                channel || sound->channels == 1 ? value : value / 2;
    }
}

/* Writes the sound into the folder; returns its path, which the caller frees. */
static inline char *sound_make(const char *folder, const struct sound *sound)
{
    enum { PART = 1024 };
    char *path = path_join(folder, sound->name);
    SF_INFO info = {
        .samplerate = sound->rate, .channels = sound->channels, .format = sound->format};
    SNDFILE *file = sf_open(path, SFM_WRITE, &info);
    float samples[PART * 8];
    assert_non_null(file);
    if (sound->title)
        sf_set_string(file, SF_STR_TITLE, sound->title);
    if (sound->comment)
        sf_set_string(file, SF_STR_COMMENT, sound->comment);
    for (int64_t at = 0; at < sound->frames; at += PART) {
        int count = (int)(sound->frames - at < PART ? sound->frames - at : PART);
        sound_fill(sound, samples, at, count);
        assert_int_equal(sf_writef_float(file, samples, count), count);
    }
    assert_int_equal(sf_close(file), 0);
    return path;
}

static inline char *bytes_make(const char *folder, const char *name, const void *bytes, size_t size)
{
    char *path = path_join(folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    return path;
}

enum {
    WAV_16 = SF_FORMAT_WAV | SF_FORMAT_PCM_16,
    WAV_FLOAT = SF_FORMAT_WAV | SF_FORMAT_FLOAT,
    FLAC_16 = SF_FORMAT_FLAC | SF_FORMAT_PCM_16,
    OGG_VORBIS = SF_FORMAT_OGG | SF_FORMAT_VORBIS,
    OGG_OPUS = SF_FORMAT_OGG | SF_FORMAT_OPUS,
};

#endif
