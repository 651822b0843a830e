/* The terminal's life: every size, every signal, and back to the shell as it was found. */
#include "screen/player.h"

#include <termios.h>
#include <time.h>

static struct pty *open_walk(void **state)
{
    struct stage *stage = *state;
    stage_walk(stage, 24, 80);
    pty_expect(&stage->pty, "You might open the door now.");
    return &stage->pty;
}

static void small_screens_keep_the_words_and_the_time(void **state)
{
    struct pty *pty = open_walk(state);
    pty_type(pty, " ");
    pty_resize(pty, 5, 20);
    pty_expect_gone(pty, "A walk");
    pty_expect(pty, "the door");
    pty_expect(pty, "g     paused · space");
    assert_false(pty_shows(pty, "Setting out"));
    pty_resize(pty, 12, 40);
    pty_expect(pty, "A walk");
    assert_false(pty_shows(pty, "● Setting out"));
    pty_expect(pty, "open the door");
    pty_resize(pty, 1, 1);
    pty_pump(pty, 200);
    pty_resize(pty, 24, 80);
    pty_expect(pty, "● Setting out");
    pty_expect(pty, "paused · space goes on");
    pty_type(pty, CONTROL('l'));
    pty_expect(pty, "● Setting out");
}

static void no_word_is_lost_on_the_smallest_screen(void **state)
{
    static const char LONG[] =
        "format: 1\nid: long\ntitle: Long\nabout: One long sentence.\nminutes: [1]\ndefault: 1\n"
        "sections:\n  - name: A\n    steps:\n      - id: a\n"
        "        say: 'Give your attention a place to return to: your hands, your feet, the seat,"
        " or sounds.'\n        pause: 30s\n";
    static const char *const ARGV[] = {"numbmed", "play", "long", "-m1", "--sink", "silent", NULL};
    struct stage *stage = *state;
    stage_add(stage, "long", LONG);
    stage_run(stage, 5, 20, NULL, ARGV);
    pty_expect(&stage->pty, "can't be");
    pty_type(&stage->pty, "z"); /* the notice is read */
    pty_expect(&stage->pty, "Give your");
    pty_expect(&stage->pty, "seat, or sounds.");
    pty_type(&stage->pty, " ");
    pty_expect(&stage->pty, "g     paused · space");
}

static void a_session_can_begin_on_any_size(void **state)
{
    static const int SIZES[][2] = {{1, 1}, {1, 80}, {24, 1}, {2, 3}, {5, 20}, {60, 200}};
    struct stage *stage = *state;
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        stage_walk(stage, SIZES[i][0], SIZES[i][1]);
        pty_pump(&stage->pty, 150);
        pty_resize(&stage->pty, 24, 80);
        pty_expect(&stage->pty, "open the door");
    }
}

static void ctrl_c_leaves_at_once_and_saves(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = open_walk(state);
    pty_expect(pty, "00:01");
    pty_type(pty, CONTROL('c'));
    assert_int_equal(pty_expect_end(pty), 0);
    pty_expect_restored(pty);
    pty_expect(pty, "of A walk");
    char *path = path_join(stage->folder, "state/numbmed/state.yaml");
    size_t size;
    char *saved = path_read(path, 4096, &size, NULL);
    assert_non_null(saved);
    assert_non_null(strstr(saved, "practice: \"walk\"\nlength: 1m\n"));
    free(saved);
    free(path);
}

static void ctrl_z_gives_the_terminal_back_and_fg_comes_back_paused(void **state)
{
    static const char *const ARGV[] = {
        "sh", "-c",
        "set -m; \"$NUMBMED\" play walk --minutes 1 --sink silent; echo the shell; read line; fg",
        NULL};
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    stage_run(stage, 24, 80, NULL, ARGV);
    pty_expect(pty, "00:01");
    pty_type(pty, CONTROL('z'));
    pty_expect(pty, "the shell");
    pty_expect_restored(pty);
    pty_type(pty, "\r");
    pty_expect(pty, "paused · space goes on");
    assert_true(pty->other_screen);
    pty_type(pty, " ");
    pty_expect_gone(pty, "paused");
}

