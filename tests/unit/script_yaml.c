/* What a form may say of its files besides their keys: that one may be empty, and that a set of
 * keys may be written as the one word `none`. */
#include "support/cmocka.h"

#include "script/yaml.h"
#include "support/files.h"

struct lamps {
    char *left;
    char *right;
};

struct room {
    char *name;
    struct lamps lamps;
};

#define TEXT(key, from)                                                                            \
    CYAML_FIELD_STRING_PTR(#key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, from, key, 0, 20)

static const cyaml_schema_field_t LAMPS[] = {
    TEXT(left, struct lamps),
    TEXT(right, struct lamps),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t ROOM[] = {
    TEXT(name, struct room),
    CYAML_FIELD_MAPPING("lamps", CYAML_FLAG_OPTIONAL, struct room, lamps, LAMPS),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t SCHEMA = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct room, ROOM)};

static const char *const SHORTHAND[] = {"lamps", NULL};

static const struct yaml_form FORM = {.schema = &SCHEMA, .cap = 1024, .shorthand = SHORTHAND};

/* A file read by FORM; close() it. */
struct reading {
    struct yaml yaml;
    struct faults faults;
    const struct room *room; /* NULL: it couldn't be read */
};

static struct reading read_by(const struct yaml_form *form, const char *folder, const char *text)
{
    struct reading reading = {0};
    char *path = files_write(folder, "room.yaml", text);
    if (yaml_open(path, form, &reading.yaml, &reading.faults))
        reading.room = reading.yaml.data;
    free(path);
    return reading;
}

static void close_reading(struct reading *reading)
{
    yaml_close(&reading->yaml, &FORM);
    faults_free(&reading->faults);
}

static void a_set_of_keys_may_be_written_as_none(void **state)
{
    struct reading reading = read_by(&FORM, *state, "lamps: none\nname: kitchen\n");
    assert_int_equal(reading.faults.count, 0);
    assert_false(reading.yaml.has_gaps);
    assert_string_equal(reading.room->name, "kitchen");
    assert_string_equal(reading.room->lamps.left, "none");
    assert_string_equal(reading.room->lamps.right, "none");
    close_reading(&reading);
}

static void the_word_is_where_its_parts_are(void **state)
{
    struct reading reading = read_by(&FORM, *state, "name: kitchen\nlamps: none\n");
    struct mark mark = yaml_mark(&reading.yaml, "lamps/right");
    assert_int_equal(mark.line, 2);
    assert_int_equal(mark.column, 8);
    close_reading(&reading);
}

static void written_out_it_still_needs_libcyaml_alone(void **state)
{
    struct reading reading = read_by(&FORM, *state, "lamps: {left: none, right: on}\n");
    assert_null(reading.yaml.tree);
    assert_string_equal(reading.room->lamps.right, "on");
    close_reading(&reading);
}

static void another_word_or_another_key_is_a_fault(void **state)
{
    static const struct {
        const char *text;
        int line, column;
        const char *says;
    } ROWS[] = {
        {"lamps: off\n", 1, 8, "'lamps' must be a set of keys, or none, not text"},
        {"lamps:\n  - none\n", 2, 3, "'lamps' must be a set of keys, or none, not a list"},
        {"lamps: none\nlamps: none\n", 2, 1, "'lamps' stands here twice"},
        {"name: {a: b}\n", 1, 7, "'name' must be text"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct reading reading = read_by(&FORM, *state, ROWS[i].text);
        const struct fault *fault = &reading.faults.list[0];
        assert_int_equal(reading.faults.count, 1);
        print_message("    %d:%d: %s\n", fault->mark.line, fault->mark.column, fault->text);
        assert_int_equal(fault->mark.line, ROWS[i].line);
        assert_int_equal(fault->mark.column, ROWS[i].column);
        assert_non_null(strstr(fault->text, ROWS[i].says));
        close_reading(&reading);
    }
}

static void without_a_shorthand_none_is_no_set_of_keys(void **state)
{
    static const struct yaml_form STRICT = {.schema = &SCHEMA, .cap = 1024};
    struct reading reading = read_by(&STRICT, *state, "lamps: none\n");
    assert_int_equal(reading.faults.count, 1);
    assert_non_null(strstr(reading.faults.list[0].text, "must be a set of keys, not text"));
    close_reading(&reading);
}

static void a_file_may_be_empty_where_its_form_says_so(void **state)
{
    static const char *const EMPTY[] = {"", "\n \n", "# Only a comment.\n", "---\n", "---\n...\n"};
    static const struct yaml_form NEVER = {.schema = &SCHEMA, .cap = 1024, .first_key = "name: a"};
    for (size_t i = 0; i < sizeof EMPTY / sizeof *EMPTY; i++) {
        struct reading reading = read_by(&FORM, *state, EMPTY[i]);
        assert_int_equal(reading.faults.count, 0);
        assert_non_null(reading.room);
        assert_null(reading.room->name);
        close_reading(&reading);
        reading = read_by(&NEVER, *state, EMPTY[i]);
        assert_null(reading.room);
        assert_int_equal(reading.faults.count, 1);
        assert_string_equal(reading.faults.list[0].text,
                            "the file is empty; it must hold keys, such as 'name: a'");
        close_reading(&reading);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_set_of_keys_may_be_written_as_none),
        TEST(the_word_is_where_its_parts_are),
        TEST(written_out_it_still_needs_libcyaml_alone),
        TEST(another_word_or_another_key_is_a_fault),
        TEST(without_a_shorthand_none_is_no_set_of_keys),
        TEST(a_file_may_be_empty_where_its_form_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
