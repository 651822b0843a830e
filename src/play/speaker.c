#include "play/speaker.h"

#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char OUT[] = "{out}";

/* ---- errors: what went wrong, and the command to try by hand */

static bool tell(const struct speaking *speaking, struct error *error, const char *what)
{
    char *clean = text_clean(what);
    error_set(error, "%s %s; try its command by hand: %s", speaking->speaker->name, clean,
              speaking->speaker->command);
    free(clean);
    return false;
}

static bool tell_end(const struct speaking *speaking, struct error *error, int status,
                     const char *last_words)
{
    char how[64] = "failed";
    if (WIFSIGNALED(status))
        snprintf(how, sizeof how, "was ended by signal %d", WTERMSIG(status));
    else if (WIFEXITED(status) && WEXITSTATUS(status))
        snprintf(how, sizeof how, "failed with exit code %d", WEXITSTATUS(status));
    char *what = *last_words ? mem_format("%s (%.200s)", how, last_words) : mem_copy_text(how);
    tell(speaking, error, what);
    free(what);
    return false;
}

static bool tell_event(const struct speaking *speaking, struct error *error, enum child_event event)
{
    if (event == CHILD_STOPPED)
        return error_set(error, "interrupted");
    char *what = mem_format("took longer than %d seconds and was stopped",
                            (speaking->timeout_ms + 999) / 1000);
    tell(speaking, error, what);
    free(what);
    return false;
}

/* ---- a command of its own for each text */

/* The command with the file's name in every place of {out}. */
static char *fill_in(const char *command, const char *out)
{
    char *filled = mem_copy_text(""), *name = child_quote(out);
    for (const char *place; (place = strstr(command, OUT)); command = place + strlen(OUT)) {
        char *longer = mem_format("%s%.*s%s", filled, (int)(place - command), command, name);
        free(filled);
        filled = longer;
    }
    char *whole = mem_format("%s%s", filled, command);
    free(filled);
    free(name);
    return whole;
}

static bool say_once(struct speaking *speaking, const char *text, const char *out,
                     struct error *error)
{
    struct child *child = &speaking->child;
    char last_words[sizeof child->line] = "";
    char *command = fill_in(speaking->speaker->command, out);
    int64_t deadline = child_now() + speaking->timeout_ms;
    enum child_event event = CHILD_EXITED;
    bool started = child_start(child, command, text, error);
    free(command);
    if (!started)
        return false;
    while ((event = child_wait(child, deadline, speaking->stop)) == CHILD_LINE)
        memcpy(last_words, child->line, sizeof last_words);
    int status = child_end(child);
    if (event != CHILD_EXITED)
        return tell_event(speaking, error, event);
    return status == 0 || tell_end(speaking, error, status, last_words);
}

/* ---- an engine that stays: a JSON line for a text, a JSON line in answer */

/* Writes `text` as a JSON string; returns its end. */
static char *put_json(char *end, const char *text)
{
    *end++ = '"';
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < ' ')
            end += sprintf(end, "\\u%04x", c);
        else
            end += sprintf(end, "%s%c", c == '"' || c == '\\' ? "\\" : "", c);
    }
    *end++ = '"';
    *end = '\0';
    return end;
}

static char *make_request(const struct speaker *speaker, const char *text, const char *out)
{
    const struct {
        const char *key, *value;
    } fields[] = {{"text", text}, {"out", out}, {"voice", speaker->voice}};
    size_t room = 6 * (strlen(text) + strlen(out) + strlen(speaker->voice)) + 64;
    char *line = mem_new(room, 1), *end = line;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        end += sprintf(end, "%s\"%s\": ", i ? ", " : "{", fields[i].key);
        end = put_json(end, fields[i].value);
    }
    memcpy(end, "}\n", 3);
    return line;
}

/* What an answer complains of: {"error": "..."}; NULL: it doesn't. The caller frees it. */
static char *complaint(const char *answer)
{
    static const char START[] = "{\"error\": \"";
    if (strncmp(answer, START, strlen(START)) != 0)
        return NULL;
    char *text = mem_copy_text(answer + strlen(START)), *to = text;
    for (const char *from = text; *from && *from != '"'; from++) {
        from += *from == '\\' && from[1]; /* json.dumps escapes little: take it as it stands */
        *to++ = *from;
    }
    *to = '\0';
    return text;
}

/* The engine's next answer; what else its libraries print is passed over, but the last of it kept.
 */
static enum child_event wait_for_answer(struct speaking *speaking, char *last_words)
{
    struct child *child = &speaking->child;
    int64_t deadline = child_now() + speaking->timeout_ms;
    enum child_event event;
    while ((event = child_wait(child, deadline, speaking->stop)) == CHILD_LINE &&
           *child->line != '{')
        memcpy(last_words, child->line, sizeof child->line);
    return event;
}

static bool say_to_one_that_stays(struct speaking *speaking, const char *text, const char *out,
                                  struct error *error)
{
    struct child *child = &speaking->child;
    char last_words[sizeof child->line] = "";
    if (!child->pid && !child_start(child, speaking->speaker->command, NULL, error))
        return false;
    char *line = make_request(speaking->speaker, text, out);
    child_write(child, line); /* one that doesn't read has ended: the answer tells */
    free(line);
    enum child_event event = wait_for_answer(speaking, last_words);
    if (event == CHILD_EXITED)
        return tell_end(speaking, error, child_end(child), last_words);
    if (event != CHILD_LINE) {
        child_end(child);
        return tell_event(speaking, error, event);
    }
    char *what = complaint(child->line);
    if (!what)
        return true;
    error_set(error, "%s: %s", speaking->speaker->name, what);
    free(what);
    return false;
}

/* ---- */

bool speaking_say(struct speaking *speaking, const char *text, const char *out, struct error *error)
{
    bool stays = speaking->speaker->stays;
    unlink(out);
    if (!(stays ? say_to_one_that_stays : say_once)(speaking, text, out, error))
        return false;
    return access(out, R_OK) == 0 || tell(speaking, error, "wrote no file");
}

void speaking_end(struct speaking *speaking)
{
    if (speaking->child.pid)
        child_end(&speaking->child);
}