static void ctrl_z_only_pauses_where_no_shell_could_bring_it_back(void **state)
{
    struct pty *pty = open_walk(state); /* alone in its window: no shell */
    pty_type(pty, CONTROL('z'));
    pty_expect(pty, "paused · space goes on");
    assert_int_equal(waitpid(pty->pid, NULL, WNOHANG | WUNTRACED), 0);
    pty_type(pty, " ");
    pty_expect_gone(pty, "paused");
}

/* The walk as a job of a shell that sets its own modes when the job stops, and brings it back after
 * a line. Returns the job's number, once it plays. */
static pid_t open_job(void **state)
{
    static const char *const ARGV[] = {
        "sh", "-c",
        "set -m; \"$NUMBMED\" play walk --minutes 1 --sink silent; "
        "stty sane; echo; echo the shell; read line; fg; echo it is over",
        NULL};
    struct stage *stage = *state;
    int job = 0;
    stage_run(stage, 24, 80, NULL, ARGV);
    pty_expect(&stage->pty, "00:01");
    char *path = mem_format("/proc/%d/task/%d/children", (int)stage->pty.pid, (int)stage->pty.pid);
    FILE *file = fopen(path, "r");
    assert_int_equal(fscanf(file, "%d", &job), 1);
    fclose(file);
    free(path);
    return job;
}

/* Waits until a process stands still. */
static void expect_stopped(pid_t process)
{
    char state = ' ', *path = mem_format("/proc/%d/stat", (int)process);
    for (int i = 0; i < 250 && state != 'T'; i++) {
        FILE *file = fopen(path, "r");
        assert_int_equal(fscanf(file, "%*d (%*[^)]) %c", &state), 1);
        fclose(file);
        nanosleep(&(struct timespec){0, 20000000}, NULL);
    }
    free(path);
    assert_int_equal(state, 'T');
}

static bool is_raw(const struct pty *pty)
{
    struct termios now;
    assert_int_equal(tcgetattr(pty->slave, &now), 0);
    return !(now.c_lflag & (tcflag_t)(ICANON | ECHO | ISIG));
}

static void stopped_by_another_it_takes_the_terminal_only_in_the_foreground(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    pid_t job = open_job(state);
    kill(job, SIGSTOP);
    pty_expect(pty, "the shell");
    assert_false(is_raw(pty));
    pty_type(pty, CONTROL('u'));
    pty_pump(pty, 100);
    char *before = pty_row(pty, pty_row_of(pty, "the shell"));
    for (int i = 0; i < 3; i++) {
        kill(job, SIGCONT); /* it isn't in the foreground, and stops again */
        nanosleep(&(struct timespec){0, 50000000}, NULL);
        expect_stopped(job);
        pty_pump(pty, 50);
        char *now = pty_row(pty, pty_row_of(pty, "the shell"));
        assert_string_equal(now, before);
        free(now);
        assert_false(pty_shows(pty, "paused"));
        assert_false(is_raw(pty));
    }
    free(before);
    pty_resize(pty, 30, 100); /* which the job in the background isn't told */
    pty_type(pty, "\n");
    pty_expect(pty, "paused · space goes on");
    assert_true(pty_row_of(pty, "paused") > 23);
    assert_true(is_raw(pty));
    pty_type(pty, " ");
    pty_expect_gone(pty, "paused");
    pty_type(pty, "qq");
    pty_expect(pty, "it is over");
    pty_expect_end(pty);
    pty_expect_restored(pty);
}

static void stopped_and_ended_by_another_it_leaves_the_screen(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    pid_t job = open_job(state);
    kill(job, SIGSTOP);
    pty_expect(pty, "the shell");
    kill(job, SIGTERM);
    kill(job, SIGCONT);
    for (int i = 0; i < 250 && pty->other_screen; i++)
        pty_pump(pty, 20);
    assert_false(pty->other_screen);
    assert_true(pty->cursor);
    pty_type(pty, "\n");
    pty_expect(pty, "it is over");
}

