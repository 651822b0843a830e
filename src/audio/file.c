#include "audio/file.h"

#include "base/frames.h"
#include "base/memory.h"
#include "base/output.h"

#include <errno.h>
#include <sndfile.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    CHANNELS = 2,
    CHUNK = 4096,        /* frames handed over at a time: libvorbis keeps a chunk on its stack */
    WAV_HEADER = 1 << 16 /* more than header and tags need */
};

static const double VORBIS_QUALITY = 0.6;

static const struct format {
    const char *ending;
    int format;         /* libsndfile's */
    int64_t most_bytes; /* 0: no limit that matters */
} FORMATS[] = {
    {".wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, UINT32_MAX - WAV_HEADER},
    {".flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 0},
    {".ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS, 0},
};

struct sound_file {
    SNDFILE *sound;
    struct output *output;
    char *path;
    int file;   /* the output's */
    int failed; /* errno of the first write that failed: libsndfile keeps some to itself */
};

static const struct format *find_format(const char *path, struct error *error)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *ending = strrchr(name, '.');
    for (size_t i = 0; ending && i < sizeof FORMATS / sizeof *FORMATS; i++) {
        if (strcasecmp(ending, FORMATS[i].ending) == 0)
            return &FORMATS[i];
    }
    if (output_is_stream(path))
        return &FORMATS[0];
    error_set(error, "%s has no ending that says which format; use .wav, .flac or .ogg", path);
    return NULL;
}

bool sound_file_holds(const char *path, int64_t frames, struct error *error)
{
    const struct format *format = find_format(path, error);
    if (!format)
        return false;
    int64_t most = format->most_bytes / (CHANNELS * (int64_t)sizeof(int16_t));
    if (!most || frames <= most)
        return true;
    char length[32];
    frames_format_duration(most, length, sizeof length);
    return error_set(error, "%s can't be so long: a WAV file ends after %s; use .flac or .ogg",
                     path, length);
}

/* ---- the file below libsndfile: plain calls, but every error is kept */

static sf_count_t file_length(void *user)
{
    struct sound_file *file = user;
    struct stat status;
    return fstat(file->file, &status) < 0 ? -1 : status.st_size;
}

static sf_count_t file_seek(sf_count_t offset, int whence, void *user)
{
    struct sound_file *file = user;
    return lseek(file->file, offset, whence);
}

static sf_count_t file_tell(void *user)
{
    return file_seek(0, SEEK_CUR, user);
}

static sf_count_t file_read(void *bytes, sf_count_t count, void *user)
{
    struct sound_file *file = user;
    return read(file->file, bytes, (size_t)count);
}

static sf_count_t file_write(const void *bytes, sf_count_t count, void *user)
{
    struct sound_file *file = user;
    const char *at = bytes;
    sf_count_t left = count;
    while (left) {
        ssize_t wrote = write(file->file, at, (size_t)left);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0) {
            file->failed = file->failed ? file->failed : errno;
            break;
        }
        at += wrote;
        left -= wrote;
    }
    return count - left;
}

static SF_VIRTUAL_IO FILE_CALLS = {file_length, file_seek, file_read, file_write, file_tell};

/* ---- */

static bool tell_failure(const struct sound_file *file, struct error *error)
{
    return error_set(error, "can't write %s: %s; make room or choose another place", file->path,
                     file->failed ? error_why(file->failed) : "libsndfile gave up");
}

static bool begin(struct sound_file *file, const struct format *format, struct error *error)
{
    SF_INFO info = {.samplerate = FRAME_RATE, .channels = CHANNELS, .format = format->format};
    double quality = VORBIS_QUALITY;
    file->sound = sf_open_virtual(&FILE_CALLS, SFM_WRITE, &info, file);
    if (!file->sound)
        return tell_failure(file, error);
    sf_command(file->sound, SFC_SET_VBR_ENCODING_QUALITY, &quality, sizeof quality);
    return true;
}

struct sound_file *sound_file_create(const char *path, bool replace, const char *title,
                                     struct error *error)
{
    unsigned how = OUTPUT_SHARED | OUTPUT_BINARY | (replace ? OUTPUT_REPLACE : 0);
    const struct format *format = find_format(path, error);
    if (!format)
        return NULL;
    struct output *output = output_begin(path, how, error);
    if (!output)
        return NULL;
    struct sound_file *file = mem_new(1, sizeof *file);
    file->path = mem_copy_text(path);
    file->output = output;
    file->file = fileno(output_stream(output));
    if (!begin(file, format, error)) {
        sound_file_finish(file, false, NULL);
        return NULL;
    }
    if (title && *title)
        sf_set_string(file->sound, SF_STR_TITLE, title);
    return file;
}

bool sound_file_write(struct sound_file *file, const int16_t *samples, size_t frames,
                      struct error *error)
{
    while (frames) {
        size_t part = frames < CHUNK ? frames : CHUNK;
        sf_count_t wrote = sf_writef_short(file->sound, samples, (sf_count_t)part);
        if (wrote != (sf_count_t)part || file->failed)
            return tell_failure(file, error);
        samples += part * CHANNELS;
        frames -= part;
    }
    return true;
}

bool sound_file_finish(struct sound_file *file, bool keep, struct error *error)
{
    bool good = (!file->sound || sf_close(file->sound) == 0) && !file->failed;
    if (!good)
        tell_failure(file, error);
    good = output_finish(file->output, good && keep, error) && good;
    free(file->path);
    free(file);
    return good;
}
