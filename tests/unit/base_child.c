/* Programs run beside us, to their end. */
#include "support/cmocka.h"
#include "support/files.h"

#include "base/child.h"

#include <string.h>

enum { LONG_MS = 20000 };

static char *run(const char *script, int timeout_ms, int *code, struct error *error)
{
    return child_run((const char *[]){"sh", "-c", script, "name", "a b", NULL}, timeout_ms, code,
                     error);
}

static void what_a_program_writes_comes_back_in_lines(void **state)
{
    int code;
    (void)state;
    char *said = run("echo \"$1\"; echo two >&2; printf three", LONG_MS, &code, NULL);
    assert_string_equal(said, "a b\ntwo\nthree\n");
    assert_int_equal(code, 0);
    free(said);
}

static void a_program_reads_nothing(void **state)
{
    int code;
    (void)state;
    char *said = run("cat; echo read", LONG_MS, &code, NULL);
    assert_string_equal(said, "read\n");
    free(said);
}

static void its_exit_code_or_signal_is_told(void **state)
{
    int code;
    (void)state;
    free(run("exit 3", LONG_MS, &code, NULL));
    assert_int_equal(code, 3);
    free(run("kill -9 $$", LONG_MS, &code, NULL));
    assert_int_equal(code, 128 + 9);
}

static void one_that_is_not_there_or_takes_too_long_is_a_sentence(void **state)
{
    int code;
    struct error error;
    (void)state;
    assert_null(child_run((const char *[]){"no-such-program", NULL}, LONG_MS, &code, &error));
    assert_non_null(strstr(error.text, "no-such-program can't be run"));
    assert_null(run("sleep 100", 50, &code, &error));
    assert_non_null(strstr(error.text, "took longer than"));
}

static void more_than_64_kib_is_cut(void **state)
{
    int code;
    (void)state;
    char *said = run("yes 0123456789 | head -n 10000; echo end", LONG_MS, &code, NULL);
    assert_int_equal(code, 0);
    assert_true(strlen(said) > 60 * 1024 && strlen(said) <= 64 * 1024 + 1);
    free(said);
}

static void programs_of_path_are_found(void **state)
{
    char *kept = mem_copy_text(getenv("PATH")), *file = files_write(*state, "bin/thing", "");
    char *folder = path_join(*state, "bin"), *path = mem_format("/nowhere::%s", folder);
    assert_true(child_is_there("sh"));
    setenv("PATH", path, 1);
    assert_false(child_is_there("thing")); /* not executable */
    chmod(file, 0700);
    assert_true(child_is_there("thing"));
    setenv("PATH", *state, 1);
    assert_false(child_is_there("bin")); /* a folder */
    setenv("PATH", kept, 1);
    free(path);
    free(folder);
    free(file);
    free(kept);
}

static void a_quoted_word_reaches_a_program_whole(void **state)
{
    static const char *const WORDS[] = {"plain", "a b", "it's", "$HOME `x` \"\\", "", "*"};
    (void)state;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        int code;
        char *quoted = child_quote(WORDS[i]), *script = mem_format("printf '<%%s>' %s", quoted);
        char *said = run(script, LONG_MS, &code, NULL), *want = mem_format("<%s>\n", WORDS[i]);
        assert_string_equal(said, want);
        free(want);
        free(said);
        free(script);
        free(quoted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_program_writes_comes_back_in_lines),
        cmocka_unit_test(a_program_reads_nothing),
        cmocka_unit_test(its_exit_code_or_signal_is_told),
        cmocka_unit_test(one_that_is_not_there_or_takes_too_long_is_a_sentence),
        cmocka_unit_test(more_than_64_kib_is_cut),
        cmocka_unit_test_setup_teardown(programs_of_path_are_found, files_setup, files_teardown),
        cmocka_unit_test(a_quoted_word_reaches_a_program_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
