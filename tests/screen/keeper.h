/* A journal for the screen tests, with some sittings in it. */
#ifndef TESTS_SCREEN_KEEPER_H
#define TESTS_SCREEN_KEEPER_H

#include "screen/player.h"

#include "journal/journal.h"

#include <time.h>

static inline struct journal *keeper_open(const struct stage *stage)
{
    struct error error;
    char *path = path_join(stage->folder, "data/numbmed/journal.db");
    struct journal *journal = journal_open(path, &error);
    free(path);
    assert_non_null(journal);
    return journal;
}

/* A sitting of ten minutes that began so many days ago; record_free frees it. */
static inline struct record keeper_record(const char *title, const char *note, int days)
{
    struct record record;
    record_begin(&record);
    record.began -= days * 86400;
    snprintf(record.title, sizeof record.title, "%s", title);
    snprintf(record.origin, sizeof record.origin, "numbmed");
    record.ending = ENDING_COMPLETE;
    record.planned = record.sat = 600;
    record_set_note(&record, note);
    return record;
}

/* Writes it down, and frees it. Returns its number. */
static inline int64_t keeper_save(const struct stage *stage, struct record *record)
{
    struct error error;
    struct journal *journal = keeper_open(stage);
    assert_true(journal_save(journal, record, &error));
    journal_close(journal);
    record_free(record);
    return record->id;
}

static inline int64_t keeper_add(const struct stage *stage, const char *title, const char *note,
                                 int days)
{
    struct record record = keeper_record(title, note, days);
    return keeper_save(stage, &record);
}

/* The note of a sitting, to be freed; NULL: it has none. */
static inline char *keeper_note(const struct stage *stage, int64_t id)
{
    struct error error;
    struct record record;
    struct journal *journal = keeper_open(stage);
    assert_true(journal_load(journal, id, &record, &error));
    journal_close(journal);
    return record.note;
}

#endif
