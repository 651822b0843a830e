/* Clips sound at 48 kHz from where they are asked for, whatever their rate and format. */
#include "support/random.h"
#include "unit/audio_fixture.h"

#include "audio/clip.h"

#include <string.h>

enum { BLOCK = 241 }; /* an odd one, so that blocks and chunks never meet */

/* Reads up to `count` samples block by block. */
static size_t read_all(struct clip *clip, float *samples, size_t count)
{
    size_t done = 0, got = 1;
    while (done < count && got) {
        got = clip_read(clip, samples + done, count - done < BLOCK ? count - done : BLOCK);
        done += got;
    }
    return done;
}

static struct clip *open_made(const char *folder, const struct sound *sound)
{
    struct error error = {""};
    char *path = sound_make(folder, sound);
    struct clip *clip = clip_open(path, &error);
    if (!clip)
        fail_msg("%s", error.text);
    free(path);
    return clip;
}

/* Kinds of clips, how long they are at 48 kHz, how near seeking and a sampled tone must come. */
static const struct {
    struct sound sound;
    int64_t length;
    double seek_error, tone_error;
} KINDS[] = {
    {{"24.wav", WAV_16, 24000, 1, 70001, wave_tone, 0, 0}, 140002, 0, 1e-3},
    {{"48.wav", WAV_16, 48000, 1, 70001, wave_tone, 0, 0}, 70001, 0, 1e-3},
    {{"44.wav", WAV_16, 44100, 1, 70001, wave_tone, 0, 0}, 76192, 1e-3, 2e-3},
    {{"22.wav", WAV_16, 22050, 1, 30000, wave_tone, 0, 0}, 65306, 1e-3, 2e-3},
    {{"8.wav", WAV_16, 8000, 1, 20000, wave_tone, 0, 0}, 120000, 1e-3, 2e-3},
    {{"odd.wav", WAV_16, 31337, 1, 70001, wave_tone, 0, 0}, 107223, 1e-3, 2e-3},
    {{"192.wav", WAV_16, 192000, 1, 300000, wave_tone, 0, 0}, 75000, 1e-3, 2e-3},
    {{"float.wav", WAV_FLOAT, 24000, 1, 70001, wave_tone, 0, 0}, 140002, 0, 1e-3},
    {{"24.flac", FLAC_16, 24000, 1, 70001, wave_tone, 0, 0}, 140002, 0, 1e-3},
    {{"44.flac", FLAC_16, 44100, 1, 70001, wave_tone, 0, 0}, 76192, 1e-3, 2e-3},
    {{"24.ogg", OGG_VORBIS, 24000, 1, 70001, wave_tone, 0, 0}, 140002, 1e-4, 0.05},
    {{"48.ogg", OGG_VORBIS, 48000, 1, 70001, wave_tone, 0, 0}, 70001, 1e-4, 0.05},
    {{"44.ogg", OGG_VORBIS, 44100, 1, 70001, wave_tone, 0, 0}, 76192, 1e-3, 0.05},
    {{"opus.ogg", OGG_OPUS, 24000, 1, 70001, wave_tone, 0, 0}, 140002, 1e-2, 0.25},
    {{"page.ogg", OGG_VORBIS, 24000, 1, 15001, wave_tone, 0, 0}, 30002, 1e-4, 0.05},
    {{"minute.ogg", OGG_VORBIS, 24000, 1, 1440001, wave_tone, 0, 0}, 2880002, 1e-4, 0.05},
};

enum { KIND_COUNT = sizeof KINDS / sizeof *KINDS };

static void a_clip_is_as_long_as_it_says(void **state)
{
    for (size_t i = 0; i < KIND_COUNT; i++) {
        struct clip *clip = open_made(*state, &KINDS[i].sound);
        size_t room = (size_t)KINDS[i].length + 1000;
        float *samples = mem_new(room, sizeof *samples);
        print_message("    %s\n", KINDS[i].sound.name);
        assert_int_equal(clip_frames(clip), KINDS[i].length);
        assert_int_equal(read_all(clip, samples, room), KINDS[i].length);
        assert_int_equal(clip_position(clip), KINDS[i].length);
        assert_int_equal(clip_read(clip, samples, 10), 0);
        free(samples);
        clip_close(clip);
    }
}

