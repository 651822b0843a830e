/* A file is written whole, for its owner alone, and over nothing that isn't to go. */
#include "support/cmocka.h"

#include "base/output.h"
#include "support/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

static bool written(const char *path, bool replace, bool keep, struct error *error)
{
    struct output *output = output_begin(path, replace ? OUTPUT_REPLACE : 0, error);
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
    struct output *output = output_begin(path, 0, &error);
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

static void a_link_stays_and_its_target_is_what_counts(void **state)
{
    struct error error;
    struct stat status;
    char *path = files_write(*state, "old.csv", "old"), *link = path_join(*state, "link"),
         *far = path_join(*state, "far"), *late = path_join(*state, "late.csv");
    assert_int_equal(symlink("old.csv", link), 0);
    assert_false(written(link, false, true, &error));
    assert_non_null(strstr(error.text, "link is there already; --force replaces it"));
    assert_true(written(link, true, true, &error));
    assert_holds(path, "new");
    assert_int_equal(symlink("late.csv", far), 0); /* leads nowhere yet */
    assert_true(written(far, false, true, &error));
    assert_holds(late, "new");
    assert_int_equal(lstat(link, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(entries_of(*state), 4);
    free(late);
    free(far);
    free(link);
    free(path);
}

static void links_in_a_circle_are_an_error(void **state)
{
    struct error error;
    char *link = path_join(*state, "link");
    assert_int_equal(symlink("link", link), 0);
    assert_false(written(link, true, true, &error));
    assert_non_null(strstr(error.text, "can't write"));
    assert_int_equal(entries_of(*state), 1);
    free(link);
}

static void devices_and_pipes_are_written_straight(void **state)
{
    struct error error;
    char got[4] = "", *pipe = path_join(*state, "pipe"), *link = path_join(*state, "link");
    assert_int_equal(mkfifo(pipe, 0600), 0);
    int reader = open(pipe, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    assert_true(written(pipe, false, true, &error));
    assert_int_equal(read(reader, got, sizeof got), 3);
    assert_string_equal(got, "new");
    close(reader);
    assert_int_equal(symlink("/dev/full", link), 0);
    assert_false(written(link, false, true, &error));
    assert_non_null(strstr(error.text, "the disk is full"));
    assert_true(written("/dev/null", false, true, &error));
    assert_true(output_is_stream("/dev/null"));
    assert_true(output_is_stream("-"));
    assert_false(output_is_stream(*state));
    assert_int_equal(entries_of(*state), 2);
    free(link);
    free(pipe);
}

static void a_folder_and_what_lies_nowhere_are_refused(void **state)
{
    struct error error;
    char *lost = path_join(*state, "no/such");
    assert_false(written(*state, true, true, &error));
    assert_non_null(strstr(error.text, "it is a folder; name a file in it"));
    assert_false(written(lost, true, true, &error));
    assert_non_null(strstr(error.text, "its folder isn't there; make it first"));
    assert_int_equal(entries_of(*state), 0);
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
        cmocka_unit_test_setup_teardown(a_link_stays_and_its_target_is_what_counts, files_setup,
                                        files_teardown),
        cmocka_unit_test_setup_teardown(links_in_a_circle_are_an_error, files_setup,
                                        files_teardown),
        cmocka_unit_test_setup_teardown(devices_and_pipes_are_written_straight, files_setup,
                                        files_teardown),
        cmocka_unit_test_setup_teardown(a_folder_and_what_lies_nowhere_are_refused, files_setup,
                                        files_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
