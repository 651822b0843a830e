#include "ui/gone.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

static const int HEARD[] = {SIGTERM, SIGHUP};
enum { HEARD_COUNT = sizeof HEARD / sizeof *HEARD };

/* A signal handler has no other way to know them. */
static volatile sig_atomic_t came;
static int event = -1;
static void (*last_resort)(void);

static void on_signal(int number)
{
    const uint64_t one = 1;
    int kept = errno;
    came = number;
    alarm(GONE_PATIENCE);
    if (write(event, &one, sizeof one) < 0)
        came = number; /* it is readable already */
    errno = kept;
}

static void on_alarm(int number)
{
    sigset_t mask;
    (void)number;
    last_resort();
    sigemptyset(&mask);
    sigaddset(&mask, (int)came);
    signal((int)came, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &mask, NULL);
    raise((int)came);
}

/* A write that it interrupts goes on. */
static void handle(int number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART}, before;
    sigemptyset(&action.sa_mask);
    if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(number, &action, NULL);
}

void gone_hear(void (*give_up)(void))
{
    last_resort = give_up;
    came = 0;
    event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    handle(SIGALRM, on_alarm);
    for (size_t i = 0; i < HEARD_COUNT; i++)
        handle(HEARD[i], on_signal);
}

int gone_fd(void)
{
    return event;
}

int gone_signal(void)
{
    return (int)came;
}

static void do_nothing(void)
{
}

void gone_stop(void)
{
    last_resort = do_nothing;
    if (event < 0 || came)
        return;
    alarm(0);
    for (size_t i = 0; i < HEARD_COUNT; i++)
        handle(HEARD[i], SIG_DFL);
    handle(SIGALRM, SIG_DFL);
    close(event);
    event = -1;
}