/* Away from the clip's edges, where a filter sees half a tone and half silence. */
static void check_tone(const char *name, const float *samples, int64_t length, double most)
{
    for (int64_t i = 2000; i < length - 2000; i++) {
        double error = fabs((double)samples[i] - (double)wave_tone(i, 48000));
        if (error > most)
            fail_msg("%s is off by %.5f at frame %lld", name, error, (long long)i);
    }
}

static void frame_0_of_a_clip_is_frame_0_of_its_sound(void **state)
{
    for (size_t i = 0; i < KIND_COUNT; i++) {
        struct clip *clip = open_made(*state, &KINDS[i].sound);
        float *samples = mem_new((size_t)KINDS[i].length, sizeof *samples);
        read_all(clip, samples, (size_t)KINDS[i].length);
        check_tone(KINDS[i].sound.name, samples, KINDS[i].length, KINDS[i].tone_error);
        free(samples);
        clip_close(clip);
    }
}

/* Compares what comes after a seek with what came straight. */
static void check_seek(struct clip *clip, size_t kind, const float *straight, int64_t frame)
{
    enum { COUNT = 5000 };
    float samples[COUNT];
    assert_true(clip_seek(clip, frame));
    assert_int_equal(clip_position(clip), frame);
    int64_t left = KINDS[kind].length - frame;
    size_t got = read_all(clip, samples, COUNT);
    assert_int_equal(got, left < COUNT ? left : COUNT);
    for (size_t i = 0; i < got; i++) {
        double error = fabs((double)samples[i] - (double)straight[(size_t)frame + i]);
        if (error > KINDS[kind].seek_error)
            fail_msg("%s: %.6f off, %zu frames after %lld", KINDS[kind].sound.name, error, i,
                     (long long)frame);
    }
}

static void seeking_gives_what_reading_straight_gives(void **state)
{
    for (size_t i = 0; i < KIND_COUNT; i++) {
        struct clip *clip = open_made(*state, &KINDS[i].sound);
        int64_t length = KINDS[i].length;
        const int64_t places[] = {length / 2,
                                  0,
                                  1,
                                  length - 1,
                                  length / 3 + 17,
                                  length * 9 / 10,
                                  length * 4 / 5,
                                  length - 60000 > 0 ? length - 60000 : 7,
                                  4001,
                                  length - 7,
                                  length,
                                  20011,
                                  length / 4};
        float *straight = mem_new((size_t)length, sizeof *straight);
        read_all(clip, straight, (size_t)length);
        for (size_t j = 0; j < sizeof places / sizeof *places; j++)
            check_seek(clip, i, straight, places[j]);
        assert_false(clip_seek(clip, -1));
        assert_false(clip_seek(clip, length + 1));
        free(straight);
        clip_close(clip);
    }
}

/* ---- heard in stereo */

/* Reads a wide clip from where it stands, block by block; returns how many frames. */
static size_t read_wide(struct clip *clip, float *stereo, size_t count)
{
    size_t done = 0, got = 1;
    while (done < count && got) {
        got = clip_read(clip, stereo + 2 * done, count - done < BLOCK ? count - done : BLOCK);
        done += got;
    }
    return done;
}

static const struct sound WIDE[] = {
    {"wide24.wav", WAV_16, 24000, 2, 40001, wave_tone, 0, 0},
    {"wide48.flac", FLAC_16, 48000, 2, 40001, wave_tone, 0, 0},
    {"wide44.wav", WAV_16, 44100, 2, 40001, wave_tone, 0, 0},
    {"one24.wav", WAV_16, 24000, 1, 40001, wave_tone, 0, 0},
    {"one44.wav", WAV_16, 44100, 1, 40001, wave_tone, 0, 0},
};

