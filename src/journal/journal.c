#include "journal/journal_inside.h"

#include "base/memory.h"
#include "base/path.h"

#include <stdlib.h>
#include <unistd.h>

const char *journal_notice(const struct journal *journal)
{
    return journal->notice;
}

/* Whether there is anything that SQLite might read. */
static bool is_file(const struct journal *journal)
{
    int64_t size = file_size(journal, "");
    return size > 0 || (size == 0 && file_size(journal, "-wal") <= 0);
}

/* Nobody else opens it in the meantime. */
static bool open_alone(struct journal *journal, struct error *error)
{
    bool was_empty = file_size(journal, "") == 0;
    if (!file_make(journal->path, error))
        return false;
    file_resolve(journal);
    file_make_private(journal);
    if (was_empty)
        journal_note(journal, mem_format("%s was empty: a new journal is begun", journal->path));
    int code = is_file(journal) && !damage_is_marked(journal) ? journal_attach(journal, error)
                                                              : SQLITE_CORRUPT;
    if (code == SQLITE_OK && !journal_is_whole(journal))
        code = SQLITE_CORRUPT;
    return code == SQLITE_OK || (journal_is_damage(code) && journal_renew(journal, error));
}

static bool open_it(struct journal *journal, bool usual, struct error *error)
{
    if (!file_make_folder(journal->path, usual, error))
        return false;
    file_resolve(journal);
    if (!lock_gate(journal, error))
        return false;
    bool good = open_alone(journal, error);
    if (good)
        lock_shared(journal);
    unlock_gate(journal);
    return good;
}

struct journal *journal_open(const char *path, struct error *error)
{
    struct journal *journal = mem_new(1, sizeof *journal);
    journal->held = -1;
    journal->path = path ? mem_copy_text(path) : journal_path();
    if (!journal->path)
        path_no_home("there is no journal", "XDG_DATA_HOME", error);
    else if (open_it(journal, !path, error))
        return journal;
    journal_close(journal);
    return NULL;
}

void journal_close(struct journal *journal)
{
    if (!journal)
        return;
    journal_keep_whole(journal);
    journal_detach(journal);
    if (journal->damaged && !journal->newer)
        damage_mark(journal);
    if (journal->held >= 0)
        close(journal->held);
    free(journal->notice);
    free(journal->path);
    free(journal);
}

/* Space may have been made, or a disk be writable again. */
static bool try_again(struct journal *journal, struct error *error)
{
    journal_detach(journal);
    journal_note(journal, NULL);
    journal->read_only = false;
    return journal_attach(journal, error) == SQLITE_OK &&
           (!journal->read_only || error_set(error, "%s", journal->notice));
}

bool journal_can_write(struct journal *journal, struct error *error)
{
    if (journal->newer)
        return error_set(error, "%s", journal->notice);
    return (journal->db && !journal->read_only) || try_again(journal, error);
}
