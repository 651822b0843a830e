#include "play/player_inside.h"

enum { FULL_VOLUME = 100, USUAL_BACKGROUND = 50 };

/* As PulseAudio's sliders: half way to `whole` sounds about half as loud. */
static float gain_of(int volume, int whole)
{
    float part = (float)volume / (float)whole;
    return part * part * part;
}

static float volume_gain(const struct player *player)
{
    return player->muted ? 0.0F : gain_of(player->volume, FULL_VOLUME);
}

static float background_gain(const struct player *player)
{
    return gain_of(player->background_volume, USUAL_BACKGROUND);
}

void player_set_up(struct engine *engine, const struct player_options *options)
{
    struct mixer *mixer = &engine->mixer;
    engine->voiced = !options->captions_only;
    engine->toned = options->breath_tone;
    ramp_to(&mixer->volume, gain_of(options->volume, FULL_VOLUME), 0);
    ramp_to(&mixer->bells, gain_of(options->bell_volume, FULL_VOLUME), 0);
    mixer_set_background(mixer, gain_of(options->background_volume, USUAL_BACKGROUND), 0);
    if (options->background)
        engine_lay(engine, options->background, 0);
}

void player_set_background_volume(struct player *player, int volume)
{
    pthread_mutex_lock(&player->lock);
    player->background_volume = volume < 0 ? 0 : volume > FULL_VOLUME ? FULL_VOLUME : volume;
    mixer_set_background(&player->engine.mixer, background_gain(player), 20 * ENGINE_FADE);
    pthread_mutex_unlock(&player->lock);
}

void player_lay(struct player *player, struct background *background)
{
    pthread_mutex_lock(&player->lock);
    player_catch_up(player);
    mixer_collect(&player->engine.mixer);
    engine_lay(&player->engine, background, ENGINE_BED_CROSSING);
    pthread_cond_signal(&player->wake);
    pthread_mutex_unlock(&player->lock);
}

static void apply_volume(struct player *player)
{
    ramp_to(&player->engine.mixer.volume, volume_gain(player), 2 * ENGINE_FADE);
}

void player_set_volume(struct player *player, int volume)
{
    pthread_mutex_lock(&player->lock);
    player->volume = volume < 0 ? 0 : volume > 100 ? 100 : volume;
    apply_volume(player);
    pthread_mutex_unlock(&player->lock);
}

void player_set_muted(struct player *player, bool muted)
{
    pthread_mutex_lock(&player->lock);
    player->muted = muted;
    apply_volume(player);
    pthread_mutex_unlock(&player->lock);
}