/* The fixture's left channel is half as loud as its right one. */
static void check_wide(const struct sound *sound, const float *stereo, int64_t length)
{
    double left = sound->channels == 2 ? 0.5 : 1;
    for (int64_t i = 2000; i < length - 2000; i++) {
        double tone = (double)wave_tone(i, 48000);
        if (fabs((double)stereo[2 * i] - left * tone) > 2e-3 ||
            fabs((double)stereo[2 * i + 1] - tone) > 2e-3)
            fail_msg("%s is off at frame %lld", sound->name, (long long)i);
    }
}

static void a_wide_clip_keeps_left_and_right_apart(void **state)
{
    for (size_t i = 0; i < sizeof WIDE / sizeof *WIDE; i++) {
        char *path = sound_make(*state, &WIDE[i]);
        struct clip *clip = clip_open_wide(path, &CLIP_LIMITS, NULL);
        assert_non_null(clip);
        int64_t length = clip_frames(clip);
        float *stereo = mem_new((size_t)length + 1, 2 * sizeof *stereo);
        float *later = mem_new((size_t)length + 1, 2 * sizeof *later);
        assert_int_equal(clip_channels(clip), 2);
        assert_int_equal(read_wide(clip, stereo, (size_t)length + 1), length);
        check_wide(&WIDE[i], stereo, length);
        assert_true(clip_seek(clip, 20011));
        assert_int_equal(read_wide(clip, later, (size_t)length), length - 20011);
        for (int64_t j = 0; j < 2 * (length - 20011); j++)
            assert_true(fabsf(later[j] - stereo[2 * 20011 + j]) < 1e-3F);
        free(stereo);
        free(later);
        free(path);
        clip_close(clip);
    }
}

static void a_clip_keeps_within_the_limits_it_is_opened_with(void **state)
{
    const struct clip_limits limits = {2 << 20, 20 * 48000, "a bell", "use a shorter one"};
    const struct sound sound = {"long.wav", WAV_16, 8000, 2, 8000 * 21, wave_tone, 0, 0},
                       large = {"large.wav", WAV_16, 48000, 2, 600000, wave_tone, 0, 0};
    struct error error = {""};
    char *path = sound_make(*state, &sound);
    assert_null(clip_open_wide(path, &limits, &error));
    assert_non_null(
        strstr(error.text, "is 21 seconds long; a bell may last 20 seconds: use a shorter one"));
    free(path);
    path = sound_make(*state, &large);
    assert_null(clip_open_wide(path, &limits, &error));
    assert_non_null(strstr(error.text, "is larger than 2 MiB; use a shorter one"));
    free(path);
}

/* ---- bad input */

static char *make_missing(const char *folder)
{
    return path_join(folder, "missing.ogg");
}

static char *make_folder(const char *folder)
{
    return mem_copy_text(folder);
}

static char *make_fifo(const char *folder)
{
    char *path = path_join(folder, "fifo.ogg");
    assert_int_equal(mkfifo(path, 0600), 0);
    return path;
}

static char *make_empty(const char *folder)
{
    return bytes_make(folder, "empty.ogg", "", 0);
}

static char *make_text(const char *folder)
{
    return bytes_make(folder, "text.ogg", "this is no sound at all\n", 24);
}

static char *make_short(const char *folder)
{
    return bytes_make(folder, "short.wav", "RIFF", 4);
}

static char *make_avi(const char *folder)
{
    return bytes_make(folder, "avi.wav", "RIFF\0\0\0\0AVI LIST", 16);
}

static char *make_headless(const char *folder)
{
    return bytes_make(folder, "headless.wav", "RIFF\xFF\xFF\xFF\xFFWAVEgarbage!", 20);
}

static char *make_headless_ogg(const char *folder)
{
    return bytes_make(folder, "headless.ogg", "OggS\0\2\0\0\0\0\0\0\0\0\0\0", 16);
}

