/* The verbs of numbmed journal: lines, JSON, and what they say. */
#include "screen/keeper.h"

#include <jansson.h>
#include <sys/stat.h>

static char out[65536];

/* What a verb prints, with something on its standard input. */
static const char *say(void **state, int code, const char *input, const char *arguments)
{
    struct stage *stage = *state;
    char *line = mem_format("printf '%s' | env %s %s \"$NUMBMED\" journal %s 2>&1", input,
                            stage->data, stage->state, arguments);
    FILE *pipe = popen(line, "r");
    out[fread(out, 1, sizeof out - 1, pipe)] = '\0';
    free(line);
    print_message("    journal %s: %.*s\n", arguments, (int)strcspn(out, "\n"), out);
    assert_int_equal(WEXITSTATUS(pclose(pipe)), code);
    return out;
}

static void says(void **state, int code, const char *arguments, const char *text)
{
    assert_non_null(strstr(say(state, code, "", arguments), text));
}

/* What it prints is JSON; to be freed. */
static json_t *json_of(void **state, const char *arguments)
{
    json_error_t error;
    json_t *json = json_loads(say(state, 0, "", arguments), JSON_DECODE_ANY, &error);
    if (!json)
        print_message("%s at %d:%d\n", error.text, error.line, error.column);
    assert_non_null(json);
    return json;
}

static void sittings_are_listed_in_lines(void **state)
{
    says(state, 0, "", "Nothing is written in the journal yet. Each sitting will be, by itself.\n");
    keeper_add(*state, "Body scan", "Rain.\nTea.", 1);
    keeper_add(*state, "An anchor", NULL, 0);
    says(state, 0, "", "     2  today ");
    assert_non_null(strstr(out, "10 min  An anchor\n     1  yesterday "));
    assert_non_null(strstr(out, "10 min  Body scan · Rain. Tea.\n"));
    says(state, 0, "list", "An anchor");
    says(state, 0, "list rai TE", "Body scan");
    assert_null(strstr(out, "An anchor"));
    says(state, 0, "search anchor", "An anchor");
    says(state, 0, "search zebra", "Nothing in the journal holds these words.\n");
    says(state, 0, "list --deleted", "Nothing is deleted.\n");
}

static void what_is_listed_as_json_is_json(void **state)
{
    json_t *json = json_of(state, "--json");
    assert_int_equal(json_array_size(json), 0);
    json_decref(json);
    struct record record = keeper_record("Sc\"an\t\303\251", "One \"line\",\n\\two\001\xff", 0);
    record.began = 1795550400;
    record.utc_offset = -12600;
    record.check_ins[MOMENT_AFTER].scales[SCALE_ENERGY] = ANSWER_CANT_TELL;
    record.check_ins[MOMENT_AFTER].scales[SCALE_PLEASANT] = 42;
    check_in_toggle_word(&record.check_ins[MOMENT_AFTER], "numb");
    keeper_save(*state, &record);
    keeper_add(*state, "An anchor", NULL, -400);
    json = json_of(state, "list --json");
    assert_int_equal(json_array_size(json), 2);
    json_t *one = json_array_get(json, 1), *after = json_object_get(one, "after");
    assert_string_equal(json_string_value(json_object_get(one, "began")),
                        "2026-11-24T16:30:00-03:30");
    assert_string_equal(json_string_value(json_object_get(one, "title")), "Sc\"an\t\303\251");
    assert_int_equal(json_integer_value(json_object_get(one, "seconds")), 600);
    assert_int_equal(json_integer_value(json_object_get(after, "pleasant")), 42);
    assert_string_equal(json_string_value(json_object_get(after, "energy")), "can't tell");
    assert_true(json_is_null(json_object_get(after, "connected")));
    assert_true(json_is_null(json_object_get(one, "before")));
    assert_int_equal(json_array_size(json_object_get(after, "words")), 1);
    json_t *shown = json_of(state, "show 1 --json");
    assert_true(json_equal(shown, one));
    json_decref(shown);
    json_decref(json);
}

