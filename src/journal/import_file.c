/* Files to import: regular ones, and standard input. */
#include "journal/import.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

void import_rewind(FILE *file)
{
    static const char MARK[] = "\xEF\xBB\xBF";
    char start[sizeof MARK - 1];
    rewind(file);
    if (fread(start, sizeof start, 1, file) != 1 || memcmp(start, MARK, sizeof start) != 0)
        rewind(file);
}

/* The first byte that isn't white space or a mark of byte order; EOF: there is none. What was read
 * until then goes to `copy`, if there is one. */
static int first_sign(FILE *file, FILE *copy)
{
    int c;
    while ((c = getc(file)) != EOF && strchr(" \t\r\n\xEF\xBB\xBF", c) && c) {
        if (copy)
            putc(c, copy);
    }
    return c;
}

static enum import_kind kind_of(int sign)
{
    return sign == '<'                  ? IMPORT_XML
           : sign == '#'                ? IMPORT_MARKDOWN
           : sign == '[' || sign == '{' ? IMPORT_JSON
                                        : IMPORT_CSV;
}

/* ---- a file */

static bool is_fit(int file, struct error *error)
{
    struct stat status;
    if (fstat(file, &status) < 0)
        return error_set(error, "can't be read: %s", error_why(errno));
    return S_ISREG(status.st_mode) ||
           error_set(error, "is not a regular file; name a file, or - for standard input");
}

static bool is_small_enough(FILE *file, enum import_kind kind, struct error *error)
{
    struct stat status;
    int64_t most = kind == IMPORT_XML ? IMPORT_XML_MOST : IMPORT_FILE_MOST;
    return fstat(fileno(file), &status) < 0 || status.st_size <= most ||
           error_set(error, "is larger than %d MiB; import it in parts", (int)(most >> 20));
}

static FILE *open_file(const char *path, enum import_kind *kind, struct error *error)
{
    FILE *stream = NULL;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        error_set(error, "can't be read: %s", error_why(errno));
    else if (is_fit(file, error))
        stream = fdopen(file, "r");
    if (!stream && file >= 0)
        close(file);
    if (!stream)
        return NULL;
    *kind = kind_of(first_sign(stream, NULL));
    import_rewind(stream);
    if (is_small_enough(stream, *kind, error))
        return stream;
    fclose(stream);
    return NULL;
}

/* ---- standard input */

static bool copy_rest(FILE *to, struct error *error)
{
    char bytes[16 * 1024];
    size_t length;
    int64_t all = 0;
    while ((length = fread(bytes, 1, sizeof bytes, stdin)) > 0) {
        fwrite(bytes, 1, length, to);
        if ((all += (int64_t)length) > IMPORT_FILE_MOST)
            return error_set(error, "is larger than %d MiB; import it in parts",
                             IMPORT_FILE_MOST >> 20);
    }
    if (ferror(stdin) || fflush(to) != 0)
        return error_set(error, "can't be read to its end: %s", error_why(errno));
    return true;
}

/* Rows are read twice, so they are kept; in memory, as notes are nobody else's to find. */
static FILE *open_input(enum import_kind *kind, struct error *error)
{
    int memory = memfd_create("import", MFD_CLOEXEC);
    FILE *copy = memory < 0 ? NULL : fdopen(memory, "w+");
    if (!copy) {
        error_set(error, "can't be read: %s", error_why(errno));
        return NULL;
    }
    int sign = first_sign(stdin, copy);
    if (sign != EOF)
        ungetc(sign, stdin);
    *kind = kind_of(sign);
    if (*kind != IMPORT_XML && copy_rest(copy, error)) {
        import_rewind(copy);
        return copy;
    }
    fclose(copy);
    return *kind == IMPORT_XML ? stdin : NULL;
}

FILE *import_open(const char *path, enum import_kind *kind, struct error *error)
{
    return strcmp(path, "-") == 0 ? open_input(kind, error) : open_file(path, kind, error);
}
