#include "ui/terminal.h"

#include "base/log.h"
#include "ui/gone.h"
#include "ui/key_reader.h"
#include "ui/rescue.h"
#include "ui/stand_in.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static const int HEARD[] = {SIGINT, SIGTSTP, SIGCONT};
static const int LENT[] = {SIGINT, SIGQUIT, SIGTSTP}; /* a borrower's, while there is one */
enum {
    HEARD_COUNT = sizeof HEARD / sizeof *HEARD,
    LENT_COUNT = sizeof LENT / sizeof *LENT,
};

/* Bracketed paste, as xterm has it: terminals that don't know it take no notice. */
#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

/* One terminal to a program, so it is told here and nowhere else. */
static SCREEN *screen;
static int signals = -1;
static sigset_t waiting_mask; /* the signals blocked while waiting: not SIGWINCH */
static struct termios before; /* the terminal's modes as we found them, */
static struct termios ours;   /* and as we need them */
static struct key_reader reader;
static unsigned char bytes[4096]; /* what came and isn't taken yet: from byte_next on */
static size_t byte_next, byte_count;
static volatile sig_atomic_t resized;
static struct sigaction before_lent[LENT_COUNT]; /* what they did before a borrower came */

static void on_resize(int number)
{
    resized = number;
}

static void hear_signals(void)
{
    sigset_t heard, blocked;
    sigemptyset(&heard);
    for (size_t i = 0; i < HEARD_COUNT; i++)
        sigaddset(&heard, HEARD[i]);
    signals = signalfd(-1, &heard, SFD_CLOEXEC | SFD_NONBLOCK);
    blocked = waiting_mask = heard;
    sigaddset(&blocked, SIGWINCH); /* heard only while waiting, so that no resize is missed */
    sigprocmask(SIG_BLOCK, &blocked, NULL);
}

