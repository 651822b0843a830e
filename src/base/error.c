#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

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

bool error_set_unknown(struct error *error, const char *kind, const char *name, const char *nearest,
                       const char *command)
{
    if (nearest)
        return error_set(error, "there is no %s '%s'; did you mean %s?", kind, name, nearest);
    return error_set(error, "there is no %s '%s'; %s shows what there is", kind, name, command);
}
