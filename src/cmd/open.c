#include "cmd/open.h"

#include <string.h>

const char *voice_of(const struct options *options)
{
    const char *voice = options->voice ? options->voice : DEFAULT_VOICE;
    return strcmp(voice, "none") == 0 ? NULL : voice;
}

bool open_sitting(const struct options *options, struct library *library, struct sitting *sitting)
{
    struct error error;
    if (sitting_open(sitting, library, options->arguments[0], voice_of(options), options->frames,
                     &error))
        return true;
    fail_with(EXIT_FAILURE, error.text);
    return false;
}
