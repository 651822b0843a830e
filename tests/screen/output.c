/* Where standard output can't be written to, each command says so; where its reader is gone, it
 * ends in silence. */
#include "screen/keeper.h"

#include <fcntl.h>

static const char *const COMMANDS[] = {
    "journal",
    "journal list",
    "journal list --json",
    "journal search rain",
    "journal search --json rain",
    "journal show 1",
    "journal show 1 --json",
    "journal export --csv",
    "journal export --json",
    "journal export --md",
    "journal export --md -o -",
    "journal path",
    "course",
    "course --json",
    "config",
    "config --json",
    "config --example",
    "remind",
    "remind --list",
    "remind --list --json",
    "list",
    "list --json",
    "stats",
    "stats --feelings",
    "stats --json",
    "stats --svg -",
    "show walk",
    "show walk --json",
    "check $XDG_DATA_HOME/numbmed/scripts/walk.yaml",
    "check --json $XDG_DATA_HOME/numbmed/scripts/walk.yaml",
    "check --audio walk",
    "check --audio --json walk",
    "narrate --stale walk",
    "narrate --stale --json walk",
    "render walk --voice none -m1 -o -",
    "learn",
    "learn --json",
    "learn numbness",
    "help-now",
    "help-now --json",
    "voices",
    "voices --json",
    "bells",
    "bells --json",
    "backgrounds",
    "backgrounds --json",
    "manual",
    "completion bash",
    "completion zsh",
    "completion fish",
    "help",
    "help play",
    "help journal export",
    "--version",
    "--help",
    "play --help",
    "journal export --help",
    "play walk -m1 --sink silent --plain",
    "sit 1m --sink silent --plain",
    "ground --sink silent --plain",
};

struct ended {
    int status;
    char says[1000];
};

/* Runs a command with this as its standard output, and takes what it says on standard error. */
static struct ended run(struct stage *stage, const char *command, int output)
{
    struct ended ended = {0};
    int messages[2];
    assert_int_equal(pipe2(messages, O_CLOEXEC), 0);
    char *line = mem_format("export %s %s; exec \"$NUMBMED\" %s </dev/null", stage->data,
                            stage->state, command);
    pid_t child = fork();
    if (child == 0) {
        dup2(output, STDOUT_FILENO);
        dup2(messages[1], STDERR_FILENO);
        signal(SIGPIPE, SIG_DFL);
        execl("/bin/sh", "sh", "-c", line, (char *)NULL);
        _exit(127);
    }
    close(messages[1]);
    for (size_t length = 0; length < sizeof ended.says - 1;) {
        ssize_t count = read(messages[0], ended.says + length, sizeof ended.says - 1 - length);
        if (count <= 0)
            break;
        length += (size_t)count;
    }
    close(messages[0]);
    waitpid(child, &ended.status, 0);
    free(line);
    return ended;
}

static void fill(struct stage *stage)
{
    for (int i = 0; i < 40; i++) /* more than a buffer holds */
        keeper_add(stage, "An anchor", "Wind, and rain later; and a line that is long enough.", i);
}

static void a_full_disk_is_an_error_and_a_sentence(void **state)
{
    static const char SAYS[] = "numbmed: standard output can't be written to: the disk is full";
    int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    fill(*state);
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
        struct ended ended = run(*state, COMMANDS[i], full);
        const char *says = strstr(ended.says, SAYS);
        if (!says || strstr(says + 1, SAYS) || !WIFEXITED(ended.status) ||
            WEXITSTATUS(ended.status) != 1)
            fail_msg("%s: status %x, \"%s\"", COMMANDS[i], ended.status, ended.says);
    }
    close(full);
}

static void a_reader_that_goes_away_ends_it_in_silence(void **state)
{
    int gone[2];
    assert_int_equal(pipe2(gone, O_CLOEXEC), 0);
    close(gone[0]);
    fill(*state);
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
        struct ended ended = run(*state, COMMANDS[i], gone[1]);
        if (strstr(ended.says, "output") || !WIFSIGNALED(ended.status) ||
            WTERMSIG(ended.status) != SIGPIPE)
            fail_msg("%s: status %x, \"%s\"", COMMANDS[i], ended.status, ended.says);
    }
    close(gone[1]);
}

static const struct {
    const char *command, *name, *says;
} NAMED[] = {
    {"stats --svg", "a.svg", "a.svg is written: the last 13 weeks as a picture\n"},
    {"journal export --csv -o", "a.csv", "a.csv is written: the journal as CSV\n"},
    {"render walk --voice none -m1 -o", "a.wav", "a.wav is written: A walk, 1m\n"},
    {"render walk --voice none -m1 -o", "a.ogg", "a.ogg is written: A walk, 1m\n"},
};

