/* Where things stand in a YAML file, for faults that are found after it was read: a length that
 * can't be met, a recording of other words. */
#ifndef SCRIPT_MARKS_H
#define SCRIPT_MARKS_H

#include "script/fault.h"

struct marks;

/* The marks of the file at `path`, which isn't read yet. The caller frees them. */
struct marks *marks_new(const char *path);

void marks_free(struct marks *marks);

/* Where a value stands: a path of keys and indices such as "days/3/minutes". Where the value is
 * missing, where the thing that lacks it begins; {0, 0} if the file can't be read any more. The
 * first call reads and parses the file, all later ones look into what that made. */
struct mark marks_find(struct marks *marks, const char *where);

#endif
