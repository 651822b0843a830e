#include "play/engine.h"

#include "base/frames.h"
#include "base/log.h"
#include "play/bells.h"

#include <math.h>
#include <string.h>

enum { GRADE = 480 }; /* frames from one look at the levels to the next */

/* Without a bell at its end, a background leaves a session in so many frames. */
#define LEAVE (10 * FRAMES_PER_SECOND)

/* From silence to its full level it comes back in no less. */
#define RETURN (3 * FRAMES_PER_SECOND)

/* How much softer what leads to sleep becomes. */
#define NIGHT_DB (-9.0F)

/* The background is softer by the time someone speaks. */
#define DUCK_AHEAD MIXER_DUCK_ATTACK

void engine_init(struct engine *engine, struct session *session)
{
    *engine = (struct engine){.session = session, .voiced = true};
    mixer_init(&engine->mixer);
}

void engine_close(struct engine *engine)
{
    mixer_close(&engine->mixer);
    for (size_t i = 0; i < BUSES; i++) {
        clip_close(engine->ahead[i].clip);
        engine->ahead[i] = (struct ahead){0};
    }
}

/* ---- what belongs here, and is it what sounds? */

static void add_sound(struct sounds *sounds, const char *path, int64_t origin, enum bus bus)
{
    if (path && sounds->count < ENGINE_SOUNDS)
        sounds->list[sounds->count++] = (struct sound){path, origin, bus};
}

/* Everything that is to be heard at the session's place. */
static struct sounds sounds_here(const struct engine *engine)
{
    const struct session *session = engine->session;
    const struct cue *cue = &session->line.cues[session->cue];
    struct sounds here = {.count = 0};
    if (engine->voiced && session->place < cue_said(cue))
        add_sound(&here, cue->words->clip, cue->start - cue->from, BUS_VOICE);
    for (size_t i = 0; i < session->strikes.count; i++) {
        const struct strike *strike = &session->strikes.list[i];
        if (strike->at <= session->place && session->place < strike->until)
            add_sound(&here, strike->ring->clip, strike->at, BUS_BELL);
    }
    return here;
}

static bool holds(const struct sounds *sounds, struct sound sound)
{
    for (size_t i = 0; i < sounds->count; i++) {
        const struct sound *one = &sounds->list[i];
        if (one->path == sound.path && one->origin == sound.origin && one->bus == sound.bus)
            return true;
    }
    return false;
}

static bool has_failed(const struct engine *engine, const char *path)
{
    size_t most =
        engine->failed_count < ENGINE_FAILED ? engine->failed_count : (size_t)ENGINE_FAILED;
    for (size_t i = 0; i < most; i++) {
        if (engine->failed[i] == path)
            return true;
    }
    return false;
}

struct clip *engine_open(const char *path, enum bus bus, struct error *error)
{
    return bus == BUS_BELL ? clip_open_wide(path, &BELL_LIMITS, error) : clip_open(path, error);
}

static struct clip *take_clip(struct engine *engine, struct sound sound)
{
    struct ahead *ahead = &engine->ahead[sound.bus];
    struct clip *clip = NULL;
    struct error error = {""};
    if (has_failed(engine, sound.path))
        return NULL;
    if (ahead->path == sound.path) {
        clip = ahead->clip;
        *ahead = (struct ahead){0};
    }
    if (!clip)
        clip = engine_open(sound.path, sound.bus, &error);
    if (!clip) {
        engine->failed[engine->failed_count++ % ENGINE_FAILED] = sound.path;
        log_line("%s", error.text);
    }
    return clip;
}

static int64_t leaving_fade(enum bus bus)
{
    return bus == BUS_BELL ? ENGINE_BELL_FADE : ENGINE_FADE;
}

static void begin_sound(struct engine *engine, struct sound sound)
{
    int64_t into = engine->session->place - sound.origin;
    struct clip *clip = take_clip(engine, sound);
    if (!clip)
        return;
    if (into && !clip_seek(clip, into))
        log_line("%s can't be played from its middle", sound.path);
    mixer_play(&engine->mixer, clip, sound, into ? ENGINE_FADE : 0);
}

