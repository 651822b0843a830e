#include "base/text.h"

#include "base/memory.h"

#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include <unistr.h>
#include <wchar.h>

/* (u8_check) in brackets is the function, wherever it is called, and not the macro of that name in
 * libunistring 1.3, in which clang sees a const cast away. So are (u8_prev) and (u8_next). */
static const uint8_t *bytes_of(const char *text)
{
    return (const uint8_t *)text;
}

bool text_is_utf8(const char *bytes, size_t length)
{
    return !memchr(bytes, 0, length) && !(u8_check)(bytes_of(bytes), length);
}

void text_mend(char *text)
{
    const uint8_t *bad;
    size_t left = strlen(text);
    while ((bad = (u8_check)(bytes_of(text), left))) {
        ucs4_t c;
        char *at = text + (bad - bytes_of(text));
        left -= (size_t)(at - text);
        bool cut = u8_mbtoucr(&c, bad, left) == -2;
        *at = cut ? '\0' : '?';
        left = cut ? 0 : left;
        text = at;
    }
}

/* Characters that reorder all that stands after them: a terminal must not obey a file's. The marks
 * of direction only say what the sign beside them belongs to; right-to-left text needs them. */
static bool is_bidi_control(ucs4_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static bool is_left_out(ucs4_t c)
{
    return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Cc) || is_bidi_control(c);
}

