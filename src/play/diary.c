#include "play/diary.h"

#include "base/frames.h"
#include "journal/stamp.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

enum {
    EVERY = 5 * FRAMES_PER_SECOND, /* of the sitting, between two writes */
    TOO_LITTLE_LEFT = 10,          /* seconds for which nobody is asked to go on */
};

/* ---- where it is */

static void note_place(struct diary *diary, const struct snapshot *at, const char *voice)
{
    struct record *record = &diary->record;
    struct whereabouts *to = &record->at;
    const struct practice *practice = diary->sitting->practice;
    snprintf(to->step, sizeof to->step, "%s", practice->steps[at->whence.step].id);
    snprintf(to->voice, sizeof to->voice, "%s", voice ? voice : "");
    to->sentence = (int)at->whence.sentence;
    to->silence = at->whence.silence;
    to->left = at->whence.left;
    to->grounded = at->grounded;
    record->sat = diary->before + at->sat / FRAMES_PER_SECOND;
    diary->written = *at;
}

/* ---- opening and closing */

static void find_offered(struct diary *diary)
{
    struct error error;
    struct record *offered = &diary->offered;
    if (!journal_unfinished(diary->journal, offered, &error))
        *offered = (struct record){0};
    else if (offered->at.left < TOO_LITTLE_LEFT * FRAMES_PER_SECOND) {
        offered->ending = ENDING_COMPLETE;
        journal_save(diary->journal, offered, &error);
        record_free(offered);
        *offered = (struct record){0};
    }
}

void diary_open(struct diary *diary)
{
    *diary = (struct diary){0};
    diary->journal = journal_open(NULL, &diary->problem);
    if (diary->journal)
        find_offered(diary);
}

void diary_close(struct diary *diary)
{
    record_free(&diary->record);
    record_free(&diary->offered);
    said_free(&diary->said);
    journal_close(diary->journal);
    *diary = (struct diary){0};
}

/* Tells a sentence once; NULL: there is none. */
static const char *tell_out(struct diary *diary, struct error *sentence)
{
    if (!*sentence->text)
        return NULL;
    diary->telling = *sentence;
    sentence->text[0] = '\0';
    return diary->telling.text;
}

/* NULL: it was told last. */
static const char *tell_once(struct diary *diary, const char *sentence)
{
    if (!sentence || !*sentence || strcmp(sentence, diary->told.text) == 0)
        return NULL;
    error_set(&diary->told, "%s", sentence);
    return diary->told.text;
}

const char *diary_trouble(struct diary *diary)
{
    return tell_once(diary, diary->problem.text);
}

const char *diary_notice(struct diary *diary)
{
    if (*diary->met.text)
        return tell_out(diary, &diary->met);
    if (*diary->unsure.text)
        return tell_out(diary, &diary->unsure);
    const char *notice = diary->journal ? journal_notice(diary->journal) : diary->problem.text;
    return tell_once(diary, notice);
}

void diary_let_go(struct diary *diary)
{
    diary->offered.ending = ENDING_INTERRUPTED;
    if (diary->offered.id)
        journal_save(diary->journal, &diary->offered, &diary->problem);
    record_free(&diary->offered);
    diary->offered = (struct record){0};
}

/* ---- beginning */

static void name_sitting(struct record *record, const struct sitting *sitting,
                         const struct course_pick *pick)
{
    const struct practice *practice = sitting->practice;
    const struct session *session = &sitting->session;
    struct whereabouts *at = &record->at;
    snprintf(record->practice, sizeof record->practice, "%s", practice->path ? practice->id : "");
    snprintf(record->title, sizeof record->title, "%s", practice->title);
    snprintf(record->origin, sizeof record->origin, "numbmed");
    at->chosen = session->open_ended ? 0 : session->chosen;
    at->seed = (int)sitting->seed;
    record->planned = at->chosen / FRAMES_PER_SECOND;
    if (!pick->course)
        return;
    snprintf(at->course, sizeof at->course, "%s", pick->course->id);
    snprintf(at->day, sizeof at->day, "%s", pick->course->days[pick->day].id);
    at->instead = pick->instead;
}

static void begin(struct diary *diary, const struct sitting *sitting)
{
    diary->sitting = sitting;
    diary->dated = false;
    session_snapshot(&sitting->session, 0, &diary->written);
    note_place(diary, &diary->written, NULL);
}

void diary_begin(struct diary *diary, const struct sitting *sitting, const struct course_pick *pick)
{
    record_begin(&diary->record);
    said_take(&diary->said, &diary->record);
    name_sitting(&diary->record, sitting, pick);
    diary->before = 0;
    begin(diary, sitting);
}

void diary_begin_again(struct diary *diary, const struct sitting *sitting)
{
    diary->record = diary->offered;
    diary->offered = (struct record){0};
    said_take(&diary->said, &diary->record);
    diary->before = diary->record.sat;
    journal_hold(diary->journal, diary->record.id);
    begin(diary, sitting);
}

/* ---- going on and ending */

/* To be told once, when it has ended and is in the journal, where its date may have been set since
 * it began. */