static void a_crash_in_the_background_ends_it_and_leaves_the_screen(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    pid_t job = open_job(state);
    kill(job, SIGSTOP);
    pty_expect(pty, "the shell");
    kill(job, SIGSEGV);
    kill(job, SIGCONT);
    for (int i = 0; i < 250 && pty->other_screen; i++)
        pty_pump(pty, 20);
    assert_false(pty->other_screen);
    assert_false(is_raw(pty));
    pty_type(pty, "\n");
    pty_expect(pty, "it is over");
}

static void signals_restore_the_terminal_and_are_passed_on(void **state)
{
    static const int SIGNALS[] = {SIGTERM, SIGHUP, SIGSEGV, SIGABRT, SIGBUS};
    for (size_t i = 0; i < sizeof SIGNALS / sizeof *SIGNALS; i++) {
        struct pty *pty = open_walk(state);
        kill(pty->pid, SIGNALS[i]);
        int status = pty_expect_end(pty);
        print_message("    %s: %x\n", strsignal(SIGNALS[i]), (unsigned)status);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), SIGNALS[i]);
        pty_expect_restored(pty);
    }
}

/* Ctrl-S stops a terminal whether or not anybody reads keys yet. */
static void what_was_held_up_before_the_first_frame_flows(void **state)
{
    static const char *const SHELL[] = {
        "sh", "-c", "read wait; exec \"$NUMBMED\" play walk -m1 --sink silent", NULL};
    struct stage *stage = *state;
    stage_run(stage, 24, 80, NULL, SHELL);
    pty_type(&stage->pty, CONTROL('s'));
    pty_feed(&stage->pty, "go\n");
    pty_expect(&stage->pty, "You might open the door now.");
    pty_type(&stage->pty, CONTROL('s'));
    pty_expect(&stage->pty, "00:02");
    pty_type(&stage->pty, "qq");
    pty_expect_end(&stage->pty);
    pty_expect_restored(&stage->pty);
}

/* On the screen and in lines. */
static void a_terminal_that_takes_no_output_holds_up_no_signal(void **state)
{
    static const char *const WALKS[][10] = {
        {"numbmed", "play", "walk", "-m1", "--sink", "silent", NULL},
        {"numbmed", "play", "walk", "-m1", "--sink", "silent", "--plain", NULL},
    };
    static const int SIGNALS[] = {SIGTERM, SIGHUP};
    struct stage *stage = *state;
    for (size_t i = 0; i < 4; i++) {
        stage_run(stage, 24, 80, NULL, WALKS[i / 2]);
        struct pty *pty = &stage->pty;
        pty_expect(pty, "You might open the door now.");
        tcflow(pty->slave, TCOOFF);
        for (int j = 0; j < 20; j++)
            pty_pump(pty, 100); /* the next second, or sentence, is held up */
        kill(pty->pid, SIGNALS[i % 2]);
        int status = pty_expect_end(pty);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGNALS[i % 2]);
        struct termios now;
        tcgetattr(pty->slave, &now);
        assert_int_equal(now.c_lflag, pty->before.c_lflag);
        assert_int_equal(now.c_iflag, pty->before.c_iflag);
    }
}

