/* A session rendered without a device. */
#include "support/cmocka.h"
#include "support/random.h"
#include "support/sound.h"
#include "support/tones.h"

#include "play/engine.h"

static const struct tone TONES[] = {{900, 400}, {1300, 0}, {0, 700}, {50, 333}, {1000, 900}};

enum { COUNT = sizeof TONES / sizeof *TONES };

struct rendering {
    struct library *library;
    struct sitting sitting;
    struct engine engine;
    size_t frames;
    int16_t *stereo;
};

static void begin(struct rendering *rendering, const char *folder)
{
    rendering->library = tones_open(&rendering->sitting, folder, TONES, COUNT);
    struct session *session = &rendering->sitting.session;
    engine_init(&rendering->engine, session);
    session_command(session, (struct command){COMMAND_RESUME, 0}, NULL);
    rendering->frames = (size_t)session->line.frames;
    rendering->stereo = mem_new(2 * rendering->frames, sizeof *rendering->stereo);
}

static void end(struct rendering *rendering)
{
    free(rendering->stereo);
    engine_close(&rendering->engine);
    sitting_close(&rendering->sitting);
    library_free(rendering->library);
}

/* Renders up to `to` in blocks of up to `most` frames. */
static void render(struct rendering *rendering, size_t from, size_t to, uint64_t *seed, size_t most)
{
    while (from < to) {
        size_t count = (size_t)random_between(seed, 1, (int64_t)most);
        if (count > to - from)
            count = to - from;
        engine_render(&rendering->engine, rendering->stereo + 2 * from, count);
        from += count;
    }
}

static int16_t *left_of(const struct rendering *rendering)
{
    int16_t *left = mem_new(rendering->frames, sizeof *left);
    for (size_t i = 0; i < rendering->frames; i++)
        left[i] = rendering->stereo[2 * i];
    return left;
}

static void blocks_of_any_size_give_the_same_samples(void **state)
{
    static const size_t MOST[] = {1, 7, 240, 511, 4096, 100000};
    struct rendering whole, parts;
    uint64_t seed = 4;
    begin(&whole, *state);
    engine_render(&whole.engine, whole.stereo, whole.frames);
    assert_int_equal(whole.sitting.session.state, SESSION_ENDED);
    for (size_t i = 0; i < sizeof MOST / sizeof *MOST; i++) {
        begin(&parts, *state);
        render(&parts, 0, parts.frames, &seed, MOST[i]);
        assert_memory_equal(whole.stereo, parts.stereo, 2 * whole.frames * sizeof *whole.stereo);
        end(&parts);
    }
    end(&whole);
}

/* Wherever it goes, whatever is on its way out: no step that the tone doesn't have. */
static void a_jump_cross_fades(void **state)
{
    uint64_t seed = 5;
    for (int i = 0; i < 40; i++) {
        struct rendering jumping;
        begin(&jumping, *state);
        for (size_t at = 0; at < jumping.frames;) {
            int64_t by = random_between(&seed, -FRAMES_PER_SECOND, FRAMES_PER_SECOND);
            size_t to = at + (size_t)random_between(&seed, 1, 20000);
            to = to < jumping.frames ? to : jumping.frames;
            render(&jumping, at, to, &seed, 480);
            session_command(&jumping.sitting.session, (struct command){COMMAND_SEEK, by}, NULL);
            at = to;
        }
        int16_t *left = left_of(&jumping);
        assert_true(sound_jump(left, jumping.frames) < 1.5 * tone_jump());
        assert_true(sound_click(left, jumping.frames, TONE_HZ) < 200);
        free(left);
        end(&jumping);
    }
}

static void silence_that_is_foretold_is_silent(void **state)
{
    struct rendering told;
    uint64_t seed = 6;
    int64_t silent = 0;
    begin(&told, *state);
    for (size_t at = 0; at < told.frames; at++) {
        int64_t foretold = engine_silence(&told.engine);
        if (silent > 0)
            assert_true(foretold == silent);
        silent = foretold;
        render(&told, at, at + 1, &seed, 1);
        if (silent > 0)
            assert_int_equal(told.stereo[2 * at], 0);
        silent -= silent > 0;
    }
    end(&told);
}

static void a_clip_handed_over_in_advance_is_the_one_that_sounds(void **state)
{
    struct rendering alone, helped;
    uint64_t seed = 7;
    begin(&alone, *state);
    engine_render(&alone.engine, alone.stereo, alone.frames);
    begin(&helped, *state);
    for (size_t at = 0; at < helped.frames; at += 480) {
        enum bus bus;
        const char *path = engine_wants(&helped.engine, &bus);
        if (path)
            engine_give(&helped.engine, path, bus, engine_open(path, bus, NULL));
        render(&helped, at, at + 480 < helped.frames ? at + 480 : helped.frames, &seed, 480);
        mixer_collect(&helped.engine.mixer);
    }
    assert_memory_equal(alone.stereo, helped.stereo, 2 * alone.frames * sizeof *alone.stereo);
    end(&alone);
    end(&helped);
}

static void a_clip_that_went_away_leaves_its_time_silent(void **state)
{
    struct rendering rendering;
    begin(&rendering, *state);
    assert_int_equal(remove(rendering.sitting.narration->paths[1]), 0);
    engine_render(&rendering.engine, rendering.stereo, rendering.frames);
    assert_int_equal(rendering.sitting.session.state, SESSION_ENDED);
    int16_t *left = left_of(&rendering);
    assert_true(sound_level(left + 4800, 4800) > 1000);
    assert_true(sound_level(left + 1300 * 48, 1300 * 48) == 0);
    assert_true(sound_level(left + 3783 * 48, 4800) > 1000);
    free(left);
    end(&rendering);
}

static void without_a_voice_all_is_silent_and_takes_as_long(void **state)
{
    struct rendering mute;
    begin(&mute, *state);
    mute.engine.voiced = false;
    engine_render(&mute.engine, mute.stereo, mute.frames);
    assert_true(sound_level(mute.stereo, 2 * mute.frames) == 0);
    assert_int_equal(mute.sitting.session.state, SESSION_ENDED);
    end(&mute);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, files_setup, files_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(blocks_of_any_size_give_the_same_samples),
        WITH_FOLDER(a_jump_cross_fades),
        WITH_FOLDER(silence_that_is_foretold_is_silent),
        WITH_FOLDER(a_clip_handed_over_in_advance_is_the_one_that_sounds),
        WITH_FOLDER(a_clip_that_went_away_leaves_its_time_silent),
        WITH_FOLDER(without_a_voice_all_is_silent_and_takes_as_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
