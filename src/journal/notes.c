/* Notes, and those that stood there before. */
#include "journal/journal_inside.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* The note as it is in the journal, to be freed; NULL, and an empty sentence: there is no such
 * sitting. */
static char *read_note(struct journal *journal, int64_t id, struct error *error)
{
    char *note = NULL;
    sqlite3_stmt *statement = journal_statement(journal, "SELECT note FROM sitting WHERE id = ?1");
    error_set(error, "%s", "");
    if (!statement) {
        journal_failed(journal, error);
        return NULL;
    }
    statement_bind(statement, "i", id);
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        note = mem_copy_text((const char *)sqlite3_column_text(statement, 0));
    else if (code != SQLITE_DONE)
        journal_failed(journal, error);
    sqlite3_reset(statement);
    return note;
}

static bool write_note(struct journal *journal, int64_t id, const char *note, struct error *error)
{
    return found_leave(journal, id, error) &&
           journal_run(journal, error, "UPDATE sitting SET note = ?2 WHERE id = ?1", "it", id,
                       note) &&
           found_enter(journal, id, error);
}

/* Keeps one as the newest of the former notes; the oldest ones go. */
static bool keep_former(struct journal *journal, int64_t id, const char *note, struct error *error)
{
    return journal_run(journal, error,
                       "INSERT INTO former_note (sitting, place, note) SELECT ?1,"
                       " coalesce(max(place), 0) + 1, ?2 FROM former_note WHERE sitting = ?1",
                       "it", id, note) &&
           journal_run(journal, error,
                       "DELETE FROM former_note WHERE sitting = ?1 AND place NOT IN (SELECT place"
                       " FROM former_note WHERE sitting = ?1 ORDER BY place DESC LIMIT ?2)",
                       "ii", id, (int64_t)FORMER_NOTES);
}

/* ---- writing one */

bool note_replace_in(struct journal *journal, int64_t id, const char *note, struct note_hand *hand,
                     struct error *error)
{
    char *there = read_note(journal, id, error);
    if (!there)
        return false;
    bool mine = strcmp(there, hand->known ? hand->known : "") == 0, good = true;
    if (strcmp(there, note) != 0) {
        if (*there && !(mine && hand->written))
            good = keep_former(journal, id, there, error);
        hand->met |= good && *there && !mine;
        good = good && write_note(journal, id, note, error);
    }
    free(there);
    return good;
}

/* Whoever writes a note takes the sitting for right. */
static bool replace_and_accept(struct journal *journal, int64_t id, const char *note,
                               struct note_hand *hand, struct error *error)
{
    return note_replace_in(journal, id, note, hand, error) && sum_write(journal, id, error);
}

bool journal_write_note(struct journal *journal, int64_t id, const char *note,
                        struct note_hand *hand, struct error *error)
{
    note = note ? note : "";
    char *whole = mem_format("%.*s", (int)record_note_length(note), note);
    bool good = journal_can_write(journal, error) && journal_begin(journal, error) &&
                journal_end(journal, replace_and_accept(journal, id, whole, hand, error), error);
    if (good) {
        note_hand_take(hand, whole);
        hand->written = true;
    }
    free(whole);
    return good;
}

bool journal_set_note(struct journal *journal, int64_t id, const char *note, struct error *error)
{
    struct note_hand hand = {0};
    bool good = journal_write_note(journal, id, note, &hand, error);
    note_hand_free(&hand);
    return good;
}

bool note_hand_tell(struct note_hand *hand, int64_t id, struct error *error)
{
    bool met = hand->met;
    hand->met = false;
    if (met)
        error_set(error,
                  "this note was changed elsewhere meanwhile; what was written there is kept:"
                  " numbmed journal edit %lld --undo brings it back",
                  (long long)id);
    return met;
}

void note_hand_take(struct note_hand *hand, const char *note)
{
    char *known = mem_copy_text(note ? note : "");
    free(hand->known);
    hand->known = known;
}

void note_hand_free(struct note_hand *hand)
{
    free(hand->known);
    *hand = (struct note_hand){0};
}

/* ---- back to one before */

/* The newest former note that isn't the one that is there; to be freed. NULL: there is none, or,
 * with a sentence, it can't be read. */
static char *newest_former(struct journal *journal, int64_t id, int64_t *place, struct error *error)
{
    char *note = NULL;
    sqlite3_stmt *statement = journal_statement(
        journal, "SELECT former_note.note, place FROM former_note JOIN sitting ON sitting.id ="
                 " sitting WHERE sitting = ?1 AND former_note.note <> sitting.note"
                 " ORDER BY place DESC LIMIT 1");
    if (!statement) {
        journal_failed(journal, error);
        return NULL;
    }
    statement_bind(statement, "i", id);
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        note = mem_copy_text((const char *)sqlite3_column_text(statement, 0));
        *place = sqlite3_column_int64(statement, 1);
    } else if (code != SQLITE_DONE) {
        journal_failed(journal, error);
    }
    sqlite3_reset(statement);
    return note;
}

/* The note that was there becomes the oldest former one, so that none is lost, and going back again
 * leads to the one before. */
static bool change_places(struct journal *journal, int64_t id, const char *there,
                          const char *former, int64_t place, struct error *error)
{
    return journal_run(journal, error, "DELETE FROM former_note WHERE sitting = ?1 AND place = ?2",
                       "ii", id, place) &&
           (!*there ||
            journal_run(journal, error,
                        "INSERT INTO former_note (sitting, place, note) SELECT ?1,"
                        " coalesce(min(place), 1) - 1, ?2 FROM former_note WHERE sitting = ?1",
                        "it", id, there)) &&
           write_note(journal, id, former, error);
}

static bool undo_note(struct journal *journal, int64_t id, struct error *error)
{
    int64_t place = 0;
    char *there = read_note(journal, id, error);
    char *former = there ? newest_former(journal, id, &place, error) : NULL;
    bool good = former && change_places(journal, id, there, former, place, error) &&
                sum_write(journal, id, error);
    free(former);
    free(there);
    return good;
}

bool journal_undo_note(struct journal *journal, int64_t id, struct error *error)
{
    return journal_can_write(journal, error) && journal_begin(journal, error) &&
           journal_end(journal, undo_note(journal, id, error), error);
}
