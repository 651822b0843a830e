/* numbmed itself on a terminal, with a sound server that is recorded, dies, or stands still. */
#include "sound/hearing.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <utmp.h>

static const struct tone TONES[] = {{20000, 500}};

struct program {
    char *folder;
    pid_t pid;
    int terminal;
    int other_end; /* kept open, so that the terminal's modes can be read when all is over */
    struct termios before;
    char screen[1 << 16]; /* what it wrote since it was last looked at */
};

/* A journal for each: what one test breaks off is nothing to offer in the next. */
static void set_environment(const struct program *program)
{
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("XDG_STATE_HOME", server.folder, 1);
    setenv("XDG_DATA_HOME", program->folder, 1);
}

/* `voice` is the one that is asked for. */
static void program_start(struct program *program, const char *voice)
{
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    void *folder;
    assert_int_equal(files_setup(&folder), 0);
    *program = (struct program){.folder = folder};
    tones_write(folder, TONES, 1);
    files_write_welcomed(server.folder);
    assert_int_equal(openpty(&program->terminal, &program->other_end, NULL, NULL, &size), 0);
    fcntl(program->terminal, F_SETFD, FD_CLOEXEC);
    assert_int_equal(tcgetattr(program->other_end, &program->before), 0);
    program->pid = fork();
    if (program->pid == 0) {
        const char *numbmed = getenv("NUMBMED");
        login_tty(program->other_end);
        set_environment(program);
        execl(numbmed, "numbmed", "play", "tones", "--minutes", "20500ms", "--voice", voice,
              (char *)NULL);
        _exit(127);
    }
}

/* Reads what the program writes until it has written `text`. False after this long. */
static bool program_shows(struct program *program, const char *text, int64_t most_ms)
{
    int64_t until = sound_now() + most_ms * 1000000;
    size_t length = 0;
    while (!strstr(program->screen, text)) {
        struct pollfd polled = {.fd = program->terminal, .events = POLLIN};
        int64_t left = (until - sound_now()) / 1000000;
        if (left <= 0 || length > sizeof program->screen / 2 || poll(&polled, 1, (int)left) <= 0)
            return false;
        ssize_t got = read(program->terminal, program->screen + length, 4096);
        if (got <= 0)
            return false;
        length += (size_t)got;
        program->screen[length] = '\0';
    }
    program->screen[0] = '\0';
    return true;
}

static int64_t program_press(const struct program *program, const char *keys)
{
    int64_t now = sound_now();
    assert_int_equal(write(program->terminal, keys, strlen(keys)), strlen(keys));
    return now;
}

/* Waits for its end; returns how long that took in ms, or -1 after 3 s. */
static int64_t program_await_end(struct program *program)
{
    int64_t began = sound_now(), took = -1;
    while (took < 0 && sound_now() < began + 3 * INT64_C(1000000000)) {
        program_shows(program, "\x1b[never]", 5);
        if (waitpid(program->pid, NULL, WNOHANG) == program->pid)
            took = (sound_now() - began) / 1000000;
    }
    return took;
}

static void assert_terminal_is_restored(const struct program *program)
{
    struct termios after;
    assert_int_equal(tcgetattr(program->other_end, &after), 0);
    assert_int_equal(after.c_lflag, program->before.c_lflag);
    assert_int_equal(after.c_iflag, program->before.c_iflag);
    assert_int_equal(after.c_oflag, program->before.c_oflag);
}

static void program_free(struct program *program)
{
    void *folder = program->folder;
    kill(program->pid, SIGKILL);
    waitpid(program->pid, NULL, 0);
    close(program->terminal);
    close(program->other_end);
    files_teardown(&folder);
}

static int leave_no_program(void **state)
{
    program_free(*state);
    return 0;
}

static struct program program; /* one at a time; too large for a stack */

static int start_a_program(void **state)
{
    *state = &program;
    program_start(&program, DEFAULT_VOICE);
    return 0;
}

static int start_without_captions(void **state, const char *voice)
{
    char *folder = mem_format("%s/config", server.folder);
    free(files_write(folder, "numbmed/config.yaml", "captions: false\n"));
    setenv("XDG_CONFIG_HOME", folder, 1);
    *state = &program;
    program_start(&program, voice);
    unsetenv("XDG_CONFIG_HOME");
    free(folder);
    return 0;
}

static int start_with_only_the_voice(void **state)
{
    return start_without_captions(state, DEFAULT_VOICE);
}

static int start_with_a_voice_that_has_no_recordings(void **state)
{
    return start_without_captions(state, "michael");
}

static void pass(int64_t ms)
{
    program_shows(&program, "\x1b[never]", ms);
}

