/* All that writes in a journal, to be tried where it can't be written. */
#ifndef TESTS_JOURNAL_ACTS_H
#define TESTS_JOURNAL_ACTS_H

#include "support/desk.h"

struct act {
    const char *name;
    bool (*run)(struct desk *desk, int64_t id);
};

static inline bool save(struct desk *desk, int64_t id)
{
    (void)id;
    struct record record = desk_record("Body scan", NULL);
    char *note = desk_long_note();
    record_set_note(&record, note);
    bool good = journal_save(desk->journal, &record, &desk->error);
    record_free(&record);
    free(note);
    return good;
}

static inline bool save_place(struct desk *desk, int64_t id)
{
    struct record record;
    if (!journal_load(desk->journal, id, &record, &desk->error))
        return false;
    record.at.left++;
    bool good = journal_save_place(desk->journal, &record, &desk->error);
    record_free(&record);
    return good;
}

static inline bool set_note(struct desk *desk, int64_t id)
{
    return journal_set_note(desk->journal, id, "another note", &desk->error);
}

static inline bool delete (struct desk *desk, int64_t id)
{
    return journal_delete(desk->journal, id, &desk->error);
}

static inline bool restore(struct desk *desk, int64_t id)
{
    return journal_restore(desk->journal, id, &desk->error);
}

static inline bool forget_all(struct desk *desk, int64_t id)
{
    (void)id;
    return journal_forget_all(desk->journal, &desk->error);
}

/* In this order each can be done once it may. */
static const struct act ACTS[] = {
    {"save", save},     {"save place", save_place}, {"set note", set_note},
    {"delete", delete}, {"restore", restore},       {"forget", forget_all},
};

enum { ACT_COUNT = sizeof ACTS / sizeof *ACTS };

/* Numbers that tell whether anything changed. */
static inline char *state_of(struct desk *desk)
{
    struct error error;
    struct journal *other = desk_open_other(desk);
    if (!other)
        fail_msg("%s", desk->error.text);
    int64_t all = journal_count(other, &(struct journal_query){.limit = 0}, &error),
            found = journal_count(other, &(struct journal_query){.find = "roof rain"}, &error),
            gone = journal_count(other, &(struct journal_query){.deleted = true}, &error);
    journal_close(other);
    return mem_format("%d of %d, %d deleted", (int)found, (int)all, (int)gone);
}

static inline void assert_refused(struct desk *desk, const struct act *act, int64_t id,
                                  const char *why)
{
    if (act->run(desk, id))
        fail_msg("%s was possible", act->name);
    desk_said(desk, why);
    desk_said(desk, "");
}

static inline int64_t prepare(struct desk *desk)
{
    struct record record = desk_record("Body scan", "first");
    desk_save_many(desk, 30);
    record.ending = ENDING_NOT_YET;
    assert_true(journal_save(desk->journal, &record, &desk->error));
    record_free(&record);
    return record.id;
}

#endif
