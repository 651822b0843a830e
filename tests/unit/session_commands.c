/* A session obeys commands: a table of cases, then properties under any sequence of them. */
#include "support/cmocka.h"

#include "session/session.h"
#include "support/made_practice.h"

#include <string.h>

enum { SECOND = FRAME_RATE };

/* Nine steps in three sections; each speaks for 4 s and pauses for 6: 90 s in all. */
static struct made nine_steps(void)
{
    return made_even(9, 4 * SECOND, 6 * SECOND);
}

/* After `at` seconds a command comes; then one is in step `step`, `into` seconds, and the session
 * ends at second `end` (of its place), `shift` seconds later than it did. */
static const struct {
    const char *name;
    int at;
    enum command_kind kind;
    int seek;
    enum outcome outcome;
    size_t step;
    double into;
    double end;
} CASES[] = {
    {"pause leaves the place", 13, COMMAND_PAUSE, 0, OUTCOME_DONE, 1, 3, 90},
    {"resume while running is nothing", 13, COMMAND_RESUME, 0, OUTCOME_NOTHING, 1, 3, 90},
    {"seek on goes along the timeline", 13, COMMAND_SEEK, 5, OUTCOME_DONE, 1, 8, 90},
    {"seek on crosses steps", 13, COMMAND_SEEK, 20, OUTCOME_DONE, 3, 3, 90},
    {"seek back replays", 13, COMMAND_SEEK, -5, OUTCOME_DONE, 0, 8, 90},
    {"seek back stops at the start", 13, COMMAND_SEEK, -50, OUTCOME_DONE, 0, 0, 90},
    {"seek on stops at the end", 13, COMMAND_SEEK, 500, OUTCOME_DONE, 8, 10, 90},
    {"seek back at the start is nothing", 0, COMMAND_SEEK, -5, OUTCOME_NOTHING, 0, 0, 90},
    {"next goes to the next step", 13, COMMAND_NEXT_STEP, 0, OUTCOME_DONE, 2, 0, 90},
    {"next from a pause goes on too", 17, COMMAND_NEXT_STEP, 0, OUTCOME_DONE, 2, 0, 90},
    {"next from the last step is nothing", 85, COMMAND_NEXT_STEP, 0, OUTCOME_NOTHING, 8, 5, 90},
    {"previous goes to the step before", 33, COMMAND_PREVIOUS_STEP, 0, OUTCOME_DONE, 2, 0, 90},
    {"previous from the first is nothing", 3, COMMAND_PREVIOUS_STEP, 0, OUTCOME_NOTHING, 0, 3, 90},
    {"repeat begins the step again", 33, COMMAND_REPEAT, 0, OUTCOME_DONE, 3, 0, 90},
    {"repeat near the end ends later", 88, COMMAND_REPEAT, 0, OUTCOME_LATER, 8, 0, 96},
    {"next section skips the rest of it", 13, COMMAND_NEXT_SECTION, 0, OUTCOME_DONE, 3, 0, 90},
    {"next section from the last is nothing", 65, COMMAND_NEXT_SECTION, 0, OUTCOME_NOTHING, 6, 5,
     90},
    {"previous section goes to its start", 45, COMMAND_PREVIOUS_SECTION, 0, OUTCOME_LATER, 3, 0,
     93},
    {"from its first step to the one before", 32, COMMAND_PREVIOUS_SECTION, 0, OUTCOME_LATER, 0, 0,
     104},
    {"previous section from the first is nothing", 3, COMMAND_PREVIOUS_SECTION, 0, OUTCOME_NOTHING,
     0, 3, 90},
    {"end gently goes to the last section", 13, COMMAND_END_GENTLY, 0, OUTCOME_EARLIER, 6, 0, 43},
    {"end gently within it goes to its last words", 73, COMMAND_END_GENTLY, 0, OUTCOME_EARLIER, 8,
     0, 83},
    {"end gently in the last words has them said, and ends", 83, COMMAND_END_GENTLY, 0,
     OUTCOME_EARLIER, 8, 3, 89},
    {"end gently in the last silence leaves 5 s of it", 84, COMMAND_END_GENTLY, 0, OUTCOME_EARLIER,
     8, 4, 89},
    {"end gently in the last 5 s is nothing", 85, COMMAND_END_GENTLY, 0, OUTCOME_NOTHING, 8, 5, 90},
    {"stop ends it", 13, COMMAND_STOP, 0, OUTCOME_DONE, 1, 3, 90},
};

