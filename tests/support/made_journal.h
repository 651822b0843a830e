/* A journal made up for tests, measurements and pictures: somebody who sits most evenings and some
 * mornings, says after most sittings how it is, and finds a little more each week. The same seed
 * makes the same journal. */
#ifndef TESTS_MADE_JOURNAL_H
#define TESTS_MADE_JOURNAL_H

#include "journal/journal_inside.h"

#include "support/random.h"

#include <stdio.h>

struct made_journal {
    int64_t now; /* it ends here */
    int utc_offset;
    int64_t sittings;
    int64_t a_day; /* at most */
    uint64_t seed;
};

/* About the middle of [0, most], by three dice. */
static inline int made_about(uint64_t *chance, int most)
{
    return (int)((random_between(chance, 0, most) + random_between(chance, 0, most) +
                  random_between(chance, 0, most)) /
                 3);
}

static inline int made_answer(uint64_t *chance, int middle)
{
    int answer = middle - 40 + made_about(chance, 80);
    if (random_between(chance, 0, 19) == 0)
        return ANSWER_CANT_TELL;
    if (random_between(chance, 0, 19) == 0)
        return ANSWER_OPEN;
    return answer < 0 ? 0 : answer > SCALE_STEPS ? SCALE_STEPS : answer;
}

static inline void made_check_in(uint64_t *chance, int middle, struct check_in *check_in)
{
    static const char *const WORDS[] = {"numb",     "tired", "calm",  "foggy",
                                        "distant",  "quiet", "tense", "flat",
                                        "not sure", "soft",  "sad",   "curious"};
    for (int i = 0; i < SCALES; i++)
        check_in->scales[i] = made_answer(chance, middle);
    for (int64_t i = random_between(chance, 0, 3); i > 0; i--) {
        const char *word = WORDS[made_about(chance, 11)];
        if (!check_in_has_word(check_in, word))
            check_in_toggle_word(check_in, word);
    }
}

/* The sitting before or after which so much of the journal's time has passed, 0 to 100. */
static inline void made_sitting(uint64_t *chance, int64_t began, int utc_offset, int passed,
                                struct record *record)
{
    static const char *const PRACTICES[][2] = {{"emotional-numbness", "Emotional numbness"},
                                               {"body-scan", "Body scan"},
                                               {"anchor", "An anchor"},
                                               {"", "Silent sitting"}};
    const char *const *practice = PRACTICES[made_about(chance, 3)];
    record_begin(record);
    for (int i = 0; i < RECORD_UID_SIZE - 1; i++)
        record->uid[i] = "0123456789abcdef"[random_next(chance) % 16];
    record->began = began;
    record->utc_offset = utc_offset;
    record->ending = random_between(chance, 0, 9) ? ENDING_COMPLETE : ENDING_EARLY;
    record->planned = 300 * random_between(chance, 1, 6);
    record->sat = record->ending == ENDING_COMPLETE ? record->planned : record->planned / 2;
    snprintf(record->practice, sizeof record->practice, "%s", practice[0]);
    snprintf(record->title, sizeof record->title, "%s", practice[1]);
    snprintf(record->origin, sizeof record->origin, "numbmed");
    if (random_between(chance, 0, 3) == 0)
        made_check_in(chance, 35 + passed / 5, &record->check_ins[MOMENT_BEFORE]);
    if (random_between(chance, 0, 9) < 8)
        made_check_in(chance, 40 + passed / 4, &record->check_ins[MOMENT_AFTER]);
}

/* Writes them, the oldest first: false and a sentence on failure. */
static inline bool made_journal_fill(struct journal *journal, const struct made_journal *made,
                                     struct error *error)
{
    enum { DAY = 24 * 60 * 60 };
    uint64_t chance = made->seed;
    int64_t midnight = made->now + made->utc_offset;
    midnight -= midnight % DAY + made->utc_offset;
    bool good = journal_begin(journal, error);
    for (int64_t left = made->sittings, ago = made->sittings * 10 / 8; good && left > 0; ago--) {
        int64_t day = midnight - ago / made->a_day * DAY;
        bool morning = random_between(&chance, 0, 4) == 0;
        struct record record;
        if (random_between(&chance, 0, 9) >= 8 && ago > left)
            continue;
        day += morning ? 6 * 3600 + made_about(&chance, 7200) : 74000 + made_about(&chance, 9000);
        made_sitting(&chance, day, made->utc_offset, (int)(100 - 100 * left / made->sittings),
                     &record);
        good = journal_save_in(journal, &record, NULL, error);
        record_free(&record);
        left--;
    }
    return journal_end(journal, good, error);
}

#endif