static void one_is_shown_in_words_alone(void **state)
{
    struct record record = keeper_record("Body scan", "Rain.\n\n  Tea.", 0);
    record.check_ins[MOMENT_AFTER].scales[SCALE_CONNECTED] = 50;
    record.ending = ENDING_GROUNDED;
    keeper_save(*state, &record);
    says(state, 0, "show 1", "Body scan\n\n");
    assert_non_null(strstr(out, "\nIt ended with grounding, which is a way to end, too.\n"));
    assert_non_null(strstr(out, "\nAfter\n\n- partly connected to feelings\n"));
    assert_non_null(strstr(out, "\nNote\n\nRain.\n\nTea.\n\nNumber 1 in the journal\n"));
}

static void a_sitting_elsewhere_is_added(void **state)
{
    says(state, 2, "add", "journal add needs --minutes");
    says(state, 2, "add -m 0", "a sitting lasts from one second to a day");
    says(state, 2, "add -m 999ms", "a sitting lasts from one second to a day");
    says(state, 0, "add -m 20 --at 2024-02-29T07:30 --title 'Za  zen' --note 'Bells, far'",
         "Added as number 1: 29 Feb 2024 07:30, Za zen.\n");
    says(state, 0, "add --minutes 45s", "Added as number 2: ");
    says(state, 0, "", "     1  29 Feb 2024 07:30    20 min  Za zen · Bells, far\n");
    assert_non_null(strstr(out, "      45 s  A sitting elsewhere\n"));
    says(state, 2, "add -m 5 --at 2023-02-29T07:30", "isn't a time; write it like 21:30");
    says(state, 2, "add -m 5 --at 2999-01-01T07:30", "is still to come");
    says(state, 2, "add -m never", "isn't a length");
    says(state, 0, "add -m 5 --note 'Rain.\n \n'", "Added as number 3: ");
    char *note = keeper_note(*state, 3);
    assert_string_equal(note, "Rain.");
    free(note);
}

static void a_date_of_any_year_is_shown_as_it_is(void **state)
{
    says(state, 0, "add -m 10 --at '1955-05-05 07:30' --title Retreat",
         "5 May 1955 07:30, Retreat");
    says(state, 0, "list", "     1  5 May 1955 07:30     10 min  Retreat\n");
    says(state, 0, "search retreat", "5 May 1955");
    says(state, 0, "show 1", "Thursday 5 May 1955, 07:30\n10 minutes\n");
    says(state, 0, "delete 1", "Deleted: 5 May 1955 07:30, Retreat.\n");
    says(state, 2, "add -m 5 --at '1899-12-31 07:30'", "isn't a time");
}

static void an_unsure_date_is_marked_until_it_is_set(void **state)
{
    struct record record = keeper_record("Body scan", "Rain.", 0);
    record.began = 0;
    keeper_save(*state, &record);
    says(state, 0, "list", "  Body scan · date unsure · Rain.\n");
    says(state, 0, "show 1",
         "\nThe date is unsure, as the clock was wrong: numbmed journal edit 1 --at");
    json_t *json = json_of(state, "show 1 --json");
    assert_true(json_is_true(json_object_get(json, "date_unsure")));
    json_decref(json);
    says(state, 2, "edit 1 --at '1955-05-05 07:30'", "numbmed recorded this sitting, so it didn't");
    says(state, 2, "edit 1 --at ''", "--at is empty");
    says(state, 2, "edit 1 --at soon", "'soon' isn't a time");
    says(state, 2, "edit 1 --at 2999-01-01T07:30", "is still to come");
    says(state, 2, "edit 1 --at 21:30 --clear", "can't be given together");
    says(state, 1, "edit 7 --at 21:30", "there is no sitting 7");
    says(state, 0, "edit 1 --at '2024-02-29 07:30'",
         "The date is set: 29 Feb 2024 07:30, Body scan.\n");
    says(state, 0, "list", "     1  29 Feb 2024 07:30    10 min  Body scan · Rain.\n");
    json = json_of(state, "list --json");
    assert_true(json_is_false(json_object_get(json_array_get(json, 0), "date_unsure")));
    json_decref(json);
}

