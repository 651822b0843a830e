#include "audio/source.h"

#include "audio/ogg.h"
#include "base/frames.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    RATE_LEAST = 4000,
    RATE_MOST = 192000,
    RUN_IN = 2000,                   /* frames; Vorbis may be wrong for 500 after a seek */
    SECONDS_BELIEVED = 24 * 60 * 60, /* a header that says more is not believed */
};

const struct clip_limits CLIP_LIMITS = {INT64_C(64) << 20, CLIP_LONGEST, "a clip", "split it"};

/* How the files begin that numbmed decodes. */
static const struct {
    const char *first;
    const char *at_eight; /* what follows a RIFF chunk's length */
} SIGNATURES[] = {{"RIFF", "WAVE"}, {"fLaC", ""}, {"OggS", ""}};

static bool is_known(const char *start)
{
    for (size_t i = 0; i < sizeof SIGNATURES / sizeof *SIGNATURES; i++) {
        if (memcmp(start, SIGNATURES[i].first, 4) == 0 &&
            memcmp(start + 8, SIGNATURES[i].at_eight, strlen(SIGNATURES[i].at_eight)) == 0)
            return true;
    }
    return false;
}

static bool check_file(int file, const char *path, const struct clip_limits *limits,
                       struct error *error)
{
    struct stat status;
    char start[12] = "";
    if (fstat(file, &status) < 0)
        return error_set(error, "%s can't be read: %s", path, strerror(errno));
    if (!S_ISREG(status.st_mode))
        return error_set(error, "%s is not a regular file; name a WAV, FLAC or Ogg file", path);
    if (status.st_size == 0)
        return error_set(error, "%s is empty; record it again", path);
    if (status.st_size > limits->bytes)
        return error_set(error, "%s is larger than %d MiB; %s", path, (int)(limits->bytes >> 20),
                         limits->remedy);
    if (pread(file, start, sizeof start, 0) != sizeof start || !is_known(start))
        return error_set(error, "%s is not a sound file numbmed plays; make it WAV, FLAC or Ogg",
                         path);
    return true;
}

/* What libsndfile last stumbled over, without its full stop. */
static bool tell_broken(const char *path, struct error *error)
{
    const char *why = sf_strerror(NULL);
    return error_set(error, "%s is broken (%.*s); record it again", path, (int)strcspn(why, ".\n"),
                     why);
}

int source_open_file(const char *path, const struct clip_limits *limits, struct error *error)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0) {
        error_set(error, "%s can't be read: %s", path, strerror(errno));
    } else if (!check_file(file, path, limits, error)) {
        close(file);
        return -1;
    }
    return file;
}

static bool open_sound(struct source *source, const char *path, SF_INFO *info, struct error *error)
{
    source->file = source_open_file(path, source->limits, error);
    if (source->file < 0)
        return false;
    memset(info, 0, sizeof *info);
    source->sound = sf_open_fd(source->file, SFM_READ, info, SF_FALSE);
    return source->sound || tell_broken(path, error);
}

static bool is_rate(int rate)
{
    return rate >= RATE_LEAST && rate <= RATE_MOST;
}

static bool check_format(const SF_INFO *info, const char *path, struct error *error)
{
    if (info->channels < 1 || info->channels > 2)
        return error_set(error, "%s has %d channels; make it mono or stereo", path, info->channels);
    if (!is_rate(info->samplerate))
        return error_set(error, "%s has a rate of %d Hz; make it %d to %d Hz", path,
                         info->samplerate, RATE_LEAST, RATE_MOST);
    return true;
}

static bool is_too_long(const struct source *source)
{
    return source->frames > source->limits->frames / FRAME_RATE * source->rate;
}

bool source_is_played(int channels, int rate, int64_t frames, const struct clip_limits *limits)
{
    return channels >= 1 && channels <= 2 && is_rate(rate) && frames > 0 &&
           frames <= limits->frames / FRAME_RATE * rate;
}

/* Whether the last frame that the header promises can be read. A FLAC that breaks off still
 * gives its full length, a truncated Ogg gives none. */
static bool is_as_long_as_told(struct source *source)
{
    float frame[2];
    if (is_too_long(source)) /* refused in any case, unless the length is nonsense */
        return source->frames / source->rate <= SECONDS_BELIEVED;
    return source->frames > 0 && sf_seek(source->sound, source->frames - 1, SEEK_SET) >= 0 &&
           sf_readf_float(source->sound, frame, 1) == 1 && sf_seek(source->sound, 0, SEEK_SET) == 0;
}