static void commands_do_what_the_table_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct made made = nine_steps();
        struct session session;
        struct snapshot at;
        int64_t shift;
        print_message("  %s\n", CASES[i].name);
        assert_true(session_begin(&session, &made.practice, made.speech, 90 * SECOND, NULL));
        session_command(&session, (struct command){COMMAND_RESUME, 0}, NULL);
        session_advance(&session, CASES[i].at * SECOND);
        struct command command = {CASES[i].kind, CASES[i].seek * (int64_t)SECOND};
        assert_int_equal(session_command(&session, command, &shift), CASES[i].outcome);
        session_snapshot(&session, 0, &at);
        assert_int_equal(at.step, CASES[i].step);
        assert_int_equal(at.into, (int64_t)(CASES[i].into * SECOND));
        assert_int_equal(at.frames, (int64_t)(CASES[i].end * SECOND));
        assert_int_equal(shift, at.frames - 90 * SECOND);
        assert_int_equal(at.sat, CASES[i].at * SECOND);
        session_end(&session);
        made_free(&made);
    }
}

static void a_closing_section_is_where_ending_gently_goes(void **state)
{
    (void)state;
    struct made made = nine_steps();
    struct session session;
    made.practice.sections[1].closing = true;
    assert_true(session_begin(&session, &made.practice, made.speech, 90 * SECOND, NULL));
    session_command(&session, (struct command){COMMAND_END_GENTLY, 0}, NULL);
    assert_int_equal(session.line.cues[session.cue].step, 3);
    session_end(&session);
    made_free(&made);
}

static void a_practice_of_one_section_ends_gently_in_five_seconds(void **state)
{
    (void)state;
    struct made made = made_even(3, SECOND, 5 * SECOND);
    struct session session;
    assert_true(session_begin(&session, &made.practice, made.speech, 18 * SECOND, NULL));
    session_command(&session, (struct command){COMMAND_RESUME, 0}, NULL);
    session_advance(&session, SECOND / 2);
    session_command(&session, (struct command){COMMAND_END_GENTLY, 0}, NULL);
    assert_int_equal(session_advance(&session, 18 * SECOND), BACK_FRAMES);
    assert_int_equal(session.state, SESSION_ENDED);
    session_end(&session);
    made_free(&made);
}

static void a_paused_session_does_not_advance(void **state)
{
    (void)state;
    struct made made = nine_steps();
    struct session session;
    assert_true(session_begin(&session, &made.practice, made.speech, 90 * SECOND, NULL));
    assert_int_equal(session_advance(&session, SECOND), 0);
    assert_int_equal(session.place, 0);
    assert_int_equal(session.sat, 0);
    session_end(&session);
    made_free(&made);
}

static void seeking_is_not_sitting(void **state)
{
    (void)state;
    struct made made = nine_steps();
    struct session session;
    assert_true(session_begin(&session, &made.practice, made.speech, 90 * SECOND, NULL));
    session_command(&session, (struct command){COMMAND_RESUME, 0}, NULL);
    session_command(&session, (struct command){COMMAND_SEEK, 80 * SECOND}, NULL);
    assert_int_equal(session_advance(&session, 60 * SECOND), 10 * SECOND);
    assert_int_equal(session.state, SESSION_ENDED);
    assert_int_equal(session.sat, 10 * SECOND);
    session_end(&session);
    made_free(&made);
}

