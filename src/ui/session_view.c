#include "ui/session_view.h"

#include "base/frames.h"
#include "base/memory.h"
#include "base/text.h"
#include "ui/breath_view.h"
#include "ui/draw.h"
#include "ui/keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GOES_BACK "u goes back"

enum {
    MARGIN = 3,           /* columns at either side */
    WORDS_WIDTH = 56,     /* columns of the words at most: easy to take in at a glance */
    OUTLINE_ROWS = 18,    /* the outline needs a screen this high */
    OUTLINE_COLUMNS = 56, /* and this wide */
    TITLE_ROWS = 8,       /* below this only the words and the time stay */
    TITLE_COLUMNS = 30,
    FADES_IN_SILENCE_OF = 12, /* seconds: shorter silences keep the words */
    WORDS_STAY = 6,           /* seconds into such a silence */
    LINE_ROWS = 2,            /* rows that the line to read may take */
};

/* What is said without a voice, such as the step's `show`, stays over the figure where there is
 * room. Returns the row behind both. */
static int draw_breathing(WINDOW *window, const struct theme *theme,
                          const struct session_view *view, int top, int bottom, int width)
{
    enum { ROOMY = 9, SHOWN = 2 };
    const struct snapshot *at = &view->status->session;
    const struct step *step = &view->practice->steps[at->step];
    if (!step->say && step->show && bottom - top >= ROOMY) {
        draw_paragraph(window, theme, ROLE_PROMPT, top, top + SHOWN, width, step->show,
                       strlen(step->show));
        top += SHOWN + 1;
    }
    return breath_view_draw(window, theme, &at->breathing, view->motion, top, bottom);
}

/* How the words look now: whole, on their way out in a long silence, or gone (ROLE_COUNT). */
static enum role words_role(const struct theme *theme, const struct session_view *view)
{
    const struct snapshot *at = &view->status->session;
    bool breathed = view->practice->steps[at->step].breath && at->into >= at->speech;
    if (breathed) /* its words came before the figure */
        return ROLE_COUNT;
    int64_t silent = (at->into - at->speech) / FRAMES_PER_SECOND - WORDS_STAY;
    if (at->into < at->speech || at->pause < FADES_IN_SILENCE_OF * FRAMES_PER_SECOND || silent < 0)
        return ROLE_PROMPT;
    if (silent >= THEME_FADES)
        return ROLE_COUNT;
    return theme->fades ? (enum role)(ROLE_FADE_1 + silent) : ROLE_PROMPT;
}

/* A silence whose length is fixed says it, once the words are gone. */
static void draw_silence(WINDOW *window, const struct theme *theme, const struct session_view *view,
                         int row)
{
    const struct snapshot *at = &view->status->session;
    const struct step *step = &view->practice->steps[at->step];
    if (step->most != step->least || at->pause < FADES_IN_SILENCE_OF * FRAMES_PER_SECOND)
        return;
    char length[64];
    frames_format_words(at->pause, length, sizeof length);
    char *text = mem_format("%s of silence", length);
    draw_centred(window, theme, ROLE_DIM, row, text);
    free(text);
}

/* The ways on from grounding, each with its key, so that they end above `bottom`. Returns their
 * first row. */
static int draw_ways(WINDOW *window, const struct theme *theme, const struct session_view *view,
                     int bottom)
{
    int columns = getmaxx(window), column = columns, gap = columns < TITLE_COLUMNS ? 2 : 3;
    int ways = view->status->session.can_go_on ? WAYS_ON : WAYS_ON - 1;
    for (int i = 0; i < ways; i++) {
        const char *title = view->detours->ways[i].title;
        int left = (columns - text_width(title, strlen(title)) - gap) / 2;
        column = left < column ? left : column;
    }
    column = column < 0 ? 0 : column;
    for (int i = 0; i < ways; i++) {
        char key[] = {(char)('1' + i), '\0'};
        draw_text(window, theme, ROLE_ACCENT, bottom - ways + i, column, key, -1);
        draw_text(window, theme, ROLE_PROMPT, bottom - ways + i, column + gap,
                  view->detours->ways[i].title, -1);
    }
    return bottom - ways;
}

/* Returns the row behind them. */
static int draw_words(WINDOW *window, const struct theme *theme, const struct session_view *view,
                      int top, int bottom, int width)
{
    const struct snapshot *at = &view->status->session;
    enum role role = words_role(theme, view);
    size_t start, length;
    if (at->breathing.times)
        return draw_breathing(window, theme, view, top, bottom, width);
    if (at->away == AWAY_ASKING && bottom - top >= WAYS_ON)
        bottom = draw_ways(window, theme, view, bottom) - 1;
    if (role == ROLE_COUNT) {
        draw_silence(window, theme, view, top + (bottom - top) / 2);
        return top;
    }
    if (!view->captions)
        return top;
    caption_find(view->practice, at, &start, &length);
    return draw_paragraph(window, theme, role, top, bottom, width,
                          step_shown(&view->practice->steps[at->step]) + start, length);
}

