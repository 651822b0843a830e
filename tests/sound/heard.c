/* What a listener hears of a session, and that nothing in it clicks. */
#include "sound/hearing.h"

static void the_voice_is_heard_for_as_long_as_it_speaks(void **state)
{
    static const struct tone TONES[] = {{1500, 1000}, {700, 500}};
    struct hearing hearing;
    (void)state;
    hearing_begin(&hearing, TONES, 2, SINK_LATENCY_MS);
    hearing_to_the_end(&hearing, 6000);
    hearing_leave(&hearing);
    const struct recording *heard = &hearing.recording;
    size_t first = sound_first(heard, 0, heard->count);
    size_t last = sound_last(heard, first, first + 2 * FRAME_RATE);
    const int16_t *voice = heard->samples + first + FRAME_RATE / 10;
    print_message("    heard for %d ms\n", (int)ms_between(first, last));
    assert_in_range(ms_between(first, last), 1490, 1510);
    assert_true(sound_purity(voice, FRAME_RATE, TONE_HZ) > 0.99);
    assert_true(fabs(sound_level(voice, FRAME_RATE) / (TONE_HEIGHT * 32767 / sqrt(2)) - 1) < 0.05);
    assert_nothing_clicked(&hearing);
    hearing_free(&hearing);
}

enum { PAUSES = 5 };

/* More than brown noise at full volume moves from one sample to the next; its height is 9000. */
enum { BROWN_JUMP = 1500 };

/* Returns how long it took to be silent, in ms. */
static int64_t check_pause(const struct recording *heard, int64_t paused, int64_t resumed,
                           int64_t silent_within, int64_t sound_within)
{
    size_t key = recording_at(heard, paused), again = recording_at(heard, resumed);
    size_t silent = sound_last(heard, key, again);
    size_t sound = sound_first(heard, again, heard->count);
    print_message("    silent after %d ms, sounds again after %d ms\n",
                  (int)ms_between(key, silent), (int)ms_between(again, sound));
    assert_in_range(ms_between(key, silent), 1, silent_within);
    assert_in_range(ms_between(again, sound), 0, sound_within);
    return ms_between(key, silent);
}

static int by_size(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* Pauses and goes on several times, each at another place within the tone. Returns the median of
 * the times to silence. */
static int64_t pause_often(int latency_ms, int64_t silent_within, int64_t sound_within)
{
    static const struct tone TONES[] = {{12000, 500}};
    struct hearing hearing;
    int64_t paused[PAUSES], resumed[PAUSES], silent[PAUSES];
    hearing_begin(&hearing, TONES, 1, latency_ms);
    for (int i = 0; i < PAUSES; i++) {
        hearing_pass(&hearing, 523 + 17 * i);
        paused[i] = sound_now();
        player_toggle_pause(hearing.player);
        hearing_pass(&hearing, 400 + latency_ms + 3 * i);
        assert_int_equal(hearing.status.session.state, SESSION_PAUSED);
        resumed[i] = sound_now();
        player_toggle_pause(hearing.player);
    }
    hearing_pass(&hearing, 500);
    hearing_leave(&hearing);
    for (int i = 0; i < PAUSES; i++)
        silent[i] =
            check_pause(&hearing.recording, paused[i], resumed[i], silent_within, sound_within);
    assert_nothing_clicked(&hearing);
    hearing_free(&hearing);
    qsort(silent, PAUSES, sizeof *silent, by_size);
    return silent[PAUSES / 2];
}

static void a_pause_is_silent_within_150_ms_and_nothing_clicks(void **state)
{
    (void)state;
    pause_often(SINK_LATENCY_MS, BOUNDS[hearing_kind].silent, BOUNDS[hearing_kind].sounds);
}

static void a_short_latency_makes_pauses_prompt(void **state)
{
    (void)state;
    int64_t median =
        pause_often(40, BOUNDS[hearing_kind].silent_at_40, BOUNDS[hearing_kind].sounds);
    print_message("    median %d ms\n", (int)median);
    assert_in_range(median, 1, BOUNDS[hearing_kind].median_at_40);
}

static void a_longer_latency_makes_pauses_later_but_no_click(void **state)
{
    (void)state;
    pause_often(200, 300, 150);
}

static void a_pause_taken_back_at_once_does_not_click(void **state)
{
    static const struct tone TONES[] = {{8000, 500}};
    struct hearing hearing;
    (void)state;
    hearing_begin(&hearing, TONES, 1, SINK_LATENCY_MS);
    for (int i = 0; i < 12; i++) {
        hearing_pass(&hearing, 150);
        player_toggle_pause(hearing.player);
        sound_sleep_ms(2 + 6 * i); /* within the fade, then after it */
        player_toggle_pause(hearing.player);
    }
    hearing_pass(&hearing, 300);
    hearing_leave(&hearing);
    assert_nothing_clicked(&hearing);
    hearing_free(&hearing);
}

static void seeking_and_changing_steps_does_not_click(void **state)
{
    static const struct tone TONES[] = {{4000, 600}, {4000, 600}, {4000, 600}};
    static const struct command COMMANDS[] = {
        {COMMAND_SEEK, 1500 * FRAMES_PER_MS},
        {COMMAND_SEEK, -1234 * FRAMES_PER_MS},
        {COMMAND_NEXT_STEP, 0},
        {COMMAND_REPEAT, 0},
        {COMMAND_PREVIOUS_STEP, 0},
        {COMMAND_SEEK, 3700 * FRAMES_PER_MS},
        {COMMAND_SEEK, -1000 * FRAMES_PER_MS},
        {COMMAND_NEXT_STEP, 0},
        {COMMAND_SEEK, 777 * FRAMES_PER_MS},
    };
    struct hearing hearing;
    (void)state;
    hearing_begin(&hearing, TONES, 3, SINK_LATENCY_MS);
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
        hearing_pass(&hearing, 431);
        player_command(hearing.player, COMMANDS[i]);
    }
    for (int i = 0; i < 6; i++) { /* faster than they fade */
        player_command(hearing.player, (struct command){COMMAND_SEEK, -7777});
        sound_sleep_ms(4);
    }
    hearing_pass(&hearing, 300);
    hearing_leave(&hearing);
    const struct recording *heard = &hearing.recording;
    assert_true(sound_first(heard, 0, heard->count) < heard->count);
    assert_nothing_clicked(&hearing);
    hearing_free(&hearing);
}

