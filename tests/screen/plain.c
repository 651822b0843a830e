/* Plain lines, and the command line: for screen readers, pipes, logs, and typing errors. */
#include "screen/player.h"

#include "cmd/options.h"

static struct pty *open_plain(void **state)
{
    static const char *const ARGV[] = {"numbmed", "play",   "walk",    "--minutes", "1",
                                       "--sink",  "silent", "--plain", NULL};
    struct stage *stage = *state;
    stage_run(stage, 24, 100, NULL, ARGV);
    pty_expect(&stage->pty, "00:00  You might open the door now.");
    return &stage->pty;
}

static void plain_writes_a_line_with_its_time_for_each_sentence(void **state)
{
    struct pty *pty = open_plain(state);
    assert_false(pty->other_screen);
    pty_expect(pty, "  The air outside may be cool.");
    assert_true(pty_shows(pty, "00:02  The air") || pty_shows(pty, "00:03  The air"));
}

static void plain_still_has_keys_for_pause_and_leaving(void **state)
{
    struct pty *pty = open_plain(state);
    pty_type(pty, " ");
    pty_expect(pty, "(paused; space goes on)");
    pty_type(pty, "p");
    pty_expect(pty, "(going on)");
    pty_expect(pty, "The air outside");
    pty_type(pty, "q");
    assert_int_equal(pty_expect_end(pty), 0);
    pty_expect(pty, "seconds of A walk");
    pty_expect_restored(pty);
}

static void plain_ends_politely_on_ctrl_c(void **state)
{
    struct pty *pty = open_plain(state);
    pty_expect(pty, "The air outside");
    pty_type(pty, CONTROL('c'));
    assert_int_equal(pty_expect_end(pty), 0);
    pty_expect(pty, "seconds of A walk");
    pty_expect_restored(pty);
}

static void plain_restores_the_terminal_on_sigterm(void **state)
{
    struct pty *pty = open_plain(state);
    kill(pty->pid, SIGTERM);
    int status = pty_expect_end(pty);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    pty_expect_restored(pty);
}

/* A shell with two jobs: touching the terminal from the background would stop numbmed. */
static void plain_goes_on_in_the_background_and_has_its_keys_again_in_front(void **state)
{
    static const char *const ARGV[] = {
        "sh", "-c",
        "set -m; \"$NUMBMED\" play walk --minutes 1 --sink silent --plain & read line; fg", NULL};
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    stage_run(stage, 24, 100, NULL, ARGV);
    pty_expect(pty, "00:00  You might open the door now.");
    pty_expect(pty, "The air outside");
    pty_type(pty, "\r");
    pty_expect(pty, "--plain"); /* the shell names the job */
    pty_pump(pty, 1500);
    pty_type(pty, " ");
    pty_expect(pty, "(paused; space goes on)");
    pty_type(pty, "q");
    assert_int_equal(pty_expect_end(pty), 0);
    pty_expect(pty, "seconds of A walk");
    pty_expect_restored(pty);
}

static void a_dumb_terminal_gets_plain_lines(void **state)
{
    static const char *const ARGV[] = {"numbmed", "play", "walk", "--sink", "silent", "-m1", NULL};
    struct stage *stage = *state;
    stage_run(stage, 24, 80, "TERM=dumb", ARGV);
    pty_expect(&stage->pty, "00:00  You might");
    stage_run(stage, 24, 80, "TERM", ARGV);
    pty_expect(&stage->pty, "00:00  You might");
}

