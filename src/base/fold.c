#include "base/fold.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>
#include <unistr.h>

/* A text folded, character by character, and where each byte of it comes from. */
struct folded {
    char *text;
    size_t *from; /* offsets in the original, with its end after the last */
    size_t length, room;
};

static void make_room(struct folded *folded, size_t room)
{
    folded->room = room;
    folded->text = mem_resize(folded->text, room, 1);
    folded->from = mem_resize(folded->from, room, sizeof *folded->from);
}

static void append(struct folded *folded, const uint8_t *bytes, size_t count, size_t from)
{
    if (count > folded->room - folded->length)
        make_room(folded, 2 * (folded->length + count));
    memcpy(folded->text + folded->length, bytes, count);
    for (size_t i = 0; i < count; i++)
        folded->from[folded->length++] = from;
}

static bool is_accent(ucs4_t c)
{
    return c >= 0x300 && c <= 0x36F;
}

/* One character beyond ASCII: folded, and taken apart so that its accents can be left out. */
static void append_folded(struct folded *folded, const uint8_t *bytes, size_t count, size_t from,
                          bool accents)
{
    enum { LONGEST = 64 };
    uint8_t buffer[LONGEST];
    size_t length = sizeof buffer;
    uint8_t *parts = u8_casefold(bytes, count, NULL, UNINORM_NFD, buffer, &length);
    if (!parts) {
        append(folded, bytes, count, from);
        return;
    }
    for (size_t at = 0, size; at < length; at += size) {
        ucs4_t c;
        size = (size_t)u8_mbtouc(&c, parts + at, length - at);
        if (accents || !is_accent(c))
            append(folded, parts + at, size, from);
    }
    if (parts != buffer)
        free(parts);
}

static struct folded fold(const char *text, bool accents)
{
    struct folded folded = {0};
    size_t length = strlen(text), size;
    make_room(&folded, length + 16);
    for (size_t at = 0; at < length; at += size) {
        const uint8_t *bytes = (const uint8_t *)text + at;
        ucs4_t c = *bytes;
        size = c < 0x80 ? 1 : (size_t)u8_mbtouc(&c, bytes, length - at);
        uint8_t small = (uint8_t)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        if (c < 0x80)
            append(&folded, &small, 1, at);
        else
            append_folded(&folded, bytes, size, at, accents);
    }
    append(&folded, (const uint8_t *)"", 1, length);
    folded.length--; /* the text ends with a NUL, its place is the end */
    return folded;
}

static void folded_free(struct folded *folded)
{
    free(folded->text);
    free(folded->from);
}

const char *fold_find(const char *text, const char *word, size_t *length)
{
    struct folded all = fold(text, false), sought = fold(word, false);
    const char *at = strstr(all.text, sought.text), *found = NULL;
    if (at) {
        size_t first = (size_t)(at - all.text), end = first + sought.length;
        while (sought.length && all.from[end] == all.from[end - 1])
            end++; /* the rest of a character of which a part was found, such as the ss of ß */
        found = text + all.from[first];
        if (length)
            *length = all.from[end] - all.from[first];
    }
    folded_free(&sought);
    folded_free(&all);
    return found;
}

bool fold_begins(const char *text, const char *word)
{
    struct folded all = fold(text, false), sought = fold(word, false);
    bool begins = strncmp(all.text, sought.text, sought.length) == 0;
    folded_free(&sought);
    folded_free(&all);
    return begins;
}

bool fold_same(const char *one, const char *other)
{
    struct folded first = fold(one, true), second = fold(other, true);
    bool same = strcmp(first.text, second.text) == 0;
    folded_free(&second);
    folded_free(&first);
    return same;
}
