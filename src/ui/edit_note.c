#include "ui/edit_note.h"

#include "base/memory.h"
#include "base/path.h"
#include "ui/terminal.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The editor asked for; NULL: none. */
static const char *editor_of(void)
{
    const char *visual = getenv("VISUAL"), *editor = getenv("EDITOR");
    return visual && *visual ? visual : editor && *editor ? editor : NULL;
}

/* A file that nobody else may read, holding the text. The caller frees its path. */
static char *make_file(const char *text, struct error *error)
{
    const char *folder = getenv("XDG_RUNTIME_DIR");
    char *path = mem_format("%s/numbmed-note-XXXXXX", folder && *folder ? folder : "/tmp");
    int file = mkstemp(path);
    bool good = file >= 0 && (!text || path_write_all(file, text, strlen(text)));
    if (!good)
        error_set(error, "the note can't be handed to an editor: %s: %s", path, strerror(errno));
    if (file >= 0)
        close(file);
    if (good)
        return path;
    unlink(path);
    free(path);
    return NULL;
}

/* With the terminal as the shell would give it. */
static bool run_editor(const char *editor, const char *path)
{
    int status = -1;
    sigset_t none;
    char *command = mem_format("%s \"$1\"", editor);
    pid_t child = fork();
    if (child == 0) {
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        execl("/bin/sh", "sh", "-c", command, "sh", path, (char *)NULL);
        _exit(127);
    }
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    free(command);
    return child > 0 && status == 0;
}

/* Takes over what the editor left. */
static bool take_file(const char *path, char **text, struct error *error)
{
    struct error why;
    size_t size;
    char *bytes = path_read(path, NOTE_MOST, &size, &why);
    if (!bytes)
        return error_set(error, "the note can't be taken over: %s", why.text);
    while (size && bytes[size - 1] == '\n')
        bytes[--size] = '\0';
    error->text[0] = '\0';
    bool changed = strcmp(*text ? *text : "", bytes) != 0;
    if (changed) {
        free(*text);
        *text = bytes;
    } else {
        free(bytes);
    }
    return changed;
}

/* Hands the text to the editor. False, and an empty sentence, where it came back unchanged. */
static bool write_in_editor(char **text, struct error *error)
{
    const char *editor = editor_of();
    if (!editor)
        return error_set(error, "set EDITOR to the editor that you write with, such as nano");
    char *path = make_file(*text, error);
    if (!path)
        return false;
    endwin();
    bool good = run_editor(editor, path) || error_set(error, "'%s' went wrong", editor);
    terminal_redraw();
    good = good && take_file(path, text, error);
    unlink(path);
    free(path);
    return good;
}

bool edit_note(struct journal *journal, const struct record *record, char **unsaved,
               const struct theme *theme, int *signal, struct error *error)
{
    char *text = *unsaved ? *unsaved : mem_copy_text(record->note);
    bool again = *unsaved != NULL, written = write_in_editor(&text, error);
    (void)theme;
    *signal = 0;
    *unsaved = NULL;
    bool saved = (written || again) && journal_set_note(journal, record->id, text, error);
    if ((written || again) && !saved)
        *unsaved = text;
    else
        free(text);
    return saved || (!written && !*error->text);
}

bool edit_note_on_screen(struct journal *journal, const struct record *record, enum theme_wish wish,
                         int *signal, struct error *error)
{
    struct theme theme;
    char *unsaved = NULL;
    *signal = 0;
    if (!terminal_begin(error))
        return false;
    theme_choose(&theme, wish);
    bool good = edit_note(journal, record, &unsaved, &theme, signal, error);
    terminal_end();
    free(unsaved);
    return good;
}