static void what_is_typed_wrong_is_told_and_exits_with_2(void **state)
{
    static const struct {
        const char *command, *says;
    } ROWS[] = {
        {"paly", "did you mean play?"},
        {"banana", "numbmed --help shows"},
        {"play walk --minuts 3", "did you mean --minutes?"},
        {"play walk --minutes", "--minutes needs a value"},
        {"play walk --minutes abc", "'abc' isn't a length"},
        {"play walk --minutes 100000", "'100000' is out of range"},
        {"play walk --minutes -3", "'-3' isn't a length"},
        {"play walk --sink jack", "there is no sound output \"jack\""},
        {"play walk --latency 10ms", "up to 500ms"},
        {"play walk --volume 101", "from 0 to 100"},
        {"play walk home", "play takes only [PRACTICE]; 'home' is one too many"},
        {"play", "name a practice"},
        {"show", "show needs PRACTICE"},
        {"check", "check needs FILE"},
        {"render walk", "add -o FILE.flac"},
        {"--colour", "there is no option --colour"},
        {"list -x", "there is no option -x"},
        {"list --json=yes", "--json takes no value"},
        {"completion tcsh", "name bash, zsh or fish"},
    };
    char out[4096];
    stage_assert_says(*state, "render walk -o /tmp/a.mp3", 2, "use .wav, .flac or .ogg");
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        int code = stage_capture(*state, "", ROWS[i].command, out, sizeof out);
        print_message("    %s: %s", ROWS[i].command, out);
        assert_int_equal(code, 2);
        assert_non_null(strstr(out, ROWS[i].says));
        assert_int_equal(strcspn(out, "\n") + 1, strlen(out)); /* one line */
    }
}

static void what_cannot_be_done_is_told_and_exits_with_1(void **state)
{
    static const struct {
        const char *command, *says;
    } ROWS[] = {
        {"play wakl --plain", "did you mean walk?"},
        {"play walk --plain --minutes 2s", "the shortest it can is"},
        {"play walk --plain --minutes 0", "walk can't last 0s; the shortest it can is"},
        {"show qqqqqq", "numbmed list shows"},
        {"render walk -o /nonexistent/a.wav", "folder isn't there"},
        {"check /nonexistent.yaml", "/nonexistent.yaml:1:1: error: the file can't be read"},
        {"show ./nonexistent.yaml", "./nonexistent.yaml:1:1: the file can't be read"},
    };
    char out[4096];
    stage_assert_says(*state, "render walk -o /tmp/a.mp3", 2, "use .wav, .flac or .ogg");
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        int code = stage_capture(*state, "", ROWS[i].command, out, sizeof out);
        print_message("    %s: %s", ROWS[i].command, out);
        assert_int_equal(code, 1);
        assert_non_null(strstr(out, ROWS[i].says));
    }
}

static void every_command_has_its_help(void **state)
{
    char out[32768];
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        char *help = mem_format("%s --help", COMMANDS[i].name);
        assert_int_equal(stage_capture(*state, "", help, out, sizeof out), 0);
        assert_non_null(strstr(out, COMMANDS[i].about));
        for (size_t j = 0; j < COMMAND_OPTIONS_MOST && COMMANDS[i].options[j]; j++)
            assert_non_null(strstr(out, COMMANDS[i].options[j]->name));
        free(help);
    }
    assert_int_equal(stage_capture(*state, "", "--help", out, sizeof out), 0);
    assert_int_equal(stage_capture(*state, "", "--version", out, sizeof out), 0);
    assert_string_equal(out, "numbmed " NUMBMED_VERSION "\n");
    assert_int_equal(stage_capture(*state, "", "manual", out, sizeof out), 0);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        assert_non_null(strstr(out, COMMANDS[i].name));
}

static void the_manual_has_examples_and_says_what_matters_around_it(void **state)
{
    static const char *const CHAPTERS[] = {"EXAMPLES", "ENVIRONMENT", "FILES", "EXIT STATUS",
                                           "SEE ALSO"};
    for (size_t i = 0; i < sizeof CHAPTERS / sizeof *CHAPTERS; i++) {
        char *head = mem_format("\n.SH %s\n", CHAPTERS[i]);
        stage_assert_says(*state, "manual", 0, head);
        free(head);
    }
    stage_assert_says(*state, "manual", 0, ".B numbmed journal edit 12 \\-\\-undo\n");
}

