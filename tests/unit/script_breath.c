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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_breath_comes_stays_and_goes),
        cmocka_unit_test(a_breath_never_jumps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
