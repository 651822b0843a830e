#include "ui/check_in_lines.h"

#include "base/print.h"
#include "base/text.h"
#include "script/value.h"
#include "ui/feelings.h"
#include "ui/terminal.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { LINE_SIZE = 2048 };

struct asker {
    struct check_in *answers;
    void (*keep)(void *, const struct check_in *);
    void *context;
    int signals;
    int row;
    char line[LINE_SIZE];
    enum check_in_end end;
    int signal;
};

/* ---- what a line says */

static bool take_scale(int *scale, const char *line, struct error *error)
{
    if (!*line)
        return true;
    if (strcmp(line, "c") == 0 || strcmp(line, "can't tell") == 0) {
        *scale = ANSWER_CANT_TELL;
        return true;
    }
    return value_number(line, 0, SCALE_STEPS, scale) ||
           error_set(error, "write a number from 0 to 100, or c, or nothing");
}

static bool take_word(struct check_in *answers, const char *word, struct error *error)
{
    const struct feeling *feeling = feeling_named(word);
    const char *meant = strcmp(word, "c") == 0 ? FEELING_UNSURE : feeling ? feeling->word : word;
    if (!*word || check_in_has_word(answers, meant))
        return true;
    if (strlen(word) >= FEELING_SIZE)
        return error_set(error, "'%.*s…' is long for a word; write it shorter",
                         (int)text_fit(word, 20), word);
    return check_in_toggle_word(answers, meant) ||
           error_set(error, "there is room for %d words; leave some out", FEELINGS_MOST);
}

static bool take_words(struct check_in *answers, char *line, struct error *error)
{
    struct check_in taken = *answers;
    char *rest = NULL;
    for (char *part = strtok_r(line, ",", &rest); part; part = strtok_r(NULL, ",", &rest)) {
        char *word = text_clean(part);
        bool good = take_word(&taken, word, error);
        free(word);
        if (!good)
            return false;
    }
    *answers = taken;
    return true;
}

bool check_in_take_line(struct check_in *answers, int row, const char *line, struct error *error)
{
    char *clean = text_clean(line);
    int scale = row < CHECK_IN_WORDS ? answers->scales[row] : 0;
    bool good =
        row < CHECK_IN_WORDS ? take_scale(&scale, clean, error) : take_words(answers, clean, error);
    if (good && row < CHECK_IN_WORDS)
        answers->scales[row] = scale;
    free(clean);
    return good;
}

/* ---- asking */

static void say_question(const struct asker *asker)
{
    if (asker->row == CHECK_IN_WORDS) {
        fputs("Words for it, with commas (numb, too much, calm, your own; ? lists more): ", stderr);
    } else {
        const struct scale_words *words = &SCALE_WORDS[asker->row];
        fprintf(stderr, "%s%s%s 0 to 100 %s: ", words->question, *words->question ? " " : "",
                words->low, words->high);
    }
    fflush(stderr);
}

static void say_beginning(enum moment moment)
{
    print_line(stderr, 0, "%s Answer what you like; it is not validated, and never scored.",
               CHECK_IN_TITLES[moment]);
    print_line(stderr, 0,
               "Enter: leave it open, c: can't tell, q: skip the rest, g: ground, H: help now");
}

static void list_words(void)
{
    for (size_t i = 0; i < FEELING_COUNT; i++)
        fprintf(stderr, "%s%s", FEELINGS[i].word, i + 1 == FEELING_COUNT ? "\n" : ", ");
}

static void keep(const struct asker *asker)
{
    if (asker->keep)
        asker->keep(asker->context, asker->answers);
}

