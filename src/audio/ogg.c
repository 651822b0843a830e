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
    /* where a header has what, in bytes */
    VERSION_AT = 4,
    FLAGS_AT = 5,
    GRANULE_AT = 6, /* the frame its page ends with */
    STREAM_AT = 14,
    NUMBER_AT = 18,
    CHECKSUM_AT = 22,
    SEGMENTS_AT = 26,
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

/* ---- pages in memory */

void ogg_table_make(struct ogg_table *table)
{
    uint32_t(*sums)[256] = table->sums;
    for (uint32_t byte = 0; byte < 256; byte++) {
        sums[0][byte] = byte << 24;
        for (int bit = 0; bit < 8; bit++)
            sums[0][byte] = sums[0][byte] << 1 ^ (sums[0][byte] >> 31 ? 0x04c11db7U : 0);
    }
    for (int after = 1; after < 4; after++) {
        for (int byte = 0; byte < 256; byte++)
            sums[after][byte] = sums[after - 1][byte] << 8 ^ sums[0][sums[after - 1][byte] >> 24];
    }
}

static uint32_t add_bytes(const struct ogg_table *table, uint32_t sum, const unsigned char *bytes,
                          size_t count)
{
    const uint32_t(*sums)[256] = table->sums;
    for (; count >= 4; count -= 4, bytes += 4) {
        sum ^= (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
               (uint32_t)bytes[3];
        sum = sums[3][sum >> 24] ^ sums[2][sum >> 16 & 255] ^ sums[1][sum >> 8 & 255] ^
              sums[0][sum & 255];
    }
    for (; count; count--)
        sum = sum << 8 ^ sums[0][sum >> 24 ^ *bytes++];
    return sum;
}

static uint32_t number(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

/* A page's checksum is made with zeros where it will stand. */
static bool is_sound(const struct ogg_table *table, const unsigned char *bytes, size_t size)
{
    static const unsigned char ZEROS[4] = {0};
    uint32_t sum = add_bytes(table, 0, bytes, CHECKSUM_AT);
    sum = add_bytes(table, sum, ZEROS, sizeof ZEROS);
    sum = add_bytes(table, sum, bytes + SEGMENTS_AT, size - SEGMENTS_AT);
    return sum == number(bytes + CHECKSUM_AT);
}

bool ogg_page_read(const struct ogg_table *table, const unsigned char *bytes, size_t size,
                   struct ogg_page *page)
{
    if (size < HEADER || memcmp(bytes, "OggS", 4) != 0 || bytes[VERSION_AT] != 0)
        return false;
    size_t segments = bytes[SEGMENTS_AT], whole = HEADER + segments;
    if (size < whole)
        return false;
    for (size_t i = 0; i < segments; i++)
        whole += bytes[HEADER + i];
    *page = (struct ogg_page){
        .flags = bytes[FLAGS_AT],
        .granule = granule(bytes),
        .stream = number(bytes + STREAM_AT),
        .number = number(bytes + NUMBER_AT),
        .lacing = bytes + HEADER,
        .segments = segments,
        .body = bytes + HEADER + segments,
        .size = whole,
    };
    return size >= whole && is_sound(table, bytes, whole);
}

bool ogg_page_take(struct ogg_page *page, struct ogg_packet *packet)
{
    if (!page->segments)
        return false;
    *packet = (struct ogg_packet){.bytes = page->body};
    while (page->segments && !packet->whole) {
        packet->size += *page->lacing;
        packet->whole = *page->lacing++ < 255;
        page->segments--;
    }
    page->body += packet->size;
    return true;
}
