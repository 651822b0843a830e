/* The tone of a breath in a rendered session: where it belongs and nowhere else, whatever is done
 * meanwhile. */
#include "support/allocations.h"
#include "support/cmocka.h"
#include "support/files.h"
#include "support/random.h"
#include "support/scene.h"
#include "support/sound.h"

#include "base/frames.h"
#include "play/engine.h"
#include "play/player.h"
#include "play/sitting.h"

#include <math.h>
#include <sndfile.h>

enum { SECOND = FRAME_RATE, BLOCK = 480, WORDS = 2 * SECOND, GONG = SECOND };

#define VOICE_HZ 440.0
#define BELL_HZ 880.0

/* Words of 2 s, a second's gap, breathing of 20 s; then the rest of the minute. */
static const char YAML[] =
    "format: 1\nid: slow\ntitle: Slow\nabout: For tests.\nminutes: [1]\ndefault: 1\n"
    "%ssections:\n  - name: All\n    steps:\n"
    "      - id: air\n        say: A tone.\n        breathe: {in: 4s, out: 6s, times: 2}\n"
    "        pause: 5s\n        most: 5s\n"
    "      - id: after\n        say: A tone.\n        pause: 20s\n";

#define START (WORDS + SECOND)
#define STOP (START + 20 * SECOND)

/* Fades in and out within 10 ms, as recordings do. */
static void write_tone(const char *folder, const char *name, int64_t count, double hz, double high)
{
    SF_INFO info = {
        .samplerate = FRAME_RATE, .channels = 1, .format = SF_FORMAT_WAV | SF_FORMAT_PCM_16};
    char *path = files_write(folder, name, "");
    SNDFILE *file = sf_open(path, SFM_WRITE, &info);
    assert_non_null(file);
    for (int64_t i = 0; i < count; i++) {
        int64_t edge = i < count - 1 - i ? i : count - 1 - i;
        double gain = edge < BLOCK ? (double)edge / BLOCK : 1;
        float sample = (float)(high * gain * sin(2 * acos(-1) * hz * (double)i / SECOND));
        sf_writef_float(file, &sample, 1);
    }
    sf_close(file);
    free(path);
}

struct way {
    const char *bells; /* of the practice's head */
    const char *background;
    int background_volume;
    double voice; /* its height */
    bool toned;
};

static void begin(struct scene *scene, const char *folder, struct way way)
{
    struct error error = {""};
    const struct sitting_wish wish = {.voice = "heart",
                                      .frames = FRAMES_PER_MINUTE,
                                      .seed = 3,
                                      .asked_background = way.background};
    struct player_options options = {.volume = 100,
                                     .bell_volume = 100,
                                     .background_volume = way.background_volume,
                                     .breath_tone = way.toned};
    char *yaml = mem_format(YAML, way.bells ? way.bells : "");
    free(files_write(folder, "scripts/slow.yaml", yaml));
    free(yaml);
    write_tone(folder, "audio/voices/heart/slow/air.wav", WORDS, VOICE_HZ, way.voice);
    write_tone(folder, "audio/voices/heart/slow/after.wav", WORDS, VOICE_HZ, way.voice);
    write_tone(folder, "audio/bells/gong.wav", GONG, BELL_HZ, 0.15);
    setenv("NUMBMED_PATH", folder, 1);
    scene->library = library_open();
    if (!sitting_open(&scene->sitting, scene->library, "slow", &wish, &error))
        fail_msg("%s", error.text);
    options.background = sitting_background(&scene->sitting, &error);
    engine_init(&scene->engine, &scene->sitting.session);
    player_set_up(&scene->engine, &options);
    session_command(&scene->sitting.session, (struct command){COMMAND_RESUME, 0}, NULL);
}

#define BELLS "bells: {end: gong, every: 10s gong}\n"

static const struct way USUAL = {.voice = 0.3, .toned = true};

static void it_sounds_while_one_breathes_and_only_then(void **state)
{
    struct scene scene;
    begin(&scene, *state, USUAL);
    int16_t *left = render(&scene, 28 * SECOND, BLOCK);
    assert_true(sound_level(left + WORDS, SECOND) == 0);
    for (int64_t breath = START; breath < STOP; breath += 10 * SECOND) {
        double half = sound_level(left + breath + 2 * SECOND - 2400, 4800);
        double full = sound_level(left + breath + 4 * SECOND - 2400, 4800);
        assert_true(full > 400 && full < 700);
        assert_float_equal(half, full / 2, full / 20);
        assert_true(sound_level(left + breath + 10 * SECOND - 2400, 2400) < full / 50);
    }
    assert_true(sound_level(left + STOP + BLOCK, 28 * SECOND - STOP - BLOCK) == 0);
    free(left);
    end(&scene);
}