static int hear_signals(sigset_t *before)
{
    static const int HEARD[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP};
    sigset_t heard;
    sigemptyset(&heard);
    for (size_t i = 0; i < sizeof HEARD / sizeof *HEARD; i++)
        sigaddset(&heard, HEARD[i]);
    sigprocmask(SIG_BLOCK, &heard, before);
    return signalfd(-1, &heard, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* In the midst of a line. Always false. */
static bool break_off(struct asker *asker, enum check_in_end end, int signal)
{
    fputc('\n', stderr);
    asker->end = end;
    asker->signal = signal;
    return false;
}

/* False: it ends everything. */
static bool on_signal(struct asker *asker)
{
    struct signalfd_siginfo info;
    if (read(asker->signals, &info, sizeof info) != (ssize_t)sizeof info)
        return true;
    if (info.ssi_signo != SIGTSTP)
        return break_off(asker, CHECK_IN_GONE, info.ssi_signo == SIGINT ? 0 : (int)info.ssi_signo);
    terminal_stop_job();
    say_question(asker);
    return true;
}

/* False: it is over before anything is typed. */
static bool wait_for_typing(struct asker *asker)
{
    struct pollfd polled[] = {{.fd = STDIN_FILENO, .events = POLLIN},
                              {.fd = asker->signals, .events = POLLIN}};
    for (;;) {
        if (poll(polled, 2, -1) < 0)
            continue; /* it stood still, and goes on */
        if (polled[1].revents && !on_signal(asker))
            return false;
        if (!polled[1].revents)
            return true;
    }
}

/* Reads a line, of which all is kept that has room. False: there is none, and asker->end says why.
 */
static bool read_line(struct asker *asker)
{
    size_t length = 0;
    char bytes[LINE_SIZE];
    ssize_t count;
    do {
        if (!wait_for_typing(asker))
            return false;
        count = read(STDIN_FILENO, bytes, sizeof bytes);
        if (count < 0)
            return break_off(asker, CHECK_IN_GONE, SIGHUP);
        if (count == 0)
            return break_off(asker, CHECK_IN_SKIPPED, 0);
        size_t room = sizeof asker->line - 1 - length;
        size_t taken = (size_t)count < room ? (size_t)count : room;
        memcpy(asker->line + length, bytes, taken);
        length += taken;
    } while (bytes[count - 1] != '\n');
    asker->line[length] = '\0';
    asker->line[strcspn(asker->line, "\n")] = '\0';
    return true;
}

/* What a line asks for instead of answering; false: nothing. */
static bool leads_away(struct asker *asker)
{
    static const struct {
        const char *line;
        enum check_in_end end;
    } ROWS[] = {{"q", CHECK_IN_SKIPPED}, {"g", CHECK_IN_GROUND}, {"H", CHECK_IN_HELP}};
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        if (strcmp(asker->line, ROWS[i].line) == 0) {
            asker->end = ROWS[i].end;
            return true;
        }
    }
    return false;
}

/* Asks a question until it has an answer, or none is wanted. False: it is over. */
static bool ask(struct asker *asker)
{
    struct error error;
    for (;;) {
        say_question(asker);
        if (!read_line(asker) || leads_away(asker))
            return false;
        if (asker->row == CHECK_IN_WORDS && strcmp(asker->line, "?") == 0)
            list_words();
        else if (check_in_take_line(asker->answers, asker->row, asker->line, &error))
            break;
        else
            print_line(stderr, 0, "numbmed: %s", error.text);
    }
    keep(asker);
    return true;
}

/* Whoever reads a terminal from the background is stopped. */
static bool terminal_is_ours(void)
{
    return isatty(STDIN_FILENO) && tcgetpgrp(STDIN_FILENO) == getpgrp();
}

enum check_in_end check_in_ask_lines(struct check_in *answers, enum moment moment,
                                     void (*keep_answers)(void *context,
                                                          const struct check_in *answers),
                                     void *context, int *signal)
{
    struct asker asker = {.answers = answers, .keep = keep_answers, .context = context};
    sigset_t before;
    *signal = 0;
    if (!terminal_is_ours())
        return CHECK_IN_SKIPPED;
    asker.signals = hear_signals(&before);
    say_beginning(moment);
    while (asker.row < CHECK_IN_ROWS && ask(&asker))
        asker.row++;
    if (check_in_may_help(answers))
        print_line(stderr, 0, "If it grows too much: numbmed ground, numbmed help-now");
    keep(&asker);
    sigprocmask(SIG_SETMASK, &before, NULL);
    close(asker.signals);
    *signal = asker.signal;
    return asker.end;
}
