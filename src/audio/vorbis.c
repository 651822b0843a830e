/* Vorbis I specification, sections 4 (headers), 5 (comments) and A.2 (what a page's frame means).
 */
#include "audio/vorbis.h"

#include "audio/ogg.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    END_BYTES = 12 * 1024, /* read at either end: three usual pages and long tags */
    NAME_BYTES = 7,        /* a header packet begins with its kind and "vorbis" */
    FIRST_BYTES = 30,
    MODE_BITS = 41,
};

enum { HEADER_FIRST = 1, HEADER_COMMENT = 3, HEADER_SETUP = 5 };

/* Bytes that are still to be read. */
struct rest {
    const unsigned char *bytes;
    size_t size;
};

/* A file's two ends, and what its headers say. */
struct look {
    struct ogg_table table;
    unsigned char bytes[2 * END_BYTES];
    struct rest head, tail; /* the same where the file is short */
    struct vorbis_facts *facts;
    uint32_t stream;
    int blocks[2]; /* frames in a short and in a long block */
};

static bool is_header(const struct ogg_packet *packet, int kind)
{
    return packet->whole && packet->size > NAME_BYTES && packet->bytes[0] == kind &&
           memcmp(packet->bytes + 1, "vorbis", NAME_BYTES - 1) == 0;
}

/* ---- the first header: what sound it is */

static bool read_first(struct look *look, const struct ogg_packet *packet)
{
    static const unsigned char VERSION[4] = {0};
    const unsigned char *bytes = packet->bytes + NAME_BYTES;
    if (!is_header(packet, HEADER_FIRST) || packet->size != FIRST_BYTES ||
        memcmp(bytes, VERSION, sizeof VERSION) != 0)
        return false;
    int small = bytes[21] & 15, large = bytes[21] >> 4;
    look->facts->channels = bytes[4];
    look->facts->rate = bytes[5] | bytes[6] << 8 | bytes[7] << 16;
    look->blocks[0] = 1 << small;
    look->blocks[1] = 1 << large;
    return bytes[8] == 0 && small >= 6 && large >= small && large <= 13 && (bytes[22] & 1);
}

/* ---- the second: tags */

static bool take_number(struct rest *rest, size_t *number)
{
    if (rest->size < 4)
        return false;
    *number = (size_t)rest->bytes[0] | (size_t)rest->bytes[1] << 8 | (size_t)rest->bytes[2] << 16 |
              (size_t)rest->bytes[3] << 24;
    rest->bytes += 4;
    rest->size -= 4;
    return true;
}

/* A length and as many bytes. */
static bool take_text(struct rest *rest, struct rest *text)
{
    size_t size;
    if (!take_number(rest, &size) || size > rest->size)
        return false;
    *text = (struct rest){rest->bytes, size};
    rest->bytes += size;
    rest->size -= size;
    return true;
}

/* Keeps the value of the first tag with this name, "TITLE=". */
static void keep_tag(const struct rest *tag, const char *name, char **value)
{
    size_t length = strlen(name);
    if (*value || tag->size < length || strncasecmp((const char *)tag->bytes, name, length) != 0)
        return;
    *value = mem_new(tag->size - length + 1, 1);
    memcpy(*value, tag->bytes + length, tag->size - length);
}

static bool read_tags(struct look *look, const struct ogg_packet *packet)
{
    struct rest rest = {packet->bytes + NAME_BYTES, packet->size - NAME_BYTES}, text;
    size_t count;
    if (!take_text(&rest, &text) || !take_number(&rest, &count))
        return false;
    for (; count; count--) {
        if (!take_text(&rest, &text))
            return false;
        keep_tag(&text, "TITLE=", &look->facts->title);
        keep_tag(&text, "COMMENT=", &look->facts->comment);
    }
    return rest.size && (rest.bytes[0] & 1);
}

/* ---- the third: of it, only that it ends as usual */

static unsigned bits(const struct ogg_packet *packet, size_t at, int count)
{
    unsigned value = 0;
    for (int i = 0; i < count; i++, at++)
        value |= ((unsigned)packet->bytes[at / 8] >> at % 8 & 1U) << i;
    return value;
}

/* Two modes, short blocks and long ones, end the header; then comes a 1, and zeros to the byte's
 * end. */
static bool has_two_modes(const struct ogg_packet *packet)
{
    size_t end = packet->size * 8 - 1;
    if (packet->size < 2 * NAME_BYTES + 3 || !packet->bytes[packet->size - 1])
        return false;
    while (!bits(packet, end, 1))
        end--;
    size_t large = end - MODE_BITS, small = large - MODE_BITS, count = small - 6;
    return bits(packet, count, 6) == 2 - 1 && bits(packet, small, 1) == 0 &&
           bits(packet, small + 1, 32) == 0 && bits(packet, large, 1) == 1 &&
           bits(packet, large + 1, 32) == 0;
}

