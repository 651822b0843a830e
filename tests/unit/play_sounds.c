/* Bells and backgrounds in a rendered session, and who decides which there are. */
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

#define GONG_HZ 880.0
#define VOICE_HZ 440.0

enum { SECOND = FRAME_RATE, GONG = 2 * SECOND, BLOCK = 480 };

/* ---- a library of its own: two spoken steps, a bell named gong */

/* Rises within 5 ms and dies away; ends at nothing. */
static float gong_sample(int64_t i)
{
    double rise = i < 240 ? (double)i / 240 : 1, fall = 1 - (double)i / GONG;
    return (float)(0.2 * rise * fall * fall * sin(2 * acos(-1) * GONG_HZ * (double)i / SECOND));
}

static float voice_sample(int64_t i, int64_t count)
{
    int64_t edge = i < count - 1 - i ? i : count - 1 - i;
    double gain = edge < 480 ? (double)edge / 480 : 1;
    return (float)(0.3 * gain * sin(2 * acos(-1) * VOICE_HZ * (double)i / SECOND));
}

static void write_sound(const char *folder, const char *name, int format, bool bell, int64_t count)
{
    SF_INFO info = {.samplerate = FRAME_RATE, .channels = 1, .format = format | SF_FORMAT_PCM_16};
    char *path = files_write(folder, name, "");
    SNDFILE *file = sf_open(path, SFM_WRITE, &info);
    assert_non_null(file);
    for (int64_t i = 0; i < count; i++) {
        float sample = bell ? gong_sample(i) : voice_sample(i, count);
        sf_writef_float(file, &sample, 1);
    }
    sf_close(file);
    free(path);
}

/* `head` stands in the practice's head. */
static struct library *write_library(const char *folder, const char *head)
{
    char *yaml = mem_format("format: 1\nid: two\ntitle: Two\nabout: For tests.\nminutes: [1, 2]\n"
                            "default: 1\n%ssections:\n  - name: All\n    steps:\n"
                            "      - id: one\n        say: A tone.\n        pause: 20s\n"
                            "      - id: two\n        say: A tone.\n        pause: 20s\n",
                            head);
    free(files_write(folder, "scripts/two.yaml", yaml));
    free(yaml);
    write_sound(folder, "audio/voices/heart/two/one.wav", SF_FORMAT_WAV, false, 3 * SECOND);
    write_sound(folder, "audio/voices/heart/two/two.wav", SF_FORMAT_WAV, false, 3 * SECOND);
    write_sound(folder, "audio/bells/gong.flac", SF_FORMAT_FLAC, true, GONG);
    setenv("NUMBMED_PATH", folder, 1);
    return library_open();
}

static const struct sitting_wish WISH = {.voice = "heart", .frames = FRAMES_PER_MINUTE, .seed = 3};

static void begin(struct scene *scene, const char *folder, const char *head,
                  const struct sitting_wish *wish, int background_volume)
{
    struct error error = {""};
    struct player_options options = {
        .volume = 100, .bell_volume = 100, .background_volume = background_volume};
    scene->library = write_library(folder, head);
    if (!sitting_open(&scene->sitting, scene->library, "two", wish, &error))
        fail_msg("%s", error.text);
    options.background = sitting_background(&scene->sitting, &error);
    assert_string_equal(error.text, "");
    engine_init(&scene->engine, &scene->sitting.session);
    player_set_up(&scene->engine, &options);
    session_command(&scene->sitting.session, (struct command){COMMAND_RESUME, 0}, NULL);
}

static bool is_gong(const int16_t *left, size_t at)
{
    for (int64_t i = 0; i < GONG; i++) {
        if (fabs((double)left[at + (size_t)i] - 32767.0 * (double)gong_sample(i)) > 2)
            return false;
    }
    return true;
}

/* ---- bells */

