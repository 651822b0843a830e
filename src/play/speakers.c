/* The engines that numbmed knows, and which of them to take. */
#include "play/speaker.h"

#include "base/memory.h"
#include "base/path.h"
#include "base/text.h"
#include "play/voices.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char NARRATOR[] = "audio/narrator/narrator.py";

/* Best first. */
static const struct known {
    const char *name;
    const char *program;  /* must be in PATH */
    const char *variable; /* must name a file; NULL: none needed */
    const char *command;  /* NULL: numbmed's own narrator */
} KNOWN[] = {
    {"piper", "piper", "PIPER_MODEL",
     "piper --model \"$PIPER_MODEL\" --length_scale 1.2 --output_file {out}"},
    {"kokoro", "python3", NULL, NULL},
    {"pico2wave", "pico2wave", NULL, "pico2wave -w {out} -- \"$(cat)\""},
    {"rhvoice", "RHVoice-test", NULL, "RHVoice-test -o {out}"},
    {"flite", "flite", NULL, "flite -voice slt -f /dev/stdin -o {out}"},
    {"espeak-ng", "espeak-ng", NULL, "espeak-ng -s 135 -w {out}"},
};

enum { KNOWN_COUNT = sizeof KNOWN / sizeof *KNOWN };

/* ---- numbmed's own narrator */

/* Beside the program in a checkout, else the installed one: what lies in other library roots came
 * with practices, and nothing of that is run. The caller frees it; NULL: it isn't there. */
static char *find_narrator(void)
{
    char *folder = path_program_folder();
    char *paths[] = {folder ? path_join(folder, NARRATOR) : NULL,
                     path_join(NUMBMED_DATADIR, NARRATOR)};
    char *found = NULL;
    for (size_t i = 0; i < 2; i++) {
        if (paths[i] && !found && !strchr(paths[i], '\'') && access(paths[i], R_OK) == 0)
            found = paths[i];
        else
            free(paths[i]);
    }
    free(folder);
    return found;
}

/* Asks the narrator whether it has all that it needs: one line tells what it is, or what is wrong.
 */
static bool ask_narrator(const char *script, const char *voice, const atomic_bool *stop,
                         char **answer)
{
    static const char NAMED[] = "narrator: "; /* how its errors begin */
    struct child child;
    struct error error;
    enum child_event event;
    int64_t deadline = child_now() + SPEAKER_TIMEOUT_MS;
    char *command = mem_format("exec python3 '%s' --check --voice '%s'", script, voice);
    bool started = child_start(&child, command, "", &error);
    free(command);
    *answer = NULL;
    if (!started) {
        *answer = mem_copy_text(error.text);
        return false;
    }
    while ((event = child_wait(&child, deadline, stop)) == CHILD_LINE) {
        bool named = strncmp(child.line, NAMED, strlen(NAMED)) == 0;
        free(*answer);
        *answer = text_clean(child.line + (named ? strlen(NAMED) : 0));
    }
    bool good = child_end(&child) == 0 && event == CHILD_EXITED && *answer;
    if (!*answer)
        *answer = mem_copy_text("it doesn't answer");
    return good;
}

static bool take_narrator(struct speaker *speaker, const char *voice, const atomic_bool *stop,
                          struct error *error)
{
    char *script = find_narrator(), *answer;
    const char *chosen = voice ? voice : DEFAULT_VOICE;
    if (!script)
        return error_set(error, "%s is not there; install numbmed whole", NARRATOR);
    if (strspn(chosen, "abcdefghijklmnopqrstuvwxyz0123456789-_") != strlen(chosen)) {
        free(script);
        return error_set(error, "'%s' isn't a voice", chosen);
    }
    bool good = ask_narrator(script, chosen, stop, &answer);
    if (good) {
        speaker->command = mem_format("exec python3 '%s' --serve", script);
        speaker->stays = true;
        speaker->voice = mem_copy_text(chosen);
        speaker->maker = mem_copy_text(answer);
    } else {
        error_set(error, "%s", answer);
    }
    free(answer);
    free(script);
    return good;
}

