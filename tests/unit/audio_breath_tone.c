/* The tone of a breath: as loud as it says, never a click, silent in the end. */
#include "support/cmocka.h"
#include "support/fourier.h"
#include "support/random.h"

#include "audio/breath_tone.h"
#include "audio/loudness.h"
#include "base/frames.h"
#include "base/memory.h"
#include "script/breath.h"

#include <stdlib.h>
#include <string.h>

enum { SECOND = FRAME_RATE, MINUTE = 60 * SECOND, GRADE = 480 };

static const struct breath SLOW = {4 * SECOND, 0, 6 * SECOND, 6};

/* The tone to a breath, aimed as an engine does. To be freed. */
static float *follow(const struct breath *breath, size_t frames)
{
    struct breath_tone tone = {0};
    float *mono = mem_new(frames, sizeof *mono);
    for (size_t at = 0; at < frames; at += GRADE) {
        breath_tone_aim(&tone, breath_at(breath, (int64_t)(at + GRADE)).full, GRADE);
        breath_tone_add(&tone, mono + at, GRADE);
    }
    return mono;
}

/* As it is heard: by both ears. */
static double lufs_of(const float *mono, size_t frames)
{
    float *stereo = mem_new(frames, 2 * sizeof *stereo);
    for (size_t i = 0; i < frames; i++)
        stereo[2 * i] = stereo[2 * i + 1] = mono[i];
    double lufs = loudness_lufs(stereo, frames, 2, FRAME_RATE);
    free(stereo);
    return lufs;
}

static void it_is_as_loud_as_it_says(void **state)
{
    static const struct breath QUICK = {3 * SECOND, 0, 3 * SECOND, 10},
                               LONG = {5 * SECOND, 2 * SECOND, 8 * SECOND, 4};
    (void)state;
    const struct breath *const BREATHS[] = {&SLOW, &QUICK, &LONG};
    for (size_t i = 0; i < sizeof BREATHS / sizeof *BREATHS; i++) {
        float *mono = follow(BREATHS[i], MINUTE), peak = 0;
        double lufs = lufs_of(mono, MINUTE);
        for (size_t at = 0; at < MINUTE; at++)
            peak = fmaxf(peak, fabsf(mono[at]));
        print_message("    %.2f LUFS, highest sample %.4f\n", lufs, (double)peak);
        assert_true(fabs(lufs - BREATH_TONE_LUFS) <= BREATH_TONE_LUFS_OFF);
        assert_true(peak <= BREATH_TONE_PEAK && peak > 0.8F * BREATH_TONE_PEAK);
        free(mono);
    }
}

/* Whatever it is asked for and whenever: no step but those of its sines at their highest and of a
 * fade of 10 ms. */
static void it_never_leaps(void **state)
{
    const float own = 1.65F * BREATH_TONE_PEAK * 6.2832F * 220.3F / FRAME_RATE;
    const float bound = own + BREATH_TONE_PEAK / 480;
    struct breath_tone tone = {0};
    uint64_t seed = 11;
    float before = 0, mono[SECOND / 2];
    (void)state;
    for (int i = 0; i < rounds(2000); i++) {
        size_t frames = (size_t)random_between(&seed, 1, SECOND / 2);
        double full = random_between(&seed, 0, 2) ? (double)random_between(&seed, 0, 100) / 100 : 0;
        if (random_between(&seed, 0, 9) == 0)
            breath_tone_leave(&tone, random_between(&seed, 480, 4800));
        else
            breath_tone_aim(&tone, full, random_between(&seed, 1, GRADE));
        memset(mono, 0, sizeof mono);
        breath_tone_add(&tone, mono, frames);
        for (size_t at = 0; at < frames; at++) {
            assert_true(fabsf(mono[at] - before) < bound);
            assert_true(fabsf(mono[at]) <= BREATH_TONE_PEAK);
            before = mono[at];
        }
    }
}

