/* What can be read of a broken journal, row by row: what a row is shows in its shape, so neither
 * the file's head nor the trees of its tables are needed. A row that nothing points to any more has
 * been cleared (`secure_delete`), so none that was deleted comes back. */
#include "journal/journal_inside.h"
#include "journal/pages.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { SUM_AT = 12 }; /* the column of a sitting's sum */

struct recovery {
    struct journal *to;
    struct error *error; /* of writing; reading fails in silence */
    bool failed;
    bool summed; /* the rows have sums, as those of an older journal have not */
    int64_t cut; /* sittings that were taken without a part of their note */
};

/* ---- values */

static bool is_number(const struct row *row, size_t column)
{
    return row->values[column].kind == VALUE_NUMBER;
}

static bool is_text(const struct row *row, size_t column)
{
    return row->values[column].kind == VALUE_TEXT;
}

/* For each letter a column: n, a number; t, a text; o, a number or NULL; -, NULL; ?, anything. */
static bool has_shape(const struct row *row, const char *shape)
{
    bool fits = row->count >= strlen(shape);
    for (size_t i = 0; fits && shape[i]; i++) {
        bool null = row->values[i].kind == VALUE_NULL;
        fits = shape[i] == 'n'   ? is_number(row, i)
               : shape[i] == 't' ? is_text(row, i)
               : shape[i] == 'o' ? is_number(row, i) || null
                                 : shape[i] == '?' || null;
    }
    return fits;
}

/* As valid UTF-8; empty where it can't be read. The caller frees it. */
static char *text_of(const struct value *value)
{
    char *text = mem_new(value->length + 1, 1);
    if (value->kind == VALUE_TEXT)
        memcpy(text, value->text, value->length);
    text_mend(text);
    return text;
}

/* Binds the columns from one on to ?1 and so on. */
static void bind(sqlite3_stmt *statement, const struct row *row, size_t from, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct value *value = &row->values[from + i];
        int place = (int)i + 1;
        if (value->kind == VALUE_NUMBER)
            sqlite3_bind_int64(statement, place, value->number);
        else if (value->kind == VALUE_NULL)
            sqlite3_bind_null(statement, place);
        else
            sqlite3_bind_text(statement, place, text_of(value), -1, free);
    }
}

/* Runs a statement with columns of the row; whether a row came in by it. One that the tables refuse
 * is no row of theirs. */
static bool put(struct recovery *recovery, const char *sql, const struct row *row, size_t from,
                size_t count)
{
    sqlite3_stmt *statement = journal_statement(recovery->to, sql);
    int code = SQLITE_ERROR;
    if (statement) {
        bind(statement, row, from, count);
        if (sqlite3_bind_parameter_count(statement) > (int)count)
            sqlite3_bind_int64(statement, (int)count + 1, row->id);
        code = sqlite3_step(statement);
    }
    if (code != SQLITE_DONE && code != SQLITE_CONSTRAINT)
        recovery->failed = !journal_failed(recovery->to, recovery->error);
    bool taken = code == SQLITE_DONE && sqlite3_changes(recovery->to->db) > 0;
    sqlite3_reset(statement);
    return taken;
}

/* ---- sittings */

static bool has_uid(const struct value *value)
{
    size_t digits = 0;
    while (digits < value->length && strchr("0123456789abcdef", value->text[digits]))
        digits++;
    return digits == value->length && digits == RECORD_UID_SIZE - 1;
}

/* A row of `sitting`; the note, and its sum, which come last, may be broken off. */
static bool is_sitting(const struct row *row)
{
    return row->in_table && row->id > 0 && has_shape(row, "-tnnnnttttn?") &&
           has_uid(&row->values[1]);
}