/* ---- choosing */

static void take_command(struct speaker *speaker, const char *command, const char *maker,
                         const char *voice)
{
    char *clean = text_clean(maker);
    speaker->command = mem_copy_text(command);
    speaker->voice = mem_copy_text(voice ? voice : speaker->name);
    speaker->maker = mem_format("engine: %s; voice: %s", clean, speaker->voice);
    free(clean);
}

/* Takes a known engine, if this machine has what it needs; else leaves the speaker empty. */
static bool take_known(struct speaker *speaker, const struct known *known, const char *voice,
                       const atomic_bool *stop, struct error *error)
{
    const char *file = known->variable ? getenv(known->variable) : NULL;
    if (!child_is_there(known->program))
        return error_set(error, "the program %s is not installed", known->program);
    if (known->variable && (!file || access(file, R_OK) < 0))
        return error_set(error, "%s must name a file: its voice", known->variable);
    if (!known->command && !take_narrator(speaker, voice, stop, error))
        return false;
    speaker->name = mem_copy_text(known->name);
    if (known->command)
        take_command(speaker, known->command, known->name, voice);
    return true;
}

/* What a command's clips are filed under: its program's name, as far as that makes an id. */
static char *name_of_command(const char *command)
{
    const char *start = command + strspn(command, " \t"), *slash;
    size_t length = strcspn(start, " \t");
    while ((slash = memchr(start, '/', length))) {
        length -= (size_t)(slash + 1 - start);
        start = slash + 1;
    }
    char *name = mem_new(length + sizeof "engine", 1), *end = name;
    for (size_t i = 0; i < length && end - name < 40; i++) {
        char c = start[i] >= 'A' && start[i] <= 'Z' ? (char)(start[i] - 'A' + 'a') : start[i];
        if (strchr("abcdefghijklmnopqrstuvwxyz0123456789", c))
            *end++ = c;
        else if (end > name && end[-1] != '-')
            *end++ = '-';
    }
    if (end == name)
        memcpy(name, "engine", sizeof "engine");
    return name;
}

static bool choose_best(struct speaker *speaker, const char *voice, const atomic_bool *stop,
                        struct error *error)
{
    char *note = NULL;
    for (size_t i = 0; i < KNOWN_COUNT; i++) {
        struct error why = {""};
        if (take_known(speaker, &KNOWN[i], voice, stop, &why)) {
            speaker->note = note;
            return true;
        }
        if (!KNOWN[i].command) /* what numbmed brings itself is worth a word */
            note = mem_format("%s is passed over: %s", KNOWN[i].name, why.text);
    }
    free(note);
    return error_set(error, "there is no narration engine on this machine; install one, such as "
                            "espeak-ng, or name its command: --with 'COMMAND {out}'");
}

static bool choose_named(struct speaker *speaker, const char *with, const char *voice,
                         const atomic_bool *stop, struct error *error)
{
    struct error why = {""};
    for (size_t i = 0; i < KNOWN_COUNT; i++) {
        if (strcmp(with, KNOWN[i].name) == 0)
            return take_known(speaker, &KNOWN[i], voice, stop, &why) ||
                   error_set(error, "%s can't speak here: %s", with, why.text);
    }
    if (!strstr(with, "{out}"))
        return error_set(error,
                         "--with '%s' has no {out}; write it where the command wants the name of "
                         "the WAV file, or name one of piper, kokoro, pico2wave, rhvoice, flite, "
                         "espeak-ng",
                         with);
    speaker->name = name_of_command(with);
    take_command(speaker, with, with, voice);
    return true;
}

bool speaker_choose(struct speaker *speaker, const char *with, const char *voice,
                    const atomic_bool *stop, struct error *error)
{
    *speaker = (struct speaker){0};
    return with ? choose_named(speaker, with, voice, stop, error)
                : choose_best(speaker, voice, stop, error);
}

void speaker_free(struct speaker *speaker)
{
    free(speaker->name);
    free(speaker->command);
    free(speaker->voice);
    free(speaker->maker);
    free(speaker->note);
    *speaker = (struct speaker){0};
}