/* A fault that finds its signal blocked ends the program before its handler can run. */
static void no_thread_blocks_the_signals_of_a_crash(void **state)
{
    static const int CRASHES[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    struct pty *pty = open_walk(state);
    unsigned long long crashes = 0, blocked = 0;
    size_t threads = 0;
    for (size_t i = 0; i < sizeof CRASHES / sizeof *CRASHES; i++)
        crashes |= 1ULL << (CRASHES[i] - 1);
    char *command = mem_format("cat /proc/%d/task/*/status", (int)pty->pid), line[256];
    FILE *pipe = popen(command, "r");
    while (fgets(line, sizeof line, pipe)) {
        if (sscanf(line, "SigBlk: %llx", &blocked) != 1)
            continue;
        assert_int_equal(blocked & crashes, 0);
        threads++;
    }
    assert_int_equal(pclose(pipe), 0);
    assert_true(threads >= 2);
    free(command);
}

static void a_terminal_without_a_description_is_used_as_an_xterm(void **state)
{
    static const char *const ARGV[] = {"numbmed", "play",   "walk",   "--minutes",
                                       "1",       "--sink", "silent", NULL};
    struct stage *stage = *state;
    struct pty *pty = &stage->pty;
    stage_run(stage, 24, 80, "TERM=no-such", ARGV);
    pty_expect(pty, "You might open the door now.");
    assert_true(pty->other_screen);
    pty_type(pty, CONTROL('c'));
    assert_int_equal(pty_expect_end(pty), 0);
    pty_expect_restored(pty);
    assert_true(pty_shows(pty, "numbmed: terminal 'no-such' has no description here; "
                               "xterm-256color's is used"));
}

static void a_closed_window_ends_the_program(void **state)
{
    struct pty *pty = open_walk(state);
    pty_close_window(pty);
    for (int i = 0; i < 100 && waitpid(pty->pid, NULL, WNOHANG) == 0; i++)
        nanosleep(&(struct timespec){0, 20000000}, NULL);
    assert_int_equal(kill(pty->pid, 0), -1);
    pty->gone = true;
}

/* How often the main thread has been woken: its own count of having waited. */
static long wake_ups(pid_t pid)
{
    char path[64], line[256];
    long count = -1;
    snprintf(path, sizeof path, "/proc/%d/task/%d/status", (int)pid, (int)pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        sscanf(line, "voluntary_ctxt_switches: %ld", &count);
    fclose(file);
    return count;
}

static void a_still_screen_costs_no_wake_up(void **state)
{
    struct pty *pty = open_walk(state);
    pty_type(pty, " ");
    pty_expect(pty, "paused");
    pty_pump(pty, 300);
    long before = wake_ups(pty->pid);
    nanosleep(&(struct timespec){3, 0}, NULL);
    /* The kernel may make it wait once for reasons of its own; a clock would, thrice. */
    assert_in_range(wake_ups(pty->pid) - before, 0, 1);
    pty_type(pty, " \033OC");
    pty_expect_gone(pty, "paused");
    pty_pump(pty, 300);
    before = wake_ups(pty->pid);
    nanosleep(&(struct timespec){3, 0}, NULL);
    /* Once a second; and once the journal may be written, which waits for the disk. */
    assert_in_range(wake_ups(pty->pid) - before, 2, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(small_screens_keep_the_words_and_the_time),
        SCREEN_TEST(no_word_is_lost_on_the_smallest_screen),
        SCREEN_TEST(a_session_can_begin_on_any_size),
        SCREEN_TEST(ctrl_c_leaves_at_once_and_saves),
        SCREEN_TEST(ctrl_z_gives_the_terminal_back_and_fg_comes_back_paused),
        SCREEN_TEST(stopped_by_another_it_takes_the_terminal_only_in_the_foreground),
        SCREEN_TEST(stopped_and_ended_by_another_it_leaves_the_screen),
        SCREEN_TEST(ctrl_z_only_pauses_where_no_shell_could_bring_it_back),
        SCREEN_TEST(a_crash_in_the_background_ends_it_and_leaves_the_screen),
        SCREEN_TEST(signals_restore_the_terminal_and_are_passed_on),
        SCREEN_TEST(what_was_held_up_before_the_first_frame_flows),
        SCREEN_TEST(a_terminal_that_takes_no_output_holds_up_no_signal),
        SCREEN_TEST(no_thread_blocks_the_signals_of_a_crash),
        SCREEN_TEST(a_terminal_without_a_description_is_used_as_an_xterm),
        SCREEN_TEST(a_closed_window_ends_the_program),
        SCREEN_TEST(a_still_screen_costs_no_wake_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
