#include "base/output.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio_ext.h>
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

/* Why a stream that failed did so: errno, if the failure is that fresh. Otherwise a line's end
 * shows it, after what is broken off anyway. 0: unknown. */
static int reason_of(FILE *stream)
{
    if (errno == 0 && write(fileno(stream), "\n", 1) >= 0)
        return 0;
    return errno;
}

bool output_complete(struct error *error)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return true;
    int code = reason_of(stdout);
    if (output_reader_gone())
        end_by_pipe();
    __fpurge(stdout);
    clearerr(stdout);
    return error_set(error, "standard output can't be written to%s%s", code ? ": " : "",
                     code ? error_why(code) : "");
}

/* ---- files that a person named */

enum { LINKS_MOST = 40 }; /* as the kernel has it */

struct output {
    FILE *stream;    /* what the caller writes to */
    FILE *onto;      /* where that goes at the end, if it isn't there yet; NULL: it is */
    char *path;      /* as it was named; NULL: standard output */
    char *target;    /* the regular file that it becomes, links followed; NULL: none */
    char *temporary; /* where that is written */
    unsigned how;
};

static bool is_standard_output(const struct stat *status)
{
    struct stat ours;
    return fstat(STDOUT_FILENO, &ours) == 0 && ours.st_dev == status->st_dev &&
           ours.st_ino == status->st_ino;
}

/* Whether there is something that is written straight. A disk as a whole isn't, unless it is asked
 * for by force. */
static bool is_straight(const struct stat *status)
{
    return is_standard_output(status) || !(S_ISREG(status->st_mode) || S_ISDIR(status->st_mode));
}

bool output_is_stream(const char *path)
{
    struct stat status;
    return strcmp(path, "-") == 0 || (stat(path, &status) == 0 && is_straight(&status));
}

static bool refuse(const char *path, int code, struct error *error)
{
    if (code == ENOENT || code == ENOTDIR)
        return error_set(error, "can't write %s: its folder isn't there; make it first", path);
    return error_set(error, "can't write %s: %s", path, error_why(code));
}

static bool refuse_taken(const char *path, struct error *error)
{
    return error_set(error, "%s is there already; --force replaces it", path);
}

/* Whether `path`, which is there, may be written over. */
static bool may_write(const char *path, const struct stat *status, unsigned how,
                      struct error *error)
{
    bool precious = S_ISREG(status->st_mode) || S_ISBLK(status->st_mode);
    if (S_ISDIR(status->st_mode))
        return error_set(error, "can't write %s: it is a folder; name a file in it", path);
    return !precious || is_standard_output(status) || (how & OUTPUT_REPLACE) ||
           refuse_taken(path, error);
}

/* What `link` leads to, to be freed; NULL with errno. */
static char *read_link(const char *link)
{
    char to[PATH_MAX];
    ssize_t length = readlink(link, to, sizeof to - 1);
    if (length < 0)
        return NULL;
    to[length] = '\0';
    const char *slash = strrchr(link, '/');
    int folder = *to == '/' || !slash ? 0 : (int)(slash + 1 - link);
    return mem_format("%.*s%s", folder, link, to);
}

/* The file that is meant, whether or not it is there: to be freed. NULL with errno. */
static char *follow_links(const char *path)
{
    char *at = mem_copy_text(path);
    for (int links = 0; links < LINKS_MOST; links++) {
        char *next = read_link(at);
        if (!next)
            return at;
        free(at);
        at = next;
    }
    free(at);
    errno = ELOOP;
    return NULL;
}

/* ---- beginning */

static bool open_beside(struct output *output, struct error *error)
{
    output->target = follow_links(output->path);
    if (!output->target)
        return refuse(output->path, errno, error);
    output->temporary = mem_format("%s.XXXXXX", output->target);
    int file = mkostemp(output->temporary, O_CLOEXEC);
    if (file < 0) {
        refuse(output->path, errno, error);
        free(output->temporary);
        output->temporary = NULL;
        return false;
    }
    if (output->how & OUTPUT_SHARED) {
        mode_t mask = umask(0);
        umask(mask);
        fchmod(file, 0666 & ~mask);
    }
    output->stream = fdopen(file, "w+");
    return true;
}

