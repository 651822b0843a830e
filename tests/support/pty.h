/* numbmed on a pseudo-terminal, its screen read through libvterm. */
#ifndef TESTS_PTY_H
#define TESTS_PTY_H

#include <stdbool.h>
#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

struct pty {
    pid_t pid;
    int master;
    int slave; /* kept open, so that the terminal's modes can be read when the program is gone */
    VTerm *vterm;
    VTermScreen *screen;
    bool other_screen; /* the alternate one, as full-screen programs use */
    bool cursor;
    bool gone;  /* the program has ended, */
    int status; /* and this is how, as from waitpid */
    struct termios before;
};

/* Starts `argv` on a terminal of a size; `environment` holds NAME=VALUE pairs, or NAME alone to
 * unset one, and ends with NULL (or is NULL). argv[0] "numbmed" means the program under test
 * (NUMBMED). */
void pty_start(struct pty *pty, int rows, int columns, const char *const *environment,
               const char *const *argv);

/* What a program writes, on both its streams, to a terminal of this many columns until it ends; to
 * be freed. Each line ends with a newline alone. `argv` and `environment` as for pty_start. */
char *pty_capture(int columns, const char *const *environment, const char *const *argv);

/* Kills what still runs and frees all. */
void pty_stop(struct pty *pty);

/* Feeds the screen with what comes within `ms` milliseconds. */
void pty_pump(struct pty *pty, int ms);

/* Waits until a text stands on the screen (or no longer does); the test fails, and the screen is
 * printed, if that takes longer than 5 s. */
void pty_expect(struct pty *pty, const char *text);
void pty_expect_gone(struct pty *pty, const char *text);

/* Whether a text stands there now. */
bool pty_shows(struct pty *pty, const char *text);

/* The row on which a text stands; the test fails if on none. */
int pty_row_of(struct pty *pty, const char *text);

/* One row as UTF-8; the caller frees it. */
char *pty_row(struct pty *pty, int row);

/* Sends keys as they would be typed. */
void pty_type(struct pty *pty, const char *keys);

/* Sends any number of keys. */
void pty_feed(struct pty *pty, const char *keys);

/* Sends bytes, however many, as a terminal sends what is pasted: between marks where the program
 * asked for them. */
void pty_paste(struct pty *pty, const char *bytes);

/* Whether the program asked for those marks. */
bool pty_marks_pastes(struct pty *pty);

void pty_resize(struct pty *pty, int rows, int columns);

/* Waits for the program's end, 5 s at most, and returns its status. */
int pty_expect_end(struct pty *pty);

/* Ends the test unless the terminal is as it was found: the usual screen, a cursor, the old modes,
 * no marks around what is pasted. */
void pty_expect_restored(struct pty *pty);

/* Closes the window: the program's terminal is gone. */
void pty_close_window(struct pty *pty);

#endif
