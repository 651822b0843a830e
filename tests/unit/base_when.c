/* Moments as people say and write them. */
#include "support/cmocka.h"

#include "base/when.h"

#include <stdlib.h>
#include <time.h>

static const struct when NOW = {INT64_C(1795550400), 3600}; /* Tuesday 24 November 2026, 21:00 */

static int use_vienna(void **state)
{
    (void)state;
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
    return 0;
}

static void a_moment_is_told_as_people_say_it(void **state)
{
    static const struct {
        struct when when;
        const char *says;
    } ROWS[] = {
        {{1795550400, 3600}, "today 21:00"},
        {{1795550400 - 20 * 3600, 3600}, "today 01:00"},
        {{1795550400 - 22 * 3600, 3600}, "yesterday 23:00"},
        {{1795550400 - 46 * 3600, 3600}, "Sun 22 Nov 23:00"},
        {{1795550400 + 4 * 3600, 3600}, "Wed 25 Nov 01:00"},
        {{1795550400 - 365 * 86400, 3600}, "24 Nov 2025 21:00"},
        {{1795550400 - 86400, 9 * 3600}, "today 05:00"}, /* where it was, not here */
        {{-86400, -3600}, "30 Dec 1969 23:00"},
        {{-2208988800, 0}, "1 Jan 1900 00:00"},
        {{INT64_C(253402300799), 0}, "31 Dec 9999 23:59"},
    };
    char text[WHEN_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        when_format(ROWS[i].when, NOW, text);
        assert_string_equal(text, ROWS[i].says);
    }
}

static void in_a_sentence_a_moment_is_a_day_and_a_clock_while_that_helps(void **state)
{
    static const struct {
        struct when when;
        const char *says;
    } ROWS[] = {
        {{1795550400, 3600}, "today at 21:00"},
        {{1795550400 - 22 * 3600, 3600}, "yesterday at 23:00"},
        {{1795550400 - 46 * 3600, 3600}, "on 22 November"},
        {{1795550400 - 365 * 86400, 3600}, "on 24 November 2025"},
        {{1795550400 - 86400, 9 * 3600}, "today at 05:00"},
    };
    char text[WHEN_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        when_say(ROWS[i].when, NOW, text);
        assert_string_equal(text, ROWS[i].says);
    }
}

static void a_whole_date_names_day_month_and_year(void **state)
{
    char text[WHEN_SIZE];
    (void)state;
    when_format_whole(NOW, text);
    assert_string_equal(text, "Tuesday 24 November 2026, 21:00");
}

static void what_is_written_is_read_in_the_local_time_of_that_day(void **state)
{
    static const struct {
        const char *text;
        int64_t time;
        int utc_offset;
    } ROWS[] = {
        {"2026-11-24 21:00", 1795550400, 3600},
        {"2026-11-24T21:00", 1795550400, 3600},
        {"today 9:05", 1795507500, 3600},
        {"20:59", 1795550340, 3600},
        {"21:00", 1795550400, 3600},
        {"21:01", 1795464060, 3600},
        {"yesterday 21:01", 1795464060, 3600},
        {"2026-07-01 12:00", 1782900000, 7200},
        {"2026-03-29 02:30", 1774747800, 7200}, /* the clocks leapt over it */
        {"2030-01-01 00:00", 1893452400, 3600}, /* whether it is past is for others to say */
        {"1970-01-01 01:00", 0, 3600},
        {"1969-07-20 21:17", -14182980, 3600},
        {"1900-01-01 00:00", -2208992400, 3600},
        {"9999-12-31 23:59", 253402297140, 3600},
    };
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct when when;
        print_message("    %s\n", ROWS[i].text);
        assert_true(when_parse(ROWS[i].text, NOW, &when));
        assert_int_equal(when.time, ROWS[i].time);
        assert_int_equal(when.utc_offset, ROWS[i].utc_offset);
    }
}

static void the_moment_that_is_minus_one_is_one(void **state)
{
    struct when when;
    (void)state;
    setenv("TZ", "EAST-0:00:01", 1); /* a second east of Greenwich */
    tzset();
    assert_true(when_parse("1970-01-01 00:00", NOW, &when));
    assert_int_equal(when.time, -1);
    use_vienna(state);
}

static void what_is_no_moment_is_refused(void **state)
{
    static const char *const ROWS[] = {
        "",
        "now",
        "2026-11-24",
        "2026-02-31 21:00",
        "1899-12-31 23:59",
        "10000-01-01 00:00",
        "24:00",
        "21:60",
        "21:3",
        "21:30 pm",
        "today",
        "today 25:00",
        "2026-11-24 21:30:00",
        "9",
        "2026-11-24",
        "2026-11-24 ",
        "2026-11-24x21:00",
        "yesterday  ",
    };
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct when when;
        print_message("    '%s'\n", ROWS[i]);
        assert_false(when_parse(ROWS[i], NOW, &when));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_moment_is_told_as_people_say_it),
        cmocka_unit_test(in_a_sentence_a_moment_is_a_day_and_a_clock_while_that_helps),
        cmocka_unit_test(a_whole_date_names_day_month_and_year),
        cmocka_unit_test(what_is_written_is_read_in_the_local_time_of_that_day),
        cmocka_unit_test(the_moment_that_is_minus_one_is_one),
        cmocka_unit_test(what_is_no_moment_is_refused),
    };
    return cmocka_run_group_tests(tests, use_vienna, NULL);
}