static bool open_straight(struct output *output, struct error *error)
{
    int file = open(output->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return refuse(output->path, errno, error);
    output->stream = fdopen(file, "w");
    return true;
}

static bool open_named(struct output *output, struct error *error)
{
    struct stat status;
    if (stat(output->path, &status) < 0)
        return errno == ENOENT ? open_beside(output, error) : refuse(output->path, errno, error);
    if (!may_write(output->path, &status, output->how, error))
        return false;
    if (!is_straight(&status))
        return open_beside(output, error);
    if (!is_standard_output(&status))
        return open_straight(output, error);
    free(output->path);
    output->path = NULL;
    output->stream = stdout;
    return true;
}

/* In a stream nothing can be sought: a file without a name comes before it. */
static bool make_seekable(struct output *output, struct error *error)
{
    const char *name = output->path ? output->path : "standard output";
    if (output->target)
        return true;
    if (isatty(fileno(output->stream)))
        return error_set(error, "%s is a terminal; send it to a file or a program", name);
    FILE *spool = tmpfile();
    if (!spool)
        return error_set(error, "no temporary file can be made: %s", error_why(errno));
    output->onto = output->stream;
    output->stream = spool;
    return true;
}

struct output *output_begin(const char *path, unsigned how, struct error *error)
{
    struct output *output = mem_new(1, sizeof *output);
    bool named = path && strcmp(path, "-") != 0;
    output->how = how;
    output->path = named ? mem_copy_text(path) : NULL;
    output->stream = named ? NULL : stdout;
    if ((!named || open_named(output, error)) &&
        (!(how & OUTPUT_BINARY) || make_seekable(output, error)))
        return output;
    output_finish(output, false, NULL);
    return NULL;
}

FILE *output_stream(struct output *output)
{
    return output->stream;
}

/* ---- finishing */

/* In one step, so that what another program puts there meanwhile is left alone, too. Some file
 * systems can't: there a look comes before the step. */
static bool put_in_place(const struct output *output, struct error *error)
{
    const char *from = output->temporary, *to = output->target;
    bool replace = output->how & OUTPUT_REPLACE;
    struct stat status;
    int code = renameat2(AT_FDCWD, from, AT_FDCWD, to, replace ? 0 : RENAME_NOREPLACE);
    if (code < 0 && (errno == EINVAL || errno == ENOSYS)) {
        if (lstat(to, &status) == 0 && !may_write(output->path, &status, output->how, error))
            return false;
        code = rename(from, to);
    }
    if (code == 0)
        return true;
    return errno == EEXIST ? refuse_taken(output->path, error) : refuse(output->path, errno, error);
}

/* Moves what was gathered in a file without a name to where it belongs. False and a sentence where
 * that file is at fault. */
static bool send_on(struct output *output, struct error *error)
{
    char bytes[1 << 14];
    size_t count;
    FILE *spool = output->stream;
    bool good = fflush(spool) == 0 && !ferror(spool);
    if (!good)
        error_set(error, "can't write a temporary file: %s", error_why(reason_of(spool)));
    rewind(spool);
    while (good && (count = fread(bytes, 1, sizeof bytes, spool)) > 0 &&
           fwrite(bytes, 1, count, output->onto) == count)
        continue;
    fclose(spool);
    output->stream = output->onto;
    output->onto = NULL;
    return good;
}

static bool complete(struct output *output, struct error *error)
{
    errno = 0;
    if (output->onto && !send_on(output, error))
        return false;
    if (!output->path)
        return output_complete(error);
    if (fflush(output->stream) == 0 && !ferror(output->stream) &&
        (!output->target || fsync(fileno(output->stream)) == 0))
        return true;
    int code = reason_of(output->stream);
    return error_set(error, "can't write %s: %s", output->path,
                     code ? error_why(code) : "it broke off");
}

static void close_streams(struct output *output)
{
    if (output->onto && output->onto != stdout)
        fclose(output->onto);
    if (output->stream && output->stream != stdout)
        fclose(output->stream);
}

bool output_finish(struct output *output, bool keep, struct error *error)
{
    bool good = !keep || complete(output, error);
    close_streams(output);
    if (output->temporary) {
        good = good && (!keep || put_in_place(output, error));
        if (!good || !keep)
            unlink(output->temporary);
    }
    free(output->temporary);
    free(output->target);
    free(output->path);
    free(output);
    return good;
}

bool output_write(const char *path, const char *bytes, size_t size, struct error *error)
{
    struct output *output = output_begin(path, OUTPUT_REPLACE, error);
    if (!output)
        return false;
    fwrite(bytes, 1, size, output->stream);
    return output_finish(output, true, error);
}
