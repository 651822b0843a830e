#include "base/path.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *path_join(const char *folder, const char *name)
{
    size_t length = strlen(folder);
    const char *slash = length && folder[length - 1] == '/' ? "" : "/";
    return mem_format("%s%s%s", folder, slash, name);
}

bool path_no_home(const char *what, const char *variable, struct error *error)
{
    const char *home = getenv("HOME");
    static const char ADVICE[] = "set it to your home folder, or set";
    if (home && *home)
        return error_set(error, "%s: HOME is '%.200s', no absolute path; %s %s to one", what, home,
                         ADVICE, variable);
    return error_set(error, "%s: HOME isn't set; %s %s to an absolute path", what, ADVICE,
                     variable);
}

/* The XDG base directory specification: a relative path in a variable is as good as none. */
static char *xdg(const char *variable, const char *below_home)
{
    const char *base = getenv(variable);
    if (base && *base == '/')
        return mem_copy_text(base);
    const char *home = getenv("HOME");
    if (!home || *home != '/')
        return NULL;
    return path_join(home, below_home);
}

/* Takes the folder over. */
static char *ours_in(char *folder)
{
    char *path = folder ? path_join(folder, "numbmed") : NULL;
    free(folder);
    return path;
}

char *path_data(void)
{
    return ours_in(xdg("XDG_DATA_HOME", ".local/share"));
}

char *path_state(void)
{
    return ours_in(xdg("XDG_STATE_HOME", ".local/state"));
}

char *path_config(void)
{
    return ours_in(path_config_home());
}

char *path_config_home(void)
{
    return xdg("XDG_CONFIG_HOME", ".config");
}

char *path_program(void)
{
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length < 1)
        return NULL;
    path[length] = '\0';
    return mem_copy_text(path);
}

char *path_program_folder(void)
{
    char *path = path_program();
    char *slash = path ? strrchr(path, '/') : NULL;
    if (slash)
        slash[slash == path] = '\0'; /* the root keeps its own */
    return path;
}

bool path_lies_in(const char *path, const char *folder)
{
    char real[PATH_MAX];
    if (!realpath(path, real))
        return false;
    *strrchr(real, '/') = '\0';
    const char *name = strrchr(real, '/');
    return name && strcmp(name + 1, folder) == 0;
}

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool path_is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool path_make_folders(const char *path, struct error *error)
{
    char *part = mem_copy_text(path);
    bool made = true;
    for (char *at = part + 1; made; at++) {
        char c = *at;
        if (c && c != '/')
            continue;
        *at = '\0';
        made =
            mkdir(part, 0700) == 0 || errno == EEXIST || (errno == EROFS && path_is_folder(part));
        if (!made)
            error_set(error, "can't make the folder %s: %s", part, error_why(errno));
        *at = c;
        if (!c)
            break;
    }
    free(part);
    return made;
}

char *path_read(const char *path, size_t cap, size_t *size, struct error *error)
{
    struct stat status;
    char *bytes = NULL;
    size_t length = 0;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0 || fstat(file, &status) < 0) {
        error_set(error, "can't be read: %s", strerror(errno));
        goto out;
    }
    if (!S_ISREG(status.st_mode)) {
        error_set(error, "is not a regular file; name a file");
        goto out;
    }
    if (status.st_size > (off_t)cap) {
        error_set(error, "is larger than %zu KiB; make it smaller", cap / 1024);
        goto out;
    }
    bytes = mem_new((size_t)status.st_size + 1, 1);
    while (length < (size_t)status.st_size) {
        ssize_t got = read(file, bytes + length, (size_t)status.st_size - length);
        if (got < 0) {
            error_set(error, "can't be read: %s", strerror(errno));
            free(bytes);
            bytes = NULL;
            goto out;
        }
        if (got == 0)
            break;
        length += (size_t)got;
    }
    bytes[length] = '\0';
    *size = length;
out:
    if (file >= 0)
        close(file);
    return bytes;
}

bool path_write_all(int file, const char *bytes, size_t size)
{
    while (size) {
        ssize_t wrote = write(file, bytes, size);
        if (wrote < 0 && errno != EINTR)
            return false;
        if (wrote > 0) {
            bytes += wrote;
            size -= (size_t)wrote;
        }
    }
    return true;
}