static void switched_off_it_is_silent_and_silence_is_free(void **state)
{
    const struct way mute = {.voice = 0.3};
    struct scene scene;
    begin(&scene, *state, mute);
    free(render(&scene, START + SECOND, BLOCK));
    assert_true(engine_silence(&scene.engine) >= STOP - START - SECOND);
    int16_t *left = render(&scene, STOP - START - SECOND, BLOCK);
    assert_true(sound_level(left, STOP - START - SECOND) == 0);
    free(left);
    end(&scene);
    const struct way rain = {.background = "rain", .background_volume = 50, .voice = 0.3};
    begin(&scene, *state, rain);
    free(render(&scene, START + 2 * SECOND, BLOCK));
    assert_true(breath_tone_is_silent(&scene.engine.mixer.tone));
    end(&scene);
}

/* Frame by frame around its beginning and its end. */
static void silence_is_foretold_to_the_tone(void **state)
{
    struct scene scene;
    int64_t silent = 0;
    begin(&scene, *state, USUAL);
    for (int64_t at = 0; at < STOP + SECOND;) {
        bool near = (at >= START - 10 && at < START + 10) || at >= STOP - 10;
        int64_t step = near ? 1 : at < START - 10 ? START - 10 - at : STOP - 10 - at;
        if (at > WORDS && at < START)
            assert_int_equal(engine_silence(&scene.engine), START - at);
        if (at >= START && at < STOP)
            assert_int_equal(engine_silence(&scene.engine), 0);
        silent = engine_silence(&scene.engine);
        int16_t *left = render(&scene, (size_t)step, (size_t)step);
        for (int64_t i = 0; i < step && i < silent; i++)
            assert_int_equal(left[i], 0);
        free(left);
        at += step;
    }
    assert_true(silent > 0);
    end(&scene);
}

static void blocks_of_any_size_give_the_same_samples(void **state)
{
    static const size_t BLOCKS[] = {1, 77, 512, 4096, 16384};
    static const char *const BACKGROUNDS[] = {"none", "rain"};
    struct scene scene;
    for (size_t i = 0; i < 10; i++) {
        const struct way way = {BELLS, BACKGROUNDS[i % 2], 50, 0.3, true};
        begin(&scene, *state, way);
        int16_t *whole = render(&scene, FRAMES_PER_MINUTE, BLOCK);
        end(&scene);
        begin(&scene, *state, way);
        int16_t *left = render(&scene, FRAMES_PER_MINUTE, BLOCKS[i / 2]);
        assert_memory_equal(whole, left, FRAMES_PER_MINUTE * sizeof *left);
        free(whole);
        free(left);
        end(&scene);
    }
}

/* The largest step that voice, bell and tone have by themselves and in a fade, all at once. */
static double own_jump(double voice, double bell)
{
    const double turn = 2 * acos(-1) / SECOND, tone = (double)BREATH_TONE_PEAK;
    double own = turn * (voice * VOICE_HZ + bell * BELL_HZ + 1.65 * tone * 221);
    return 32767 * (own + (voice + bell + tone) / (double)ENGINE_FADE) + 1;
}

/* Pauses as a player does: fades out, then feeds nothing until it goes on. */
static void pause_and_go_on(struct scene *scene, int16_t *last, double bound)
{
    struct ramp *master = &scene->engine.mixer.master;
    ramp_to(master, 0, ENGINE_FADE);
    int16_t *left = render(scene, 2 * ENGINE_FADE, BLOCK);
    assert_true(abs(left[0] - *last) < bound && sound_jump(left, 2 * ENGINE_FADE) < bound);
    assert_int_equal(left[2 * ENGINE_FADE - 1], 0);
    free(left);
    *last = 0;
    ramp_to(master, 1, ENGINE_FADE);
}