/* LF, VT, FF, CR, NEL and the two separators of Unicode. */
static bool is_line_end(ucs4_t c)
{
    return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

char *text_clean(const char *text)
{
    const uint8_t *at = bytes_of(text), *end = at + strlen(text);
    char *clean = mem_new(strlen(text) + 1, 1), *out = clean;
    bool space = false;
    while (at < end) {
        ucs4_t c;
        int bytes = u8_mbtoucr(&c, at, (size_t)(end - at));
        if (bytes < 1) {
            at++;
            continue;
        }
        if (c == ' ' || c == '\t' || is_line_end(c)) {
            space = out > clean;
        } else if (!is_left_out(c)) {
            if (space)
                *out++ = ' ';
            space = false;
            memcpy(out, at, (size_t)bytes);
            out += bytes;
        }
        at += bytes;
    }
    *out = '\0';
    return clean;
}

static char *put_clean(char *out, ucs4_t c, const uint8_t *bytes, int count)
{
    enum { TAB = 4, BYTE_ORDER_MARK = 0xFEFF };
    if (is_line_end(c)) {
        *out++ = '\n';
    } else if (c == '\t') {
        memset(out, ' ', TAB);
        out += TAB;
    } else if (!is_left_out(c) && c != BYTE_ORDER_MARK) {
        memcpy(out, bytes, (size_t)count);
        out += count;
    }
    return out;
}

char *text_clean_lines(const char *text, size_t length, size_t *cleaned)
{
    const uint8_t *at = bytes_of(text), *end = at + length;
    size_t tabs = 0;
    for (size_t i = 0; i < length; i++)
        tabs += text[i] == '\t';
    char *clean = mem_new(length + 3 * tabs + 1, 1), *out = clean;
    while (at < end) {
        ucs4_t c;
        int bytes = u8_mbtoucr(&c, at, (size_t)(end - at));
        if (bytes < 1) {
            at++;
            continue;
        }
        if (c != '\n' || at == bytes_of(text) || at[-1] != '\r')
            out = put_clean(out, c, at, bytes);
        at += bytes;
    }
    *out = '\0';
    if (cleaned)
        *cleaned = (size_t)(out - clean);
    return clean;
}

/* Whether there is an edge before `at` whatever stands farther away: at a line's start, and between
 * two characters of ASCII. */
static bool is_sure_edge(const char *text, size_t at)
{
    return !at || text[at - 1] == '\n' || !((text[at - 1] | text[at]) & 0x80);
}

size_t text_edge(const char *text, size_t length, size_t at)
{
    size_t start = at, end = at;
    if (at >= length)
        return length;
    while (!is_sure_edge(text, start))
        start--;
    if (start == at)
        return at;
    while (end < length && !is_sure_edge(text, end))
        end++;
    char *edges = mem_new(end - start, 1);
    u8_grapheme_breaks(bytes_of(text) + start, end - start, edges);
    while (at < end && !edges[at - start])
        at++;
    free(edges);
    return at;
}

size_t text_edge_before(const char *text, size_t at)
{
    size_t start = at - 1, edge = at - 1;
    while (!is_sure_edge(text, start))
        start--;
    if (start == edge)
        return edge;
    char *edges = mem_new(at - start, 1);
    u8_grapheme_breaks(bytes_of(text) + start, at - start, edges);
    while (!edges[edge - start])
        edge--;
    free(edges);
    return edge;
}

size_t text_edge_within(const char *text, size_t length, size_t most)
{
    size_t edge = text_edge(text, length, most);
    return edge > most ? text_edge_before(text, edge) : edge;
}

void text_use_locale(void)
{
    if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
}

/* Whether libc knows how wide a character is. What it doesn't is one column, as its replacement is.
 */
static bool is_known(ucs4_t c)
{
    return (c >= ' ' && c < 0x7F) || wcwidth((wchar_t)c) >= 0;
}

static int columns_of(ucs4_t c)
{
    int width = c >= ' ' && c < 0x7F ? 1 : wcwidth((wchar_t)c);
    return width < 0 ? 1 : width;
}

int text_width(const char *text, size_t length)
{
    int width = 0, bytes;
    for (size_t at = 0; at < length; at += (size_t)bytes) {
        ucs4_t c;
        bytes = u8_mbtouc(&c, bytes_of(text) + at, length - at);
        width += columns_of(c);
    }
    return width;
}

char *text_for_screen(const char *text, size_t length)
{
    static const char REPLACEMENT[] =
        "\xEF\xBF\xBD"; /* U+FFFD; no longer than any that it is for */
    char *shown = mem_new(length * (sizeof REPLACEMENT - 1) + 1, 1), *out = shown;
    int bytes;
    for (size_t at = 0; at < length; at += (size_t)bytes) {
        ucs4_t c;
        bytes = u8_mbtouc(&c, bytes_of(text) + at, length - at);
        bool known = is_known(c);
        size_t count = known ? (size_t)bytes : sizeof REPLACEMENT - 1;
        memcpy(out, known ? text + at : REPLACEMENT, count);
        out += count;
    }
    return shown;
}

size_t text_fit(const char *text, int columns)
{
    size_t length = strlen(text), fits = 0;
    int width = 0;
    while (fits < length) {
        ucs4_t c;
        int bytes = u8_mbtoucr(&c, bytes_of(text) + fits, length - fits);
        if (bytes < 1)
            break;
        int wide = columns_of(c);
        if (wide && width + wide > columns)
            break;
        width += wide;
        fits += (size_t)bytes;
    }
    return fits;
}

static struct text_line trimmed_line(const char *start, size_t length)
{
    while (length && (start[length - 1] == ' ' || start[length - 1] == '\n'))
        length--;
    while (length && *start == ' ') {
        start++;
        length--;
    }
    return (struct text_line){start, length, text_width(start, length)};
}

/* A word wider than the screen is cut where it must be. Returns the lines it made. */
static size_t cut_line(struct text_line line, int columns, struct text_line *lines, size_t most)
{
    size_t count = 0;
    while (count < most && line.width > columns) {
        char *word = mem_format("%.*s", (int)line.length, line.start);
        size_t fits = text_fit(word, columns);
        free(word);
        if (!fits)
            fits = (size_t)u8_mblen(bytes_of(line.start), line.length);
        lines[count++] = trimmed_line(line.start, fits);
        line = trimmed_line(line.start + fits, line.length - fits);
    }
    if (count < most && (line.length || !count))
        lines[count++] = line;
    return count;
}

/* Where the line that begins at `start` ends: at the last place where it may break with no more
 * than `columns` before it, not counting spaces there; else at the first such place. */
static size_t line_end(const char *text, const char *breaks, size_t start, size_t length,
                       int columns)
{
    size_t good = 0, from = start;
    int width = 0;
    for (size_t i = start + 1; i <= length; i++) {
        bool must = i == length || breaks[i] == UC_BREAK_MANDATORY;
        if (!must && breaks[i] != UC_BREAK_POSSIBLE)
            continue;
        size_t bare = i;
        while (bare > from && (text[bare - 1] == ' ' || text[bare - 1] == '\n'))
            bare--;
        if (good && width + text_width(text + from, bare - from) > columns)
            return good;
        if (must)
            return i;
        width += text_width(text + from, i - from);
        good = from = i;
    }
    return length;
}

static bool is_ascii_word(char c)
{
    return c > ' ' && c < 0x7f;
}

/* Whether numbmed and its command would be torn apart here: they are read, and copied, together. */
static bool is_after_name(const char *text, size_t at)
{
    static const char NAME[] = "numbmed ";
    size_t length = sizeof NAME - 1;
    return at >= length && memcmp(text + at - length, NAME, length) == 0 && is_ascii_word(text[at]);
}

/* Where lines may break; to be freed. With `together` not between two ASCII characters, as a hyphen
 * or a slash may belong to an option, a file's name or a command. */
static char *breaks_of(const char *text, size_t length, bool together)
{
    char *breaks = mem_new(length, 1);
    u8_possible_linebreaks(bytes_of(text), length, "UTF-8", breaks);
    for (size_t i = 1; together && i < length; i++) {
        bool inside = is_ascii_word(text[i - 1]) && is_ascii_word(text[i]);
        if (inside || is_after_name(text, i))
            breaks[i] = UC_BREAK_PROHIBITED;
    }
    return breaks;
}

/* What is too long for a line of its own if it is kept together is broken after all. */
static size_t break_lines(const char *text, size_t length, int columns, bool together,
                          struct text_line *lines, size_t most)
{
    size_t count = 0, start = 0;
    char *breaks = breaks_of(text, length, together);
    while (start < length && count < most) {
        size_t end = line_end(text, breaks, start, length, columns);
        struct text_line line = trimmed_line(text + start, end - start);
        count +=
            together && line.width > columns
                ? break_lines(line.start, line.length, columns, false, lines + count, most - count)
                : cut_line(line, columns, lines + count, most - count);
        start = end;
    }
    free(breaks);
    return count;
}

size_t text_wrap(const char *text, int columns, struct text_line *lines, size_t most)
{
    size_t length = strlen(text);
    if (!length || !most)
        return 0;
    return break_lines(text, length, columns, true, lines, most);
}

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edits (insert, delete, replace, swap neighbours) from one word to another, after Damerau. */
static size_t edit_distance(const char *from, const char *to)
{
    enum { LONGEST = 64 };
    size_t m = strlen(from), n = strlen(to);
    if (m >= LONGEST || n >= LONGEST)
        return SIZE_MAX;
    size_t row[3][LONGEST + 1];
    for (size_t j = 0; j <= n; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t *now = row[i % 3], *above = row[(i - 1) % 3], *two_above = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= n; j++) {
            now[j] = least_of(least_of(above[j] + 1, now[j - 1] + 1),
                              above[j - 1] + (from[i - 1] != to[j - 1]));
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                now[j] = least_of(now[j], two_above[j - 2] + 1);
        }
    }
    return row[m % 3][n];
}

const char *text_name_in_array(const void *list, size_t index)
{
    return ((const char *const *)list)[index];
}

const char *text_nearest(const char *word, const char *(*names)(const void *, size_t),
                         const void *list, size_t count)
{
    const char *nearest = NULL;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        const char *name = names(list, i);
        size_t longer = strlen(name) > strlen(word) ? strlen(name) : strlen(word);
        size_t distance = edit_distance(word, name);
        if (distance < least && distance <= (longer + 2) / 3) {
            least = distance;
            nearest = name;
        }
    }
    return nearest;
}