/* The detour that one is in, as its file calls it; NULL: none. */
static const char *detour_name(const struct session_view *view)
{
    const struct snapshot *at = &view->status->session;
    if (at->away != AWAY_DETOUR)
        return NULL;
    const struct practice *words = view->detours->words;
    return words->sections[words->steps[at->step - view->practice->step_count].section].name;
}

/* The mark of a section: sat in, passed over, present, or to come. */
static const char *mark_of(const struct snapshot *at, size_t section)
{
    enum { KNOWN = 64 };
    bool sat_in = section >= KNOWN || (at->sat_in >> section & 1);
    return section > at->section ? " " : section == at->section ? "●" : sat_in ? "✓" : "·";
}

/* The sections of this session, the present one marked, and beside it the detour from there.
 * Returns the row behind. */
static int draw_outline(WINDOW *window, const struct theme *theme, const struct session_view *view,
                        int row)
{
    const struct snapshot *at = &view->status->session;
    const char *detour = detour_name(view);
    for (size_t i = 0; i < view->practice->section_count; i++) {
        if (!section_belongs(view->practice, i, view->chosen))
            continue;
        bool here = i == at->section;
        enum role role = here ? ROLE_ACCENT : ROLE_DIM;
        const char *name = view->practice->sections[i].name;
        char *text = here && detour ? mem_format("%s · %s", name, detour) : mem_copy_text(name);
        draw_text(window, theme, role, row, MARGIN + 2, mark_of(at, i), -1);
        draw_text(window, theme, role, row++, MARGIN + 4, text, -1);
        free(text);
    }
    return row;
}

/* "heart · rain · 10 min"; without the background where the title would be cut for it. The caller
 * frees it. */
static char *describe_session(const struct session_view *view, int room)
{
    char length[32];
    const char *title = view->practice->title;
    const struct snapshot *at = &view->status->session;
    bool ended = view->chosen == FRAMES_LONGEST_SILENT && at->frames < view->chosen;
    frames_format_duration(view->chosen, length, sizeof length);
    if (at->open_ended || ended) /* it was, until it was ended */
        snprintf(length, sizeof length, "open-ended");
    else if (view->chosen % FRAMES_PER_MINUTE == 0)
        snprintf(length, sizeof length, "%d min", (int)(view->chosen / FRAMES_PER_MINUTE));
    const char *voice = view->status->voiced ? view->voice : "no voice";
    bool speaks = practice_speaks(view->practice);
    bool sounds = strcmp(view->background, "none") != 0;
    for (;;) {
        char *text = mem_format("%s%s%s%s%s", speaks ? voice : "", speaks ? " · " : "",
                                sounds ? view->background : "", sounds ? " · " : "", length);
        int width = text_width(title, strlen(title)) + 1 + text_width(text, strlen(text));
        if (width <= room || !sounds)
            return text;
        sounds = false;
        free(text);
    }
}

static void draw_title(WINDOW *window, const struct theme *theme, const struct session_view *view,
                       int row, bool outlined)
{
    int columns = getmaxx(window);
    char *right = describe_session(view, columns - 2 * MARGIN);
    int end = draw_text_ending(window, theme, ROLE_DIM, row, columns - MARGIN, right);
    int column =
        draw_text(window, theme, ROLE_TITLE, row, MARGIN, view->practice->title, end - MARGIN - 1);
    const char *detour = detour_name(view);
    const char *section = view->practice->sections[view->status->session.section].name;
    if (!outlined && end - column > 8 && (detour || view->practice->section_count > 1))
        draw_text(window, theme, ROLE_DIM, row, column + 2, detour ? detour : section,
                  end - column - 4);
    free(right);
}

/* What has passed and what remains, both turning at the same moment. */
static void format_times(const struct snapshot *at, char *passed, char *left, size_t size)
{
    int64_t second = at->heard / FRAMES_PER_SECOND;
    int64_t seconds = (at->frames + FRAMES_PER_SECOND - 1) / FRAMES_PER_SECOND;
    frames_format_clock(second * FRAMES_PER_SECOND, passed, size);
    frames_format_clock((seconds - second) * FRAMES_PER_SECOND, left, size);
}

static void draw_bar(WINDOW *window, const struct theme *theme, const struct snapshot *at, int row,
                     int start, int end)
{
    int cells = end - start;
    int64_t halves = at->frames ? 2 * cells * at->heard / at->frames : 0;
    for (int i = 0; i < cells; i++) {
        bool done = 2 * i < halves;
        const char *cell = !done ? "─" : 2 * i + 1 == halves ? "╸" : "━";
        draw_text(window, theme, done ? ROLE_ACCENT : ROLE_DIM, row, start + i, cell, 1);
    }
}

