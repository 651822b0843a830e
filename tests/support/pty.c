#include "support/pty.h"

#include "support/cmocka.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

enum { PATIENCE_MS = 12000, SLICE_MS = 20 };

static int on_property(VTermProp property, VTermValue *value, void *user)
{
    struct pty *pty = user;
    if (property == VTERM_PROP_ALTSCREEN)
        pty->other_screen = value->boolean;
    if (property == VTERM_PROP_CURSORVISIBLE)
        pty->cursor = value->boolean;
    return 1;
}

static const VTermScreenCallbacks CALLBACKS = {.settermprop = on_property};

static void make_screen(struct pty *pty, int rows, int columns)
{
    pty->vterm = vterm_new(rows, columns);
    vterm_set_utf8(pty->vterm, 1);
    pty->screen = vterm_obtain_screen(pty->vterm);
    vterm_screen_enable_altscreen(pty->screen, 1);
    vterm_screen_set_callbacks(pty->screen, &CALLBACKS, pty);
    vterm_screen_reset(pty->screen, 1);
    pty->cursor = true;
}

static _Noreturn void become(const struct pty *pty, const char *const *environment,
                             const char *const *argv)
{
    login_tty(dup(pty->slave));
    for (; environment && *environment; environment++) {
        char *pair = strdup(*environment), *equals = strchr(pair, '=');
        if (equals)
            *equals++ = '\0';
        if (equals)
            setenv(pair, equals, 1);
        else
            unsetenv(pair);
    }
    const char *program = strcmp(argv[0], "numbmed") == 0 ? getenv("NUMBMED") : argv[0];
    execvp(program, (char *const *)(uintptr_t)argv);
    _exit(127);
}

void pty_start(struct pty *pty, int rows, int columns, const char *const *environment,
               const char *const *argv)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    *pty = (struct pty){0};
    assert_int_equal(openpty(&pty->master, &pty->slave, NULL, NULL, &size), 0);
    fcntl(pty->master, F_SETFD, FD_CLOEXEC);
    tcgetattr(pty->slave, &pty->before);
    make_screen(pty, rows, columns);
    pty->pid = fork();
    assert_true(pty->pid >= 0);
    if (pty->pid == 0)
        become(pty, environment, argv);
}

static void send_plain_newlines(int slave)
{
    struct termios modes;
    tcgetattr(slave, &modes);
    modes.c_oflag &= ~(tcflag_t)OPOST;
    tcsetattr(slave, TCSANOW, &modes);
}

/* Until the last program has closed the terminal: reading from it then fails. */
static char *read_all(int master)
{
    enum { MOST = 1 << 20 };
    char *text = calloc(MOST, 1);
    size_t length = 0;
    while (length < MOST - 1) {
        ssize_t count = read(master, text + length, MOST - 1 - length);
        if (count <= 0)
            break;
        length += (size_t)count;
    }
    return text;
}

char *pty_capture(int columns, const char *const *environment, const char *const *argv)
{
    struct winsize size = {.ws_row = 24, .ws_col = (unsigned short)columns};
    struct pty pty = {0};
    assert_int_equal(openpty(&pty.master, &pty.slave, NULL, NULL, &size), 0);
    fcntl(pty.master, F_SETFD, FD_CLOEXEC);
    send_plain_newlines(pty.slave);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        become(&pty, environment, argv);
    close(pty.slave);
    char *text = read_all(pty.master);
    close(pty.master);
    waitpid(child, NULL, 0);
    return text;
}

void pty_stop(struct pty *pty)
{
    if (!pty->gone) {
        kill(pty->pid, SIGKILL);
        waitpid(pty->pid, NULL, 0);
    }
    if (pty->master >= 0)
        close(pty->master);
    if (pty->slave >= 0)
        close(pty->slave);
    vterm_free(pty->vterm);
}

void pty_pump(struct pty *pty, int ms)
{
    struct pollfd polled = {.fd = pty->master, .events = POLLIN};
    char bytes[4096];
    while (pty->master >= 0 && poll(&polled, 1, ms) > 0 && (polled.revents & POLLIN)) {
        ssize_t count = read(pty->master, bytes, sizeof bytes);
        if (count <= 0)
            return;
        vterm_input_write(pty->vterm, bytes, (size_t)count);
        ms = 0;
    }
    /* What the emulator answers (where the cursor is, and the like). */
    size_t answer = vterm_output_read(pty->vterm, bytes, sizeof bytes);
    if (answer && write(pty->master, bytes, answer) < 0)
        return;
}

