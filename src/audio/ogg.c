#include "audio/ogg.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    HEADER = 27,
    PAGE_MOST = HEADER + 255 + 255 * 255,
    TAIL = 2 * PAGE_MOST, /* holds the last page's header and the one before it */
    GRANULE_AT = 6,       /* where a header tells the frame its page ends with */
};

static int64_t granule(const unsigned char *header)
{
    uint64_t frame = 0;
    for (int i = 7; i >= 0; i--)
        frame = frame << 8 | header[GRANULE_AT + i];
    return frame <= INT64_MAX ? (int64_t)frame : -1; /* all ones: no packet ends in this page */
}

int64_t ogg_last_page(int file)
{
    struct stat status;
    if (fstat(file, &status) < 0)
        return 0;
    off_t from = status.st_size > TAIL ? status.st_size - TAIL : 0;
    unsigned char *tail = mem_new(TAIL, 1);
    ssize_t size = pread(file, tail, TAIL, from);
    int64_t last = 0, before = 0;
    for (ssize_t i = 0; i + HEADER <= size; i++) {
        if (memcmp(tail + i, "OggS", 4) != 0 || granule(tail + i) < 0)
            continue;
        before = last;
        last = granule(tail + i);
    }
    free(tail);
    return before;
}
