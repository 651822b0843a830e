/* From an engine's takes to a finished clip: level, peak, trim, fades, tags, all or nothing. */
#include "support/cmocka.h"
#include "support/files.h"
#include "unit/audio_leaks.h"

#include "audio/clip.h"
#include "audio/limiter.h"
#include "audio/loudness.h"
#include "audio/master.h"
#include "base/frames.h"

#include <dirent.h>
#include <math.h>
#include <signal.h>
#include <sndfile.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { SECOND = TAKE_RATE };

static const struct master_tags TAGS = {"Notice your feet.", "engine: a test; voice: nobody"};

/* ---- what an engine might have spoken */

struct words {
    size_t before, length, behind; /* samples of silence, sound, silence */
    float height;                  /* its peaks, roughly */
    float click;                   /* added once a second */
};

/* Syllables of a buzz: full of overtones and of ups and downs, as speech is. */
static struct take say(struct words words)
{
    struct take take = {NULL, words.before + words.length + words.behind};
    take.samples = mem_new(take.count, sizeof *take.samples);
    for (size_t i = 0; i < words.length; i++) {
        double t = (double)i / TAKE_RATE, sum = 0;
        for (int overtone = 1; overtone <= 12; overtone++)
            sum += sin(6.283185307179586 * 130 * overtone * t + overtone) / overtone;
        double syllable = 0.6 + 0.4 * sin(6.283185307179586 * 3.5 * t);
        take.samples[words.before + i] = (float)(words.height * syllable * sum / 2);
        if (i % SECOND == SECOND / 2)
            take.samples[words.before + i] += words.click;
    }
    return take;
}

/* Masters takes into FOLDER/x.ogg and reads it back. */
static struct take master(const char *folder, struct take *takes, size_t count)
{
    struct error error = {""};
    struct take made;
    char *path = path_join(folder, "x.ogg");
    if (!master_write(path, takes, count, &TAGS, &error))
        fail_msg("%s", error.text);
    assert_true(take_read(path, 600, &made, &error));
    for (size_t i = 0; i < count; i++)
        take_free(&takes[i]);
    free(path);
    return made;
}

static struct take master_one(const char *folder, struct words words)
{
    struct take take = say(words);
    return master(folder, &take, 1);
}

/* What the encoder adds around a sound of its own. */
#define CODEC_NOISE 0.02F

static size_t first_sound(const struct take *take, size_t from)
{
    while (from < take->count && fabsf(take->samples[from]) < CODEC_NOISE)
        from++;
    return from;
}

static size_t last_sound(const struct take *take)
{
    size_t last = take->count;
    while (last && fabsf(take->samples[last - 1]) < CODEC_NOISE)
        last--;
    return last;
}

/* ---- tests */

static void any_level_comes_to_minus_19_lufs_below_the_peak(void **state)
{
    static const struct words WORDS[] = {
        {100, 3 * SECOND, 100, 0.01F, 0},    {100, 3 * SECOND, 100, 0.2F, 0},
        {100, 3 * SECOND, 100, 0.99F, 0},    {100, 3 * SECOND, 100, 0.1F, 0.9F},
        {100, 6 * SECOND, 100, 0.05F, 0.9F}, {0, SECOND / 4, 0, 0.2F, 0},
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        struct take made = master_one(*state, WORDS[i]);
        struct loudness loudness = loudness_measure(made.samples, made.count, TAKE_RATE);
        if (fabs(loudness.lufs + 19) > 0.11 || loudness.peak_db > -1)
            fail_msg("%zu: %.2f LUFS, %.2f dBTP", i, loudness.lufs, loudness.peak_db);
        take_free(&made);
    }
}

static void silence_at_the_ends_is_trimmed_and_no_sound_is(void **state)
{
    struct take made = master_one(*state, (struct words){SECOND, 2 * SECOND, 2 * SECOND, 0.2F, 0});
    size_t first = first_sound(&made, 0), last = last_sound(&made);
    assert_in_range(first, 0, SECOND / 20);
    assert_in_range(made.count - last, 0, SECOND / 20);
    assert_in_range(last - first, 2 * SECOND - SECOND / 50, 2 * SECOND + SECOND / 100);
    take_free(&made);
}

static void a_clip_begins_and_ends_without_a_click(void **state)
{
    struct take made = master_one(*state, (struct words){0, 2 * SECOND, 0, 0.5F, 0});
    assert_true(fabsf(made.samples[0]) < CODEC_NOISE);
    assert_true(fabsf(made.samples[made.count - 1]) < CODEC_NOISE);
    for (size_t i = 0; i < SECOND / 400; i++) { /* half of the fade */
        assert_true(fabsf(made.samples[i]) < 0.2F);
        assert_true(fabsf(made.samples[made.count - 1 - i]) < 0.2F);
    }
    take_free(&made);
}

