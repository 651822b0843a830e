#include "audio/master.h"

#include "audio/clip.h"
#include "audio/limiter.h"
#include "audio/loudness.h"
#include "base/frames.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <sndfile.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    PER_MS = TAKE_RATE / 1000,
    GAP = MASTER_GAP_MS * PER_MS,
    FADE = MASTER_FADE_MS * PER_MS,
    HEAD = 25 * PER_MS, /* silence left before the words, */
    TAIL = 30 * PER_MS, /* and after them */
    PASSES = 4,         /* of limiting and levelling before it is encoded */
    ATTEMPTS = 12,      /* at encoding */
    CHUNK = 4096,       /* frames at a time: libvorbis keeps a chunk on its stack */
    SECONDS_MOST = CLIP_LONGEST / FRAME_RATE,
};

static const double PI = 3.14159265358979323846;
static const double VORBIS_QUALITY = 0.2;
static const double SILENT_LUFS = -60; /* an engine that speaks more softly has said nothing */
static const double SPEECH_DB = -48;   /* what is louder, once levelled, is speech */
static const double NEAR_DB = 0.1;
static const double FIRST_CEILING_DB = -2.1; /* encoding adds about 1 dB */
static const double CEILING_STEP_DB = 0.3;

/* A clip on its way. */
struct master {
    struct take joined;
    int64_t *starts; /* of its sentences, in samples */
    size_t count;
};

static double gain_of(double db)
{
    return pow(10, db / 20);
}

static void scale(struct take *take, double gain)
{
    for (size_t i = 0; i < take->count; i++)
        take->samples[i] *= (float)gain;
}

/* ---- trimming and joining */

/* Narrows [from, to) to what is louder than `least`, with a little silence around. */
static bool find_speech(const struct take *take, float least, size_t *from, size_t *to)
{
    size_t first = 0, last = take->count;
    while (first < take->count && fabsf(take->samples[first]) <= least)
        first++;
    while (last > first && fabsf(take->samples[last - 1]) <= least)
        last--;
    *from = first > HEAD ? first - HEAD : 0;
    *to = last + TAIL < take->count ? last + TAIL : take->count;
    return first < last;
}

static void fade_ends(float *samples, size_t count)
{
    size_t edge = count / 2 < FADE ? count / 2 : FADE;
    for (size_t i = 0; i < edge; i++) {
        float gain = (float)(0.5 - 0.5 * cos(PI * ((double)i + 0.5) / (double)edge));
        samples[i] *= gain;
        samples[count - 1 - i] *= gain;
    }
}

static void append(struct master *master, const float *samples, size_t count)
{
    size_t start = master->joined.count + (master->count ? GAP : 0);
    master->joined.samples =
        mem_resize(master->joined.samples, start + count, sizeof *master->joined.samples);
    memset(master->joined.samples + master->joined.count, 0,
           (start - master->joined.count) * sizeof *samples);
    memcpy(master->joined.samples + start, samples, count * sizeof *samples);
    master->joined.count = start + count;
    master->starts[master->count++] = (int64_t)start;
}

/* How loud all the sentences are together, untrimmed. */
static double loudness_of_all(const struct take *sentences, size_t count)
{
    struct take all = {0};
    for (size_t i = 0; i < count; i++)
        all.count += sentences[i].count;
    all.samples = mem_new(all.count + 1, sizeof *all.samples);
    for (size_t i = 0, at = 0; i < count; at += sentences[i++].count) {
        if (sentences[i].count)
            memcpy(all.samples + at, sentences[i].samples,
                   sentences[i].count * sizeof *all.samples);
    }
    double lufs = loudness_measure(all.samples, all.count, TAKE_RATE).lufs;
    take_free(&all);
    return lufs;
}

static bool join(struct master *master, const struct take *sentences, size_t count,
                 struct error *error)
{
    double lufs = loudness_of_all(sentences, count);
    float least = (float)gain_of(SPEECH_DB + lufs - MASTER_LUFS);
    if (!(lufs > SILENT_LUFS))
        return error_set(error, "the recording is silent");
    for (size_t i = 0; i < count; i++) {
        size_t from, to;
        if (!find_speech(&sentences[i], least, &from, &to))
            return error_set(error, "sentence %zu of the recording is silent", i + 1);
        append(master, sentences[i].samples + from, to - from);
        fade_ends(master->joined.samples + master->starts[i], to - from);
    }
    if (master->joined.count > (size_t)SECONDS_MOST * TAKE_RATE)
        return error_set(error, "the recording lasts longer than %d minutes; make two steps of it",
                         SECONDS_MOST / 60);
    return true;
}

/* ---- levelling */

/* Brings a sound to a level with no peak above the ceiling: each lowers or raises what the other
 * did, a little less every time. */
static void level(struct take *take, double lufs, double ceiling_db)
{
    float ceiling = (float)gain_of(ceiling_db);
    for (int pass = 0; pass < PASSES; pass++) {
        double now = loudness_measure(take->samples, take->count, TAKE_RATE).lufs;
        scale(take, gain_of(lufs - now));
        limiter_apply(take->samples, take->count, ceiling);
    }
}

/* ---- encoding */