static void what_was_mended_is_said_by_add_too(void **state)
{
    struct stage *stage = *state;
    keeper_add(stage, "Body scan", "Before.", 0);
    char *path = path_join(stage->folder, "data/numbmed/journal.db");
    FILE *file = fopen(path, "r+");
    assert_non_null(file);
    fputs("nonsense", file);
    fclose(file);
    free(path);
    says(state, 0, "add -m 10", "1 sitting of it could be saved");
    assert_non_null(strstr(out, "Added as number 2"));
}

static void a_note_comes_from_standard_input(void **state)
{
    char long_note[128];
    keeper_add(*state, "Body scan", "Before.", 0);
    assert_string_equal(say(state, 0, "One.\\n\\n two \\303\\251\\n\\n \\n", "edit 1"),
                        "The note is saved.\n");
    char *note = keeper_note(*state, 1);
    assert_string_equal(note, "One.\n\n two \303\251");
    free(note);
    assert_non_null(strstr(say(state, 1, "a\\377b", "edit 1"), "the note is not UTF-8"));
    snprintf(long_note, sizeof long_note, "%%%dd", NOTE_MOST + 1);
    assert_non_null(strstr(say(state, 1, long_note, "edit 1"), "the note is too long"));
    note = keeper_note(*state, 1);
    assert_string_equal(note, "One.\n\n two \303\251"); /* as it was */
    free(note);
    say(state, 0, " two", "edit 1");
    says(state, 0, "search one", "Nothing in the journal");
}

static void an_empty_input_changes_no_note(void **state)
{
    keeper_add(*state, "Body scan", "Before.", 0);
    says(state, 1, "edit 1 < /dev/null", "standard input is empty, and nothing was changed");
    assert_non_null(strstr(say(state, 1, "\\n \\n", "edit 1"), "nothing was changed"));
    char *note = keeper_note(*state, 1);
    assert_string_equal(note, "Before.");
    free(note);
    says(state, 0, "edit 1 --clear", "The note is removed; --undo brings it back.");
    assert_null(keeper_note(*state, 1));
    says(state, 0, "edit 1 --undo", "The previous note is back.");
    note = keeper_note(*state, 1);
    assert_string_equal(note, "Before.");
    free(note);
    says(state, 1, "edit 1 --undo", "no former note of it is kept");
    says(state, 2, "edit 1 --undo --clear", "can't be given together");
}

static void a_note_is_written_on_a_terminal(void **state)
{
    static const char *const SCREEN[] = {"numbmed", "journal", "edit", "1", NULL};
    static const char *const LINES[] = {"numbmed", "journal", "edit", "1", "--plain", NULL};
    struct stage *stage = *state;
    keeper_add(stage, "Body scan", "Before.", 0);
    stage_run(stage, 24, 80, NULL, SCREEN);
    pty_expect(&stage->pty, "Body scan");
    pty_type(&stage->pty, " After.\033");
    assert_int_equal(pty_expect_end(&stage->pty), 0);
    pty_expect_restored(&stage->pty);
    char *note = keeper_note(stage, 1);
    assert_string_equal(note, "Before. After.");
    free(note);
    stage_run(stage, 24, 80, NULL, LINES);
    pty_expect(&stage->pty, "an empty line ends it.");
    pty_type(&stage->pty, "Anew.\r\r");
    assert_int_equal(pty_expect_end(&stage->pty), 0);
    note = keeper_note(stage, 1);
    assert_string_equal(note, "Anew.");
    free(note);
}

static void what_is_deleted_can_be_restored(void **state)
{
    keeper_add(*state, "Body scan", "Rain.", 0);
    says(state, 0, "delete 1", "numbmed journal restore 1 brings it back.\n");
    says(state, 1, "delete 1", "is deleted already\n");
    says(state, 0, "", "Nothing is written");
    says(state, 0, "list --deleted", "Body scan");
    says(state, 0, "show 1", "It is deleted, and can be brought back.");
    says(state, 0, "restore 1", "It is back: today ");
    says(state, 1, "restore 1", "isn't deleted\n");
    says(state, 0, "search rain", "Body scan");
}

