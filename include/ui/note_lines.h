/* A note laid out into rows of a width: where each byte of it stands, and what stands where. */
#ifndef UI_NOTE_LINES_H
#define UI_NOTE_LINES_H

#include <stddef.h>

/* Rows follow one another without a gap, a newline aside. The spaces at a break hang behind the
 * last column, so that a row begins with a word. */
struct note_row {
    size_t start; /* bytes */
    size_t end;   /* behind what it shows: at its newline, or where the next row begins */
};

struct note_lines {
    int width; /* columns */
    struct note_row *rows;
    size_t count; /* at least 1 once it is laid */
};

/* Lays `length` bytes of clean text out, at most `width` columns (at least 1) wide: broken where
 * Unicode (UAX 14) allows it, else between two characters. `lines` begins as {0}; note_lines_free
 * frees what it holds. Costs time in proportion to the text. */
void note_lines_lay(struct note_lines *lines, const char *text, size_t length, int width);

void note_lines_free(struct note_lines *lines);

/* The row on which a byte stands; the edge between two rows belongs to the lower one. */
size_t note_lines_row(const struct note_lines *lines, size_t at);

/* The columns before a byte on its row, at most the width: there hanging spaces are, too. */
int note_lines_column(const struct note_lines *lines, const char *text, size_t at);

/* The last place on a row that is no farther than `column`. note_lines_row finds it there again. */
size_t note_lines_at(const struct note_lines *lines, const char *text, size_t row, int column);

#endif
