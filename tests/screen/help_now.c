/* Help now: plain advice at once, on any screen and without one; it never fails. */
#include "screen/player.h"

#include <dirent.h>

#define LEAD "Call your local emergency number, or someone you trust."

static const char OWN[] =
    "format: 1\nupdated: 2026-11-24\ngeneral:\n  - Advice of my own.\ncountries:\n"
    "  - country: YY\n    name: Whyland\n    checked: 2026-11-20\n    lines:\n"
    "      - what: Ambulance\n        number: \"001\"\n"
    "  - country: XX\n    name: Exland\n    checked: 2026-11-21\n    lines:\n"
    "      - what: A neighbour\n        number: \"002\"\n";

static void add_help(struct stage *stage, const char *text)
{
    free(files_write(stage->folder, "data/numbmed/scripts/support/help.yaml", text));
}

static struct pty *open_help(void **state, int rows, int columns, const char *more)
{
    static const char *const ARGV[] = {"numbmed", "help-now", "--sink", "silent", NULL};
    struct stage *stage = *state;
    stage_run(stage, rows, columns, more, ARGV);
    pty_expect(&stage->pty, "Call your local");
    pty_expect(&stage->pty, "Esc back"); /* on the last row, which comes last */
    return &stage->pty;
}

static int count_threads(pid_t pid)
{
    char path[64];
    int count = 0;
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(path);
    assert_non_null(tasks);
    for (struct dirent *task; (task = readdir(tasks));)
        count += *task->d_name != '.';
    closedir(tasks);
    return count;
}

static void its_first_screen_has_emergency_trusted_people_and_the_key(void **state)
{
    struct pty *pty = open_help(state, 24, 80, NULL);
    pty_expect(pty, LEAD);
    pty_expect(pty, "The key g grounds you, with open eyes. Nothing plays before it.");
    pty_expect(pty, "call your local emergency");
    pty_expect(pty, "These lines are of 2026-11-25.");
    assert_int_equal(count_threads(pty->pid), 1); /* no player */
    pty_type(pty, "q");
    assert_int_equal(pty_expect_end(pty), 0);
    pty_expect_restored(pty);
}

static void so_has_the_smallest(void **state)
{
    struct pty *pty = open_help(state, 5, 20, "NO_COLOR=1");
    pty_expect(pty, "emergency number, or");
    pty_expect(pty, "someone you trust.");
    pty_type(pty, " ");
    pty_expect_gone(pty, "Call your local");
    pty_expect(pty, "g ground Esc back");
    pty_resize(pty, 12, 40);
    pty_type(pty, "\033OH");
    pty_expect(pty, "someone you trust.");
    pty_expect(pty, "The key g grounds you");
}

static void g_grounds_at_once_and_is_not_remembered(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = open_help(state, 24, 80, NULL);
    pty_type(pty, "g");
    pty_expect(pty, "Grounding");
    pty_expect(pty, "open-ended");
    pty_type(pty, CONTROL('c'));
    assert_int_equal(pty_expect_end(pty), 0);
    char *remembered = stage_remembered(stage);
    assert_string_equal(remembered, "welcomed: true\n");
    free(remembered);
}

static void the_lines_of_ones_own_country_come_first(void **state)
{
    add_help(*state, OWN);
    struct pty *pty = open_help(state, 24, 80, "LANG=en_XX.UTF-8");
    int own = pty_row_of(pty, "Exland, checked 2026-11-21");
    assert_int_equal(pty_row_of(pty, "· A neighbour: 002"), own + 2);
    assert_true(own < pty_row_of(pty, "Advice of my own."));
    assert_true(pty_row_of(pty, "Advice of my own.") < pty_row_of(pty, "· Ambulance: 001"));
    pty_expect(pty, "These lines are of 2026-11-24.");
    pty = open_help(state, 24, 80, "LANG=C");
    assert_true(pty_row_of(pty, "Advice of my own.") < pty_row_of(pty, "Exland"));
    assert_false(pty_shows(pty, "Anywhere"));
}

