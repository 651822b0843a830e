#include "base/date.h"

#include <string.h>
#include <time.h>

enum { SECONDS_PER_DAY = 24 * 60 * 60 };

bool date_parse(const char *text, int64_t *day)
{
    struct tm time = {0};
    char again[DATE_SIZE];
    const char *end = strlen(text) == DATE_SIZE - 1 ? strptime(text, "%Y-%m-%d", &time) : NULL;
    if (!end || *end)
        return false;
    time_t seconds = timegm(&time); /* which makes the 3rd of March of a 31st of February */
    strftime(again, sizeof again, "%Y-%m-%d", &time);
    *day = seconds / SECONDS_PER_DAY;
    return strcmp(again, text) == 0;
}

void date_today(char text[DATE_SIZE])
{
    struct tm local;
    time_t now = time(NULL);
    localtime_r(&now, &local);
    strftime(text, DATE_SIZE, "%Y-%m-%d", &local);
}
