/* Backgrounds are what they say: as loud, as wide, never the same twice, and free of surprises. */
#include "support/allocations.h"
#include "support/cmocka.h"
#include "support/fourier.h"

#include "audio/background.h"
#include "audio/loudness.h"
#include "audio/noise.h"
#include "base/frames.h"
#include "base/memory.h"

#include <math.h>
#include <string.h>

enum {
    KINDS = 6,
    MINUTE = 60 * FRAME_RATE,
    MINUTES = 10,
    THIN = 64, /* frames averaged into one, where ten minutes are compared with themselves */
    THIN_RATE = FRAME_RATE / THIN,
    THIN_COUNT = MINUTES * MINUTE / THIN,
    PADDED = 1 << 20, /* at least 2 * THIN_COUNT */
    BLOCK = 4800,
};

/* What there is to know of ten minutes of a kind. */
struct heard {
    double lufs[3]; /* of the first minute, the fifth and the ninth */
    float peak;
    double left, right, both; /* sums of squares and of products */
    float *thin;              /* the left ear */
};

static struct heard HEARD[KINDS];

static void hear_block(struct heard *heard, const float *stereo, size_t at)
{
    for (size_t i = 0; i < BLOCK; i++) {
        float left = stereo[2 * i], right = stereo[2 * i + 1];
        float height = fabsf(left) > fabsf(right) ? fabsf(left) : fabsf(right);
        heard->peak = height > heard->peak ? height : heard->peak;
        heard->left += (double)left * (double)left;
        heard->right += (double)right * (double)right;
        heard->both += (double)left * (double)right;
        heard->thin[(at + i) / THIN] += left / THIN;
    }
}

static void hear(struct heard *heard, const struct background_kind *kind)
{
    struct background *background = background_new(kind, 2024);
    float *stereo = mem_new(MINUTE, 2 * sizeof *stereo);
    heard->thin = mem_new(THIN_COUNT, sizeof *heard->thin);
    for (size_t minute = 0; minute < MINUTES; minute++) {
        background_read(background, stereo, MINUTE);
        for (size_t at = 0; at < MINUTE; at += BLOCK)
            hear_block(heard, stereo + 2 * at, minute * MINUTE + at);
        if (minute % 4 == 0)
            heard->lufs[minute / 4] = loudness_lufs(stereo, MINUTE, 2, FRAME_RATE);
    }
    free(stereo);
    background_free(background);
}

static int hear_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < KINDS; i++)
        hear(&HEARD[i], &BACKGROUND_KINDS[i]);
    return 0;
}

static int forget_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < KINDS; i++)
        free(HEARD[i].thin);
    return 0;
}

/* The first `frames` frames of a kind; the caller frees them. */
static float *read_new(const struct background_kind *kind, uint64_t seed, size_t frames)
{
    struct background *background = background_new(kind, seed);
    float *stereo = mem_new(frames, 2 * sizeof *stereo);
    background_read(background, stereo, frames);
    background_free(background);
    return stereo;
}

static void every_background_is_found_by_its_name(void **state)
{
    static const char *const NAMES[KINDS] = {"rain", "stream", "waves", "wind", "brown", "drone"};
    (void)state;
    assert_int_equal(BACKGROUND_KIND_COUNT, KINDS);
    for (size_t i = 0; i < KINDS; i++) {
        assert_ptr_equal(background_find(NAMES[i]), &BACKGROUND_KINDS[i]);
        assert_true(strlen(BACKGROUND_KINDS[i].about) > 5);
    }
    assert_null(background_find("Rain"));
    assert_null(background_find(""));
}

static void a_seed_gives_the_same_sound_every_time(void **state)
{
    enum { FRAMES = 5 * FRAME_RATE };
    (void)state;
    for (size_t i = 0; i < KINDS; i++) {
        float *one = read_new(&BACKGROUND_KINDS[i], 7, FRAMES);
        float *other = read_new(&BACKGROUND_KINDS[i], 7, FRAMES);
        assert_memory_equal(one, other, 2 * FRAMES * sizeof *one);
        free(one);
        free(other);
    }
}

