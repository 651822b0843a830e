/* Files that mean harm, or were never looked at by their author: refused at once, at their place.
 */
#include "support/cmocka.h"

#include "script/load.h"
#include "support/files.h"

#include <time.h>

#define HEAD "format: 1\nid: x\ntitle: T\nabout: A\nminutes: [5, 10]\ndefault: 5\n"
#define STEPS "sections:\n  - name: One\n    steps:\n      - id: a\n"
#define GOOD HEAD STEPS "        say: Hello.\n"
#define CRLF                                                                                       \
    "format: 1\r\nid: x\r\ntitle: T\r\nabout: A\r\nminutes: [5]\r\ndefault: 5\r\nsections:\r\n"    \
    "  - name: One\r\n    steps:\r\n      - id: a\r\n        say: Hello.\r\n"

struct outcome {
    struct practice *practice;
    struct faults faults;
};

static struct outcome load(void **state, const char *text)
{
    struct outcome outcome = {0};
    char *path = files_write(*state, "x.yaml", text);
    outcome.practice = practice_load(path, &LOAD_CAPS, &outcome.faults);
    for (size_t i = 0; i < outcome.faults.count && i < 4; i++)
        print_message("    %d:%d: %s\n", outcome.faults.list[i].mark.line,
                      outcome.faults.list[i].mark.column, outcome.faults.list[i].text);
    free(path);
    return outcome;
}

static void outcome_free(struct outcome *outcome)
{
    practice_free(outcome->practice);
    faults_free(&outcome->faults);
}