static void bells_ring_whole_at_both_ends_and_in_between(void **state)
{
    struct scene scene;
    begin(&scene, *state, "bells: {start: gong, end: gong, every: 10s gong}\n", &WISH, 50);
    const struct session *session = &scene.sitting.session;
    size_t frames = (size_t)session->line.frames, between = 0;
    assert_int_equal(frames, FRAMES_PER_MINUTE);
    int16_t *left = render(&scene, frames, BLOCK);
    assert_true(is_gong(left, 0));
    assert_true(
        is_gong(left, frames - GONG)); /* the last frame of its tail is the session's last */
    assert_true(sound_level(left + GONG, SECOND) > 1000); /* the first words wait for it */
    for (size_t i = 0; i < session->strikes.count; i++) {
        const struct strike *strike = &session->strikes.list[i];
        between += strike->between;
        if (strike->between)
            assert_true(is_gong(left, (size_t)strike->at));
    }
    assert_true(between >= 3);
    assert_int_equal(session->state, SESSION_ENDED);
    free(left);
    end(&scene);
}

static void a_bell_that_is_not_there_is_told_and_left_out(void **state)
{
    struct scene scene;
    begin(&scene, *state, "bells: {start: nobody, end: gong}\n", &WISH, 50);
    assert_non_null(strstr(scene.sitting.bells.problem, "the bell 'nobody' can't ring"));
    assert_string_equal(scene.sitting.practice->steps[0].id, "one");
    assert_int_equal(scene.sitting.session.strikes.count, 1);
    end(&scene);
}

static void a_bad_bell_file_is_one_sentence(void **state)
{
    static const struct {
        int rate, channels;
        int64_t frames;
        const char *why;
    } BAD[] = {{1, 1, 20, "Hz"}, {48000, 8, 480, "channels"}, {8000, 1, 8000 * 130, "minutes"}};
    struct library *library = write_library(*state, "");
    char *path = mem_format("%s/audio/bells/bad.wav", (char *)*state);
    const struct bells bells = {.start = {"bad", 1}};
    struct sitting_bells found;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        SF_INFO info = {.samplerate = BAD[i].rate,
                        .channels = BAD[i].channels,
                        .format = SF_FORMAT_WAV | SF_FORMAT_PCM_16};
        SNDFILE *file = sf_open(path, SFM_WRITE, &info);
        const int16_t nothing[8] = {0};
        for (int64_t at = 0; at < BAD[i].frames; at++)
            sf_writef_short(file, nothing, 1);
        sf_close(file);
        sitting_bells_find(&found, library, &bells, 0);
        assert_string_equal(found.bells.start.name, "");
        assert_non_null(strstr(found.problem, BAD[i].why));
        assert_null(strchr(found.problem, '\n'));
        sitting_bells_free(&found);
    }
    assert_int_equal(truncate(path, 10), 0);
    sitting_bells_find(&found, library, &bells, 0);
    assert_non_null(strstr(found.problem, "not a sound file"));
    sitting_bells_free(&found);
    assert_int_equal(truncate(path, 1 << 30), 0); /* 1 GiB, sparse */
    sitting_bells_find(&found, library, &bells, 0);
    assert_non_null(strstr(found.problem, "larger than"));
    sitting_bells_free(&found);
    free(path);
    library_free(library);
}

/* ---- who decides */

static struct bells_wish wish_of(const char *start)
{
    return bells_wish_of(start, NULL, NULL);
}

