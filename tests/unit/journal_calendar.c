/* Days, evenings, weeks, months and years agree with what Python's datetime and zoneinfo say, over
 * random moments in all of the world's time zones, and around every change of their clocks. */
#include "support/cmocka.h"

#include "journal/calendar.h"

#include "base/date.h"
#include "support/random.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { DAYS = 200000, RANDOM_MOMENTS = 40 /* in each zone */ };

/* Prints, for each moment: its seconds, its offset, and what is to come out of them. Moments are
 * random ones of 1900, wherever, to 2037, those around each change of the clock in a random year,
 * and those around midnight and 4 a.m. */
static const char PYTHON[] =
    "import datetime as d, random, sys, zoneinfo\n"
    "random.seed(int(sys.argv[1]))\n"
    "utc = d.timezone.utc\n"
    "def offset(t, zone):\n"
    "    return int(d.datetime.fromtimestamp(t, zone).utcoffset().total_seconds())\n"
    "def changes(zone, year):\n"
    "    start = int(d.datetime(year, 1, 1, tzinfo=utc).timestamp())\n"
    "    for t in range(start, start + 366 * 86400, 86400):\n"
    "        low, high = t, t + 86400\n"
    "        if offset(low, zone) == offset(high, zone):\n"
    "            continue\n"
    "        while high - low > 1:\n"
    "            middle = (low + high) // 2\n"
    "            if offset(low, zone) == offset(middle, zone): low = middle\n"
    "            else: high = middle\n"
    "        yield high\n"
    "def moments(zone, count):\n"
    "    for _ in range(count):\n"
    "        yield random.randrange(-70 * 31556952 + 86400, 67 * 31556952)\n"
    "    for year in random.sample(range(1971, 2036), 1):\n"
    "        for t in changes(zone, year):\n"
    "            yield from (t - 7200, t - 1, t, t + 1, t + 3599, t + 7200, t + 14400)\n"
    "    for _ in range(4):\n"
    "        date = d.date(1970, 1, 2) + d.timedelta(random.randrange(24000))\n"
    "        for hour in (0, 4):\n"
    "            t = int(d.datetime.combine(date, d.time(hour), zone).timestamp())\n"
    "            yield from (t - 1, t, t + 1)\n"
    "for name in sorted(zoneinfo.available_timezones()):\n"
    "    zone = zoneinfo.ZoneInfo(name)\n"
    "    for t in moments(zone, int(sys.argv[2])):\n"
    "        there = d.datetime.fromtimestamp(t, zone)\n"
    "        date = there.date()\n"
    "        evening = date - d.timedelta(there.hour < 4)\n"
    "        iso = date.isocalendar()\n"
    "        second = there.hour * 3600 + there.minute * 60 + there.second\n"
    "        print(t, offset(t, zone), date.toordinal() - 719163, second,\n"
    "              evening.toordinal() - 719163, date.year, date.month, date.day,\n"
    "              date.weekday(), iso[0], iso[1])\n";

/* What Python prints in a line. */
struct told {
    int64_t moment, day, evening, year, iso_year;
    int offset, second, month, day_of_month, weekday, iso_week;
};

static bool read_told(FILE *from, struct told *told)
{
    return fscanf(from,
                  "%" SCNd64 " %d %" SCNd64 " %d %" SCNd64 " %" SCNd64 " %d %d %d %" SCNd64 " %d",
                  &told->moment, &told->offset, &told->day, &told->second, &told->evening,
                  &told->year, &told->month, &told->day_of_month, &told->weekday, &told->iso_year,
                  &told->iso_week) == 11;
}

static bool agrees(const struct told *told)
{
    int64_t day = calendar_day(told->moment, told->offset);
    struct date date = calendar_date(day);
    struct iso_week iso = calendar_iso_week(day);
    return day == told->day && calendar_second(told->moment, told->offset) == told->second &&
           calendar_evening(told->moment, told->offset) == told->evening &&
           date.year == told->year && date.month == told->month && date.day == told->day_of_month &&
           calendar_weekday(day) == told->weekday && iso.year == told->iso_year &&
           iso.week == told->iso_week;
}