/* Of a session without an end that one waits for, only what has passed. */
static void draw_progress(WINDOW *window, const struct theme *theme, const struct snapshot *at,
                          int row)
{
    char passed[32], left[40];
    format_times(at, passed, left, 32);
    if (at->open_ended) {
        draw_centred(window, theme, ROLE_DIM, row, passed);
        return;
    }
    strcat(left, " left"); // NOLINT: 32 of 40 bytes are used
    int start = draw_text(window, theme, ROLE_DIM, row, MARGIN, passed, -1) + 2;
    int end = draw_text_ending(window, theme, ROLE_DIM, row, getmaxx(window) - MARGIN, left) - 2;
    draw_bar(window, theme, at, row, start, end);
}

static const char *sound_word(const struct player_status *status)
{
    switch (status->device) {
    case DEVICE_NONE:
        return "no sound";
    case DEVICE_OPENING:
        return "opening sound";
    case DEVICE_LOST:
        return "sound lost";
    case DEVICE_STALLED:
        return "sound stalled";
    case DEVICE_OPEN:
    case DEVICE_IDLE:
        break;
    }
    return status->muted ? "muted" : status->sink;
}

/* What of the sound has room beside the keys that must be there: its word and its volume, or one of
 * them. Returns the column at which it begins. */
static int draw_status(WINDOW *window, const struct theme *theme, const struct session_view *view,
                       int row)
{
    enum { BARS = 5, GAP = 2 };
    const struct player_status *status = view->status;
    const char *word = sound_word(status);
    char bars[BARS * 4 + 1] = "";
    bool wanting = status->device == DEVICE_LOST || status->device == DEVICE_STALLED;
    int end = getmaxx(window) - MARGIN, length = text_width(word, strlen(word));
    int room = end - MARGIN - draw_footer_least(KEYS_SESSION) - GAP;
    for (int i = 0; i < BARS; i++)
        strcat(bars, status->volume > i * 100 / BARS && !status->muted ? "▮" : "▯"); // NOLINT
    if (room >= length + 1 + BARS || (room >= BARS && room < length))
        end = draw_text_ending(window, theme, ROLE_DIM, row, end, bars) - 1;
    if (room >= length)
        end = draw_text_ending(window, theme, wanting ? ROLE_WARN : ROLE_DIM, row, end, word);
    return end;
}

/* Whether to say that the session is paused: not while it only waits for its device to open. */
static bool must_say_paused(const struct player_status *status)
{
    return status->paused &&
           (status->session.state != SESSION_PAUSED || status->device != DEVICE_OPENING);
}

/* What there is to read now, above `bottom`: a notice or a question, and that it is paused. Returns
 * its first row. */
static int draw_line(WINDOW *window, const struct theme *theme, const struct session_view *view,
                     int bottom)
{
    if (must_say_paused(view->status))
        draw_centred(window, theme, ROLE_WARN, --bottom, "paused · space goes on");
    return view->line ? draw_notice(window, theme, ROLE_WARN, bottom, LINE_ROWS, view->line)
                      : bottom;
}

/* The last row of a small screen: the key that grounds, and beside it the time, or that it is
 * paused, as long as fits. */
static void draw_small_foot(WINDOW *window, const struct theme *theme, const struct snapshot *at,
                            bool paused)
{
    enum { KEY = 1, KEY_AND_WORD = 8 };
    char passed[32], left[32];
    int row = getmaxy(window) - 1, columns = getmaxx(window);
    format_times(at, passed, left, sizeof left);
    char *texts[] = {paused           ? mem_format("paused · space %s", passed)
                     : at->open_ended ? mem_copy_text(passed)
                                      : mem_format("%s -%s", passed, left),
                     paused           ? mem_copy_text("paused · space")
                     : at->open_ended ? mem_copy_text(passed)
                                      : mem_format("-%s", left)};
    int widths[] = {text_width(texts[0], strlen(texts[0])), text_width(texts[1], strlen(texts[1]))};
    bool worded = widths[1] + 1 + KEY_AND_WORD <= columns;
    bool brief = widths[0] + 1 + (worded ? KEY_AND_WORD : KEY) > columns;
    enum role role = paused ? ROLE_WARN : ROLE_DIM;
    if (widths[1] + 1 + KEY > columns) {
        draw_centred(window, theme, role, row, texts[1]);
    } else {
        int start = draw_text_ending(window, theme, role, row, columns, texts[brief]);
        draw_ground(window, theme, KEYS_SESSION, row, 0, start - 1);
    }
    free(texts[0]);
    free(texts[1]);
}

