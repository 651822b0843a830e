/* Statistics as JSON. */
#ifndef CMD_STATS_JSON_H
#define CMD_STATS_JSON_H

#include "journal/answers.h"
#include "journal/stats.h"
#include "journal/streak.h"

#include <stdio.h>

/* Writes all of it. `streak` and `answers`: NULL where nobody asked for them. */
void stats_write_json(const struct stats *stats, const struct streak *streak,
                      const struct answers *answers, FILE *out);

#endif
