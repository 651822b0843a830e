/* Breathing in words: enough to follow, and no more. */
#include "support/cmocka.h"

#include "base/frames.h"
#include "ui/breath_lines.h"

enum { SECOND = FRAME_RATE };

static const struct breath SLOW = {4 * SECOND, SECOND, 6 * SECOND, 3};

/* The breath's step is the first; it breathes from its third second on. */
static struct snapshot at(const struct breath *breath, int64_t place)
{
    struct snapshot snapshot = {.into = place};
    int64_t into = place - 3 * SECOND;
    if (into >= 0 && into < breath_frames(breath))
        snapshot.breathing = (struct breathing){breath->times, breath_at(breath, into)};
    return snapshot;
}

/* Looks every tenth of a second; expects each line at its second. */
static void assert_lines(const struct breath *breath, const char *const *lines, const int *seconds,
                         size_t count)
{
    struct breath_lines said = {0};
    size_t next = 0;
    char text[64];
    for (int64_t place = 0; place < 60 * SECOND; place += SECOND / 10) {
        const struct snapshot snapshot = at(breath, place);
        const char *line = breath_line(&said, &snapshot, text, sizeof text);
        if (!line)
            continue;
        assert_true(next < count);
        assert_string_equal(line, lines[next]);
        assert_int_equal(place, seconds[next++] * SECOND);
    }
    assert_int_equal(next, count);
}

static void the_first_breath_is_told_and_the_rest_counted(void **state)
{
    static const char *const LINES[] = {"breathe in, 4 seconds", "hold, 1 second",
                                        "breathe out, 6 seconds", "and 2 more breaths at this pace",
                                        "breathe as you like"};
    static const int SECONDS[] = {3, 7, 8, 14, 36};
    (void)state;
    assert_lines(&SLOW, LINES, SECONDS, 5);
}

static void two_breaths_leave_one_more_and_one_none(void **state)
{
    static const struct breath TWO = {2 * SECOND, 0, 2 * SECOND, 2},
                               ONE = {3 * SECOND / 2, 0, 5 * SECOND / 2, 1};
    static const char *const OF_TWO[] = {"breathe in, 2 seconds", "breathe out, 2 seconds",
                                         "and 1 more breath at this pace", "breathe as you like"};
    static const int OF_TWO_AT[] = {3, 5, 7, 11};
    (void)state;
    assert_lines(&TWO, OF_TWO, OF_TWO_AT, 4);
    struct breath_lines said = {0};
    char text[64];
    const struct snapshot in = at(&ONE, 3 * SECOND), out = at(&ONE, 5 * SECOND);
    assert_string_equal(breath_line(&said, &in, text, sizeof text), "breathe in, 1.5 seconds");
    assert_string_equal(breath_line(&said, &out, text, sizeof text), "breathe out, 2.5 seconds");
}

static void whoever_goes_back_hears_it_again(void **state)
{
    struct breath_lines said = {0};
    char text[64];
    (void)state;
    const struct snapshot second = at(&SLOW, 20 * SECOND), first = at(&SLOW, 10 * SECOND);
    assert_non_null(breath_line(&said, &second, text, sizeof text));
    assert_string_equal(breath_line(&said, &first, text, sizeof text), "breathe out, 6 seconds");
    assert_null(breath_line(&said, &first, text, sizeof text));
}

/* After a pause the device holds more than before, so what is heard may seem to go back. */
static void a_little_lag_repeats_nothing(void **state)
{
    struct breath_lines said = {0};
    char text[64];
    (void)state;
    const struct snapshot in = at(&SLOW, 3 * SECOND), out = at(&SLOW, 8 * SECOND);
    struct snapshot late = out;
    late.breathing.now = breath_at(&SLOW, 5 * SECOND - 4800);
    assert_non_null(breath_line(&said, &in, text, sizeof text));
    assert_non_null(breath_line(&said, &out, text, sizeof text));
    assert_null(breath_line(&said, &late, text, sizeof text));
    assert_null(breath_line(&said, &out, text, sizeof text));
}

static void whoever_leaves_it_is_told_nothing_more(void **state)
{
    struct breath_lines said = {0};
    const struct snapshot in = at(&SLOW, 3 * SECOND), elsewhere = {.step = 1};
    char text[64];
    (void)state;
    assert_non_null(breath_line(&said, &in, text, sizeof text));
    assert_null(breath_line(&said, &elsewhere, text, sizeof text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_breath_is_told_and_the_rest_counted),
        cmocka_unit_test(two_breaths_leave_one_more_and_one_none),
        cmocka_unit_test(whoever_goes_back_hears_it_again),
        cmocka_unit_test(a_little_lag_repeats_nothing),
        cmocka_unit_test(whoever_leaves_it_is_told_nothing_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