static char *make_silent(const char *folder)
{
    return sound_make(folder, &(struct sound){"none.wav", WAV_16, 24000, 1, 0, wave_tone, 0, 0});
}

static char *make_quad(const char *folder)
{
    return sound_make(folder, &(struct sound){"quad.wav", WAV_16, 24000, 4, 100, wave_tone, 0, 0});
}

static char *make_slow(const char *folder)
{
    return sound_make(folder, &(struct sound){"slow.wav", WAV_16, 3999, 1, 100, wave_tone, 0, 0});
}

static char *make_fast(const char *folder)
{
    return sound_make(folder, &(struct sound){"fast.wav", WAV_16, 384000, 1, 99, wave_tone, 0, 0});
}

static char *make_half_hour(const char *folder)
{
    return sound_make(
        folder, &(struct sound){"long.wav", WAV_16, 4000, 1, 4000 * 60 * 30, wave_tone, 0, 0});
}

static char *make_large(const char *folder)
{
    char *path = bytes_make(folder, "large.wav", "RIFF\0\0\0\0WAVEfmt ", 16);
    assert_int_equal(truncate(path, (64 << 20) + 1), 0);
    return path;
}

/* A WAV of 16 bit mono whose header then tells a rate and channels beyond reason. */
static char *make_absurd(const char *folder)
{
    unsigned char bytes[64] = "RIFF\x38\0\0\0WAVEfmt \x10\0\0\0\1\0\xFF\xFF\xFF\xFF\xFF\xFF";
    memcpy(bytes + 28, "\xFF\xFF\xFF\x7F\xFF\xFF\x10\0data\x7F\xFF\xFF\x7F", 16);
    return bytes_make(folder, "absurd.wav", bytes, sizeof bytes);
}

static const struct {
    const char *name;
    char *(*make)(const char *folder);
    const char *says;
} BAD[] = {
    {"missing", make_missing, "No such file"},
    {"a folder", make_folder, "not a regular file"},
    {"a pipe", make_fifo, "not a regular file"},
    {"empty", make_empty, "is empty"},
    {"text", make_text, "make it WAV, FLAC or Ogg"},
    {"four bytes", make_short, "make it WAV, FLAC or Ogg"},
    {"a film", make_avi, "make it WAV, FLAC or Ogg"},
    {"a WAV of garbage", make_headless, "is broken"},
    {"an Ogg of nothing", make_headless_ogg, "is broken"},
    {"no frames", make_silent, "holds no sound"},
    {"four channels", make_quad, "4 channels"},
    {"3999 Hz", make_slow, "3999 Hz"},
    {"384 kHz", make_fast, "384000 Hz"},
    {"30 minutes", make_half_hour, "is 30 minutes long"},
    {"over 64 MiB", make_large, "larger than 64 MiB"},
    {"an absurd header", make_absurd, "is broken"},
};

static void a_bad_clip_is_one_sentence(void **state)
{
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        struct error error = {""}, probed = {""};
        struct clip_facts facts;
        char *path = BAD[i].make(*state);
        print_message("    %s: ", BAD[i].name);
        assert_null(clip_open(path, &error));
        print_message("%s\n", error.text);
        assert_false(clip_probe(path, &facts, &probed));
        assert_string_equal(error.text, probed.text);
        assert_ptr_equal(strstr(error.text, path), error.text);
        assert_non_null(strstr(error.text, BAD[i].says));
        assert_null(strchr(error.text, '\n'));
        clip_facts_free(&facts);
        free(path);
    }
}

/* Plays a file cut to `percent` of its bytes; returns how much was heard. */
static int64_t heard_of_cut(const char *folder, const struct sound *sound, int percent)
{
    struct stat status;
    struct error error = {""};
    char *path = sound_make(folder, sound);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(truncate(path, status.st_size * percent / 100), 0);
    struct clip *clip = clip_open(path, &error);
    if (!clip)
        fail_msg("%s", error.text);
    int64_t length = clip_frames(clip);
    float *samples = mem_new((size_t)length + 1, sizeof *samples);
    assert_int_equal(read_all(clip, samples, (size_t)length + 1), length);
    check_tone(sound->name, samples, length, 0.05);
    assert_true(clip_seek(clip, length / 2));
    assert_int_equal(read_all(clip, samples, (size_t)length), length - length / 2);
    free(samples);
    free(path);
    clip_close(clip);
    return length;
}

