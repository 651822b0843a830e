/* Where bells are struck, by property: over random practices, lengths and commands. */
#include "support/cmocka.h"
#include "support/made_practice.h"

#include "session/session.h"

#include <string.h>

enum { ROUNDS = 3000 };

static const struct ring BOWL = {"bowl", "bowl.flac", 14 * FRAMES_PER_SECOND};
static const struct ring BLOCK = {"block", "block.flac", 28800};

/* Hangs bells at both ends of a made practice. */
static void hang(struct made *made, int start, int end)
{
    struct practice *practice = &made->practice;
    size_t count = practice->step_count;
    struct bell bells[2] = {{"bowl", start}, {"bowl", end}};
    practice_hang_bells(practice, &bells[0], &bells[1]);
    struct speech *speech = mem_new(practice->step_count, sizeof *speech);
    memcpy(speech + 1, made->speech, count * sizeof *speech);
    free(made->speech);
    made->speech = speech;
    for (size_t i = 0; i < practice->step_count; i++) {
        const struct bell *bell = practice->steps[i].bell;
        if (bell)
            speech[i] = (struct speech){
                .ring = &BOWL, .strikes = bell->times, .frames = ring_frames(&BOWL, bell->times)};
    }
}

static void free_hung(struct made *made)
{
    struct step *ends[] = {&made->practice.steps[0],
                           &made->practice.steps[made->practice.step_count - 1]};
    for (int i = 0; i < 2; i++) {
        free(ends[i]->id);
        free(ends[i]->show);
    }
    made_free(made);
}

static bool overlaps_speech(const struct timeline *line, int64_t from, int64_t to)
{
    for (size_t i = 0; i < line->count; i++) {
        const struct cue *cue = &line->cues[i];
        if (cue->speech && from < cue->start + cue->speech && cue->start < to)
            return true;
    }
    return false;
}

static void the_start_and_end_bells_are_steps_of_the_timeline(void **state)
{
    struct made made = made_even(4, 5 * FRAMES_PER_SECOND, 20 * FRAMES_PER_SECOND);
    struct session session;
    struct error error;
    (void)state;
    hang(&made, 1, 3);
    assert_true(
        session_begin(&session, &made.practice, made.speech, 3 * FRAMES_PER_MINUTE, &error));
    assert_int_equal(session.line.count, 6);
    assert_string_equal(made.practice.steps[0].id, "@start");
    assert_string_equal(made.practice.steps[5].id, "@end");
    assert_int_equal(session.line.cues[1].start, BOWL.frames); /* the first words wait for it */
    assert_int_equal(session.strikes.count, 4);
    assert_int_equal(session.strikes.list[0].at, 0);
    /* The last tail has rung out on the session's last frame. */
    assert_int_equal(session.strikes.list[3].at + BOWL.frames, session.line.frames);
    assert_int_equal(session.strikes.list[3].until, session.line.frames);
    assert_int_equal(session.strikes.list[2].at - session.strikes.list[1].at, ring_gap(&BOWL));
    assert_int_equal(session_end_bell(&session), session.strikes.list[1].at);
    session_end(&session);
    free_hung(&made);
}

static void an_interval_bell_never_falls_into_speech(void **state)
{
    uint64_t seed = 11;
    size_t rung = 0;
    (void)state;
    for (int round = 0; round < rounds(ROUNDS); round++) {
        struct made made = made_random(&seed);
        struct session session;
        int64_t least = random_between(&seed, 10, 300) * FRAMES_PER_SECOND;
        struct intervals intervals = {random_between(&seed, 0, 1) ? &BOWL : &BLOCK, least,
                                      least + random_between(&seed, 0, 1) * FRAMES_PER_MINUTE,
                                      (uint64_t)round};
        int64_t frames = random_between(&seed, 1, 40) * FRAMES_PER_MINUTE, before = 0;
        hang(&made, 1, 1);
        if (session_begin(&session, &made.practice, made.speech, frames, NULL)) {
            session_set_intervals(&session, &intervals);
            for (size_t i = 0; i < session.strikes.count; i++) {
                const struct strike *strike = &session.strikes.list[i];
                if (!strike->between)
                    continue;
                assert_int_equal(strike->until, strike->at + strike->ring->frames);
                assert_false(overlaps_speech(&session.line, strike->at, strike->until));
                assert_true(strike->at >= before);
                before = strike->until;
                rung++;
            }
            session_end(&session);
        }
        free_hung(&made);
    }
    assert_true(rung > (size_t)rounds(1000));
}

