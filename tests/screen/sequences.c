/* Whatever a terminal sends (tests/sequences), every view stands as before, unless it is a key of
 * its own. */
#include "screen/keeper.h"
#include "support/random.h"

#include "base/frames.h"
#include "ui/key_reader.h"
#include "ui/keys.h"

#include <poll.h>
#undef KEY_DOWN
#undef KEY_UP
#include <curses.h>

#define DOWN "\033[B"
#define WALK_ON "play walk -m1 --sink silent"
#define BLINK_ON "play blink -m 2s --sink silent"
#define ASKED "Thank you", "\r", "How is it now?"

enum { SEQUENCES_LEAST = 200, SEQUENCES_MOST = 400, STEPS_MOST = 6, QUIET_MS = 100 };
enum { ONE_IN = 8 }; /* of the sequences, in each view, unless all are asked for */

/* ---- the list */

struct sequence {
    char bytes[80];
    int key; /* 0: nobody knows it */
};

static struct sequence sequences[SEQUENCES_MOST];
static size_t sequence_count;

/* The next byte of a text with \e, \a, \r, \\ and \xHH. */
static char next_byte(char **at)
{
    static const char ESCAPES[] = "e\033a\ar\r\\\\";
    char c = *(*at)++;
    if (c != '\\')
        return c;
    c = *(*at)++;
    if (c != 'x')
        return strchr(ESCAPES, c)[1];
    char hex[3] = {(*at)[0], (*at)[1], '\0'};
    *at += 2;
    return (char)strtol(hex, NULL, 16);
}

static int key_of(const char *bytes)
{
    struct key_reader reader = {0};
    int key = 0, found = 0;
    for (; *bytes; bytes += !reader.again)
        found = key_reader_take(&reader, (unsigned char)*bytes, 0, &key) ? key : found;
    return found;
}

static int read_sequences(void **state)
{
    char line[256];
    FILE *file = fopen("tests/sequences", "r");
    (void)state;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        struct sequence *sequence = &sequences[sequence_count];
        char *at = strchr(line, '\t');
        if (*line == '#')
            continue;
        assert_true(at && sequence_count < SEQUENCES_MOST);
        at[strcspn(at, "\n")] = '\0';
        at++;
        for (size_t i = 0; *at; i++)
            sequence->bytes[i] = next_byte(&at);
        sequence->key = key_of(sequence->bytes);
        if ((*line == '-') != !sequence->key)
            fail_msg("the key of \\033%s is %d", sequence->bytes + 1, sequence->key);
        sequence_count++;
    }
    fclose(file);
    assert_true(sequence_count >= SEQUENCES_LEAST);
    return 0;
}

/* ---- the views */

struct view {
    const char *name;
    const char *command;
    int where;                         /* whose keys are its own */
    bool typing;                       /* so are characters, and what ends typing */
    bool any;                          /* any key is */
    bool runs;                         /* the time goes on, and its digits and bar with it */
    bool offers;                       /* a sitting has broken off */
    const char *steps[STEPS_MOST * 2]; /* what is awaited, and then typed; last awaited */
};