static void every_zone_agrees_with_python(void **state)
{
    struct told told;
    size_t count = 0;
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "python3 -c \"$NUMBMED_SCRIPT\" 6 %d", RANDOM_MOMENTS);
    setenv("NUMBMED_SCRIPT", PYTHON, 1);
    FILE *python = popen(command, "r");
    assert_non_null(python);
    for (; read_told(python, &told); count++) {
        if (!agrees(&told))
            fail_msg("%" PRId64 " at %d is told otherwise by Python", told.moment, told.offset);
    }
    assert_int_equal(pclose(python), 0);
    print_message("    %zu moments\n", count);
    assert_true(count > 500 * RANDOM_MOMENTS); /* python knows its zones (tzdata) */
}

/* ---- by property, far beyond what zones have rules for */

static void dates_and_days_are_each_others_reverse(void **state)
{
    (void)state;
    struct date last = calendar_date(-DAYS - 1);
    for (int64_t day = -DAYS; day <= DAYS; day++) {
        struct date date = calendar_date(day);
        assert_int_equal(calendar_day_of(date.year, date.month, date.day), day);
        bool next = date.year == last.year && date.month == last.month && date.day == last.day + 1;
        bool month = date.year == last.year && date.month == last.month + 1 && date.day == 1;
        bool year = date.year == last.year + 1 && last.month == 12 && date.month == 1 &&
                    date.day == 1 && last.day == 31;
        assert_true(next || (month && last.day >= 28) || year);
        last = date;
    }
}

static void a_written_date_is_the_same_day(void **state)
{
    int64_t day;
    (void)state;
    assert_true(date_parse("2000-02-29", &day));
    assert_int_equal(calendar_day_of(2000, 2, 29), day);
    assert_int_equal(calendar_day_of(1970, 1, 1), 0);
    assert_int_equal(calendar_day_of(2024, 13, 1), calendar_day_of(2025, 1, 1));
    assert_int_equal(calendar_day_of(2024, -1, 1), calendar_day_of(2023, 11, 1));
}

static void a_span_begins_before_its_days_and_the_next_one_after(void **state)
{
    uint64_t chance = 1;
    (void)state;
    for (int i = 0; i < rounds(20000); i++) {
        int64_t day = random_between(&chance, -DAYS, DAYS);
        int by = (int)random_between(&chance, -30, 30);
        for (enum span span = 0; span < SPANS; span++) {
            int64_t first = calendar_first(span, day, 0), next = calendar_first(span, day, 1);
            assert_true(first <= day && day < next);
            assert_int_equal(calendar_first(span, next - 1, 0), first);
            assert_int_equal(calendar_first(span, next, -1), first);
            assert_int_equal(calendar_first(span, calendar_first(span, day, by), -by), first);
        }
        assert_int_equal(calendar_weekday(calendar_first(SPAN_WEEK, day, by)), 0);
        assert_int_equal(calendar_date(calendar_first(SPAN_MONTH, day, by)).day, 1);
    }
}

static void a_night_belongs_to_the_evening_before(void **state)
{
    enum { HOUR = 3600, EAST = 2 * HOUR };
    int64_t day = calendar_day_of(2024, 12, 31), midnight = day * CALENDAR_DAY_SECONDS - EAST;
    (void)state;
    assert_int_equal(calendar_evening(midnight + 23 * HOUR, EAST), day);
    assert_int_equal(calendar_evening(midnight + 24 * HOUR, EAST), day);
    assert_int_equal(calendar_evening(midnight + 28 * HOUR - 1, EAST), day);
    assert_int_equal(calendar_evening(midnight + 28 * HOUR, EAST), day + 1);
    assert_int_equal(calendar_day(midnight + 24 * HOUR, EAST), day + 1);
}

static void no_number_in_a_damaged_file_does_harm(void **state)
{
    static const int64_t MOMENTS[] = {INT64_MIN, INT64_MAX, -1, INT64_C(1) << 62};
    static const int OFFSETS[] = {INT32_MIN, INT32_MAX, 0};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        for (size_t j = 0; j < 3; j++) {
            struct date date = calendar_date(calendar_evening(MOMENTS[i], OFFSETS[j]));
            int second = calendar_second(MOMENTS[i], OFFSETS[j]);
            assert_in_range(date.year, 0, 10000);
            assert_in_range(second, 0, CALENDAR_DAY_SECONDS - 1);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_zone_agrees_with_python),
        cmocka_unit_test(dates_and_days_are_each_others_reverse),
        cmocka_unit_test(a_written_date_is_the_same_day),
        cmocka_unit_test(a_span_begins_before_its_days_and_the_next_one_after),
        cmocka_unit_test(a_night_belongs_to_the_evening_before),
        cmocka_unit_test(no_number_in_a_damaged_file_does_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
