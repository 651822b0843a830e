/* The note editor on a real terminal: this program runs itself as the one that is tested. */
#include "screen/player.h"

#include "base/output.h"
#include "journal/record.h"
#include "ui/note_plain.h"
#include "ui/terminal.h"

#include <sys/stat.h>
#include <time.h>

#define FAMILY "👩\u200d👩\u200d👧"
#define CTRL_A "\001"
#define CTRL_C "\003"
#define CTRL_D "\004"
#define CTRL_E "\005"
#define CTRL_G "\007"
#define CTRL_O "\017"
#define CTRL_P "\020"
#define CTRL_R "\022"
#define CTRL_W "\027"
#define CTRL_Z "\032"
#define LEFT "\033OD"
#define UP "\033OA"
#define RIGHT "\033OC"

/* ---- the program: writes a note and says in a folder how it went */

static bool keep_draft(void *context, const char *text, struct error *error)
{
    char *path = path_join(context, "draft");
    bool kept = output_write(path, text, strlen(text), error);
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
static void expect_file(struct stage *stage, const char *name, const char *text)
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

/* Until the cursor is shown, or isn't, 5 s at most: it may come behind the words. */
static void expect_cursor(struct pty *pty, bool shown)
{
    for (int i = 0; i < 250 && pty->cursor != shown; i++)
        pty_pump(pty, 20);
    assert_int_equal(pty->cursor, shown);
}

static void expect_done(struct stage *stage, const char *text)
{
    assert_int_equal(pty_expect_end(&stage->pty), 0);
    pty_expect_restored(&stage->pty);
    assert_file(stage, "end", "done");
    assert_file(stage, "after", text);
}

/* ---- writing */

static void a_line_is_written_and_esc_keeps_it(void **state)
{
    struct pty *pty = open_note(state, 24, 80, NULL, NULL);
    pty_expect(pty, "A few words about this sitting? Esc keeps them.");
    pty_expect(pty, "A walk");
    pty_expect(pty, "Esc done");
    expect_cursor(pty, true);
    pty_type(pty, "Quiet today.");
    pty_expect(pty, "Quiet today.");
    pty_type(pty, "\rAnd a bird.");
    pty_expect(pty, "And a bird.");
    assert_int_equal(pty_row_of(pty, "And a bird."), pty_row_of(pty, "Quiet today.") + 1);
    pty_type(pty, "\033");
    expect_done(*state, "Quiet today.\nAnd a bird.");
    assert_file(*state, "draft", "Quiet today.\nAnd a bird.");
}

static void what_was_written_before_can_be_gone_on_with(void **state)
{
    struct pty *pty = open_note(state, 24, 80, "first line\nsecond", NULL);
    pty_expect(pty, "Your note about this sitting");
    pty_expect(pty, "second");
    pty_type(pty, " line" CTRL_A "my " CTRL_P CTRL_E "!");
    pty_expect(pty, "my second line");
    pty_type(pty, CTRL_D);
    expect_done(*state, "first line!\nmy second line");
}

static void characters_are_never_taken_for_keys(void **state)
{
    /* From U+0101 on curses' own codes have the numbers of characters. */
    static const char TEXT[] = "āĂăĄąĆćĈĉĊċČč ŌōŎŏŐőŒœŔŕ ǺȀ𝒳";
    struct pty *pty = open_note(state, 24, 80, NULL, NULL);
    pty_type(pty, TEXT);
    pty_expect(pty, TEXT);
    pty_type(pty, "\033");
    expect_done(*state, TEXT);
}

static void expect_cursor_at(struct pty *pty, int row, int column)
{
    VTermPos at = {-1, -1};
    for (int i = 0; i < 250 && (at.row != row || at.col != column); i++) {
        pty_pump(pty, i ? 20 : 0);
        vterm_state_get_cursorpos(vterm_obtain_state(pty->vterm), &at);
    }
    assert_int_equal(at.row, row);
    assert_int_equal(at.col, column);
}

static void emoji_accents_and_right_to_left_text_are_text(void **state)
{
    struct pty *pty = open_note(state, 24, 80, NULL, NULL);
    pty_type(pty, "cafe\u0301 " FAMILY " x");
    pty_expect(pty, "cafe\u0301 ");
    pty_expect(pty, " x");
    expect_cursor_at(pty, 3, 3 + 5 + 6 + 2);
    pty_type(pty, LEFT LEFT);
    pty_type(pty, "\177y");
    pty_expect(pty, "cafe\u0301 y x");
    expect_cursor_at(pty, 3, 3 + 6);
    pty_type(pty, CTRL_A RIGHT RIGHT RIGHT "\033[3~");
    pty_expect(pty, "caf y x");
    pty_type(pty, CTRL_E "\rשלום עולם\u202e!");
    pty_expect(pty, "שלום עולם!");
    pty_type(pty, "\033");
    expect_done(*state, "caf y x\nשלום עולם!");
}

static void undo_and_redo_go_by_words_and_alt_is_not_esc(void **state)
{
    struct pty *pty = open_note(state, 24, 80, NULL, NULL);
    pty_type(pty, "one two three");
    pty_expect(pty, "one two three");
    pty_type(pty, "\037\037");
    pty_expect_gone(pty, "two");
    pty_type(pty, "\033_");
    pty_expect(pty, "one two");
    pty_type(pty, CTRL_R);
    pty_expect(pty, "one two three");
    pty_type(pty, CTRL_W);
    pty_expect_gone(pty, "three");
    /* Ctrl-Right, a key that nobody knows, Alt-x, Alt-[ */
    pty_type(pty, "\033[1;5C\033[99;9~\033x");
    pty_type(pty, "four");
    pty_expect(pty, "one two four");
    pty_type(pty, "\033");
    expect_done(*state, "one two four");
}

/* ---- pastes */

/* Some 10 000 characters in lines of words, wide and narrow; `end` ends a line. To be freed. */
static char *long_text(const char *end)
{
    static const char LINE[] = "A line of words, 漢字, e\u0301 and a 🌿, as many as there are: ";
    char *text = mem_copy_text("");
    for (int i = 0; i < 220; i++) {
        char *longer = mem_format("%s%s%d.%s", text, LINE, i, end);
        free(text);
        text = longer;
    }
    return text;
}

static void paste_and_undo(void **state, bool marked)
{
    struct pty *pty = open_note(state, 24, 80, "before ", NULL);
    char *sent = long_text(marked ? "\r\n" : "\r"), *held = long_text("\n");
    char *expected = mem_format("before %s", held);
    assert_true(strlen(sent) > 10000);
    assert_true(pty_marks_pastes(pty));
    if (marked)
        pty_paste(pty, sent);
    else
        pty_feed(pty, sent);
    pty_expect(pty, ": 219.");
    expect_file(*state, "draft", expected);
    pty_type(pty, "\037");
    pty_expect_gone(pty, ": 219.");
    pty_expect_gone(pty, "A line of words");
    pty_type(pty, CTRL_R);
    pty_expect(pty, ": 219.");
    pty_type(pty, "x\033");
    free(expected);
    expected = mem_format("before %sx", held);
    expect_done(*state, expected);
    free(expected);
    free(held);
    free(sent);
}

static void a_long_paste_comes_whole_and_is_one_step(void **state)
{
    paste_and_undo(state, true);
}

static void a_paste_that_comes_as_keys_does_too(void **state)
{
    paste_and_undo(state, false);
}

static void nothing_in_a_paste_is_a_command(void **state)
{
    struct pty *pty = open_note(state, 24, 80, NULL, NULL);
    pty_paste(pty, "a" CTRL_D "\033b\003\tc\033[31md\033OBe\177f");
    pty_expect(pty, "a    cdef");
    pty_type(pty, CTRL_D);
    expect_done(*state, "a    cdef");
}

static void a_paste_without_an_end_ends_by_itself(void **state)
{
    struct pty *pty = open_note(state, 24, 80, NULL, NULL);
    pty_type(pty, "\033[200~pasted");
    pty_expect(pty, "pasted");
    expect_file(*state, "draft", "pasted");
    for (int i = 0; i < 100 && waitpid(pty->pid, &pty->status, WNOHANG) == 0; i++) {
        pty_type(pty, CTRL_D); /* none of its business as long as it lasts */
        pty_pump(pty, 1500);
    }
    pty->gone = true;
    assert_file(*state, "after", "pasted");
}

static void too_much_is_cut_and_said(void **state)
{
    struct pty *pty = open_note(state, 24, 80, NULL, NULL);
    char *text = mem_new(NOTE_MOST + 11, 1);
    memset(text, 'x', NOTE_MOST + 10);
    pty_paste(pty, text);
    pty_expect(pty, "a note holds 64 KiB");
    pty_type(pty, "y");
    pty_expect(pty, "a note holds 64 KiB");
    pty_type(pty, "\177z\033");
    text[NOTE_MOST - 1] = 'z';
    text[NOTE_MOST] = '\0';
    expect_done(*state, text);
    free(text);
}

/* ---- sizes */

static const char LONG_LINE[] = "On long lines there is always a word more, and each is in sight.";

static void every_size_shows_the_note_and_its_cursor(void **state)
{
    static const int SIZES[][2] = {{24, 80}, {40, 120}, {12, 40}, {5, 20}};
    static const char *const COLOURS[] = {"NO_COLOR", "NO_COLOR=1"};
    for (size_t i = 0; i < 8; i++) {
        struct stage *stage = *state;
        struct pty *pty = open_note(state, SIZES[i / 2][0], SIZES[i / 2][1], NULL, COLOURS[i % 2]);
        pty_type(pty, LONG_LINE);
        pty_expect(pty, "sight.");
        pty_expect(pty, "Esc done");
        if (SIZES[i / 2][0] > 5) {
            pty_expect(pty, "A few words about");
            assert_int_equal(pty_row_of(pty, "On long"), SIZES[i / 2][1] < 50 ? 4 : 3);
        }
        pty_type(pty, UP UP UP UP UP UP "\rup ");
        pty_expect(pty, "up");
        pty_resize(pty, 1, 1);
        pty_pump(pty, 100);
        pty_resize(pty, 3, 13); /* once this is drawn, so was what came before */
        pty_expect(pty, "up");
        pty_resize(pty, 24, 80);
        pty_expect(pty, "each is in sight.");
        pty_type(pty, "\033");
        assert_int_equal(pty_expect_end(pty), 0);
        char *after = read_or_null(stage->folder, "after");
        assert_non_null(strstr(after, "\nup "));
        free(after);
    }
}

static void a_note_longer_than_the_screen_scrolls(void **state)
{
    char *text = long_text("\n");
    struct pty *pty = open_note(state, 24, 80, text, NULL);
    pty_expect(pty, ": 219.");
    pty_expect(pty, "↑");
    assert_false(pty_shows(pty, "↑↓"));
    for (int i = 0; i < 40; i++)
        pty_type(pty, "\033[5~");
    pty_expect(pty, ": 0.");
    pty_expect(pty, "↓");
    pty_type(pty, "\033[6~\033[6~");
    pty_expect(pty, "↑↓");
    pty_type(pty, "\033OP");
    pty_expect(pty, "Keys");
    expect_cursor(pty, false);
    pty_type(pty, "q");
    pty_expect(pty, "↑↓");
    expect_cursor(pty, true);
    pty_type(pty, "\033");
    expect_done(*state, text);
    free(text);
}

/* ---- another editor */

/* A shell script as the editor; its pair for the environment, to be freed. */
static char *make_editor(struct stage *stage, const char *name, const char *body)
{
    char *path = files_write(stage->folder, "bin/editor", body);
    chmod(path, 0700);
    char *pair = mem_format("%s=%s --option", name, path);
    free(path);
    return pair;
}

static void assert_nothing_lies_about(struct stage *stage)
{
    char *command = mem_format("ls %s | grep -c numbmed-", stage->folder);
    FILE *pipe = popen(command, "r");
    assert_int_equal(fgetc(pipe), '0');
    pclose(pipe);
    free(command);
}

/* Opens a note where files for a while go to the stage's folder, too. */
static struct pty *open_with_editor(void **state, const char *before, const char *pair)
{
    struct stage *stage = *state;
    setenv("XDG_RUNTIME_DIR", stage->folder, 1);
    unsetenv("EDITOR");
    unsetenv("VISUAL");
    return open_note(state, 24, 80, before, pair);
}

static void another_editor_has_the_note_for_a_while(void **state)
{
    struct stage *stage = *state;
    char *pair = make_editor(
        stage, "EDITOR",
        "#!/bin/sh\ntest \"$1\" = --option || exit 1\nstty -a | grep -q ' icanon' || exit 1\n"
        "stat -c %a \"$2\"; cat \"$2\"; read answer\n"
        "printf '%s\\twith a tab\\r\\nnext\\033\\n\\n' \"$answer\" >> \"$2\"\n");
    struct pty *pty = open_with_editor(state, "so far", pair);
    pty_type(pty, CTRL_O);
    pty_expect(pty, "600");
    pty_expect(pty, "so far");
    pty_pump(pty, 50);
    assert_false(pty->other_screen);
    assert_false(pty_marks_pastes(pty));
    pty_type(pty, "the answer\n");
    pty_expect(pty, "Esc done");
    pty_expect(pty, "the answer    with a tab");
    assert_true(pty_marks_pastes(pty));
    assert_nothing_lies_about(stage);
    pty_type(pty, "\037");
    pty_expect_gone(pty, "the answer");
    pty_type(pty, CTRL_R "!\033");
    expect_done(stage, "so far\nthe answer    with a tab\nnext!");
    free(pair);
}

static void what_the_other_editor_saves_is_kept_meanwhile(void **state)
{
    struct stage *stage = *state;
    char *pair =
        make_editor(stage, "VISUAL", "#!/bin/sh\necho saved > \"$2\"\necho it is; sleep 100\n");
    struct pty *pty = open_with_editor(state, "so far", pair);
    pty_type(pty, CTRL_O);
    pty_expect(pty, "it is");
    expect_file(stage, "draft", "saved");
    kill(pty->pid, SIGTERM);
    assert_int_equal(WTERMSIG(pty_expect_end(pty)), SIGTERM);
    assert_file(stage, "after", "saved");
    assert_file(stage, "end", "gone");
    assert_nothing_lies_about(stage);
    free(pair);
}

static void an_editor_that_fails_changes_nothing(void **state)
{
    struct stage *stage = *state;
    char *pair = make_editor(stage, "EDITOR", "#!/bin/sh\necho other > \"$2\"\nexit 1\n");
    struct pty *pty = open_with_editor(state, "so far", pair);
    pty_type(pty, "!" CTRL_O);
    pty_expect(pty, "the note is as it was");
    pty_expect(pty, "so far!");
    expect_file(stage, "draft", "so far!");
    assert_nothing_lies_about(stage);
    pty_type(pty, "\033");
    expect_done(stage, "so far!");
    free(pair);
}

static void an_editor_that_breaks_off_is_reported_and_what_it_saved_stays(void **state)
{
    struct stage *stage = *state;
    char *pair = make_editor(stage, "EDITOR", "#!/bin/sh\necho other > \"$2\"\nkill -9 $$\n");
    struct pty *pty = open_with_editor(state, "so far", pair);
    pty_type(pty, CTRL_O);
    pty_expect(pty, "the editor broke off; what it had saved is in the note");
    pty_expect(pty, "other");
    pty_type(pty, "\033");
    expect_done(stage, "other");
    free(pair);
}

/* The note is kept meanwhile, which has nothing to say. */
static void the_report_stands_until_a_key_is_pressed(void **state)
{
    struct stage *stage = *state;
    char *draft = path_join(stage->folder, "draft");
    struct pty *pty = open_with_editor(state, "so far", "EDITOR=no-such-editor");
    pty_type(pty, "!" CTRL_O);
    pty_expect(pty, "there is no editor 'no-such-editor' here");
    unlink(draft);
    expect_file(stage, "draft", "so far!");
    pty_pump(pty, 200);
    pty_expect(pty, "there is no editor 'no-such-editor' here");
    pty_type(pty, "?");
    pty_expect_gone(pty, "no-such-editor");
    free(draft);
}

static void ctrl_c_and_ctrl_z_are_the_other_editors(void **state)
{
    struct stage *stage = *state;
    char *pair = make_editor(stage, "EDITOR",
                             "#!/bin/sh\ntrap 'echo caught >> \"$2\"; echo got it' INT\n"
                             "echo ready; until test \"$a\" = end; do read a; done\n"
                             "echo written >> \"$2\"\n");
    char *line =
        mem_format("set -m; %s write %s; echo the shell; read line; fg", self, stage->folder);
    const char *const argv[] = {"sh", "-c", line, NULL};
    struct pty *pty = &stage->pty;
    stage_run(stage, 24, 80, pair, argv);
    pty_expect(pty, "this sitting");
    pty_type(pty, CTRL_O);
    pty_expect(pty, "ready");
    pty_type(pty, CTRL_C);
    pty_expect(pty, "got it");
    pty_type(pty, CTRL_Z);
    pty_expect(pty, "the shell");
    /* The editor may take a line on its way to standing still. */
    for (time_t until = time(NULL) + 5; !pty_shows(pty, " write ") && time(NULL) < until;) {
        pty_type(pty, "\n");
        pty_pump(pty, 200);
        pty_pump(pty, 200);
    }
    pty_expect(pty, " write "); /* fg says what it brings back */
    pty_type(pty, "end\n");
    pty_expect(pty, "Esc done");
    pty_expect(pty, "written");
    pty_type(pty, "\033");
    expect_file(stage, "after", "caught\nwritten");
    free(line);
    free(pair);
}

static void no_editor_is_said_in_a_line(void **state)
{
    struct pty *pty = open_with_editor(state, NULL, NULL);
    pty_type(pty, CTRL_O);
    pty_expect(pty, "set VISUAL or EDITOR");
    pty_type(pty, "x");
    pty_expect_gone(pty, "VISUAL");
    pty = open_with_editor(state, NULL, "EDITOR=no-such-editor");
    pty_type(pty, CTRL_O);
    pty_expect(pty, "there is no editor 'no-such-editor' here");
    assert_nothing_lies_about(*state);
}

/* ---- whatever happens */

static void every_end_keeps_the_note(void **state)
{
    static const struct {
        const char *key, *end;
        int signal;
    } ENDS[] = {
        {CTRL_D, "done", 0},  {CTRL_G, "ground", 0}, {CTRL_C, "gone", 0},
        {"", "gone", SIGHUP}, {"", "gone", SIGTERM},
    };
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
        struct pty *pty = open_note(state, 24, 80, NULL, NULL);
        char *text = mem_format("the %zuth note", i);
        pty_type(pty, text);
        pty_expect(pty, text);
        pty_type(pty, ENDS[i].key);
        if (ENDS[i].signal)
            kill(pty->pid, ENDS[i].signal);
        int status = pty_expect_end(pty);
        assert_int_equal(WIFSIGNALED(status) ? WTERMSIG(status) : 0, ENDS[i].signal);
        pty_expect_restored(pty);
        assert_file(*state, "draft", text);
        assert_file(*state, "after", text);
        assert_file(*state, "end", ENDS[i].end);
        free(text);
    }
}