static void the_first_fault_is_told_at_its_place(void **state)
{
    static const struct {
        const char *text;
        int line, column;
        const char *says;
    } ROWS[] = {
        {HEAD "sections: []\n", 7, 11, "no sections"},
        {HEAD "sections:\n  - name: One\n    steps: []\n", 9, 12, "no steps"},
        {HEAD "sections:\n", 7, 10, "must be a list, not empty"},
        {HEAD "minutes: [7]\n" STEPS, 7, 1, "'minutes' stands here twice"},
        {GOOD "        say: Again.\n", 12, 9, "'say' stands here twice"},
        {HEAD STEPS "        say: \"a\\0b\"\n", 11, 14, "NUL"},
        {HEAD STEPS "        say: \"a\\x00b\"\n", 11, 14, "NUL"},
        {HEAD STEPS "        say: \"a\\u0000b\"\n", 11, 14, "NUL"},
        {HEAD STEPS "        \"say\\0\": b\n", 11, 9, "NUL"},
        {HEAD STEPS "        say: a\x1b[31mb\n", 11, 15, "control character"},
        {HEAD STEPS "        say: \xc3\xa9\x7f\n", 11, 15, "control character"},
        {HEAD STEPS "        say: a\xc2\x9b\n", 11, 15, "control character"},
        {HEAD STEPS "        say: &name Hello.\n", 11, 14, "aliases"},
        {HEAD STEPS "        say: !!str Hello.\n", 11, 14, "tags"},
        {HEAD STEPS "        say: !x Hello.\n", 11, 14, "tags"},
        {HEAD STEPS "        say: ! Hello.\n", 11, 14, "tags"},
        {HEAD STEPS "        say: !<tag:yaml.org,2002:str> Hello.\n", 11, 14, "tags"},
        {HEAD STEPS "        say: [!!str a, b]\n", 11, 15, "tags"},
        {HEAD STEPS "        !!str say: Hello.\n", 11, 9, "tags"},
        {"!!map\n" GOOD, 1, 1, "tags"},
        {"format: !!int 1\n", 1, 9, "tags"},
        {GOOD "---\nx: 1\n", 12, 1, "second document"},
        {GOOD "...\n---\nx: 1\n", 13, 1, "second document"},
        {GOOD "\xe2\x80\xa8---\xe2\x80\xa8x: 1\n", 13, 1, "second document"},
        {"%YAML 1.1\n---\n" GOOD, 1, 1, "can't begin with %"},
        {HEAD STEPS "        say: {a: b}\n", 11, 14, "must be text"},
        {GOOD "        {a: b}: c\n", 12, 9, "must be a word"},
        {GOOD "      - text\n", 12, 9, "each entry of 'steps'"},
        {GOOD "        caf\xc3\xa9: {bells: 1}\n        bells: 1\n", 12, 9, "no key 'caf\xc3\xa9'"},
        {HEAD STEPS "        \xc3\xa9\xc3\xa9: &x b\n", 11, 13, "aliases"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        print_message("  %s\n", ROWS[i].says);
        struct outcome outcome = load(state, ROWS[i].text);
        assert_null(outcome.practice);
        assert_true(outcome.faults.count > 0);
        assert_int_equal(outcome.faults.list[0].mark.line, ROWS[i].line);
        assert_int_equal(outcome.faults.list[0].mark.column, ROWS[i].column);
        assert_non_null(strstr(outcome.faults.list[0].text, ROWS[i].says));
        outcome_free(&outcome);
    }
}

static void what_only_looks_suspicious_is_let_through(void **state)
{
    static const char *const TEXTS[] = {
        GOOD,
        "\xef\xbb\xbf" GOOD,
        "---\n" GOOD,
        "# A comment.\n---\n" GOOD "...\n# The end.\n",
        HEAD STEPS "        say: You & me... and --- nobody else, 5 % at most, & so on.\n",
        HEAD STEPS "        say: 'A back\\0slash, &quoted.'\n",
        CRLF,
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        struct outcome outcome = load(state, TEXTS[i]);
        assert_non_null(outcome.practice);
        assert_int_equal(outcome.faults.count, 0);
        outcome_free(&outcome);
    }
}

static void a_fault_of_shape_isnt_told_again_as_one_of_meaning(void **state)
{
    static const char *const TEXTS[] = {
        HEAD STEPS "        say: [a, {b: c}]\n",
        HEAD STEPS "        say: Hello.\n        pause: {a: b}\n        least: 3s\n",
        HEAD STEPS "        say: Hello.\n      - text\n",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        struct outcome outcome = load(state, TEXTS[i]);
        assert_int_equal(outcome.faults.count, 1);
        outcome_free(&outcome);
    }
}

/* GOOD, then `before`, and `piece` over and over up to nearly the cap. */
static char *flood(const char *before, const char *piece)
{
    enum { SIZE = 1024 * 1024 - 4096 };
    size_t length = strlen(piece);
    char *text = mem_format("%s%s%*s", GOOD, before, SIZE, "");
    char *at = text + strlen(GOOD) + strlen(before);
    for (size_t i = 0; i + length < SIZE; i++)
        at[i] = piece[i % length];
    at[SIZE - 1] = '\n';
    return text;
}

/* libyaml alone takes minutes for some of these. */
static void a_megabyte_of_malice_is_refused_at_once(void **state)
{
    static const struct {
        const char *before, *piece;
    } ROWS[] = {
        {"x: ", "["},          {"x: ", "{"},         {"", "? "},     {"x: \n  ", "- "},
        {"x:\n", " - &a b\n"}, {"", "%TAG !a! b\n"}, {"", "z:\n"},   {"", "        zz:\n"},
        {"x: [", "a,"},        {"x: ", "!"},         {"x: ", "&a "}, {"", "      - x\n"},
        {"x: '", "a''"},       {"x: |\n", "  \n"},   {"x: ", "a "},  {"", ": "},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        char *text = flood(ROWS[i].before, ROWS[i].piece);
        clock_t began = clock();
        print_message("  %s%s...\n", ROWS[i].before, ROWS[i].piece);
        struct outcome outcome = load(state, text);
        assert_null(outcome.practice);
        assert_in_range(outcome.faults.count, 1, 1000);
        assert_true(clock() - began < 10 * CLOCKS_PER_SEC); /* 0.15 s; under valgrind 5 */
        outcome_free(&outcome);
        free(text);
    }
}

static void numbered_anchors_and_directives_are_refused_at_once(void **state)
{
    char *anchors = mem_new(1024 * 1024, 1), *tags = mem_new(1024 * 1024, 1);
    size_t a = (size_t)sprintf(anchors, GOOD "x:\n"), t = 0;
    for (int i = 0; i < 45000; i++) {
        a += (size_t)sprintf(anchors + a, " - &a%d b\n", i);
        t += (size_t)sprintf(tags + t, "%%TAG !a%d! b\n", i);
    }
    sprintf(tags + t, "---\n" GOOD);
    const char *texts[] = {anchors, tags};
    for (size_t i = 0; i < 2; i++) {
        clock_t began = clock();
        struct outcome outcome = load(state, texts[i]);
        assert_null(outcome.practice);
        assert_true(clock() - began < CLOCKS_PER_SEC);
        outcome_free(&outcome);
    }
    free(tags);
    free(anchors);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_first_fault_is_told_at_its_place),
        TEST(what_only_looks_suspicious_is_let_through),
        TEST(a_fault_of_shape_isnt_told_again_as_one_of_meaning),
        TEST(a_megabyte_of_malice_is_refused_at_once),
        TEST(numbered_anchors_and_directives_are_refused_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
