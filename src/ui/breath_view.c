#include "ui/breath_view.h"

#include "base/frames.h"
#include "base/memory.h"
#include "ui/breath_lines.h"
#include "ui/draw.h"

#include <math.h>
#include <stdlib.h>

enum {
    FRAME_MS = 50,       /* 20 pictures a second */
    FIGURE_ROWS = 3,     /* no disc is lower, */
    FIGURE_MOST = 12,    /* nor higher */
    FIGURE_COLUMNS = 24, /* a window that has no room for so many has a bar */
    BAR_MOST = 24,
    DOT_ROWS = 4, /* in a cell of braille, */
    DOT_COLUMNS = 2,
};

/* What the disc keeps when the lungs are empty, and what it leaves to the ring when they are full;
 * parts of the ring's radius. */
static const double SMALLEST = 0.2, LARGEST = 0.8;

/* Still, it is as large as in the midst of a breath. */
static const double STILL = 0.5;

/* ---- the disc, in dots of braille: two beside each other and four above each other to a cell */

struct figure {
    double across, down; /* the ring's radii, dots */
    double part;         /* the disc's part of them */
};

enum dot { DOT_NONE, DOT_RING, DOT_DISC };

/* What is to be seen at a place, dots from the middle. */
static enum dot dot_at(const struct figure *figure, double x, double y)
{
    double u = x / figure->across, v = y / figure->down;
    double out = sqrt(u * u + v * v); /* 1 on the ring */
    if (out <= figure->part)
        return DOT_DISC;
    if (out > 1)
        return DOT_NONE;
    u /= figure->across;
    v /= figure->down;
    double slope = sqrt(u * u + v * v) / out; /* of `out`, per dot */
    return 1 - out < slope ? DOT_RING : DOT_NONE;
}

/* One cell, its upper left dot at a place: which dots are set, and whether any is the disc's. */
static unsigned cell_at(const struct figure *figure, double x, double y, bool *disc)
{
    /* Unicode numbers the dots by columns, but for the last row, which came later. */
    static const unsigned BITS[DOT_ROWS][DOT_COLUMNS] = {
        {0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    unsigned bits = 0;
    *disc = false;
    for (int row = 0; row < DOT_ROWS; row++) {
        for (int column = 0; column < DOT_COLUMNS; column++) {
            enum dot dot = dot_at(figure, x + column, y + row);
            bits |= dot == DOT_NONE ? 0 : BITS[row][column];
            *disc |= dot == DOT_DISC;
        }
    }
    return bits;
}

static void draw_braille(WINDOW *window, const struct theme *theme, enum role role, int row,
                         int column, unsigned bits)
{
    const char cell[] = {(char)0xe2, (char)(0xa0 | bits >> 6), (char)(0x80 | (bits & 0x3f)), '\0'};
    draw_text(window, theme, role, row, column, cell, 1);
}

/* In so many rows from `top` on; round, or where it is low a lens. */
static void draw_figure(WINDOW *window, const struct theme *theme, double full, int top, int rows)
{
    enum { COLUMNS_LEAST = 20 };
    int columns = 2 * rows < COLUMNS_LEAST ? COLUMNS_LEAST : 2 * rows;
    int left = (getmaxx(window) - columns) / 2;
    const struct figure figure = {.across = columns * DOT_COLUMNS / 2.0,
                                  .down = rows * DOT_ROWS / 2.0,
                                  .part = SMALLEST + (LARGEST - SMALLEST) * full};
    for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
            bool disc;
            double x = column * DOT_COLUMNS + 0.5 - figure.across;
            double y = row * DOT_ROWS + 0.5 - figure.down;
            unsigned bits = cell_at(&figure, x, y, &disc);
            if (bits)
                draw_braille(window, theme, disc ? ROLE_ACCENT : ROLE_DIM, top + row, left + column,
                             bits);
        }
    }
}

/* ---- the bar, in eighths of a cell, growing to both sides */

/* The cell at an end: so many eighths of it are set, at its left, or `mirrored` at its right. */
static void draw_end(WINDOW *window, const struct theme *theme, int row, int column, int eighths,
                     bool mirrored)
{
    static const char *const LEFT[] = {" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
    mirrored &= eighths < 8;
    wattrset(window, (int)(theme->looks[ROLE_ACCENT] | (mirrored ? A_REVERSE : 0)));
    mvwaddstr(window, row, column, LEFT[mirrored ? 8 - eighths : eighths]);
    wattrset(window, A_NORMAL);
}

static void draw_bar(WINDOW *window, const struct theme *theme, double full, int row)
{
    int columns = getmaxx(window);
    int most = columns - 2 < BAR_MOST ? (columns - 2) / 2 : BAR_MOST / 2; /* cells to a side */
    int middle = columns / 2;
    if (most < 1)
        return;
    int eighths = 4 + (int)lround(full * (8 * most - 4));
    for (int cell = 0; 8 * cell < eighths; cell++) {
        int set = eighths - 8 * cell < 8 ? eighths - 8 * cell : 8;
        draw_end(window, theme, row, middle + cell, set, false);
        draw_end(window, theme, row, middle - 1 - cell, set, true);
    }
}

/* ---- all of it */

/* The word, and under a figure that stands still how long it takes. */
static void draw_word(WINDOW *window, const struct theme *theme, const struct breath_moment *now,
                      bool moves, int row)
{
    int seconds = (int)((now->lasts + FRAMES_PER_SECOND / 2) / FRAMES_PER_SECOND);
    char *text = moves ? mem_copy_text(breath_word(now->phase))
                       : mem_format("%s · %d s", breath_word(now->phase), seconds);
    draw_centred(window, theme, ROLE_PROMPT, row, text);
    free(text);
}

static void draw_count(WINDOW *window, const struct theme *theme, const struct breathing *breathing,
                       int row)
{
    char *text = mem_format("%d of %d", breathing->now.time + 1, breathing->times);
    draw_centred(window, theme, ROLE_DIM, row, text);
    free(text);
}

int breath_view_draw(WINDOW *window, const struct theme *theme, const struct breathing *breathing,
                     bool moves, int top, int bottom)
{
    enum { AIRY = 7, COUNTED = 8 }; /* so many rows leave room for a gap, and for the count */
    const struct breath_moment *now = &breathing->now;
    double full = moves ? now->full : STILL;
    int rows = bottom - top, gap = rows >= AIRY, count = rows >= COUNTED;
    int height = rows - 1 - gap - count;
    if (rows < 1)
        return top;
    if (height < FIGURE_ROWS || getmaxx(window) < FIGURE_COLUMNS) {
        int row = top + (rows - 2) / 2;
        if (rows >= 2)
            draw_bar(window, theme, full, row++);
        draw_word(window, theme, now, moves, row);
        return row + 1;
    }
    if (height > FIGURE_MOST)
        height = FIGURE_MOST;
    int row = top + (rows - height - 1 - gap - count) / 2;
    draw_figure(window, theme, full, row, height);
    row += height + gap;
    draw_word(window, theme, now, moves, row++);
    if (count)
        draw_count(window, theme, breathing, row++);
    return row;
}

int breath_view_wait(const struct breathing *breathing, bool moves)
{
    int left = (int)(breathing->now.left / FRAMES_PER_MS) + 1;
    return moves && left > FRAME_MS ? FRAME_MS : left;
}
