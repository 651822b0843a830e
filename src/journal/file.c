/* The file and its folder: where they are, made, and private. The file itself is never opened and
 * closed here once it is there: closing it would let go of the locks that SQLite has on it in
 * another journal of this program. */
#include "journal/journal_inside.h"

#include "base/memory.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OTHERS = 077 };

char *journal_path(void)
{
    char *folder = path_data();
    char *path = folder ? path_join(folder, "journal.db") : NULL;
    free(folder);
    return path;
}

static void make_private(const char *path)
{
    struct stat status;
    if (stat(path, &status) == 0 && (status.st_mode & OTHERS))
        chmod(path, status.st_mode & 07777 & ~(mode_t)OTHERS);
}

bool file_make_folder(const char *path, bool usual, struct error *error)
{
    char *folder = mem_copy_text(path);
    char *slash = strrchr(folder, '/');
    if (slash)
        *slash = '\0';
    bool made = !slash || slash == folder || path_make_folders(folder, error);
    if (made && usual)
        make_private(folder);
    free(folder);
    return made;
}

/* Where a link leads nowhere, the file is made there. */
bool file_make(const char *path, struct error *error)
{
    struct stat status;
    if (stat(path, &status) == 0)
        return true;
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return error_set(error, "there is no journal: %s can't be made: %s", path,
                         error_why(errno));
    fchmod(file, 0600);
    close(file);
    return true;
}

char *file_beside(const struct journal *journal, const char *ending)
{
    return mem_format("%s%s", journal->path, ending);
}

void file_make_private(const struct journal *journal)
{
    static const char *const ALL[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof ALL / sizeof *ALL; i++) {
        char *path = file_beside(journal, ALL[i]);
        make_private(path);
        free(path);
    }
}

void file_resolve(struct journal *journal)
{
    char real[PATH_MAX];
    if (!realpath(journal->path, real))
        return;
    free(journal->path);
    journal->path = mem_copy_text(real);
}

void file_remove_all(const struct journal *journal)
{
    static const char *const ALL[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof ALL / sizeof *ALL; i++) {
        char *path = file_beside(journal, ALL[i]);
        unlink(path);
        free(path);
    }
}

int64_t file_size(const struct journal *journal, const char *ending)
{
    struct stat status;
    char *path = file_beside(journal, ending);
    int64_t size = -1;
    if (stat(path, &status) == 0 && S_ISREG(status.st_mode))
        size = status.st_size;
    free(path);
    return size;
}

/* ---- names that are the journal's */

bool file_is_left_over(const char *name, const char *journal)
{
    size_t length = strlen(journal);
    return strncmp(name, journal, length) == 0 &&
           (strncmp(name + length, ".damaged-", 9) == 0 ||
            strncmp(name + length, ".replaced-", 10) == 0 ||
            strncmp(name + length, "-damaged", 8) == 0 || strncmp(name + length, "-new", 4) == 0);
}

/* Without links, also where the file isn't there yet; the caller frees it. */
static char *without_links(const char *path)
{
    char real[PATH_MAX];
    if (realpath(path, real))
        return mem_copy_text(real);
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    char *folder = slash ? mem_format("%.*s", (int)(name - path), path) : mem_copy_text(".");
    char *whole = realpath(folder, real) ? path_join(real, name) : mem_copy_text(path);
    free(folder);
    return whole;
}

bool file_is_others(const struct journal *journal, const char *path, struct error *error)
{
    static const char *const ALL[] = {"", "-wal", "-shm", "-journal", "-held"};
    char *ours = without_links(journal->path), *theirs = without_links(path);
    size_t length = strlen(ours);
    bool own = file_is_left_over(theirs, ours);
    for (size_t i = 0; i < sizeof ALL / sizeof *ALL && !own; i++)
        own = strncmp(theirs, ours, length) == 0 && strcmp(theirs + length, ALL[i]) == 0;
    bool is_journal = strcmp(theirs, ours) == 0;
    free(ours);
    free(theirs);
    if (is_journal)
        return error_set(error, "%s is the journal itself; name another file", path);
    return !own ||
           error_set(error, "%s is a name that the journal uses itself; name another file", path);
}

bool journal_allows_file(const char *path, struct error *error)
{
    struct journal journal = {.path = path && strcmp(path, "-") != 0 ? journal_path() : NULL};
    bool good = !journal.path || file_is_others(&journal, path, error);
    free(journal.path);
    return good;
}
