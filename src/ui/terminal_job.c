/* What a program owes its shell, whether or not it has a screen. */
#include "ui/terminal.h"

#include <signal.h>

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

void terminal_die_by(int number)
{
    sigset_t mask;
    sigemptyset(&mask);
    sigaddset(&mask, number);
    signal(number, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &mask, NULL);
    raise(number);
}
