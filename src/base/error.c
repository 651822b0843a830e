#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool error_set(struct error *error, const char *format, ...)
{
    if (error) {
        va_list args;
        va_start(args, format);
        vsnprintf(error->text, sizeof error->text, format, args);
        va_end(args);
    }
    return false;
}

const char *error_why(int code)
{
    static const struct {
        int code;
        const char *why;
    } ROWS[] = {
        {ENOSPC, "the disk is full"},
        {EDQUOT, "your share of the disk is full"},
        {EFBIG, "it would be larger than is allowed here"},
        {EROFS, "nothing can be written to this disk"},
        {EPIPE, "its reader is gone"},
        {EBADF, "it isn't open for writing"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        if (ROWS[i].code == code)
            return ROWS[i].why;
    }
    return strerror(code);
}

bool error_set_unknown(struct error *error, const char *kind, const char *name, const char *nearest,
                       const char *command)
{
    if (nearest)
        return error_set(error, "there is no %s '%s'; did you mean %s?", kind, name, nearest);
    return error_set(error, "there is no %s '%s'; %s shows what there is", kind, name, command);
}
