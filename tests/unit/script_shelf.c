/* The order in which practices are shown. */
#include "support/cmocka.h"

#include "script/shelf.h"
#include "support/files.h"

static void write_practice(void **state, const char *id, const char *title, const char *group)
{
    char *name = mem_format("data/numbmed/scripts/%s.yaml", id);
    char *line = group ? mem_format("group: %s\n", group) : mem_copy_text("");
    char *text = mem_format("format: 1\nid: %s\ntitle: %s\nabout: One line.\nminutes: [5]\n"
                            "default: 5\n%ssections:\n  - name: Here\n    steps:\n"
                            "      - id: one\n        pause: 8s\n",
                            id, title, line);
    free(files_write(*state, name, text));
    free(text);
    free(line);
    free(name);
}

/* Only the user's own library: none beside the test, none installed. */
static struct library *open_library(void **state, size_t *count)
{
    char *data = path_join(*state, "data"), *own = path_join(*state, "data/numbmed");
    setenv("XDG_DATA_HOME", data, 1);
    unsetenv("NUMBMED_PATH");
    struct library *library = library_open();
    size_t kept = 0;
    for (size_t i = 0; i < library->count; i++) {
        struct entry entry = library->entries[i];
        bool is_own = strcmp(entry.root, own) == 0;
        library->entries[i] = library->entries[kept]; /* swapped, for library_free */
        library->entries[kept] = entry;
        kept += is_own;
    }
    *count = library->count;
    library->count = kept;
    free(own);
    free(data);
    return library;
}

/* The shelf as lines: "[heading]" or an id. */
static void assert_shelf(void **state, const char *expected)
{
    struct shelf shelf;
    size_t count;
    struct library *library = open_library(state, &count);
    char *text = mem_copy_text("");
    shelf_make(&shelf, library);
    for (size_t i = 0; i < shelf.count; i++) {
        const struct shelf_row *row = &shelf.rows[i];
        char *longer = row->heading ? mem_format("%s[%s] ", text, row->heading)
                                    : mem_format("%s%s ", text, library->entries[row->entry].id);
        free(text);
        text = longer;
    }
    assert_string_equal(text, expected);
    free(text);
    shelf_free(&shelf);
    library->count = count;
    library_free(library);
}

static void groups_stand_in_their_order_and_practices_by_title(void **state)
{
    write_practice(state, "a", "Zoo", "rest");
    write_practice(state, "b", "sea", "rest");
    write_practice(state, "c", "Any", "zen");
    write_practice(state, "d", "Any", "arts");
    write_practice(state, "e", "Any", NULL);
    write_practice(state, "f", "Any", "kindness");
    write_practice(state, "g", "Any", "body");
    write_practice(state, "h", "Any", "Feeling");
    write_practice(state, "i", "Any", "start here");
    write_practice(state, "j", "Any", "Arts");
    free(files_write(*state, "data/numbmed/scripts/bad.yaml", "group: rest\nnonsense\n"));
    assert_shelf(state, "[start here] i [feeling] h [body] g [kindness] f [rest] b a "
                        "[arts] d j [zen] c [others] e bad ");
}

static void what_numbmed_was_made_for_stands_first_in_its_group(void **state)
{
    write_practice(state, "anchor", "An anchor", "start here");
    write_practice(state, "emotional-numbness", "Meeting numbness", "start here");
    assert_shelf(state, "[start here] emotional-numbness anchor ");
}

static void without_any_group_there_is_no_heading(void **state)
{
    write_practice(state, "b", "Two", NULL);
    write_practice(state, "a", "One", NULL);
    assert_shelf(state, "a b ");
}

static void an_empty_library_makes_an_empty_shelf(void **state)
{
    assert_shelf(state, "");
}

#define SHELF_TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SHELF_TEST(groups_stand_in_their_order_and_practices_by_title),
        SHELF_TEST(what_numbmed_was_made_for_stands_first_in_its_group),
        SHELF_TEST(without_any_group_there_is_no_heading),
        SHELF_TEST(an_empty_library_makes_an_empty_shelf),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
