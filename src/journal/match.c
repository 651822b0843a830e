#include "journal/match.h"

#include "base/memory.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Bytes of an ss or ß at `at`, or 0. FTS5 folds case, but keeps these two apart. */
static size_t sharp_s(const char *at, size_t left)
{
    return left >= 2 && strncasecmp(at, "ss", 2) == 0        ? 2
           : left >= 2 && memcmp(at, "\xC3\x9F", 2) == 0     ? 2
           : left >= 3 && memcmp(at, "\xE1\xBA\x9E", 3) == 0 ? 3
                                                             : 0;
}

static bool has_sharp_s(const char *word, size_t length)
{
    size_t at = 0;
    while (at < length && !sharp_s(word + at, length - at))
        at++;
    return at < length;
}

/* A word in FTS5's quotes, its beginning being enough, with every ss or ß spelt as `sharp`. */
static char *quoted(const char *word, size_t length, const char *sharp)
{
    char *text = mem_new(2 * length + 4, 1), *out = text;
    *out++ = '"';
    for (size_t at = 0; at < length;) {
        size_t size = sharp_s(word + at, length - at);
        if (size) {
            out = stpcpy(out, sharp);
        } else {
            size = 1;
            *out++ = word[at];
            if (word[at] == '"')
                *out++ = '"';
        }
        at += size;
    }
    memcpy(out, "\"*", sizeof "\"*");
    return text;
}

/* `match` and one more word, which it gives up for it. */
static char *with_word(char *match, const char *between, char *word)
{
    char *longer = mem_format("%s%s%s", match ? match : "", match ? between : "", word);
    free(word);
    free(match);
    return longer;
}

static char *either_spelling(const char *word, size_t length)
{
    char *plain = quoted(word, length, "ss"), *sharp = quoted(word, length, "\xC3\x9F");
    char *either = mem_format("(%s OR %s)", plain, sharp);
    free(sharp);
    free(plain);
    return either;
}

static bool has_letters(const char *word, size_t length)
{
    bool has = false;
    for (size_t i = 0; i < length; i++)
        has |= isalnum((unsigned char)word[i]) || word[i] & 0x80;
    return has;
}

/* Words without an ss stand side by side, where FTS5 passes over those that have no letters. */
char *match_words(const char *find)
{
    static const char SPACES[] = " \t\n";
    char *match = NULL, *either = NULL;
    bool letters = false;
    size_t length;
    for (find += strspn(find, SPACES); *find; find += length + strspn(find + length, SPACES)) {
        length = strcspn(find, SPACES);
        if (has_sharp_s(find, length)) {
            either = with_word(either, " AND ", either_spelling(find, length));
        } else {
            match = with_word(match, " ", quoted(find, length, ""));
            letters |= has_letters(find, length);
        }
    }
    if (!either)
        return match;
    if (letters)
        return with_word(match, " AND ", either);
    free(match);
    return either;
}
