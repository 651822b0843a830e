#include "ui/stats_words.h"

#include "base/memory.h"

#include <inttypes.h>

const char *words_month(int month)
{
    static const char *const NAMES[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    return NAMES[month - 1];
}

const char *words_weekday(int weekday)
{
    static const char *const NAMES[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    return NAMES[weekday];
}

char *words_length(const struct stats_sum *sum)
{
    enum { HOUR = 60, MANY = 100 * HOUR };
    int64_t minutes = stats_minutes(sum);
    if (minutes >= MANY)
        return mem_format("%" PRId64 " h", (minutes + HOUR / 2) / HOUR);
    if (minutes >= HOUR && minutes % HOUR)
        return mem_format("%" PRId64 " h %" PRId64 " min", minutes / HOUR, minutes % HOUR);
    if (minutes >= HOUR)
        return mem_format("%" PRId64 " h", minutes / HOUR);
    if (!minutes && sum->sittings)
        return mem_copy_text("<1 min");
    return mem_format("%" PRId64 " min", minutes);
}

char *words_sittings(int64_t count)
{
    return mem_format("%" PRId64 " sitting%s", count, count == 1 ? "" : "s");
}

char *words_clock(int minutes)
{
    return mem_format("%02d:%02d", minutes / 60, minutes % 60);
}

char *words_date(int64_t day)
{
    struct date date = calendar_date(day);
    return mem_format("%d %s %" PRId64, date.day, words_month(date.month), date.year);
}

static char *words_week(int64_t monday)
{
    struct date first = calendar_date(monday),
                last = calendar_date(monday + CALENDAR_WEEK_DAYS - 1);
    const char *month = words_month(last.month);
    if (first.month == last.month)
        return mem_format("%d – %d %.3s", first.day, last.day, month);
    return mem_format("%d %.3s – %d %.3s", first.day, words_month(first.month), last.day, month);
}

char *words_span(enum span span, int64_t first)
{
    struct date date = calendar_date(first);
    if (span == SPAN_WEEK)
        return words_week(first);
    if (span == SPAN_MONTH)
        return mem_format("%.3s %" PRId64, words_month(date.month), date.year);
    return mem_format("%" PRId64, date.year);
}
