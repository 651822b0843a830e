#include "ui/plain.h"

#include "base/child.h"
#include "base/frames.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/output.h"
#include "base/print.h"
#include "ui/background_ring.h"
#include "ui/breath_lines.h"
#include "ui/gone.h"
#include "ui/key_reader.h"
#include "ui/keys.h"
#include "ui/session_keys.h"
#include "ui/terminal.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

struct reader {
    struct sitting *sitting;
    struct player *player;
    struct player_status status;
    struct termios before;
    struct key_reader keys;
    bool has_keys; /* standard input is a terminal, and its modes are ours */
    int signals;
    int signal; /* the one that ended it */
    bool leaving;
    int64_t said_at;  /* the place where the last line began; -1: none yet */
    size_t said_step; /* and which sentence it was */
    size_t said_sentence;
    struct breath_lines breath;
    bool asked;       /* which way to go on from grounding */
    bool can_go_back; /* and it was said */
    unsigned notices_seen;
    struct diary *diary; /* NULL: none */
    FILE *messages;      /* standard error, kept from what libraries print there */
};

static void say(const struct reader *reader, const char *text, size_t length)
{
    char time[32];
    frames_format_clock(reader->status.session.place, time, sizeof time);
    print_line(stdout, (int)strlen(time) + 2, "%s  %.*s", time, (int)length, text);
    fflush(stdout);
}

static void say_line(const struct reader *reader, const char *text)
{
    say(reader, text, strlen(text));
}

static void tell(const struct reader *reader, const char *sentence)
{
    print_line(reader->messages, 0, "numbmed: %s", sentence);
    fflush(reader->messages);
}

/* Writes the sentence that has begun, if it has words and wasn't the last one written. A step that
 * is heard again is written again. */
static void say_sentence(struct reader *reader)
{
    const struct snapshot *at = &reader->status.session;
    bool same = reader->said_at >= 0 && at->step == reader->said_step &&
                at->sentence == reader->said_sentence && at->place >= reader->said_at;
    if (same || at->state != SESSION_RUNNING)
        return;
    size_t start, length;
    caption_find(reader->sitting->practice, at, &start, &length);
    reader->said_at = at->place;
    reader->said_step = at->step;
    reader->said_sentence = at->sentence;
    if (length)
        say(reader, step_shown(&reader->sitting->practice->steps[at->step]) + start, length);
}

static void say_breath(struct reader *reader)
{
    char text[64];
    if (reader->status.session.state != SESSION_RUNNING)
        return;
    const char *line = breath_line(&reader->breath, &reader->status.session, text, sizeof text);
    if (line)
        say_line(reader, line);
}

/* The ways on from grounding, each with its key, once they are asked for. */
static void say_ways(struct reader *reader)
{
    const struct snapshot *at = &reader->status.session;
    bool asks = at->away == AWAY_ASKING;
    int ways = at->can_go_on ? WAYS_ON : WAYS_ON - 1;
    for (int i = 0; asks && !reader->asked && i < ways; i++) {
        char *line = mem_format("%d  %s", i + 1, reader->sitting->detours->ways[i].title);
        say_line(reader, line);
        free(line);
    }
    reader->asked = asks;
}

static void say_way_back(struct reader *reader)
{
    bool can = reader->status.session.can_go_back;
    if (can && !reader->can_go_back && reader->has_keys)
        say_line(reader, "(u goes back)");
    reader->can_go_back = can;
}

/* NULL: none speaks. */
static const char *voice_of(const struct reader *reader)
{
    return reader->status.voiced ? reader->sitting->narration->voice : NULL;
}

static void write_down(struct reader *reader)
{
    struct diary *diary = reader->diary;
    if (!diary || diary_follow(diary, &reader->status.session, voice_of(reader)))
        return;
    const char *trouble = diary_trouble(diary);
    if (trouble)
        tell(reader, trouble);
}

static void take_status(struct reader *reader)
{
    player_status(reader->player, &reader->status);
    if (reader->status.notice_count != reader->notices_seen) {
        reader->notices_seen = reader->status.notice_count;
        tell(reader, reader->status.notice);
    }
    write_down(reader);
    say_way_back(reader);
    say_sentence(reader);
    say_breath(reader);
    say_ways(reader);
}

/* ---- keys and signals */