/* ---- pages of sound */

/* Frames that a page's whole packets complete: a quarter of each block and of the one before it,
 * `before` for the first, or none where that is 0. -1: there is something else in it. */
static int64_t page_frames(const struct look *look, struct ogg_page page, int before)
{
    struct ogg_packet packet;
    int64_t frames = 0;
    bool first = true;
    for (; ogg_page_take(&page, &packet) && packet.whole; first = false) {
        int block = look->blocks[1]; /* the most that a packet can be which began earlier */
        if (!first || !(page.flags & OGG_CONTINUED)) {
            if (!packet.size || packet.bytes[0] & 1)
                return -1;
            block = look->blocks[packet.bytes[0] >> 1 & 1];
        }
        frames += before ? (before + block) / 4 : 0;
        before = block;
    }
    return first ? -1 : frames;
}

static bool take_page(struct look *look, struct ogg_page *page)
{
    if (!ogg_page_read(&look->table, look->head.bytes, look->head.size, page))
        return false;
    look->head.bytes += page->size;
    look->head.size -= page->size;
    return true;
}

/* Takes the page off the file's end that ends just there. */
static bool take_last_page(struct look *look, struct ogg_page *page)
{
    struct rest *tail = &look->tail;
    size_t end = tail->size;
    const unsigned char *at = tail->bytes + end;
    while ((at = memrchr(tail->bytes, 'O', (size_t)(at - tail->bytes)))) {
        tail->size = (size_t)(at - tail->bytes);
        if (ogg_page_read(&look->table, at, end - tail->size, page))
            return page->size == end - tail->size;
    }
    return false;
}

static bool read_headers(struct look *look)
{
    struct ogg_page page;
    struct ogg_packet packet;
    if (!take_page(look, &page) || page.flags != OGG_FIRST || page.number != 0 ||
        !ogg_page_take(&page, &packet) || !read_first(look, &packet) || page.segments)
        return false;
    look->stream = page.stream;
    return take_page(look, &page) && page.flags == 0 && page.number == 1 &&
           page.stream == look->stream && ogg_page_take(&page, &packet) &&
           is_header(&packet, HEADER_COMMENT) && read_tags(look, &packet) &&
           ogg_page_take(&page, &packet) && is_header(&packet, HEADER_SETUP) &&
           has_two_modes(&packet) && !page.segments;
}

/* The length is the frame that the last page ends with, if the first page of sound begins at 0. The
 * last one may end before its last packet does, but not after it. */
static bool read_length(struct look *look)
{
    struct ogg_page first, last, before;
    if (!take_page(look, &first) || first.stream != look->stream || first.number != 2 ||
        !take_last_page(look, &last) || last.stream != look->stream || last.flags & OGG_FIRST ||
        !(last.flags & OGG_LAST))
        return false;
    look->facts->frames = last.granule;
    if (first.flags == OGG_LAST)
        return last.number == 2 && last.granule <= page_frames(look, first, 0);
    int64_t most = page_frames(look, last, look->blocks[1]);
    return first.flags == 0 && first.granule >= 0 && first.granule == page_frames(look, first, 0) &&
           take_last_page(look, &before) && before.stream == look->stream &&
           before.number + 1 == last.number && before.granule >= 0 &&
           last.granule > before.granule && last.granule - before.granule <= most;
}

static bool read_ends(struct look *look, int file)
{
    struct stat status;
    if (fstat(file, &status) < 0 || !S_ISREG(status.st_mode))
        return false;
    size_t size = sizeof look->bytes;
    if (status.st_size <= (off_t)size) {
        size = (size_t)status.st_size;
        look->head = look->tail = (struct rest){look->bytes, size};
        return pread(file, look->bytes, size, 0) == (ssize_t)size;
    }
    look->head = (struct rest){look->bytes, END_BYTES};
    look->tail = (struct rest){look->bytes + END_BYTES, END_BYTES};
    return pread(file, look->bytes, END_BYTES, 0) == END_BYTES &&
           pread(file, look->bytes + END_BYTES, END_BYTES, status.st_size - END_BYTES) == END_BYTES;
}

bool vorbis_facts_read(int file, struct vorbis_facts *facts)
{
    struct look *look = mem_resize(NULL, 1, sizeof *look);
    *facts = (struct vorbis_facts){0};
    look->facts = facts;
    ogg_table_make(&look->table);
    bool plain = read_ends(look, file) && read_headers(look) && read_length(look);
    free(look);
    if (!plain) {
        free(facts->title);
        free(facts->comment);
        *facts = (struct vorbis_facts){0};
    }
    return plain;
}
