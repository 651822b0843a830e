/* What a plain Ogg Vorbis file tells in its first pages and its last, without a decoder. */
#ifndef AUDIO_VORBIS_H
#define AUDIO_VORBIS_H

#include <stdbool.h>
#include <stdint.h>

struct vorbis_facts {
    int channels, rate;
    int64_t frames; /* at its own rate */
    char *title;    /* the first TITLE and COMMENT of its tags; NULL: none. The caller's to free */
    char *comment;
};

/* Reads a file's facts, the same as libsndfile does, in some 20 µs instead of 600. False wherever
 * anything isn't as encoders usually write it (one stream from frame 0 to a last page at the file's
 * end, all checksums right, headers in two pages, two sizes of blocks, nothing large), be it broken
 * or merely unusual: then nothing is to be freed, and only a decoder knows. */
bool vorbis_facts_read(int file, struct vorbis_facts *facts);

#endif