static void what_is_not_there_or_wrong_is_told_in_a_sentence(void **state)
{
    static const struct {
        const char *arguments, *says;
        int code;
    } ROWS[] = {
        {"lst", "there is no journal command 'lst'; did you mean list?", 2},
        {"frobnicate", "there is no journal command 'frobnicate'; numbmed journal --help shows", 2},
        {"--json serch rain", "did you mean search?", 2},
        {"show", "journal show needs NUMBER; numbmed journal show --help tells more", 2},
        {"show one", "'one' isn't a sitting's number; numbmed journal list shows them", 2},
        {"show 0", "'0' isn't a sitting's number", 2},
        {"show 7", "there is no sitting 7; numbmed journal list shows what there is", 1},
        {"edit 7", "there is no sitting 7", 1},
        {"delete 99999999999", "isn't a sitting's number", 2},
        {"restore 7", "there is no sitting 7", 1},
        {"search", "journal search needs WORDS", 2},
        {"list --title x", "there is no option --title", 2},
        {"backup", "journal backup needs FILE", 2},
        {"forget", "forget needs --all", 2},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        says(state, ROWS[i].code, ROWS[i].arguments, ROWS[i].says);
        assert_int_equal(strcspn(out, "\n") + 1, strlen(out));
    }
}

static void a_copy_is_put_back_and_what_was_there_is_kept(void **state)
{
    struct stage *stage = *state;
    char *backup = mem_format("backup %s/copy.db", stage->folder),
         *restore = mem_format("restore %s/copy.db", stage->folder);
    keeper_add(stage, "Body scan", NULL, 0);
    says(state, 0, backup, "The journal is copied to ");
    keeper_add(stage, "Anchor", NULL, 0);
    says(state, 0, restore, "copy.db is the journal again: 1 sitting.\n");
    assert_non_null(strstr(out, "The previous one is kept: numbmed journal restore '"));
    says(state, 0, "list", "Body scan");
    assert_null(strstr(out, "Anchor"));
    says(state, 1, "restore nothing.db", "nothing.db can't be read: No such file");
    free(restore);
    free(backup);
}

static void it_is_backed_up_but_never_over_a_file(void **state)
{
    struct stage *stage = *state;
    char *arguments = mem_format("backup %s/copy.db", stage->folder);
    char *path = path_join(stage->folder, "copy.db");
    struct error error;
    struct stat status;
    keeper_add(stage, "Body scan", NULL, 0);
    says(state, 0, "path", "no backup was made yet");
    says(state, 0, arguments, "The journal is copied to ");
    says(state, 1, arguments, "is there already");
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    struct journal *copy = journal_open(path, &error);
    assert_int_equal(journal_count(copy, &(struct journal_query){0}, &error), 1);
    journal_close(copy);
    char *force = mem_format("%s --force", arguments);
    says(state, 0, force, "The journal is copied to ");
    free(force);
    free(arguments);
    says(state, 0, "path", "data/numbmed/journal.db\n");
    assert_non_null(strstr(out, "the last backup was made: today "));
    free(path);
}

static void no_command_writes_over_the_journal(void **state)
{
    static const char *const ROWS[] = {"backup --force", "export --md --force -o"};
    struct stage *stage = *state;
    char *journal = path_join(stage->folder, "data/numbmed/journal.db");
    keeper_add(stage, "Body scan", NULL, 0);
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        char *itself = mem_format("%s %s", ROWS[i], journal),
             *log = mem_format("%s %s-wal", ROWS[i], journal);
        says(state, 1, itself, "journal.db is the journal itself; name another file");
        says(state, 1, log, "journal.db-wal is a name that the journal uses itself");
        free(log);
        free(itself);
    }
    says(state, 0, "list", "Body scan");
    free(journal);
}