char *pty_row(struct pty *pty, int row)
{
    int rows, columns;
    vterm_get_size(pty->vterm, &rows, &columns);
    size_t size = (size_t)columns * 6 * 4 + 1;
    char *text = calloc(size, 1);
    VTermRect rect = {row, row + 1, 0, columns};
    vterm_screen_get_text(pty->screen, text, size - 1, rect);
    return text;
}

static int find_row(struct pty *pty, const char *text)
{
    int rows, columns, found = -1;
    vterm_get_size(pty->vterm, &rows, &columns);
    for (int row = 0; found < 0 && row < rows; row++) {
        char *shown = pty_row(pty, row);
        if (strstr(shown, text))
            found = row;
        free(shown);
    }
    return found;
}

bool pty_shows(struct pty *pty, const char *text)
{
    return find_row(pty, text) >= 0;
}

static void print_screen(struct pty *pty)
{
    int rows, columns;
    vterm_get_size(pty->vterm, &rows, &columns);
    for (int row = 0; row < rows; row++) {
        char *text = pty_row(pty, row);
        print_message("    |%s\n", text);
        free(text);
    }
}

int pty_row_of(struct pty *pty, const char *text)
{
    int row = find_row(pty, text);
    if (row < 0) {
        print_screen(pty);
        fail_msg("'%s' is not on the screen", text);
    }
    return row;
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void expect(struct pty *pty, const char *text, bool there)
{
    int64_t deadline = now_ms() + PATIENCE_MS;
    pty_pump(pty, 0);
    while (pty_shows(pty, text) != there) {
        if (now_ms() > deadline) {
            print_screen(pty);
            fail_msg("'%s' %s the screen", text, there ? "doesn't come on" : "doesn't leave");
        }
        pty_pump(pty, SLICE_MS);
    }
}

void pty_expect(struct pty *pty, const char *text)
{
    expect(pty, text, true);
}

void pty_expect_gone(struct pty *pty, const char *text)
{
    expect(pty, text, false);
}

void pty_type(struct pty *pty, const char *keys)
{
    assert_int_equal(write(pty->master, keys, strlen(keys)), strlen(keys));
}

/* Sends piece by piece, reading what comes meanwhile: neither side may have to wait for the other.
 */
static void feed(struct pty *pty, const char *bytes, size_t length)
{
    enum { PIECE = 1000 };
    while (length) {
        size_t count = length < PIECE ? length : PIECE;
        ssize_t sent = write(pty->master, bytes, count);
        assert_true(sent > 0);
        bytes += sent;
        length -= (size_t)sent;
        pty_pump(pty, 0);
    }
}

void pty_feed(struct pty *pty, const char *keys)
{
    feed(pty, keys, strlen(keys));
}

/* What the emulator sends for a mark is left in `mark`; its length is 0 where nobody asked. */
static size_t take_mark(struct pty *pty, void (*make)(VTerm *), char *mark, size_t size)
{
    make(pty->vterm);
    return vterm_output_read(pty->vterm, mark, size);
}

void pty_paste(struct pty *pty, const char *bytes)
{
    char mark[16];
    feed(pty, mark, take_mark(pty, vterm_keyboard_start_paste, mark, sizeof mark));
    pty_feed(pty, bytes);
    feed(pty, mark, take_mark(pty, vterm_keyboard_end_paste, mark, sizeof mark));
}

bool pty_marks_pastes(struct pty *pty)
{
    char mark[16];
    return take_mark(pty, vterm_keyboard_start_paste, mark, sizeof mark) > 0;
}

void pty_resize(struct pty *pty, int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    pty_pump(pty, 0);
    vterm_set_size(pty->vterm, rows, columns);
    assert_int_equal(ioctl(pty->master, TIOCSWINSZ, &size), 0);
}

int pty_expect_end(struct pty *pty)
{
    int64_t deadline = now_ms() + PATIENCE_MS;
    while (waitpid(pty->pid, &pty->status, WNOHANG) == 0) {
        if (now_ms() > deadline) {
            print_screen(pty);
            fail_msg("the program doesn't end");
        }
        pty_pump(pty, SLICE_MS);
    }
    pty->gone = true;
    pty_pump(pty, 0);
    return pty->status;
}

void pty_expect_restored(struct pty *pty)
{
    struct termios now;
    pty_pump(pty, 50);
    assert_false(pty->other_screen);
    assert_true(pty->cursor);
    assert_false(pty_marks_pastes(pty));
    assert_int_equal(tcgetattr(pty->slave, &now), 0);
    assert_int_equal(now.c_lflag, pty->before.c_lflag);
    assert_int_equal(now.c_iflag, pty->before.c_iflag);
    assert_int_equal(now.c_oflag, pty->before.c_oflag);
}

void pty_close_window(struct pty *pty)
{
    close(pty->slave);
    close(pty->master);
    pty->master = pty->slave = -1;
}
