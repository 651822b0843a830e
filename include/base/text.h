/* UTF-8 text: is it clean, how wide is it, where does it break, what was probably meant. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the bytes are valid UTF-8 without a NUL. */
bool text_is_utf8(const char *bytes, size_t length);

/* Makes a text valid UTF-8 in its place: "?" for every byte that isn't; what is cut off in the
 * midst of its last character loses it. */
void text_mend(char *text);

/* A copy fit for a terminal and for one line: runs of white space and line ends of any kind become
 * one space, ends are trimmed. Control characters and bidirectional overrides, embeddings and
 * isolates are left out, as is what isn't UTF-8. The caller frees it. */
char *text_clean(const char *text);

/* A copy fit for a terminal that keeps its lines and spaces: every kind of line end becomes a
 * newline, a tab four spaces; left out is what text_clean leaves out, and the mark of
 * byte order. `*cleaned` (may be NULL) gets its bytes. The caller frees it. */
char *text_clean_lines(const char *text, size_t length, size_t *cleaned);

/* The first place at or after `at`, in bytes, that is an edge between two characters as people see
 * them (grapheme clusters, UAX 29): never inside an emoji or between a letter and its accent.
 * `length` bytes of text that text_clean_lines made. */
size_t text_edge(const char *text, size_t length, size_t at);

/* The last such edge before `at`, which is one itself, above 0. */
size_t text_edge_before(const char *text, size_t at);

/* The last such edge that is no farther than `most`. */
size_t text_edge_within(const char *text, size_t length, size_t most);

/* Sets the locale by which libc counts columns: that of the environment if it is UTF-8, else a
 * plain one. Once, before anything below is called. */
void text_use_locale(void);

/* Columns on a terminal by libc's table (wcwidth), as curses counts them; what libc doesn't know is
 * one. `length` bytes of UTF-8. */
int text_width(const char *text, size_t length);

/* A copy for the screen, in which every character that libc doesn't know is U+FFFD: curses would
 * show a blank, or nothing. It is as wide as the text. The caller frees it. */
char *text_for_screen(const char *text, size_t length);

/* Bytes of the longest start of `text` that is at most `columns` wide, never inside a character. */
size_t text_fit(const char *text, int columns);

struct text_line {
    const char *start; /* into the wrapped text */
    size_t length;     /* bytes, without the white space at the break */
    int width;         /* columns */
};

/* Breaks `text` into at most `most` lines no wider than `columns` (at least 1), at the places where
 * Unicode (UAX 14) allows it, else inside a word. What is ASCII breaks at white space alone, so
 * that
 * --an-option and a/file.name stay whole where they fit in a line. Returns how many lines there
 * are. */
size_t text_wrap(const char *text, int columns, struct text_line *lines, size_t most);

/* The one of `count` names nearest to `word` by edit distance, or NULL where none is near enough to
 * be what was meant (more than a third of the letters differ). `names` yields each by its index. */
const char *text_nearest(const char *word, const char *(*names)(const void *, size_t),
                         const void *list, size_t count);

/* text_nearest over an array of strings: pass the array as `list`. */
const char *text_name_in_array(const void *list, size_t index);

#endif
