/* The narration that numbmed ships, measured: level, peak, silence at the ends, format, words. */
#include "support/cmocka.h"

#include "audio/clip.h"
#include "base/frames.h"
#include "base/memory.h"
#include "play/narration.h"
#include "script/load.h"
#include "script/sentences.h"

#define error ebur128_error /* its enum would take the name of our struct */
#include <ebur128.h>
#undef error
#include <math.h>
#include <sndfile.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { VOICE_RATE = 24000, EDGE = VOICE_RATE * 50 / 1000 };

struct shipped {
    struct library *library;
    struct practice *practice;
    struct narration *narration;
};

/* Runs in the checkout, as make does. */
static int open_shipped(void **state, const char *voice)
{
    struct shipped *shipped = mem_new(1, sizeof *shipped);
    struct faults faults = {0};
    char here[4096];
    if (!getcwd(here, sizeof here) || setenv("NUMBMED_PATH", here, 1) < 0)
        return -1;
    shipped->library = library_open();
    shipped->practice = practice_load("scripts/emotional-numbness.yaml", &LOAD_CAPS, &faults);
    if (!shipped->practice)
        return -1;
    shipped->narration = narration_find(shipped->library, shipped->practice, voice);
    *state = shipped;
    return 0;
}

static int open_heart(void **state)
{
    return open_shipped(state, "heart");
}

static int open_michael(void **state)
{
    return open_shipped(state, "michael");
}

static int close_shipped(void **state)
{
    struct shipped *shipped = *state;
    narration_free(shipped->narration);
    practice_free(shipped->practice);
    library_free(shipped->library);
    free(shipped);
    return 0;
}

/* All samples of a clip as it is stored; the caller frees them. */
static float *read_clip(const char *path, SF_INFO *info)
{
    *info = (SF_INFO){0};
    SNDFILE *file = sf_open(path, SFM_READ, info);
    assert_non_null(file);
    float *samples = mem_new((size_t)info->frames, sizeof *samples);
    assert_int_equal(sf_readf_float(file, samples, info->frames), info->frames);
    sf_close(file);
    return samples;
}

typedef void clip_check(const char *path, const float *samples, size_t count);

static void for_every_clip(struct shipped *shipped, clip_check *check)
{
    for (size_t i = 0; i < shipped->narration->count; i++) {
        if (!shipped->practice->steps[i].say)
            continue;
        SF_INFO info;
        assert_non_null(shipped->narration->paths[i]);
        float *samples = read_clip(shipped->narration->paths[i], &info);
        assert_int_equal(info.samplerate, VOICE_RATE);
        assert_int_equal(info.channels, 1);
        assert_int_equal(info.format, SF_FORMAT_OGG | SF_FORMAT_VORBIS);
        check(shipped->narration->paths[i], samples, (size_t)info.frames);
        free(samples);
    }
}

static ebur128_state *measure(const float *samples, size_t count)
{
    ebur128_state *meter = ebur128_init(1, VOICE_RATE, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK);
    assert_non_null(meter);
    assert_int_equal(ebur128_add_frames_float(meter, samples, count), EBUR128_SUCCESS);
    return meter;
}

static void every_step_has_a_recording_of_its_present_words(void **state)
{
    struct shipped *shipped = *state;
    assert_int_equal(shipped->narration->missing, 0);
    assert_int_equal(shipped->narration->stale, 0);
    for (size_t i = 0; i < shipped->narration->count; i++) {
        const struct step *step = &shipped->practice->steps[i];
        if (step->say)
            assert_int_equal(shipped->narration->speech[i].sentence_count,
                             sentence_count(step->say));
    }
}

static void check_level(const char *path, const float *samples, size_t count)
{
    double loudness, peak;
    ebur128_state *meter = measure(samples, count);
    ebur128_loudness_global(meter, &loudness);
    ebur128_true_peak(meter, 0, &peak);
    ebur128_destroy(&meter);
    if (fabs(loudness + 19) > 1.5 || 20 * log10(peak) > -1)
        fail_msg("%s: %.2f LUFS, true peak %.2f dBTP", path, loudness, 20 * log10(peak));
}

static void every_clip_is_near_the_others_in_level_and_below_the_peak(void **state)
{
    for_every_clip(*state, check_level);
}

static void the_practice_as_a_whole_is_at_minus_19_lufs(void **state)
{
    struct shipped *shipped = *state;
    ebur128_state *meter = ebur128_init(1, VOICE_RATE, EBUR128_MODE_I);
    double loudness;
    for (size_t i = 0; i < shipped->narration->count; i++) {
        SF_INFO info;
        if (!shipped->practice->steps[i].say)
            continue;
        float *samples = read_clip(shipped->narration->paths[i], &info);
        ebur128_add_frames_float(meter, samples, (size_t)info.frames);
        free(samples);
    }
    ebur128_loudness_global(meter, &loudness);
    ebur128_destroy(&meter);
    print_message("  %.2f LUFS\n", loudness);
    assert_true(fabs(loudness + 19) <= 1);
}

/* Speech stands out by 40 dB from what surrounds it. */
static void check_ends(const char *path, const float *samples, size_t count)
{
    size_t first = 0, last = count;
    while (first < count && fabsf(samples[first]) < 0.01F)
        first++;
    while (last > first && fabsf(samples[last - 1]) < 0.01F)
        last--;
    if (first > EDGE || count - last > EDGE)
        fail_msg("%s: %zu and %zu samples of silence at its ends", path, first, count - last);
    if (fabsf(samples[0]) > 0.01F || fabsf(samples[count - 1]) > 0.01F)
        fail_msg("%s begins or ends with a click", path);
}

static void no_clip_begins_or_ends_with_a_wait_or_a_click(void **state)
{
    for_every_clip(*state, check_ends);
}

static void every_offered_length_fits_and_so_does_every_minute_between(void **state)
{
    struct shipped *shipped = *state;
    const struct practice *practice = shipped->practice;
    for (size_t i = 0; i < practice->minutes_count; i++)
        assert_true(timeline_fits(practice, shipped->narration->speech,
                                  practice->minutes[i] * FRAMES_PER_MINUTE));
    int longest = practice->minutes[practice->minutes_count - 1];
    for (int minutes = practice->minutes[0]; minutes <= longest; minutes++)
        assert_true(
            timeline_fits(practice, shipped->narration->speech, minutes * FRAMES_PER_MINUTE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_has_a_recording_of_its_present_words),
        cmocka_unit_test(every_clip_is_near_the_others_in_level_and_below_the_peak),
        cmocka_unit_test(the_practice_as_a_whole_is_at_minus_19_lufs),
        cmocka_unit_test(no_clip_begins_or_ends_with_a_wait_or_a_click),
        cmocka_unit_test(every_offered_length_fits_and_so_does_every_minute_between),
    };
    int failed = cmocka_run_group_tests(tests, open_heart, close_shipped);
    return failed + cmocka_run_group_tests(tests, open_michael, close_shipped);
}