static void sentences_stand_a_gap_apart_and_the_tags_tell_where(void **state)
{
    struct take takes[] = {say((struct words){SECOND, SECOND, SECOND, 0.2F, 0}),
                           say((struct words){0, SECOND, SECOND / 2, 0.2F, 0}),
                           say((struct words){SECOND / 2, SECOND, 0, 0.2F, 0})};
    struct take made = master(*state, takes, 3);
    struct clip_facts facts;
    char *path = path_join(*state, "x.ogg");
    assert_true(clip_probe(path, &facts, NULL));
    assert_int_equal(facts.sentence_count, 3);
    assert_int_equal(facts.sentences[0], 0);
    for (size_t i = 1; i < 3; i++) {
        size_t start = (size_t)facts.sentences[i] / 2, sound = first_sound(&made, start);
        assert_in_range(sound - start, 0, SECOND / 20);
        for (size_t gap = 10; gap < (size_t)MASTER_GAP_MS * SECOND / 1000 - 100; gap++)
            assert_true(fabsf(made.samples[start - gap]) < CODEC_NOISE);
    }
    assert_in_range(made.count, 3 * SECOND + 2 * 7 * SECOND / 10,
                    3 * SECOND + 2 * 7 * SECOND / 10 + SECOND / 5);
    clip_facts_free(&facts);
    take_free(&made);
    free(path);
}

static void words_and_maker_are_in_the_tags(void **state)
{
    struct take made = master_one(*state, (struct words){0, SECOND, 0, 0.2F, 0});
    struct clip_facts facts;
    SF_INFO info = {0};
    char *path = path_join(*state, "x.ogg");
    assert_true(clip_probe(path, &facts, NULL));
    assert_string_equal(facts.title, TAGS.title);
    assert_string_equal(facts.maker, TAGS.maker);
    clip_facts_free(&facts);
    SNDFILE *file = sf_open(path, SFM_READ, &info);
    assert_string_equal(sf_get_string(file, SF_STR_COMMENT),
                        "sentences: 0.000; engine: a test; voice: nobody");
    assert_int_equal(info.format, SF_FORMAT_OGG | SF_FORMAT_VORBIS);
    assert_int_equal(info.channels, 1);
    assert_int_equal(info.samplerate, 24000);
    sf_close(file);
    take_free(&made);
    free(path);
}

static void check_refused(const char *path, struct take *takes, size_t count, const char *part)
{
    struct error error = {""};
    assert_false(master_write(path, takes, count, &TAGS, &error));
    assert_non_null(strstr(error.text, part));
    for (size_t i = 0; i < count; i++)
        take_free(&takes[i]);
}

/* The folder holds nothing but x.ogg, which holds what it held. */
static void check_untouched(const char *folder)
{
    DIR *open = opendir(folder);
    size_t files = 0, size;
    for (struct dirent *file; (file = readdir(open));)
        files += *file->d_name != '.';
    closedir(open);
    assert_int_equal(files, 1);
    char *path = path_join(folder, "x.ogg"), *text = path_read(path, 100, &size, NULL);
    assert_string_equal(text, "the old one");
    free(text);
    free(path);
}

static void what_is_silent_is_refused_and_the_old_clip_stays(void **state)
{
    char *path = files_write(*state, "x.ogg", "the old one");
    struct take silent[] = {say((struct words){0, SECOND, 0, 0, 0})};
    check_refused(path, silent, 1, "the recording is silent");
    struct take half[] = {say((struct words){0, SECOND, 0, 0.2F, 0}),
                          say((struct words){0, SECOND, 0, 0, 0})};
    check_refused(path, half, 2, "sentence 2 of the recording is silent");
    struct take nothing[] = {{NULL, 0}};
    check_refused(path, nothing, 1, "silent");
    check_untouched(*state);
    free(path);
}

static void a_full_disk_leaves_the_old_clip_and_nothing_else(void **state)
{
    char *path = files_write(*state, "x.ogg", "the old one");
    struct rlimit before, small;
    struct take takes[] = {say((struct words){0, 3 * SECOND, 0, 0.2F, 0})};
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 8000;
    setrlimit(RLIMIT_FSIZE, &small);
    struct error error = {""};
    bool good = master_write(path, takes, 1, &TAGS, &error);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_false(good);
    assert_non_null(strstr(error.text, "it would be larger than is allowed here; make room"));
    take_free(&takes[0]);
    check_untouched(*state);
    free(path);
}

static void a_folder_that_is_not_there_is_told(void **state)
{
    char *path = path_join(*state, "none/x.ogg");
    struct take takes[] = {say((struct words){0, SECOND, 0, 0.2F, 0})};
    check_refused(path, takes, 1, "can't write ");
    free(path);
}

static void the_limiter_holds_peaks_between_samples_and_leaves_the_rest(void **state)
{
    enum { COUNT = SECOND };
    static float samples[COUNT], before[COUNT];
    (void)state;
    for (size_t i = 0; i < COUNT; i++) { /* its samples reach 0.71 of its true peaks */
        double rise = fmin(fmax(((double)i - COUNT / 2) / 500, 0), 1);
        double fall = fmin((double)(COUNT - 1 - i) / 500, 1);
        double height = (0.3 + 0.6 * rise) * fall;
        samples[i] = before[i] = (float)(height * sin(1.5707963267948966 * ((double)i + 0.5)));
    }
    limiter_apply(samples, COUNT, 0.5F);
    assert_memory_equal(samples, before, (COUNT / 2 - 200) * sizeof *samples);
    double peak = loudness_measure(samples, COUNT, TAKE_RATE).peak_db;
    if (fabs(peak - 20 * log10(0.5)) > 0.1)
        fail_msg("%.2f dBTP", peak);
    for (size_t i = 4; i < COUNT; i++) /* the gain moves slowly: so does the wave of period 4 */
        assert_true(fabsf(samples[i] - samples[i - 4]) < 0.03F);
}