static const struct view VIEWS[] = {
    {"menu", "play", KEYS_MENU | KEYS_GROUND, .steps = {"Esc back"}},
    {"menu, finding", "play", KEYS_MENU, true, .steps = {"Esc back", "/wal", "/ wal"}},
    {"lengths", "play walk", KEYS_MENU | KEYS_GROUND, .steps = {"other"}},
    {"length", "play walk", 0, true, .steps = {"other", "\033[F\r", "How many minutes"}},
    {"session", "sit 60m --sink silent --bells none", KEYS_SESSION, .runs = true,
     .steps = {"00:02"}},
    {"session, paused", WALK_ON, KEYS_SESSION, .steps = {"open the door", " ", "paused"}},
    {"detour", "play walk -m10 --seed 5 --sink silent", KEYS_SESSION,
     .steps = {"open the door", "N", "A stone lies", "4", "Perhaps you were", " ", "paused"}},
    {"keys", WALK_ON, 0, .any = true, .steps = {"open the door", " ", "paused", "?", "Keys"}},
    {"hard moment", WALK_ON, 0, .any = true,
     .steps = {"open the door", " ", "paused", "\r", "What may help now?"}},
    {"ways on", WALK_ON, KEYS_SESSION,
     .steps = {"open the door", "gN", "1  Stop here", " ", "paused"}},
    {"closing", BLINK_ON, KEYS_MENU | KEYS_GROUND, .steps = {"Thank you"}},
    {"scale", BLINK_ON, KEYS_CHECK_IN, .steps = {ASKED}},
    {"words", BLINK_ON, KEYS_CHECK_IN, .steps = {ASKED, DOWN DOWN DOWN, "numb"}},
    {"word, finding", BLINK_ON, KEYS_CHECK_IN, true,
     .steps = {ASKED, DOWN DOWN DOWN "/fog", "fog▏"}},
    {"note", BLINK_ON, KEYS_NOTE, true, .steps = {ASKED, "\r\r\r\r", "A few words about"}},
    {"journal", "journal", KEYS_MENU | KEYS_JOURNAL | KEYS_GROUND, .steps = {"Esc back"}},
    {"journal, finding", "journal", 0, true, .steps = {"Esc back", "/rai", "“rai”"}},
    {"sitting", "journal", KEYS_PAGE | KEYS_RECORD | KEYS_GROUND,
     .steps = {"Esc back", "\r", "Number "}},
    {"statistics", "play", KEYS_STATS | KEYS_GROUND,
     .steps = {"Esc back", "/statistics\r\r", "f feelings"}},
    {"welcome", "play --welcome", KEYS_WELCOME | KEYS_GROUND, .steps = {"Welcome to numbmed."}},
    {"feelings", "play", KEYS_STATS,
     .steps = {"Esc back", "/statistics\r\r", "f feelings", "f", "How it was"}},
    {"list of pages", "play", KEYS_MENU | KEYS_GROUND,
     .steps = {"Esc back", "/learn\r\r", "What would you like to read?"}},
    {"help now", "play", KEYS_PAGE | KEYS_GROUND, .steps = {"Esc back", "/help now\r\r", "/ find"}},
    {"page", "learn numbness", KEYS_PAGE | KEYS_GROUND, .steps = {"/ find"}},
    {"page, finding", "learn numbness", 0, true, .steps = {"/ find", "/emo", "/ emo"}},
    {"course", "play", KEYS_MENU | KEYS_GROUND, .steps = {"Esc back", "/seven\r\r", "▸ 1"}},
    {"offer to go on", "play", KEYS_CHOICE | KEYS_GROUND, .offers = true,
     .steps = {"A sitting begun "}}, /* the last, as it would stand before the others */
};

enum { VIEW_COUNT = sizeof VIEWS / sizeof *VIEWS };

static bool is_own(const struct view *view, int key)
{
    enum { ESCAPE = 27, DELETE = 127 };
    bool ends = key == '\r' || key == KEY_ENTER || key == ESCAPE || key == '\t';
    bool typed = keys_character(key) || ends || key == KEY_BACKSPACE || key == DELETE;
    return key && (view->any || keys_find(view->where | KEYS_MOMENT, key) != ACTION_NONE ||
                   (view->typing && typed));
}

/* A walk of ten minutes, after one of them. */
static void break_off(const struct stage *stage)
{
    struct record record = keeper_record("A walk", NULL, 1);
    record.ending = ENDING_NOT_YET;
    record.sat = 60;
    snprintf(record.practice, sizeof record.practice, "walk");
    snprintf(record.at.step, sizeof record.at.step, "door");
    record.at.chosen = 10 * FRAMES_PER_MINUTE;
    record.at.left = 9 * FRAMES_PER_MINUTE;
    keeper_save(stage, &record);
}

static struct pty *open_view(struct stage *stage, const struct view *view)
{
    if (view->offers)
        break_off(stage);
    return stage_go_to(stage, 40, 100, "check-in: after\n", view->command, view->steps);
}

/* ---- what stands there */

/* What goes on by itself while a session runs. */
static void stop_time(char *row)
{
    static const char *const TURNS[] = {"━", "╸", "─"};
    for (char *c = row; *c; c++) {
        for (size_t i = 0; i < sizeof TURNS / sizeof *TURNS; i++) {
            if (strncmp(c, TURNS[i], strlen(TURNS[i])) == 0)
                memcpy(c, TURNS[2], strlen(TURNS[2]));
        }
        *c = *c >= '0' && *c <= '9' ? '0' : *c;
    }
}

static char *whole_screen(struct pty *pty, const struct view *view)
{
    int rows, columns;
    vterm_get_size(pty->vterm, &rows, &columns);
    char *all = mem_copy_text("");
    for (int i = 0; i < rows; i++) {
        char *row = pty_row(pty, i);
        if (view->runs)
            stop_time(row);
        char *more = mem_format("%s%s\n", all, row);
        free(row);
        free(all);
        all = more;
    }
    return all;
}

