#include "journal/trend.h"

#include <math.h>

double trend_mean(const struct trend *trend, int week)
{
    return trend->weeks[week].sum / (double)trend->weeks[week].answers;
}

/* An expansion of t in powers of 1/degrees around the normal quantile (Abramowitz
 * and Stegun, Handbook of Mathematical Functions, 1964, 26.7.5). */
double trend_student(int degrees)
{
    const double x = 1.959963984540054, x2 = x * x, n = degrees;
    double first = x * (x2 + 1) / 4;
    double second = x * ((5 * x2 + 16) * x2 + 3) / 96;
    double third = x * (((3 * x2 + 19) * x2 + 17) * x2 - 15) / 384;
    double fourth = x * ((((79 * x2 + 776) * x2 + 1482) * x2 - 1920) * x2 - 945) / 92160;
    return x + first / n + second / (n * n) + third / (n * n * n) + fourth / (n * n * n * n);
}

static void gather(struct trend *trend)
{
    double weeks = 0, means = 0;
    trend->answered = 0;
    for (int week = 0; week < TREND_WEEKS; week++) {
        if (!trend->weeks[week].answers)
            continue;
        if (!trend->answered++)
            trend->first = week;
        trend->last = week;
        weeks += week;
        means += trend_mean(trend, week);
    }
    trend->middle = trend->answered ? weeks / trend->answered : 0;
    trend->height = trend->answered ? means / trend->answered : 0;
    trend->known = trend->answered >= TREND_WEEKS_LEAST;
}

void trend_fit(struct trend *trend)
{
    double products = 0, residues = 0;
    gather(trend);
    trend->sum_squares = 0;
    if (!trend->known)
        return;
    for (int week = 0; week < TREND_WEEKS; week++) {
        double away = week - trend->middle;
        if (!trend->weeks[week].answers)
            continue;
        trend->sum_squares += away * away;
        products += away * (trend_mean(trend, week) - trend->height);
    }
    trend->slope = products / trend->sum_squares;
    for (int week = 0; week < TREND_WEEKS; week++) {
        if (!trend->weeks[week].answers)
            continue;
        double line = trend->height + trend->slope * (week - trend->middle);
        double residue = trend_mean(trend, week) - line;
        residues += residue * residue;
    }
    trend->spread = sqrt(residues / (trend->answered - 2));
    double length = trend->last - trend->first;
    double error = trend_student(trend->answered - 2) * trend->spread / sqrt(trend->sum_squares);
    trend->change = trend->slope * length;
    trend->least = (trend->slope - error) * length;
    trend->most = (trend->slope + error) * length;
}

struct trend_height trend_at(const struct trend *trend, int week)
{
    double away = week - trend->middle;
    double height = trend->height + trend->slope * away;
    double error = trend_student(trend->answered - 2) * trend->spread *
                   sqrt(1.0 / trend->answered + away * away / trend->sum_squares);
    return (struct trend_height){height, height - error, height + error};
}