/* A sound that was begun and no longer sounds has sounded out. */
static bool is_in_place(struct engine *engine, struct sound sound)
{
    const struct channel *channel = mixer_find(&engine->mixer, sound);
    return holds(&engine->sounding, sound) &&
           (!channel || clip_position(channel->clip) == engine->session->place - sound.origin);
}

/* Lets what belongs here sound, and nothing else: a jump, whoever asked for it, cross-fades. */
static void follow_session(struct engine *engine)
{
    struct sounds here = sounds_here(engine);
    bool begin[ENGINE_SOUNDS] = {false};
    for (size_t i = 0; i < here.count; i++)
        begin[i] = !is_in_place(engine, here.list[i]);
    for (size_t i = 0; i < MIXER_CHANNELS; i++) {
        struct channel *channel = &engine->mixer.channels[i];
        int64_t place = engine->session->place;
        if (channel->clip && (!holds(&here, channel->sound) ||
                              clip_position(channel->clip) != place - channel->sound.origin))
            mixer_leave(channel, leaving_fade(channel->sound.bus));
    }
    for (size_t i = 0; i < here.count; i++) {
        if (begin[i])
            begin_sound(engine, here.list[i]);
    }
    engine->sounding = here;
}

/* ---- background and tone in the course of a session */

/* Whether a breath's tone is to be heard, or on its way out. */
static bool has_tone(const struct engine *engine)
{
    int64_t into;
    return !breath_tone_is_silent(&engine->mixer.tone) ||
           (engine->toned && session_breath(engine->session, &into));
}

/* How full the lungs are `ahead` frames from the place; 0 where no tone goes with it. */
static double tone_level(const struct engine *engine, int64_t ahead)
{
    int64_t into;
    const struct breath *breath = engine->toned ? session_breath(engine->session, &into) : NULL;
    return breath ? breath_at(breath, into + ahead).full : 0;
}

/* Whether the background gives way, to words or to a tone. */
static bool must_duck(const struct engine *engine)
{
    const struct session *session = engine->session;
    return (engine->voiced && session_silence_of_voice(session) < DUCK_AHEAD) ||
           (engine->toned && session_silence_of_breath(session) < DUCK_AHEAD);
}

/* How much of it is to be heard at a place: it comes with the beginning and goes with the last
 * bell. */
static float background_level(const struct session *session, int64_t place)
{
    int64_t end = session->line.frames, bell = session_end_bell(session);
    float coming = (float)place / (float)ENGINE_BED_FADE;
    float going = (float)(end - place) / (float)(bell < end ? end - bell : LEAVE);
    float level = coming < going ? coming : going;
    return level < 0 ? 0 : level > 1 ? 1 : level;
}

/* All that sounds, where a practice leads to sleep: softer from a third of the way on, by 9 dB in
 * all, and gone with the last seconds. */
static float night_level(const struct session *session, int64_t place)
{
    int64_t end = session->line.frames, from = end / 3, until = end - LEAVE;
    float part = until > from ? (float)(place - from) / (float)(until - from) : 1;
    float going = (float)(end - place) / (float)LEAVE;
    part = part < 0 ? 0 : part > 1 ? 1 : part;
    return powf(10, part * NIGHT_DB / 20) * (going < 0 ? 0 : going > 1 ? 1 : going);
}

/* Whether there is a level to be settled. */
static bool is_graded(const struct engine *engine)
{
    return mixer_has_bed(&engine->mixer) || has_tone(engine) || engine->session->practice->sleep;
}

/* What has grown soft by now, and is wished loud by a jump or by grounding, startles nobody. */
static void settle_level(struct ramp *level, float wished, int64_t frames)
{
    if (wished > level->now)
        ramp_aim(level, wished, frames, 1.0F / (float)RETURN);
    else
        ramp_to(level, wished, frames);
}

