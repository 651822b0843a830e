/* Breathing at a pace: where one is at any moment, without a jump. */
#include "support/cmocka.h"

#include "base/frames.h"
#include "script/breath.h"

#include <math.h>

static const struct breath BREATH = {4 * FRAMES_PER_SECOND, FRAMES_PER_SECOND,
                                     6 * FRAMES_PER_SECOND, 3};

static void a_breath_comes_stays_and_goes(void **state)
{
    (void)state;
    struct breath_moment in = breath_at(&BREATH, 2 * FRAMES_PER_SECOND);
    assert_int_equal(in.phase, BREATH_IN);
    assert_float_equal(in.full, 0.5, 1e-9);
    struct breath_moment hold = breath_at(&BREATH, 4 * FRAMES_PER_SECOND);
    assert_int_equal(hold.phase, BREATH_HOLD);
    assert_float_equal(hold.full, 1, 1e-9);
    struct breath_moment out = breath_at(&BREATH, (11 + 8) * FRAMES_PER_SECOND);
    assert_int_equal(out.phase, BREATH_OUT);
    assert_int_equal(out.time, 1);
    assert_float_equal(out.full, 0.5, 1e-9);
}

static void a_breath_never_jumps(void **state)
{
    (void)state;
    double before = 0;
    for (int64_t at = 0; at <= breath_frames(&BREATH) + FRAMES_PER_SECOND; at++) {
        double full = breath_at(&BREATH, at).full;
        assert_true(fabs(full - before) < 1e-4 && full >= 0 && full <= 1);
        before = full;
    }
    assert_float_equal(before, 0, 1e-9);
}

/* Whoever waits for the rest of a phase finds the next one begun. */
static void what_is_left_of_a_phase_leads_to_the_next(void **state)
{
    static const enum breath_phase PHASES[] = {BREATH_IN, BREATH_HOLD, BREATH_OUT};
    static const int64_t SECONDS[] = {4, 1, 6};
    (void)state;
    int64_t at = FRAMES_PER_SECOND / 2;
    for (int i = 0; i < 9; i++) {
        struct breath_moment now = breath_at(&BREATH, at);
        assert_int_equal(now.phase, PHASES[i % 3]);
        assert_int_equal(now.time, i / 3);
        assert_int_equal(now.lasts, SECONDS[i % 3] * FRAMES_PER_SECOND);
        assert_int_equal(now.left, now.lasts - (i ? 0 : FRAMES_PER_SECOND / 2));
        assert_int_equal(breath_at(&BREATH, at + now.left - 1).phase, now.phase);
        at += now.left;
    }
    assert_int_equal(at, breath_frames(&BREATH));
    assert_int_equal(breath_at(&BREATH, at).left, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_breath_comes_stays_and_goes),
        cmocka_unit_test(a_breath_never_jumps),
        cmocka_unit_test(what_is_left_of_a_phase_leads_to_the_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