static void nothing_that_is_done_clicks(void **state)
{
    static const enum command_kind KINDS[] = {COMMAND_NEXT_STEP, COMMAND_PREVIOUS_STEP,
                                              COMMAND_REPEAT, COMMAND_SEEK, COMMAND_SEEK};
    const struct way all = {.bells = BELLS, .voice = 0.3, .toned = true};
    const struct way tone_alone = {.toned = true};
    uint64_t seed = 23;
    for (int round = 0; round < rounds(25); round++) {
        struct scene scene;
        int16_t last = 0;
        const double bound = round % 2 ? own_jump(0.3, 0.15) : own_jump(0, 0);
        begin(&scene, *state, round % 2 ? all : tone_alone);
        for (int i = 0; i < 30 && scene.sitting.session.state == SESSION_RUNNING; i++) {
            size_t count = (size_t)random_between(&seed, 1, 3 * SECOND);
            int16_t *left = render(&scene, count, (size_t)random_between(&seed, 1, 1000));
            assert_true(abs(left[0] - last) < bound && sound_jump(left, count) < bound);
            last = left[count - 1];
            free(left);
            if (random_between(&seed, 0, 3) == 0)
                pause_and_go_on(&scene, &last, bound);
            struct command command = {KINDS[random_between(&seed, 0, 4)],
                                      random_between(&seed, -8 * SECOND, 9 * SECOND)};
            session_command(&scene.sitting.session, command, NULL);
        }
        session_command(&scene.sitting.session, (struct command){COMMAND_STOP, 0}, NULL);
        int16_t *after = render(&scene, SECOND, BLOCK);
        assert_true(abs(after[0] - last) < bound && sound_jump(after, SECOND) < bound);
        assert_true(sound_level(after + 2 * ENGINE_FADE, SECOND / 2) == 0);
        assert_true(mixer_is_silent(&scene.engine.mixer));
        free(after);
        end(&scene);
    }
}

/* The loudest background there can be is ducked under the tone, and no voice is there. */
static void whatever_sounds_stays_below_the_ceiling(void **state)
{
    static const int VOLUMES[] = {50, 70, 100};
    uint64_t seed = 29;
    for (size_t i = 0; i < sizeof VOLUMES / sizeof *VOLUMES; i++) {
        const struct way way = {BELLS, "wind", VOLUMES[i], (double)MIXER_CEILING, true};
        struct scene scene;
        begin(&scene, *state, way);
        float part = (float)VOLUMES[i] / 50.0F, gain = part * part * part;
        free(render(&scene, START + SECOND, BLOCK));
        assert_true(BACKGROUND_PEAK * gain * scene.engine.mixer.duck.now + BREATH_TONE_PEAK <
                    MIXER_CEILING);
        while (scene.sitting.session.place < STOP) {
            assert_float_equal(scene.engine.mixer.duck.now, 0.631, 0.001);
            free(render(&scene, SECOND, BLOCK));
        }
        for (int jump = 0; jump < 20; jump++) { /* into words, out of them, in the midst of it */
            int64_t by = random_between(&seed, 0, STOP) - scene.sitting.session.place;
            session_command(&scene.sitting.session, (struct command){COMMAND_SEEK, by}, NULL);
            int16_t *left = render(&scene, SECOND, BLOCK);
            for (size_t at = 0; at < SECOND; at++)
                assert_in_range(abs(left[at]), 0, (int)(MIXER_CEILING * 32767) + 1);
            free(left);
        }
        end(&scene);
    }
}

static void words_that_a_tone_still_rings_into_stay_below_it_too(void **state)
{
    const struct way loud = {.voice = (double)MIXER_CEILING, .toned = true};
    struct scene scene;
    begin(&scene, *state, loud);
    free(render(&scene, START + 4 * SECOND, BLOCK));
    session_command(&scene.sitting.session, (struct command){COMMAND_REPEAT, 0}, NULL);
    int16_t *left = render(&scene, SECOND, BLOCK);
    assert_true(sound_level(left, SECOND) > 10000);
    for (size_t at = 0; at < SECOND; at++)
        assert_in_range(abs(left[at]), 0, (int)(MIXER_CEILING * 32767) + 1);
    free(left);
    end(&scene);
}

static void in_its_steady_state_rendering_allocates_nothing(void **state)
{
    const struct way way = {BELLS, "rain", 50, 0.3, true};
    struct scene scene;
    int16_t stereo[2 * BLOCK];
    size_t made = 0;
    begin(&scene, *state, way);
    while (scene.sitting.session.state == SESSION_RUNNING) {
        enum bus bus;
        for (const char *path; (path = engine_wants(&scene.engine, &bus));)
            engine_give(&scene.engine, path, bus, engine_open(path, bus, NULL));
        mixer_collect(&scene.engine.mixer);
        size_t before = allocations_made;
        engine_render(&scene.engine, stereo, BLOCK);
        made += allocations_made - before;
    }
    assert_int_equal(made, 0);
    end(&scene);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(it_sounds_while_one_breathes_and_only_then),
        TEST(switched_off_it_is_silent_and_silence_is_free),
        TEST(silence_is_foretold_to_the_tone),
        TEST(blocks_of_any_size_give_the_same_samples),
        TEST(nothing_that_is_done_clicks),
        TEST(whatever_sounds_stays_below_the_ceiling),
        TEST(words_that_a_tone_still_rings_into_stay_below_it_too),
        TEST(in_its_steady_state_rendering_allocates_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