/* The key alone, in the last corner, where words that take the whole screen leave it free. */
static void draw_key_in_corner(WINDOW *window, const struct theme *theme)
{
    int row = getmaxy(window) - 1, column = getmaxx(window) - 1;
    bool room = column > 0 && (mvwinch(window, row, column - 1) & A_CHARTEXT) == ' ' &&
                (mvwinch(window, row, column) & A_CHARTEXT) == ' ';
    if (room)
        draw_ground(window, theme, KEYS_SESSION, row, column, column + 1);
}

/* Only the words, the key that grounds and the time; words that need the last row take it, and the
 * ways on from grounding, which must all be read, take theirs, too. A line to read goes before the
 * words, but doesn't hide that it is paused where there is room to say it. */
static void draw_small(WINDOW *window, const struct theme *theme, const struct session_view *view)
{
    enum { ROOMY = 3 };
    int rows, columns;
    getmaxyx(window, rows, columns);
    const struct snapshot *at = &view->status->session;
    bool paused = must_say_paused(view->status);
    bool footed = !view->line || rows >= ROOMY;
    if (at->away == AWAY_ASKING && !view->line && !paused) {
        draw_ways(window, theme, view, rows > WAYS_ON ? rows - 1 : rows);
        if (rows > WAYS_ON)
            draw_small_foot(window, theme, at, false);
        return;
    }
    int bottom = paused || at->breathing.times || rows < ROOMY ? rows - 1 : rows;
    if (view->line)
        bottom = draw_notice(window, theme, ROLE_WARN, footed ? rows - 1 : rows,
                             rows > ROOMY ? LINE_ROWS : 1, view->line);
    if (draw_words(window, theme, view, 0, bottom, columns) == rows)
        draw_key_in_corner(window, theme);
    else if (footed)
        draw_small_foot(window, theme, at, paused);
}

void night_fall(WINDOW *window, const struct theme *theme)
{
    wbkgdset(window, theme->looks[ROLE_NIGHT] | ' ');
    werase(window);
}

/* For whoever is falling asleep. */
static void draw_dark(WINDOW *window, const struct theme *theme, const struct session_view *view)
{
    int rows, columns;
    getmaxyx(window, rows, columns);
    struct theme night = {.fades = false};
    for (int role = 0; role < ROLE_COUNT; role++)
        night.looks[role] = theme->looks[ROLE_NIGHT];
    night_fall(window, theme);
    draw_words(window, &night, view, 0, rows, columns < WORDS_WIDTH ? columns : WORDS_WIDTH);
}

static void draw(WINDOW *window, const struct theme *theme, const struct session_view *view)
{
    int rows, columns;
    getmaxyx(window, rows, columns);
    if (view->dark) {
        draw_dark(window, theme, view);
        return;
    }
    wbkgdset(window, ' ');
    werase(window);
    if (rows < TITLE_ROWS || columns < TITLE_COLUMNS) {
        draw_small(window, theme, view);
        return;
    }
    bool outlined =
        rows >= OUTLINE_ROWS && columns >= OUTLINE_COLUMNS && view->practice->section_count > 1;
    bool roomy = rows >= 12;
    int top = 2 + roomy;
    draw_title(window, theme, view, roomy, outlined);
    if (outlined)
        top = draw_outline(window, theme, view, top) + 1;
    int width = columns - 2 * MARGIN < WORDS_WIDTH ? columns - 2 * MARGIN : WORDS_WIDTH;
    int line = draw_line(window, theme, view, rows - 3), room = rows - 4 - roomy;
    draw_words(window, theme, view, top, line < room ? line : room, width);
    draw_progress(window, theme, &view->status->session, rows - 2 - roomy);
    int end = draw_status(window, theme, view, rows - 1 - roomy);
    draw_footer(window, theme, KEYS_SESSION, rows - 1 - roomy, end - 2);
}

void session_view_draw(WINDOW *window, const struct theme *theme, const struct session_view *view)
{
    struct session_view own = *view;
    char *line = view->line ? mem_format("%s · " GOES_BACK, view->line) : mem_copy_text(GOES_BACK);
    if (view->goes_back)
        own.line = line;
    draw(window, theme, &own);
    free(line);
}

int session_view_wait(const struct session_view *view)
{
    enum { LATE_MS = 3 }; /* what is heard follows the device's clock: too early would wake twice */
    const struct snapshot *at = &view->status->session;
    if (at->state != SESSION_RUNNING)
        return -1;
    if (view->status->device == DEVICE_STALLED)
        return 1000; /* nothing moves until it takes sound again */
    int64_t frames = FRAMES_PER_SECOND - at->heard % FRAMES_PER_SECOND;
    if (at->next_sentence < frames)
        frames = at->next_sentence;
    int wait = (int)(frames / FRAMES_PER_MS) + LATE_MS;
    int breath = at->breathing.times ? breath_view_wait(&at->breathing, view->motion) : wait;
    return breath < wait ? breath : wait;
}
