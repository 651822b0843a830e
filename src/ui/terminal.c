#include "ui/terminal.h"

#include "base/log.h"
#include "ui/key_reader.h"

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
#include <term.h>
#include <termios.h>
#include <unistd.h>

static const int FATAL[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT};
static const int HEARD[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT};
static const int LENT[] = {SIGINT, SIGQUIT, SIGTSTP}; /* a borrower's, while there is one */
enum {
    FATAL_COUNT = sizeof FATAL / sizeof *FATAL,
    HEARD_COUNT = sizeof HEARD / sizeof *HEARD,
    LENT_COUNT = sizeof LENT / sizeof *LENT,
};

/* How long Esc waits for what may follow it: longer where Esc leaves a text that may be pasted. */
enum { ESCAPE_MS = 25, ESCAPE_IN_TEXT_MS = 50 };

/* Bracketed paste, as xterm has it: terminals that don't know it take no notice. */
#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

/* One terminal to a program, so it is told here and nowhere else. */
static SCREEN *screen;
static int signals = -1;
static sigset_t waiting_mask; /* the signals blocked while waiting: not SIGWINCH */
static struct termios before; /* the terminal's modes as we found them */
static char farewell[256];    /* what brings the terminal's look back */
static struct key_reader reader;
static struct sigaction before_lent[LENT_COUNT]; /* what they did before a borrower came */

static void on_fatal_signal(int number)
{
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
    if (write(STDOUT_FILENO, farewell, strlen(farewell)) < 0)
        number |= 0; /* nothing more can be done for it */
    raise(number);   /* SA_RESETHAND: this time it ends the program */
}

static void catch_fatal_signals(void)
{
    struct sigaction action = {.sa_handler = on_fatal_signal,
                               .sa_flags = (int)(SA_RESETHAND | SA_NODEFER)};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < FATAL_COUNT; i++)
        sigaction(FATAL[i], &action, NULL);
}

static void release_fatal_signals(void)
{
    for (size_t i = 0; i < FATAL_COUNT; i++)
        signal(FATAL[i], SIG_DFL);
}

/* Curses' own way out, noted before anything can go wrong: no curses call is safe in a handler. */
static void note_farewell(void)
{
    const char *parts[] = {PASTE_OFF,     exit_attribute_mode, orig_pair,
                           cursor_normal, exit_ca_mode,        keypad_local};
    farewell[0] = '\0';
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i] && strlen(farewell) + strlen(parts[i]) < sizeof farewell - 1)
            strcat(farewell, parts[i]); // NOLINT: its room is checked above
    }
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

static void set_modes(void)
{
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    curs_set(0);
    leaveok(stdscr, TRUE);
}

bool terminal_begin(struct error *error)
{
    choose_locale();
    if (tcgetattr(STDIN_FILENO, &before) < 0)
        return error_set(error, "there is no terminal to play in; add --plain");
    hear_signals();
    set_escdelay(ESCAPE_MS);
    log_take_stderr();
    screen = newterm(NULL, stdout, stdin);
    if (!screen) {
        const char *name = getenv("TERM");
        log_give_back_stderr();
        return error_set(error, "the terminal '%s' is not known here; set TERM, or add --plain",
                         name ? name : "");
    }
    note_farewell();
    catch_fatal_signals();
    set_modes();
    return true;
}

static void tell(const char *sequence)
{
    if (write(STDOUT_FILENO, sequence, strlen(sequence)) < 0)
        return; /* a terminal that is gone: whoever waits for keys will hear of it */
}

void terminal_text(bool on)
{
    reader = (struct key_reader){.text = on};
    set_escdelay(on ? ESCAPE_IN_TEXT_MS : ESCAPE_MS);
    leaveok(stdscr, !on);
    curs_set(on);
    tell(on ? PASTE_ON : PASTE_OFF);
}

/* The terminal as others expect it. terminal_redraw takes it again. */
static void step_aside(void)
{
    if (reader.text)
        tell(PASTE_OFF);
    endwin();
    log_give_back_stderr();
}

