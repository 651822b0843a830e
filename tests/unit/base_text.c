/* UTF-8 text: cleaned, measured, wrapped, guessed. */
#include "support/cmocka.h"

#include "base/memory.h"
#include "base/text.h"
#include "support/random.h"

#include <stdlib.h>
#include <string.h>

static void cleaning_folds_white_space_and_drops_what_a_terminal_would_obey(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
    } ROWS[] = {
        {"  two\n  words\t ", "two words"},
        {"red\x1b[31m", "red[31m"},
        {"bell\a\b\x7f", "bell"},
        {"a\xe2\x80\xae z", "a z"},
        {"caf\xc3\xa9 \xf0\x9f\x8c\xb1", "caf\xc3\xa9 \xf0\x9f\x8c\xb1"},
        {"bad\xff\xfe", "bad"},
        {"c1\xc2\x9b", "c1"},
        {"one\xe2\x80\xa8two\xc2\x85three", "one two three"},
        {"\xe2\x80\x8f\xd7\xa9\xe2\x80\x8e!\xd8\x9c", "\xe2\x80\x8f\xd7\xa9\xe2\x80\x8e!\xd8\x9c"},
        {"a\xe2\x81\xa6z\xe2\x81\xa9", "az"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        char *clean = text_clean(ROWS[i].from);
        assert_string_equal(clean, ROWS[i].to);
        free(clean);
    }
}

static void utf8_is_told_from_other_bytes(void **state)
{
    (void)state;
    assert_true(text_is_utf8("caf\xc3\xa9", 5));
    assert_false(text_is_utf8("caf\xe9", 4));
    assert_false(text_is_utf8("a\0b", 3));
    assert_false(text_is_utf8("\xed\xa0\x80", 3)); /* half of a surrogate pair */
}

static void width_counts_columns_not_bytes(void **state)
{
    (void)state;
    assert_int_equal(text_width("caf\xc3\xa9", 5), 4);
    assert_int_equal(text_width("\xe5\x91\xbc\xe5\x90\xb8", 6), 4); /* two wide characters */
    assert_int_equal(text_fit("\xe5\x91\xbc\xe5\x90\xb8", 3), 3);
    assert_int_equal(text_fit("abc", 2), 2);
    assert_int_equal(text_fit("abc", 0), 0);
}

/* As curses counts them. */
static void width_is_libcs(void **state)
{
    (void)state;
    assert_int_equal(text_width("e\xcc\x81", 3), 1); /* a combining accent */
    assert_int_equal(text_width("a\xe2\x80\x8b"
                                "b\xe2\x80\x8d",
                                8),
                     2); /* zero width space, joiner */
    assert_int_equal(text_width("a\xc2\xad"
                                "b",
                                4),
                     3);                                     /* a soft hyphen */
    assert_int_equal(text_width("a\xf0\x9f\xbf\xbe", 5), 2); /* what it doesn't know */
    assert_int_equal(text_fit("a\xf0\x9f\xbf\xbe"
                              "b",
                              2),
                     5);
    assert_int_equal(text_fit("ae\xcc\x81"
                              "b",
                              2),
                     4);
}

static void the_screen_gets_a_replacement_for_what_libc_does_not_know(void **state)
{
    static const struct {
        const char *text, *shown;
    } ROWS[] = {
        {"plain", "plain"},
        {"", ""},
        {"a\xf0\x9f\xbf\xbe"
         "b",
         "a\xef\xbf\xbd"
         "b"},
        {"\x01\xe2\x80\xa8", "\xef\xbf\xbd\xef\xbf\xbd"},
        {"\xd7\x90\xe2\x80\x8f", "\xd7\x90\xe2\x80\x8f"},                 /* a right-to-left mark */
        {"\xf0\x9f\x91\xa9\xe2\x80\x8d", "\xf0\x9f\x91\xa9\xe2\x80\x8d"}, /* a joiner */
    };
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        char *shown = text_for_screen(ROWS[i].text, strlen(ROWS[i].text));
        assert_string_equal(shown, ROWS[i].shown);
        assert_int_equal(text_width(shown, strlen(shown)),
                         text_width(ROWS[i].text, strlen(ROWS[i].text)));
        free(shown);
    }
}