static double correlation(const float *one, const float *other, size_t count)
{
    double squares_one = 0, squares_other = 0, products = 0;
    for (size_t i = 0; i < count; i++) {
        squares_one += (double)one[i] * (double)one[i];
        squares_other += (double)other[i] * (double)other[i];
        products += (double)one[i] * (double)other[i];
    }
    return products / sqrt(squares_one * squares_other);
}

static void another_seed_gives_another_sound(void **state)
{
    enum { FRAMES = 20 * FRAME_RATE };
    (void)state;
    for (size_t i = 0; i < KINDS; i++) {
        float *one = read_new(&BACKGROUND_KINDS[i], 7, FRAMES);
        float *other = read_new(&BACKGROUND_KINDS[i], 8, FRAMES);
        assert_true(fabs(correlation(one, other, 2 * FRAMES)) < 0.2);
        free(one);
        free(other);
    }
}

/* Seeds that lie one step of the generator apart would otherwise give the same numbers one later.
 */
static void no_seed_is_a_little_later_in_the_round_of_another(void **state)
{
    struct noise one, other;
    (void)state;
    noise_start(&one, 1);
    noise_start(&other, 1 + UINT64_C(0x9E3779B97F4A7C15));
    uint64_t first = noise_bits(&other);
    for (int i = 0; i < 1000; i++)
        assert_true(noise_bits(&one) != first);
}

static void portions_of_any_size_give_the_same_samples(void **state)
{
    enum { FRAMES = 3 * FRAME_RATE };
    static const size_t SIZES[] = {1, 63, 64, 65, 480, 7, 4097};
    (void)state;
    for (size_t i = 0; i < KINDS; i++) {
        struct background *background = background_new(&BACKGROUND_KINDS[i], 3);
        float *whole = read_new(&BACKGROUND_KINDS[i], 3, FRAMES);
        float *parts = mem_new(FRAMES, 2 * sizeof *parts);
        for (size_t at = 0, turn = 0; at < FRAMES; turn++) {
            size_t part = SIZES[turn % (sizeof SIZES / sizeof *SIZES)];
            part = part < FRAMES - at ? part : FRAMES - at;
            background_read(background, parts + 2 * at, part);
            at += part;
        }
        assert_memory_equal(whole, parts, 2 * FRAMES * sizeof *whole);
        free(whole);
        free(parts);
        background_free(background);
    }
}

static void every_minute_is_as_loud_as_it_should_be(void **state)
{
    (void)state;
    for (size_t i = 0; i < KINDS; i++) {
        for (size_t j = 0; j < 3; j++) {
            double off = HEARD[i].lufs[j] - BACKGROUND_LUFS;
            if (!(fabs(off) <= BACKGROUND_LUFS_OFF))
                fail_msg("%s: minute %zu is %+.1f LU off", BACKGROUND_KINDS[i].name, 4 * j, off);
        }
    }
}

static void no_sample_goes_beyond_the_peak(void **state)
{
    (void)state;
    for (size_t i = 0; i < KINDS; i++)
        assert_true(HEARD[i].peak > 0.03F && HEARD[i].peak <= BACKGROUND_PEAK);
}

static void however_loud_a_kind_would_be_the_peak_holds(void **state)
{
    enum { FRAMES = 10 * FRAME_RATE };
    (void)state;
    for (size_t i = 0; i < KINDS; i++) {
        struct background_kind loud = BACKGROUND_KINDS[i];
        loud.gain *= 1000;
        float *stereo = read_new(&loud, 1, FRAMES), peak = 0;
        for (size_t j = 0; j < 2 * FRAMES; j++) {
            assert_true(fabsf(stereo[j]) <= BACKGROUND_PEAK);
            peak = fmaxf(peak, fabsf(stereo[j]));
        }
        assert_true(peak > 0.99F * BACKGROUND_PEAK);
        free(stereo);
    }
}

static void left_and_right_are_two_sounds_of_one_loudness(void **state)
{
    (void)state;
    for (size_t i = 0; i < KINDS; i++) {
        const struct heard *heard = &HEARD[i];
        double alike = heard->both / sqrt(heard->left * heard->right);
        double balance = 10 * log10(heard->left / heard->right);
        if (!(fabs(alike) < 0.5) || !(fabs(balance) < 1))
            fail_msg("%s: correlation %.2f, balance %.2f dB", BACKGROUND_KINDS[i].name, alike,
                     balance);
    }
}

