/* Fitting spans of speech and pause to an exact length, as TeX sets glue. Pure arithmetic on
 * frames. */
#ifndef SESSION_GLUE_H
#define SESSION_GLUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Some speech that can't change and the pause behind it that can: least <= pause <= most. */
struct span {
    int64_t speech;
    int64_t pause; /* natural */
    int64_t least;
    int64_t most; /* FRAMES_NO_LIMIT (INT64_MAX): none */
    int grow;     /* share of spare time, 0 to 100 */
};

/* The shortest and the longest total that the spans can be given; INT64_MAX: no limit. A span that
 * doesn't grow (grow 0) counts with its natural pause. */
int64_t glue_shortest(const struct span *spans, size_t count);
int64_t glue_longest(const struct span *spans, size_t count);

/* Chooses each pause so that all spans together last exactly `total` frames.
 *
 * All pauses follow one number, the stretch: at 0 they are natural; above, each grows by its `grow`
 * times the stretch up to its `most`; below, each gives up the same part of what it has above
 * `least`. Every pause is a monotone function of the stretch, so it is found by bisection; the few
 * frames that lie between two neighbouring stretches go to the first spans that would take them. So
 * the total is exact, and no pause ever falls when the total rises. At most 24 h in all.
 *
 * False, and nothing written, where `total` lies outside glue_shortest and glue_longest. */
bool glue_fit(const struct span *spans, size_t count, int64_t total, int64_t *pauses);

#endif
