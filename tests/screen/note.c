/* The note editor on a real terminal: this program runs itself as the one that is tested. */
#include "screen/player.h"

#include "ui/note_plain.h"
#include "ui/terminal.h"

#include <time.h>

/* ---- the program: writes a note and says in a folder how it went */

static bool keep_draft(void *context, const char *text, struct error *error)
{
    char *path = path_join(context, "draft");
    bool kept = path_write(path, text, strlen(text), error);
    free(path);
    return kept;
}

static char *read_or_null(const char *folder, const char *name)
{
    size_t size;
    char *path = path_join(folder, name), *text = path_read(path, 1024 * 1024, &size, NULL);
    free(path);
    return text;
}

static int write_note(const char *folder, bool plain)
{
    static const char *const ENDS[] = {
        [NOTE_DONE] = "done", [NOTE_GROUND] = "ground", [NOTE_GONE] = "gone"};
    struct theme theme;
    struct error error;
    int signal = 0;
    struct note_wish wish = {.title = "A walk",
                             .text = read_or_null(folder, "before"),
                             .grounds = true,
                             .keep = keep_draft,
                             .context = (char *)(uintptr_t)folder};
    enum note_end end;
    if (plain) {
        end = note_ask_plain(&wish, &signal);
    } else {
        if (!terminal_begin(&error))
            return EXIT_FAILURE;
        theme_choose(&theme, THEME_AUTO);
        end = note_write(&wish, &theme, &signal);
        terminal_end();
    }
    free(files_write(folder, "after", wish.text ? wish.text : "(none)"));
    free(files_write(folder, "end", ENDS[end]));
    free(wish.text);
    puts(ENDS[end]);
    fflush(stdout);
    if (signal)
        terminal_die_by(signal);
    return EXIT_SUCCESS;
}

/* ---- on a stage */

static char self[4096];

static struct pty *open_note(void **state, int rows, int columns, const char *before,
                             const char *more)
{
    struct stage *stage = *state;
    const char *const argv[] = {self, "write", stage->folder, NULL};
    if (before)
        free(files_write(stage->folder, "before", before));
    stage_run(stage, rows, columns, more, argv);
    pty_expect(&stage->pty, rows < 8 || columns < 40 ? "done" : "this sitting");
    return &stage->pty;
}

static void assert_file(const struct stage *stage, const char *name, const char *text)
{
    char *held = read_or_null(stage->folder, name);
    assert_non_null(held);
    assert_string_equal(held, text);
    free(held);
}

/* Until a file holds a text, 5 s at most. */
__attribute__((unused)) static void expect_file(struct stage *stage, const char *name, const char *text)
{
    char *held = NULL;
    for (int i = 0; i < 250; i++) {
        free(held);
        held = read_or_null(stage->folder, name);
        if (held && strcmp(held, text) == 0)
            break;
        pty_pump(&stage->pty, 20);
    }
    assert_non_null(held);
    assert_string_equal(held, text);
    free(held);
}

static void expect_done(struct stage *stage, const char *text)
{
    assert_int_equal(pty_expect_end(&stage->pty), 0);
    pty_expect_restored(&stage->pty);
    assert_file(stage, "end", "done");
    assert_file(stage, "after", text);
}

/* Sends more than the terminal's own buffer holds. */
__attribute__((unused)) static void send(struct pty *pty, const char *bytes)
{
    size_t length = strlen(bytes);
    while (length) {
        size_t count = length < 1000 ? length : 1000;
        ssize_t sent = write(pty->master, bytes, count);
        assert_true(sent > 0);
        bytes += sent;
        length -= (size_t)sent;
        pty_pump(pty, 0);
    }
}

/* ---- writing */

static void a_line_is_written_and_esc_keeps_it(void **state)
{
    struct pty *pty = open_note(state, 24, 80, NULL, NULL);
    pty_expect(pty, "A line about this sitting, if you like.");
    pty_expect(pty, "A walk");
    pty_expect(pty, "Esc done");
    assert_true(pty->cursor);
    pty_type(pty, "Quiet today.");
    pty_expect(pty, "Quiet today.");
    pty_type(pty, "\rAnd a bird.");
    pty_expect(pty, "And a bird.");
    assert_int_equal(pty_row_of(pty, "And a bird."), pty_row_of(pty, "Quiet today.") + 1);
    pty_type(pty, "\033");
    expect_done(*state, "Quiet today.\nAnd a bird.");
    assert_file(*state, "draft", "Quiet today.\nAnd a bird.");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(a_line_is_written_and_esc_keeps_it),
    };
    if (argc == 3)
        return write_note(argv[2], strcmp(argv[1], "plain") == 0);
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    return length < 0 ? EXIT_FAILURE : cmocka_run_group_tests(tests, NULL, NULL);
}
