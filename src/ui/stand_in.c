#include "ui/stand_in.h"

#include "base/log.h"
#include "base/print.h"

#include <stdio.h>
#include <stdlib.h>
#include <term.h>
#include <unistd.h>

static const char *const NAMES[] = {"xterm-256color", "xterm", "vt100"};

const char *stand_in_find(void)
{
    int unused;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        if (setupterm(NAMES[i], STDOUT_FILENO, &unused) == OK)
            return NAMES[i];
    }
    return NULL;
}

static bool say_what_is_used(const char *name, const char *other, struct error *error)
{
    if (!other)
        return error_set(error,
                         "there is no description of the terminal '%s' here, nor of xterm or "
                         "vt100; install ncurses-base, or set TERM=dumb for plain lines",
                         name);
    log_give_back_stderr();
    print_line(stderr, 0, "numbmed: terminal '%s' has no description here; %s's is used", name,
               other);
    log_take_stderr();
    return true;
}

SCREEN *stand_in_open(struct error *error)
{
    const char *name = getenv("TERM");
    SCREEN *screen = newterm(NULL, stdout, stdin);
    if (screen)
        return screen;
    const char *other = stand_in_find();
    if (!say_what_is_used(name ? name : "", other, error))
        return NULL;
    screen = newterm(other, stdout, stdin);
    if (!screen)
        error_set(error, "this terminal can't be used; set TERM=dumb for plain lines");
    return screen;
}
