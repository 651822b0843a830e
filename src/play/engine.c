#include "play/engine.h"

#include "base/frames.h"
#include "base/log.h"

#include <string.h>

void engine_init(struct engine *engine, struct session *session)
{
    *engine = (struct engine){
        .session = session,
        .voiced = true,
        .sounding = NULL,
    };
    mixer_init(&engine->mixer);
}

void engine_close(struct engine *engine)
{
    mixer_close(&engine->mixer);
    clip_close(engine->ahead);
    engine->ahead = NULL;
}

/* The clip to be heard at the session's place, or NULL; fills how far into it. */
static const char *heard_clip(const struct engine *engine, int64_t *into)
{
    const struct session *session = engine->session;
    const struct cue *cue = &session->line.cues[session->cue];
    *into = session->place - cue->start;
    if (!engine->voiced || *into >= cue->speech || cue->words->clip == engine->failed)
        return NULL;
    return cue->words->clip;
}

static struct clip *take_clip(struct engine *engine, const char *path)
{
    struct clip *clip = NULL;
    if (engine->ahead_path == path) {
        clip = engine->ahead;
        engine->ahead = NULL;
        engine->ahead_path = NULL;
    }
    struct error error = {""};
    if (!clip)
        clip = clip_open(path, &error);
    if (!clip) {
        engine->failed = path;
        log_line("%s", error.text);
    }
    return clip;
}

/* Lets the clip that belongs here sound, and no other: a jump, whoever asked for it, cross-fades.
 */
static void follow_session(struct engine *engine)
{
    int64_t into;
    const char *path = heard_clip(engine, &into);
    struct clip *sounding = mixer_sounding(&engine->mixer);
    if (path == engine->sounding && (!sounding || clip_position(sounding) == into))
        return;
    mixer_release(&engine->mixer, ENGINE_FADE);
    engine->sounding = path;
    struct clip *clip = path ? take_clip(engine, path) : NULL;
    if (!clip)
        return;
    if (into && !clip_seek(clip, into))
        log_line("%s can't be played from its middle", path);
    mixer_play(&engine->mixer, clip, into ? ENGINE_FADE : 0);
}

/* Frames from the place within which the same clip sounds, or none. */
static int64_t frames_alike(const struct engine *engine)
{
    const struct session *session = engine->session;
    const struct cue *cue = &session->line.cues[session->cue];
    int64_t into = session->place - cue->start;
    return into < cue->speech ? cue->speech - into : cue->speech + cue->pause - into;
}

void engine_render(struct engine *engine, int16_t *out, size_t frames)
{
    while (frames) {
        size_t count = frames;
        if (engine->session->state == SESSION_RUNNING) {
            follow_session(engine);
            int64_t alike = frames_alike(engine);
            if (alike < (int64_t)count)
                count = (size_t)alike;
        } else if (engine->session->state == SESSION_ENDED) {
            mixer_release(&engine->mixer, ENGINE_FADE);
        }
        mixer_mix(&engine->mixer, out, count);
        session_advance(engine->session, (int64_t)count);
        out += 2 * count;
        frames -= count;
    }
}

int64_t engine_silence(const struct engine *engine)
{
    const struct session *session = engine->session;
    if (!mixer_is_silent(&engine->mixer))
        return 0;
    return engine->voiced ? session_silence(session) : session->line.frames - session->place;
}

const char *engine_wants(const struct engine *engine)
{
    const struct timeline *line = &engine->session->line;
    for (size_t i = engine->session->cue + 1; engine->voiced && i < line->count; i++) {
        const char *path = line->cues[i].words->clip;
        if (line->cues[i].speech && path)
            return path == engine->ahead_path ? NULL : path;
    }
    return NULL;
}

void engine_give(struct engine *engine, const char *path, struct clip *clip)
{
    clip_close(engine->ahead);
    engine->ahead = clip;
    engine->ahead_path = path;
}
