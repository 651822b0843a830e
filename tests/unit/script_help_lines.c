/* Whom to turn to: a file that is read strictly, and never stands in the way of help. */
#include "support/cmocka.h"

#include "script/help_lines.h"
#include "support/files.h"

#define HEAD "format: 1\nupdated: 2026-11-25\ngeneral:\n  - Call somebody.\n  - Drink some water.\n"
#define COUNTRIES                                                                                  \
    "countries:\n  - country: XX\n    name: Exland\n    checked: 2026-11-20\n    lines:\n"         \
    "      - what: Emergency\n        number: \"000\"\n"                                           \
    "      - what: A neighbour\n        number: \"+00 1\"\n"

static struct library *library_of(void **state)
{
    char *data = path_join(*state, "data"), *more = path_join(*state, "more");
    setenv("XDG_DATA_HOME", data, 1);
    setenv("NUMBMED_PATH", more, 1);
    free(files_write(*state, "more/scripts/support/unused.txt", ""));
    free(files_write(*state, "data/numbmed/scripts/support/unused.txt", ""));
    free(more);
    free(data);
    return library_open();
}

/* Reads a file in the user's own library. */
static struct help_lines load(void **state, const char *text)
{
    struct help_lines help;
    free(files_write(*state, "data/numbmed/scripts/support/help.yaml", text));
    struct library *library = library_of(state);
    help_lines_load(&help, library);
    library_free(library);
    return help;
}

static void a_whole_file_is_read_in_full(void **state)
{
    struct help_lines help = load(state, HEAD COUNTRIES);
    assert_null(help.fault);
    assert_string_equal(help.updated, "2026-11-25");
    assert_int_equal(help.general_count, 2);
    assert_string_equal(help.general[1], "Drink some water.");
    assert_int_equal(help.country_count, 1);
    const struct help_country *country = &help.countries[0];
    assert_string_equal(country->code, "XX");
    assert_string_equal(country->name, "Exland");
    assert_string_equal(country->checked, "2026-11-20");
    assert_int_equal(country->line_count, 2);
    assert_string_equal(country->lines[1].what, "A neighbour");
    assert_string_equal(country->lines[1].number, "+00 1");
    help_lines_free(&help);
}

static void the_users_own_file_goes_before_any_other(void **state)
{
    struct help_lines help;
    free(files_write(*state, "more/scripts/support/help.yaml",
                     "format: 1\nupdated: 2020-01-01\ngeneral: [Another's.]\n"));
    struct library *library = library_of(state);
    help_lines_load(&help, library);
    assert_string_equal(help.general[0], "Another's.");
    help_lines_free(&help);
    library_free(library);
    help = load(state, HEAD);
    assert_string_equal(help.general[0], "Call somebody.");
    help_lines_free(&help);
}