/* The highest correlation of ten minutes with themselves, more than a second later (Wiener and
 * Khinchin: the transform of the power spectrum). */
static double highest_return(const float *thin)
{
    double complex *values = mem_new(PADDED, sizeof *values);
    double highest = 0;
    for (size_t i = 0; i < THIN_COUNT; i++)
        values[i] = (double)thin[i];
    fourier(values, PADDED);
    for (size_t i = 0; i < PADDED; i++)
        values[i] = values[i] * conj(values[i]);
    fourier(values, PADDED);
    for (size_t lag = THIN_RATE + 1; lag < THIN_COUNT; lag++)
        highest = fmax(highest, fabs(creal(values[lag])) / creal(values[0]));
    free(values);
    return highest;
}

static void nothing_comes_back_within_ten_minutes(void **state)
{
    (void)state;
    for (size_t i = 0; i < KINDS; i++) {
        double highest = highest_return(HEARD[i].thin);
        print_message("    %s: %.3f\n", BACKGROUND_KINDS[i].name, highest);
        if (!(highest < 0.2))
            fail_msg("%s comes back with a correlation of %.2f", BACKGROUND_KINDS[i].name, highest);
    }
}

static void brown_falls_by_6_db_an_octave(void **state)
{
    enum { SIZE = 1 << 15, PARTS = 60, FIRST = 62, OCTAVES = 8 }; /* 62 Hz to 8 kHz */
    double power[OCTAVES] = {0};
    double complex *values = mem_new(SIZE, sizeof *values);
    float *stereo = read_new(background_find("brown"), 5, SIZE * PARTS);
    (void)state;
    for (size_t part = 0; part < PARTS; part++) {
        for (size_t i = 0; i < SIZE; i++) {
            double window = 0.5 - 0.5 * cos(2 * acos(-1) * (double)i / SIZE);
            values[i] = window * (double)stereo[2 * (part * SIZE + i)];
        }
        fourier(values, SIZE);
        for (size_t i = 1; i < SIZE / 2; i++) {
            double octave = log2((double)i * FRAME_RATE / SIZE / FIRST) + 0.5;
            if (octave >= 0 && octave < OCTAVES) /* as much of each in power per octave */
                power[(size_t)octave] += pow(cabs(values[i]), 2);
        }
    }
    for (size_t i = 1; i < OCTAVES; i++) { /* an octave is twice as wide as the one below: 3 dB */
        double step = 10 * log10(power[i] / power[i - 1]) - 10 * log10(2);
        if (fabs(step + 20 * log10(2)) > 0.4)
            fail_msg("%.2f dB from octave %zu to %zu", step, i - 1, i);
    }
    free(stereo);
    free(values);
}

static void reading_allocates_nothing(void **state)
{
    float stereo[2 * 480];
    (void)state;
    for (size_t i = 0; i < KINDS; i++) {
        struct background *background = background_new(&BACKGROUND_KINDS[i], 1);
        size_t before = allocations_made;
        for (int j = 0; j < 2000; j++)
            background_read(background, stereo, 480);
        assert_int_equal(allocations_made, before);
        background_free(background);
    }
    background_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_background_is_found_by_its_name),
        cmocka_unit_test(a_seed_gives_the_same_sound_every_time),
        cmocka_unit_test(another_seed_gives_another_sound),
        cmocka_unit_test(no_seed_is_a_little_later_in_the_round_of_another),
        cmocka_unit_test(portions_of_any_size_give_the_same_samples),
        cmocka_unit_test(every_minute_is_as_loud_as_it_should_be),
        cmocka_unit_test(no_sample_goes_beyond_the_peak),
        cmocka_unit_test(however_loud_a_kind_would_be_the_peak_holds),
        cmocka_unit_test(left_and_right_are_two_sounds_of_one_loudness),
        cmocka_unit_test(nothing_comes_back_within_ten_minutes),
        cmocka_unit_test(brown_falls_by_6_db_an_octave),
        cmocka_unit_test(reading_allocates_nothing),
    };
    return cmocka_run_group_tests(tests, hear_all, forget_all);
}
