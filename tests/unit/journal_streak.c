/* The streak is what its definition says, tried on many sets of days. */
#include "support/cmocka.h"

#include "journal/streak.h"

#include "support/random.h"

#include <stdbool.h>
#include <string.h>

enum { WEEK = 7, MOST = 80, TODAY = 1000 };

/* ---- the definition, word for word: `sat` tells of each of the days up to today */

static bool sat_on(const bool *sat, int64_t day)
{
    return sat[day - (TODAY - MOST)];
}

/* Whether no seven days in a row within [first, last] hold more than one without a sitting. */
static bool keeps_the_rule(const bool *sat, int64_t first, int64_t last)
{
    for (int64_t start = first; start <= last; start++) {
        int missed = 0;
        for (int64_t day = start; day <= last && day < start + WEEK; day++)
            missed += !sat_on(sat, day);
        if (missed > 1)
            return false;
    }
    return true;
}

static struct streak by_definition(const bool *sat)
{
    int64_t last = sat_on(sat, TODAY) ? TODAY : TODAY - 1;
    for (int64_t first = TODAY - MOST; first <= last; first++) {
        struct streak streak = {.first = first};
        if (!sat_on(sat, first) || !keeps_the_rule(sat, first, last))
            continue;
        for (int64_t day = first; day <= last; day++) {
            streak.sat += sat_on(sat, day);
            streak.rests += !sat_on(sat, day);
        }
        return streak;
    }
    return (struct streak){0};
}

/* ---- */

static struct streak of(const bool *sat, int64_t *days)
{
    size_t count = 0;
    for (int64_t day = TODAY - MOST; day <= TODAY; day++) {
        if (sat_on(sat, day))
            days[count++] = day;
    }
    days[count++] = TODAY + 1; /* a clock that went wrong */
    return streak_gentle(days, count, TODAY);
}

static void it_is_what_the_definition_says(void **state)
{
    uint64_t chance = 7;
    int64_t days[MOST + 2];
    bool sat[MOST + 1];
    int streaks = 0;
    (void)state;
    for (int round = 0; round < rounds(30000); round++) {
        int64_t missed = random_between(&chance, 0, 40); /* of a hundred days */
        for (int i = 0; i <= MOST; i++)
            sat[i] = random_between(&chance, 0, 99) >= missed;
        struct streak expected = by_definition(sat), streak = of(sat, days);
        assert_int_equal(streak.sat, expected.sat);
        assert_int_equal(streak.first, expected.first);
        assert_int_equal(streak.rests, expected.rests);
        streaks += streak.sat > 0;
    }
    assert_in_range(streaks, rounds(30000) / 3, rounds(30000) - 1); /* both kinds were tried */
}

/* Days written as letters up to today: S with a sitting, a dot without. */
static struct streak spelt(const char *text)
{
    bool sat[MOST + 1] = {false};
    int64_t days[MOST + 2];
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++)
        sat[MOST + 1 - length + i] = text[i] == 'S';
    return of(sat, days);
}

static void it_is_kind_where_it_should_be(void **state)
{
    static const struct {
        const char *days;
        int64_t sat, rests;
    } ROWS[] = {
        {"", 0, 0},           {"S", 1, 0}, {"S.", 1, 0}, /* today isn't over */
        {"S..", 1, 1},                                   /* yesterday is forgiven */
        {"S...", 0, 0},                                  /* and nothing is said once it is over */
        {"SSS.SSS", 6, 1},                               /* one of seven */
        {"S.SSSSSS.S", 8, 2},                            /* seven days apart */
        {"S.SSSSS.S", 6, 1},  /* six: the streak begins behind the first of them */
        {"SS.S.", 3, 1},      /* today is no day missed */
        {"SS.S..", 1, 1},     /* the newer one is forgiven */
        {"SSSS..SSSS", 4, 0}, /* two in a row end it, the next one stands for itself */
    };
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct streak streak = spelt(ROWS[i].days);
        print_message("    '%s': %d and %d\n", ROWS[i].days, (int)streak.sat, (int)streak.rests);
        assert_int_equal(streak.sat, ROWS[i].sat);
        assert_int_equal(streak.rests, ROWS[i].rests);
    }
}

static void a_sitting_today_never_shortens_it(void **state)
{
    uint64_t chance = 3;
    int64_t days[MOST + 2];
    bool sat[MOST + 1];
    (void)state;
    for (int round = 0; round < rounds(20000); round++) {
        for (int i = 0; i <= MOST; i++)
            sat[i] = random_between(&chance, 0, 9) > 0;
        sat[MOST] = false;
        int64_t before = of(sat, days).sat;
        sat[MOST] = true;
        assert_int_equal(of(sat, days).sat, before + 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_what_the_definition_says),
        cmocka_unit_test(it_is_kind_where_it_should_be),
        cmocka_unit_test(a_sitting_today_never_shortens_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
