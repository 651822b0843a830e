/* What a plain Ogg Vorbis file says in its first pages and its last, without a decoder. */
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

/* Reads the same facts as libsndfile, in about 30 µs instead of 450. False where anything isn't as
 * encoders usually write it (one stream from frame 0 to a last page at the file's end, checksums
 * right, headers in two pages, short and long blocks, nothing large), whether it is broken or only
 * unusual: then nothing is to be freed, and the caller asks a decoder. What lies between the two
 * ends isn't looked at, nor is the codebook: a file that was forged with right checksums can lie.
 */
bool vorbis_facts_read(int file, struct vorbis_facts *facts);

#endif
