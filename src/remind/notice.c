#include "remind/notice.h"

#include "base/child.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TIMEOUT_MS = 10000 };

static const char PROGRAM[] = "notify-send";

const char NOTICE_SUMMARY[] = "A quiet moment";
const char NOTICE_SENDER[] = "Reminder";

/* A title with one of these in it is for its owner alone. */
static const char *const TELLING[] = {"numb",   "too much",  "difficult", "trauma",  "panic",
                                      "anxi",   "depress",   "grie",      "dissoci", "deperson",
                                      "unreal", "overwhelm", "shut down", "burnout", "suicid",
                                      "addict", "shame",     "despair",   "lonel"};

static bool tells(const char *title)
{
    for (size_t i = 0; i < sizeof TELLING / sizeof *TELLING; i++) {
        if (strcasestr(title, TELLING[i]))
            return true;
    }
    return false;
}

char *notice_words(const char *title)
{
    if (!title)
        return mem_copy_text("There is time to sit for a while, if it suits you now. Another time "
                             "is fine, too.");
    if (tells(title))
        return mem_copy_text("There is time for the practice you chose, if it suits you now. "
                             "Another time is fine, too.");
    return mem_format("There is time for this, if it suits you now: %s. Another time is fine, too.",
                      title);
}

/* notify-send takes backslashes for escapes, and whoever shows it takes the rest for markup. */
static char *escape(const char *text)
{
    static const struct {
        char plain;
        const char *escaped;
    } ROWS[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'\\', "\\\\"}};
    char *escaped = mem_new(5 * strlen(text) + 1, 1), *end = escaped;
    for (; *text; text++) {
        size_t i = 0;
        while (i < 4 && ROWS[i].plain != *text)
            i++;
        if (i < 4)
            end = stpcpy(end, ROWS[i].escaped);
        else
            *end++ = *text;
    }
    return escaped;
}

/* cron tells its jobs nothing of the desktop: its bus lies where it always does. */
static void find_desktop(void)
{
    struct stat status;
    if (getenv("XDG_RUNTIME_DIR") || getenv("DBUS_SESSION_BUS_ADDRESS"))
        return;
    char *folder = mem_format("/run/user/%u", (unsigned)getuid());
    if (stat(folder, &status) == 0 && status.st_uid == getuid())
        setenv("XDG_RUNTIME_DIR", folder, 1);
    free(folder);
}

bool notice_can_be_shown(void)
{
    return child_is_there(PROGRAM);
}

bool notice_show(const char *words, struct error *error)
{
    if (!notice_can_be_shown())
        return error_set(error,
                         "the reminder can't be shown: %s is not installed; install it "
                         "(on Debian: libnotify-bin)",
                         PROGRAM);
    int code;
    find_desktop();
    char *sender = mem_format("--app-name=%s", NOTICE_SENDER), *body = escape(words);
    char *said = child_run((const char *[]){PROGRAM, sender, "--", NOTICE_SUMMARY, body, NULL},
                           TIMEOUT_MS, &code, error);
    bool good = said && code == 0;
    if (said && !good)
        error_set(error, "the reminder can't be shown: %s failed: %.*s", PROGRAM,
                  (int)strcspn(said, "\n"), *said ? said : "it says no more");
    free(said);
    free(body);
    free(sender);
    return good;
}
