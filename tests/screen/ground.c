/* The key that grounds: in sight in every view at every size, and at work there. */
#include "screen/keeper.h"

#define WALK_ON "play walk -m1 --sink silent"
#define BLINK_ON "play blink -m 2s --sink silent"
#define DOWN "\033[B"

enum { STEPS_MOST = 6 };

struct view {
    const char *name;
    const char *command;
    bool text;                         /* letters are text: it is Ctrl-G there */
    const char *steps[STEPS_MOST * 2]; /* what is awaited, and then typed; last awaited */
};

static const struct view VIEWS[] = {
    {"welcome", "play --welcome", .steps = {"Enter go on"}},
    {"menu", "play", .steps = {"Esc back"}},
    {"keys of the menu", "play", .steps = {"Esc back", "?", "Keys"}},
    {"lengths", "play walk", .steps = {"other"}},
    {"course", "play", .steps = {"Esc back", "/seven\r\r", "▸ 1"}},
    {"statistics", "play", .steps = {"Esc back", "/statistics\r\r", "f feelings"}},
    {"help now", "help-now", .steps = {"Call your local"}},
    {"pages", "play", .steps = {"Esc back", "/learn\r\r", "What would you like to read"}},
    {"page of the menu", "play",
     .steps = {"Esc back", "/learn\r\r", "like to read", "\r", "Esc back"}},
    {"page", "learn numbness", .steps = {"/ find"}},
    {"keys of a page", "learn numbness", .steps = {"/ find", "?", "Keys"}},
    {"journal of the menu", "play", .steps = {"Esc back", "/journal\r\r", "An anchor"}},
    {"journal", "journal", .steps = {"An anchor"}},
    {"sitting", "journal", .steps = {"An anchor", "\r", "Number "}},
    {"note of a sitting", "journal", true, {"An anchor", "e", "Your note"}},
    {"note alone", "journal edit 1", true, {"Your note"}},
    {"keys of a note", "journal edit 1", true, {"Your note", "\033OP", "Keys"}},
    {"session", WALK_ON, .steps = {"open the door"}},
    {"paused", WALK_ON, .steps = {"open the door", " ", "paused"}},
    {"with a notice", WALK_ON, .steps = {"open the door", "bb", "nothing further"}},
    {"keys of a session", WALK_ON, .steps = {"open the door", "?", "Keys"}},
    {"what may help", WALK_ON, .steps = {"open the door", "\r", "What may help now?"}},
    {"ways on", WALK_ON, .steps = {"open the door", "g", "open-ended", "N", "1  Stop here"}},
    {"closing", BLINK_ON, .steps = {"Thank you"}},
    {"check-in", BLINK_ON, .steps = {"Thank you", "\r", "How is it now?"}},
    {"words", BLINK_ON, .steps = {"Thank you", "\r", "How is it now?", DOWN DOWN DOWN, "▸"}},
    {"note", BLINK_ON, true, {"Thank you", "\r", "How is it now?", "\r\r\r\r", "A few words"}},
};

enum { VIEW_COUNT = sizeof VIEWS / sizeof *VIEWS };

static struct pty *open_view(struct stage *stage, const struct view *view)
{
    return stage_go_to(stage, 24, 80, "check-in: after\nsink: silent\n", view->command,
                       view->steps);
}

/* Whether it is in sight: where the words that go before it leave too little room for two, alone.
 */
static void expect_key(struct pty *pty, const struct view *view, int columns)
{
    if (columns < 40 && strcmp(view->name, "paused") == 0)
        pty_expect(pty, "g     paused · space");
    else
        pty_expect(pty, view->text ? "G ground" : "g ground");
}

/* Looks at it at every size, and grounds at the last. */
static void look_at(struct stage *stage, const struct view *view)
{
    static const int SIZES[][2] = {{24, 80}, {12, 40}, {5, 20}};
    struct pty *pty = open_view(stage, view);
    print_message("    %s\n", view->name);
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        pty_resize(pty, SIZES[i][0], SIZES[i][1]);
        expect_key(pty, view, SIZES[i][1]);
    }
    pty_type(pty, view->text ? CONTROL('g') : "g");
    pty_resize(pty, 24, 80);
    pty_expect(pty, "open-ended");
    pty_expect_gone(pty, "Stop here");
}