/* Settles level and ducking at fixed places, so that blocks of any size give the same samples. */
static void grade(struct engine *engine)
{
    const struct session *session = engine->session;
    int64_t place = session->place, until = (place / GRADE + 1) * GRADE;
    if (engine->graded == until)
        return;
    engine->graded = until;
    int64_t frames = until - place < ENGINE_FADE ? ENGINE_FADE : until - place; /* after a jump */
    settle_level(&engine->mixer.level, background_level(session, until), frames);
    if (session->practice->sleep)
        settle_level(&engine->mixer.night, night_level(session, until), frames);
    mixer_duck(&engine->mixer, must_duck(engine));
    breath_tone_aim(&engine->mixer.tone, tone_level(engine, until - place), until - place);
}

void engine_lay(struct engine *engine, struct background *background, int64_t fade)
{
    if (!mixer_has_bed(&engine->mixer))
        ramp_to(&engine->mixer.level, background_level(engine->session, engine->session->place), 0);
    mixer_lay(&engine->mixer, background, fade);
}

/* ---- rendering */

static void end_piece_at(int64_t *piece, int64_t place, int64_t frame)
{
    if (frame > place && frame - place < *piece)
        *piece = frame - place;
}

/* Frames from the place, at most `most`, within which the same belongs. */
static int64_t frames_alike(const struct engine *engine, int64_t most)
{
    const struct session *session = engine->session;
    const struct cue *cue = &session->line.cues[session->cue];
    int64_t place = session->place, piece = most;
    end_piece_at(&piece, place, cue_said(cue));
    end_piece_at(&piece, place, cue->start + cue->speech);
    end_piece_at(&piece, place, cue->start + cue->speech + cue->pause);
    for (size_t i = 0; i < session->strikes.count; i++) {
        end_piece_at(&piece, place, session->strikes.list[i].at);
        end_piece_at(&piece, place, session->strikes.list[i].until);
    }
    if (engine->toned)
        end_piece_at(&piece, place, place + session_silence_of_breath(session));
    if (is_graded(engine))
        end_piece_at(&piece, place, engine->graded);
    return piece;
}

void engine_render(struct engine *engine, int16_t *out, size_t frames)
{
    while (frames) {
        size_t count = frames;
        if (engine->session->state == SESSION_RUNNING) {
            follow_session(engine);
            if (is_graded(engine))
                grade(engine);
            count = (size_t)frames_alike(engine, (int64_t)frames);
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
    int64_t silence = session_silence(session, engine->voiced);
    int64_t breath = engine->toned ? session_silence_of_breath(session) : silence;
    return mixer_is_silent(&engine->mixer) ? breath < silence ? breath : silence : 0;
}

/* ---- opening in advance */

/* Whether a sound that is due from `start` on is still to be begun. */
static bool is_ahead(const struct engine *engine, int64_t start, struct sound sound)
{
    int64_t place = engine->session->place;
    return start > place || (start == place && !holds(&engine->sounding, sound));
}

static const char *next_narration(const struct engine *engine)
{
    const struct timeline *line = &engine->session->line;
    for (size_t i = engine->session->cue; engine->voiced && i < line->count; i++) {
        const struct cue *cue = &line->cues[i];
        struct sound sound = {cue->words->clip, cue->start - cue->from, BUS_VOICE};
        if (cue->speech && sound.path && is_ahead(engine, cue->start, sound))
            return sound.path;
    }
    return NULL;
}

static const char *next_bell(const struct engine *engine)
{
    const struct session *session = engine->session;
    for (size_t i = 0; i < session->strikes.count; i++) {
        const struct strike *strike = &session->strikes.list[i];
        struct sound sound = {strike->ring->clip, strike->at, BUS_BELL};
        if (is_ahead(engine, strike->at, sound))
            return sound.path;
    }
    return NULL;
}

const char *engine_wants(const struct engine *engine, enum bus *bus)
{
    const char *const next[BUSES] = {next_narration(engine), next_bell(engine)};
    for (*bus = 0; *bus < BUSES; ++*bus) {
        if (next[*bus] && next[*bus] != engine->ahead[*bus].path)
            return next[*bus];
    }
    return NULL;
}

void engine_give(struct engine *engine, const char *path, enum bus bus, struct clip *clip)
{
    clip_close(engine->ahead[bus].clip);
    engine->ahead[bus] = (struct ahead){clip, path};
}