static void portions_of_any_size_are_the_same_tone(void **state)
{
    float *whole = follow(&SLOW, MINUTE), part[GRADE];
    struct breath_tone tone = {0};
    uint64_t seed = 12;
    (void)state;
    for (size_t at = 0; at < MINUTE; at += GRADE) {
        breath_tone_aim(&tone, breath_at(&SLOW, (int64_t)(at + GRADE)).full, GRADE);
        memset(part, 0, sizeof part);
        for (size_t done = 0; done < GRADE;) {
            size_t count = (size_t)random_between(&seed, 1, (int64_t)(GRADE - done));
            breath_tone_add(&tone, part + done, count);
            done += count;
        }
        assert_memory_equal(whole + at, part, sizeof part);
    }
    free(whole);
}

static void it_is_silent_before_and_after(void **state)
{
    struct breath_tone tone = {0};
    float mono[BREATH_TONE_FADE + 1] = {0};
    (void)state;
    assert_true(breath_tone_is_silent(&tone));
    breath_tone_aim(&tone, 1, GRADE);
    assert_false(breath_tone_is_silent(&tone));
    breath_tone_add(&tone, mono, BREATH_TONE_FADE + 1);
    assert_float_equal(tone.gain.now, 1, 0);
    for (int64_t at = 0; at < BREATH_TONE_FADE; at += GRADE) { /* as if one left in its midst */
        breath_tone_aim(&tone, 0, GRADE);
        assert_false(breath_tone_is_silent(&tone));
        breath_tone_add(&tone, mono, GRADE);
    }
    breath_tone_add(&tone, mono, 1);
    assert_true(breath_tone_is_silent(&tone));
    memset(mono, 0, sizeof mono);
    breath_tone_add(&tone, mono, GRADE);
    for (size_t at = 0; at < GRADE; at++)
        assert_float_equal(mono[at], 0, 0);
}

static void leaving_takes_no_longer_than_it_may(void **state)
{
    struct breath_tone tone = {0};
    float mono[BREATH_TONE_FADE + 1] = {0};
    (void)state;
    breath_tone_aim(&tone, 1, GRADE);
    breath_tone_add(&tone, mono, BREATH_TONE_FADE + 1);
    for (int i = 0; i < 2; i++) { /* asked for twice, it takes no longer */
        breath_tone_leave(&tone, GRADE);
        breath_tone_add(&tone, mono, GRADE / 2 + 1);
    }
    assert_true(breath_tone_is_silent(&tone));
}

/* The strongest frequency within 4096 frames. */
static double pitch_of(const float *mono)
{
    enum { COUNT = 1 << 15, HEARD = 4096 };
    double complex *spectrum = mem_new(COUNT, sizeof *spectrum);
    size_t best = 1;
    for (size_t i = 0; i < HEARD; i++)
        spectrum[i] = (double)mono[i] * (1 - cos(2 * acos(-1) * (double)i / HEARD));
    fourier(spectrum, COUNT);
    for (size_t i = 1; i < COUNT / 2; i++)
        best = cabs(spectrum[i]) > cabs(spectrum[best]) ? i : best;
    free(spectrum);
    return (double)best * FRAME_RATE / COUNT;
}

static void it_rises_with_the_breath_in_and_falls_with_the_breath_out(void **state)
{
    float *mono = follow(&SLOW, MINUTE);
    double before = 0;
    (void)state;
    for (size_t at = SECOND / 2; at < 4 * SECOND - 4096; at += SECOND / 4) {
        double pitch = pitch_of(mono + at);
        assert_true(pitch > before && pitch > 146 && pitch < 222);
        before = pitch;
    }
    before = 222;
    for (size_t at = 4 * SECOND + SECOND / 2; at < 9 * SECOND; at += SECOND / 4) {
        double pitch = pitch_of(mono + at);
        assert_true(pitch < before && pitch > 146);
        before = pitch;
    }
    free(mono);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_as_loud_as_it_says),
        cmocka_unit_test(it_never_leaps),
        cmocka_unit_test(portions_of_any_size_are_the_same_tone),
        cmocka_unit_test(it_is_silent_before_and_after),
        cmocka_unit_test(leaving_takes_no_longer_than_it_may),
        cmocka_unit_test(it_rises_with_the_breath_in_and_falls_with_the_breath_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
