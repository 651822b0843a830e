/* Times are read as they were written, and local ones by the clocks of their place. */
#include "support/cmocka.h"

#include "journal/stamp.h"
#include "journal/uid.h"
#include "support/random.h"

#include <stdlib.h>
#include <string.h>

static void any_time_is_read_as_it_was_written(void **state)
{
    (void)state;
    uint64_t random = 7;
    char text[STAMP_SIZE];
    for (int i = 0; i < rounds(20000); i++) {
        int64_t time = random_between(&random, INT64_C(-2000000000), INT64_C(250000000000));
        int offset = (int)random_between(&random, -86399, 86399);
        struct reading again;
        if (i % 2)
            offset = offset / 900 * 900;
        stamp_write(time, offset, text);
        assert_true(stamp_read(text, ORDER_UNKNOWN, &again));
        assert_int_equal(again.time, time);
        assert_int_equal(again.utc_offset, offset);
        assert_false(again.local);
    }
}

static void a_time_is_written_by_the_clock_of_its_place(void **state)
{
    (void)state;
    char text[STAMP_SIZE];
    stamp_write(1772346600, 3600, text);
    assert_string_equal(text, "2026-03-01T07:30:00+01:00");
    stamp_write(1772346600, -12600, text);
    assert_string_equal(text, "2026-03-01T03:00:00-03:30");
    stamp_write(0, 1172, text);
    assert_string_equal(text, "1970-01-01T00:19:32+00:19:32");
    stamp_write(INT64_MAX - 10, 0, text); /* no calendar goes so far */
    stamp_write(INT64_MIN + 10, 0, text);
}

static void what_is_no_time_is_refused(void **state)
{
    (void)state;
    static const char *const BAD[] = {
        "",
        "2026",
        "2026-03-01",
        "2026-02-29T07:30:00Z",
        "2026-13-01T07:30:00Z",
        "2026-00-01T07:30:00Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T07:60:00Z",
        "1899-03-01T07:30:00Z",
        "2026-03-01T07:30:00+1:00",
        "2026-03-01T07:30:00+01:60",
        "2026-03-01T07:30:00+24:00",
        "2026-03-01T07:30:00+01:00x",
        "2026-03-01T07:30:00z ",
        "2026-03-01x07:30:00Z",
        " 2026-03-01T07:30:00Z",
        "04/05/2026 07:30:00",
        "04/05/26 07:30:00",
        "04.05/2026 07:30:00",
        "2026-03-01T07:30:00.",
        "2026-03-01T07:30:00.5x",
        "2026-03-01T07:3",
        "2026-03-01T0:30:00Z",
        "2026-3-01T07:30:00Z",
        "2026-03-1T07:30:00Z",
        "2026-03-01,07:30",
        "2026-03-01 13:30 PM",
        "2026-03-01 0:30 AM",
        "2026-03-01 07:30 AMx",
        "2026-03-01T07:30:00+010",
        "2026-03-01T07:30:00 ",
        "-026-03-01T07:30:00Z",
    };
    struct reading reading;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        assert_false(stamp_read(BAD[i], ORDER_UNKNOWN, &reading));
}

static void check_local(const char *text, int64_t wanted, int wanted_offset)
{
    struct reading reading;
    assert_true(stamp_read(text, ORDER_UNKNOWN, &reading));
    assert_true(reading.local);
    assert_int_equal(reading.time, wanted);
    assert_int_equal(reading.utc_offset, wanted_offset);
}

static void a_time_without_offset_is_of_this_place_then(void **state)
{
    (void)state;
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
    check_local("2026-01-15T12:00:00", 1768474800, 3600);
    check_local("2026-07-15 12:00:00", 1784109600, 7200);
    /* The clocks leap from 2 to 3: half past two was never shown. What is kept shows it again. */
    check_local("2026-03-29T02:30:00", 1774747800, 3600);
    unsetenv("TZ");
    tzset();
}

