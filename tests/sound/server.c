/* What a session does without a sound server, with one that dies, and what it says then. */
#include "sound/hearing.h"

static struct player_options with_sink(const char *kind)
{
    struct player_options options = {.sink = {.latency_ms = SINK_LATENCY_MS}, .volume = 100};
    snprintf(options.sink.kind, sizeof options.sink.kind, "%s", kind);
    return options;
}

static const struct tone SHORT[] = {{600, 900}, {500, 400}};

/* Runs to its end in the promised time. */
static void run_without_sound(struct hearing *hearing, const char *kind)
{
    struct player_options options = with_sink(kind);
    int64_t promised = tones_frames(SHORT, 2) / FRAMES_PER_MS;
    hearing_begin_with(hearing, SHORT, 2, &options);
    int64_t began = sound_now();
    hearing_to_the_end(hearing, 5000);
    assert_in_range((sound_now() - began) / 1000000, promised - 300, promised + 300);
    assert_int_equal(hearing->status.session.sat, tones_frames(SHORT, 2));
    assert_int_equal(hearing->status.device, DEVICE_NONE);
    hearing_leave(hearing);
}

static void a_silent_session_takes_the_promised_time(void **state)
{
    struct hearing hearing;
    (void)state;
    run_without_sound(&hearing, "silent");
    assert_string_equal(hearing.status.notice, "");
    assert_int_equal(sound_first(&hearing.recording, 0, SIZE_MAX), SIZE_MAX);
    hearing_free(&hearing);
}

static void without_a_server_it_runs_on_words_and_one_line_says_so(void **state)
{
    struct hearing hearing;
    char *address = mem_copy_text(getenv("PULSE_SERVER"));
    (void)state;
    setenv("PULSE_SERVER", "unix:/nonexistent/native", 1);
    setenv("ALSA_CONFIG_PATH", "/nonexistent", 1);
    setenv("AUDIODEVICE", "nonexistent", 1);
    run_without_sound(&hearing, "auto");
    print_message("    %s\n", hearing.status.notice);
    assert_int_equal(hearing.status.notice_count, 1);
    assert_non_null(strstr(hearing.status.notice, "no sound"));
    hearing_free(&hearing);
    setenv("PULSE_SERVER", address, 1);
    free(address);
}

static void mixers_show_it_as_numbmed(void **state)
{
    static const struct tone TONES[] = {{3000, 500}};
    struct hearing hearing;
    char *const argv[] = {"pactl", "list", "sink-inputs", NULL};
    (void)state;
    hearing_begin(&hearing, TONES, 1, SINK_LATENCY_MS);
    hearing_pass(&hearing, 600);
    char *streams = program_ask(argv);
    hearing_leave(&hearing);
    print_message("%s", streams);
    assert_non_null(strstr(streams, "application.name = \"numbmed\""));
    free(streams);
    hearing_free(&hearing);
}

/* Waits for a state of the device, at most this long. */
static void await_device(struct hearing *hearing, enum device_state device, int64_t most_ms)
{
    int64_t until = sound_now() + most_ms * 1000000;
    do
        hearing_pass(hearing, 10);
    while (hearing->status.device != device && sound_now() < until);
    assert_int_equal(hearing->status.device, device);
}

static void a_server_that_dies_pauses_the_session_and_comes_back(void **state)
{
    static const struct tone TONES[] = {{20000, 500}};
    struct hearing hearing;
    (void)state;
    hearing_begin(&hearing, TONES, 1, SINK_LATENCY_MS);
    hearing_pass(&hearing, 700);
    recorder_stop(recorder);
    recorder = NULL;
    server_kill(&server);
    await_device(&hearing, DEVICE_LOST, 500);
    print_message("    %s\n", hearing.status.notice);
    assert_int_equal(hearing.status.notice_count, 1);
    assert_int_equal(hearing.status.session.state, SESSION_PAUSED);

    int64_t place = hearing.status.session.place;
    player_toggle_pause(hearing.player);
    hearing_pass(&hearing, 1000);
    int64_t passed = hearing.status.session.place - place;
    assert_in_range(passed, 950 * FRAMES_PER_MS, 1100 * FRAMES_PER_MS);

    assert_true(server_revive(&server));
    assert_non_null(recorder = recorder_start(&server, "n"));
    await_device(&hearing, DEVICE_OPEN, 5000);
    print_message("    %s\n", hearing.status.notice);
    assert_int_equal(hearing.status.notice_count, 2);
    hearing_pass(&hearing, 200);
    int64_t back = sound_now();
    hearing_pass(&hearing, 500);
    hearing_leave(&hearing);
    assert_true(is_tone(&hearing.recording, back, back + 400 * INT64_C(1000000)));
    assert_nothing_clicked(&hearing);
    hearing_free(&hearing);
}

static void a_pause_of_over_ten_seconds_lets_the_device_go_and_takes_it_again(void **state)
{
    static const struct tone TONES[] = {{5000, 500}};
    char *const argv[] = {"pactl", "list", "sink-inputs", NULL};
    struct hearing hearing;
    (void)state;
    hearing_begin(&hearing, TONES, 1, SINK_LATENCY_MS);
    hearing_pass(&hearing, 600);
    player_toggle_pause(hearing.player);
    hearing_pass(&hearing, 9500);
    assert_int_equal(hearing.status.device, DEVICE_OPEN);
    hearing_pass(&hearing, 1000);
    assert_int_equal(hearing.status.device, DEVICE_IDLE);
    char *streams = program_ask(argv);
    assert_null(strstr(streams, "numbmed"));
    int64_t resumed = sound_now();
    player_toggle_pause(hearing.player);
    hearing_pass(&hearing, 600);
    hearing_leave(&hearing);
    assert_true(is_tone(&hearing.recording, resumed + 150000000, resumed + 500000000));
    assert_nothing_clicked(&hearing);
    free(streams);
    hearing_free(&hearing);
}

static int run(const char *name)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_silent_session_takes_the_promised_time),
        cmocka_unit_test(without_a_server_it_runs_on_words_and_one_line_says_so),
        cmocka_unit_test(mixers_show_it_as_numbmed),
        cmocka_unit_test(a_pause_of_over_ten_seconds_lets_the_device_go_and_takes_it_again),
        cmocka_unit_test(a_server_that_dies_pauses_the_session_and_comes_back),
    };
    return cmocka_run_group_tests_name(name, tests, hearing_setup, hearing_teardown);
}

int main(void)
{
    return hearing_run(run);
}
