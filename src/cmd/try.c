#include "cmd/try.h"

#include "audio/sink.h"
#include "base/frames.h"
#include "base/memory.h"
#include "cmd/open.h"
#include "play/engine.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 480, FADE = 24000 }; /* frames */

#define LENGTH (5 * FRAMES_PER_SECOND)

static bool play(struct engine *engine, struct sink *sink)
{
    int16_t block[BLOCK * 2];
    for (int64_t at = 0; at < LENGTH; at += BLOCK) {
        if (at == LENGTH - FADE)
            ramp_to(&engine->mixer.master, 0, FADE);
        engine_render(engine, block, BLOCK);
        if (!sink_write(sink, block, BLOCK))
            return false;
    }
    return true;
}

int sitting_try(struct sitting *sitting, const struct settings *settings, int64_t place)
{
    struct error error;
    struct engine engine;
    struct player_options options = player_options_of(settings);
    struct session *session = &sitting->session;
    if (strcmp(settings->sink.kind, "silent") == 0)
        return fail_with(EXIT_FAILURE, "--sink silent makes no sound; leave it out");
    options.background = sitting_background(sitting, &error);
    if (*error.text)
        return fail_with(EXIT_FAILURE, error.text);
    session_command(session, (struct command){COMMAND_RESUME, 0}, NULL);
    session_command(session, (struct command){COMMAND_SEEK, place}, NULL);
    engine_init(&engine, session);
    player_set_up(&engine, &options);
    sink_prepare(&settings->sink);
    struct sink *sink = sink_open(&settings->sink, &error);
    bool good = sink && play(&engine, sink);
    sink_close(sink);
    sink_shutdown();
    engine_close(&engine);
    if (good)
        return EXIT_SUCCESS;
    if (sink)
        return fail_with(EXIT_FAILURE, "the sound output went away");
    char *sentence = mem_format("no sound: %s; numbmed's log says why", error.text);
    fail_with(EXIT_FAILURE, sentence);
    free(sentence);
    return EXIT_FAILURE;
}
