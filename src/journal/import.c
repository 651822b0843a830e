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

/* Where a row is in the journal. */
enum whether { NOT_THERE, IS_THERE, IS_DELETED, CANT_BE_TOLD };

static enum whether ask(sqlite3_stmt *statement)
{
    int code = sqlite3_step(statement);
    enum whether answer = code == SQLITE_DONE                      ? NOT_THERE
                          : code != SQLITE_ROW                     ? CANT_BE_TOLD
                          : sqlite3_column_int64(statement, 0) > 0 ? IS_DELETED
                                                                   : IS_THERE;
    sqlite3_reset(statement);
    return answer;
}

static enum whether is_there(struct journal *journal, const struct arrival *arrival)
{
    const struct record *record = &arrival->record;
    sqlite3_stmt *by_uid = journal_statement(journal, "SELECT deleted FROM sitting WHERE uid = ?1");
    sqlite3_stmt *by_content = journal_statement(
        journal, "SELECT deleted FROM sitting WHERE began = ?1 AND sat = ?2 AND title = ?3"
                 " AND practice = ?4 AND origin = ?5");
    if (!by_uid || !by_content)
        return CANT_BE_TOLD;
    statement_bind(by_uid, "t", record->uid);
    enum whether answer = ask(by_uid);
    if (answer != NOT_THERE || arrival->named)
        return answer;
    /* Written with another offset, or without one. */
    statement_bind(by_content, "iittt", record->began, record->sat, record->title, record->practice,
                   record->origin);
    return ask(by_content);
}

static bool count_row(struct import *import, struct error *error)
{
    return ++import->rows <= IMPORT_ROWS_MOST ||
           error_set(error, "there are more than %d rows; import them in parts", IMPORT_ROWS_MOST);
}

bool import_take(struct import *import, struct arrival *arrival, struct error *error)
{
    if (!count_row(import, error))
        return false;
    if (import->bad && !import->skip_bad)
        return true; /* nothing will come in: only what else is bad is of interest */
    enum whether answer = is_there(import->journal, arrival);
    if (answer == CANT_BE_TOLD)
        return journal_failed(import->journal, error);
    import->there += answer != NOT_THERE;
    import->deleted += answer == IS_DELETED;
    if (answer != NOT_THERE)
        return true;
    bool good = journal_save_in(import->journal, &arrival->record, NULL, error);
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