static double level_at(const struct recording *heard, int64_t time)
{
    enum { FRAMES = FRAME_RATE / 5 };
    size_t at = recording_at(heard, time);
    assert_true(at + FRAMES <= heard->count);
    return sound_level(heard->samples + at, FRAMES);
}

static void the_volume_makes_it_softer_and_mute_makes_it_silent(void **state)
{
    static const struct tone TONES[] = {{6000, 500}};
    struct hearing hearing;
    int64_t times[5];
    (void)state;
    hearing_begin(&hearing, TONES, 1, SINK_LATENCY_MS);
    for (int i = 0; i < 5; i++) { /* loud, half way, muted, no longer, off */
        if (i == 1 || i == 4)
            player_set_volume(hearing.player, i == 1 ? 50 : 0);
        if (i == 2 || i == 3)
            player_set_muted(hearing.player, i == 2);
        hearing_pass(&hearing, i ? 250 : 600);
        times[i] = sound_now();
        hearing_pass(&hearing, 300);
    }
    hearing_leave(&hearing);
    double loud = level_at(&hearing.recording, times[0]);
    assert_true(fabs(level_at(&hearing.recording, times[1]) / loud - 0.125) < 0.01);
    assert_true(level_at(&hearing.recording, times[2]) == 0);
    assert_true(fabs(level_at(&hearing.recording, times[3]) / loud - 0.125) < 0.01);
    assert_true(level_at(&hearing.recording, times[4]) == 0);
    assert_nothing_clicked(&hearing);
    hearing_free(&hearing);
}

static void switching_the_voice_off_and_on_does_not_click(void **state)
{
    static const struct tone TONES[] = {{5000, 500}};
    struct hearing hearing;
    (void)state;
    hearing_begin(&hearing, TONES, 1, SINK_LATENCY_MS);
    hearing_pass(&hearing, 633);
    player_set_voiced(hearing.player, false);
    hearing_pass(&hearing, 300);
    int64_t off = sound_now();
    hearing_pass(&hearing, 300);
    player_set_voiced(hearing.player, true);
    hearing_pass(&hearing, 300);
    int64_t on = sound_now();
    hearing_pass(&hearing, 300);
    hearing_leave(&hearing);
    assert_true(level_at(&hearing.recording, off) == 0);
    assert_true(level_at(&hearing.recording, on) > 1000);
    assert_nothing_clicked(&hearing);
    hearing_free(&hearing);
}