static void the_space_bar_pauses_the_sound_and_lets_it_go_on(void **state)
{
    (void)state;
    free(recorder_cut(recorder).samples);
    assert_true(program_shows(&program, "A tone.", 2000));
    pass(1000);
    int64_t paused = program_press(&program, " ");
    assert_true(program_shows(&program, "paused", 300));
    pass(500);
    int64_t resumed = program_press(&program, "p");
    pass(500);
    program_press(&program, "qq");
    assert_in_range(program_await_end(&program), 0, 1000);
    struct recording heard = recorder_cut(recorder);
    size_t key = recording_at(&heard, paused), again = recording_at(&heard, resumed);
    int64_t silent = ms_between(key, sound_last(&heard, key, again));
    int64_t sounds = ms_between(again, sound_first(&heard, again, heard.count));
    print_message("    silent after %d ms, sounds again after %d ms\n", (int)silent, (int)sounds);
    assert_in_range(silent, 1, BOUNDS[hearing_kind].silent);
    assert_in_range(sounds, 0, BOUNDS[hearing_kind].sounds);
    assert_no_click(&heard, 0, heard.count);
    assert_terminal_is_restored(&program);
    free(heard.samples);
}

static void the_help_names_the_output_and_its_latency(void **state)
{
    char note[32];
    (void)state;
    snprintf(note, sizeof note, "pulse, %d ms", SINK_LATENCY_MS);
    assert_true(program_shows(&program, "A tone.", 2000));
    program_press(&program, "?");
    assert_true(program_shows(&program, note, 300));
}

static void seeking_and_leaving_by_keys_does_not_click(void **state)
{
    static const char *const KEYS[] = {"\x1b[C", "\x1bOC", "\x1b[D", "\x1bOD", "r",
                                       "-",      "m",      "m",      "+"};
    (void)state;
    free(recorder_cut(recorder).samples);
    assert_true(program_shows(&program, "A tone.", 2000));
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        pass(307);
        program_press(&program, KEYS[i]);
    }
    pass(400);
    program_press(&program, "\x03");
    assert_in_range(program_await_end(&program), 0, 1000);
    struct recording heard = recorder_cut(recorder);
    assert_true(sound_first(&heard, 0, heard.count) < heard.count);
    assert_no_click(&heard, 0, heard.count);
    assert_terminal_is_restored(&program);
    free(heard.samples);
}

static void a_server_that_stands_still_stops_neither_the_keys_nor_leaving(void **state)
{
    (void)state;
    assert_true(program_shows(&program, "A tone.", 2000));
    pass(700);
    server_freeze(&server);
    pass(400);
    program_press(&program, "?");
    bool helped = program_shows(&program, "pause, and go on", 300);
    program_press(&program, "?");
    pass(1500);
    program_press(&program, "qq");
    int64_t took = program_await_end(&program);
    server_thaw(&server);
    print_message("    left within %d ms\n", (int)took);
    assert_true(helped);
    assert_in_range(took, 0, 1000);
    assert_terminal_is_restored(&program);
}

static void a_server_that_dies_is_told_in_one_line_and_space_goes_on(void **state)
{
    (void)state;
    assert_true(program_shows(&program, "A tone.", 2000));
    pass(700);
    recorder_stop(recorder);
    recorder = NULL;
    server_kill(&server);
    assert_true(program_shows(&program, "the sound output went away", 1000));
    program_press(&program, "?");
    assert_true(program_shows(&program, "pause, and go on", 300));
    program_press(&program, "?");
    pass(100);
    program_press(&program, " ");
    pass(1800);
    program_press(&program, "qq");
    assert_true(
        program_shows(&program, " seconds of Tones", 1000)); /* a second before, 1.8 since */
    assert_in_range(program_await_end(&program), 0, 1000);
    assert_terminal_is_restored(&program);
}

static void a_voice_may_speak_without_its_words_until_they_are_asked_for(void **state)
{
    (void)state;
    assert_false(program_shows(&program, "A tone.", 2000));
    assert_true(program_shows(&program, "left", 10));
    program_press(&program, "c");
    assert_true(program_shows(&program, "A tone.", 1000));
}

static void words_that_nobody_recorded_are_shown_all_the_same(void **state)
{
    (void)state;
    assert_true(program_shows(&program, "A tone.", 2000));
    pass(500);
    program_press(&program, "c"); /* on, */
    pass(300);
    program_press(&program, "c"); /* and off: nothing changes */
    pass(300);
    program_press(&program, "\x0c");
    assert_true(program_shows(&program, "A tone.", 1000));
}

#define WITH_PROGRAM(test) cmocka_unit_test_setup_teardown(test, start_a_program, leave_no_program)

static int run(const char *name)
{
    const struct CMUnitTest tests[] = {
        WITH_PROGRAM(the_space_bar_pauses_the_sound_and_lets_it_go_on),
        WITH_PROGRAM(the_help_names_the_output_and_its_latency),
        WITH_PROGRAM(seeking_and_leaving_by_keys_does_not_click),
        cmocka_unit_test_setup_teardown(
            a_voice_may_speak_without_its_words_until_they_are_asked_for, start_with_only_the_voice,
            leave_no_program),
        cmocka_unit_test_setup_teardown(words_that_nobody_recorded_are_shown_all_the_same,
                                        start_with_a_voice_that_has_no_recordings,
                                        leave_no_program),
        WITH_PROGRAM(a_server_that_stands_still_stops_neither_the_keys_nor_leaving),
        WITH_PROGRAM(a_server_that_dies_is_told_in_one_line_and_space_goes_on),
    };
    return cmocka_run_group_tests_name(name, tests, hearing_setup, hearing_teardown);
}

int main(void)
{
    return hearing_run(run);
}
