/* The little that numbmed reads of an Ogg file itself. */
#ifndef AUDIO_OGG_H
#define AUDIO_OGG_H

#include <stdint.h>

/* The frame at which the last page of an open Ogg file begins, as the page before it tells in its
 * header (RFC 3533, section 6); 0 where there is none such. Leaves the file's position alone. */
int64_t ogg_last_page(int file);

#endif