/* Takes the keys unless there are none, or they are another job's: whoever touches the terminal
 * from the background is stopped. */
static void take_keys(struct reader *reader)
{
    struct termios modes;
    pid_t foreground = tcgetpgrp(STDIN_FILENO);
    if ((foreground >= 0 && foreground != getpgrp()) ||
        tcgetattr(STDIN_FILENO, &reader->before) < 0)
        return;
    modes = reader->before;
    modes.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    reader->has_keys = tcsetattr(STDIN_FILENO, TCSANOW, &modes) == 0;
}

static void give_back_keys(struct reader *reader)
{
    if (reader->has_keys)
        tcsetattr(STDIN_FILENO, TCSANOW, &reader->before);
    reader->has_keys = false;
}

/* A signal handler has no other way to know whose modes the terminal has. */
static struct reader *volatile with_keys;

static void give_up(void)
{
    give_back_keys(with_keys);
}

static void hear_signals(struct reader *reader)
{
    static const int HEARD[] = {SIGINT, SIGTSTP, SIGCONT};
    sigset_t heard;
    output_outlive_reader();
    sigemptyset(&heard);
    for (size_t i = 0; i < sizeof HEARD / sizeof *HEARD; i++)
        sigaddset(&heard, HEARD[i]);
    sigprocmask(SIG_BLOCK, &heard, NULL);
    reader->signals = signalfd(-1, &heard, SFD_CLOEXEC | SFD_NONBLOCK);
    with_keys = reader;
    gone_hear(give_up);
}

static void toggle_pause(struct reader *reader)
{
    bool paused = reader->status.paused;
    player_toggle_pause(reader->player);
    say_line(reader, paused ? "(going on)" : "(paused; space goes on)");
}

/* Whether a key means something here: much of what the screen has is nothing for lines. */
static bool is_heard(const struct reader *reader, const struct key_row *row)
{
    struct command unused;
    return row->action == ACTION_PAUSE || row->action == ACTION_LEAVE ||
           row->action == ACTION_MOMENT || row->action == ACTION_HELP ||
           session_key(&reader->status.session, row->keys[0], &unused);
}

static void say_keys(const struct reader *reader, int where)
{
    for (size_t i = 0; i < KEY_ROW_COUNT; i++) {
        const struct key_row *row = &KEY_ROWS[i];
        if ((row->where & where) && is_heard(reader, row))
            print_line(stdout, 16, "       %-8s %s", row->name, row->help);
    }
    fflush(stdout);
}

static void obey(struct reader *reader, int key)
{
    enum action action = keys_find(KEYS_SESSION, key);
    struct command command;
    if (session_key(&reader->status.session, key, &command))
        player_command(reader->player, command);
    else if (action == ACTION_PAUSE)
        toggle_pause(reader);
    else if (action == ACTION_MOMENT && reader->asked)
        reader->asked = false; /* they are written again */
    else if (action == ACTION_HELP || action == ACTION_MOMENT)
        say_keys(reader, action == ACTION_HELP ? KEYS_SESSION : KEYS_MOMENT);
    reader->leaving |= action == ACTION_LEAVE;
}

/* Nothing waits for what Esc alone would do, as it does nothing here. */
static void on_byte(struct reader *reader, unsigned char byte)
{
    int key;
    int64_t now = child_now(), deadline = key_reader_deadline(&reader->keys);
    if (deadline >= 0 && deadline <= now)
        key_reader_expire(&reader->keys, &key);
    do {
        if (key_reader_take(&reader->keys, byte, now, &key)) {
            obey(reader, key);
            take_status(reader); /* what the next key means depends on it */
        }
    } while (reader->keys.again);
}

static void on_keys(struct reader *reader)
{
    unsigned char bytes[32];
    ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
    if (count <= 0) {
        reader->leaving = true; /* the terminal is gone */
        reader->signal = SIGHUP;
    }
    for (ssize_t i = 0; i < count; i++)
        on_byte(reader, bytes[i]);
}

static void on_signal(struct reader *reader)
{
    struct signalfd_siginfo info;
    if (read(reader->signals, &info, sizeof info) != (ssize_t)sizeof info)
        return;
    if (info.ssi_signo == SIGTSTP || info.ssi_signo == SIGCONT) {
        if (!reader->status.paused)
            toggle_pause(reader);
        if (info.ssi_signo == SIGTSTP) {
            give_back_keys(reader);
            terminal_stop_job();
        }
        reader->has_keys = false; /* the shell set other modes meanwhile: ours are set again */
        return;
    }
    reader->leaving = true;
}

