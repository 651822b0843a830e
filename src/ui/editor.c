#include "ui/editor.h"

#include "base/memory.h"
#include "base/path.h"
#include "ui/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FILE_MOST = 1024 * 1024, LOOK_MS = 1000, FAREWELL_MS = 2000, NOT_FOUND = 127 };

/* A text that lies in a file for as long as another program has it. */
struct loan {
    const struct editor *editor;
    char *path;
    int file;             /* the first one of that name: an editor may put another in its place */
    struct timespec seen; /* when the file read last was written */
    off_t seen_size;
    char *text; /* what it held; NULL: nobody has saved it */
};

/* ---- the file */

/* $VISUAL before $EDITOR, as elsewhere. NULL: neither. */
static const char *editor_command(void)
{
    const char *visual = getenv("VISUAL"), *plain = getenv("EDITOR");
    return visual && *visual ? visual : plain && *plain ? plain : NULL;
}

static const char *private_folder(void)
{
    static const char *const NAMES[] = {"XDG_RUNTIME_DIR", "TMPDIR"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        const char *folder = getenv(NAMES[i]);
        if (folder && *folder == '/' && access(folder, W_OK | X_OK) == 0)
            return folder;
    }
    return "/tmp";
}

static void wipe(int file)
{
    static const char ZEROS[4096];
    struct stat status;
    if (file < 0 || fstat(file, &status) < 0 || lseek(file, 0, SEEK_SET) < 0)
        return;
    for (off_t left = status.st_size; left > 0; left -= (off_t)sizeof ZEROS) {
        if (!path_write_all(file, ZEROS, sizeof ZEROS))
            return;
    }
}

static void loan_end(struct loan *loan)
{
    int now = open(loan->path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    wipe(loan->file);
    wipe(now);
    unlink(loan->path);
    if (now >= 0)
        close(now);
    close(loan->file);
    free(loan->text);
    free(loan->path);
}

static bool note_time(struct loan *loan)
{
    struct stat status;
    if (stat(loan->path, &status) < 0)
        return false;
    bool same = status.st_mtim.tv_sec == loan->seen.tv_sec &&
                status.st_mtim.tv_nsec == loan->seen.tv_nsec && status.st_size == loan->seen_size;
    loan->seen = status.st_mtim;
    loan->seen_size = status.st_size;
    return !same;
}

static bool loan_begin(struct loan *loan, const char *text, struct error *error)
{
    static const char ENDING[] = ".txt";
    loan->path = mem_format("%s/numbmed-XXXXXX%s", private_folder(), ENDING);
    loan->file = mkostemps(loan->path, sizeof ENDING - 1, O_CLOEXEC); /* 0600 */
    bool good = loan->file >= 0 && path_write_all(loan->file, text, strlen(text)) &&
                (!*text || path_write_all(loan->file, "\n", 1));
    if (!good) {
        error_set(error, "no file for the editor can be written in %s: %s", private_folder(),
                  error_why(errno));
        if (loan->file >= 0)
            loan_end(loan);
        else
            free(loan->path);
        return false;
    }
    note_time(loan);
    return true;
}

/* What the file holds; NULL: it can't be read. */
static char *read_file(const char *path)
{
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    char *text = mem_new(FILE_MOST + 1, 1);
    size_t length = 0;
    ssize_t got = file < 0 ? -1 : 1;
    while (got > 0 && length < FILE_MOST) {
        got = read(file, text + length, FILE_MOST - length);
        length += got > 0 ? (size_t)got : 0;
    }
    if (file >= 0)
        close(file);
    if (got < 0) {
        free(text);
        return NULL;
    }
    while (length && (text[length - 1] == '\n' || text[length - 1] == '\r'))
        text[--length] = '\0';
    return text;
}

/* Takes over what was saved since the last look. */
static void look(struct loan *loan)
{
    char *text = note_time(loan) ? read_file(loan->path) : NULL;
    if (!text)
        return;
    free(loan->text);
    loan->text = text;
    if (loan->editor->saved)
        loan->editor->saved(loan->editor->context, text);
}

/* ---- the program */

/* The shell splits the command as it would at its prompt; the file's name comes as an argument. A
 * plain command takes the shell's place, so that our signals reach it. It starts with no signal
 * blocked or ignored. */
static int start(pid_t *pid, const char *command, char *path)
{
    extern char **environ;
    bool plain = !strpbrk(command, "=;&|(){}");
    char *line = mem_format("%s%s \"$@\"", plain ? "exec " : "", command);
    char *const words[] = {(char[]){"sh"}, (char[]){"-c"}, line, (char[]){"editor"}, path, NULL};
    posix_spawnattr_t attributes;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    int code = posix_spawn(pid, "/bin/sh", NULL, &attributes, words, environ);
    posix_spawnattr_destroy(&attributes);
    free(line);
    return code;
}

static bool has_ended(pid_t pid, int *status)
{
    return waitpid(pid, status, WNOHANG) != 0;
}

/* Waits until it has ended, and looks at the file meanwhile. Whoever ends numbmed ends the editor,
 * which has a moment to save. Returns its status. */
static int wait_for(struct loan *loan, pid_t pid, int *signal)
{
    int ended = pidfd_open(pid, 0), status = 0, wait_ms = LOOK_MS, waited = 0;
    while (!has_ended(pid, &status)) {
        struct event event = terminal_wait_lent(ended, wait_ms);
        look(loan);
        if (event.kind == EVENT_GONE && !*signal) {
            *signal = event.signal;
            kill(pid, SIGHUP);
            wait_ms = FAREWELL_MS / 20;
        } else if (*signal && (waited += wait_ms) > FAREWELL_MS) {
            kill(pid, SIGKILL);
        }
    }
    if (ended >= 0)
        close(ended);
    look(loan);
    return status;
}

/* The shell says so in its own way. */
static bool was_killed(int status)
{
    return WIFSIGNALED(status) || (WIFEXITED(status) && WEXITSTATUS(status) > NOT_FOUND);
}

static bool lend(struct loan *loan, const char *command, int *signal, struct error *error)
{
    pid_t pid;
    int status = 0;
    terminal_lend();
    int code = start(&pid, command, loan->path);
    if (!code)
        status = wait_for(loan, pid, signal);
    terminal_take_back();
    if (code)
        return error_set(error, "the editor can't be started: %s", strerror(code));
    if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND)
        return error_set(error, "there is no editor '%s' here; set VISUAL or EDITOR to another",
                         command);
    if (WIFEXITED(status) && WEXITSTATUS(status) && WEXITSTATUS(status) < NOT_FOUND && !*signal)
        return error_set(error, "the editor says that it failed; the note is as it was");
    if (was_killed(status) && !*signal)
        error_set(error, "the editor broke off; what it had saved is in the note");
    return true; /* what one that was killed has saved is as good as any */
}

char *editor_write(const struct editor *editor, const char *text, int *signal, struct error *error)
{
    struct loan loan = {.editor = editor};
    const char *command = editor_command();
    char *written = NULL;
    *signal = 0;
    error->text[0] = '\0';
    if (!command) {
        error_set(error, "no editor is named; set VISUAL or EDITOR, as in EDITOR=nano");
        return NULL;
    }
    if (!loan_begin(&loan, text, error))
        return NULL;
    if (lend(&loan, command, signal, error))
        written = mem_copy_text(loan.text ? loan.text : text);
    loan_end(&loan);
    return written;
}