static void times_of_other_programs_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum date_order order;
        const char *means;
    } GOOD[] = {
        {"2026-04-05T07:30:00.123Z", ORDER_UNKNOWN, "2026-04-05T07:30:00+00:00"},
        {"2026-04-05 07:30:00 +0100", ORDER_UNKNOWN, "2026-04-05T07:30:00+01:00"},
        {"2026-04-05T07:30-0330", ORDER_UNKNOWN, "2026-04-05T07:30:00-03:30"},
        {"2026-04-05T07:30:00+01", ORDER_UNKNOWN, "2026-04-05T07:30:00+01:00"},
        {"2026/4/5 7:30", ORDER_DMY, "2026-04-05T07:30:00+02:00"},
        {"4/5/2026 7:30:01\xE2\x80\xAFPM", ORDER_MDY, "2026-04-05T19:30:01+02:00"},
        {"4/5/2026, 12:30:01 am", ORDER_MDY, "2026-04-05T00:30:01+02:00"},
        {"05.04.2026 12:30\xC2\xA0PM", ORDER_DMY, "2026-04-05T12:30:00+02:00"},
        {"5-4-2026 7:30", ORDER_DMY, "2026-04-05T07:30:00+02:00"},
        {"05/05/2026 7:30", ORDER_UNKNOWN, "2026-05-05T07:30:00+02:00"},
    };
    char text[STAMP_SIZE];
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
        struct reading reading;
        assert_true(stamp_read(GOOD[i].text, GOOD[i].order, &reading));
        stamp_write(reading.time, reading.utc_offset, text);
        assert_string_equal(text, GOOD[i].means);
    }
    unsetenv("TZ");
    tzset();
}

static void assert_orders(const char *text, bool dmy, bool mdy)
{
    struct orders orders = stamp_orders(text);
    assert_int_equal(orders.dmy, dmy);
    assert_int_equal(orders.mdy, mdy);
}

static void a_date_tells_which_orders_it_can_have(void **state)
{
    (void)state;
    assert_orders("04/05/2026 07:30:00", true, true);
    assert_orders("13.05.2026 07:30", true, false);
    assert_orders("02/29/2028 07:30:00", false, true);
    assert_orders("30/02/2026 07:30:00", false, false);
    assert_orders("05/05/2026 07:30:00", false, false);
    assert_orders("2026-04-05 07:30:00", false, false);
    assert_orders("yesterday", false, false);
}

/* The vectors of RFC 9923's appendix. */
static void a_hash_is_what_the_standard_says(void **state)
{
    (void)state;
    char uid[RECORD_UID_SIZE];
    uid_hash("", 0, uid);
    assert_string_equal(uid, "6c62272e07bb014262b821756295c58d");
    uid_hash("a", 1, uid);
    assert_string_equal(uid, "d228cb696f1a8caf78912b704e4a8964");
    uid_hash("foobar", 6, uid);
    assert_string_equal(uid, "343e1662793c64bf6f0d3597ba446f18");
}

/* What came in under a uid must be known by it for ever. */
static void a_uid_stays_what_it_was(void **state)
{
    (void)state;
    struct record record = {.began = 1776664874, .utc_offset = 7200, .sat = 2700};
    strcpy(record.origin, "insight-timer");
    strcpy(record.title, "Meditation");
    uid_derive(&record, true);
    char first[RECORD_UID_SIZE];
    strcpy(first, record.uid);
    record.began += 7200; /* the same by the clock of another place */
    record.utc_offset = 0;
    uid_derive(&record, true);
    assert_string_equal(record.uid, first);
    assert_string_equal(record.uid, "f6609129e2fddf0a8e12d490f979b931");
    uid_derive(&record, false); /* the instant is not what a clock showed */
    strcpy(first, record.uid);
    record.utc_offset = 3600;
    uid_derive(&record, false);
    assert_string_equal(record.uid, first);
    assert_string_equal(record.uid, "a1e771541fdb89057f9862bf73dd5c0b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_time_is_read_as_it_was_written),
        cmocka_unit_test(a_time_is_written_by_the_clock_of_its_place),
        cmocka_unit_test(what_is_no_time_is_refused),
        cmocka_unit_test(a_time_without_offset_is_of_this_place_then),
        cmocka_unit_test(times_of_other_programs_are_read),
        cmocka_unit_test(a_date_tells_which_orders_it_can_have),
        cmocka_unit_test(a_hash_is_what_the_standard_says),
        cmocka_unit_test(a_uid_stays_what_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