static void in_silence_they_ring_on_the_minute(void **state)
{
    struct made made = made_even(1, 0, FRAMES_PER_HOUR);
    struct session session;
    const struct intervals intervals = {&BOWL, 5 * FRAMES_PER_MINUTE, 5 * FRAMES_PER_MINUTE, 1};
    (void)state;
    made.practice.steps[0].say = NULL;
    hang(&made, 1, 1);
    assert_true(session_begin(&session, &made.practice, made.speech, FRAMES_PER_HOUR, NULL));
    session_set_intervals(&session, &intervals);
    assert_int_equal(session.strikes.count, 13); /* two at the ends, eleven in between */
    for (int i = 1; i < 12; i++)
        assert_int_equal(session.strikes.list[i].at, i * 5 * FRAMES_PER_MINUTE);
    session_end(&session);
    free_hung(&made);
}

static void bells_at_random_keep_within_their_limits_and_their_seed(void **state)
{
    struct made made = made_even(1, 0, 4 * FRAMES_PER_HOUR);
    struct session one, same, other;
    const struct intervals intervals = {&BLOCK, 4 * FRAMES_PER_MINUTE, 9 * FRAMES_PER_MINUTE, 7};
    const struct intervals others = {&BLOCK, 4 * FRAMES_PER_MINUTE, 9 * FRAMES_PER_MINUTE, 8};
    size_t differ = 0;
    int64_t before = 0;
    (void)state;
    made.practice.steps[0].say = NULL;
    session_begin(&one, &made.practice, made.speech, 4 * FRAMES_PER_HOUR, NULL);
    session_begin(&same, &made.practice, made.speech, 4 * FRAMES_PER_HOUR, NULL);
    session_begin(&other, &made.practice, made.speech, 4 * FRAMES_PER_HOUR, NULL);
    session_set_intervals(&one, &intervals);
    session_set_intervals(&same, &intervals);
    session_set_intervals(&other, &others);
    assert_int_equal(one.strikes.count, same.strikes.count);
    for (size_t i = 0; i < one.strikes.count; i++) {
        int64_t at = one.strikes.list[i].at;
        assert_in_range(at - before, intervals.least, intervals.most);
        assert_int_equal(at, same.strikes.list[i].at);
        differ += i < other.strikes.count && at != other.strikes.list[i].at;
        before = at;
    }
    assert_true(differ > 10);
    session_end(&one);
    session_end(&same);
    session_end(&other);
    made_free(&made);
}