static void a_truncated_clip_plays_what_is_left(void **state)
{
    const struct sound wav = {"cut.wav", WAV_16, 24000, 1, 240000, wave_tone, 0, 0},
                       flac = {"cut.flac", FLAC_16, 24000, 1, 240000, wave_tone, 0, 0},
                       ogg = {"cut.ogg", OGG_VORBIS, 24000, 1, 240000, wave_tone, 0, 0};
    assert_in_range(heard_of_cut(*state, &wav, 60), 285000, 290000);
    assert_in_range(heard_of_cut(*state, &flac, 60), 240000, 300000);
    assert_in_range(heard_of_cut(*state, &ogg, 60), 200000, 330000); /* by whole pages */
}

static void a_wav_whose_header_tells_more_than_there_is_plays_what_there_is(void **state)
{
    const struct sound sound = {"lie.wav", WAV_16, 24000, 1, 24000, wave_tone, 0, 0};
    char *path = sound_make(*state, &sound);
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, 40, SEEK_SET), 0);
    fwrite("\xFF\xFF\xFF\x7F", 1, 4, file);
    fclose(file);
    struct clip *clip = clip_open(path, NULL);
    assert_non_null(clip);
    assert_int_equal(clip_frames(clip), 48000);
    clip_close(clip);
    free(path);
}

static void a_file_that_shrinks_while_it_plays_ends_early(void **state)
{
    const struct sound sound = {"shrinks.wav", WAV_16, 24000, 1, 240000, wave_tone, 0, 0};
    static float samples[480000];
    struct clip *clip = open_made(*state, &sound);
    char *path = path_join(*state, "shrinks.wav");
    assert_int_equal(truncate(path, 44 + 2 * 100000), 0);
    assert_int_equal(clip_frames(clip), 480000);
    assert_int_equal(read_all(clip, samples, 480000), 200000);
    check_tone("shrinks.wav", samples, 200000, 1e-3);
    assert_int_equal(clip_read(clip, samples, 1), 0);
    clip_close(clip);
    free(path);
}

static void stereo_is_averaged(void **state)
{
    const struct sound sound = {"stereo.wav", WAV_FLOAT, 48000, 2, 4000, wave_tone, 0, 0};
    struct clip *clip = open_made(*state, &sound);
    float samples[4000];
    assert_int_equal(read_all(clip, samples, 4000), 4000);
    for (int i = 0; i < 4000; i++) /* the fixture's left channel is half as loud */
        assert_true(fabsf(samples[i] - 0.75F * wave_tone(i, 48000)) < 1e-6F);
    clip_close(clip);
}

static void no_sample_leaves_the_range_whatever_a_file_holds(void **state)
{
    const int rates[] = {24000, 48000, 44100, 8000};
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        const struct sound sound = {
            "nan.wav", WAV_FLOAT, rates[i], 1 + (int)i % 2, 4000, wave_nothing_of_a_number, 0, 0};
        struct clip *clip = open_made(*state, &sound);
        static float samples[24000];
        size_t got = read_all(clip, samples, 24000);
        assert_int_equal(got, clip_frames(clip));
        for (size_t j = 0; j < got; j++)
            assert_true(samples[j] >= -1.0F && samples[j] <= 1.0F);
        clip_close(clip);
    }
}

static void what_is_no_number_is_silence(void **state)
{
    const struct sound sound = {"nan48.wav", WAV_FLOAT, 48000, 1, 10, wave_nothing_of_a_number,
                                0,           0};
    const float expected[] = {0, 0, 0, 1, -1};
    struct clip *clip = open_made(*state, &sound);
    float samples[10];
    assert_int_equal(clip_read(clip, samples, 10), 10);
    assert_memory_equal(samples, expected, sizeof expected);
    clip_close(clip);
}