static bool says_in_a_line(const struct ended *ended, int code, const char *says)
{
    return strstr(ended->says, says) && strcspn(ended->says, "\n") + 1 == strlen(ended->says) &&
           WIFEXITED(ended->status) && WEXITSTATUS(ended->status) == code;
}

static void a_named_file_is_replaced_only_by_force_and_a_line_says_so(void **state)
{
    struct stage *stage = *state;
    size_t size;
    fill(stage);
    for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++) {
        char *path = files_write(stage->folder, NAMED[i].name, "precious");
        char *command = mem_format("%s %s", NAMED[i].command, path);
        struct ended ended = run(stage, command, STDERR_FILENO);
        if (!says_in_a_line(&ended, 1, "is there already; --force replaces it\n"))
            fail_msg("%s: status %x, \"%s\"", command, ended.status, ended.says);
        char *text = path_read(path, 100, &size, NULL);
        assert_string_equal(text, "precious");
        char *forced = mem_format("%s --force", command);
        ended = run(stage, forced, STDERR_FILENO);
        if (!says_in_a_line(&ended, 0, NAMED[i].says))
            fail_msg("%s: status %x, \"%s\"", forced, ended.status, ended.says);
        free(text);
        text = path_read(path, 1 << 24, &size, NULL);
        assert_true(size > 100);
        free(text);
        free(forced);
        free(command);
        free(path);
    }
}

static void a_named_device_is_written_straight(void **state)
{
    fill(*state);
    for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++) {
        char *command = mem_format("%s /dev/full", NAMED[i].command);
        struct ended ended = run(*state, command, STDERR_FILENO);
        if (!says_in_a_line(&ended, 1, "can't write /dev/full: the disk is full\n"))
            fail_msg("%s: status %x, \"%s\"", command, ended.status, ended.says);
        free(command);
    }
}

static const struct {
    const char *command;
    int lines; /* on standard error: each another file */
} FULL[] = {
    {"journal add -m 5", 1},
    {"journal export --csv -o $HOME/a.csv", 1}, /* there is no journal yet */
    {"stats --svg $HOME/a.svg", 1},
    {"render walk -m1 --voice none -o $HOME/a.wav", 1},
    {"render walk -m1 --voice none -o $HOME/a.ogg", 1},
    {"sit 2s --bells none --plain --sink silent", 2},
};

/* With a home in which there is no room, mounted where nobody else sees it: as root, or as a user
 * who may be root in a namespace of its own. */
static char *on_a_full_disk(const struct stage *stage, const char *command)
{
    return mem_format(
        OWN_MOUNTS "sh -c '"
                   "mount -t tmpfs -o size=16k none %s/home && export HOME=%s/home && "
                   "cat /dev/zero >$HOME/filler 2>/dev/null; "
                   "NUMBMED_PATH=%s/data/numbmed %s \"$NUMBMED\" %s </dev/null 2>&1 >/dev/null'",
        stage->folder, stage->folder, stage->folder, "env -u XDG_STATE_HOME", command);
}

static void a_full_disk_is_called_that_once_for_each_file(void **state)
{
    struct stage *stage = *state;
    char out[2000], *home = path_join(stage->folder, "home");
    assert_int_equal(mkdir(home, 0700), 0);
    for (size_t i = 0; i < sizeof FULL / sizeof *FULL; i++) {
        char *line = on_a_full_disk(stage, FULL[i].command);
        FILE *pipe = popen(line, "r");
        out[fread(out, 1, sizeof out - 1, pipe)] = '\0';
        pclose(pipe);
        int lines = 0, full = 0;
        for (const char *at = out; (at = strchr(at, '\n')); at++)
            lines++;
        for (const char *at = out; (at = strstr(at, "the disk is full")); at++)
            full++;
        if (lines != FULL[i].lines || full != lines)
            fail_msg("%s: %s", FULL[i].command, out);
        free(line);
    }
    free(home);
}

/* What a file that is opened next would be mistaken for. */
static void a_closed_output_is_an_error_too(void **state)
{
    fill(*state);
    struct ended ended = run(*state, "journal list >&-", STDERR_FILENO);
    assert_int_equal(WEXITSTATUS(ended.status), 1);
    assert_non_null(strstr(ended.says, "standard output can't be written to"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(a_full_disk_is_an_error_and_a_sentence),
        SCREEN_TEST(a_reader_that_goes_away_ends_it_in_silence),
        SCREEN_TEST(a_named_file_is_replaced_only_by_force_and_a_line_says_so),
        SCREEN_TEST(a_named_device_is_written_straight),
        SCREEN_TEST(a_full_disk_is_called_that_once_for_each_file),
        SCREEN_TEST(a_closed_output_is_an_error_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
