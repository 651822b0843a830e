/* Statistics as a picture: the heatmap of weeks, and below each week its minutes. */
#ifndef UI_STATS_SVG_H
#define UI_STATS_SVG_H

#include "journal/stats.h"

/* The picture as SVG, for light and dark pages; to be freed. */
char *stats_svg(const struct stats *stats);

#endif