/* Every line fits, none is empty, and together they hold every character but spaces. */
static void check_wrapped(const char *text, int columns)
{
    struct text_line lines[512];
    size_t count = text_wrap(text, columns, lines, 512), kept = 0, wanted = 0;
    for (size_t i = 0; i < count; i++) {
        assert_true(lines[i].width <= columns || lines[i].width <= 2);
        assert_true(lines[i].length > 0);
        for (size_t j = 0; j < lines[i].length; j++)
            kept += lines[i].start[j] != ' ';
    }
    for (const char *at = text; *at; at++)
        wanted += *at != ' ';
    assert_int_equal(kept, wanted);
}

static void wrapping_keeps_every_word_within_the_width(void **state)
{
    (void)state;
    static const char *const WORDS[] = {"let", "breath",          "caf\xc3\xa9",
                                        "a",   "extraordinarily", "\xe5\x91\xbc\xe5\x90\xb8"};
    uint64_t seed = 9;
    for (int i = 0; i < rounds(2000); i++) {
        char text[1024] = "";
        for (int64_t words = random_between(&seed, 1, 30); words; words--) {
            strcat(text, WORDS[random_between(&seed, 0, 5)]);
            strcat(text, words > 1 ? " " : "");
        }
        check_wrapped(text, (int)random_between(&seed, 1, 60));
    }
}

static void wrapping_breaks_between_words(void **state)
{
    (void)state;
    struct text_line lines[4];
    assert_int_equal(text_wrap("Let your hands rest.", 11, lines, 4), 2);
    assert_memory_equal(lines[0].start, "Let your", 8);
    assert_int_equal(lines[0].length, 8);
    assert_memory_equal(lines[1].start, "hands", 5);
    assert_int_equal(text_wrap("", 10, lines, 4), 0);
    assert_int_equal(text_wrap("one two three", 7, lines, 4), 2); /* a line may be full */
    assert_int_equal(lines[0].width, 7);
    assert_int_equal(text_wrap("one\ntwo", 20, lines, 4), 2);
}

/* Nor is numbmed torn from its command: what is copied from a screen has to work. */
static void wrapping_keeps_options_paths_and_commands_whole(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int columns;
        const char *lines[4];
    } ROWS[] = {
        {"the end; --bells at both", 12, {"the end;", "--bells at", "both"}},
        {"reads ID/STEP.ogg again", 14, {"reads", "ID/STEP.ogg", "again"}},
        {"more is in: numbmed help-now", 22, {"more is in:", "numbmed help-now"}},
        {"true|false or START,END", 15, {"true|false or", "START,END"}},
        {"well-being", 6, {"well-", "being"}}, /* wider than a line */
        {"a numbmed help-now", 8, {"a", "numbmed", "help-now"}},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct text_line lines[5];
        size_t count = text_wrap(ROWS[i].text, ROWS[i].columns, lines, 5);
        for (size_t j = 0; j < 4; j++) {
            char *line =
                j < count ? mem_format("%.*s", (int)lines[j].length, lines[j].start) : NULL;
            const char *wanted = ROWS[i].lines[j];
            if (!line != !wanted || (line && strcmp(line, wanted) != 0))
                fail_msg("%s: line %zu is %s", ROWS[i].text, j + 1, line ? line : "missing");
            free(line);
        }
    }
}

static void a_mistyped_word_finds_the_one_that_was_meant(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"play", "list", "show", "check", "render"};
    assert_string_equal(text_nearest("paly", text_name_in_array, NAMES, 5), "play");
    assert_string_equal(text_nearest("rendr", text_name_in_array, NAMES, 5), "render");
    assert_string_equal(text_nearest("chek", text_name_in_array, NAMES, 5), "check");
    assert_null(text_nearest("banana", text_name_in_array, NAMES, 5));
    assert_null(text_nearest("x", text_name_in_array, NAMES, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cleaning_folds_white_space_and_drops_what_a_terminal_would_obey),
        cmocka_unit_test(utf8_is_told_from_other_bytes),
        cmocka_unit_test(width_counts_columns_not_bytes),
        cmocka_unit_test(width_is_libcs),
        cmocka_unit_test(the_screen_gets_a_replacement_for_what_libc_does_not_know),
        cmocka_unit_test(wrapping_keeps_every_word_within_the_width),
        cmocka_unit_test(wrapping_breaks_between_words),
        cmocka_unit_test(wrapping_keeps_options_paths_and_commands_whole),
        cmocka_unit_test(a_mistyped_word_finds_the_one_that_was_meant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