static void sentences_follow_their_starts(void **state)
{
    (void)state;
    struct made made = nine_steps();
    struct session session;
    struct snapshot at;
    int64_t starts[] = {0, SECOND, 3 * SECOND};
    made.speech[0].starts = starts;
    made.speech[0].sentence_count = 3;
    static const struct {
        int ms;
        size_t sentence;
        int64_t next;
    } MOMENTS[] = {{0, 0, SECOND},
                   {999, 0, 48},
                   {1000, 1, 2 * SECOND},
                   {3000, 2, INT64_MAX},
                   {9999, 2, INT64_MAX}};
    assert_true(session_begin(&session, &made.practice, made.speech, 90 * SECOND, NULL));
    session_command(&session, (struct command){COMMAND_RESUME, 0}, NULL);
    for (size_t i = 0; i < sizeof MOMENTS / sizeof *MOMENTS; i++) {
        session_advance(&session, MOMENTS[i].ms * FRAMES_PER_MS - session.place);
        session_snapshot(&session, 0, &at);
        assert_int_equal(at.sentence, MOMENTS[i].sentence);
        assert_int_equal(at.next_sentence, MOMENTS[i].next);
    }
    session_end(&session);
    made_free(&made);
}

/* What a device still holds of them isn't heard yet. */
static void sentences_change_when_they_are_heard(void **state)
{
    enum { HELD = 130 * 48 };
    (void)state;
    struct made made = nine_steps();
    struct session session;
    struct snapshot at;
    int64_t starts[] = {0, SECOND};
    made.speech[0].starts = starts;
    made.speech[0].sentence_count = 2;
    assert_true(session_begin(&session, &made.practice, made.speech, 90 * SECOND, NULL));
    session_command(&session, (struct command){COMMAND_RESUME, 0}, NULL);
    session_snapshot(&session, HELD, &at);
    assert_int_equal(at.next_sentence, SECOND);
    session_advance(&session, SECOND + HELD - 1);
    session_snapshot(&session, HELD, &at);
    assert_int_equal(at.sentence, 0);
    assert_int_equal(at.next_sentence, 1);
    session_advance(&session, 1);
    session_snapshot(&session, HELD, &at);
    assert_int_equal(at.sentence, 1);
    assert_int_equal(at.heard, SECOND);
    session_end(&session);
    made_free(&made);
}

static void silence_reaches_to_the_next_recorded_words(void **state)
{
    (void)state;
    struct made made = nine_steps();
    struct session session;
    made.speech[1].clip = NULL;
    assert_true(session_begin(&session, &made.practice, made.speech, 90 * SECOND, NULL));
    session_command(&session, (struct command){COMMAND_RESUME, 0}, NULL);
    assert_int_equal(session_silence(&session, true), 0);
    session_advance(&session, 5 * SECOND);
    assert_int_equal(session_silence(&session, true), 15 * SECOND);
    session_advance(&session, 80 * SECOND);
    assert_int_equal(session_silence(&session, true), 5 * SECOND);
    session_end(&session);
    made_free(&made);
}

/* ---- under any sequence of commands */

/* Behind a refit (not behind a seek, which replays what was heard) all that is to come is whole. */
static void check_what_is_to_come(const struct session *session)
{
    for (size_t i = session->cue + 1; i < session->line.count; i++) {
        const struct cue *cue = &session->line.cues[i];
        assert_int_equal(cue->speech, session->speech[cue->step].frames);
        assert_true(cue->pause >= session->practice->steps[cue->step].least);
    }
}

static void check_timeline(const struct session *session)
{
    const struct timeline *line = &session->line;
    int64_t end = 0;
    for (size_t i = 0; i < line->count; i++) {
        const struct cue *cue = &line->cues[i];
        assert_int_equal(cue->start, end);
        assert_true(cue->speech >= 0 && cue->pause >= 0);
        end = cue->start + cue->speech + cue->pause;
    }
    assert_int_equal(end, line->frames);
    assert_true(session->place >= 0 && session->place <= line->frames);
    assert_true(session->cue < line->count);
    assert_true(line->cues[session->cue].start <= session->place);
}

/* The pauses planned ahead, by step. */
static void note_pauses(const struct session *session, int64_t *pauses)
{
    for (size_t i = session->cue + 1; i < session->line.count; i++)
        pauses[session->line.cues[i].step] = session->line.cues[i].pause;
}

static void check_a_third(const struct session *session, const int64_t *before)
{
    for (size_t i = session->cue + 1; i < session->line.count; i++) {
        const struct cue *cue = &session->line.cues[i];
        if (before[cue->step] >= 0)
            assert_true(cue->pause >= before[cue->step] - before[cue->step] / 3);
    }
}

