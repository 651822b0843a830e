#include "ui/rescue.h"

#include <curses.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

static const int FATAL[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT};
enum { FATAL_COUNT = sizeof FATAL / sizeof *FATAL };

/* One terminal to a program, and a signal handler has no other way to know it. */
static struct termios modes;
static char farewell[256];

/* Whoever touches the terminal from the background is stopped, but with SIGTTOU blocked; its modes
 * are another's there. Nothing is written where that would have to wait. */
void rescue_now(void)
{
    sigset_t output;
    struct pollfd room = {.fd = STDOUT_FILENO, .events = POLLOUT};
    sigemptyset(&output);
    sigaddset(&output, SIGTTOU);
    sigprocmask(SIG_BLOCK, &output, NULL);
    pid_t group = tcgetpgrp(STDIN_FILENO);
    if (group < 0 || group == getpgrp())
        tcsetattr(STDIN_FILENO, TCSANOW, &modes);
    if (poll(&room, 1, 0) > 0 && write(STDOUT_FILENO, farewell, strlen(farewell)) < 0)
        return; /* nothing more can be done for it */
}

static void on_fatal_signal(int number)
{
    rescue_now();
    raise(number); /* SA_RESETHAND: this time it ends the program */
}

static void catch_fatal_signals(void)
{
    struct sigaction action = {.sa_handler = on_fatal_signal,
                               .sa_flags = (int)(SA_RESETHAND | SA_NODEFER)};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < FATAL_COUNT; i++)
        sigaction(FATAL[i], &action, NULL);
}

void rescue_end(void)
{
    for (size_t i = 0; i < FATAL_COUNT; i++)
        signal(FATAL[i], SIG_DFL);
}

/* Curses' own way out, noted before anything can go wrong: no curses call is safe in a handler. */
static void note_farewell(const char *first)
{
    const char *parts[] = {first,         exit_attribute_mode, orig_pair,
                           cursor_normal, exit_ca_mode,        keypad_local};
    farewell[0] = '\0';
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i] && strlen(farewell) + strlen(parts[i]) < sizeof farewell - 1)
            strcat(farewell, parts[i]); // NOLINT: its room is checked above
    }
}

void rescue_begin(const struct termios *before, const char *first)
{
    modes = *before;
    note_farewell(first);
    catch_fatal_signals();
}

const char *rescue_look(void)
{
    return farewell;
}
