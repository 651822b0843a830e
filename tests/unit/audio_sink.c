/* Choosing a sink, and the one that keeps time in silence. */
#include "support/cmocka.h"
#include "unit/audio_leaks.h"

#include "audio/sink.h"
#include "base/frames.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct {
    const char *text, *kind, *target;
} GOOD[] = {
    {"auto", "auto", ""},
    {"pulse", "pulse", ""},
    {"alsa", "alsa", ""},
    {"sndio", "sndio", ""},
    {"oss", "oss", ""},
    {"silent", "silent", ""},
    {"pulse:alsa_output.pci-0000_00_1f.3", "pulse", "alsa_output.pci-0000_00_1f.3"},
    {"alsa:plughw:0,1", "alsa", "plughw:0,1"},
};

static void a_good_choice_is_taken_apart(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
        struct sink_choice choice = {"before", "before", 123};
        assert_true(sink_parse(GOOD[i].text, &choice, NULL));
        assert_string_equal(choice.kind, GOOD[i].kind);
        assert_string_equal(choice.target, GOOD[i].target);
        assert_int_equal(choice.latency_ms, 123);
    }
}

#define TEN "0123456789"
#define FIFTY TEN TEN TEN TEN TEN

static const struct {
    const char *text, *says;
} BAD[] = {
    {"", "use auto, pulse"},
    {"jack", "\"jack\"; use auto, pulse, alsa, sndio, oss or silent"},
    {"Pulse", "use auto, pulse"},
    {"jack:system", "\"jack\""},
    {FIFTY, "use auto"},
    {"auto:x", "use auto alone"},
    {"silent:x", "use silent alone"},
    {"oss:/dev/dsp1", "use oss alone"},
    {"pulse:", "use pulse alone or pulse:NAME"},
    {"pulse:a\xFF", "not UTF-8"},
    {"pulse:" FIFTY FIFTY FIFTY, "127 bytes"},
};

static void a_bad_choice_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        struct sink_choice choice = {"before", "before", 123};
        struct error error = {""};
        assert_false(sink_parse(BAD[i].text, &choice, &error));
        print_message("    %s\n", error.text);
        assert_non_null(strstr(error.text, BAD[i].says));
        assert_string_equal(choice.kind, "before");
        assert_string_equal(choice.target, "before");
    }
}

static void every_kind_can_be_named_and_has_a_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < SINK_CLASS_COUNT; i++) {
        struct sink_choice choice;
        assert_true(sink_parse(SINK_CLASSES[i]->name, &choice, NULL));
        assert_true(strlen(SINK_CLASSES[i]->about) > 0);
    }
    assert_true(SINK_CLASS_COUNT > 0);
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Where nothing plays, what was wrong with the one that was chosen is said, and all that were
 * tried. */
static void without_any_device_all_that_were_tried_are_named(void **state)
{
    struct sink_choice choice = {.latency_ms = 40};
    struct error error = {""};
    (void)state;
    setenv("PULSE_SERVER", "unix:/nonexistent/native", 1);
    setenv("ALSA_CONFIG_PATH", "/nonexistent", 1);
    setenv("AUDIODEVICE", "nonexistent", 1);
    assert_true(sink_parse("pulse:nowhere", &choice, NULL));
    int64_t began = now_ms();
    struct sink *sink = sink_open(&choice, &error);
    assert_in_range(now_ms() - began, 0, 500);
    print_message("    %s\n", error.text);
    assert_null(sink);
    assert_non_null(strstr(error.text, "pulse: "));
    assert_non_null(strstr(error.text, "\"nowhere\"; alsa, sndio and oss don't open either"));
    assert_true(sink_parse("auto", &choice, NULL));
    assert_null(sink_open(&choice, &error));
    assert_string_equal(error.text, "pulse, alsa, sndio and oss don't open");
} /* no sink_shutdown: ALSA's cache, unloaded, would count as a leak */

static void libao_can_be_ended_and_begun_again(void **state)
{
    (void)state;
    setenv("PULSE_SERVER", "unix:/nonexistent/native", 1);
    for (int i = 0; i < 3; i++) {
        struct error error = {""};
        assert_null(SINK_PULSE.open(&SINK_PULSE, "nowhere", 40, &error));
        assert_non_null(strstr(error.text, "\"nowhere\""));
        sink_shutdown();
        sink_shutdown();
    }
}

static void sound_servers_are_told_our_name_and_how_much_room_to_make(void **state)
{
    struct sink_choice choice = {.kind = "auto", .latency_ms = SINK_LATENCY_MS};
    (void)state;
    unsetenv("PULSE_LATENCY_MSEC");
    sink_prepare(&choice);
    assert_string_equal(getenv("PULSE_PROP_OVERRIDE_application.name"), "numbmed");
    assert_string_equal(getenv("PULSE_LATENCY_MSEC"), "100");
    choice.latency_ms = 200;
    sink_prepare(&choice);
    assert_string_equal(getenv("PULSE_LATENCY_MSEC"), "200");
}

static void a_block_is_what_the_server_takes_at_once(void **state)
{
    (void)state;
    assert_int_equal(sink_block(100), 30 * 48);
    assert_int_equal(sink_block(500), 230 * 48);
    assert_int_equal(sink_block(40), 5 * 48);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_choice_is_taken_apart),
        cmocka_unit_test(a_bad_choice_is_refused_and_changes_nothing),
        cmocka_unit_test(every_kind_can_be_named_and_has_a_line),
        cmocka_unit_test(libao_can_be_ended_and_begun_again),
        cmocka_unit_test(without_any_device_all_that_were_tried_are_named),
        cmocka_unit_test(sound_servers_are_told_our_name_and_how_much_room_to_make),
        cmocka_unit_test(a_block_is_what_the_server_takes_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