static void an_installed_program_finds_what_lies_beside_it(void **state)
{
    struct stage *stage = *state;
    char out[1024];
    free(files_write(stage->folder, "moved/share/numbmed/scripts/blink.yaml", BLINK));
    char *line = mem_format("cd %s && mkdir moved/bin && cp \"$NUMBMED\" moved/bin/numbmed && "
                            "env -u NUMBMED_PATH HOME=/ moved/bin/numbmed show blink 2>&1",
                            stage->folder);
    FILE *pipe = popen(line, "r");
    out[fread(out, 1, sizeof out - 1, pipe)] = '\0';
    print_message("    %s", out);
    assert_int_equal(pclose(pipe), 0);
    assert_non_null(strstr(out, "Blink once."));
    free(line);
}

static void without_a_home_it_plays_all_the_same(void **state)
{
    static const char *const HOMES[] = {"-u HOME -u XDG_STATE_HOME -u XDG_CONFIG_HOME",
                                        "HOME=/proc XDG_STATE_HOME=/proc/x",
                                        "HOME=/dev/null XDG_STATE_HOME=/dev/null"};
    struct stage *stage = *state;
    char out[4096];
    stage_add(stage, "blink", BLINK);
    for (size_t i = 0; i < sizeof HOMES / sizeof *HOMES; i++) {
        /* `env -u` must stand before the pairs that set. */
        char *line = mem_format("env %s %s \"$NUMBMED\" play blink --minutes 2s --sink silent "
                                "</dev/null 2>&1",
                                HOMES[i], stage->data);
        FILE *pipe = popen(line, "r");
        out[fread(out, 1, sizeof out - 1, pipe)] = '\0';
        assert_int_equal(pclose(pipe), 0);
        assert_non_null(strstr(out, "00:00  Blink once.\n"));
        assert_non_null(strstr(out, "2 seconds of A blink\n"));
        free(line);
    }
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
        count++;
    return count;
}

static void what_is_wrong_with_home_is_said_once_and_what_to_do(void **state)
{
    static const struct {
        const char *home, *says;
    } ROWS[] = {
        {"-u HOME", "HOME isn't set; set it to your home folder, or set XDG_DATA_HOME to an "
                    "absolute path\n"},
        {"HOME=", "HOME isn't set; set it to your home folder, or set XDG_DATA_HOME to an absolute "
                  "path\n"},
        {"HOME=here", "HOME is 'here', no absolute path; set it to your home folder, or set "
                      "XDG_DATA_HOME to one\n"},
    };
    static const char *const ASKED[] = {"journal list", "journal path", "stats",
                                        "sit 2s --bells none --sink silent --plain"};
    struct stage *stage = *state;
    char out[4096];
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS * 4; i++) {
        char *line = mem_format("env -u XDG_DATA_HOME %s %s \"$NUMBMED\" %s </dev/null 2>&1",
                                ROWS[i / 4].home, stage->state, ASKED[i % 4]);
        FILE *pipe = popen(line, "r");
        out[fread(out, 1, sizeof out - 1, pipe)] = '\0';
        pclose(pipe);
        if (count_of(out, ROWS[i / 4].says) != 1 || count_of(out, "there is no journal: ") != 1)
            fail_msg("%s: %s", line, out);
        free(line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(plain_writes_a_line_with_its_time_for_each_sentence),
        SCREEN_TEST(plain_still_has_keys_for_pause_and_leaving),
        SCREEN_TEST(plain_ends_politely_on_ctrl_c),
        SCREEN_TEST(plain_restores_the_terminal_on_sigterm),
        SCREEN_TEST(plain_goes_on_in_the_background_and_has_its_keys_again_in_front),
        SCREEN_TEST(a_dumb_terminal_gets_plain_lines),
        SCREEN_TEST(what_is_typed_wrong_is_told_and_exits_with_2),
        SCREEN_TEST(what_cannot_be_done_is_told_and_exits_with_1),
        SCREEN_TEST(every_command_has_its_help),
        SCREEN_TEST(the_manual_has_examples_and_says_what_matters_around_it),
        SCREEN_TEST(an_installed_program_finds_what_lies_beside_it),
        SCREEN_TEST(without_a_home_it_plays_all_the_same),
        SCREEN_TEST(what_is_wrong_with_home_is_said_once_and_what_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
