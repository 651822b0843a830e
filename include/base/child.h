/* A program run beside us: in a process group of its own, with a deadline, its words read by lines.
 */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include "base/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* One thread uses a child at a time. */
struct child {
    pid_t pid;      /* of the program, which leads the group; 0: none runs */
    int in;         /* its standard input, where that is a pipe; else -1 */
    int out;        /* what it writes, to standard output or error; -1: it has closed them */
    char line[512]; /* the line being read or just read, cut if longer */
    size_t length;
    char bytes[512]; /* read, but not looked at yet */
    size_t held, at;
};

enum child_event {
    CHILD_LINE,      /* it wrote a line that isn't empty: see `line` */
    CHILD_EXITED,    /* it has ended and all it wrote is read; child_end says how */
    CHILD_TIMED_OUT, /* the deadline came first */
    CHILD_STOPPED,   /* `stop` was set */
};

/* Starts `sh -c command`. It reads `text`, or where that is NULL what child_write writes. False and
 * a sentence where no process can be had. child_end ends it. */
bool child_start(struct child *child, const char *command, const char *text, struct error *error);

/* Hands it a line (the newline included). False if it doesn't read any more; SIGPIPE must be
 * ignored. */
bool child_write(struct child *child, const char *line);

/* Waits for the next thing that happens, until `deadline` (child_now); `stop` may be NULL. */
enum child_event child_wait(struct child *child, int64_t deadline, const atomic_bool *stop);

/* Runs a program of PATH to its end: `words` are its name and its arguments, NULL after the last.
 * It reads nothing. Returns what it wrote, to standard output or error, in lines (64 KiB at most),
 * to be freed, and its exit code (128 and more: ended by a signal); or NULL and a sentence where it
 * can't be run or takes longer than `timeout_ms`. */
char *child_run(const char *const *words, int timeout_ms, int *code, struct error *error);

/* Whether PATH has a program of this name. */
bool child_is_there(const char *program);

/* A word as the shell must see it, in quotes only where need be: it may stand in quotes already.
 * The caller frees it. */
char *child_quote(const char *word);

/* Kills what is left of the whole group and returns the wait status of the program. */
int child_end(struct child *child);

/* Milliseconds of a clock that no one sets. */
int64_t child_now(void);

#endif