/* A terminal of today shows UTF-8, whatever a bare "C" locale says. */
static void choose_locale(void)
{
    if (!setlocale(LC_ALL, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
}

static void tell(const char *sequence)
{
    if (write(STDOUT_FILENO, sequence, strlen(sequence)) < 0)
        return; /* a terminal that is gone: whoever waits for keys will hear of it */
}

/* In place of curses' own handler, which would have getch() read keys. */
static void catch_resizes(void)
{
    struct sigaction action = {.sa_handler = on_resize};
    sigemptyset(&action.sa_mask);
    sigaction(SIGWINCH, &action, NULL);
}

static void set_modes(void)
{
    raw();
    noecho();
    nonl();
    curs_set(0);
    leaveok(stdscr, TRUE);
    tcgetattr(STDIN_FILENO, &ours);
}

/* Ctrl-S would hold up all that is drawn; one that was pressed before is undone by this. */
static void let_output_flow(void)
{
    struct termios modes = before;
    modes.c_iflag &= ~(tcflag_t)IXON;
    tcsetattr(STDIN_FILENO, TCSANOW, &modes);
}

/* Leaves the screen. What curses takes for the modes before lets output flow. */
static void end_screen(void)
{
    tell(PASTE_OFF);
    endwin();
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
}

bool terminal_begin(struct error *error)
{
    choose_locale();
    if (tcgetattr(STDIN_FILENO, &before) < 0)
        return error_set(error,
                         "there is no terminal to read keys from; set TERM=dumb for plain lines");
    hear_signals();
    log_take_stderr();
    let_output_flow();
    screen = stand_in_open(error);
    if (!screen) {
        tcsetattr(STDIN_FILENO, TCSANOW, &before);
        log_give_back_stderr();
        return false;
    }
    rescue_begin(&before, PASTE_OFF);
    gone_hear(rescue_now);
    catch_resizes();
    set_modes();
    tell(PASTE_ON);
    return true;
}

void terminal_show_cursor(bool on)
{
    leaveok(stdscr, !on);
    curs_set(on);
}

/* The terminal as others expect it. terminal_redraw takes it again. */
static void step_aside(void)
{
    end_screen();
    log_give_back_stderr();
}

/* All is drawn again: what was on its way when the size changed was meant for the old one. */
static bool take_new_size(void)
{
    struct winsize size;
    bool known = ioctl(STDIN_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col;
    resized = 0;
    return known && resizeterm(size.ws_row, size.ws_col) == OK && clearok(curscr, TRUE) == OK;
}

/* Whoever lets us go on has said so as often as it liked. */
static void forget_continues(void)
{
    static const struct timespec NOW = {0};
    sigset_t on;
    sigemptyset(&on);
    sigaddset(&on, SIGCONT);
    while (sigtimedwait(&on, NULL, &NOW) > 0)
        ;
}

/* Sets our modes again. In the background the system stops us for it (SIGTTOU), until a shell
 * brings us to the foreground. False: it never will; the terminal is somebody else's. */
static bool take_modes(void)
{
    struct sigaction usual = {.sa_handler = SIG_DFL}, kept;
    int done;
    sigemptyset(&usual.sa_mask);
    sigaction(SIGTTOU, &usual, &kept);
    do {
        done = tcsetattr(STDIN_FILENO, TCSANOW, &ours);
    } while (done < 0 && errno == EINTR);
    sigaction(SIGTTOU, &kept, NULL);
    forget_continues();
    take_new_size();
    return done == 0;
}

static bool come_back(void)
{
    bool taken = take_modes();
    log_take_stderr();
    if (taken)
        terminal_redraw();
    return taken;
}

/* Somebody else stopped us, and the terminal is as the shell left it. */
static bool come_back_from_elsewhere(void)
{
    if (!take_modes())
        return false;
    endwin();
    terminal_redraw();
    return true;
}

/* In the background, where modes are none of our business, only the look is given back. */
static void leave_screen(void)
{
    sigset_t output;
    pid_t group = tcgetpgrp(STDIN_FILENO);
    if (group < 0 || group == getpgrp()) {
        end_screen();
    } else if (!isendwin()) {
        sigemptyset(&output);
        sigaddset(&output, SIGTTOU);
        sigprocmask(SIG_BLOCK, &output, NULL);
        tell(rescue_look());
    }
}

void terminal_end(void)
{
    if (!screen)
        return;
    leave_screen();
    delscreen(screen);
    screen = NULL;
    rescue_end();
    gone_stop();
    log_give_back_stderr();
}

void terminal_suspend(void)
{
    step_aside();
    terminal_stop_job();
    come_back();
}

void terminal_redraw(void)
{
    tell(PASTE_ON);
    refresh();
    clearok(curscr, TRUE);
    wrefresh(curscr);
}

void terminal_lend(void)
{
    sigset_t stop;
    step_aside();
    for (size_t i = 0; i < LENT_COUNT; i++) {
        struct sigaction action = {.sa_handler = LENT[i] == SIGTSTP ? SIG_DFL : SIG_IGN};
        sigemptyset(&action.sa_mask);
        sigaction(LENT[i], &action, &before_lent[i]);
    }
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP); /* the borrower stops: so do we, for the shell to see it */
    sigprocmask(SIG_UNBLOCK, &stop, NULL);
}

void terminal_take_back(void)
{
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigprocmask(SIG_BLOCK, &stop, NULL);
    for (size_t i = 0; i < LENT_COUNT; i++)
        sigaction(LENT[i], &before_lent[i], NULL);
    come_back();
}

static struct event read_signal(void)
{
    struct signalfd_siginfo info;
    if (read(signals, &info, sizeof info) != (ssize_t)sizeof info)
        return (struct event){.kind = EVENT_NOTHING};
    if (info.ssi_signo == SIGTSTP) {
        terminal_suspend();
        return (struct event){.kind = EVENT_BACK};
    }
    if (info.ssi_signo == SIGCONT && come_back_from_elsewhere())
        return (struct event){.kind = EVENT_BACK};
    if (info.ssi_signo == SIGCONT)
        return (struct event){.kind = EVENT_GONE, .signal = SIGHUP};
    return (struct event){.kind = EVENT_GONE, .signal = (int)info.ssi_signo};
}

/* ---- keys */

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A key that what came so far makes. */
static bool next_key(int *key)
{
    while (byte_next < byte_count) {
        bool whole = key_reader_take(&reader, bytes[byte_next], now_ms(), key);
        byte_next += !reader.again;
        if (whole)
            return true;
    }
    return false;
}

/* False: the terminal is gone. */
static bool read_bytes(void)
{
    ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
    byte_next = 0;
    byte_count = count > 0 ? (size_t)count : 0;
    return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN));
}

