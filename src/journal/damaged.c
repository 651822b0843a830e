/* A broken journal is kept, and what can be read of it goes on in a new one. */
#include "journal/journal_inside.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

bool journal_is_damage(int code)
{
    int kind = code & 0xff;
    return kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB;
}

/* ---- a mark: what is met only in the midst of reading is mended by the next start */

bool damage_is_marked(const struct journal *journal)
{
    return file_size(journal, "-damaged") >= 0;
}

void damage_mark(const struct journal *journal)
{
    char *mark = file_beside(journal, "-damaged");
    int file = open(mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0)
        close(file);
    free(mark);
}

void damage_unmark(const struct journal *journal)
{
    char *mark = file_beside(journal, "-damaged");
    unlink(mark);
    free(mark);
}

/* ---- keeping it */

/* What SQLite keeps beside a file, and would work into another one of that name. */
static const char *const BESIDE[] = {"-wal", "-shm", "-journal"};

static bool is_free(const char *name)
{
    bool taken = access(name, F_OK) == 0;
    for (size_t i = 0; !taken && i < sizeof BESIDE / sizeof *BESIDE; i++) {
        char *beside = mem_format("%s%s", name, BESIDE[i]);
        taken = access(beside, F_OK) == 0;
        free(beside);
    }
    return !taken;
}

char *aside_name(const struct journal *journal, const char *why)
{
    char when[32];
    struct tm local;
    time_t now = time(NULL);
    localtime_r(&now, &local);
    strftime(when, sizeof when, "%Y-%m-%d-%H%M%S", &local);
    char *name = mem_format("%s.%s-%s", journal->path, why, when);
    for (int i = 2; !is_free(name); i++) {
        free(name);
        name = mem_format("%s.%s-%s-%d", journal->path, why, when, i);
    }
    return name;
}

bool aside_put_logs(const struct journal *journal, const char *aside, struct error *error)
{
    bool good = true;
    for (size_t i = 0; good && i < sizeof BESIDE / sizeof *BESIDE; i++) {
        char *from = file_beside(journal, BESIDE[i]), *to = mem_format("%s%s", aside, BESIDE[i]);
        if (rename(from, to) < 0 && errno != ENOENT) /* there may be none */
            good = error_set(error, "%s can't be kept aside: %s", from, strerror(errno));
        free(from);
        free(to);
    }
    if (!good)
        aside_take_back(journal, aside);
    return good;
}

/* A second name where there are such, so that the first is never without a journal. */
bool aside_put(const struct journal *journal, const char *aside, struct error *error)
{
    if (link(journal->path, aside) < 0 && rename(journal->path, aside) < 0)
        return error_set(error, "%s can't be kept aside: %s", journal->path, strerror(errno));
    return aside_put_logs(journal, aside, error);
}

/* The file has both names, unless the file system has no second names. */
void aside_take_back(const struct journal *journal, const char *aside)
{
    for (size_t i = 0; i < sizeof BESIDE / sizeof *BESIDE; i++) {
        char *from = mem_format("%s%s", aside, BESIDE[i]), *to = file_beside(journal, BESIDE[i]);
        if (access(to, F_OK) < 0)
            rename(from, to);
        free(from);
        free(to);
    }
    if (access(journal->path, F_OK) == 0)
        unlink(aside);
    else
        rename(aside, journal->path);
}

/* ---- a new one, made whole beside it before it takes its place */

static bool make_fresh(struct journal *fresh, struct journal *journal, int64_t *saved, int64_t *cut,
                       struct error *error)
{
    file_remove_all(fresh);
    bool good = file_make(fresh->path, error) && journal_attach(fresh, error) == SQLITE_OK &&
                recover_into(fresh, journal, saved, cut, error) &&
                journal_execute(fresh, "PRAGMA journal_mode = DELETE", error);
    journal_detach(fresh);
    return good;
}

/* What became of it, in a sentence. */
static char *tell(const char *aside, int64_t saved, int64_t cut)
{
    char *rest =
        cut ? mem_format("; the notes of %lld aren't whole", (long long)cut) : mem_copy_text("");
    char *sentence = mem_format("the journal was damaged: it is kept as %s, and %lld sitting%s of "
                                "it could be saved%s",
                                aside, (long long)saved, saved == 1 ? "" : "s", rest);
    free(rest);
    return sentence;
}

static bool replace(struct journal *journal, struct error *error)
{
    int64_t saved = 0, cut = 0;
    struct journal fresh = {.held = -1, .path = file_beside(journal, "-new")};
    char *aside = aside_name(journal, "damaged");
    bool good =
        make_fresh(&fresh, journal, &saved, &cut, error) && aside_put(journal, aside, error);
    if (good && rename(fresh.path, journal->path) < 0) {
        good = error_set(error, "%s can't be renamed: %s", fresh.path, strerror(errno));
        aside_take_back(journal, aside);
    }
    if (good)
        journal_note(journal, tell(aside, saved, cut));
    else
        file_remove_all(&fresh);
    free(fresh.notice);
    free(fresh.path);
    free(aside);
    return good;
}

bool journal_renew(struct journal *journal, struct error *error)
{
    if (!lock_alone(journal))
        return error_set(error,
                         "%s is damaged, and another program has it open: end that one and start "
                         "numbmed again to save what can be read",
                         journal->path);
    journal_detach(journal);
    if (!replace(journal, error))
        return false;
    journal->damaged = false;
    damage_unmark(journal);
    if (journal_attach(journal, error) != SQLITE_OK)
        return false;
    journal_is_whole(journal); /* says which sittings miss something */
    return true;
}

bool journal_renew_in_use(struct journal *journal, struct error *error)
{
    if (!lock_gate(journal, error))
        return false;
    bool good = journal_renew(journal, error);
    lock_shared(journal);
    unlock_gate(journal);
    return good;
}
