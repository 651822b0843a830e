#include "cmd/open.h"

#include <string.h>
#include <unistd.h>

bool wants_plain(const struct options *options)
{
    const char *term = getenv("TERM");
    return options->plain || !isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO) || !term || !*term ||
           strcmp(term, "dumb") == 0;
}

const char *voice_of(const struct settings *settings)
{
    return strcmp(settings->voice, "none") == 0 ? NULL : settings->voice;
}

struct sitting_wish sitting_wish_of(const struct options *options, const struct settings *settings)
{
    return (struct sitting_wish){
        .frames = options->frames,
        .voice = voice_of(settings),
        .voice_asked = options->given[SETTING_VOICE] != NULL,
        .usual_bells = settings->config_bells,
        .asked_bells = settings->asked_bells,
        .usual_background = settings->config_background,
        .asked_background = settings->asked_background,
        .seed = options->seed ? (uint64_t)options->seed : 1,
    };
}

struct player_options player_options_of(const struct settings *settings)
{
    return (struct player_options){
        .sink = settings->sink,
        .volume = settings->volume,
        .bell_volume = settings->bell_volume,
        .background_volume = settings->background_volume,
        .captions_only = !voice_of(settings),
        .breath_tone = settings->breath_tone,
    };
}

bool open_sitting(const struct options *options, const struct settings *settings,
                  struct library *library, struct sitting *sitting)
{
    struct error error;
    struct sitting_wish wish = sitting_wish_of(options, settings);
    if (!sitting_open(sitting, library, options->arguments[0], &wish, &error)) {
        fail_with(EXIT_FAILURE, error.text);
        return false;
    }
    if (sitting->bells.problem)
        fail_with(EXIT_SUCCESS, sitting->bells.problem);
    return true;
}
