/* The engine: what a session sounds like, to the sample. */
#include "support/cmocka.h"

#include "base/frames.h"
#include "play/engine.h"
#include "support/files.h"
#include "support/made_practice.h"

#include <math.h>
#include <sndfile.h>

enum { RATE = FRAME_RATE, CLIP_FRAMES = 2 * RATE };

/* A clip of a sine: how far it can step from sample to sample is known. */
static char *write_tone(const char *folder, const char *name, double hertz)
{
    SF_INFO info = {.samplerate = RATE, .channels = 1, .format = SF_FORMAT_WAV | SF_FORMAT_PCM_16};
    char *path = path_join(folder, name);
    SNDFILE *file = sf_open(path, SFM_WRITE, &info);
    for (int i = 0; i < CLIP_FRAMES; i++) {
        double fade = fmin(1, fmin(i, CLIP_FRAMES - 1 - i) / (0.005 * RATE));
        short sample = (short)lrint(16000 * fade * sin(2 * M_PI * hertz * i / RATE));
        sf_write_short(file, &sample, 1);
    }
    sf_close(file);
    return path;
}

struct stage {
    struct made made;
    struct narration narration;
    struct session session;
    struct engine engine;
};

/* Three steps of 2 s of sound and 1 s of silence. */
static void stage_open(struct stage *stage, const char *folder)
{
    static const double TONES[] = {300, 500, 700};
    *stage = (struct stage){.made = made_even(3, CLIP_FRAMES, RATE)};
    stage->narration = (struct narration){.voice = mem_copy_text("test"),
                                          .speech = stage->made.speech,
                                          .paths = mem_new(3, sizeof(char *)),
                                          .count = 3};
    for (size_t i = 0; i < 3; i++) {
        char *name = mem_format("%zu.wav", i);
        stage->narration.paths[i] = write_tone(folder, name, TONES[i]);
        free(name);
    }
    assert_true(session_begin(&stage->session, &stage->made.practice, stage->made.speech,
                              3 * (CLIP_FRAMES + RATE), NULL));
    engine_init(&stage->engine, &stage->session, &stage->narration);
    session_command(&stage->session, (struct command){COMMAND_RESUME, 0}, NULL);
}

static void stage_close(struct stage *stage)
{
    engine_close(&stage->engine);
    session_end(&stage->session);
    for (size_t i = 0; i < 3; i++)
        free(stage->narration.paths[i]);
    free(stage->narration.paths);
    free(stage->narration.voice);
    made_free(&stage->made);
}

static int16_t *render_in_blocks(const char *folder, size_t block)
{
    struct stage stage;
    size_t frames = 3 * (CLIP_FRAMES + RATE);
    int16_t *out = mem_new(2 * frames, sizeof *out);
    stage_open(&stage, folder);
    for (size_t at = 0; at < frames; at += block)
        engine_render(&stage.engine, out + 2 * at, block < frames - at ? block : frames - at);
    assert_int_equal(stage.session.state, SESSION_ENDED);
    stage_close(&stage);
    return out;
}

static void the_same_samples_come_in_blocks_of_any_size(void **state)
{
    static const size_t BLOCKS[] = {1, 7, 239, 240, 512, 5000, 48000};
    size_t bytes = 2 * 3 * (CLIP_FRAMES + RATE) * sizeof(int16_t);
    int16_t *whole = render_in_blocks(*state, 3 * (CLIP_FRAMES + RATE));
    for (size_t i = 0; i < sizeof BLOCKS / sizeof *BLOCKS; i++) {
        int16_t *blocks = render_in_blocks(*state, BLOCKS[i]);
        assert_memory_equal(whole, blocks, bytes);
        free(blocks);
    }
    free(whole);
}

static void every_clip_sounds_on_its_frame_and_pauses_are_silent(void **state)
{
    int16_t *out = render_in_blocks(*state, 480);
    for (size_t step = 0; step < 3; step++) {
        size_t start = step * (CLIP_FRAMES + RATE), pause = start + CLIP_FRAMES;
        double power = 0;
        for (size_t i = start; i < pause; i++)
            power += (double)out[2 * i] * out[2 * i];
        assert_true(sqrt(power / CLIP_FRAMES) > 10000);
        assert_true(out[2 * (start + 20)] != 0);
        for (size_t i = pause; i < pause + RATE; i++)
            assert_int_equal(out[2 * i] | out[2 * i + 1], 0);
    }
    free(out);
}

