#include "ui/note_plain.h"

#include "base/memory.h"
#include "base/print.h"
#include "base/text.h"
#include "journal/record.h"
#include "ui/note.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

/* Lines that are being read. */
struct lines {
    struct note_wish *wish;
    char *text;
    size_t length;
    int signals;
    int signal;
    bool over;
};

/* Lets Ctrl-Z stop us as any other program. Returns the mask to go back to. */
static sigset_t hear_signals(struct lines *lines)
{
    sigset_t heard, stops, before;
    sigemptyset(&heard);
    sigaddset(&heard, SIGINT);
    sigaddset(&heard, SIGTERM);
    sigaddset(&heard, SIGHUP);
    sigemptyset(&stops);
    sigaddset(&stops, SIGTSTP);
    sigprocmask(SIG_BLOCK, &heard, &before);
    sigprocmask(SIG_UNBLOCK, &stops, NULL);
    lines->signals = signalfd(-1, &heard, SFD_CLOEXEC | SFD_NONBLOCK);
    return before;
}

/* Takes the note so far to wish->text, and has it kept. */
static void take_over(struct lines *lines)
{
    struct error error;
    struct note_wish *wish = lines->wish;
    size_t length;
    char *clean = text_clean_lines(lines->text, lines->length, &length);
    length = text_edge_within(clean, length, NOTE_MOST);
    clean[length] = '\0';
    clean[record_note_length(clean)] = '\0';
    if (note_is_blank(clean)) {
        free(clean);
        return;
    }
    free(wish->text);
    wish->text = clean;
    if (wish->keep && !wish->keep(wish->context, clean, &error))
        print_line(stderr, 0, "numbmed: %s", error.text);
}

static void read_line(struct lines *lines)
{
    char bytes[4096]; /* a terminal gives a line at a time, and no longer ones */
    ssize_t got = read(STDIN_FILENO, bytes, sizeof bytes);
    lines->over = got <= 0 || (got == 1 && *bytes == '\n') || lines->length > NOTE_MOST;
    if (lines->over)
        return;
    lines->text = mem_resize(lines->text, lines->length + (size_t)got, 1);
    memcpy(lines->text + lines->length, bytes, (size_t)got);
    lines->length += (size_t)got;
    take_over(lines);
}

static void read_lines(struct lines *lines)
{
    struct pollfd polled[] = {
        {.fd = STDIN_FILENO, .events = POLLIN},
        {.fd = lines->signals, .events = POLLIN},
    };
    while (!lines->over) {
        struct signalfd_siginfo info;
        poll(polled, 2, -1);
        if (read(lines->signals, &info, sizeof info) == (ssize_t)sizeof info) {
            lines->over = true;
            lines->signal = (int)info.ssi_signo;
        } else if (polled[0].revents) {
            read_line(lines);
        }
    }
}

enum note_end note_ask_plain(struct note_wish *wish, int *signal)
{
    struct lines lines = {.wish = wish};
    *signal = 0;
    if (!isatty(STDIN_FILENO))
        return NOTE_DONE;
    print_line(stdout, 0, "A line about this sitting, if you like; an empty line ends it.");
    fflush(stdout);
    sigset_t before = hear_signals(&lines);
    read_lines(&lines);
    close(lines.signals);
    sigprocmask(SIG_SETMASK, &before, NULL);
    free(lines.text);
    *signal = lines.signal == SIGINT ? 0 : lines.signal;
    return lines.signal ? NOTE_GONE : NOTE_DONE;
}
