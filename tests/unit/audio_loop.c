/* A file as a background: it loops without a seam, at the level of all backgrounds, and whatever is
 * wrong with it is one sentence. */
#include "support/allocations.h"
#include "support/random.h"
#include "unit/audio_fixture.h"

#include "audio/background.h"
#include "audio/loop.h"
#include "audio/loudness.h"
#include "base/frames.h"

#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

enum { SECOND = FRAME_RATE, FADE = (int)LOOP_FADE, PART = 441 };

/* Noise that is the same every time: a scrambled frame number. */
static float wave_noise(int64_t frame, int rate)
{
    uint64_t z = ((uint64_t)frame + 1) * UINT64_C(0x9E3779B97F4A7C15);
    (void)rate;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    return 0.1F * ((float)(z >> 40) * 0x1p-23F - 1);
}

static float wave_silence(int64_t frame, int rate)
{
    (void)frame, (void)rate;
    return 0;
}

/* A low tone that ends in another phase than it starts with. */
static float wave_hum(int64_t frame, int rate)
{
    return 0.3F * (float)sin(2 * acos(-1) * 110.3 * (double)frame / rate);
}

/* Noise, now and then a crack twenty times as high. */
static float wave_cracks(int64_t frame, int rate)
{
    return frame % (rate / 3) < 5 ? 0.95F : 0.4F * wave_noise(frame, rate);
}

static struct background *open_path(const char *path)
{
    struct error error = {""};
    struct background *background = background_open(path, &error);
    if (!background)
        fail_msg("%s", error.text);
    return background;
}

static struct background *open_made(const char *folder, const struct sound *sound)
{
    char *path = sound_make(folder, sound);
    struct background *background = open_path(path);
    free(path);
    return background;
}

static void read_parts(struct background *background, float *stereo, size_t frames)
{
    for (size_t done = 0, part; done < frames; done += part) {
        part = frames - done < PART ? frames - done : PART;
        background_read(background, stereo + 2 * done, part);
    }
}

/* Reads the next frames into memory that the caller frees. */
static float *read_new(struct background *background, size_t frames)
{
    float *stereo = mem_new(frames, 2 * sizeof *stereo);
    read_parts(background, stereo, frames);
    return stereo;
}

/* How long the cross-fade is: it begins with a block of 64 frames. */
static int64_t whole_fade(int64_t frames, int64_t fade)
{
    return frames - (frames - fade + 63) / 64 * 64;
}

/* What a loop of `frames` frames with a cross-fade of `fade` plays at a place, from the right ear's
 * wave. */
static double looped(const struct sound *sound, int64_t place, int64_t frames, int64_t fade)
{
    if (place < frames - fade)
        return (double)sound->wave(place, FRAME_RATE);
    int64_t inside = (place - (frames - fade)) % (frames - fade);
    double now = (double)sound->wave(inside, FRAME_RATE);
    double old = (double)sound->wave(inside + frames - fade, FRAME_RATE);
    double along = ((double)inside + 0.5) / (double)fade * acos(-1) / 2;
    return inside < fade ? sin(along) * now + cos(along) * old : now;
}

/* Plays two rounds and a half and compares each frame with what it should be. */
static void check_loop(const struct sound *sound, const float *stereo, int64_t fade)
{
    int64_t length = sound->frames;
    double gain = (double)stereo[201] / (double)sound->wave(100, FRAME_RATE);
    double left = sound->channels == 2 ? 0.5 : 1;
    for (int64_t i = 0; i < 5 * length / 2; i++) {
        double expected = gain * looped(sound, i, length, fade);
        if (fabs((double)stereo[2 * i + 1] - expected) > 2e-5 ||
            fabs((double)stereo[2 * i] - left * expected) > 2e-5)
            fail_msg("%s is off at frame %lld of %lld", sound->name, (long long)i,
                     (long long)length);
    }
}

static void the_end_fades_into_the_start_at_equal_power(void **state)
{
    const struct sound sounds[] = {
        {"wide.wav", WAV_16, 48000, 2, 10 * SECOND + 77, wave_noise, 0, 0},
        {"one.wav", WAV_FLOAT, 48000, 1, 8 * SECOND + 5, wave_noise, 0, 0},
        {"seven.flac", FLAC_16, 48000, 2, 7 * SECOND, wave_noise, 0, 0},
    };
    for (size_t i = 0; i < sizeof sounds / sizeof *sounds; i++) {
        struct background *background = open_made(*state, &sounds[i]);
        float *stereo = read_new(background, (size_t)sounds[i].frames * 5 / 2);
        check_loop(&sounds[i], stereo, whole_fade(sounds[i].frames, FADE));
        free(stereo);
        background_free(background);
    }
}