static void a_broken_file_never_stands_in_the_way(void **state)
{
    add_help(*state, "format: 1\nupdated: [\n");
    struct pty *pty = open_help(state, 24, 80, NULL);
    pty_expect(pty, LEAD);
    pty_expect(pty, "someone you trust, whatever the hour.");
    pty_expect(pty, "help.yaml:3:1:");
    pty_type(pty, "q");
    assert_int_equal(pty_expect_end(pty), 0);
}

/* In a world of its own, where nothing at all is described. */
static void where_no_terminal_is_described_there_are_lines(void **state)
{
    /* curses leaks a little where it doesn't know the terminal */
    static const char *const ARGV[] = {
        "sh", "-c",
        OWN_MOUNTS "sh -c '\n"
                   "for folder in /etc/terminfo /lib/terminfo /usr/share/terminfo; do\n"
                   "test ! -d $folder || mount -t tmpfs none $folder || exit 9; done\n"
                   "ASAN_OPTIONS=detect_leaks=0 \"$NUMBMED\" help-now || exit\n"
                   "ASAN_OPTIONS=detect_leaks=0 \"$NUMBMED\" learn && exit 8\n"
                   "TERM=dumb \"$NUMBMED\" learn'\n",
        NULL};
    struct stage *stage = *state;
    stage_run(stage, 60, 80, "TERM=foot", ARGV);
    pty_expect(&stage->pty, "no description of the terminal 'foot' here");
    pty_expect(&stage->pty, "set TERM=dumb for plain lines");
    pty_expect(&stage->pty, LEAD);
    pty_expect(&stage->pty, "- Or call or write to someone you trust");
    pty_expect(&stage->pty, "numbness    What emotional numbness is");
    assert_int_equal(pty_expect_end(&stage->pty), 0);
}

static void a_pipe_gets_lines_and_success(void **state)
{
    char out[8192];
    assert_int_equal(stage_capture(*state, "", "help-now", out, sizeof out), 0);
    assert_int_equal(strncmp(out, LEAD "\n\n", strlen(LEAD) + 2), 0);
    assert_null(strstr(out, "key g"));
    assert_non_null(strstr(out, "numbmed ground"));
    assert_non_null(strstr(out, "\n- Or call or write to someone you trust, whatever the hour.\n"));
    add_help(*state, "nonsense\n");
    assert_int_equal(stage_capture(*state, "", "help-now --plain", out, sizeof out), 0);
    assert_int_equal(strncmp(out, LEAD "\n\n", strlen(LEAD) + 2), 0);
    assert_non_null(strstr(out, "help.yaml:1:1:"));
}

static void json_has_it_all(void **state)
{
    static const char *const WANTED[] = {
        "\"updated\": \"2026-11-24\"", "\"country\": \"XX\"", "\"Advice of my own.\"",
        "\"name\": \"Whyland\"",       "\"number\": \"001\"", "\"error\": null",
    };
    char out[8192];
    add_help(*state, OWN);
    assert_int_equal(stage_capture(*state, "LANG=en_XX", "help-now --json", out, sizeof out), 0);
    for (size_t i = 0; i < sizeof WANTED / sizeof *WANTED; i++)
        assert_non_null(strstr(out, WANTED[i]));
}

static void what_a_terminal_would_obey_stays_out(void **state)
{
    char out[8192];
    add_help(*state, "format: 1\nupdated: 2026-11-24\ngeneral: [\"red \\e[31m\", Fine.]\n");
    assert_int_equal(stage_capture(*state, "", "help-now", out, sizeof out), 0);
    assert_null(strchr(out, '\033'));
    assert_non_null(strstr(out, "- Fine."));
    assert_non_null(strstr(out, "holds control characters"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(its_first_screen_has_emergency_trusted_people_and_the_key),
        SCREEN_TEST(so_has_the_smallest),
        SCREEN_TEST(g_grounds_at_once_and_is_not_remembered),
        SCREEN_TEST(the_lines_of_ones_own_country_come_first),
        SCREEN_TEST(a_broken_file_never_stands_in_the_way),
        SCREEN_TEST(where_no_terminal_is_described_there_are_lines),
        SCREEN_TEST(a_pipe_gets_lines_and_success),
        SCREEN_TEST(json_has_it_all),
        SCREEN_TEST(what_a_terminal_would_obey_stays_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
