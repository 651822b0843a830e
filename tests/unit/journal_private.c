/* Nobody but its owner can read the journal, whatever the umask says and however it was left. */
#include "support/desk.h"

#include <fcntl.h>

static const char *const FILES[] = {"", "-wal", "-shm", "-held"};

enum { FILE_COUNT = sizeof FILES / sizeof *FILES };

static mode_t mode_of(const char *path)
{
    struct stat status;
    if (stat(path, &status) < 0)
        fail_msg("there is no %s", path);
    return status.st_mode & 07777;
}

static void assert_private(struct desk *desk)
{
    for (size_t i = 0; i < FILE_COUNT; i++) {
        char *path = desk_beside(desk, FILES[i]);
        if (mode_of(path) != 0600)
            fail_msg("%s has mode %o", path, mode_of(path));
        free(path);
    }
    char *folder = path_join(desk->folder, "numbmed");
    assert_int_equal(mode_of(folder), 0700);
    free(folder);
}

/* The journal at its usual place, in a folder of the desk's. */
static void open_usual(struct desk *desk)
{
    desk_close(desk);
    setenv("XDG_DATA_HOME", desk->folder, 1);
    desk->journal = journal_open(NULL, &desk->error);
    assert_non_null(desk->journal);
    desk_save(desk, "Body scan", "mine");
}

static void all_is_private_under_any_umask(void **state)
{
    static const mode_t MASKS[] = {0, 022, 077};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof MASKS / sizeof *MASKS; i++) {
        desk_close(desk);
        nftw(desk->folder, files_remove_one, 16, FTW_DEPTH | FTW_PHYS);
        mkdir(desk->folder, 0700);
        mode_t before = umask(MASKS[i]);
        open_usual(desk);
        umask(before);
        assert_private(desk);
    }
}

static void laxer_modes_are_tightened(void **state)
{
    struct desk *desk = *state;
    open_usual(desk);
    struct journal *other = desk_open_other(desk); /* so that all stay when one is closed */
    desk_close(desk);
    char *folder = path_join(desk->folder, "numbmed");
    chmod(folder, 0755);
    for (size_t i = 0; i < FILE_COUNT; i++) {
        char *path = desk_beside(desk, FILES[i]);
        assert_int_equal(chmod(path, 0664), 0);
        free(path);
    }
    open_usual(desk);
    assert_private(desk);
    journal_close(other);
    free(folder);
}

static void a_folder_that_is_not_its_own_is_left_as_it_is(void **state)
{
    struct desk *desk = *state;
    struct error error;
    chmod(desk->folder, 0755);
    char *path = path_join(desk->folder, "elsewhere.db");
    struct journal *other = journal_open(path, &error);
    assert_non_null(other);
    assert_int_equal(mode_of(desk->folder), 0755);
    assert_int_equal(mode_of(path), 0600);
    journal_close(other);
    free(path);
}

static void a_copy_is_private(void **state)
{
    struct desk *desk = *state;
    char *copy = path_join(desk->folder, "copy.db");
    mode_t before = umask(0);
    assert_true(journal_backup(desk->journal, copy, false, &desk->error));
    umask(before);
    assert_int_equal(mode_of(copy), 0600);
    free(copy);
}

/* Closing any descriptor of a file lets go of all the locks that a process has on it. */
static void part_is_locked(struct desk *desk)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int file = open(desk->path, O_RDWR);
    if (fcntl(file, F_OFD_GETLK, &lock) < 0 || lock.l_type == F_UNLCK)
        _exit(1);
}

static void a_second_journal_leaves_the_locks_of_the_first(void **state)
{
    struct desk *desk = *state;
    desk_save(desk, "Body scan", NULL);
    struct journal *other = desk_open_other(desk);
    desk_apart(desk, part_is_locked);
    journal_close(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(all_is_private_under_any_umask),
        TEST(laxer_modes_are_tightened),
        TEST(a_folder_that_is_not_its_own_is_left_as_it_is),
        TEST(a_copy_is_private),
        TEST(a_second_journal_leaves_the_locks_of_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
