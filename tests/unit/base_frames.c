/* How people write times, and how numbmed does. */
#include "support/cmocka.h"

#include "base/frames.h"

static void durations_are_read_in_full(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t frames;
    } GOOD[] = {
        {"8s", 8 * 48000},
        {"1.5s", 72000},
        {"2m", 120 * 48000},
        {"1m30s", 90 * 48000},
        {"0s", 0},
        {"40ms", 1920},
        {"1h2m3s", 3723 * 48000},
        {"1.234s", 59232},
        {"24h", 86400 * INT64_C(48000)},
        {"90m", 5400 * 48000},
        {"0.5m", 30 * 48000},
        {"1s500ms", 72000},
    };
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
        int64_t frames = -1;
        print_message("  %s\n", GOOD[i].text);
        assert_true(frames_parse(GOOD[i].text, &frames));
        assert_int_equal(frames, GOOD[i].frames);
    }
}

static void what_is_no_duration_is_refused(void **state)
{
    (void)state;
    static const char *const BAD[] = {
        "",     "3abc", "-1s",    "1e9m", "5 min", "8",       "s",         "1.s", ".5s", "1.2345s",
        "1s1m", "1s2s", "1.5m3s", "nan",  "+1s",   "24h0.1s", "99999999h", "1m ", " 1m", "0x1s",
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        int64_t frames = -1;
        print_message("  '%s'\n", BAD[i]);
        assert_false(frames_parse(BAD[i], &frames));
        assert_int_equal(frames, -1);
    }
}

static void a_bare_number_means_minutes(void **state)
{
    (void)state;
    int64_t frames;
    assert_true(frames_parse_minutes("12", &frames));
    assert_int_equal(frames, 12 * FRAMES_PER_MINUTE);
    assert_true(frames_parse_minutes("12m30s", &frames));
    assert_int_equal(frames, 750 * FRAMES_PER_SECOND);
    assert_true(frames_parse_minutes("100000", &frames));
    assert_int_equal(frames, 100000 * FRAMES_PER_MINUTE);
    assert_false(frames_parse_minutes("abc", &frames));
    assert_false(frames_parse_minutes("99999999999999999999", &frames));
    assert_false(frames_parse_minutes("", &frames));
}

static void what_is_written_can_be_read_back(void **state)
{
    (void)state;
    for (int64_t seconds = 1; seconds < 90000; seconds += 37) {
        char text[32];
        int64_t frames;
        frames_format_duration(seconds * FRAMES_PER_SECOND, text, sizeof text);
        if (seconds > 86400)
            break;
        assert_true(frames_parse(text, &frames));
        assert_int_equal(frames, seconds * FRAMES_PER_SECOND);
    }
}

static void times_are_written_as_people_expect(void **state)
{
    (void)state;
    static const struct {
        int64_t seconds;
        const char *clock, *duration, *words;
    } ROWS[] = {
        {0, "00:00", "0s", "0 seconds"},           {1, "00:01", "1s", "1 second"},
        {60, "01:00", "1m", "1 minute"},           {90, "01:30", "1m30s", "1 minute 30 seconds"},
        {480, "08:00", "8m", "8 minutes"},         {750, "12:30", "12m30s", "12 minutes"},
        {3661, "1:01:01", "1h1m1s", "61 minutes"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        char text[64];
        int64_t frames = ROWS[i].seconds * FRAMES_PER_SECOND + 47999 * (ROWS[i].seconds > 0);
        frames_format_clock(frames, text, sizeof text);
        assert_string_equal(text, ROWS[i].clock);
        frames_format_duration(frames, text, sizeof text);
        assert_string_equal(text, ROWS[i].duration);
        frames_format_words(frames, text, sizeof text);
        assert_string_equal(text, ROWS[i].words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations_are_read_in_full),
        cmocka_unit_test(what_is_no_duration_is_refused),
        cmocka_unit_test(a_bare_number_means_minutes),
        cmocka_unit_test(what_is_written_can_be_read_back),
        cmocka_unit_test(times_are_written_as_people_expect),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