static struct command random_command(uint64_t *seed)
{
    enum command_kind kind =
        (enum command_kind)random_between(seed, COMMAND_RESUME, COMMAND_END_GENTLY);
    return (struct command){kind, random_between(seed, -30 * SECOND, 30 * SECOND)};
}

static void any_commands_keep_the_timeline_whole(void **state)
{
    (void)state;
    uint64_t seed = 5;
    size_t sessions = 0;
    for (int i = 0; i < rounds(2000); i++) {
        struct made made = made_random(&seed);
        struct session session;
        int64_t pauses[64];
        bool begun = session_begin(&session, &made.practice, made.speech,
                                   random_between(&seed, 1, 30 * FRAMES_PER_MINUTE), NULL);
        for (int j = 0; begun && j < 30 && session.state != SESSION_ENDED; j++) {
            struct command command = random_command(&seed);
            int64_t sat = session.sat, end = session.line.frames, shift;
            memset(pauses, -1, sizeof pauses);
            note_pauses(&session, pauses);
            enum outcome outcome = session_command(&session, command, &shift);
            check_timeline(&session);
            if (outcome != OUTCOME_NOTHING && command.kind >= COMMAND_NEXT_STEP) {
                check_what_is_to_come(&session);
                if (command.kind != COMMAND_END_GENTLY)
                    check_a_third(&session, pauses);
            }
            assert_int_equal(session.line.frames, end + shift);
            assert_int_equal(session.sat, sat);
            int64_t passed = session_advance(&session, random_between(&seed, 0, 40 * SECOND));
            assert_int_equal(session.sat, sat + passed);
        }
        sessions += begun;
        if (begun)
            session_end(&session);
        made_free(&made);
    }
    assert_true(sessions > (size_t)rounds(200));
}

static void what_was_heard_stays_on_the_timeline(void **state)
{
    (void)state;
    struct made made = nine_steps();
    struct session session;
    assert_true(session_begin(&session, &made.practice, made.speech, 90 * SECOND, NULL));
    session_command(&session, (struct command){COMMAND_RESUME, 0}, NULL);
    session_advance(&session, 12 * SECOND);
    session_command(&session, (struct command){COMMAND_NEXT_STEP, 0}, NULL);
    session_advance(&session, SECOND);
    session_command(&session, (struct command){COMMAND_SEEK, -2 * SECOND}, NULL);
    assert_int_equal(session.line.cues[session.cue].step, 1);
    assert_int_equal(session.line.cues[session.cue].speech, 2 * SECOND);
    session_advance(&session, SECOND);
    assert_int_equal(session.line.cues[session.cue].step, 2);
    session_end(&session);
    made_free(&made);
}

static void another_voice_still_ends_when_promised(void **state)
{
    (void)state;
    struct made made = made_even(9, 4 * SECOND, 6 * SECOND), other = made_even(9, 5 * SECOND, 0);
    struct session session;
    int64_t shift;
    assert_true(session_begin(&session, &made.practice, made.speech, 90 * SECOND, NULL));
    session_command(&session, (struct command){COMMAND_RESUME, 0}, NULL);
    session_advance(&session, 12 * SECOND);
    assert_int_equal(session_change_speech(&session, other.speech, &shift), OUTCOME_DONE);
    assert_int_equal(session.line.cues[1].speech, 4 * SECOND);
    assert_int_equal(session.line.cues[2].speech, 5 * SECOND);
    assert_int_equal(session.line.frames, 90 * SECOND);
    session_end(&session);
    made_free(&made);
    made_free(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_do_what_the_table_says),
        cmocka_unit_test(a_closing_section_is_where_ending_gently_goes),
        cmocka_unit_test(a_practice_of_one_section_ends_gently_in_five_seconds),
        cmocka_unit_test(a_paused_session_does_not_advance),
        cmocka_unit_test(seeking_is_not_sitting),
        cmocka_unit_test(sentences_follow_their_starts),
        cmocka_unit_test(sentences_change_when_they_are_heard),
        cmocka_unit_test(silence_reaches_to_the_next_recorded_words),
        cmocka_unit_test(any_commands_keep_the_timeline_whole),
        cmocka_unit_test(what_was_heard_stays_on_the_timeline),
        cmocka_unit_test(another_voice_still_ends_when_promised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
