#include "journal/import.h"

#include "base/memory.h"
#include "base/text.h"
#include "journal/journal_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

FILE *import_open(const char *path, struct error *error)
{
    struct stat status;
    FILE *stream = NULL;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0 || fstat(file, &status) < 0)
        error_set(error, "can't be read: %s", strerror(errno));
    else if (!S_ISREG(status.st_mode))
        error_set(error, "is not a regular file; name a file");
    else if (status.st_size > IMPORT_FILE_MOST)
        error_set(error, "is larger than %d MiB; import it in parts", IMPORT_FILE_MOST >> 20);
    else
        stream = fdopen(file, "r");
    if (!stream && file >= 0)
        close(file);
    return stream;
}

void import_rewind(FILE *file)
{
    static const char MARK[] = "\xEF\xBB\xBF";
    char start[sizeof MARK - 1];
    rewind(file);
    if (fread(start, sizeof start, 1, file) != 1 || memcmp(start, MARK, sizeof start) != 0)
        rewind(file);
}

bool import_begin(struct import *import, struct journal *journal, struct error *error)
{
    import->journal = journal;
    import->added = import->there = import->deleted = import->bad = import->rows = 0;
    import->unknown_count = 0;
    return journal_can_write(journal, error) && journal_begin(journal, error);
}

/* Counts the sitting if it is there, whatever became of it since; false and `*fine` false: that
 * can't be told. */
static bool is_there(struct import *import, const char *uid, bool *fine)
{
    sqlite3_stmt *statement =
        journal_statement(import->journal, "SELECT deleted FROM sitting WHERE uid = ?1");
    *fine = false;
    if (!statement)
        return false;
    statement_bind(statement, "t", uid);
    int code = sqlite3_step(statement);
    bool there = code == SQLITE_ROW;
    *fine = there || code == SQLITE_DONE;
    import->there += there;
    import->deleted += there && sqlite3_column_int64(statement, 0) > 0;
    sqlite3_reset(statement);
    return there;
}

static bool count_row(struct import *import, struct error *error)
{
    return ++import->rows <= IMPORT_ROWS_MOST ||
           error_set(error, "there are more than %d rows; import them in parts", IMPORT_ROWS_MOST);
}

bool import_take(struct import *import, struct record *record, struct error *error)
{
    bool fine;
    if (!count_row(import, error))
        return false;
    if (import->bad && !import->skip_bad)
        return true; /* nothing will come in: only what else is bad is of interest */
    if (is_there(import, record->uid, &fine))
        return true;
    if (!fine)
        return journal_failed(import->journal, error);
    bool good = journal_save_in(import->journal, record, NULL, error);
    import->added += good;
    return good;
}

bool import_skip(struct import *import, int64_t line, const char *sentence, struct error *error)
{
    import->bad++;
    import->tell(import->context, line, sentence);
    return count_row(import, error);
}

void import_leave_out(struct import *import, const char *name)
{
    char *clean = text_clean(name);
    clean[text_fit(clean, UNKNOWN_SIZE / 4)] = '\0';
    size_t i = 0;
    while (i < import->unknown_count && strcmp(import->unknown[i], clean) != 0)
        i++;
    if (i == import->unknown_count && i < UNKNOWN_MOST)
        snprintf(import->unknown[import->unknown_count++], UNKNOWN_SIZE, "%s", clean);
    free(clean);
}

bool import_end(struct import *import, bool good, struct error *error)
{
    if (good && import->bad && !import->skip_bad)
        good = error_set(error,
                         import->bad == 1 ? "nothing was imported, as a row is bad; --skip-bad "
                                            "leaves it out"
                                          : "nothing was imported, as %lld rows are bad; "
                                            "--skip-bad leaves them out",
                         (long long)import->bad);
    good = journal_end(import->journal, good, error);
    if (!good)
        import->added = 0;
    return good;
}
