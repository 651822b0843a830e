/* The trend's line and interval: against a case worked out elsewhere, and by what 95 % means. */
#include "support/cmocka.h"

#include "journal/trend.h"

#include "support/random.h"

#include <math.h>

#define NEAR 0.005 /* t is expanded to four digits */

static void put(struct trend *trend, int week, double answer)
{
    trend->weeks[week].answers++;
    trend->weeks[week].sum += answer;
}

static void students_t_is_as_tables_have_it(void **state)
{
    static const struct {
        int degrees;
        double t;
    } ROWS[] = {{5, 2.571}, {6, 2.447}, {8, 2.306}, {12, 2.179}, {24, 2.064}, {1000000, 1.960}};
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
        assert_true(fabs(trend_student(ROWS[i].degrees) - ROWS[i].t) < 0.001);
}

static void few_weeks_make_no_line(void **state)
{
    struct trend trend = {0};
    (void)state;
    trend_fit(&trend);
    assert_false(trend.known);
    for (int week = 0; week < TREND_WEEKS_LEAST - 1; week++) {
        put(&trend, week, 50 + week);
        put(&trend, week, 60 + week); /* many answers in a week are one point */
    }
    trend_fit(&trend);
    assert_false(trend.known);
    assert_int_equal(trend.answered, TREND_WEEKS_LEAST - 1);
    put(&trend, TREND_WEEKS - 1, 0);
    trend_fit(&trend);
    assert_true(trend.known);
}

/* The means, and what Python's statistics.linear_regression and its covariances make of
 * them, with t = 2.446912. */
static void a_case_worked_out_elsewhere_comes_out_the_same(void **state)
{
    static const int WEEKS[] = {2, 3, 5, 8, 13, 14, 20, 25};
    static const double MEANS[] = {31, 44.5, 28, 52, 47, 39, 61.25, 50};
    struct trend trend = {0};
    (void)state;
    for (size_t i = 0; i < 8; i++) {
        put(&trend, WEEKS[i], MEANS[i] - 1);
        put(&trend, WEEKS[i], MEANS[i] + 1);
    }
    trend_fit(&trend);
    struct trend_height end = trend_at(&trend, 25);
    print_message("    %.6f in [%.6f, %.6f]; at the end %.6f in [%.6f, %.6f]\n", trend.change,
                  trend.least, trend.most, end.height, end.least, end.most);
    assert_true(fabs(trend.change - 19.909150) < NEAR);
    assert_true(fabs(trend.least + 3.492923) < NEAR);
    assert_true(fabs(trend.most - 43.311224) < NEAR);
    assert_true(fabs(end.height - 55.995959) < NEAR);
    assert_true(fabs(end.least - 39.940373) < NEAR);
    assert_true(fabs(end.most - 72.051546) < NEAR);
}

static double chance_of_one(uint64_t *chance)
{
    return ((double)(random_next(chance) >> 11) + 0.5) / 9007199254740992.0;
}

/* Box and Muller. */
static double normal(uint64_t *chance)
{
    double radius = sqrt(-2 * log(chance_of_one(chance)));
    return radius * cos(2 * 3.14159265358979 * chance_of_one(chance));
}

static void the_interval_holds_the_truth_in_95_of_100(void **state)
{
    enum { ROUNDS = 20000 };
    uint64_t chance = 5;
    int changes = 0, heights = 0;
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct trend trend = {0};
        double slope = 2 * normal(&chance);
        for (int week = 0; week < TREND_WEEKS; week++) {
            if (week < 10 || random_between(&chance, 0, 1))
                put(&trend, week, 50 + slope * week + 10 * normal(&chance));
        }
        trend_fit(&trend);
        int week = (int)random_between(&chance, 0, TREND_WEEKS - 1);
        struct trend_height at = trend_at(&trend, week);
        double change = slope * (trend.last - trend.first), height = 50 + slope * week;
        changes += trend.least <= change && change <= trend.most;
        heights += at.least <= height && height <= at.most;
    }
    print_message("    %.1f and %.1f %%\n", 100.0 * changes / ROUNDS, 100.0 * heights / ROUNDS);
    assert_in_range(changes, 0.945 * ROUNDS, 0.955 * ROUNDS);
    assert_in_range(heights, 0.945 * ROUNDS, 0.955 * ROUNDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(students_t_is_as_tables_have_it),
        cmocka_unit_test(few_weeks_make_no_line),
        cmocka_unit_test(a_case_worked_out_elsewhere_comes_out_the_same),
        cmocka_unit_test(the_interval_holds_the_truth_in_95_of_100),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