/* Reads what there is, up to just beyond the limit. */
static void count_frames(struct source *source)
{
    sf_count_t got;
    source->frames = 0;
    do {
        got = sf_readf_float(source->sound, source->interleaved, SOURCE_CHUNK);
        source->frames += got > 0 ? got : 0;
    } while (got > 0 && !is_too_long(source));
}

/* Finds the true length. Counting leaves a decoder at its end, and a broken file may not let it
 * back, so it is opened again around it. */
static bool find_length(struct source *source, const char *path, struct error *error)
{
    SF_INFO info = {0};
    if (is_as_long_as_told(source))
        return true;
    for (int pass = 0; pass < 2; pass++) {
        source_close(source);
        if (!open_sound(source, path, &info, error))
            return false;
        if (info.channels != source->channels || info.samplerate != source->rate)
            return error_set(error, "%s changed while it was read; try again", path);
        if (pass == 0)
            count_frames(source);
    }
    return true;
}

static bool check_length(const struct source *source, const char *path, struct error *error)
{
    char length[64], most[64];
    const struct clip_limits *limits = source->limits;
    if (source->frames == 0)
        return error_set(error, "%s holds no sound; record it again", path);
    if (!is_too_long(source))
        return true;
    frames_format_words(source->frames / source->rate * FRAME_RATE, length, sizeof length);
    frames_format_words(limits->frames, most, sizeof most);
    return error_set(error, "%s is %s long; %s may last %s: %s", path, length, limits->name, most,
                     limits->remedy);
}

bool source_open_wide(struct source *source, const char *path, const struct clip_limits *limits,
                      struct error *error)
{
    SF_INFO info = {0};
    *source = (struct source){.file = -1, .limits = limits};
    bool good = open_sound(source, path, &info, error) && check_format(&info, path, error);
    source->rate = info.samplerate;
    source->channels = source->width = info.channels;
    source->frames = info.frames;
    source->is_vorbis = (info.format & SF_FORMAT_SUBMASK) == SF_FORMAT_VORBIS;
    good = good && find_length(source, path, error) && check_length(source, path, error);
    if (!good)
        source_close(source);
    return good;
}

bool source_open(struct source *source, const char *path, struct error *error)
{
    bool good = source_open_wide(source, path, &CLIP_LIMITS, error);
    source->width = 1;
    return good;
}

static size_t read_chunk(struct source *source, float *out, size_t count)
{
    const float *in = source->interleaved;
    sf_count_t got = sf_readf_float(source->sound, source->interleaved, (sf_count_t)count);
    if (got <= 0)
        return 0;
    if (source->width == source->channels) {
        for (sf_count_t i = 0; i < got * source->width; i++)
            out[i] = source_tame(in[i]);
    } else {
        for (sf_count_t i = 0; i < got; i++)
            out[i] = 0.5F * (source_tame(in[2 * i]) + source_tame(in[2 * i + 1]));
    }
    source->at += got;
    return (size_t)got;
}

size_t source_read(struct source *source, float *out, size_t count)
{
    size_t done = 0, got = 1;
    int64_t left = source->frames - source->at;
    if (left < (int64_t)count)
        count = left > 0 ? (size_t)left : 0;
    while (done < count && got) {
        size_t part = count - done < SOURCE_CHUNK ? count - done : SOURCE_CHUNK;
        got = read_chunk(source, out + done * (size_t)source->width, part);
        done += got;
    }
    return done;
}

/* libsndfile 1.2 reckons a Vorbis page's first frame back from its last, so that after a seek into
 * the last page, which is cut short, all comes too early. From the page before it all is right. */
int64_t source_run_in(const struct source *source, int64_t frame)
{
    int64_t place = frame - RUN_IN;
    if (source->is_vorbis) {
        int64_t last = ogg_last_page(source->file) - RUN_IN;
        place = place < last ? place : last;
    }
    return place > 0 ? place : 0;
}

bool source_seek(struct source *source, int64_t frame)
{
    if (sf_seek(source->sound, frame, SEEK_SET) != frame)
        return false;
    source->at = frame;
    return true;
}

void source_close(struct source *source)
{
    if (source->sound)
        sf_close(source->sound);
    if (source->file >= 0)
        close(source->file);
    source->sound = NULL;
    source->file = -1;
}