static void look_at_date(struct diary *diary)
{
    char date[STAMP_SIZE];
    struct error unread;
    struct record there;
    diary->dated = true;
    if (!record_date_is_unsure(&diary->record) ||
        !journal_load(diary->journal, diary->record.id, &there, &unread))
        return;
    stamp_write(there.began, there.utc_offset, date);
    if (record_date_is_unsure(&there))
        error_set(&diary->unsure,
                  "this machine's clock said %.10s, so the date of this sitting is unsure: numbmed "
                  "journal edit %lld --at WHEN sets it",
                  date, (long long)there.id);
    record_free(&there);
}

static bool is_due(const struct diary *diary, const struct snapshot *at)
{
    const struct snapshot *last = &diary->written;
    bool moved = at->whence.step != last->whence.step || at->grounded != last->grounded ||
                 at->sat - last->sat >= EVERY;
    bool first = !diary->record.id && !*diary->problem.text;
    int64_t least = diary->record.id ? 1 : SITTING_LEAST;
    return at->sat >= least * FRAMES_PER_SECOND && (first || moved);
}

bool diary_follow(struct diary *diary, const struct snapshot *at, const char *voice)
{
    bool failed = *diary->problem.text;
    if (!diary->sitting || !diary->journal || !is_due(diary, at))
        return true;
    note_place(diary, at, voice);
    bool written = diary->record.id
                       ? journal_save_place(diary->journal, &diary->record, &diary->problem)
                       : diary_keep(diary);
    if (written)
        diary->problem.text[0] = '\0';
    return written || failed;
}

/* Of one that was written because something was said of it: that was taken back since, unless it
 * was said elsewhere. */
static bool let_go(struct diary *diary)
{
    bool good =
        diary_keep(diary) && journal_let_go(diary->journal, diary->record.id, &diary->problem);
    diary->unsure.text[0] = '\0';
    return good;
}

bool diary_end(struct diary *diary, const struct snapshot *at, const char *voice,
               enum ending ending)
{
    struct record *record = &diary->record;
    if (!diary->sitting)
        return true;
    note_place(diary, at, voice);
    diary->sitting = NULL;
    record->ending = ending;
    if (record_is_kept(record))
        return diary_keep(diary);
    diary->problem.text[0] = '\0'; /* there is nothing to be written any more */
    return !record->id || let_go(diary);
}

bool diary_keep(struct diary *diary)
{
    diary->problem.text[0] = '\0';
    if (!diary->journal)
        diary->journal = journal_open(NULL, &diary->problem);
    if (!diary->journal ||
        !journal_save_said(diary->journal, &diary->record, &diary->said, &diary->problem))
        return false;
    if (diary->record.ending == ENDING_NOT_YET && diary->sitting)
        journal_hold(diary->journal, diary->record.id);
    if (diary->record.ending != ENDING_NOT_YET && !diary->dated)
        look_at_date(diary);
    return true;
}

void diary_look_up_note(struct diary *diary)
{
    struct error unread;
    struct record there;
    if (!diary->journal || !diary->record.id ||
        !journal_load(diary->journal, diary->record.id, &there, &unread))
        return;
    note_hand_take(&diary->said.note, there.note);
    record_free(&diary->record);
    diary->record.note = there.note;
}

enum ending diary_ending(const struct snapshot *at, int signal)
{
    if (at->state == SESSION_ENDED)
        return at->away == AWAY_NOT ? ENDING_COMPLETE : ENDING_GROUNDED;
    if (signal && signal != SIGINT)
        return ENDING_NOT_YET;
    return at->grounded ? ENDING_GROUNDED : ENDING_EARLY;
}

/* ---- going on with what broke off */

static bool open_again(const struct record *offered, struct library *library,
                       const struct course_pick *pick, const struct sitting_wish *wish,
                       struct sitting *sitting, struct error *error)
{
    if (pick->course)
        return sitting_open_day(sitting, library, pick, wish, error);
    return *offered->practice ? sitting_open(sitting, library, offered->practice, wish, error)
                              : sitting_open_silent(sitting, library, wish, error);
}

/* The practice's own steps, bells and all: what was put aside isn't gone on with. */
static size_t step_named(const struct practice *practice, const char *id)
{
    size_t i = 0;
    while (i < practice->step_count && strcmp(practice->steps[i].id, id) != 0)
        i++;
    return i;
}

bool diary_open_offered(const struct diary *diary, struct library *library,
                        const struct sitting_wish *wish, const struct course_pick *pick,
                        struct sitting *sitting, int64_t *late, struct error *error)
{
    const struct record *offered = &diary->offered;
    const struct whereabouts *at = &offered->at;
    struct sitting_wish own = *wish;
    own.frames = at->chosen;
    own.seed = (uint64_t)at->seed;
    if (*at->voice)
        own.voice = at->voice;
    if (!open_again(offered, library, pick, &own, sitting, error))
        return false;
    struct whence whence = {.step = step_named(sitting->practice, at->step),
                            .sentence = (size_t)at->sentence,
                            .silence = at->silence,
                            .left = at->left};
    if (session_go_on_at(&sitting->session, &whence, late))
        return true;
    sitting_close(sitting);
    return error_set(error, "%s has changed since: it can't be gone on with", offered->title);
}