static void prepare(struct stage *stage)
{
    stage_add(stage, "blink", BLINK);
    keeper_add(stage, "An anchor", "Wind, and rain later.", 1);
}

static void it_is_in_sight_and_grounds_in_every_view_at_every_size(void **state)
{
    struct stage *stage = *state;
    prepare(stage);
    for (size_t i = 0; i < VIEW_COUNT; i++)
        look_at(stage, &VIEWS[i]);
}

static void words_that_fill_the_screen_leave_it_a_corner(void **state)
{
    static const char LONG[] =
        "format: 1\nid: long\ntitle: Long\nabout: One long sentence.\nminutes: [1]\ndefault: 1\n"
        "sections:\n  - name: A\n    steps:\n      - id: a\n"
        "        say: 'Give your attention a place to return to: your hands, your feet, the seat,"
        " or sounds.'\n        pause: 30s\n";
    static const struct view VIEW = {"long", "play long -m1 --sink silent --voice none",
                                     .steps = {"Give"}};
    struct stage *stage = *state;
    stage_add(stage, "long", LONG);
    struct pty *pty = open_view(stage, &VIEW);
    pty_resize(pty, 5, 20);
    pty_expect(pty, "seat, or sounds.");
    char *row = pty_row(pty, 4);
    assert_string_equal(row, "  seat, or sounds. g");
    free(row);
}

static void in_a_text_g_is_text_and_ctrl_g_grounds(void **state)
{
    static const struct view TEXTS[] = {
        {"find", "play", .steps = {"Esc back", "/g", "/ g"}},
        {"length", "play walk", .steps = {"other", "\033[F\r", "How many minutes", "1g", "1g"}},
        {"find in a page", "learn numbness", .steps = {"/ find", "/g", "/ g"}},
        {"find in the journal", "journal", .steps = {"An anchor", "/g", "/ g"}},
        {"add", "journal", .steps = {"An anchor", "a", "How many minutes", "1g", "1g"}},
        {"word", BLINK_ON,
         .steps = {"Thank you", "\r", "How is it now?", DOWN DOWN DOWN "/g", "/g▏"}},
    };
    struct stage *stage = *state;
    prepare(stage);
    struct pty *pty =
        open_view(stage, &(struct view){"", "journal", .steps = {"An anchor", "e", "Your note"}});
    pty_type(pty, "gg");
    pty_expect(pty, "later.gg");
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        print_message("    %s\n", TEXTS[i].name);
        pty = open_view(stage, &TEXTS[i]);
        pty_type(pty, CONTROL('g'));
        pty_expect(pty, "open-ended");
    }
}

/* It ended already: what was sat is in the journal, and nothing is asked. */
static void from_the_closing_screen_it_grounds_and_no_more_is_asked(void **state)
{
    struct stage *stage = *state;
    prepare(stage);
    struct pty *pty =
        open_view(stage, &(struct view){"", BLINK_ON, .steps = {"Thank you", "g", "open-ended"}});
    pty_type(pty, "N");
    pty_expect(pty, "1  Stop here");
    pty_type(pty, "1");
    pty_expect_gone(pty, "Stop here");
    pty_expect(pty, " left"); /* it ends now, and was never meant to last a whole day */
    pty_expect(pty, "open-ended");
    pty_type(pty, "\033[C\033[C");
    pty_expect(pty, "Thank you");
    pty_type(pty, "g"); /* and once more */
    pty_expect(pty, "open-ended");
    pty_type(pty, CONTROL('c'));
    assert_int_equal(pty_expect_end(pty), 0);
    pty_expect_restored(pty);
    pty_expect(pty, "of A blink");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(it_is_in_sight_and_grounds_in_every_view_at_every_size),
        SCREEN_TEST(words_that_fill_the_screen_leave_it_a_corner),
        SCREEN_TEST(in_a_text_g_is_text_and_ctrl_g_grounds),
        SCREEN_TEST(from_the_closing_screen_it_grounds_and_no_more_is_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