/* Milliseconds until the next line, at most a second: a look at the clock tells a machine that
 * slept, and one at the terminal that it is ours again. */
static int wait_ms(const struct reader *reader)
{
    const struct snapshot *at = &reader->status.session;
    int64_t frames = at->speech + at->pause - at->into;
    if (at->state != SESSION_RUNNING)
        return !reader->has_keys && isatty(STDIN_FILENO) ? 1000 : -1;
    if (reader->status.device == DEVICE_STALLED)
        return 1000; /* nothing moves until it takes sound again */
    if (at->next_sentence < frames)
        frames = at->next_sentence;
    if (at->breathing.times && at->breathing.now.left < frames)
        frames = at->breathing.now.left;
    if (frames > FRAMES_PER_SECOND)
        frames = FRAMES_PER_SECOND;
    return (int)(frames / FRAMES_PER_MS) + 1;
}

static void turn(struct reader *reader)
{
    if (!reader->has_keys)
        take_keys(reader);
    struct pollfd polled[] = {
        {.fd = player_fd(reader->player), .events = POLLIN},
        {.fd = reader->signals, .events = POLLIN},
        {.fd = reader->has_keys ? STDIN_FILENO : -1, .events = POLLIN},
        {.fd = STDOUT_FILENO}, /* only for its end */
        {.fd = gone_fd(), .events = POLLIN},
    };
    poll(polled, 5, wait_ms(reader));
    reader->leaving |= polled[3].revents != 0 || gone_signal();
    take_status(reader);
    if (gone_signal())
        reader->signal = gone_signal();
    else if (polled[1].revents)
        on_signal(reader);
    else if (polled[2].revents)
        on_keys(reader);
    else
        player_look_ahead(reader->player);
    take_status(reader);
}

static struct player *begin_player(struct reader *reader, const struct player_options *options)
{
    struct error error;
    struct background_ring ring;
    struct player_options own = *options;
    own.background = background_ring_begin(&ring, reader->sitting, &error);
    if (*error.text)
        tell(reader, error.text);
    if (reader->sitting->bells.problem)
        tell(reader, reader->sitting->bells.problem);
    return player_new(&reader->sitting->session, &own);
}

static bool is_open(const struct reader *reader, enum ending ending)
{
    const struct snapshot *at = &reader->status.session;
    bool sat =
        ending == ENDING_COMPLETE || (ending == ENDING_EARLY && at->sat >= FRAMES_PER_MINUTE);
    return sat && !reader->signal && !reader->sitting->practice->sleep && isatty(STDIN_FILENO);
}

bool play_plain(struct sitting *sitting, const struct listen_options *options,
                struct listening *listening)
{
    struct reader reader = {.sitting = sitting, .diary = options->diary, .said_at = -1};
    int messages = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    reader.messages = messages < 0 ? stderr : fdopen(messages, "w");
    if (sitting->narration->voice && sitting->narration->problem)
        tell(&reader, sitting->narration->problem);
    log_take_stderr();
    hear_signals(&reader);
    reader.player = begin_player(&reader, &options->player);
    if (isatty(STDIN_FILENO))
        tell(&reader, "? lists the keys");
    take_status(&reader);
    while (!reader.leaving && reader.status.session.state != SESSION_ENDED && !ferror(stdout))
        turn(&reader);
    give_back_keys(&reader);
    enum ending ending = diary_ending(&reader.status.session, reader.signal);
    if (reader.diary)
        diary_end(reader.diary, &reader.status.session, voice_of(&reader), ending);
    *listening = (struct listening){
        .sat = reader.status.session.sat,
        .signal = reader.signal,
        .volume = reader.status.volume,
        .completed = reader.status.session.state == SESSION_ENDED,
        .ending = ending,
        .open = is_open(&reader, ending),
    };
    snprintf(listening->voice, sizeof listening->voice, "%s",
             voice_of(&reader) ? voice_of(&reader) : "none");
    bool freed = player_free(reader.player);
    gone_stop();
    log_give_back_stderr();
    if (reader.messages != stderr)
        fclose(reader.messages);
    return freed;
}
