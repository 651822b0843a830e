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