static void every_fault_is_told_with_its_place(void **state)
{
    static const struct {
        const char *text, *says;
    } ROWS[] = {
        {"", ":1:1: the file is empty; it must hold keys, such as 'format: 1'"},
        {"format: 2\nupdated: 2026-11-25\ngeneral: [a]\n",
         ":1:9: format '2' is not known to this numbmed; it reads format 1"},
        {"format: 1\nupdated: soon\ngeneral: [a]\n", ":2:10: 'soon' isn't a date"},
        {"format: 1\nupdated: 2026-02-31\ngeneral: [a]\n", ":2:10: '2026-02-31' isn't a date"},
        {"format: 1\nupdated: 2026-11-25\n", ":1:1: 'general' is missing here; add it"},
        {"format: 1\nupdated: 2026-11-25\ngeneral: []\n", ":3:10: 'general' is empty; write some"},
        {"format: 1\nupdated: 2026-11-25\ngenral: [a]\n",
         ":3:1: there is no key 'genral' here; did you mean 'general'?"},
        {HEAD "countries:\n  - country: XX\n    name: X\n    checked: 2026-11-20\n    lines: []\n",
         ":10:12: 'lines' is empty; write one, or leave the country out"},
        {HEAD "countries:\n  - country: !x XX\n", ":7:14: tags (!name) are not allowed"},
        {"format: 1\nupdated: 2026-11-25\ngeneral: [\"\"]\n",
         ":3:11: 'general/0' is empty; write something"},
        {"format: 1\nupdated: 2026-11-25\ngeneral: [\"a\\e[1m\"]\n",
         ":3:11: 'general/0' holds control characters"},
        {"format: 1\nupdated: 2026-11-25\ngeneral: [a]\ncountry: []\n",
         "did you mean 'countries'?"},
        {HEAD "countries:\n  - country: xx\n    name: X\n    checked: 2026-11-20\n    lines: []\n",
         ":7:14: 'xx' isn't a country"},
        {HEAD "countries:\n  - country: XX\n    name: X\n    lines: []\n",
         ":7:5: 'checked' is missing here"},
        {"format: 1\nupdated: [\n", "this is not YAML"},
        {"\xFF\n", ":1:1: this is not UTF-8"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct help_lines help = load(state, ROWS[i].text);
        assert_non_null(help.fault);
        print_message("    %s\n", help.fault);
        assert_non_null(strstr(help.fault, "scripts/support/help.yaml:"));
        if (!strstr(help.fault, ROWS[i].says))
            fail_msg("wanted: %s", ROWS[i].says);
        assert_true(help.general_count > 0);
        help_lines_free(&help);
    }
}

static void what_can_be_read_is_there_in_spite_of_faults(void **state)
{
    struct help_lines help =
        load(state, HEAD "colour: red\n" COUNTRIES "      - what: Without a number\n");
    assert_non_null(strstr(help.fault, "'colour'"));
    assert_string_equal(help.general[0], "Call somebody.");
    assert_int_equal(help.country_count, 1);
    assert_int_equal(help.countries[0].line_count, 2);
    help_lines_free(&help);
}

static void without_a_file_or_advice_in_it_there_is_what_is_built_in(void **state)
{
    struct help_lines help = load(state, "format: 1\nupdated: 2026-11-25\ngeneral: []\n");
    assert_non_null(strstr(help.general[0], "call your local emergency number"));
    help_lines_free(&help);
    struct library none = {0};
    help_lines_load(&help, &none);
    assert_non_null(strstr(help.general[0], "call your local emergency number"));
    assert_non_null(strstr(help.fault, "there is no scripts/support/help.yaml"));
    assert_null(help.path);
    help_lines_free(&help);
}

static void a_file_too_large_is_not_read(void **state)
{
    size_t size = 300 * 1024;
    char *text = mem_new(size + 1, 1);
    memset(text, '#', size);
    struct help_lines help = load(state, text);
    assert_non_null(strstr(help.fault, "is larger than 256 KiB"));
    assert_true(help.general_count > 0);
    help_lines_free(&help);
    free(text);
}

static void the_shipped_file_is_whole_and_names_no_number(void **state)
{
    struct help_lines help;
    struct library *library = library_of(state);
    library_add_root_of(library, "scripts/emotional-numbness.yaml");
    help_lines_load(&help, library);
    assert_null(help.fault);
    assert_true(help.general_count >= 4);
    assert_int_equal(help.country_count, 0);
    help_lines_free(&help);
    library_free(library);
}

static void the_locale_names_the_country(void **state)
{
    static const struct {
        const char *all, *messages, *lang, *code;
    } ROWS[] = {
        {NULL, NULL, NULL, ""},
        {NULL, NULL, "en_XX.UTF-8", "XX"},
        {NULL, "de_YY@euro", "en_XX", "YY"},
        {"fr_ZZ", "de_YY", "en_XX", "ZZ"},
        {"C.UTF-8", NULL, "en_XX", "XX"}, /* the first that names one */
        {"C", "POSIX", "en", ""},
        {NULL, NULL, "en_X1", ""},
        {NULL, NULL, "en_XXX", ""},
        {NULL, NULL, "_", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const char *values[] = {ROWS[i].all, ROWS[i].messages, ROWS[i].lang};
        static const char *const NAMES[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
        char code[3];
        for (size_t j = 0; j < 3; j++) {
            if (values[j])
                setenv(NAMES[j], values[j], 1);
            else
                unsetenv(NAMES[j]);
        }
        help_lines_country(code);
        assert_string_equal(code, ROWS[i].code);
    }
}

#define HELP_TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HELP_TEST(a_whole_file_is_read_in_full),
        HELP_TEST(the_users_own_file_goes_before_any_other),
        HELP_TEST(every_fault_is_told_with_its_place),
        HELP_TEST(what_can_be_read_is_there_in_spite_of_faults),
        HELP_TEST(without_a_file_or_advice_in_it_there_is_what_is_built_in),
        HELP_TEST(a_file_too_large_is_not_read),
        HELP_TEST(the_shipped_file_is_whole_and_names_no_number),
        HELP_TEST(the_locale_names_the_country),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
