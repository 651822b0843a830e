#include "base/output.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- standard output */

bool output_reader_gone(void)
{
    struct stat status;
    struct pollfd polled = {.fd = STDOUT_FILENO};
    bool pipe = fstat(STDOUT_FILENO, &status) == 0 &&
                (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode));
    return pipe && poll(&polled, 1, 0) > 0 && (polled.revents & (POLLERR | POLLHUP));
}

static void end_by_pipe(void)
{
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &pipe, NULL);
    raise(SIGPIPE);
}

static void on_pipe(int number)
{
    int kept = errno;
    (void)number;
    if (output_reader_gone())
        end_by_pipe();
    errno = kept;
}

void output_prepare(void)
{
    struct sigaction action = {.sa_handler = on_pipe, .sa_flags = SA_NODEFER};
    sigemptyset(&action.sa_mask);
    sigaction(SIGPIPE, &action, NULL);
    for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++) {
        if (fcntl(file, F_GETFD) < 0 && open("/dev/null", O_RDONLY) < 0)
            return; /* the next one is no better */
    }
}

void output_outlive_reader(void)
{
    signal(SIGPIPE, SIG_IGN);
}

bool output_complete(struct error *error)
{
    errno = 0;
    bool good = fflush(stdout) == 0 && !ferror(stdout);
    const char *why = errno == ENOSPC ? ": the disk is full" : "";
    if (!good && output_reader_gone())
        end_by_pipe();
    return good || error_set(error, "standard output can't be written to%s", why);
}

/* ---- files */

struct output {
    FILE *stream;
    char *path;      /* NULL: standard output */
    char *temporary; /* where it is written */
    bool replace;
};

static bool tell_taken(const char *path, struct error *error)
{
    return error_set(error, "%s is there already; --force replaces it", path);
}

static bool may_write(const char *path, bool replace, struct error *error)
{
    struct stat status;
    if (lstat(path, &status) < 0)
        return errno == ENOENT || error_set(error, "can't write %s: %s", path, strerror(errno));
    if (!S_ISREG(status.st_mode))
        return error_set(error, "%s is there already, and is no regular file; name another", path);
    return replace || tell_taken(path, error);
}

struct output *output_begin(const char *path, bool replace, struct error *error)
{
    struct output *output = mem_new(1, sizeof *output);
    output->replace = replace;
    if (!path) {
        output->stream = stdout;
        return output;
    }
    output->path = mem_copy_text(path);
    output->temporary = mem_format("%s.XXXXXX", path);
    int file = may_write(path, replace, error) ? mkostemp(output->temporary, O_CLOEXEC) : -2;
    output->stream = file >= 0 ? fdopen(file, "w") : NULL;
    if (output->stream)
        return output;
    if (file == -1)
        error_set(error, "can't write %s: %s", path, strerror(errno));
    free(output->temporary);
    free(output->path);
    free(output);
    return NULL;
}

FILE *output_stream(struct output *output)
{
    return output->stream;
}

/* In one step, so that what another program puts there meanwhile is left alone, too. Some file
 * systems can't: there the step is looked before. */
static bool put_in_place(const struct output *output, struct error *error)
{
    const char *from = output->temporary, *to = output->path;
    int code = renameat2(AT_FDCWD, from, AT_FDCWD, to, output->replace ? 0 : RENAME_NOREPLACE);
    if (code < 0 && (errno == EINVAL || errno == ENOSYS)) {
        if (!may_write(to, output->replace, error))
            return false;
        code = rename(from, to);
    }
    if (code == 0)
        return true;
    return errno == EEXIST ? tell_taken(to, error)
                           : error_set(error, "can't write %s: %s", to, strerror(errno));
}

static bool complete(struct output *output, struct error *error)
{
    if (!output->path)
        return output_complete(error);
    errno = 0;
    bool good = fflush(output->stream) == 0 && !ferror(output->stream) &&
                fsync(fileno(output->stream)) == 0;
    const char *why = errno ? strerror(errno) : "it broke off";
    return good || error_set(error, "can't write %s: %s", output->path, why);
}

bool output_finish(struct output *output, bool keep, struct error *error)
{
    bool good = true;
    if (keep)
        good = complete(output, error);
    if (output->path) {
        fclose(output->stream);
        good = good && (!keep || put_in_place(output, error));
        if (!good || !keep)
            unlink(output->temporary);
    }
    free(output->temporary);
    free(output->path);
    free(output);
    return good;
}
