#include "remind/manager.h"

#include "base/child.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { TIMEOUT_MS = 20000 };

static const char CONTROL[] = "systemctl", ANALYZE[] = "systemd-analyze";

/* The last line of what a program said, cut off there; it may have said nothing. */
static const char *last_line(char *said)
{
    size_t length = strlen(said);
    if (!length)
        return "it says no more";
    said[length - 1] = '\0';
    char *line = strrchr(said, '\n');
    return line ? line + 1 : said;
}

/* Runs it; false and a sentence that ends with what it said last, unless it ends with 0. */
static bool ask(const char *const *words, const char *what, struct error *error)
{
    int code;
    char *said = child_run(words, TIMEOUT_MS, &code, error);
    bool good = said && code == 0;
    if (said && !good)
        error_set(error, "%s: %s", what, last_line(said));
    free(said);
    return good;
}

bool manager_answers(struct error *error)
{
    if (!child_is_there(CONTROL))
        return error_set(error, "systemd is not on this machine");
    return ask((const char *[]){CONTROL, "--user", "show", "--property=Version", NULL},
               "systemd's user manager doesn't answer here", error);
}

bool manager_runs(const char *unit)
{
    return ask((const char *[]){CONTROL, "--user", "is-active", "--quiet", unit, NULL}, "", NULL);
}

bool manager_reload(struct error *error)
{
    return ask((const char *[]){CONTROL, "--user", "daemon-reload", NULL},
               "systemctl --user daemon-reload failed", error);
}

bool manager_enable(const char *unit, struct error *error)
{
    return ask((const char *[]){CONTROL, "--user", "enable", "--now", unit, NULL},
               "systemctl --user enable failed", error);
}

bool manager_disable(const char *unit, struct error *error)
{
    return ask((const char *[]){CONTROL, "--user", "disable", "--now", unit, NULL},
               "systemctl --user disable failed", error);
}

/* ---- checking */

/* What it says of our own files is a fault; of others that it reads with them, it isn't ours. */
static bool check_files(const char *timer, const char *service, struct error *error)
{
    int code;
    char *said = child_run((const char *[]){ANALYZE, "--user", "verify", timer, service, NULL},
                           TIMEOUT_MS, &code, error);
    if (!said)
        return false;
    const char *name = strrchr(timer, '/') + 1, *dot = strrchr(name, '.');
    char *ours = mem_format("%.*s.", (int)(dot - name), name);
    bool good = code == 0 || !strstr(said, ours);
    if (!good)
        error_set(error, "systemd-analyze finds a fault in the timer: %s", last_line(said));
    free(ours);
    free(said);
    return good;
}

bool manager_check(const char *calendar, const char *timer, const char *service,
                   struct error *error)
{
    if (!child_is_there(ANALYZE))
        return true;
    return ask((const char *[]){ANALYZE, "calendar", calendar, NULL},
               "systemd-analyze doesn't take the time", error) &&
           check_files(timer, service, error);
}