/* Opens a file some of whose bytes are changed, and plays and probes what opens. */
static void play_mutated(const char *folder, const char *bytes, size_t size, unsigned *seed)
{
    char *mutated = mem_new(size, 1);
    struct clip_facts facts;
    float samples[BLOCK];
    memcpy(mutated, bytes, size);
    for (int i = rand_r(seed) % 8; i >= 0; i--) {
        size_t range = rand_r(seed) % 2 ? size : size < 200 ? size : 200;
        mutated[(size_t)rand_r(seed) % range] = (char)rand_r(seed);
    }
    char *path = bytes_make(folder, "mutated", mutated, size);
    struct clip *clip = clip_open(path, NULL);
    for (size_t got = clip ? BLOCK : 0; got;) {
        got = clip_read(clip, samples, BLOCK);
        for (size_t i = 0; i < got; i++)
            assert_true(samples[i] >= -1.0F && samples[i] <= 1.0F);
    }
    if (clip && clip_seek(clip, clip_frames(clip) / 2))
        clip_read(clip, samples, BLOCK);
    clip_close(clip);
    clip_probe(path, &facts, NULL);
    clip_facts_free(&facts);
    free(path);
    free(mutated);
}

static void a_damaged_file_never_does_harm(void **state)
{
    const struct sound sounds[] = {
        {"m.wav", WAV_16, 24000, 1, 3000, wave_tone, "Words.", "sentences: 0.000 0.050"},
        {"m.flac", FLAC_16, 24000, 1, 3000, wave_tone, "Words.", "sentences: 0.000 0.050"},
        {"m.ogg", OGG_VORBIS, 24000, 1, 3000, wave_tone, "Words.", "sentences: 0.000 0.050"},
    };
    unsigned seed = 7;
    for (size_t i = 0; i < sizeof sounds / sizeof *sounds; i++) {
        size_t size;
        char *path = sound_make(*state, &sounds[i]);
        char *bytes = path_read(path, 1 << 20, &size, NULL);
        for (int round = 0; round < rounds(150); round++)
            play_mutated(*state, bytes, size, &seed);
        free(bytes);
        free(path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_clip_is_as_long_as_it_says, folder_make, folder_remove),
        cmocka_unit_test_setup_teardown(frame_0_of_a_clip_is_frame_0_of_its_sound, folder_make,
                                        folder_remove),
        cmocka_unit_test_setup_teardown(seeking_gives_what_reading_straight_gives, folder_make,
                                        folder_remove),
        cmocka_unit_test_setup_teardown(a_wide_clip_keeps_left_and_right_apart, folder_make,
                                        folder_remove),
        cmocka_unit_test_setup_teardown(a_clip_keeps_within_the_limits_it_is_opened_with,
                                        folder_make, folder_remove),
        cmocka_unit_test_setup_teardown(a_bad_clip_is_one_sentence, folder_make, folder_remove),
        cmocka_unit_test_setup_teardown(a_truncated_clip_plays_what_is_left, folder_make,
                                        folder_remove),
        cmocka_unit_test_setup_teardown(
            a_wav_whose_header_tells_more_than_there_is_plays_what_there_is, folder_make,
            folder_remove),
        cmocka_unit_test_setup_teardown(a_file_that_shrinks_while_it_plays_ends_early, folder_make,
                                        folder_remove),
        cmocka_unit_test_setup_teardown(stereo_is_averaged, folder_make, folder_remove),
        cmocka_unit_test_setup_teardown(no_sample_leaves_the_range_whatever_a_file_holds,
                                        folder_make, folder_remove),
        cmocka_unit_test_setup_teardown(what_is_no_number_is_silence, folder_make, folder_remove),
        cmocka_unit_test_setup_teardown(a_damaged_file_never_does_harm, folder_make, folder_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