static void come_back(void)
{
    log_take_stderr();
    terminal_redraw();
}

void terminal_end(void)
{
    if (!screen)
        return;
    if (reader.text)
        terminal_text(false);
    endwin();
    delscreen(screen);
    screen = NULL;
    release_fatal_signals();
    log_give_back_stderr();
}

void terminal_stop_job(void)
{
    struct sigaction usual = {.sa_handler = SIG_DFL}, kept;
    sigset_t stop, blocked;
    sigemptyset(&usual.sa_mask);
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigaction(SIGTSTP, &usual, &kept);
    kill(0, SIGTSTP); /* the whole job, as the terminal's own Ctrl-Z would */
    sigprocmask(SIG_UNBLOCK, &stop, &blocked);
    sigprocmask(SIG_SETMASK, &blocked, NULL);
    sigaction(SIGTSTP, &kept, NULL);
}

void terminal_suspend(void)
{
    step_aside();
    terminal_stop_job();
    come_back();
}

void terminal_redraw(void)
{
    if (reader.text)
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
    if (info.ssi_signo == SIGCONT) {
        terminal_redraw();
        return (struct event){.kind = EVENT_BACK};
    }
    return (struct event){.kind = EVENT_GONE, .signal = (int)info.ssi_signo};
}

/* Reads on until a key is whole or nothing more comes; `*heard`: there was something, at least. */
static bool next_key(int *key, bool *heard)
{
    enum { MOMENT_MS = 50 };
    struct pollfd polled = {.fd = STDIN_FILENO, .events = POLLIN};
    int code = getch();
    *heard = code != ERR;
    while (code != ERR) {
        if (key_reader_take(&reader, code, key))
            return true;
        code = getch();
        if (code == ERR && key_reader_waits(&reader) && poll(&polled, 1, MOMENT_MS) > 0)
            code = getch();
    }
    return key_reader_pause(&reader, key);
}

/* The terminal is readable: a key, or its end. */
static struct event read_key(bool gone)
{
    struct event event = {.kind = EVENT_KEY, .signal = SIGHUP};
    bool heard;
    if (!next_key(&event.key, &heard))
        event.kind = gone && !heard ? EVENT_GONE : EVENT_NOTHING;
    return event;
}

struct event terminal_wait(int descriptor, int wait_ms)
{
    struct pollfd polled[] = {
        {.fd = STDIN_FILENO, .events = POLLIN},
        {.fd = signals, .events = POLLIN},
        {.fd = descriptor, .events = POLLIN},
    };
    struct timespec wait = {wait_ms / 1000, wait_ms % 1000 * 1000000L};
    struct event held = read_key(false); /* curses may hold keys that poll can't see */
    if (held.kind == EVENT_KEY)
        return held;
    int ready = ppoll(polled, 3, wait_ms < 0 ? NULL : &wait, &waiting_mask);
    if (ready < 0 && errno == EINTR)
        return read_key(false); /* SIGWINCH: getch says KEY_RESIZE */
    if (polled[1].revents)
        return read_signal();
    if (polled[0].revents)
        return read_key(true);
    return (struct event){.kind = EVENT_NOTHING};
}

struct event terminal_wait_lent(int descriptor, int wait_ms)
{
    struct pollfd polled[] = {
        {.fd = signals, .events = POLLIN},
        {.fd = descriptor, .events = POLLIN},
    };
    struct signalfd_siginfo info;
    poll(polled, 2, wait_ms);
    while (read(signals, &info, sizeof info) == (ssize_t)sizeof info) {
        if (info.ssi_signo == SIGTERM || info.ssi_signo == SIGHUP)
            return (struct event){.kind = EVENT_GONE, .signal = (int)info.ssi_signo};
    }
    return (struct event){.kind = EVENT_NOTHING};
}

int terminal_width(int most)
{
    struct winsize size;
    bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known && size.ws_col < most ? size.ws_col : most;
}

void terminal_die_by(int number)
{
    sigset_t mask;
    sigemptyset(&mask);
    sigaddset(&mask, number);
    signal(number, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &mask, NULL);
    raise(number);
}
