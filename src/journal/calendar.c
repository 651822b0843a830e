#include "journal/calendar.h"

/* The Gregorian calendar comes round after 400 years; counted from the first of March, a leap day
 * is the last of its year. */
enum {
    DAYS_400 = 146097,
    DAYS_100 = 36524,
    DAYS_4 = 1461,
    DAYS_1 = 365,
    MARCH_1_OF_0 = -719468, /* the day on which year 0 would begin in March */
};

/* Seconds since 1970 at which the years begin and end. */
#define WALL_LEAST INT64_C(-2208988800)
#define WALL_MOST INT64_C(253402300799)

static int64_t floor_divide(int64_t number, int64_t by)
{
    return number / by - (number % by < 0);
}

static int64_t within(int64_t number, int64_t least, int64_t most)
{
    return number < least ? least : number > most ? most : number;
}

/* ---- moments */

int64_t calendar_settle(int64_t moment, int utc_offset)
{
    int64_t east = within(utc_offset, -CALENDAR_DAY_SECONDS, CALENDAR_DAY_SECONDS);
    return within(moment, WALL_LEAST - east, WALL_MOST - east);
}

/* Seconds since 1970 as the clock on the wall counts them. */
static int64_t on_the_wall(int64_t moment, int utc_offset)
{
    return calendar_settle(moment, utc_offset) +
           within(utc_offset, -CALENDAR_DAY_SECONDS, CALENDAR_DAY_SECONDS);
}

bool calendar_is_doubtful(int64_t moment, int utc_offset)
{
    enum { YEAR_LEAST = 1971, YEAR_MOST = 2100 };
    int64_t year = calendar_date(calendar_day(moment, utc_offset)).year;
    return year < YEAR_LEAST || year > YEAR_MOST;
}

int64_t calendar_day(int64_t moment, int utc_offset)
{
    return floor_divide(on_the_wall(moment, utc_offset), CALENDAR_DAY_SECONDS);
}

int calendar_second(int64_t moment, int utc_offset)
{
    int64_t midnight = calendar_day(moment, utc_offset) * CALENDAR_DAY_SECONDS;
    return (int)(on_the_wall(moment, utc_offset) - midnight);
}

int64_t calendar_evening(int64_t moment, int utc_offset)
{
    int64_t night = CALENDAR_NIGHT_HOUR * 60 * 60;
    return floor_divide(on_the_wall(moment, utc_offset) - night, CALENDAR_DAY_SECONDS);
}

/* ---- dates */

/* How many whole periods lie in so many days, where the last of `most` is a day longer. */
static int64_t whole(int64_t days, int64_t period, int64_t most)
{
    return within(days / period, 0, most - 1);
}

struct date calendar_date(int64_t day)
{
    int64_t rest = day - MARCH_1_OF_0;
    int64_t cycle = floor_divide(rest, DAYS_400);
    rest -= cycle * DAYS_400;
    int64_t century = whole(rest, DAYS_100, 4);
    rest -= century * DAYS_100;
    int64_t leap = rest / DAYS_4;
    rest -= leap * DAYS_4;
    int64_t year = whole(rest, DAYS_1, 4);
    rest -= year * DAYS_1;
    /* from March on, five months have 153 days, 31 30 31 30 31 */
    int month = (int)(5 * rest + 2) / 153;
    return (struct date){
        .year = 400 * cycle + 100 * century + 4 * leap + year + (month > 9),
        .month = month > 9 ? month - 9 : month + 3,
        .day = (int)rest - (153 * month + 2) / 5 + 1,
    };
}

int64_t calendar_day_of(int64_t year, int month, int day)
{
    int64_t months = 12 * year + month - 3; /* since the March of year 0 */
    int64_t from_march = floor_divide(months, 12);
    int64_t later = months - 12 * from_march;
    int64_t leaps =
        floor_divide(from_march, 4) - floor_divide(from_march, 100) + floor_divide(from_march, 400);
    return MARCH_1_OF_0 + 365 * from_march + leaps + (153 * later + 2) / 5 + day - 1;
}

int calendar_weekday(int64_t day)
{
    int64_t since_monday = day + 3; /* day 0 was a Thursday */
    return (int)(since_monday -
                 CALENDAR_WEEK_DAYS * floor_divide(since_monday, CALENDAR_WEEK_DAYS));
}

struct iso_week calendar_iso_week(int64_t day)
{
    int64_t thursday = day - calendar_weekday(day) + 3;
    int64_t year = calendar_date(thursday).year;
    int64_t week = (thursday - calendar_day_of(year, 1, 1)) / CALENDAR_WEEK_DAYS + 1;
    return (struct iso_week){year, (int)week};
}

int64_t calendar_first(enum span span, int64_t day, int by)
{
    struct date date = calendar_date(day);
    if (span == SPAN_WEEK)
        return day - calendar_weekday(day) + CALENDAR_WEEK_DAYS * (int64_t)by;
    if (span == SPAN_MONTH)
        return calendar_day_of(date.year, date.month + by, 1);
    return calendar_day_of(date.year + by, 1, 1);
}
