/* The shipped practice with all that may sound: as loud as it should be, and never too high. */
#include "support/cmocka.h"

#include "base/frames.h"
#include "base/memory.h"
#include "base/path.h"
#include "play/engine.h"
#include "play/player.h"
#include "play/sitting.h"

#define error ebur128_error /* its enums would take the names of our structs */
#define channel ebur128_channel
#include <ebur128.h>
#undef channel
#undef error
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 4800 };

struct levels {
    double lufs, peak_db;
};

/* The library root that the tested program lies in. */
static struct library *open_shipped(void)
{
    char *root = mem_copy_text(getenv("NUMBMED"));
    *strrchr(root, '/') = '\0';
    setenv("NUMBMED_PATH", root, 1);
    free(root);
    return library_open();
}

static struct levels measure(struct sitting *sitting, int background_volume)
{
    struct player_options options = {
        .volume = 100, .bell_volume = 100, .background_volume = background_volume};
    ebur128_state *meter = ebur128_init(2, FRAME_RATE, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK);
    struct engine engine;
    struct error error;
    int16_t block[2 * BLOCK];
    struct levels levels = {0, -HUGE_VAL};
    options.background = sitting_background(sitting, &error);
    engine_init(&engine, &sitting->session);
    player_set_up(&engine, &options);
    session_command(&sitting->session, (struct command){COMMAND_RESUME, 0}, NULL);
    while (sitting->session.state == SESSION_RUNNING) {
        engine_render(&engine, block, BLOCK);
        mixer_collect(&engine.mixer);
        ebur128_add_frames_short(meter, block, BLOCK);
    }
    ebur128_loudness_global(meter, &levels.lufs);
    for (unsigned channel = 0; channel < 2; channel++) {
        double peak;
        ebur128_true_peak(meter, channel, &peak);
        levels.peak_db = fmax(levels.peak_db, 20 * log10(peak));
    }
    ebur128_destroy(&meter);
    engine_close(&engine);
    return levels;
}

static struct levels render(const struct sitting_wish *wish, int background_volume)
{
    struct library *library = open_shipped();
    struct sitting sitting;
    struct error error;
    if (!sitting_open(&sitting, library, "emotional-numbness", wish, &error))
        fail_msg("%s", error.text);
    assert_null(sitting.bells.problem);
    struct levels levels = measure(&sitting, background_volume);
    print_message("    %.1f LUFS, true peak %.1f dBTP\n", levels.lufs, levels.peak_db);
    sitting_close(&sitting);
    library_free(library);
    return levels;
}

/* Heard from both sides, mono narration at -19 is 3 LU louder. */
static void each_voice_alone_comes_to_minus_16(void **state)
{
    static const char *const VOICES[] = {"heart", "michael"};
    (void)state;
    for (size_t i = 0; i < sizeof VOICES / sizeof *VOICES; i++) {
        const struct sitting_wish wish = {.frames = 5 * FRAMES_PER_MINUTE,
                                          .voice = VOICES[i],
                                          .asked_bells = bells_wish_of("none", "none", "none")};
        struct levels levels = render(&wish, 50);
        assert_true(fabs(levels.lufs + 16) <= 1);
        assert_true(levels.peak_db <= -1);
    }
}

static void with_everything_on_no_peak_is_above_minus_1(void **state)
{
    static const struct {
        const char *background;
        int volume;
    } CASES[] = {{"rain", 50},  {"stream", 50}, {"waves", 50}, {"wind", 50},
                 {"brown", 50}, {"drone", 50},  {"wind", 100}};
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const struct sitting_wish wish = {.frames = 5 * FRAMES_PER_MINUTE,
                                          .voice = "michael", /* whose peaks are the higher */
                                          .asked_bells = bells_wish_of(NULL, NULL, "1m bowl"),
                                          .asked_background = CASES[i].background,
                                          .seed = 5};
        struct levels levels = render(&wish, CASES[i].volume);
        assert_true(levels.peak_db <= -1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_voice_alone_comes_to_minus_16),
        cmocka_unit_test(with_everything_on_no_peak_is_above_minus_1),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
