/* What commands print on terminals of several widths: wrapped at words, and the same words as in a
 * pipe. */
#include "screen/keeper.h"

#include "base/text.h"

static const int WIDTHS[] = {40, 80, 120};

static const struct command {
    const char *words;
    bool fitted; /* to the width, so that words are left out or cut */
} COMMANDS[] = {
    {"list", true},
    {"course", false},
    {"voices", false},
    {"bells", false},
    {"backgrounds", false},
    {"learn", false},
    {"learn numbness", false},
    {"learn nothing-of-the-kind", false},
    {"help-now", false},
    {"config", false},
    {"show walk", false},
    {"show emotional-numbness", false},
    {"check bad", false},
    {"check --audio walk", false},
    {"narrate --stale walk", false},
    {"remind", false},
    {"remind --list", false},
    {"remind --off 21:30", false},
    {"stats", true},
    {"stats --feelings", true},
    {"journal list", true},
    {"journal search rain", true},
    {"journal search nothing", false},
    {"journal show 1", false},
    {"journal show 99", false},
    {"journal edit 3 --clear", false},
    {"journal frobnicate", false},
    {"journal export --json -o $XDG_DATA_HOME/all.json; \"$NUMBMED\" journal import "
     "$XDG_DATA_HOME/all.json",
     true},
    {"journal delete 2", true},
    {"play blink --minutes 2s --sink silent --plain", true},
    {"play walk --minutes 400", false},
    {"play walk --voice nobody", false},
    {"play --nothing-of-the-kind", false},
    {"ply", false},
    {"--help", false},
    {"help journal", false},
    {"help journal import", false},
    {"play --help", false},
    {"sit --help", false},
    {"narrate --help", false},
    {"remind --help", false},
    {"completion --help", false},
    {"--version", false},
};

/* What a command prints on a terminal that is no screen, to be freed. */
static char *on_terminal(const struct stage *stage, const char *words, int columns)
{
    const char *environment[] = {stage->data, stage->state, "TERM=dumb", NULL};
    char *line = mem_format("\"$NUMBMED\" %s </dev/null", words);
    const char *argv[] = {"sh", "-c", line, NULL};
    char *text = pty_capture(columns, environment, argv);
    free(line);
    return text;
}

static void assert_fits(const char *words, const char *text, int columns)
{
    while (*text) {
        size_t length = strcspn(text, "\n");
        int width = text_width(text, length);
        if (width > columns)
            fail_msg("%s at %d columns: %d are needed for\n%.*s", words, columns, width,
                     (int)length, text);
        text += length + (text[length] == '\n');
    }
}

/* Where the words of one text are others than those of another; NULL: they are the same. */
static const char *other_words(const char *a, const char *b)
{
    static const char SPACE[] = " \n";
    while (true) {
        a += strspn(a, SPACE);
        b += strspn(b, SPACE);
        size_t length = strcspn(a, SPACE);
        if (length != strcspn(b, SPACE) || memcmp(a, b, length) != 0)
            return a;
        if (!length)
            return NULL;
        a += length;
        b += length;
    }
}

static void fill(struct stage *stage)
{
    stage_add(stage, "bad", BAD);
    stage_add(stage, "blink", BLINK);
    for (int i = 0; i < 3; i++)
        keeper_add(stage, "An anchor that has a rather long title, as some have",
                   "Wind, and rain later; and a line that is longer than any terminal is wide, so "
                   "that it has to be wrapped wherever it is shown in whole, and cut elsewhere.",
                   i);
}

static void every_line_fits_the_terminal(void **state)
{
    fill(*state);
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
        for (size_t j = 0; j < sizeof WIDTHS / sizeof *WIDTHS; j++) {
            char *text = on_terminal(*state, COMMANDS[i].words, WIDTHS[j]);
            assert_fits(COMMANDS[i].words, text, WIDTHS[j]);
            free(text);
        }
    }
}

/* At 40 columns a path may have to be cut. */
static void no_word_is_cut_or_lost(void **state)
{
    enum { SIZE = 1 << 18 };
    char *piped = mem_new(SIZE, 1);
    fill(*state);
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
        if (COMMANDS[i].fitted)
            continue;
        stage_capture(*state, "TERM=dumb", COMMANDS[i].words, piped, SIZE);
        for (size_t j = 1; j < sizeof WIDTHS / sizeof *WIDTHS; j++) {
            char *text = on_terminal(*state, COMMANDS[i].words, WIDTHS[j]);
            const char *other = other_words(text, piped);
            if (other)
                fail_msg("%s at %d columns has other words than in a pipe, from here: %.200s",
                         COMMANDS[i].words, WIDTHS[j], other);
            free(text);
        }
    }
    free(piped);
}

static void a_table_keeps_its_columns(void **state)
{
    char *text = on_terminal(*state, "list", 80);
    if (!strstr(text, "\n  anchor              An anchor (5, 10, 15, 20, 30 min)\n"
                      "                      Breath, hands or sounds, whichever is easiest. "
                      "Wandering\n"
                      "                      off is part of it.\n"))
        fail_msg("%s", text);
    free(text);
    text = on_terminal(*state, "list", 40);
    if (!strstr(text, "\n  anchor\n      An anchor (5, 10, 15, 20, 30 min)\n"
                      "      Breath, hands or sounds, whichever\n" /* to the last column */
                      "      is easiest. Wandering off is part\n"
                      "      of it.\n"))
        fail_msg("%s", text);
    free(text);
}

static void a_pipe_gets_one_line_each(void **state)
{
    stage_assert_says(*state, "list", 0,
                      "\n                      Breath, hands or sounds, whichever is easiest. "
                      "Wandering off is part of it.\n");
    stage_assert_says(*state, "course", 0,
                      "\nFive to ten minutes a day, first with the world around you, later a "
                      "little nearer.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(every_line_fits_the_terminal),
        SCREEN_TEST(no_word_is_cut_or_lost),
        SCREEN_TEST(a_table_keeps_its_columns),
        SCREEN_TEST(a_pipe_gets_one_line_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