/* Marks our copy of the screen and waits until the program has drawn all of it again, after
 * whatever was sent before. */
static void settle(struct pty *pty)
{
    static const char MARK[] = "\0337\033[1;1H@@@@\0338";
    pty_pump(pty, 0);
    vterm_input_write(pty->vterm, MARK, sizeof MARK - 1);
    pty_type(pty, CONTROL('l'));
    pty_expect_gone(pty, "@@@@");
}

/* The screen once all has come that comes by itself. */
static char *still_screen(struct pty *pty, const struct view *view)
{
    char *before = mem_copy_text(""), *now = whole_screen(pty, view);
    while (strcmp(before, now) != 0) {
        free(before);
        before = now;
        settle(pty);
        for (struct pollfd more = {pty->master, POLLIN, 0}; poll(&more, 1, QUIET_MS) > 0;)
            pty_pump(pty, 0);
        now = whole_screen(pty, view);
    }
    free(before);
    return now;
}

static bool stands(struct pty *pty, const struct view *view, const char *before)
{
    for (int i = 0; i < 500; i++) {
        char *now = whole_screen(pty, view);
        bool same = strcmp(now, before) == 0;
        free(now);
        if (same)
            return true;
        pty_pump(pty, 10);
    }
    return false;
}

static void fail_changed(struct pty *pty, const struct view *view, const char *by,
                         const char *before)
{
    char *now = whole_screen(pty, view);
    size_t at = 0;
    while (now[at] == before[at])
        at++;
    for (; at && now[at - 1] != '\n'; at--)
        ;
    int length = (int)strcspn(now + at, "\n"), was = (int)strcspn(before + at, "\n");
    fail_msg("%s: %s made \"%.*s\" of \"%.*s\"", view->name, by, length, now + at, was,
             before + at);
}

/* Sends every `step`th of the sequences, from one of them on. */
static void look_at(struct stage *stage, const struct view *view, size_t from, size_t step)
{
    struct pty *pty = open_view(stage, view);
    size_t sent = 0;
    char *before = still_screen(pty, view);
    for (size_t i = from; i < sequence_count; i += step) {
        if (is_own(view, sequences[i].key))
            continue;
        pty_type(pty, sequences[i].bytes);
        settle(pty);
        if (!stands(pty, view, before))
            fail_changed(pty, view, sequences[i].bytes + 1, before);
        sent++;
    }
    print_message("    %s: %zu sequences\n", view->name, sent);
    assert_true(sent >= 100 / step);
    free(before);
}

static void prepare(struct stage *stage)
{
    stage_add(stage, "blink", BLINK);
    keeper_add(stage, "An anchor", "Wind, and rain later.", 1);
}

static void every_view_stands_whatever_the_terminal_sends(void **state)
{
    struct stage *stage = *state;
    size_t step = rounds(100) >= 1000 ? 1 : ONE_IN;
    prepare(stage);
    for (size_t i = 0; i < VIEW_COUNT; i++)
        look_at(stage, &VIEWS[i], i % step, step);
}

static void a_paste_is_no_key_but_where_a_text_is_typed(void **state)
{
    struct stage *stage = *state;
    prepare(stage);
    for (size_t i = 0; i < VIEW_COUNT; i++) {
        struct pty *pty = open_view(stage, &VIEWS[i]);
        char *before = still_screen(pty, &VIEWS[i]);
        assert_true(pty_marks_pastes(pty));
        pty_paste(pty, "quit now e x g q q\r4\003");
        settle(pty);
        if (VIEWS[i].typing)
            pty_expect(pty, "quit now e x g q q");
        else if (!stands(pty, &VIEWS[i], before))
            fail_changed(pty, &VIEWS[i], "what was pasted", before);
        free(before);
    }
}

static void a_pasted_line_is_searched_and_ends_no_search(void **state)
{
    struct pty *pty = open_view(*state, &VIEWS[1]);
    pty_type(pty, "\025\177\177\177");
    pty_paste(pty, "three\nsteps");
    pty_expect(pty, "/ three steps▏");
    pty_expect(pty, "▸ A walk");
    pty_type(pty, "\r");
    pty_expect_gone(pty, "▏");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(every_view_stands_whatever_the_terminal_sends),
        SCREEN_TEST(a_paste_is_no_key_but_where_a_text_is_typed),
        SCREEN_TEST(a_pasted_line_is_searched_and_ends_no_search),
    };
    return cmocka_run_group_tests(tests, read_sequences, NULL);
}
