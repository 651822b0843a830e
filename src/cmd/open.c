#include "cmd/open.h"

#include <string.h>

const char *voice_of(const struct settings *settings)
{
    return strcmp(settings->voice, "none") == 0 ? NULL : settings->voice;
}

bool open_sitting(const struct options *options, const struct settings *settings,
                  struct library *library, struct sitting *sitting)
{
    struct error error;
    if (sitting_open(sitting, library, options->arguments[0], voice_of(settings), options->frames,
                     &error))
        return true;
    fail_with(EXIT_FAILURE, error.text);
    return false;
}
