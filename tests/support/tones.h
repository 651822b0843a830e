/* A library whose one practice speaks tones: what is heard of it can be reckoned. */
#ifndef TESTS_TONES_H
#define TESTS_TONES_H

#include "support/cmocka.h"
#include "support/files.h"

#include "base/frames.h"
#include "play/sitting.h"

#include <math.h>
#include <sndfile.h>

#define TONE_HZ 440.0
#define TONE_HEIGHT 0.4 /* of full scale */

enum { TONES_MOST = 16, TONE_FILE_RATE = 24000, TONE_EDGE = TONE_FILE_RATE / 100 };

/* A step: how long the tone is, and the pause after it. */
struct tone {
    int speech_ms;
    int pause_ms;
};

/* The largest step between neighbouring samples of the tone at 48 kHz. */
static inline double tone_jump(void)
{
    return 2 * sin(acos(-1) * TONE_HZ / FRAME_RATE) * TONE_HEIGHT * 32767;
}

/* Rises and falls within 10 ms, so that the recording has no click of its own. */
static inline float tone_sample(int64_t i, int64_t count)
{
    int64_t edge = i < count - 1 - i ? i : count - 1 - i;
    double gain = edge < TONE_EDGE ? 0.5 - 0.5 * cos(acos(-1) * (double)edge / TONE_EDGE) : 1;
    return (float)(gain * TONE_HEIGHT * sin(2 * acos(-1) * TONE_HZ * (double)i / TONE_FILE_RATE));
}

static inline void tone_write(const char *path, int ms)
{
    SF_INFO info = {
        .samplerate = TONE_FILE_RATE, .channels = 1, .format = SF_FORMAT_OGG | SF_FORMAT_VORBIS};
    SNDFILE *file = sf_open(path, SFM_WRITE, &info);
    int64_t count = (int64_t)ms * TONE_FILE_RATE / 1000;
    assert_non_null(file);
    sf_set_string(file, SF_STR_TITLE, "A tone.");
    for (int64_t i = 0; i < count; i++) {
        float sample = tone_sample(i, count);
        sf_writef_float(file, &sample, 1);
    }
    sf_close(file);
}

/* Writes scripts/tones.yaml and its recordings below the folder. */
static inline void tones_write(const char *folder, const struct tone *tones, size_t count)
{
    char yaml[8192];
    int length = snprintf(yaml, sizeof yaml,
                          "format: 1\nid: tones\ntitle: Tones\nabout: For tests.\nminutes: [4]\n"
                          "default: 4\nsections:\n  - name: All\n    steps:\n");
    for (size_t i = 0; i < count; i++) {
        char name[80];
        const char *say = tones[i].speech_ms ? "\n        say: A tone." : "";
        length += snprintf(yaml + length, sizeof yaml - (size_t)length,
                           "      - id: t%zu%s\n        pause: %dms\n", i, say, tones[i].pause_ms);
        if (!tones[i].speech_ms)
            continue;
        snprintf(name, sizeof name, "audio/voices/" DEFAULT_VOICE "/tones/t%zu.ogg", i);
        char *path = files_write(folder, name, "");
        tone_write(path, tones[i].speech_ms);
        free(path);
    }
    free(files_write(folder, "scripts/tones.yaml", yaml));
    setenv("NUMBMED_PATH", folder, 1);
}

/* How long it lasts by itself. */
static inline int64_t tones_frames(const struct tone *tones, size_t count)
{
    int64_t ms = 0;
    for (size_t i = 0; i < count; i++)
        ms += tones[i].speech_ms + tones[i].pause_ms;
    return ms * FRAMES_PER_MS;
}

/* Opens the practice at its natural length. sitting_close and library_free end it. */
static inline struct library *tones_open(struct sitting *sitting, const char *folder,
                                         const struct tone *tones, size_t count)
{
    struct error error = {""};
    tones_write(folder, tones, count);
    struct library *library = library_open();
    const struct sitting_wish wish = {.frames = tones_frames(tones, count), .voice = DEFAULT_VOICE};
    if (!sitting_open(sitting, library, "tones", &wish, &error))
        fail_msg("%s", error.text);
    assert_null(sitting->narration->problem);
    return library;
}

#endif
