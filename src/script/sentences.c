#include "script/sentences.h"

#include "base/frames.h"

#include <stdbool.h>
#include <string.h>

enum {
    SHORT = 16,        /* a sentence shorter than this joins the one before */
    SHORT_BEFORE = 24, /* as does one after what is shorter than this */
    WORDS_A_MINUTE = 136,
    GAP_MS = 700,
};

/* Characters in some bytes of UTF-8. */
static size_t characters(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += (text[i] & 0xC0) != 0x80;
    return count;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* Bytes of the sentence's end mark at `at`, or 0. */
static size_t end_mark(const char *at)
{
    if (*at == '.' || *at == '!' || *at == '?')
        return 1;
    return strncmp(at, "…", strlen("…")) == 0 ? strlen("…") : 0;
}

/* The end of what stands up to the next end mark before white space. */
static size_t piece_end(const char *text, size_t start)
{
    size_t at = start;
    while (text[at]) {
        size_t mark = end_mark(text + at);
        at += mark ? mark : 1;
        if (mark && (is_space(text[at]) || !text[at]))
            break;
    }
    return at;
}

static size_t skip_space(const char *text, size_t at)
{
    while (is_space(text[at]))
        at++;
    return at;
}

size_t sentence_end(const char *text, size_t start, size_t *next)
{
    size_t end = piece_end(text, start);
    for (;;) {
        *next = skip_space(text, end);
        if (!text[*next])
            return end;
        size_t following = piece_end(text, *next);
        if (characters(text + start, end - start) >= SHORT_BEFORE &&
            characters(text + *next, following - *next) >= SHORT)
            return end;
        end = following;
    }
}

size_t sentence_count(const char *text)
{
    size_t count = 0, at = skip_space(text, 0);
    for (; text[at]; count++)
        sentence_end(text, at, &at);
    return count;
}

void sentence_at(const char *text, size_t index, size_t *start, size_t *length)
{
    size_t next = skip_space(text, 0);
    *start = next;
    *length = 0;
    for (size_t i = 0; i <= index && text[next]; i++) {
        *start = next;
        *length = sentence_end(text, next, &next) - *start;
    }
}

int64_t sentences_estimate(const char *text)
{
    int64_t words = 0, gaps = (int64_t)sentence_count(text) - 1;
    for (const char *at = text; *at; at++)
        words += !is_space(*at) && (at == text || is_space(at[-1]));
    if (!words)
        return 0;
    return words * FRAMES_PER_MINUTE / WORDS_A_MINUTE + gaps * GAP_MS * FRAMES_PER_MS;
}
