#include "base/log.h"

#include "base/memory.h"
#include "base/path.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LARGEST = 256 * 1024 };

static int log_file = -1; /* the log itself: one of the few globals, written by any thread */
static int kept_stderr = -1;
static pthread_once_t opened = PTHREAD_ONCE_INIT;

/* A log that has grown large is begun again; the one before is kept as log.old. */
static void open_log(void)
{
    char *folder = path_state();
    if (folder && path_make_folders(folder, NULL)) {
        char *path = path_join(folder, "log"), *old = path_join(folder, "log.old");
        struct stat status;
        if (stat(path, &status) == 0 && status.st_size > LARGEST)
            rename(path, old);
        log_file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        free(old);
        free(path);
    }
    free(folder);
}

void log_line(const char *format, ...)
{
    pthread_once(&opened, open_log);
    if (log_file < 0)
        return;
    char line[1024];
    time_t now = time(NULL);
    struct tm local;
    localtime_r(&now, &local);
    size_t length = strftime(line, sizeof line, "%Y-%m-%d %H:%M:%S ", &local);
    va_list args;
    va_start(args, format);
    int more = vsnprintf(line + length, sizeof line - length - 1, format, args);
    va_end(args);
    length += more < 0 ? 0 : (size_t)more;
    if (length > sizeof line - 2)
        length = sizeof line - 2;
    line[length++] = '\n';
    if (write(log_file, line, length) < 0)
        return; /* a full disk must not stop a session */
}

void log_take_stderr(void)
{
    pthread_once(&opened, open_log);
    if (kept_stderr >= 0)
        return;
    int target = log_file >= 0 ? log_file : open("/dev/null", O_WRONLY | O_CLOEXEC);
    kept_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (kept_stderr >= 0 && target >= 0)
        dup2(target, STDERR_FILENO);
    if (target != log_file && target >= 0)
        close(target);
}

void log_give_back_stderr(void)
{
    if (kept_stderr < 0)
        return;
    dup2(kept_stderr, STDERR_FILENO);
    close(kept_stderr);
    kept_stderr = -1;
}
