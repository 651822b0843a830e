#include "journal/streak.h"

enum { APART = 7 /* days without a sitting */ };

/* Each part of a stretch that keeps the rule keeps it too; so the longest is found by going back
 * day by day for as long as it is kept. */
struct streak streak_gentle(const int64_t *days, size_t count, int64_t today)
{
    struct streak streak = {0};
    int64_t rests = 0, rested = today + APART;
    while (count && days[count - 1] > today)
        count--;
    int64_t day = count && days[count - 1] == today ? today : today - 1;
    for (; count; day--) {
        if (days[count - 1] == day) {
            count--;
            streak = (struct streak){.first = day, .sat = streak.sat + 1, .rests = rests};
        } else if (rested - day >= APART) {
            rested = day;
            rests++;
        } else {
            break;
        }
    }
    return streak;
}