static char *make_comment(const struct master *master, const char *maker)
{
    char *comment = mem_copy_text("sentences:");
    for (size_t i = 0; i < master->count; i++) {
        int64_t ms = (master->starts[i] * 1000 + TAKE_RATE / 2) / TAKE_RATE;
        char *longer =
            mem_format("%s %lld.%03lld", comment, (long long)(ms / 1000), (long long)(ms % 1000));
        free(comment);
        comment = longer;
    }
    char *whole = mem_format("%s; %s", comment, maker);
    free(comment);
    return whole;
}

/* A new file beside the path, as readable as the umask allows. Fills its name, to be freed. */
static int create_beside(const char *path, char **name, struct error *error)
{
    int file = -1;
    *name = NULL;
    for (int attempt = 0; attempt < 100 && file < 0; attempt++) {
        free(*name);
        *name = mem_format("%s.%ld-%d.part", path, (long)getpid(), attempt);
        file = open(*name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file < 0 && errno != EEXIST)
            break;
    }
    if (file < 0)
        error_set(error, "can't write %s: %s", path, error_why(errno));
    return file;
}

static bool encode(int file, const struct take *take, const char *title, const char *comment)
{
    SF_INFO info = {
        .samplerate = TAKE_RATE, .channels = 1, .format = SF_FORMAT_OGG | SF_FORMAT_VORBIS};
    double quality = VORBIS_QUALITY;
    size_t at = 0;
    if (lseek(file, 0, SEEK_SET) != 0 || ftruncate(file, 0) < 0)
        return false;
    SNDFILE *sound = sf_open_fd(file, SFM_WRITE, &info, SF_FALSE);
    if (!sound)
        return false;
    sf_command(sound, SFC_SET_VBR_ENCODING_QUALITY, &quality, sizeof quality);
    sf_set_string(sound, SF_STR_TITLE, title);
    sf_set_string(sound, SF_STR_COMMENT, comment);
    for (sf_count_t part = 1; at < take->count && part > 0; at += (size_t)part)
        part = sf_writef_float(sound, take->samples + at,
                               (sf_count_t)(take->count - at < CHUNK ? take->count - at : CHUNK));
    return sf_close(sound) == 0 && at == take->count;
}

/* libsndfile doesn't say why: one more byte shows it, in a file that is dropped anyway. */
static bool tell_unwritten(int file, const char *name, struct error *error)
{
    lseek(file, 0, SEEK_END);
    const char *why = write(file, "", 1) < 0 ? error_why(errno) : "libsndfile gave up";
    return error_set(error, "can't write %s: %s; make room on its disk", name, why);
}

/* Encodes into the file, hears what became of it, and corrects, until level and peak are right. */
static bool encode_right(const struct master *master, int file, const char *name, const char *title,
                         const char *comment, struct error *error)
{
    double lufs = MASTER_LUFS, ceiling = FIRST_CEILING_DB;
    struct loudness got = {0};
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        struct take take = {mem_new(master->joined.count, sizeof(float)), master->joined.count};
        memcpy(take.samples, master->joined.samples, take.count * sizeof *take.samples);
        level(&take, lufs, ceiling);
        bool good = encode(file, &take, title, comment);
        take_free(&take);
        good = good && take_read(name, SECONDS_MOST + 1, &take, NULL) &&
               take.count == master->joined.count;
        if (good)
            got = loudness_measure(take.samples, take.count, TAKE_RATE);
        take_free(&take);
        if (!good)
            return tell_unwritten(file, name, error);
        bool too_high = got.peak_db > MASTER_PEAK_DB - NEAR_DB;
        if (!too_high && fabs(got.lufs - MASTER_LUFS) <= NEAR_DB)
            return true;
        lufs += MASTER_LUFS - got.lufs;
        if (too_high)
            ceiling -= fmax(CEILING_STEP_DB, got.peak_db - MASTER_PEAK_DB);
    }
    return (got.peak_db <= MASTER_PEAK_DB && fabs(got.lufs - MASTER_LUFS) <= MASTER_LUFS_OFF) ||
           error_set(error,
                     "the recording can't be brought to %.0f LUFS below %.0f dBTP: is it "
                     "speech?",
                     MASTER_LUFS, MASTER_PEAK_DB);
}

static bool write_whole(const char *path, const struct master *master, const char *title,
                        const char *comment, struct error *error)
{
    char *name;
    int file = create_beside(path, &name, error);
    bool good = file >= 0 && encode_right(master, file, name, title, comment, error);
    if (good && (fsync(file) < 0 || rename(name, path) < 0))
        good = error_set(error, "can't write %s: %s", path, error_why(errno));
    if (file >= 0)
        close(file);
    if (file >= 0 && !good)
        unlink(name);
    free(name);
    return good;
}

bool master_write(const char *path, const struct take *sentences, size_t count,
                  const struct master_tags *tags, struct error *error)
{
    struct master master = {.joined = {mem_new(1, sizeof(float)), 0},
                            .starts = mem_new(count, sizeof *master.starts)};
    bool good = join(&master, sentences, count, error);
    if (good) {
        char *comment = make_comment(&master, tags->maker);
        good = write_whole(path, &master, tags->title, comment, error);
        free(comment);
    }
    take_free(&master.joined);
    free(master.starts);
    return good;
}
