#include "audio/take.h"

#include "audio/source.h"
#include "base/memory.h"

#include <samplerate.h>
#include <stdlib.h>

/* Takes `take` at `rate` to TAKE_RATE. */
static bool resample(struct take *take, int rate, const char *path, struct error *error)
{
    double ratio = (double)TAKE_RATE / rate;
    size_t room = (size_t)((double)take->count * ratio) + 16;
    float *samples = mem_new(room, sizeof *samples);
    SRC_DATA data = {.data_in = take->samples,
                     .data_out = samples,
                     .input_frames = (long)take->count,
                     .output_frames = (long)room,
                     .src_ratio = ratio};
    int code = src_simple(&data, SRC_SINC_BEST_QUALITY, 1);
    free(take->samples);
    *take = (struct take){samples, (size_t)data.output_frames_gen};
    if (code == 0 && take->count)
        return true;
    take_free(take);
    return error_set(error, "%s can't be resampled from %d Hz (%s)", path, rate,
                     code ? src_strerror(code) : "too short");
}

bool take_read(const char *path, int64_t most_seconds, struct take *take, struct error *error)
{
    struct source source;
    *take = (struct take){0};
    if (!source_open(&source, path, error))
        return false;
    bool good = source.frames <= most_seconds * source.rate;
    if (good) {
        take->samples = mem_new((size_t)source.frames, sizeof *take->samples);
        take->count = source_read(&source, take->samples, (size_t)source.frames);
    } else {
        error_set(error, "%s lasts %lld seconds, more than the %lld that its words can take", path,
                  (long long)(source.frames / source.rate), (long long)most_seconds);
    }
    source_close(&source);
    if (good && source.rate != TAKE_RATE)
        good = resample(take, source.rate, path, error);
    for (size_t i = 0; i < take->count; i++)
        take->samples[i] = source_tame(take->samples[i]);
    return good;
}

void take_free(struct take *take)
{
    free(take->samples);
    *take = (struct take){0};
}
