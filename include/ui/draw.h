/* The few ways in which words come on the screen. Rows and columns count from 0; whatever lies
 * outside the window is left out, so that every view survives every size. */
#ifndef UI_DRAW_H
#define UI_DRAW_H

#include "ui/theme.h"

/* Writes text from a column on, cut at `width` columns (-1: at the window's edge) with a "…".
 * Returns the column behind it. */
int draw_text(WINDOW *window, const struct theme *theme, enum role role, int row, int column,
              const char *text, int width);

/* Writes text so that it ends before a column. Returns where it begins. */
int draw_text_ending(WINDOW *window, const struct theme *theme, enum role role, int row, int column,
                     const char *text);

void draw_centred(WINDOW *window, const struct theme *theme, enum role role, int row,
                  const char *text);

/* Wraps a paragraph (`length` bytes) into lines of about one length and centres it, in the rows
 * [top, bottom), at most `width` columns wide. Lines that don't fit are left out at the end.
 * Returns the row behind it. */
int draw_paragraph(WINDOW *window, const struct theme *theme, enum role role, int top, int bottom,
                   int width, const char *text, size_t length);

/* Wraps a line into at most `most` rows, the last one above `bottom`, each centred. Returns its
 * first row. */
int draw_notice(WINDOW *window, const struct theme *theme, enum role role, int bottom, int most,
                const char *text);

/* Writes a line that mustn't be overlooked into as many rows above `bottom` as it takes, at the
 * left margin. */
void draw_warning(WINDOW *window, const struct theme *theme, int bottom, const char *text);

/* Writes the footer words of the keys that mean something in a place (ui/keys.h), as many as fit
 * before a column. The key that grounds is always among them. */
void draw_footer(WINDOW *window, const struct theme *theme, int where, int row, int end_column);

/* The columns of the first key in a place's footer and of the one that grounds: what stands beside
 * a footer leaves them free. */
int draw_footer_least(int where);

/* Writes only the key that grounds in a place, where one does. Returns the column after it. */
int draw_ground(WINDOW *window, const struct theme *theme, int where, int row, int column,
                int end_column);

#endif
