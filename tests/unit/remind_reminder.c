/* A reminder's time and days, read and spelled. */
#include "support/cmocka.h"

#include "remind/reminder.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static void a_time_of_day_is_read_in_full(void **state)
{
    static const struct {
        const char *text;
        int minute; /* -1: refused */
    } ROWS[] = {
        {"21:30", 1290}, {"08:00", 480}, {"8:05", 485}, {"00:00", 0},  {"0:00", 0},
        {"23:59", 1439}, {"24:00", -1},  {"12:60", -1}, {"12:5", -1},  {"12:005", -1},
        {"1230", -1},    {":30", -1},    {"", -1},      {":", -1},     {"12:", -1},
        {"12:3x", -1},   {" 9:30", -1},  {"9:30 ", -1}, {"-1:30", -1}, {"+1:30", -1},
        {"9:-1", -1},    {"9:30pm", -1}, {"9 30", -1},  {"noon", -1},  {"109:30", -1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct error error = {""};
        int minute = -1;
        print_message("  '%s'\n", ROWS[i].text);
        assert_int_equal(reminder_parse_time(ROWS[i].text, &minute, &error), ROWS[i].minute >= 0);
        assert_int_equal(minute, ROWS[i].minute);
        assert_int_equal(strstr(error.text, "like 21:30") != NULL, minute < 0);
    }
}

static void every_minute_of_the_day_comes_back(void **state)
{
    (void)state;
    for (int minute = 0; minute < 24 * 60; minute++) {
        char text[REMINDER_TIME_SIZE];
        int again;
        reminder_spell_time(minute, text);
        assert_true(reminder_parse_time(text, &again, NULL));
        assert_int_equal(again, minute);
    }
}

static void days_are_read_in_full(void **state)
{
    enum { MON = 1, TUE = 2, WED = 4, THU = 8, FRI = 16, SAT = 32, SUN = 64 };
    static const struct {
        const char *text;
        unsigned days; /* 0: refused */
    } ROWS[] = {
        {"daily", EVERY_DAY},
        {"mon-fri", MON | TUE | WED | THU | FRI},
        {"sat,sun", SAT | SUN},
        {"wed", WED},
        {"Mon,WED,friday", MON | WED | FRI},
        {"Monday-Wednesday,sun", MON | TUE | WED | SUN},
        {"fri-mon", FRI | SAT | SUN | MON},
        {"mon-sun", EVERY_DAY},
        {"sun-sat", EVERY_DAY},
        {"tue-tue", TUE},
        {"mon,mon", MON},
        {"", 0},
        {"mo", 0},
        {"monda", 0},
        {"mon-", 0},
        {"-mon", 0},
        {"mon,", 0},
        {",mon", 0},
        {"mon,,tue", 0},
        {"mon-tue-wed", 0},
        {"mon fri", 0},
        {"mon, fri", 0},
        {"mon..fri", 0},
        {"daily,mon", 0},
        {"1-5", 0},
        {"weekdays", 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct error error = {""};
        unsigned days;
        print_message("  '%s'\n", ROWS[i].text);
        assert_int_equal(reminder_parse_days(ROWS[i].text, &days, &error), ROWS[i].days != 0);
        if (ROWS[i].days)
            assert_int_equal(days, ROWS[i].days);
        else
            assert_non_null(strstr(error.text, "mon-fri"));
    }
}

static void every_set_of_days_comes_back(void **state)
{
    (void)state;
    for (unsigned days = 1; days <= EVERY_DAY; days++) {
        char text[REMINDER_DAYS_SIZE];
        unsigned again;
        reminder_spell_days(days, text);
        assert_true(reminder_parse_days(text, &again, NULL));
        assert_int_equal(again, days);
        reminder_spell_cron_days(days, text);
        assert_true(reminder_parse_cron_days(text, &again));
        assert_int_equal(again, days);
    }
}

static void each_scheduler_gets_its_own_spelling(void **state)
{
    static const struct {
        const char *days, *spelled, *calendar, *cron;
    } ROWS[] = {
        {"daily", "daily", "", "*"},
        {"mon-fri", "mon-fri", "Mon..Fri", "1-5"},
        {"sat,sun", "sat,sun", "Sat,Sun", "0,6"},
        {"sun", "sun", "Sun", "0"},
        {"mon,tue,thu", "mon,tue,thu", "Mon,Tue,Thu", "1,2,4"},
        {"fri-mon", "mon,fri-sun", "Mon,Fri..Sun", "0,1,5,6"},
        {"sun-tue", "mon,tue,sun", "Mon,Tue,Sun", "0-2"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        char text[REMINDER_DAYS_SIZE];
        unsigned days;
        assert_true(reminder_parse_days(ROWS[i].days, &days, NULL));
        reminder_spell_days(days, text);
        assert_string_equal(text, ROWS[i].spelled);
        reminder_spell_calendar_days(days, text);
        assert_string_equal(text, ROWS[i].calendar);
        reminder_spell_cron_days(days, text);
        assert_string_equal(text, ROWS[i].cron);
    }
}

static void a_crontab_may_call_sunday_seven(void **state)
{
    unsigned days, again;
    (void)state;
    assert_true(reminder_parse_cron_days("5-7", &days));
    assert_true(reminder_parse_days("fri-sun", &again, NULL));
    assert_int_equal(days, again);
    assert_false(reminder_parse_cron_days("8", &days));
    assert_false(reminder_parse_cron_days("mon", &days));
    assert_false(reminder_parse_cron_days("*/2", &days));
    assert_false(reminder_parse_cron_days("", &days));
}

static void what_sets_a_reminder_is_spelled_and_read_back(void **state)
{
    static const char *const ROWS[] = {"21:30", "08:00 --days mon-fri",
                                       "21:30 --practice body-scan",
                                       "00:00 --days sat,sun --practice a"};
    static const char *const BAD[] = {"",
                                      "21:30 ",
                                      "24:30",
                                      "21:30 --days",
                                      "21:30 --days ",
                                      "21:30 --days x",
                                      "21:30 --practice ",
                                      "21:30 --practice A",
                                      "21:30 --practice a --days mon",
                                      "21:30 and more",
                                      "21:3000000000 --days mon"};
    struct reminder reminder;
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        assert_true(reminder_read(ROWS[i], &reminder));
        char *text = reminder_spell(&reminder);
        assert_string_equal(text, ROWS[i]);
        free(text);
    }
    for (size_t i = 0; i < COUNT(BAD); i++) {
        print_message("  '%s'\n", BAD[i]);
        assert_false(reminder_read(BAD[i], &reminder));
    }
}

/* The second at which clocks in Berlin show this. */
static time_t at(const char *clock)
{
    struct tm local = {.tm_isdst = -1};
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
    assert_non_null(strptime(clock, "%Y-%m-%d %H:%M:%S", &local));
    return mktime(&local);
}

static void a_reminder_is_late_after_an_hour(void **state)
{
    static const struct {
        const char *clock;
        int minute;
        bool late;
    } ROWS[] = {
        {"2025-06-02 21:30:00", 21 * 60 + 30, false},
        {"2025-06-02 22:30:59", 21 * 60 + 30, false},
        {"2025-06-02 22:31:00", 21 * 60 + 30, true},
        {"2025-06-03 08:00:00", 21 * 60 + 30, true},
        {"2025-06-03 00:20:00", 23 * 60 + 50, false}, /* of the evening before */
        {"2025-06-03 01:00:00", 23 * 60 + 50, true},
        {"2025-06-02 21:29:59", 21 * 60 + 30, true}, /* nobody calls it early */
        {"2025-03-30 03:00:30", 2 * 60 + 30, false}, /* the hour that was left out */
        {"2025-03-30 03:30:00", 2 * 60 + 30, false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        print_message("  %s\n", ROWS[i].clock);
        time_t now = at(ROWS[i].clock);
        assert_int_equal(reminder_is_late(ROWS[i].minute, now), ROWS[i].late);
    }
}

/* 02:30 comes twice in the night when clocks are put back: neither is late. */
static void an_hour_that_comes_twice_is_not_late(void **state)
{
    (void)state;
    time_t first = at("2025-10-26 01:30:00") + 60 * 60;
    assert_false(reminder_is_late(2 * 60 + 30, first));
    assert_false(reminder_is_late(2 * 60 + 30, first + 60 * 60));
    assert_true(reminder_is_late(2 * 60 + 30, first + 3 * 60 * 60));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_time_of_day_is_read_in_full),
        cmocka_unit_test(every_minute_of_the_day_comes_back),
        cmocka_unit_test(days_are_read_in_full),
        cmocka_unit_test(every_set_of_days_comes_back),
        cmocka_unit_test(each_scheduler_gets_its_own_spelling),
        cmocka_unit_test(a_crontab_may_call_sunday_seven),
        cmocka_unit_test(what_sets_a_reminder_is_spelled_and_read_back),
        cmocka_unit_test(a_reminder_is_late_after_an_hour),
        cmocka_unit_test(an_hour_that_comes_twice_is_not_late),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
