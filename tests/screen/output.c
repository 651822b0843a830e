/* Where standard output can't be written to, each command says so; where its reader is gone, it
 * ends in silence. */
#include "screen/keeper.h"

#include <fcntl.h>

static const char *const COMMANDS[] = {
    "journal",
    "journal list",
    "journal list --json",
    "journal export --csv",
    "journal show 1",
    "journal search rain",
    "journal path",
    "course",
    "config",
    "config --example",
    "remind",
    "remind --list",
    "list",
    "list --json",
    "stats",
    "stats --json",
    "show walk",
    "learn numbness",
    "learn",
    "help-now",
    "voices",
    "bells",
    "backgrounds",
    "manual",
    "completion bash",
    "help",
    "help play",
    "--version",
    "--help",
    "play --help",
    "play walk -m1 --sink silent --plain",
    "sit 1m --sink silent --plain",
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
    char *line =
        mem_format("exec env %s %s \"$NUMBMED\" %s </dev/null", stage->data, stage->state, command);
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
    static const char SAYS[] = "numbmed: standard output can't be written to";
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
        SCREEN_TEST(a_closed_output_is_an_error_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