/* Waits until `until` (-1: for ever), and not longer than what is begun may wait. */
static int wait_until(struct pollfd *polled, nfds_t count, int64_t until)
{
    int64_t deadline = key_reader_deadline(&reader), now = now_ms();
    if (until < 0 || (deadline >= 0 && deadline < until))
        until = deadline;
    int64_t left = until > now ? until - now : 0;
    struct timespec wait = {left / 1000, left % 1000 * 1000000L};
    return ppoll(polled, count, until < 0 ? NULL : &wait, &waiting_mask);
}

/* What one wait brought; `*over`: nothing that one waits for, and there is time left. */
static struct event wait_once(int descriptor, int64_t until, bool *over)
{
    struct event event = {.kind = EVENT_KEY, .signal = SIGHUP};
    struct pollfd polled[] = {
        {.fd = STDIN_FILENO, .events = POLLIN},
        {.fd = signals, .events = POLLIN},
        {.fd = descriptor, .events = POLLIN},
        {.fd = gone_fd(), .events = POLLIN},
    };
    *over = true;
    int ready = wait_until(polled, 4, until);
    int64_t now = now_ms(), deadline = key_reader_deadline(&reader);
    if (ready < 0 && resized && take_new_size()) {
        event.key = KEY_RESIZE;
        return event;
    }
    if (ready > 0 && polled[3].revents)
        return (struct event){.kind = EVENT_GONE, .signal = gone_signal()};
    if (ready > 0 && polled[1].revents)
        return read_signal();
    if (ready > 0 && polled[0].revents && !read_bytes()) {
        event.kind = EVENT_GONE;
        return event;
    }
    if (ready == 0 && deadline >= 0 && deadline <= now && key_reader_expire(&reader, &event.key))
        return event;
    event.kind = EVENT_NOTHING;
    *over = (ready > 0 && polled[2].revents) || (until >= 0 && until <= now);
    return event;
}

static struct event wait_for_key(int descriptor, int wait_ms, bool text)
{
    reader.text = text;
    struct event event = {.kind = EVENT_KEY};
    int64_t until = wait_ms < 0 ? -1 : now_ms() + wait_ms;
    bool over = false;
    while (!next_key(&event.key)) {
        if (over)
            return event;
        event = wait_once(descriptor, until, &over);
        if (event.kind != EVENT_NOTHING)
            return event;
    }
    event.kind = EVENT_KEY;
    return event;
}

struct event terminal_wait(int descriptor, int wait_ms)
{
    return wait_for_key(descriptor, wait_ms, false);
}

struct event terminal_wait_text(int wait_ms)
{
    return wait_for_key(-1, wait_ms, true);
}

struct event terminal_wait_lent(int descriptor, int wait_ms)
{
    struct pollfd polled[] = {
        {.fd = signals, .events = POLLIN},
        {.fd = descriptor, .events = POLLIN},
        {.fd = gone_fd(), .events = POLLIN},
    };
    struct signalfd_siginfo info;
    poll(polled, 3, wait_ms);
    while (read(signals, &info, sizeof info) == (ssize_t)sizeof info)
        ;
    if (gone_signal())
        return (struct event){.kind = EVENT_GONE, .signal = gone_signal()};
    return (struct event){.kind = EVENT_NOTHING};
}
