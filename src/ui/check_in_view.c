#include "ui/check_in_view.h"

#include "base/memory.h"
#include "base/text.h"
#include "ui/draw.h"
#include "ui/keys.h"

#include <stdlib.h>
#include <string.h>

static const char CANT_TELL[] = "can't tell";

enum {
    MARGIN = 3,
    NARROW = 30,       /* a screen without margins */
    FULL_ROWS = 18,    /* from here on all questions are shown, */
    FULL_COLUMNS = 64, /* if it is as wide as this, too */
    AIRY_ROWS = 30,
    FRAMED_ROWS = 11, /* a title and a footer */
    WIDEST = 100,
    CELL = 12, /* a word with its marks before it, */
    MARKS = 3, /* which are: the cursor, whether it is chosen, a space */
    CANT_TELL_COLUMNS = 15,
};

/* Where things are in a window. */
struct place {
    int rows;
    int left; /* the first column of texts: marks of the cursor stand before it where there is room
               */
    int width;
    bool full;
    bool framed;
};

static struct place place_of(WINDOW *window)
{
    int rows, columns;
    getmaxyx(window, rows, columns);
    bool full = rows >= FULL_ROWS && columns >= FULL_COLUMNS;
    int left = full ? MARGIN + 2 : columns < NARROW ? 0 : MARGIN;
    int width = columns - left - (columns < NARROW ? 0 : MARGIN);
    return (struct place){rows, left, width < WIDEST ? width : WIDEST, full, rows >= FRAMED_ROWS};
}

/* ---- a scale */

/* A bar of one column on the line, at half a column's exactness: with 51 columns or more each step
 * is seen. */
static void draw_knob(WINDOW *window, const struct theme *theme, int row, int left, int width,
                      int answer)
{
    int halves = 2 * (width - 1) * answer / SCALE_STEPS;
    draw_text(window, theme, ROLE_ACCENT, row, left + halves / 2, halves % 2 ? "▐▌" : "█", -1);
}

/* An empty one shows where one stands that the arrows move it. */
static void draw_line(WINDOW *window, const struct theme *theme, int row, int left, int width,
                      int answer, bool here)
{
    for (int i = 0; i < width; i++)
        draw_text(window, theme, ROLE_DIM, row, left + i, "─", 1);
    if (answer >= 0)
        draw_knob(window, theme, row, left, width, answer);
    else if (here && answer == ANSWER_OPEN)
        draw_text(window, theme, ROLE_ACCENT, row, left + width / 2 - 2, " ← → ", -1);
}

static void draw_ends(WINDOW *window, const struct theme *theme, enum role role, int row, int left,
                      int width, const struct scale_words *words)
{
    int end = draw_text(window, theme, role, row, left, words->low, width);
    int high = text_width(words->high, strlen(words->high));
    if (end + 1 + high <= left + width)
        draw_text_ending(window, theme, role, row, left + width, words->high);
}

static void draw_cant_tell(WINDOW *window, const struct theme *theme, int row, int left,
                           bool chosen)
{
    draw_text(window, theme, chosen ? ROLE_ACCENT : ROLE_PROMPT, row, left, chosen ? "●" : "○", -1);
    draw_text(window, theme, chosen ? ROLE_ACCENT : ROLE_PROMPT, row, left + 2, CANT_TELL, -1);
}

/* Two rows: its ends, and below them the line. */
static void draw_scale(WINDOW *window, const struct theme *theme, int row, int left, int width,
                       const struct check_in_model *model, int scale)
{
    bool here = model->row == scale;
    draw_ends(window, theme, here ? ROLE_ACCENT : ROLE_PROMPT, row, left, width,
              &SCALE_WORDS[scale]);
    draw_line(window, theme, row + 1, left, width, model->answers.scales[scale], here);
}

/* ---- the words */

/* The cursor stands in the same column as beside a scale. */
static int grid_left(const struct place *place)
{
    return place->full ? MARGIN : place->left < MARKS ? 0 : place->left - MARKS;
}

size_t check_in_view_columns(WINDOW *window)
{
    struct place place = place_of(window);
    int room = place.left + place.width - grid_left(&place);
    return room > CELL ? (size_t)(room / CELL) : 1;
}

static void draw_word(WINDOW *window, const struct theme *theme, int row, int left, int width,
                      const struct check_in_model *model, size_t index)
{
    const char *word = check_in_word(model, index);
    bool here = model->row == CHECK_IN_WORDS && model->word == index;
    bool chosen = check_in_has_word(&model->answers, word);
    enum role role = here || chosen ? ROLE_ACCENT : ROLE_PROMPT;
    draw_text(window, theme, ROLE_ACCENT, row, left, here ? "▸" : " ", -1);
    draw_text(window, theme, role, row, left + 1, chosen ? "●" : " ", -1);
    draw_text(window, theme, role, row, left + MARKS, word, width - MARKS - 1);
}