static void a_short_file_has_a_shorter_fade(void **state)
{
    const struct sound sounds[] = {
        {"two.wav", WAV_16, 48000, 2, 2 * SECOND, wave_noise, 0, 0},
        {"least.wav", WAV_16, 48000, 1, LOOP_LEAST, wave_noise, 0, 0},
    };
    for (size_t i = 0; i < sizeof sounds / sizeof *sounds; i++) {
        struct background *background = open_made(*state, &sounds[i]);
        float *stereo = read_new(background, (size_t)sounds[i].frames * 5 / 2);
        int64_t length = sounds[i].frames;
        check_loop(&sounds[i], stereo, whole_fade(length, length * 3 / 7));
        free(stereo);
        background_free(background);
    }
}

static float highest_step(const float *stereo, size_t frames)
{
    float highest = 0;
    for (size_t i = 2; i < 2 * frames; i++)
        highest = fmaxf(highest, fabsf(stereo[i] - stereo[i - 2]));
    return highest;
}

static void a_seam_steps_no_higher_than_the_file_does(void **state)
{
    const struct sound sounds[] = {{"hum.wav", WAV_16, 48000, 2, 9 * SECOND + 101, wave_hum, 0, 0},
                                   {"hum.ogg", OGG_VORBIS, 44100, 2, 400000, wave_hum, 0, 0},
                                   {"hum24.flac", FLAC_16, 24000, 1, 200000, wave_hum, 0, 0}};
    for (size_t i = 0; i < sizeof sounds / sizeof *sounds; i++) {
        struct background *background = open_made(*state, &sounds[i]);
        float *before = read_new(background, 5 * SECOND);
        float *seams = read_new(background, 30 * SECOND);
        /* at equal power, two tones in phase come to 1.42 of one */
        assert_true(highest_step(seams, 30 * SECOND) < 1.45F * highest_step(before, 5 * SECOND));
        free(before);
        free(seams);
        background_free(background);
    }
}

static void a_file_is_as_loud_as_any_background(void **state)
{
    const struct sound sounds[] = {
        {"noise.wav", WAV_16, 48000, 2, 10 * SECOND, wave_noise, 0, 0},
        {"noise24.wav", WAV_16, 24000, 1, 10 * 24000, wave_noise, 0, 0},
        {"noise.ogg", OGG_VORBIS, 44100, 2, 10 * 44100, wave_noise, 0, 0},
    };
    for (size_t i = 0; i < sizeof sounds / sizeof *sounds; i++) {
        struct background *background = open_made(*state, &sounds[i]);
        float *stereo = read_new(background, 30 * SECOND);
        double off = loudness_lufs(stereo, 30 * SECOND, 2, FRAME_RATE) - BACKGROUND_LUFS;
        if (!(fabs(off) < 0.6)) /* resampling takes a little off white noise */
            fail_msg("%s is %+.1f LU off", sounds[i].name, off);
        free(stereo);
        background_free(background);
    }
}

static void a_file_keeps_below_the_peak(void **state)
{
    const struct sound sound = {"cracks.wav", WAV_16, 48000, 2, 10 * SECOND, wave_cracks, 0, 0};
    struct background *background = open_made(*state, &sound);
    float *stereo = read_new(background, 20 * SECOND), peak = 0;
    for (size_t i = 0; i < 2 * 20 * SECOND; i++)
        peak = fmaxf(peak, fabsf(stereo[i]));
    assert_true(peak <= BACKGROUND_PEAK && peak > 0.7F * BACKGROUND_PEAK);
    free(stereo);
    background_free(background);
}

static void a_silent_file_is_silence(void **state)
{
    const struct sound sound = {"silent.wav", WAV_16, 48000, 2, 3 * SECOND, wave_silence, 0, 0};
    struct background *background = open_made(*state, &sound);
    float *stereo = read_new(background, 10 * SECOND);
    for (size_t i = 0; i < 2 * 10 * SECOND; i++)
        assert_true(fabsf(stereo[i]) <= 0);
    free(stereo);
    background_free(background);
}

/* Frames in the longest run of silence. */
static size_t longest_silence(const float *stereo, size_t frames)
{
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < frames; i++) {
        run = fabsf(stereo[2 * i]) + fabsf(stereo[2 * i + 1]) > 0 ? 0 : run + 1;
        longest = run > longest ? run : longest;
    }
    return longest;
}