static bool take_sitting(void *context, const struct row *row)
{
    static const char SQL[] =
        "INSERT OR IGNORE INTO sitting (uid, began, utc_offset, planned, sat, practice, title,"
        " origin, ending, deleted, note, sum, id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
        " ?11, ?12, (SELECT ?13 WHERE NOT EXISTS (SELECT 1 FROM sitting WHERE id = ?13)))";
    struct recovery *recovery = context;
    if (is_sitting(row)) {
        struct row summed = *row;
        recovery->summed |= row->count > SUM_AT;
        if (row->count <= SUM_AT || !is_number(row, SUM_AT))
            summed.values[SUM_AT] = (struct value){.kind = VALUE_NULL};
        if (put(recovery, SQL, &summed, 1, SUM_AT))
            recovery->cut += row->cut;
    }
    return !recovery->failed;
}

/* ---- what belongs to them */

#define WHERE_SITTING " WHERE EXISTS (SELECT 1 FROM sitting WHERE id = ?1)"

static const struct kind {
    bool in_table;
    const char *shape;
    size_t from, count;
    const char *sql;
} KINDS[] = {
    {false, "ntooo", 0, 5,
     "INSERT OR IGNORE INTO check_in (sitting, moment, pleasant, energy, connected)"
     " SELECT ?1, ?2, ?3, ?4, ?5" WHERE_SITTING},
    {true, "-tnnnnntttnn", 1, 11,
     "INSERT OR IGNORE INTO whereabouts (step, sentence, chosen, silence, remaining, seed, voice,"
     " course, day, instead, grounded, sitting)"
     " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12"
     " WHERE EXISTS (SELECT 1 FROM sitting WHERE id = ?12 AND ending = 'not yet')"},
    {true, "-nnt", 1, 3,
     "INSERT OR IGNORE INTO former_note (sitting, place, note) SELECT ?1, ?2, ?3" WHERE_SITTING},
};

/* Only once there are check-ins. */
static const struct kind FEELING = {
    false, "ntnt", 0, 4,
    "INSERT OR IGNORE INTO feeling (sitting, moment, place, word) SELECT ?1, ?2, ?3, ?4"
    " WHERE EXISTS (SELECT 1 FROM check_in WHERE sitting = ?1 AND moment = ?2)"};

static void take(struct recovery *recovery, const struct kind *kind, const struct row *row)
{
    if (row->in_table == kind->in_table && row->count == strlen(kind->shape) &&
        has_shape(row, kind->shape))
        put(recovery, kind->sql, row, kind->from, kind->count);
}

static bool take_belongings(void *context, const struct row *row)
{
    struct recovery *recovery = context;
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS && !recovery->failed; i++)
        take(recovery, &KINDS[i], row);
    return !recovery->failed;
}

static bool take_feeling(void *context, const struct row *row)
{
    struct recovery *recovery = context;
    take(recovery, &FEELING, row);
    return !recovery->failed;
}

/* ---- all of it */

static bool copy_all(struct recovery *recovery, struct pages *pages)
{
    static bool (*const TAKERS[])(void *context, const struct row *row) = {
        take_sitting, take_belongings, take_feeling};
    for (size_t i = 0; i < sizeof TAKERS / sizeof *TAKERS && !recovery->failed; i++)
        pages_each(pages, TAKERS[i], recovery);
    return !recovery->failed &&
           (recovery->summed ||
            journal_execute(recovery->to, "UPDATE sitting SET sum = content_sum(id)",
                            recovery->error)) &&
           journal_execute(recovery->to, "INSERT INTO found (found) VALUES ('rebuild')",
                           recovery->error);
}

static int64_t count(struct journal *journal)
{
    sqlite3_stmt *statement = journal_statement(journal, "SELECT count(*) FROM sitting");
    bool good = statement && sqlite3_step(statement) == SQLITE_ROW;
    int64_t sittings = good ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return sittings;
}

bool recover_into(struct journal *to, const struct journal *broken, int64_t *copied, int64_t *cut,
                  struct error *error)
{
    struct recovery recovery = {.to = to, .error = error};
    char *log = file_beside(broken, "-wal");
    struct pages *pages = pages_open(broken->path, log);
    bool good =
        journal_begin(to, error) && journal_end(to, !pages || copy_all(&recovery, pages), error);
    pages_close(pages);
    free(log);
    *cut = recovery.cut;
    *copied = good ? count(to) : 0;
    return good;
}