static void a_closed_window_keeps_the_note(void **state)
{
    struct pty *pty = open_note(state, 24, 80, NULL, NULL);
    pty_type(pty, "still here");
    pty_expect(pty, "still here");
    pty_close_window(pty);
    waitpid(pty->pid, NULL, 0);
    pty->gone = true;
    assert_file(*state, "draft", "still here");
    assert_file(*state, "after", "still here");
}

/* Kept while one is writing, not only when one stops. */
static void a_draft_survives_being_killed(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = open_note(state, 24, 80, NULL, NULL);
    char *draft = NULL;
    for (time_t until = time(NULL) + 5; !draft && time(NULL) < until;) {
        pty_type(pty, "x");
        pty_pump(pty, 20);
        draft = read_or_null(stage->folder, "draft");
    }
    assert_non_null(draft);
    free(draft);
    pty_type(pty, "\rthe end");
    for (int i = 0; i < 250; i++) {
        draft = read_or_null(stage->folder, "draft");
        bool whole = draft && strstr(draft, "the end");
        free(draft);
        if (whole)
            break;
        pty_pump(pty, 20);
    }
    kill(pty->pid, SIGKILL);
    assert_true(WIFSIGNALED(pty_expect_end(pty)));
    draft = read_or_null(stage->folder, "draft");
    assert_non_null(strstr(draft, "x\nthe end"));
    assert_null(read_or_null(stage->folder, "after"));
    free(draft);
}