/* As many lines of words as fit, those about the cursor. */
static void draw_grid(WINDOW *window, const struct theme *theme, const struct place *place, int top,
                      int bottom, const struct check_in_model *model)
{
    size_t columns = check_in_view_columns(window), count = 0;
    int left = grid_left(place), room = bottom - top;
    int width = columns > 1 ? CELL : place->left + place->width - left;
    if (room <= 0)
        return;
    while (check_in_word(model, count))
        count++;
    int lines = (int)((count + columns - 1) / columns), here = (int)(model->word / columns);
    int most = lines > room ? lines - room : 0, first = here - room / 2;
    first = first < 0 ? 0 : first < most ? first : most;
    for (int line = 0; line < room && first + line < lines; line++) {
        for (size_t i = 0; i < columns; i++) {
            size_t index = (size_t)(first + line) * columns + i;
            if (index < count)
                draw_word(window, theme, top + line, left + (int)i * width, width, model, index);
        }
    }
    int edge = place->left + place->width - 1;
    if (first > 0)
        draw_text(window, theme, ROLE_DIM, top, edge, "↑", -1);
    if (first < most)
        draw_text(window, theme, ROLE_DIM, bottom - 1, edge, "↓", -1);
}

/* Those that are chosen, with commas. The caller frees it. */
static char *list_chosen(const struct check_in *answers)
{
    char *list = mem_copy_text("");
    for (size_t i = 0; i < answers->word_count; i++) {
        char *longer = mem_format("%s%s%s", list, i ? ", " : "", answers->words[i]);
        free(list);
        list = longer;
    }
    return list;
}

/* How to choose, in as many columns as there are. */
static const char *hint_of(const struct check_in_model *model, int room)
{
    static const struct {
        const char *text, *brief;
    } HINTS[] = {
        {"space chooses, / finds or takes your own", "space chooses"},
        {"Enter takes it", ""},
        {"Enter takes it as a word of yours", "Enter takes it"},
        {"there is room for 16 words", "no more room"},
    };
    int i = model->finding ? 1 + check_in_is_own(model) : model->full ? 3 : 0;
    bool fits = text_width(HINTS[i].text, strlen(HINTS[i].text)) <= room;
    return fits ? HINTS[i].text : HINTS[i].brief;
}

/* What is typed, or whose words these are. Returns the column behind it. */
static int draw_lead(WINDOW *window, const struct theme *theme, const struct place *place, int row,
                     const struct check_in_model *model)
{
    bool here = model->row == CHECK_IN_WORDS;
    if (!model->finding && place->width < NARROW)
        return place->left;
    char *text = model->finding ? mem_format("/%s▏", model->own) : mem_copy_text("Words for it");
    int end = draw_text(window, theme, here ? ROLE_ACCENT : ROLE_PROMPT, row, place->left, text,
                        place->width);
    free(text);
    return end + 2;
}

/* The line above the words: what is typed, what is chosen, how to choose. */
static void draw_head(WINDOW *window, const struct theme *theme, const struct place *place, int row,
                      const struct check_in_model *model)
{
    bool hints = model->finding || model->full || !model->answers.word_count;
    int column = draw_lead(window, theme, place, row, model);
    int room = place->left + place->width - column;
    if (room <= 0 || (hints && model->row != CHECK_IN_WORDS))
        return;
    char *text = hints ? mem_copy_text(hint_of(model, room)) : list_chosen(&model->answers);
    draw_text(window, theme, hints ? ROLE_DIM : ROLE_ACCENT, row, column, text, room);
    free(text);
}

/* ---- the screen */

static int keys_of(const struct check_in_model *model)
{
    return model->finding ? KEYS_WORD : KEYS_CHECK_IN;
}

/* What is quietly shown where a word calls for it: as long as fits. */
static void draw_care(WINDOW *window, const struct theme *theme, const struct place *place, int row)
{
    static const char *const TEXTS[] = {
        "If it grows too much: g grounds, eyes open · H shows whom to turn to",
        "g grounds, eyes open · H help now",
        "g grounds · H help",
    };
    size_t i = 0;
    while (i < 2 && text_width(TEXTS[i], strlen(TEXTS[i])) > place->width)
        i++;
    draw_text(window, theme, ROLE_PROMPT, row, place->left, TEXTS[i], -1);
}

static void draw_title(WINDOW *window, const struct theme *theme,
                       const struct check_in_model *model, int row, const char *right)
{
    int columns = getmaxx(window), left = columns < NARROW ? 0 : MARGIN;
    int end = draw_text_ending(window, theme, ROLE_DIM, row, columns - left, right);
    draw_text(window, theme, ROLE_TITLE, row, left, CHECK_IN_TITLES[model->moment], end - left - 1);
}

