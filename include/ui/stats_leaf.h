/* Statistics laid out as lines: a heatmap of weeks, then weeks, months, years and practices. Kind:
 * no goals, no comparison; where nothing was sat, nothing stands. */
#ifndef UI_STATS_LEAF_H
#define UI_STATS_LEAF_H

#include "journal/stats.h"
#include "journal/streak.h"
#include "ui/leaf.h"

/* Fewer columns than this are narrow: no bars, and a day is one sign. */
enum { STATS_WIDE = 60 };

/* What an empty journal says. */
extern const char STATS_NOTHING[];

/* Adds all of it. `streak`: NULL or nothing sat: it isn't told. Signs are braille unless `blocks`
 * are wanted, where a terminal's font has nothing else (leaf_wants_blocks). */
void stats_leaf(struct leaf *leaf, const struct stats *stats, const struct streak *streak,
                bool blocks);

/* Which of THEME_HEATS a day's sittings are, from 0 on, and the most minutes of each, rising; the
 * last one has no most. */
int stats_heat(const struct stats_sum *sum);
extern const int STATS_HEAT_MINUTES[THEME_HEATS - 1];

/* A heading with an empty line before it. */
void stats_heading(struct leaf *leaf, const char *text);

/* The names of months above columns for weeks: the first one's Monday, how many, where they begin
 * and how wide each is. */
void stats_months_line(struct leaf *leaf, int64_t monday, int weeks, int column, int width);

#endif
