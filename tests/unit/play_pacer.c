/* Silent time counted by a clock: exact, without a drift, and aware of having stood still. */
#include "support/cmocka.h"
#include "support/random.h"

#include "base/frames.h"
#include "play/pacer.h"

#define SECOND INT64_C(1000000000)
#define MS INT64_C(1000000)

static void silence_is_counted_to_the_frame_however_often_one_looks(void **state)
{
    struct pacer pacer = {0};
    uint64_t seed = 1;
    int64_t now = 77, counted = 0;
    (void)state;
    pacer_begin_silence(&pacer, now, 0);
    while (now < 77 + 3600 * SECOND) {
        now += random_between(&seed, 1, SECOND);
        counted += pacer_count(&pacer, now);
        int64_t due = (now - 77) / 125000 * 6 + (now - 77) % 125000 * 6 / 125000;
        assert_int_equal(counted, due);
    }
    assert_int_equal(pacer_count(&pacer, now), 0);
}

static void when_so_many_frames_will_have_passed_they_have(void **state)
{
    struct pacer pacer = {0};
    uint64_t seed = 2;
    (void)state;
    for (int i = 0; i < rounds(10000); i++) {
        int64_t now = random_between(&seed, 0, 1000 * SECOND);
        int64_t frames = random_between(&seed, 1, 1000000);
        pacer_begin_silence(&pacer, now, 0);
        pacer_count(&pacer, now + random_between(&seed, 0, SECOND));
        int64_t when = pacer_when(&pacer, frames), counted = pacer.counted;
        assert_int_equal(pacer_count(&pacer, when - SECOND / FRAME_RATE), frames - 1);
        assert_int_equal(pacer_count(&pacer, when), 1);
        assert_int_equal(pacer.counted, counted + frames);
    }
}

/* A device with a buffer is fed for a while, then sounds out while silence begins; over and over.
 * What was written and what was counted make up the time gone by. */
static void bursts_and_silences_do_not_add_up_to_a_drift(void **state)
{
    enum { BUFFER = 40 * 48 };
    struct pacer pacer = {0};
    uint64_t seed = 3;
    int64_t now = 0, session = 0;
    (void)state;
    for (int i = 0; i < 1000; i++) {
        int64_t burst = random_between(&seed, BUFFER, 20 * FRAMES_PER_SECOND);
        pacer_wrote(&pacer, now, burst);
        now += (burst - BUFFER) / 6 * 125000; /* the last 40 ms are in the device */
        pacer_begin_silence(&pacer, now, 2 * BUFFER);
        now += random_between(&seed, SECOND / 10, 20 * SECOND);
        session += burst + pacer_count(&pacer, now);
    }
    int64_t drift = session - now / 125000 * 6;
    print_message("    %lld frames in %lld s\n", (long long)drift, (long long)(now / SECOND));
    assert_true(drift > -12000 && drift < 12000); /* rounding: at most six frames each */
}

static void a_device_that_was_slow_holds_nothing(void **state)
{
    struct pacer pacer = {0};
    (void)state;
    pacer_wrote(&pacer, 0, FRAMES_PER_SECOND);
    pacer_begin_silence(&pacer, 2 * SECOND, 4000);
    assert_int_equal(pacer_count(&pacer, 3 * SECOND), FRAMES_PER_SECOND);
}

static void a_device_is_not_believed_to_hold_more_than_it_can(void **state)
{
    struct pacer pacer = {0};
    (void)state;
    pacer_wrote(&pacer, 0, 60 * FRAMES_PER_SECOND);
    pacer_begin_silence(&pacer, SECOND, 4800);
    assert_int_equal(pacer_count(&pacer, SECOND + SECOND / 10), 0);
    assert_int_equal(pacer_count(&pacer, 2 * SECOND), FRAMES_PER_SECOND - 4800);
}

static void a_clock_not_looked_at_for_long_has_stood_still(void **state)
{
    struct pacer pacer = {0};
    (void)state;
    pacer_begin_silence(&pacer, 100, 0);
    assert_true(pacer_look(&pacer, 100 + PACER_STOOD_STILL - 1));
    assert_false(pacer_look(&pacer, 99 + 2 * PACER_STOOD_STILL));
    assert_true(pacer_look(&pacer, 100 + 2 * PACER_STOOD_STILL));
}

