/* That what is heard keeps the timeline: no drift, true silence, the same in a rendered file. */
#include "sound/hearing.h"

#include "play/engine.h"

static const struct tone TONES[] = {
    {700, 1900}, {1200, 300}, {400, 240},  {900, 3100}, {0, 1700},
    {350, 2900}, {1000, 260}, {800, 3333}, {600, 700},
};

enum { COUNT = sizeof TONES / sizeof *TONES };

/* Where each tone begins and ends in what was heard, counted from the first: how late or early at
 * most, in ms. Between them nothing may be heard. */
static void check_places(const int16_t *samples, size_t count, int64_t near)
{
    const struct recording heard = {(int16_t *)(uintptr_t)samples, count, 0};
    size_t first = sound_first(&heard, 0, count), end = first;
    int64_t place = 0, worst = 0;
    assert_true(first < count);
    for (size_t i = 0; i < COUNT; i++) {
        if (TONES[i].speech_ms) {
            size_t begins = sound_first(&heard, end, count);
            int64_t late = (int64_t)(begins - first) - place;
            size_t due = begins + (size_t)(TONES[i].speech_ms * FRAMES_PER_MS);
            end = sound_last(&heard, begins, due + 100 * FRAMES_PER_MS);
            assert_true(begins < count);
            assert_in_range(ms_between(begins, end), TONES[i].speech_ms - 5,
                            TONES[i].speech_ms + 5);
            print_message("    tone %zu: %.1f ms late, lasts %lld\n", i, (double)late / 48,
                          (long long)ms_between(begins, end));
            worst = llabs(late) > worst ? llabs(late) : worst;
        }
        place += (TONES[i].speech_ms + TONES[i].pause_ms) * FRAMES_PER_MS;
    }
    print_message("    off its place by %.2f ms at most\n", (double)worst / FRAMES_PER_MS);
    assert_true(worst <= near);
    assert_int_equal(sound_first(&heard, end, count), count);
}

static void check_live(int latency_ms)
{
    struct hearing hearing;
    hearing_begin(&hearing, TONES, COUNT, latency_ms);
    int64_t began = sound_now();
    hearing_to_the_end(&hearing, 30000);
    int64_t took = (sound_now() - began) / 1000000;
    hearing_leave(&hearing);
    print_message("    took %d ms for %d\n", (int)took,
                  (int)(tones_frames(TONES, COUNT) / FRAMES_PER_MS));
    assert_in_range(took, tones_frames(TONES, COUNT) / FRAMES_PER_MS - 300,
                    tones_frames(TONES, COUNT) / FRAMES_PER_MS + 300);
    check_places(hearing.recording.samples, hearing.recording.count,
                 BOUNDS[hearing_kind].near * FRAMES_PER_MS);
    assert_nothing_clicked(&hearing);
    hearing_free(&hearing);
}

static void clips_keep_their_places_through_many_silences(void **state)
{
    (void)state;
    check_live(SINK_LATENCY_MS);
}

static void they_do_so_at_a_longer_latency(void **state)
{
    (void)state;
    check_live(200);
}

/* Reads a stereo file whose channels are alike; the caller frees the left one. */
static int16_t *read_left(const char *path, size_t *count)
{
    SF_INFO info = {0};
    SNDFILE *file = sf_open(path, SFM_READ, &info);
    assert_non_null(file);
    assert_int_equal(info.samplerate, FRAME_RATE);
    assert_int_equal(info.channels, 2);
    int16_t *left = mem_new((size_t)info.frames, sizeof *left), frame[2];
    for (sf_count_t i = 0; i < info.frames; i++) {
        assert_int_equal(sf_readf_short(file, frame, 1), 1);
        assert_int_equal(frame[0], frame[1]);
        left[i] = frame[0];
    }
    sf_close(file);
    *count = (size_t)info.frames;
    return left;
}

static void a_rendered_file_has_the_same_session_to_the_frame(void **state)
{
    void *folder;
    struct sitting sitting;
    size_t count;
    (void)state;
    assert_int_equal(files_setup(&folder), 0);
    struct library *library = tones_open(&sitting, folder, TONES, COUNT);
    char *path = path_join(folder, "tones.wav"), length[32];
    snprintf(length, sizeof length, "%dms", (int)(sitting.session.line.frames / FRAMES_PER_MS));
    char *const argv[] = {
        getenv("NUMBMED"), "render", "tones", "--minutes", length, "-o", path, NULL};
    assert_non_null(argv[0]);
    free(program_ask(argv));
    int16_t *left = read_left(path, &count);
    assert_int_equal(count, sitting.session.line.frames);
    check_places(left, count, FRAMES_PER_MS);
    assert_true(sound_jump(left, count) < 1.5 * tone_jump());
    assert_true(fabs(sound_level(left + 4800, 4800) / (TONE_HEIGHT * 32767 / sqrt(2)) - 1) < 0.05);
    free(left);
    free(path);
    sitting_close(&sitting);
    library_free(library);
    files_teardown(&folder);
}

static int run(const char *name)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clips_keep_their_places_through_many_silences),
        cmocka_unit_test(they_do_so_at_a_longer_latency),
        cmocka_unit_test(a_rendered_file_has_the_same_session_to_the_frame),
    };
    return cmocka_run_group_tests_name(name, tests, hearing_setup, hearing_teardown);
}

int main(void)
{
    return hearing_run(run);
}