static void leaving_in_mid_speech_does_not_click(void **state)
{
    static const struct tone TONES[] = {{5000, 500}};
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct hearing hearing;
        hearing_begin(&hearing, TONES, 1, SINK_LATENCY_MS);
        hearing_pass(&hearing, 700 + 7 * i);
        if (i == 2)
            player_command(hearing.player, (struct command){COMMAND_STOP, 0});
        hearing_leave(&hearing);
        assert_nothing_clicked(&hearing);
        hearing_free(&hearing);
    }
}

/* The measure itself: a tone cut off anywhere but at its zero is found. */
static void a_click_would_be_noticed(void **state)
{
    enum { COUNT = 4800 };
    int16_t samples[COUNT];
    (void)state;
    for (int cut = 2400; cut < 2500; cut++) {
        for (int i = 0; i < COUNT; i++)
            samples[i] =
                (int16_t)(i < cut ? 13000 * sin(2 * acos(-1) * TONE_HZ * i / FRAME_RATE) : 0);
        assert_true(sound_click(samples, COUNT, TONE_HZ) > CLICK);
        assert_true(sound_click(samples, (size_t)cut, TONE_HZ) < 5);
    }
}

/* The session's words are over at once; what goes on is the background. */
static void a_background_falls_silent_in_a_pause_and_never_clicks(void **state)
{
    static const struct tone TONES[] = {{300, 20000}};
    const struct background_kind *brown = background_find("brown");
    struct player_options options = {.sink = {.kind = "auto", .latency_ms = SINK_LATENCY_MS},
                                     .volume = 100,
                                     .background_volume = 100};
    struct hearing hearing;
    int64_t paused, resumed;
    (void)state;
    options.background = background_new(brown, 1);
    hearing_begin_with(&hearing, TONES, 1, &options);
    hearing_pass(&hearing, 4000);
    paused = sound_now();
    player_toggle_pause(hearing.player);
    hearing_pass(&hearing, 600);
    resumed = sound_now();
    player_toggle_pause(hearing.player);
    hearing_pass(&hearing, 600);
    player_lay(hearing.player, NULL);
    hearing_pass(&hearing, 3000);
    int64_t lifted = sound_now();
    hearing_pass(&hearing, 500);
    hearing_leave(&hearing);
    const struct recording *heard = &hearing.recording;
    check_pause(heard, paused, resumed, BOUNDS[hearing_kind].silent, BOUNDS[hearing_kind].sounds);
    size_t before = recording_at(heard, paused) - FRAME_RATE, key = recording_at(heard, paused);
    assert_true(sound_level(heard->samples + before, key - before) > 300);
    size_t quiet = recording_at(heard, lifted);
    assert_true(sound_level(heard->samples + quiet, heard->count - quiet) < 1);
    /* Brown noise moves slowly: a cut anywhere would be by far its largest step. */
    int jump = sound_jump(heard->samples + recording_at(heard, paused) - FRAME_RATE,
                          heard->count - recording_at(heard, paused) + FRAME_RATE);
    print_message("    largest jump %d\n", jump);
    assert_true(jump < BROWN_JUMP);
    hearing_free(&hearing);
}

static int run(const char *name)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_click_would_be_noticed),
        cmocka_unit_test(the_voice_is_heard_for_as_long_as_it_speaks),
        cmocka_unit_test(a_pause_is_silent_within_150_ms_and_nothing_clicks),
        cmocka_unit_test(a_short_latency_makes_pauses_prompt),
        cmocka_unit_test(a_pause_taken_back_at_once_does_not_click),
        cmocka_unit_test(seeking_and_changing_steps_does_not_click),
        cmocka_unit_test(the_volume_makes_it_softer_and_mute_makes_it_silent),
        cmocka_unit_test(switching_the_voice_off_and_on_does_not_click),
        cmocka_unit_test(leaving_in_mid_speech_does_not_click),
        cmocka_unit_test(a_longer_latency_makes_pauses_later_but_no_click),
        cmocka_unit_test(a_background_falls_silent_in_a_pause_and_never_clicks),
    };
    return cmocka_run_group_tests_name(name, tests, hearing_setup, hearing_teardown);
}

int main(void)
{
    return hearing_run(run);
}