static void what_is_written_sounds_after_what_is_held(void **state)
{
    struct pacer pacer = {0};
    (void)state;
    pacer_wrote(&pacer, 7 * SECOND, 3840);
    assert_int_equal(pacer_held(&pacer, 7 * SECOND), 3840);
    pacer_wrote(&pacer, 7 * SECOND + 50 * MS, 960);
    assert_int_equal(pacer_held(&pacer, 7 * SECOND + 50 * MS), 2400);
    assert_int_equal(pacer_held(&pacer, 7 * SECOND + 100 * MS), 0);
}

/* It ran dry, and begins to sound the moment it is given something. */
static void a_device_that_ran_dry_begins_again(void **state)
{
    struct pacer pacer = {0};
    (void)state;
    pacer_wrote(&pacer, 7 * SECOND, 960);
    pacer_wrote(&pacer, 9 * SECOND, 960);
    assert_int_equal(pacer_held(&pacer, 9 * SECOND), 960);
}

/* The device's clock is slower by 200 parts in a million: after half an hour ours alone would be
 * off by 360 ms. */
static void a_full_device_keeps_two_clocks_together(void **state)
{
    enum { ROOM = 130 * 48, BLOCK = 45 * 48 };
    struct pacer pacer = {0};
    int64_t now = 5 * SECOND;
    (void)state;
    for (int64_t written = 0; written < ROOM; written += BLOCK)
        pacer_wrote(&pacer, now, BLOCK);
    for (int i = 0; i < 40000; i++) {
        now += 45 * MS + 45 * MS / 5000;
        pacer_wrote(&pacer, now, BLOCK);
        pacer_found_full(&pacer, now, ROOM - BLOCK, ROOM);
    }
    assert_int_equal(pacer_held(&pacer, now), ROOM - BLOCK);
}

/* One write that came back late says little. */
static void one_late_write_hardly_moves_what_is_heard(void **state)
{
    struct pacer pacer = {0};
    (void)state;
    pacer_wrote(&pacer, 5 * SECOND, 4800);
    pacer_found_full(&pacer, 5 * SECOND + 50 * MS, 4800, 4800);
    assert_in_range(pacer_held(&pacer, 5 * SECOND + 50 * MS), 2400, 2403);
}

/* How full a device is that is full depends on how much of its piece the sound card has taken. A
 * short burst after another must not drift by that. */
static void within_what_a_full_device_may_hold_the_clock_is_believed(void **state)
{
    struct pacer pacer = {0};
    (void)state;
    pacer_wrote(&pacer, 5 * SECOND, 4800);
    pacer_found_full(&pacer, 5 * SECOND, 3840, 5760);
    assert_int_equal(pacer_held(&pacer, 5 * SECOND), 4800);
}

/* What is heard lags behind what was given by what is held: it goes on evenly, however large the
 * blocks. */
static void what_is_held_makes_what_is_heard_even(void **state)
{
    enum { BLOCK = 12000, FULL = 24000 };
    struct pacer pacer = {0};
    int64_t given = 0;
    (void)state;
    for (int64_t heard = 0; heard < 100 * 48000; heard += 480) {
        int64_t now = 5 * SECOND + heard / 48 * MS;
        for (; given - heard <= FULL - BLOCK; given += BLOCK)
            pacer_wrote(&pacer, now, BLOCK);
        assert_int_equal(given - pacer_held(&pacer, now), heard);
    }
    assert_int_equal(pacer_held(&pacer, 5000 * SECOND), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_sounds_after_what_is_held),
        cmocka_unit_test(a_device_that_ran_dry_begins_again),
        cmocka_unit_test(a_full_device_keeps_two_clocks_together),
        cmocka_unit_test(one_late_write_hardly_moves_what_is_heard),
        cmocka_unit_test(within_what_a_full_device_may_hold_the_clock_is_believed),
        cmocka_unit_test(what_is_held_makes_what_is_heard_even),
        cmocka_unit_test(silence_is_counted_to_the_frame_however_often_one_looks),
        cmocka_unit_test(when_so_many_frames_will_have_passed_they_have),
        cmocka_unit_test(bursts_and_silences_do_not_add_up_to_a_drift),
        cmocka_unit_test(a_device_that_was_slow_holds_nothing),
        cmocka_unit_test(a_device_is_not_believed_to_hold_more_than_it_can),
        cmocka_unit_test(a_clock_not_looked_at_for_long_has_stood_still),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
