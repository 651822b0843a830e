#include "cmd/written.h"

#include "base/memory.h"
#include "cmd/options.h"

#include <string.h>

void tell_written(const char *path, const char *what)
{
    if (!path || strcmp(path, "-") == 0)
        return;
    char *line = mem_format("%s is written: %s", path, what);
    fail_with(EXIT_SUCCESS, line);
    free(line);
}
