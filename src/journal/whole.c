/* Whether the journal is as numbmed left it. The file is summed up at every opening; where the sum
 * is the one that was kept when it was last known to be whole, so it still is. Else all of it is
 * looked through: its structure, what words are found by, and the sum of each sitting. */
#include "journal/journal_inside.h"

#include "base/memory.h"
#include "journal/log_pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- the file's sum, kept in the file for locks */

enum { MARK_SIZE = 64 };

/* The file is read by SQLite's own handle, see journal/file. False: it can't be read, or says that
 * it is larger than any journal, as a hole makes it. */
static bool mark_of(struct journal *journal, char mark[MARK_SIZE])
{
    enum { CHUNK = 1 << 18 };
    const sqlite3_int64 most = INT64_C(1) << 32;
    struct log_sum sum = {0};
    sqlite3_int64 size = 0, at = 0;
    sqlite3_file *file = NULL;
    if (sqlite3_file_control(journal->db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
        !file || !file->pMethods || file->pMethods->xFileSize(file, &size) != SQLITE_OK ||
        size > most)
        return false;
    unsigned char *bytes = mem_new(CHUNK, 1);
    for (bool good = true; good && at < size; at += CHUNK) {
        int part = size - at < CHUNK ? (int)(size - at) : CHUNK;
        memset(bytes + part / 8 * 8, 0, part % 8 ? 8 : 0);
        good = file->pMethods->xRead(file, bytes, part, at) == SQLITE_OK;
        log_sum_add(&sum, bytes, (size_t)(part + 7) / 8 * 8);
    }
    free(bytes);
    snprintf(mark, MARK_SIZE, "whole %lld %08x %08x\n", (long long)size, sum.one, sum.two);
    return at >= size;
}

static bool is_kept(const struct journal *journal, const char *mark)
{
    char kept[MARK_SIZE] = "";
    return journal->held >= 0 && pread(journal->held, kept, MARK_SIZE - 1, 0) > 0 &&
           strcmp(kept, mark) == 0;
}

/* What can't be kept is found out again by the next opening. */
static void keep(const struct journal *journal, const char *mark)
{
    size_t length = strlen(mark);
    if (journal->held < 0 || ftruncate(journal->held, 0) < 0 ||
        pwrite(journal->held, mark, length, 0) != (ssize_t)length)
        return;
}

/* Changes whenever another program, or another of this one's journals, has written. */
static int64_t version_of_data(struct journal *journal)
{
    sqlite3_stmt *statement = journal_statement(journal, "PRAGMA data_version");
    int64_t version = statement && sqlite3_step(statement) == SQLITE_ROW
                          ? sqlite3_column_int64(statement, 0)
                          : -1;
    sqlite3_reset(statement);
    return version;
}

/* ---- looking through */

bool structure_is_whole(struct journal *journal)
{
    sqlite3_stmt *statement = journal_statement(journal, "PRAGMA integrity_check(1)");
    bool whole = statement && sqlite3_step(statement) == SQLITE_ROW &&
                 strcmp((const char *)sqlite3_column_text(statement, 0), "ok") == 0;
    sqlite3_reset(statement);
    return whole;
}

/* Whether words lead to the sittings that have them; 1 asks for more than the index's own shape. */
static bool words_are_whole(struct journal *journal)
{
    static const char SQL[] = "INSERT INTO found (found, rank) VALUES ('integrity-check', 1)";
    return !journal_is_damage(sqlite3_exec(journal->db, SQL, NULL, NULL, NULL));
}

bool words_rebuild(struct journal *journal, struct error *error)
{
    return journal_execute(journal, "INSERT INTO found (found) VALUES ('rebuild')", error);
}

/* What can be mended on the spot is; what was changed is said. False: the file is broken. */
static bool look_through(struct journal *journal, bool *all_right)
{
    char *sentence;
    *all_right = false;
    if (!structure_is_whole(journal))
        return false;
    if (!words_are_whole(journal)) {
        if (!words_rebuild(journal, NULL)) /* for want of room, perhaps: the next opening will */
            return !journal_is_damage(sqlite3_errcode(journal->db));
        journal_note_too(journal, mem_copy_text(WORDS_SENTENCE));
    }
    *all_right = sums_are_right(journal, &sentence);
    if (sentence)
        journal_note_too(journal, sentence);
    return *all_right || sentence;
}

/* Where nothing can be mended, or remembered, only what another program changed is said. */
static void look_only(struct journal *journal)
{
    char *sentence = NULL;
    if (!journal->newer)
        sums_are_right(journal, &sentence);
    if (sentence)
        journal_note_too(journal, sentence);
}

bool journal_is_whole(struct journal *journal)
{
    char mark[MARK_SIZE];
    bool whole = true, all_right = true;
    if (journal->read_only) {
        look_only(journal);
        return true;
    }
    bool marked = mark_of(journal, mark), log = file_size(journal, "-wal") > 0;
    if (!marked || !is_kept(journal, mark)) {
        whole = look_through(journal, &all_right);
        log = false;
        if (whole && all_right && marked)
            keep(journal, mark);
    }
    journal->known_whole = whole && all_right && !log;
    journal->data_version = version_of_data(journal);
    journal->changes = sqlite3_total_changes(journal->db);
    return whole;
}

/* Only what this program alone has written to a file that was whole is whole again without a look:
 * what a log held before, or another wrote, is looked through by the next opening. */
void journal_keep_whole(struct journal *journal)
{
    char mark[MARK_SIZE];
    if (!journal->db || !journal->known_whole || journal->damaged || journal->read_only ||
        sqlite3_total_changes(journal->db) == journal->changes ||
        version_of_data(journal) != journal->data_version || !lock_to_the_end(journal))
        return;
    if (mark_of(journal, mark) && is_kept(journal, mark) &&
        sqlite3_wal_checkpoint_v2(journal->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) ==
            SQLITE_OK &&
        mark_of(journal, mark))
        keep(journal, mark);
}
