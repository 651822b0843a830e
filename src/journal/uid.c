/* FNV-1a, as no library that is here anyway has a hash to offer: nothing is to be kept secret and
 * nobody wins by making two sittings the same. */
#include "journal/uid.h"

#include "base/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 128 bits. */
struct wide {
    uint64_t high, low;
};

/* Times FNV's prime, 2 to the 88th + 0x13B. */
static struct wide times_prime(struct wide value)
{
    const uint64_t prime = 0x13B, half = UINT32_MAX;
    uint64_t least = (value.low & half) * prime;
    uint64_t middle = (value.low >> 32) * prime + (least >> 32);
    return (struct wide){value.high * prime + (middle >> 32) + (value.low << 24),
                         middle << 32 | (least & half)};
}

void uid_hash(const char *bytes, size_t size, char uid[RECORD_UID_SIZE])
{
    struct wide hash = {UINT64_C(0x6C62272E07BB0142), UINT64_C(0x62B821756295C58D)};
    for (size_t i = 0; i < size; i++) {
        hash.low ^= (unsigned char)bytes[i];
        hash = times_prime(hash);
    }
    snprintf(uid, RECORD_UID_SIZE, "%016" PRIx64 "%016" PRIx64, hash.high, hash.low);
}

/* Never to be changed: what was imported before would come in again. */
void uid_derive(struct record *record, bool local)
{
    char *key = mem_format("%s\n%s%" PRId64 "\n%" PRId64 "\n%s\n%s", record->origin,
                           local ? "" : "UTC ", record->began + (local ? record->utc_offset : 0),
                           record->sat, record->title, record->practice);
    uid_hash(key, strlen(key), record->uid);
    free(key);
}