static void only_the_word_makes_it_forget(void **state)
{
    static const char *const ARGV[] = {"numbmed", "journal", "forget", "--all", NULL};
    struct stage *stage = *state;
    keeper_add(stage, "Body scan", NULL, 0);
    says(state, 1, "forget --all", "nothing was forgotten");
    say(state, 1, "yes\\n", "forget --all");
    stage_run(stage, 24, 80, NULL, ARGV);
    pty_expect(&stage->pty, "This forgets 1 sitting with all notes, for ever");
    pty_type(&stage->pty, "forge\r");
    assert_int_equal(WEXITSTATUS(pty_expect_end(&stage->pty)), 1);
    says(state, 0, "", "Body scan");
    stage_run(stage, 24, 80, NULL, ARGV);
    pty_expect(&stage->pty, "Type forget to go on: ");
    pty_type(&stage->pty, "forget\r");
    assert_int_equal(WEXITSTATUS(pty_expect_end(&stage->pty)), 0);
    says(state, 0, "", "Nothing is written");
    keeper_add(stage, "Body scan", NULL, 0);
    assert_string_equal(say(state, 0, "forget\\n", "forget --all"), "Everything is forgotten.\n");
}

static void two_write_at_once(void **state)
{
    struct stage *stage = *state;
    char *line = mem_format(
        "for i in 1 2 3 4 5 6 7 8; do env %s %s \"$NUMBMED\" journal add -m $i >/dev/null"
        " & done; wait",
        stage->data, stage->state);
    assert_int_equal(system(line), 0);
    free(line);
    json_t *json = json_of(state, "list --json");
    assert_int_equal(json_array_size(json), 8);
    json_decref(json);
}

static void help_and_completion_know_the_verbs(void **state)
{
    static const struct {
        const char *typed, *offers;
    } ROWS[] = {
        {"numbmed journal re", "restore\n"},
        {"numbmed journal list --d", "--deleted\n"},
        {"numbmed journal forget --", "--all\n--help\n"},
        {"numbmed list --d", "\n"},
    };
    says(state, 0, "--help", "  show NUMBER           show one whole\n");
    says(state, 0, "list --help", "numbmed journal list - list sittings, newest first");
    says(state, 0, "--help list", "numbmed journal list - ");
    assert_int_equal(stage_capture(*state, "", "help journal add", out, sizeof out), 0);
    assert_non_null(strstr(out, "--at WHEN"));
    assert_int_equal(stage_capture(*state, "", "manual", out, sizeof out), 0);
    assert_non_null(strstr(out, ".SS numbmed journal restore NUMBER|FILE\n"));
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        char *line = mem_format("bash -c 'source <(\"$NUMBMED\" completion bash); "
                                "COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _numbmed; "
                                "printf \"%%s\\n\" \"${COMPREPLY[@]}\"'",
                                ROWS[i].typed);
        FILE *pipe = popen(line, "r");
        out[fread(out, 1, sizeof out - 1, pipe)] = '\0';
        pclose(pipe);
        free(line);
        assert_string_equal(out, ROWS[i].offers);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(sittings_are_listed_in_lines),
        SCREEN_TEST(what_is_listed_as_json_is_json),
        SCREEN_TEST(one_is_shown_in_words_alone),
        SCREEN_TEST(a_sitting_elsewhere_is_added),
        SCREEN_TEST(a_date_of_any_year_is_shown_as_it_is),
        SCREEN_TEST(an_unsure_date_is_marked_until_it_is_set),
        SCREEN_TEST(what_was_mended_is_said_by_add_too),
        SCREEN_TEST(a_note_comes_from_standard_input),
        SCREEN_TEST(an_empty_input_changes_no_note),
        SCREEN_TEST(a_note_is_written_on_a_terminal),
        SCREEN_TEST(what_is_deleted_can_be_restored),
        SCREEN_TEST(what_is_not_there_or_wrong_is_told_in_a_sentence),
        SCREEN_TEST(a_copy_is_put_back_and_what_was_there_is_kept),
        SCREEN_TEST(it_is_backed_up_but_never_over_a_file),
        SCREEN_TEST(no_command_writes_over_the_journal),
        SCREEN_TEST(only_the_word_makes_it_forget),
        SCREEN_TEST(two_write_at_once),
        SCREEN_TEST(help_and_completion_know_the_verbs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