static void a_crash_gives_the_terminal_back(void **state)
{
    struct pty *pty = open_note(state, 24, 80, NULL, NULL);
    assert_true(pty_marks_pastes(pty));
    kill(pty->pid, SIGSEGV);
    assert_int_equal(WTERMSIG(pty_expect_end(pty)), SIGSEGV);
    pty_expect_restored(pty);
}

static void ctrl_z_gives_the_terminal_back_for_a_while(void **state)
{
    struct stage *stage = *state;
    char *line =
        mem_format("set -m; %s write %s; echo the shell; read line; fg", self, stage->folder);
    const char *const argv[] = {"sh", "-c", line, NULL};
    struct pty *pty = &stage->pty;
    stage_run(stage, 24, 80, NULL, argv);
    pty_expect(pty, "this sitting");
    pty_type(pty, "words" CTRL_Z);
    pty_expect(pty, "the shell");
    pty_expect_restored(pty);
    assert_file(stage, "draft", "words");
    pty_type(pty, "\r");
    pty_expect(pty, "words");
    assert_true(pty_marks_pastes(pty));
    expect_cursor(pty, true);
    pty_type(pty, " more\033");
    expect_file(stage, "after", "words more");
    free(line);
}

static void what_cannot_be_kept_is_said_and_tried_again(void **state)
{
    struct stage *stage = *state;
    char *path = path_join(stage->folder, "draft");
    assert_true(path_make_folders(path, NULL)); /* a folder in its place */
    struct pty *pty = open_note(state, 24, 80, NULL, NULL);
    pty_type(pty, "words");
    pty_expect(pty, "can't write");
    rmdir(path);
    free(path);
    pty_type(pty, "\033");
    expect_done(stage, "words");
    assert_file(stage, "draft", "words");
}

