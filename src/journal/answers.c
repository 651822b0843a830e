#include "journal/answers.h"

#include "journal/calendar.h"
#include "journal/journal_inside.h"

static void take_answer(struct answers_scale *scale, int answer)
{
    enum { TENTH = SCALE_STEPS / ANSWERS_TENTHS };
    int tenth = answer / TENTH;
    if (answer == ANSWER_OPEN)
        scale->open++;
    else if (answer == ANSWER_CANT_TELL)
        scale->cant_tell++;
    else {
        scale->tenths[tenth < ANSWERS_TENTHS ? tenth : ANSWERS_TENTHS - 1]++;
        scale->answers++;
    }
}

static void take_for_trend(struct answers *answers, int64_t day, int answer)
{
    int64_t week = (day - answers->first_week) / CALENDAR_WEEK_DAYS;
    if (answer < 0 || day < answers->first_week || week >= TREND_WEEKS)
        return;
    answers->connected.weeks[week].answers++;
    answers->connected.weeks[week].sum += answer;
}

static void take_check_in(struct answers *answers, sqlite3_stmt *statement)
{
    enum moment moment = sqlite3_column_int(statement, 2) ? MOMENT_AFTER : MOMENT_BEFORE;
    int64_t day =
        calendar_evening(sqlite3_column_int64(statement, 0), sqlite3_column_int(statement, 1));
    answers->check_ins[moment]++;
    for (enum scale scale = 0; scale < SCALES; scale++) {
        int answer = column_answer(statement, 3 + (int)scale);
        take_answer(&answers->scales[scale][moment], answer);
        if (scale == SCALE_CONNECTED && moment == MOMENT_AFTER)
            take_for_trend(answers, day, answer);
    }
}

static bool read_check_ins(struct answers *answers, struct journal *journal, struct error *error)
{
    int code = SQLITE_ERROR;
    sqlite3_stmt *statement =
        journal_statement(journal, "SELECT began, utc_offset, moment = 'after', pleasant, energy,"
                                   " connected FROM check_in JOIN sitting"
                                   " ON sitting.id = check_in.sitting WHERE " SITTING_COUNTS);
    while (statement && (code = sqlite3_step(statement)) == SQLITE_ROW)
        take_check_in(answers, statement);
    bool good = code == SQLITE_DONE || journal_failed(journal, error);
    sqlite3_reset(statement);
    return good;
}

static bool read_words(struct answers *answers, struct journal *journal, struct error *error)
{
    int code = SQLITE_ERROR;
    sqlite3_stmt *statement = journal_statement(
        journal, "SELECT word, sum(moment = 'before'), sum(moment = 'after') FROM feeling"
                 " JOIN sitting ON sitting.id = feeling.sitting WHERE " SITTING_COUNTS
                 " GROUP BY word ORDER BY count(*) DESC, word LIMIT ?1");
    if (statement)
        statement_bind(statement, "i", (int64_t)ANSWERS_WORDS);
    while (statement && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct answers_word *word = &answers->words[answers->word_count++];
        column_copy(statement, 0, word->word, sizeof word->word);
        word->times[MOMENT_BEFORE] = sqlite3_column_int64(statement, 1);
        word->times[MOMENT_AFTER] = sqlite3_column_int64(statement, 2);
    }
    bool good = code == SQLITE_DONE || journal_failed(journal, error);
    sqlite3_reset(statement);
    return good;
}

bool answers_read(struct answers *answers, struct journal *journal, int64_t today,
                  struct error *error)
{
    *answers = (struct answers){.first_week = calendar_first(SPAN_WEEK, today, 1 - TREND_WEEKS)};
    if (!read_check_ins(answers, journal, error) || !read_words(answers, journal, error))
        return false;
    trend_fit(&answers->connected);
    return true;
}
