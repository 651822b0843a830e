/* Sitting down: what play, sit, ground, course and help-now have in common. */
#ifndef CMD_SIT_DOWN_H
#define CMD_SIT_DOWN_H

#include "cmd/options.h"
#include "ui/wish.h"

/* Plays what the options ask for, on the screen or in lines, remembers it and tells what was sat.
 * Returns the exit code. */
int sit_down(const struct options *options, enum beginning beginning);

/* The same with a course's day, for whoever has opened both already. Returns the exit code. */
int sit_down_with(const struct options *options, const struct course_pick *pick,
                  struct library *library, struct recall *recall);

#endif
