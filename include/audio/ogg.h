/* The little that numbmed reads of an Ogg file itself (RFC 3533). */
#ifndef AUDIO_OGG_H
#define AUDIO_OGG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { OGG_CONTINUED = 1, OGG_FIRST = 2, OGG_LAST = 4 }; /* bits of a page's flags */

/* A page in memory. */
struct ogg_page {
    int flags;
    int64_t granule; /* the frame it ends with; -1: no packet ends in it */
    uint32_t stream, number;
    const unsigned char *lacing; /* how long its packets are: one byte a segment */
    size_t segments;
    const unsigned char *body;
    size_t size; /* of all of it, header included */
};

/* A packet within a page; `whole`: it ends there, too. */
struct ogg_packet {
    const unsigned char *bytes;
    size_t size;
    bool whole;
};

/* What checksums are looked up in: four bytes at a time. */
struct ogg_table {
    uint32_t sums[4][256];
};

void ogg_table_make(struct ogg_table *table);

/* Reads the page that begins at `bytes`, and points into them. False if none begins there, if
 * `size` bytes don't hold all of it, or if its checksum is wrong. */
bool ogg_page_read(const struct ogg_table *table, const unsigned char *bytes, size_t size,
                   struct ogg_page *page);

/* Takes the first packet off a page, which then begins after it. False if there is none left. */
bool ogg_page_take(struct ogg_page *page, struct ogg_packet *packet);

/* The frame at which the last page of an open Ogg file begins, as the page before it says in its
 * header; 0 where there is none such. Leaves the file's position alone. */
int64_t ogg_last_page(int file);

#endif
