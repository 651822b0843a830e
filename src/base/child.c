#include "base/child.h"

#include "base/memory.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { TICK_MS = 10 }; /* how often an ended child is looked for */

int64_t child_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A nameless file that holds the text: unlike a pipe it never blocks us. */
static int open_text(const char *text)
{
    int file = memfd_create("text", MFD_CLOEXEC);
    if (file < 0)
        return -1;
    if (path_write_all(file, text, strlen(text)) && lseek(file, 0, SEEK_SET) == 0)
        return file;
    close(file);
    return -1;
}

/* It starts as if from a terminal of its own: no signal blocked or ignored. */
static int spawn(pid_t *pid, const char *const *words, int in, int out)
{
    extern char **environ;
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, out, STDERR_FILENO);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                              POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    char *const *argv = (char *const *)(uintptr_t)words;
    int code = posix_spawnp(pid, *words, &files, &attributes, argv, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return code;
}

static void close_files(const int *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (files[i] >= 0)
            close(files[i]);
    }
}

static bool start(struct child *child, const char *const *words, const char *text,
                  struct error *error)
{
    enum { OURS_OUT, THEIRS_OUT, THEIRS_IN, OURS_IN };
    int files[4] = {-1, -1, -1, -1};
    *child = (struct child){.in = -1, .out = -1};
    bool made = pipe2(files + OURS_OUT, O_CLOEXEC) == 0;
    if (made && text)
        made = (files[THEIRS_IN] = open_text(text)) >= 0;
    else if (made)
        made = pipe2(files + THEIRS_IN, O_CLOEXEC) == 0;
    int code = made ? spawn(&child->pid, words, files[THEIRS_IN], files[THEIRS_OUT]) : errno;
    if (code) {
        close_files(files, 4);
        child->pid = 0;
        return error_set(error, "no process can be started: %s", strerror(code));
    }
    close_files(files + THEIRS_OUT, 2);
    child->out = files[OURS_OUT];
    child->in = files[OURS_IN];
    fcntl(child->out, F_SETFL, O_NONBLOCK);
    return true;
}

bool child_start(struct child *child, const char *command, const char *text, struct error *error)
{
    return start(child, (const char *[]){"/bin/sh", "-c", command, NULL}, text, error);
}

bool child_write(struct child *child, const char *line)
{
    return child->in >= 0 && path_write_all(child->in, line, strlen(line));
}

/* Fills `line` from what is held; true once a line that isn't empty is whole. */
static bool take_line(struct child *child)
{
    while (child->at < child->held) {
        char c = child->bytes[child->at++];
        if (c == '\n' && child->length) {
            child->line[child->length] = '\0';
            child->length = 0;
            return true;
        }
        if (c != '\n' && c && child->length < sizeof child->line - 1)
            child->line[child->length++] = c;
    }
    return false;
}

/* Reads what is there; false if that is nothing. */
static bool read_more(struct child *child)
{
    ssize_t got = child->out < 0 ? -1 : read(child->out, child->bytes, sizeof child->bytes);
    child->at = 0;
    child->held = got > 0 ? (size_t)got : 0;
    if (got == 0) {
        close(child->out);
        child->out = -1;
    }
    return got > 0;
}

/* Leaves the zombie where it is: as long as it is there nobody else gets its group's number. */
static bool has_exited(const struct child *child)
{
    siginfo_t info = {0};
    return waitid(P_PID, (id_t)child->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == child->pid;
}

enum child_event child_wait(struct child *child, int64_t deadline, const atomic_bool *stop)
{
    for (;;) {
        if (stop && atomic_load(stop))
            return CHILD_STOPPED;
        if (child_now() >= deadline)
            return CHILD_TIMED_OUT;
        if (take_line(child))
            return CHILD_LINE;
        bool exited = has_exited(child); /* looked at before the reading: nothing comes after it */
        if (read_more(child))
            continue;
        if (exited && child->length) { /* the last line has no end */
            child->line[child->length] = '\0';
            child->length = 0;
            return CHILD_LINE;
        }
        if (exited)
            return CHILD_EXITED;
        poll(&(struct pollfd){.fd = child->out, .events = POLLIN}, 1, TICK_MS);
    }
}

/* Adds what was written to what is held, as far as there is room. */
static char *keep_line(char *said, const char *line)
{
    enum { SAID_MOST = 64 * 1024 };
    if (strlen(said) + strlen(line) > SAID_MOST)
        return said;
    char *longer = mem_format("%s%s\n", said, line);
    free(said);
    return longer;
}

char *child_run(const char *const *words, int timeout_ms, int *code, struct error *error)
{
    struct child child;
    enum child_event event;
    int64_t deadline = child_now() + timeout_ms;
    struct error why;
    if (!start(&child, words, "", &why)) {
        error_set(error, "%s can't be run: %s", *words, why.text);
        return NULL;
    }
    char *said = mem_copy_text("");
    while ((event = child_wait(&child, deadline, NULL)) == CHILD_LINE)
        said = keep_line(said, child.line);
    int status = child_end(&child);
    *code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (event == CHILD_EXITED)
        return said;
    error_set(error, "%s took longer than %d seconds and was stopped", *words, timeout_ms / 1000);
    free(said);
    return NULL;
}

bool child_is_there(const char *program)
{
    const char *folders = getenv("PATH");
    bool found = false;
    while (folders && *folders && !found) {
        size_t length = strcspn(folders, ":");
        char *path = mem_format("%.*s/%s", (int)length, folders, program);
        found = length && access(path, X_OK) == 0 && !path_is_folder(path);
        free(path);
        folders += length + (folders[length] == ':');
    }
    return found;
}

static bool is_plain(const char *word)
{
    return *word && strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                 "/._-") == strlen(word);
}

char *child_quote(const char *word)
{
    if (is_plain(word))
        return mem_copy_text(word);
    char *quoted = mem_new(4 * strlen(word) + 3, 1), *end = quoted;
    *end++ = '\'';
    for (; *word; word++)
        end += *word == '\'' ? sprintf(end, "'\\''") : sprintf(end, "%c", *word);
    *end = '\'';
    return quoted;
}

int child_end(struct child *child)
{
    int status = 0;
    if (child->pid) {
        kill(-child->pid, SIGKILL);
        while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
            ;
    }
    close_files((int[]){child->in, child->out}, 2);
    *child = (struct child){.in = -1, .out = -1};
    return status;
}
