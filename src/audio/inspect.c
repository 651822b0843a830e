#include "audio/inspect.h"

#include "audio/source.h"
#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const float SILENT = 0.01F;
static const float FULL = 0.999F;

enum { CLIPPED_RUN = 3 };

static const char *format_name(SNDFILE *sound)
{
    SF_INFO info = {0};
    sf_command(sound, SFC_GET_CURRENT_SF_INFO, &info, sizeof info);
    switch (info.format & SF_FORMAT_TYPEMASK) {
    case SF_FORMAT_OGG:
        return (info.format & SF_FORMAT_SUBMASK) == SF_FORMAT_OPUS ? "Opus" : "Vorbis";
    case SF_FORMAT_FLAC:
        return "FLAC";
    default:
        return "WAV";
    }
}

static bool is_clipped(const float *samples, size_t count)
{
    int run = 0;
    for (size_t i = 0; i < count && run < CLIPPED_RUN; i++)
        run = fabsf(samples[i]) >= FULL ? run + 1 : 0;
    return run == CLIPPED_RUN;
}

static void find_ends(struct inspection *inspection, const float *samples, size_t count)
{
    size_t first = 0, last = count;
    while (first < count && fabsf(samples[first]) < SILENT)
        first++;
    while (last > first && fabsf(samples[last - 1]) < SILENT)
        last--;
    inspection->start_ms = 1000.0 * (double)first / inspection->rate;
    inspection->end_ms = 1000.0 * (double)(count - last) / inspection->rate;
}

bool inspect(const char *path, struct inspection *inspection, struct loudness_sum *sum,
             struct error *error)
{
    struct source source;
    *inspection = (struct inspection){0};
    if (!source_open(&source, path, error))
        return false;
    float *samples = mem_new((size_t)source.frames, sizeof *samples);
    size_t count = source_read(&source, samples, (size_t)source.frames);
    inspection->rate = source.rate;
    inspection->channels = source.channels;
    inspection->seconds = (double)count / source.rate;
    snprintf(inspection->format, sizeof inspection->format, "%s", format_name(source.sound));
    source_close(&source);
    inspection->loudness = loudness_measure(samples, count, inspection->rate);
    inspection->clipped = is_clipped(samples, count);
    find_ends(inspection, samples, count);
    if (sum)
        loudness_sum_add(sum, samples, count, inspection->rate);
    free(samples);
    return true;
}