static void a_file_that_breaks_off_while_it_plays_loops_from_there(void **state)
{
    const struct sound sound = {"breaks.wav", WAV_16, 48000, 2, 20 * SECOND, wave_hum, 0, 0};
    struct background *background = open_made(*state, &sound);
    char *path = path_join(*state, "breaks.wav");
    float *before = read_new(background, 5 * SECOND);
    assert_int_equal(truncate(path, 44 + 4 * (12 * SECOND + 345)), 0);
    float *after = read_new(background, 40 * SECOND);
    assert_true(longest_silence(after, 40 * SECOND) < 10);
    /* the first time its end is seen 10 ms ahead: a fade that is quick, but is one */
    assert_true(highest_step(after, 40 * SECOND) < 1.7F * highest_step(before, 5 * SECOND));
    /* from then on it is as if it had always been so short */
    assert_true(highest_step(after + 2 * 15 * SECOND, 25 * SECOND) <
                1.45F * highest_step(before, 5 * SECOND));
    free(before);
    free(after);
    free(path);
    background_free(background);
}

static void a_file_that_is_emptied_while_it_plays_does_no_harm(void **state)
{
    static const off_t LEFT[] = {44 + 4 * 700, 44, 0};
    const struct sound sound = {"gone.wav", WAV_16, 48000, 2, 4 * SECOND, wave_noise, 0, 0};
    for (size_t i = 0; i < sizeof LEFT / sizeof *LEFT; i++) {
        struct background *background = open_made(*state, &sound);
        char *path = path_join(*state, "gone.wav");
        assert_int_equal(truncate(path, LEFT[i]), 0);
        float *stereo = read_new(background, 10 * SECOND);
        for (size_t j = 0; j < 2 * 10 * SECOND; j++)
            assert_true(fabsf(stereo[j]) <= BACKGROUND_PEAK);
        free(stereo);
        free(path);
        background_free(background);
    }
}

static void a_truncated_file_loops_what_is_left(void **state)
{
    static const int FORMATS[] = {WAV_16, FLAC_16, OGG_VORBIS};
    for (size_t i = 0; i < 3; i++) {
        const struct sound sound = {"cut", FORMATS[i], 48000, 2, 10 * SECOND, wave_noise, 0, 0};
        char *path = sound_make(*state, &sound);
        struct stat status;
        assert_int_equal(stat(path, &status), 0);
        assert_int_equal(truncate(path, status.st_size * 6 / 10), 0);
        struct background *background = open_path(path);
        float *stereo = read_new(background, 30 * SECOND);
        assert_true(longest_silence(stereo, 30 * SECOND) < 10);
        free(stereo);
        free(path);
        background_free(background);
    }
}

/* Plays over three seams with no descriptor to be had; returns how many allocations were made. */
static size_t play_shut_off(struct background *background)
{
    struct rlimit before, none;
    float stereo[2 * PART];
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    none = (struct rlimit){0, before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    size_t made = allocations_made, silent = 0;
    for (int i = 0; i < 19 * SECOND / PART; i++) {
        background_read(background, stereo, PART);
        silent += longest_silence(stereo, PART) > 10;
    }
    made = allocations_made - made;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_int_equal(silent, 0);
    return made;
}

static void playing_opens_nothing_and_allocates_nothing(void **state)
{
    static const struct {
        struct sound sound;
        size_t most; /* allocations: libsndfile makes one whenever it seeks in Vorbis */
    } FILES[] = {
        {{"steady.wav", WAV_16, 48000, 2, 8 * SECOND, wave_noise, 0, 0}, 0},
        {{"steady44.wav", WAV_16, 44100, 2, 8 * 44100, wave_noise, 0, 0}, 0},
        {{"steady.flac", FLAC_16, 24000, 1, 8 * 24000, wave_noise, 0, 0}, 0},
        {{"steady.ogg", OGG_VORBIS, 48000, 2, 8 * SECOND, wave_noise, 0, 0}, 3},
    };
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        struct background *background = open_made(*state, &FILES[i].sound);
        assert_in_range(play_shut_off(background), 0, FILES[i].most);
        background_free(background);
    }
}

/* ---- bad input */

static char *make_missing(const char *folder)
{
    return path_join(folder, "missing.ogg");
}

static char *make_headless(const char *folder)
{
    return bytes_make(folder, "headless.wav", "RIFF\xFF\xFF\xFF\xFFWAVEgarbage!", 20);
}