/* All scales, one below the other. Returns the row behind them. */
static int draw_scales(WINDOW *window, const struct theme *theme, const struct place *place,
                       int row, int gap, const struct check_in_model *model)
{
    int width = place->width - CANT_TELL_COLUMNS;
    for (int scale = 0; scale < SCALES; scale++) {
        bool here = model->row == scale;
        const char *question = SCALE_WORDS[scale].question;
        draw_text(window, theme, ROLE_ACCENT, row, MARGIN, here ? "▸" : " ", -1);
        if (*question)
            draw_text(window, theme, here ? ROLE_ACCENT : ROLE_PROMPT, row++, place->left, question,
                      -1);
        draw_scale(window, theme, row, place->left, width, model, scale);
        draw_cant_tell(window, theme, row + 1, place->left + width + 3,
                       model->answers.scales[scale] == ANSWER_CANT_TELL);
        row += 2 + gap;
    }
    return row;
}

static void draw_full(WINDOW *window, const struct theme *theme, const struct place *place,
                      const struct check_in_model *model)
{
    bool airy = place->rows >= AIRY_ROWS, care = check_in_may_help(&model->answers);
    int row = airy ? 5 : 3, bottom = place->rows - 1 - airy;
    draw_title(window, theme, model, airy ? 2 : 1, "answer what you like; it is never scored");
    row = draw_scales(window, theme, place, row, airy ? 2 : 1, model);
    draw_head(window, theme, place, row, model);
    draw_grid(window, theme, place, row + 1 + airy, bottom - care - 2 * airy, model);
    if (care)
        draw_care(window, theme, place, bottom - 1 - airy);
    draw_footer(window, theme, keys_of(model), bottom, getmaxx(window) - MARGIN);
}

/* A question, wrapped. Returns the row behind it. */
static int draw_question(WINDOW *window, const struct theme *theme, const struct place *place,
                         int row, const struct scale_words *words)
{
    enum { MOST = 3 };
    struct text_line lines[MOST];
    const char *text = place->framed ? words->question : words->brief;
    size_t count = text_wrap(text, place->width > 0 ? place->width : 1, lines, MOST);
    for (size_t i = 0; i < count; i++) {
        char *line = mem_format("%.*s", (int)lines[i].length, lines[i].start);
        draw_text(window, theme, ROLE_PROMPT, row++, place->left, line, -1);
        free(line);
    }
    return row;
}

static void draw_one_scale(WINDOW *window, const struct theme *theme, const struct place *place,
                           int row, int bottom, const struct check_in_model *model)
{
    bool told = model->answers.scales[model->row] != ANSWER_CANT_TELL;
    row = draw_question(window, theme, place, row, &SCALE_WORDS[model->row]);
    draw_scale(window, theme, row, place->left, place->width, model, model->row);
    row += 2;
    row += place->framed && row + 1 < bottom;
    draw_cant_tell(window, theme, row, place->left, !told);
    if (place->width >= CANT_TELL_COLUMNS + 3)
        draw_text(window, theme, ROLE_DIM, row, place->left + CANT_TELL_COLUMNS, "(c)", -1);
    if (!place->framed && row + 1 < bottom) {
        char *which = mem_format("Enter  %d/%d", model->row + 1, CHECK_IN_ROWS);
        int end = draw_ground(window, theme, KEYS_CHECK_IN, bottom - 1, place->left,
                              place->left + place->width);
        draw_text(window, theme, ROLE_DIM, bottom - 1, end + 2, which, -1);
        free(which);
    }
}

static void draw_frame(WINDOW *window, const struct theme *theme,
                       const struct check_in_model *model, int bottom)
{
    char *which = mem_format("%d of %d", model->row + 1, CHECK_IN_ROWS);
    draw_title(window, theme, model, 1, which);
    draw_footer(window, theme, keys_of(model), bottom, getmaxx(window) - MARGIN);
    free(which);
}

/* Only the question one stands at. */
static void draw_one(WINDOW *window, const struct theme *theme, const struct place *place,
                     const struct check_in_model *model)
{
    bool words = model->row == CHECK_IN_WORDS;
    int row = place->framed ? 3 : 0, bottom = place->rows - place->framed;
    if (place->framed)
        draw_frame(window, theme, model, bottom);
    if (check_in_may_help(&model->answers) && (words || place->framed))
        draw_care(window, theme, place, --bottom);
    else if (words && !place->framed && bottom > 2)
        draw_footer(window, theme, KEYS_CHECK_IN, --bottom, getmaxx(window) - place->left);
    if (words) {
        draw_head(window, theme, place, row, model);
        draw_grid(window, theme, place, row + 1, bottom, model);
    } else {
        draw_one_scale(window, theme, place, row, bottom, model);
    }
}

void check_in_view_draw(WINDOW *window, const struct theme *theme,
                        const struct check_in_model *model)
{
    struct place place = place_of(window);
    werase(window);
    if (place.full)
        draw_full(window, theme, &place, model);
    else
        draw_one(window, theme, &place, model);
}