static void nothing_but_white_space_is_no_note(void **state)
{
    struct pty *pty = open_note(state, 24, 80, "x", NULL);
    pty_type(pty, "\177 \r ");
    pty_expect_gone(pty, "x");
    pty_type(pty, "\033");
    expect_done(*state, "(none)");
}

/* ---- as plain lines */

static struct pty *open_plain(void **state)
{
    struct stage *stage = *state;
    const char *const argv[] = {self, "plain", stage->folder, NULL};
    stage_run(stage, 24, 80, NULL, argv);
    pty_expect(&stage->pty, "an empty line ends it");
    return &stage->pty;
}

static void plain_lines_end_with_an_empty_one(void **state)
{
    struct pty *pty = open_plain(state);
    pty_type(pty, "one\tline\n");
    expect_file(*state, "draft", "one    line");
    pty_type(pty, "zweite Zeile, schön\n\n");
    expect_done(*state, "one    line\nzweite Zeile, schön");
    pty = open_plain(state);
    pty_type(pty, "\n");
    expect_done(*state, "(none)");
}

static void plain_lines_survive_a_signal(void **state)
{
    struct pty *pty = open_plain(state);
    pty_type(pty, "one line\n");
    expect_file(*state, "draft", "one line");
    kill(pty->pid, SIGTERM);
    assert_int_equal(WTERMSIG(pty_expect_end(pty)), SIGTERM);
    assert_file(*state, "after", "one line");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(a_line_is_written_and_esc_keeps_it),
        SCREEN_TEST(what_was_written_before_can_be_gone_on_with),
        SCREEN_TEST(characters_are_never_taken_for_keys),
        SCREEN_TEST(emoji_accents_and_right_to_left_text_are_text),
        SCREEN_TEST(undo_and_redo_go_by_words_and_alt_is_not_esc),
        SCREEN_TEST(a_long_paste_comes_whole_and_is_one_step),
        SCREEN_TEST(a_paste_that_comes_as_keys_does_too),
        SCREEN_TEST(nothing_in_a_paste_is_a_command),
        SCREEN_TEST(a_paste_without_an_end_ends_by_itself),
        SCREEN_TEST(too_much_is_cut_and_said),
        SCREEN_TEST(every_size_shows_the_note_and_its_cursor),
        SCREEN_TEST(a_note_longer_than_the_screen_scrolls),
        SCREEN_TEST(another_editor_has_the_note_for_a_while),
        SCREEN_TEST(what_the_other_editor_saves_is_kept_meanwhile),
        SCREEN_TEST(an_editor_that_fails_changes_nothing),
        SCREEN_TEST(an_editor_that_breaks_off_is_reported_and_what_it_saved_stays),
        SCREEN_TEST(the_report_stands_until_a_key_is_pressed),
        SCREEN_TEST(ctrl_c_and_ctrl_z_are_the_other_editors),
        SCREEN_TEST(no_editor_is_said_in_a_line),
        SCREEN_TEST(every_end_keeps_the_note),
        SCREEN_TEST(a_closed_window_keeps_the_note),
        SCREEN_TEST(a_draft_survives_being_killed),
        SCREEN_TEST(a_crash_gives_the_terminal_back),
        SCREEN_TEST(ctrl_z_gives_the_terminal_back_for_a_while),
        SCREEN_TEST(what_cannot_be_kept_is_said_and_tried_again),
        SCREEN_TEST(nothing_but_white_space_is_no_note),
        SCREEN_TEST(plain_lines_end_with_an_empty_one),
        SCREEN_TEST(plain_lines_survive_a_signal),
    };
    if (argc == 3)
        return write_note(argv[2], strcmp(argv[1], "plain") == 0);
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    return length < 0 ? EXIT_FAILURE : cmocka_run_group_tests(tests, NULL, NULL);
}