static char *make_text(const char *folder)
{
    return bytes_make(folder, "text.mp3", "this is no sound at all\n", 24);
}

static char *make_slow(const char *folder)
{
    return sound_make(folder, &(struct sound){"slow.wav", WAV_16, 1, 2, 100, wave_tone, 0, 0});
}

static char *make_wide(const char *folder)
{
    return sound_make(folder,
                      &(struct sound){"wide.wav", WAV_16, 48000, 8, 96000, wave_tone, 0, 0});
}

static char *make_short(const char *folder)
{
    return sound_make(folder,
                      &(struct sound){"short.wav", WAV_16, 48000, 2, 47999, wave_tone, 0, 0});
}

static char *make_huge(const char *folder)
{
    char *path = bytes_make(folder, "huge.wav", "RIFF\0\0\0\0WAVEfmt ", 16);
    assert_int_equal(truncate(path, 1 << 30), 0);
    return path;
}

/* An hour and a second of 8 bit silence, most of it a hole in the file. */
static char *make_long(const char *folder)
{
    char *path = sound_make(folder, &(struct sound){"long.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_U8,
                                                    4000, 1, 4, wave_silence, 0, 0});
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, 40, SEEK_SET), 0);
    assert_int_equal(fwrite("\x40\xCC\xDB\0", 1, 4, file), 4); /* 3601 * 4000 */
    fclose(file);
    assert_int_equal(truncate(path, 44 + 3601 * 4000), 0);
    return path;
}

static const struct {
    const char *name;
    char *(*make)(const char *folder);
    const char *says;
} BAD[] = {
    {"missing", make_missing, "can't be read: No such file"},
    {"a broken header", make_headless, "is broken"},
    {"text", make_text, "make it WAV, FLAC or Ogg"},
    {"1 Hz", make_slow, "has a rate of 1 Hz"},
    {"8 channels", make_wide, "has 8 channels; make it mono or stereo"},
    {"1 GiB", make_huge, "is larger than 512 MiB; use a shorter one"},
    {"an hour", make_long, "is 60 minutes long; a background may last 60 minutes"},
    {"under a second", make_short, "lasts less than a second; use a longer one"},
};

static void a_bad_file_is_one_sentence(void **state)
{
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        struct error error = {""};
        char *path = BAD[i].make(*state);
        print_message("    %s: ", BAD[i].name);
        assert_null(background_open(path, &error));
        print_message("%s\n", error.text);
        assert_ptr_equal(strstr(error.text, path), error.text);
        assert_non_null(strstr(error.text, BAD[i].says));
        assert_null(strchr(error.text, '\n'));
        free(path);
    }
}

static void a_damaged_file_never_does_harm(void **state)
{
    static const int FORMATS[] = {WAV_16, FLAC_16, OGG_VORBIS};
    unsigned seed = 11;
    for (int round = 0; round < rounds(30); round++) {
        const struct sound sound = {"damaged", FORMATS[round % 3], 24000, 2,
                                    30000,     wave_tone,          0,     0};
        char *path = sound_make(*state, &sound);
        FILE *file = fopen(path, "r+b");
        fseek(file, rand_r(&seed) % 30000, SEEK_SET);
        for (int i = 0; i < 40; i++)
            fputc(rand_r(&seed) & 255, file);
        fclose(file);
        struct background *background = background_open(path, NULL);
        float *stereo = background ? read_new(background, 4 * SECOND) : NULL;
        for (size_t i = 0; stereo && i < 2 * 4 * SECOND; i++)
            assert_true(fabsf(stereo[i]) <= BACKGROUND_PEAK);
        free(stereo);
        free(path);
        background_free(background);
    }
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_make, folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(the_end_fades_into_the_start_at_equal_power),
        IN_A_FOLDER(a_short_file_has_a_shorter_fade),
        IN_A_FOLDER(a_seam_steps_no_higher_than_the_file_does),
        IN_A_FOLDER(a_file_is_as_loud_as_any_background),
        IN_A_FOLDER(a_file_keeps_below_the_peak),
        IN_A_FOLDER(a_silent_file_is_silence),
        IN_A_FOLDER(a_file_that_breaks_off_while_it_plays_loops_from_there),
        IN_A_FOLDER(a_file_that_is_emptied_while_it_plays_does_no_harm),
        IN_A_FOLDER(a_truncated_file_loops_what_is_left),
        IN_A_FOLDER(playing_opens_nothing_and_allocates_nothing),
        IN_A_FOLDER(a_bad_file_is_one_sentence),
        IN_A_FOLDER(a_damaged_file_never_does_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
