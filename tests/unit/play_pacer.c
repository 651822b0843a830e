/* Time in silence: counted by the clock, without a drift, and not while nobody was there. */
#include "support/cmocka.h"

#include "base/frames.h"
#include "play/pacer.h"
#include "support/random.h"

#define MS INT64_C(1000000)

static void silence_counts_every_frame_once(void **state)
{
    (void)state;
    struct pacer pacer = {0};
    uint64_t seed = 1;
    int64_t now = 123456789, frames = 0;
    pacer_begin_silence(&pacer, now, 0);
    for (int i = 0; i < 10000; i++) {
        now += random_between(&seed, 1, 20 * MS);
        frames += pacer_count(&pacer, now);
    }
    int64_t expected = (now - 123456789) * 6 / 125000;
    assert_in_range(frames, expected - 1, expected);
}

static void what_the_device_still_holds_sounds_first(void **state)
{
    (void)state;
    struct pacer pacer = {0};
    pacer_begin_burst(&pacer, 0);
    pacer_wrote(&pacer, 140 * FRAMES_PER_MS); /* in 100 ms: 40 are still in the device */
    pacer_begin_silence(&pacer, 100 * MS, 80 * FRAMES_PER_MS);
    assert_int_equal(pacer_count(&pacer, 140 * MS), 0);
    assert_int_equal(pacer_count(&pacer, 150 * MS), 10 * FRAMES_PER_MS);
    assert_int_equal(pacer_when(&pacer, 5 * FRAMES_PER_MS), 155 * MS);
}

/* A device that always holds 40 ms, as pulse does: 500 bursts, and place and clock still agree. */
static void many_short_bursts_do_not_add_up_to_a_drift(void **state)
{
    (void)state;
    struct pacer pacer = {0};
    uint64_t seed = 2;
    int64_t now = 0, place = 0;
    pacer_begin_silence(&pacer, now, 0);
    for (int i = 0; i < 500; i++) {
        int64_t burst = random_between(&seed, 100, 9000),
                silence = random_between(&seed, 300, 9000);
        pacer_begin_burst(&pacer, now);
        now += burst * MS;
        place += (burst + 40) * FRAMES_PER_MS;
        pacer_wrote(&pacer, (burst + 40) * FRAMES_PER_MS);
        pacer_begin_silence(&pacer, now, 80 * FRAMES_PER_MS);
        now += silence * MS;
        place += pacer_count(&pacer, now);
    }
    assert_in_range(place / FRAMES_PER_MS, now / MS - 1, now / MS + 1);
}

static void a_stalled_device_does_not_hurry_what_follows(void **state)
{
    (void)state;
    struct pacer pacer = {0};
    pacer_begin_burst(&pacer, 0);
    pacer_wrote(&pacer, 100 * FRAMES_PER_MS); /* it took 2 s for them */
    pacer_begin_silence(&pacer, 2000 * MS, 80 * FRAMES_PER_MS);
    assert_int_equal(pacer_count(&pacer, 2010 * MS), 10 * FRAMES_PER_MS);
}

static void a_clock_that_jumps_means_nobody_was_there(void **state)
{
    (void)state;
    struct pacer pacer = {0};
    pacer_begin_silence(&pacer, 0, 0);
    assert_true(pacer_look(&pacer, 1000 * MS));
    assert_true(pacer_look(&pacer, 5900 * MS));
    assert_false(pacer_look(&pacer, 11000 * MS));
    assert_true(pacer_look(&pacer, 12000 * MS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(silence_counts_every_frame_once),
        cmocka_unit_test(what_the_device_still_holds_sounds_first),
        cmocka_unit_test(many_short_bursts_do_not_add_up_to_a_drift),
        cmocka_unit_test(a_stalled_device_does_not_hurry_what_follows),
        cmocka_unit_test(a_clock_that_jumps_means_nobody_was_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
