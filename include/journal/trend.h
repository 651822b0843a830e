/* Whether answers rise or fall from week to week, and how little is known of it. Pure.
 *
 * Each week with an answer is one point, its mean: so a week of many sittings weighs no more than
 * one of few. A straight line is fitted by least squares; how sure it is tells the 95 % interval of
 * its mean by Student's t (Draper and Smith, Applied Regression Analysis, 3rd edition, 1998,
 * chapters 1 and 3). That takes the weeks for independent of each other, which moods are not quite:
 * in truth it is rather less sure than the interval says. The scale isn't validated, and what comes
 * out is no score. */
#ifndef JOURNAL_TREND_H
#define JOURNAL_TREND_H

#include <stdbool.h>
#include <stdint.h>

/* The weeks looked at, this one included; and how many of them need an answer before a line is
 * drawn. */
enum { TREND_WEEKS = 26, TREND_WEEKS_LEAST = 8 };

struct trend_week {
    int64_t answers; /* 0: nothing was answered in it */
    double sum;      /* of the answers */
};

struct trend {
    struct trend_week weeks[TREND_WEEKS]; /* the oldest first */
    int answered;                         /* weeks with an answer */
    bool known;                           /* there are enough of them for all that follows */
    int first, last;                      /* the first and the last of them */
    double change;                        /* of the line, from the first to the last, */
    double least, most;                   /* and its 95 % interval */
    double middle, height, slope;         /* the line: its height at its middle week, and slope */
    double spread;                        /* of the points around it */
    double sum_squares;                   /* of the weeks' distances from the middle one */
};

/* The mean of a week with answers. */
double trend_mean(const struct trend *trend, int week);

/* Fits the line to the weeks, which are filled in. */
void trend_fit(struct trend *trend);

/* The line in a week, and the ends of its 95 % interval; only where it is known. */
struct trend_height {
    double height, least, most;
};
struct trend_height trend_at(const struct trend *trend, int week);

/* Student's t, exceeded in 2.5 % of all cases; at least 5 degrees of freedom. */
double trend_student(int degrees);

#endif