/* Whatever is jumped to: what rang stays, and what is to come keeps clear of speech. */
static void commands_leave_what_rang_and_move_what_is_to_come(void **state)
{
    static const enum command_kind KINDS[] = {COMMAND_NEXT_STEP, COMMAND_PREVIOUS_STEP,
                                              COMMAND_REPEAT, COMMAND_NEXT_SECTION};
    uint64_t seed = 13;
    (void)state;
    for (int round = 0; round < rounds(ROUNDS); round++) {
        struct made made = made_random(&seed);
        struct session session;
        struct strike rung[512];
        const struct intervals intervals = {&BLOCK, FRAMES_PER_MINUTE / 2, FRAMES_PER_MINUTE / 2,
                                            1};
        hang(&made, 1, 1);
        if (!session_begin(&session, &made.practice, made.speech, 20 * FRAMES_PER_MINUTE, NULL)) {
            free_hung(&made);
            continue;
        }
        session_set_intervals(&session, &intervals);
        session_command(&session, (struct command){COMMAND_RESUME, 0}, NULL);
        while (session_advance(&session, random_between(&seed, 1, 3 * FRAMES_PER_MINUTE))) {
            size_t count = 0;
            for (size_t i = 0; i < session.strikes.count; i++) {
                if (session.strikes.list[i].between && session.strikes.list[i].at < session.place)
                    rung[count++] = session.strikes.list[i];
            }
            session_command(&session, (struct command){KINDS[random_between(&seed, 0, 3)], 0},
                            NULL);
            size_t kept = 0;
            for (size_t i = 0; i < session.strikes.count; i++) {
                const struct strike *strike = &session.strikes.list[i];
                if (!strike->between)
                    continue;
                if (strike->at < session.place)
                    assert_int_equal(strike->at, rung[kept++].at);
                else
                    assert_false(overlaps_speech(&session.line, strike->at, strike->until));
                assert_false(overlaps_speech(&session.line, session.place, strike->until) &&
                             strike->until > session.place && strike->at < session.place);
            }
            assert_int_equal(kept, count);
        }
        session_end(&session);
        free_hung(&made);
    }
}

static void ending_gently_without_a_closing_goes_to_the_bell(void **state)
{
    struct made made = made_even(1, 0, FRAMES_PER_HOUR);
    struct session session;
    int64_t shift;
    (void)state;
    made.practice.steps[0].say = NULL;
    hang(&made, 1, 1);
    session_begin(&session, &made.practice, made.speech, FRAMES_PER_HOUR, NULL);
    session_command(&session, (struct command){COMMAND_RESUME, 0}, NULL);
    session_advance(&session, FRAMES_PER_MINUTE);
    assert_int_equal(session_command(&session, (struct command){COMMAND_END_GENTLY, 0}, &shift),
                     OUTCOME_EARLIER);
    assert_int_equal(session.line.frames, FRAMES_PER_MINUTE + BOWL.frames);
    assert_int_equal(session_end_bell(&session), FRAMES_PER_MINUTE);
    assert_int_equal(session_command(&session, (struct command){COMMAND_END_GENTLY, 0}, &shift),
                     OUTCOME_NOTHING);
    session_advance(&session, FRAMES_PER_HOUR);
    assert_int_equal(session.state, SESSION_ENDED);
    session_end(&session);
    free_hung(&made);
}

static void silence_lasts_until_the_next_bell(void **state)
{
    struct made made = made_even(1, 0, FRAMES_PER_HOUR);
    struct session session;
    const struct intervals intervals = {&BOWL, 5 * FRAMES_PER_MINUTE, 5 * FRAMES_PER_MINUTE, 1};
    (void)state;
    made.practice.steps[0].say = NULL;
    session_begin(&session, &made.practice, made.speech, FRAMES_PER_HOUR, NULL);
    assert_int_equal(session_silence(&session, true), FRAMES_PER_HOUR);
    session_set_intervals(&session, &intervals);
    assert_int_equal(session_silence(&session, true), 5 * FRAMES_PER_MINUTE);
    assert_int_equal(session_silence(&session, false), 5 * FRAMES_PER_MINUTE);
    assert_int_equal(session_silence_of_voice(&session), FRAMES_PER_HOUR);
    session_end(&session);
    made_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_start_and_end_bells_are_steps_of_the_timeline),
        cmocka_unit_test(an_interval_bell_never_falls_into_speech),
        cmocka_unit_test(in_silence_they_ring_on_the_minute),
        cmocka_unit_test(bells_at_random_keep_within_their_limits_and_their_seed),
        cmocka_unit_test(commands_leave_what_rang_and_move_what_is_to_come),
        cmocka_unit_test(ending_gently_without_a_closing_goes_to_the_bell),
        cmocka_unit_test(silence_lasts_until_the_next_bell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
