/* A file is written whole, for its owner alone, and over nothing that isn't to go. */
#include "support/cmocka.h"

#include "base/output.h"
#include "support/files.h"

#include <dirent.h>
#include <sys/stat.h>

static bool written(const char *path, bool replace, bool keep, struct error *error)
{
    struct output *output = output_begin(path, replace, error);
    if (!output)
        return false;
    fputs("new", output_stream(output));
    return output_finish(output, keep, error);
}

static void assert_holds(const char *path, const char *wanted)
{
    size_t size;
    char *text = path_read(path, 100, &size, NULL);
    assert_non_null(text);
    assert_string_equal(text, wanted);
    free(text);
}

static int entries_of(const char *folder)
{
    int count = 0;
    DIR *listing = opendir(folder);
    for (const struct dirent *entry; (entry = readdir(listing));)
        count += *entry->d_name != '.';
    closedir(listing);
    return count;
}

static void a_new_file_is_its_owners_alone(void **state)
{
    struct error error;
    struct stat status;
    char *path = path_join(*state, "new.csv");
    assert_true(written(path, false, true, &error));
    assert_holds(path, "new");
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(entries_of(*state), 1);
    free(path);
}

static void what_is_there_goes_only_where_asked(void **state)
{
    struct error error;
    struct stat status;
    char *path = files_write(*state, "old.csv", "old");
    assert_false(written(path, false, true, &error));
    assert_non_null(strstr(error.text, "--force"));
    assert_holds(path, "old");
    assert_true(written(path, true, true, &error));
    assert_holds(path, "new");
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(entries_of(*state), 1);
    free(path);
}

static void what_came_there_meanwhile_is_left_alone(void **state)
{
    struct error error;
    char *path = path_join(*state, "new.csv");
    struct output *output = output_begin(path, false, &error);
    free(files_write(*state, "new.csv", "another's"));
    fputs("new", output_stream(output));
    assert_false(output_finish(output, true, &error));
    assert_holds(path, "another's");
    assert_int_equal(entries_of(*state), 1);
    free(path);
}

static void what_is_dropped_leaves_nothing(void **state)
{
    struct error error = {"why"};
    char *path = path_join(*state, "new.csv");
    assert_true(written(path, false, false, &error));
    assert_string_equal(error.text, "why");
    assert_int_equal(entries_of(*state), 0);
    free(path);
}

static void only_regular_files_are_replaced(void **state)
{
    struct error error;
    char *link = path_join(*state, "link"), *lost = path_join(*state, "no/such");
    assert_int_equal(symlink("/dev/null", link), 0);
    assert_false(written(link, true, true, &error));
    assert_false(written(*state, true, true, &error));
    assert_false(written("/dev/null", true, true, &error));
    assert_false(written(lost, true, true, &error));
    assert_non_null(strstr(error.text, "No such file"));
    assert_int_equal(entries_of(*state), 1);
    free(link);
    free(lost);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_new_file_is_its_owners_alone, files_setup,
                                        files_teardown),
        cmocka_unit_test_setup_teardown(what_is_there_goes_only_where_asked, files_setup,
                                        files_teardown),
        cmocka_unit_test_setup_teardown(what_came_there_meanwhile_is_left_alone, files_setup,
                                        files_teardown),
        cmocka_unit_test_setup_teardown(what_is_dropped_leaves_nothing, files_setup,
                                        files_teardown),
        cmocka_unit_test_setup_teardown(only_regular_files_are_replaced, files_setup,
                                        files_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