static void the_command_line_beats_the_practice_and_that_the_config(void **state)
{
    static const struct {
        const char *head, *config, *asked;
        const char *first_step;
    } CASES[] = {
        {"", NULL, NULL, "one"},
        {"", "gong", NULL, "@start"},
        {"bells: none\n", "gong", NULL, "one"},
        {"bells: {start: none}\n", "gong", NULL, "one"},
        {"bells: {end: gong}\n", "gong", NULL, "@start"},
        {"bells: {start: gong}\n", NULL, NULL, "@start"},
        {"bells: {start: gong}\n", NULL, "none", "one"},
        {"bells: none\n", NULL, "gong", "@start"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct scene scene;
        struct sitting_wish wish = WISH;
        wish.usual_bells = wish_of(CASES[i].config);
        wish.asked_bells = wish_of(CASES[i].asked);
        begin(&scene, *state, CASES[i].head, &wish, 50);
        assert_string_equal(scene.sitting.practice->steps[0].id, CASES[i].first_step);
        end(&scene);
    }
}

static void so_it_is_with_the_background(void **state)
{
    static const struct {
        const char *head, *config, *asked, *background;
    } CASES[] = {
        {"", NULL, NULL, "none"},
        {"", "rain", NULL, "rain"},
        {"background: none\n", "rain", NULL, "none"},
        {"background: wind\n", "rain", NULL, "wind"},
        {"background: wind\n", "rain", "none", "none"},
        {"background: none\n", NULL, "brown", "brown"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct scene scene;
        struct sitting_wish wish = WISH;
        wish.usual_background = CASES[i].config;
        wish.asked_background = CASES[i].asked;
        begin(&scene, *state, CASES[i].head, &wish, 50);
        assert_string_equal(scene.sitting.background, CASES[i].background);
        assert_int_equal(mixer_has_bed(&scene.engine.mixer),
                         strcmp(CASES[i].background, "none") != 0);
        end(&scene);
    }
}

static void a_background_of_no_name_is_one_sentence(void **state)
{
    struct error error;
    struct library *library = write_library(*state, "");
    assert_null(background_start(library, "snow", 1, &error));
    assert_string_equal(error.text,
                        "there is no background 'snow'; numbmed backgrounds shows which there are");
    assert_null(background_start(library, "/nowhere/rain.flac", 1, &error));
    assert_non_null(strstr(error.text, "/nowhere/rain.flac can't be read"));
    library_free(library);
}

/* ---- the background in the course of a session */

static struct sitting_wish with_background(const char *name)
{
    struct sitting_wish wish = WISH;
    wish.asked_background = name;
    return wish;
}

static void a_background_comes_with_the_session_ducks_and_goes_with_the_last_bell(void **state)
{
    struct scene scene;
    const struct sitting_wish wish = with_background("brown");
    begin(&scene, *state, "", &wish, 50);
    size_t frames = (size_t)scene.sitting.session.line.frames;
    /* 3 s of speech at 0 and at 30 s; silent otherwise. */
    int16_t *left = render(&scene, frames, BLOCK);
    double quiet = sound_level(left + 15 * SECOND, 10 * SECOND);
    assert_true(quiet > 100);
    assert_true(sound_level(left + 4800, 480) < 20000);
    assert_true(sound_level(left + frames - SECOND / 10, SECOND / 10) < quiet / 20);
    assert_true(sound_level(left + frames - 5 * SECOND, SECOND) < 0.6 * quiet);
    free(left);
    end(&scene);

    begin(&scene, *state, "", &wish, 50);
    scene.engine.voiced = true;
    session_command(&scene.sitting.session, (struct command){COMMAND_SEEK, 20 * SECOND}, NULL);
    free(render(&scene, 11 * SECOND, BLOCK)); /* into the second step's words */
    assert_true(fabs((double)scene.engine.mixer.duck.now - 0.631) < 0.001); /* -4 dB */
    free(render(&scene, 6 * SECOND, BLOCK));
    assert_true(scene.engine.mixer.duck.now > 0.999F);
    end(&scene);
}

static void blocks_of_any_size_give_the_same_samples(void **state)
{
    static const size_t BLOCKS[] = {240, 333, 512, 4096, 16384};
    const struct sitting_wish wish = with_background("rain");
    struct scene scene;
    begin(&scene, *state, "bells: {start: gong, end: gong, every: 10s gong}\n", &wish, 50);
    size_t frames = (size_t)scene.sitting.session.line.frames;
    int16_t *whole = render(&scene, frames, BLOCK);
    end(&scene);
    for (size_t i = 0; i < sizeof BLOCKS / sizeof *BLOCKS; i++) {
        begin(&scene, *state, "bells: {start: gong, end: gong, every: 10s gong}\n", &wish, 50);
        int16_t *left = render(&scene, frames, BLOCKS[i]);
        assert_memory_equal(whole, left, frames * sizeof *left);
        free(left);
        end(&scene);
    }
    free(whole);
}

/* The largest step between neighbouring samples that voice, gong and background have by themselves,
 * all at once. */
static double own_jump(const struct background_kind *kind)
{
    double voice = 2 * sin(acos(-1) * VOICE_HZ / SECOND) * 0.3 * 32767;
    double gong = 2 * sin(acos(-1) * GONG_HZ / SECOND) * 0.2 * 32767;
    struct background *background = background_new(kind, 3);
    float stereo[2 * BLOCK], before = 0;
    double most = 0;
    for (int block = 0; block < 6000; block++) {
        background_read(background, stereo, BLOCK);
        for (size_t i = 0; i < BLOCK; i++) {
            double step = fabs((double)(stereo[2 * i] - before)) * 32767;
            most = (block || i) && step > most ? step : most;
            before = stereo[2 * i];
        }
    }
    background_free(background);
    return voice + gong + most;
}

/* Seeks, steps, ends, backgrounds that change: no step between two samples that isn't in what
 * sounds. */
static void nothing_that_is_done_clicks(void **state)
{
    static const enum command_kind KINDS[] = {COMMAND_NEXT_STEP, COMMAND_PREVIOUS_STEP,
                                              COMMAND_REPEAT, COMMAND_SEEK};
    const struct sitting_wish wish = with_background("drone");
    double bound = own_jump(background_find("drone")) + own_jump(background_find("waves"));
    uint64_t seed = 17;
    for (int round = 0; round < rounds(12); round++) {
        struct scene scene;
        int16_t last = 0;
        begin(&scene, *state, "bells: {start: gong, end: gong x3, every: 10s gong}\n", &wish, 50);
        while (scene.sitting.session.state == SESSION_RUNNING) {
            size_t count = (size_t)random_between(&seed, 100, 5 * SECOND);
            int16_t *left = render(&scene, count, BLOCK);
            assert_true(abs(left[0] - last) < bound);
            assert_true(sound_jump(left, count) < bound);
            last = left[count - 1];
            free(left);
            struct command command = {KINDS[random_between(&seed, 0, 3)],
                                      random_between(&seed, -5, 15) * SECOND};
            session_command(&scene.sitting.session, command, NULL);
            if (random_between(&seed, 0, 3) == 0)
                engine_lay(&scene.engine,
                           background_new(background_find(round % 2 ? "waves" : "drone"), 3),
                           ENGINE_BED_CROSSING);
        }
        int16_t *after = render(&scene, SECOND, BLOCK);
        assert_true(sound_jump(after, SECOND) < bound);
        assert_true(sound_level(after + SECOND / 2, SECOND / 2) == 0);
        free(after);
        end(&scene);
    }
}

static void what_leads_to_sleep_grows_softer_and_fades_to_nothing(void **state)
{
    const struct sitting_wish wish = with_background("brown");
    struct scene scene;
    begin(&scene, *state, "sleep: true\n", &wish, 50);
    size_t frames = (size_t)scene.sitting.session.line.frames;
    int16_t *left = render(&scene, frames, BLOCK);
    double early = sound_level(left + frames / 6, 5 * SECOND);
    double late = sound_level(left + frames - 20 * SECOND, 5 * SECOND);
    assert_true(late < 0.6 * early && late > 0.25 * early);
    assert_true(sound_level(left + frames - SECOND / 10, SECOND / 10) < 0.03 * early);
    free(left);
    end(&scene);
}

static void what_has_grown_soft_comes_back_softly(void **state)
{
    const struct sitting_wish wish = with_background("brown");
    const struct command back = {COMMAND_SEEK, -40 * SECOND};
    struct scene scene;
    begin(&scene, *state, "sleep: true\n", &wish, 50);
    int16_t *left = render(&scene, 57 * SECOND, BLOCK);
    double soft = sound_level(left + 56 * SECOND, SECOND);
    session_command(&scene.sitting.session, back, NULL);
    int16_t *after = render(&scene, 5 * SECOND, BLOCK);
    assert_true(sound_level(after, SECOND / 5) < 2 * soft);
    assert_true(sound_level(after + 4 * SECOND, SECOND) > 4 * soft);
    free(after);
    free(left);
    end(&scene);
}

/* Bounds from the parts: a voice that peaks at -1 dB, and the loudest background there can be. */
static void whatever_sounds_stays_below_the_ceiling(void **state)
{
    static const int VOLUMES[] = {50, 70, 100};
    for (size_t i = 0; i < sizeof VOLUMES / sizeof *VOLUMES; i++) {
        const struct sitting_wish wish = with_background("wind");
        struct scene scene;
        begin(&scene, *state, "bells: {start: gong, end: gong}\n", &wish, VOLUMES[i]);
        float part = (float)VOLUMES[i] / 50.0F, gain = part * part * part;
        float room = scene.engine.mixer.room.now;
        if (VOLUMES[i] <= 80)
            assert_true(MIXER_CEILING * room + BACKGROUND_PEAK * gain * 0.631F <=
                        MIXER_CEILING + 0.001F);
        int16_t *left = render(&scene, (size_t)scene.sitting.session.line.frames, BLOCK);
        for (size_t at = 0; at < (size_t)FRAMES_PER_MINUTE; at++)
            assert_in_range(abs(left[at]), 0, (int)(MIXER_CEILING * 32767) + 1);
        free(left);
        end(&scene);
    }
}

/* As main and audio thread do it: clips are handed over in advance. */
static void in_its_steady_state_rendering_allocates_nothing(void **state)
{
    const struct sitting_wish wish = with_background("rain");
    struct scene scene;
    int16_t stereo[2 * BLOCK];
    size_t made = 0;
    begin(&scene, *state, "bells: {start: gong, end: gong x3, every: 10s gong}\n", &wish, 50);
    while (scene.sitting.session.state == SESSION_RUNNING) {
        enum bus bus;
        for (const char *path; (path = engine_wants(&scene.engine, &bus));)
            engine_give(&scene.engine, path, bus, engine_open(path, bus, NULL));
        mixer_collect(&scene.engine.mixer);
        size_t before = allocations_made;
        engine_render(&scene.engine, stereo, BLOCK);
        made += allocations_made - before;
    }
    assert_int_equal(made, 0); /* opening a file would allocate, too */
    assert_int_equal(scene.engine.failed_count, 0);
    end(&scene);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(bells_ring_whole_at_both_ends_and_in_between),
        TEST(a_bell_that_is_not_there_is_told_and_left_out),
        TEST(a_bad_bell_file_is_one_sentence),
        TEST(the_command_line_beats_the_practice_and_that_the_config),
        TEST(so_it_is_with_the_background),
        TEST(a_background_of_no_name_is_one_sentence),
        TEST(a_background_comes_with_the_session_ducks_and_goes_with_the_last_bell),
        TEST(blocks_of_any_size_give_the_same_samples),
        TEST(nothing_that_is_done_clicks),
        TEST(what_leads_to_sleep_grows_softer_and_fades_to_nothing),
        TEST(what_has_grown_soft_comes_back_softly),
        TEST(whatever_sounds_stays_below_the_ceiling),
        TEST(in_its_steady_state_rendering_allocates_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
