/* Each sitting carries the CRC-32 of its content, and of all that belongs to it: what was changed
 * by another program, or broken, shows. docs/journal.md says how it is computed. */
#include "journal/journal_inside.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* ---- the checksum: the one of zlib and Ethernet, four bits at a time */

uint32_t crc_add(uint32_t crc, const void *bytes, size_t length)
{
    static const uint32_t TABLE[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
                                       0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
                                       0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
                                       0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
    const unsigned char *at = bytes;
    crc = ~crc;
    for (; length > 0; length--, at++) {
        crc = TABLE[(crc ^ *at) & 15] ^ crc >> 4;
        crc = TABLE[(crc ^ (uint32_t)*at >> 4) & 15] ^ crc >> 4;
    }
    return ~crc;
}

/* ---- what it covers */

static const char *const CONTENT[] = {
    "SELECT 's', id, uid, began, utc_offset, planned, sat, practice, title, origin, ending,"
    " deleted, note FROM sitting WHERE id = ?1",
    "SELECT 'c', moment, pleasant, energy, connected FROM check_in WHERE sitting = ?1"
    " ORDER BY moment",
    "SELECT 'f', moment, place, word FROM feeling WHERE sitting = ?1 ORDER BY moment, place",
    "SELECT 'n', place, note FROM former_note WHERE sitting = ?1 ORDER BY place",
    "SELECT 'w', step, sentence, chosen, silence, remaining, seed, voice, course, day, instead,"
    " grounded FROM whereabouts WHERE sitting = ?1",
};

static uint32_t add_number(uint32_t crc, int64_t number)
{
    unsigned char bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)((uint64_t)number >> 8 * (sizeof bytes - 1 - i));
    return crc_add(crc, bytes, sizeof bytes);
}

/* A letter for the kind; an integer as eight bytes, the highest first; any other value by its
 * length, as an integer, and its bytes. */
static uint32_t add_value(uint32_t crc, sqlite3_stmt *statement, int column)
{
    int type = sqlite3_column_type(statement, column);
    if (type == SQLITE_NULL)
        return crc_add(crc, "-", 1);
    if (type == SQLITE_INTEGER)
        return add_number(crc_add(crc, "i", 1), sqlite3_column_int64(statement, column));
    const void *bytes = sqlite3_column_blob(statement, column);
    int length = sqlite3_column_bytes(statement, column);
    crc = add_number(crc_add(crc, "t", 1), length);
    return bytes ? crc_add(crc, bytes, (size_t)length) : crc;
}

/* The rows that a statement gives; SQLite's code. */
static int add_rows(struct journal *journal, const char *sql, int64_t id, uint32_t *crc)
{
    int code;
    sqlite3_stmt *statement = journal_statement(journal, sql);
    if (!statement)
        return sqlite3_errcode(journal->db);
    statement_bind(statement, "i", id);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); i++)
            *crc = add_value(*crc, statement, i);
    }
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static void content_sum(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct journal *journal = sqlite3_user_data(context);
    uint32_t crc = 0;
    int code = SQLITE_OK;
    (void)count;
    for (size_t i = 0; i < sizeof CONTENT / sizeof *CONTENT && code == SQLITE_OK; i++)
        code = add_rows(journal, CONTENT[i], sqlite3_value_int64(values[0]), &crc);
    if (code == SQLITE_OK)
        sqlite3_result_int64(context, crc);
    else
        sqlite3_result_error_code(context, code);
}

int sum_register(struct journal *journal)
{
    return sqlite3_create_function_v2(journal->db, "content_sum", 1,
                                      SQLITE_UTF8 | SQLITE_DIRECTONLY, journal, content_sum, NULL,
                                      NULL, NULL);
}

/* ---- one sitting */

bool sum_is_right(struct journal *journal, int64_t id)
{
    sqlite3_stmt *statement =
        journal_statement(journal, "SELECT sum = content_sum(id) FROM sitting WHERE id = ?1");
    if (!statement)
        return false;
    statement_bind(statement, "i", id);
    bool right = sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_int(statement, 0) != 0;
    sqlite3_reset(statement);
    return right;
}

bool sum_write(struct journal *journal, int64_t id, struct error *error)
{
    return journal_run(journal, error, "UPDATE sitting SET sum = content_sum(id) WHERE id = ?1",
                       "i", id);
}

bool journal_accept(struct journal *journal, int64_t id, struct error *error)
{
    return journal_can_write(journal, error) && sum_write(journal, id, error);
}

/* ---- all of them */

enum { NAMED_MOST = 5 };

/* The first of the numbers, for a person; the caller frees it. */
static char *list(const int64_t *ids, int64_t count)
{
    char *text = mem_format("%lld", (long long)ids[0]);
    for (int64_t i = 1; i < count && i < NAMED_MOST; i++) {
        char *longer = mem_format("%s, %lld", text, (long long)ids[i]);
        free(text);
        text = longer;
    }
    return text;
}

static char *tell(const int64_t *ids, int64_t count)
{
    char *numbers = list(ids, count), *sentence;
    if (count == 1)
        sentence = mem_format("sitting %s isn't as numbmed wrote it: another program changed it, "
                              "or it is damaged; numbmed journal show %s shows it, and numbmed "
                              "journal edit %s accepts it as it is",
                              numbers, numbers, numbers);
    else
        sentence = mem_format("%lld sittings (%s%s) aren't as numbmed wrote them: another program "
                              "changed them, or they are damaged; numbmed journal show NUMBER "
                              "shows one, and numbmed journal edit NUMBER accepts it as it is",
                              (long long)count, numbers, count > NAMED_MOST ? " and others" : "");
    free(numbers);
    return sentence;
}

bool sums_are_right(struct journal *journal, char **sentence)
{
    int64_t ids[NAMED_MOST], count = 0;
    sqlite3_stmt *statement = journal_statement(
        journal, "SELECT id FROM sitting WHERE sum IS NOT content_sum(id) ORDER BY id");
    *sentence = NULL;
    if (!statement)
        return false;
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        if (count < NAMED_MOST)
            ids[count] = sqlite3_column_int64(statement, 0);
        count++;
    }
    sqlite3_reset(statement);
    if (count)
        *sentence = tell(ids, count);
    return code == SQLITE_DONE && !count;
}