static void nothing_is_limited_at_all_below_the_ceiling(void **state)
{
    struct take take = say((struct words){0, SECOND, 0, 0.2F, 0});
    struct take same = say((struct words){0, SECOND, 0, 0.2F, 0});
    (void)state;
    limiter_apply(take.samples, take.count, 0.9F);
    assert_memory_equal(take.samples, same.samples, take.count * sizeof *take.samples);
    limiter_apply(take.samples, 0, 0.9F);
    limiter_apply(take.samples, 3, 0.0001F);
    assert_true(fabsf(take.samples[2]) < fabsf(same.samples[2]));
    take_free(&take);
    take_free(&same);
}

/* ---- what an engine wrote */

static char *write_wav(const char *folder, int rate, int channels, size_t frames, float height)
{
    SF_INFO info = {
        .samplerate = rate, .channels = channels, .format = SF_FORMAT_WAV | SF_FORMAT_PCM_16};
    char *path = path_join(folder, "take.wav");
    SNDFILE *file = sf_open(path, SFM_WRITE, &info);
    assert_non_null(file);
    for (size_t i = 0; i < frames; i++) {
        float value = height * (float)sin(6.283185307179586 * 440 * (double)i / rate), frame[8];
        for (int channel = 0; channel < channels; channel++)
            frame[channel] = value;
        sf_writef_float(file, frame, 1);
    }
    sf_close(file);
    return path;
}

static void any_rate_and_stereo_become_24_khz_mono(void **state)
{
    static const int RATES[] = {8000, 16000, 22050, 24000, 44100, 48000};
    for (size_t i = 0; i < 2 * sizeof RATES / sizeof *RATES; i++) {
        struct take take;
        int rate = RATES[i / 2];
        char *path = write_wav(*state, rate, 1 + (int)i % 2, (size_t)rate, 0.5F);
        assert_true(take_read(path, 2, &take, NULL));
        assert_in_range(take.count, SECOND - 2, SECOND + 2);
        for (size_t at = SECOND / 10; at < SECOND * 9 / 10; at++) {
            double want = 0.5 * sin(6.283185307179586 * 440 * (double)at / SECOND);
            assert_true(fabs(take.samples[at] - want) < 0.005);
        }
        take_free(&take);
        free(path);
    }
}

static void what_lasts_too_long_is_refused_with_its_length(void **state)
{
    struct take take;
    struct error error;
    char *path = write_wav(*state, 8000, 1, 8000 * 21, 0.5F);
    assert_false(take_read(path, 20, &take, &error));
    assert_non_null(strstr(error.text, "lasts 21 seconds, more than the 20"));
    assert_null(take.samples);
    free(path);
}

static void what_is_no_sound_is_refused(void **state)
{
    struct take take;
    struct error error;
    char *path = files_write(*state, "take.wav", "");
    assert_false(take_read(path, 20, &take, &error));
    assert_non_null(strstr(error.text, "is empty"));
    free(path);
    path = files_write(*state, "take.wav", "This is no sound at all, is it?");
    assert_false(take_read(path, 20, &take, &error));
    assert_non_null(strstr(error.text, "not a sound file"));
    free(path);
}

static void silence_has_no_loudness(void **state)
{
    static const float ZEROS[SECOND];
    (void)state;
    struct loudness loudness = loudness_measure(ZEROS, SECOND, SECOND);
    assert_true(isinf(loudness.lufs) && loudness.lufs < 0);
    assert_true(isinf(loudness.peak_db) && loudness.peak_db < 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)
    const struct CMUnitTest tests[] = {
        TEST(any_level_comes_to_minus_19_lufs_below_the_peak),
        TEST(silence_at_the_ends_is_trimmed_and_no_sound_is),
        TEST(a_clip_begins_and_ends_without_a_click),
        TEST(sentences_stand_a_gap_apart_and_the_tags_tell_where),
        TEST(words_and_maker_are_in_the_tags),
        TEST(what_is_silent_is_refused_and_the_old_clip_stays),
        TEST(a_full_disk_leaves_the_old_clip_and_nothing_else),
        TEST(a_folder_that_is_not_there_is_told),
        TEST(the_limiter_holds_peaks_between_samples_and_leaves_the_rest),
        TEST(nothing_is_limited_at_all_below_the_ceiling),
        TEST(any_rate_and_stereo_become_24_khz_mono),
        TEST(what_lasts_too_long_is_refused_with_its_length),
        TEST(what_is_no_sound_is_refused),
        TEST(silence_has_no_loudness),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
