#include "play/engine.h"

#include "base/frames.h"
#include "base/log.h"

#include <string.h>

void engine_init(struct engine *engine, struct session *session, const struct narration *narration)
{
    *engine = (struct engine){
        .session = session,
        .narration = narration,
        .voiced = true,
        .sounding = NO_STEP,
        .ahead_step = NO_STEP,
        .failed_step = NO_STEP,
    };
    mixer_init(&engine->mixer);
}

void engine_close(struct engine *engine)
{
    mixer_close(&engine->mixer);
    clip_close(engine->ahead);
    engine->ahead = NULL;
}

/* The step to be heard at the session's place, or NO_STEP; fills how far into its clip. */
static size_t heard_step(const struct engine *engine, int64_t *into)
{
    const struct session *session = engine->session;
    const struct cue *cue = &session->line.cues[session->cue];
    *into = session->place - cue->start;
    if (!engine->voiced || *into >= cue->speech || cue->step == engine->failed_step ||
        !engine->narration->paths[cue->step])
        return NO_STEP;
    return cue->step;
}

static struct clip *take_clip(struct engine *engine, size_t step)
{
    struct clip *clip = NULL;
    if (engine->ahead_step == step) {
        clip = engine->ahead;
        engine->ahead = NULL;
        engine->ahead_step = NO_STEP;
    }
    struct error error = {""};
    if (!clip)
        clip = clip_open(engine->narration->paths[step], &error);
    if (!clip) {
        engine->failed_step = step;
        log_line("%s", error.text);
    }
    return clip;
}

/* Lets the clip that belongs here sound, and no other: a jump, whoever asked for it, cross-fades.
 */
static void follow_session(struct engine *engine)
{
    int64_t into;
    size_t step = heard_step(engine, &into);
    struct clip *sounding = mixer_sounding(&engine->mixer);
    if (step == engine->sounding && (!sounding || clip_position(sounding) == into))
        return;
    mixer_release(&engine->mixer, ENGINE_FADE);
    engine->sounding = step;
    struct clip *clip = step == NO_STEP ? NULL : take_clip(engine, step);
    if (!clip)
        return;
    if (into && !clip_seek(clip, into))
        log_line("%s can't be played from its middle", engine->narration->paths[step]);
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

size_t engine_wants(const struct engine *engine)
{
    const struct timeline *line = &engine->session->line;
    if (!engine->voiced)
        return NO_STEP;
    for (size_t i = engine->session->cue + 1; i < line->count; i++) {
        size_t step = line->cues[i].step;
        if (line->cues[i].speech && engine->narration->paths[step])
            return step == engine->ahead_step ? NO_STEP : step;
    }
    return NO_STEP;
}

void engine_give(struct engine *engine, size_t step, struct clip *clip)
{
    clip_close(engine->ahead);
    engine->ahead = clip;
    engine->ahead_step = step;
}
