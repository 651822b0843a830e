#include "audio/whole.h"

#include "audio/clip.h"
#include "audio/ogg.h"
#include "audio/source.h"
#include "base/memory.h"
#include "base/path.h"

#include <stdlib.h>
#include <string.h>

static bool refuse(const char *path, size_t good, size_t size, struct error *error)
{
    if (good == size)
        return error_set(error, "%s breaks off before its end; record it again", path);
    return error_set(error, "%s is cut off or damaged after %zu of its %zu bytes; record it again",
                     path, good, size);
}

/* Streams may follow each other; the last page of the file must end one. */
static bool check_pages(const char *path, const char *bytes, size_t size, struct error *error)
{
    struct ogg_table table = {{{0}}};
    struct ogg_page page = {0};
    size_t at = 0;
    ogg_table_make(&table);
    while (at < size && ogg_page_read(&table, (const unsigned char *)bytes + at, size - at, &page))
        at += page.size;
    return (at == size && page.flags & OGG_LAST) || refuse(path, at, size, error);
}

/* A RIFF file has its length in its header; one that was written into a pipe has nonsense there. */
static bool check_riff(const char *path, const char *bytes, size_t size, struct error *error)
{
    const unsigned char *told = (const unsigned char *)bytes + 4;
    size_t length = 8 + ((size_t)told[0] | (size_t)told[1] << 8 | (size_t)told[2] << 16 |
                         (size_t)told[3] << 24);
    bool believed = length <= (size_t)CLIP_LIMITS.bytes;
    return !believed || length <= size || refuse(path, size, size, error);
}

static bool check_bytes(const char *path, struct error *error)
{
    size_t size;
    struct error why;
    char *bytes = path_read(path, (size_t)CLIP_LIMITS.bytes, &size, &why);
    if (!bytes)
        return error_set(error, "%s %s", path, why.text);
    bool good = true;
    if (size > 8 && memcmp(bytes, "OggS", 4) == 0)
        good = check_pages(path, bytes, size, error);
    else if (size > 8 && memcmp(bytes, "RIFF", 4) == 0)
        good = check_riff(path, bytes, size, error);
    free(bytes);
    return good;
}

/* What the header says is compared with what a decoder gives; the pages of an Ogg file are proof
 * enough. */
static bool check_frames(const char *path, struct error *error)
{
    struct source source;
    SF_INFO told = {0};
    float samples[SOURCE_CHUNK];
    int64_t frames = 0;
    if (!source_open(&source, path, error))
        return false;
    sf_command(source.sound, SFC_GET_CURRENT_SF_INFO, &told, sizeof told);
    bool is_ogg = (told.format & SF_FORMAT_TYPEMASK) == SF_FORMAT_OGG;
    for (size_t got = 1; !is_ogg && got; frames += (int64_t)got)
        got = source_read(&source, samples, SOURCE_CHUNK);
    source_close(&source);
    return is_ogg || frames == told.frames ||
           error_set(error, "%s breaks off before its end; record it again", path);
}

bool clip_is_whole(const char *path, struct error *error)
{
    return check_bytes(path, error) && check_frames(path, error);
}
