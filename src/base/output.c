#include "base/output.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct output {
    FILE *stream;
    char *path;      /* NULL: standard output */
    char *temporary; /* where it is written */
    bool replace;
};

static bool tell_taken(const char *path, struct error *error)
{
    return error_set(error, "%s is there already; --force replaces it", path);
}

static bool may_write(const char *path, bool replace, struct error *error)
{
    struct stat status;
    if (lstat(path, &status) < 0)
        return errno == ENOENT || error_set(error, "can't write %s: %s", path, strerror(errno));
    if (!S_ISREG(status.st_mode))
        return error_set(error, "%s is there already, and is no regular file; name another", path);
    return replace || tell_taken(path, error);
}

struct output *output_begin(const char *path, bool replace, struct error *error)
{
    struct output *output = mem_new(1, sizeof *output);
    output->replace = replace;
    if (!path) {
        output->stream = stdout;
        return output;
    }
    output->path = mem_copy_text(path);
    output->temporary = mem_format("%s.XXXXXX", path);
    int file = may_write(path, replace, error) ? mkostemp(output->temporary, O_CLOEXEC) : -2;
    output->stream = file >= 0 ? fdopen(file, "w") : NULL;
    if (output->stream)
        return output;
    if (file == -1)
        error_set(error, "can't write %s: %s", path, strerror(errno));
    free(output->temporary);
    free(output->path);
    free(output);
    return NULL;
}

FILE *output_stream(struct output *output)
{
    return output->stream;
}

/* In one step, so that what another program puts there meanwhile is left alone, too. Some file
 * systems can't: there the step is looked before. */
static bool put_in_place(const struct output *output, struct error *error)
{
    const char *from = output->temporary, *to = output->path;
    int code = renameat2(AT_FDCWD, from, AT_FDCWD, to, output->replace ? 0 : RENAME_NOREPLACE);
    if (code < 0 && (errno == EINVAL || errno == ENOSYS)) {
        if (!may_write(to, output->replace, error))
            return false;
        code = rename(from, to);
    }
    if (code == 0)
        return true;
    return errno == EEXIST ? tell_taken(to, error)
                           : error_set(error, "can't write %s: %s", to, strerror(errno));
}

static bool complete(struct output *output, struct error *error)
{
    errno = 0;
    bool good = fflush(output->stream) == 0 && !ferror(output->stream) &&
                (!output->path || fsync(fileno(output->stream)) == 0);
    const char *why = errno ? strerror(errno) : "it broke off";
    if (!good && output->path)
        error_set(error, "can't write %s: %s", output->path, why);
    else if (!good)
        error_set(error, "standard output can't be written to");
    return good;
}

bool output_finish(struct output *output, bool keep, struct error *error)
{
    bool good = true;
    if (keep)
        good = complete(output, error);
    if (output->path) {
        fclose(output->stream);
        good = good && (!keep || put_in_place(output, error));
        if (!good || !keep)
            unlink(output->temporary);
    }
    free(output->temporary);
    free(output->path);
    free(output);
    return good;
}