/* The largest step between neighbouring samples that the tones themselves have, with two sounding.
 */
static int largest_jump(const int16_t *out, size_t frames)
{
    int largest = 0;
    for (size_t i = 1; i < frames; i++) {
        int jump = abs(out[2 * i] - out[2 * (i - 1)]);
        largest = jump > largest ? jump : largest;
    }
    return largest;
}

static void no_jump_clicks(void **state)
{
    static const struct command JUMPS[] = {
        {COMMAND_SEEK, 30000},      {COMMAND_SEEK, -20000}, {COMMAND_NEXT_STEP, 0},
        {COMMAND_PREVIOUS_STEP, 0}, {COMMAND_REPEAT, 0},    {COMMAND_STOP, 0},
    };
    for (size_t i = 0; i < sizeof JUMPS / sizeof *JUMPS; i++) {
        struct stage stage;
        int16_t out[2 * 12000];
        stage_open(&stage, *state);
        engine_render(&stage.engine, out, 10000);
        session_command(&stage.session, (struct command){COMMAND_SEEK, 37000}, NULL);
        engine_render(&stage.engine, out, 6011);
        session_command(&stage.session, JUMPS[i], NULL);
        engine_render(&stage.engine, out + 2 * 6011, 5989);
        /* A tone of 700 Hz at 16000 steps by 1466; two at once, one of them fading, by less than
         * the sum of both. */
        int jump = largest_jump(out, 12000);
        print_message("  command %zu: %d\n", i, jump);
        assert_true(jump < 2200);
        stage_close(&stage);
    }
}

static void a_faded_pause_and_resume_do_not_click(void **state)
{
    struct stage stage;
    int16_t out[2 * 9600];
    stage_open(&stage, *state);
    engine_render(&stage.engine, out, 4801);
    ramp_to(&stage.engine.mixer.master, 0, ENGINE_FADE);
    engine_render(&stage.engine, out + 2 * 4801, 799);
    ramp_to(&stage.engine.mixer.master, 1, ENGINE_FADE);
    engine_render(&stage.engine, out + 2 * 5600, 4000);
    assert_true(largest_jump(out, 9600) < 700); /* 300 Hz at 16000 steps by 628 */
    stage_close(&stage);
}

static void silence_is_known_ahead(void **state)
{
    struct stage stage;
    int16_t out[2 * 480];
    stage_open(&stage, *state);
    for (int64_t at = 0; at < CLIP_FRAMES; at += 480)
        engine_render(&stage.engine, out, 480);
    engine_render(&stage.engine, out, 480);
    assert_int_equal(engine_silence(&stage.engine), RATE - 480);
    stage.engine.voiced = false;
    assert_int_equal(engine_silence(&stage.engine), stage.session.line.frames - CLIP_FRAMES - 480);
    stage_close(&stage);
}

static void a_clip_opened_ahead_is_used(void **state)
{
    struct stage stage;
    int16_t out[2 * 480];
    stage_open(&stage, *state);
    engine_render(&stage.engine, out, 480);
    assert_int_equal(engine_wants(&stage.engine), 1);
    engine_give(&stage.engine, 1, clip_open(stage.narration.paths[1], NULL));
    assert_int_equal(engine_wants(&stage.engine), NO_STEP);
    remove(stage.narration.paths[1]);
    session_command(&stage.session, (struct command){COMMAND_NEXT_STEP, 0}, NULL);
    engine_render(&stage.engine, out, 480);
    assert_int_equal(stage.engine.sounding, 1);
    assert_int_equal(stage.engine.failed_step, NO_STEP);
    stage_close(&stage);
}

static void a_clip_that_is_gone_leaves_its_step_silent(void **state)
{
    struct stage stage;
    int16_t out[2 * 480];
    stage_open(&stage, *state);
    remove(stage.narration.paths[0]);
    engine_render(&stage.engine, out, 480);
    assert_int_equal(stage.engine.failed_step, 0);
    assert_int_equal(largest_jump(out, 480), 0);
    assert_int_equal(stage.session.place, 480);
    stage_close(&stage);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_same_samples_come_in_blocks_of_any_size),
        TEST(every_clip_sounds_on_its_frame_and_pauses_are_silent),
        TEST(no_jump_clicks),
        TEST(a_faded_pause_and_resume_do_not_click),
        TEST(silence_is_known_ahead),
        TEST(a_clip_opened_ahead_is_used),
        TEST(a_clip_that_is_gone_leaves_its_step_silent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
