/* Where a session breathes: behind a step's words, for as long as one stays there. */
#include "support/cmocka.h"

#include "session/session.h"
#include "support/made_practice.h"

enum { SECOND = FRAME_RATE, WORDS = 4 * SECOND, GAP = SECOND };

static const struct breath BREATH = {2 * SECOND, 0, 3 * SECOND, 4}; /* 20 s */

/* Three steps of 4 s of words and 6 s of pause; the second breathes between the two. */
struct stage {
    struct made made;
    struct breath breath;
    struct session session;
};

static void begin(struct stage *stage)
{
    struct error error;
    stage->breath = BREATH;
    stage->made = made_even(3, WORDS, 6 * SECOND);
    stage->made.practice.steps[1].breath = &stage->breath;
    stage->made.speech[1].breathing = GAP + breath_frames(&BREATH);
    stage->made.speech[1].frames += stage->made.speech[1].breathing;
    assert_true(session_begin(&stage->session, &stage->made.practice, stage->made.speech,
                              30 * SECOND + 21 * SECOND, &error));
    session_command(&stage->session, (struct command){COMMAND_RESUME, 0}, NULL);
}

static void end(struct stage *stage)
{
    session_end(&stage->session);
    made_free(&stage->made);
}

static struct breathing at(struct session *session, int64_t place)
{
    struct snapshot snapshot;
    session_command(session, (struct command){COMMAND_SEEK, place - session->place}, NULL);
    session_snapshot(session, 0, &snapshot);
    return snapshot.breathing;
}

static void it_breathes_a_second_after_the_words_and_no_longer_than_it_lasts(void **state)
{
    const int64_t start = 10 * SECOND + WORDS + GAP, stop = start + breath_frames(&BREATH);
    struct stage stage;
    (void)state;
    begin(&stage);
    assert_int_equal(at(&stage.session, start - 1).times, 0);
    struct breathing first = at(&stage.session, start);
    assert_int_equal(first.times, 4);
    assert_int_equal(first.now.phase, BREATH_IN);
    assert_float_equal(first.now.full, 0, 0);
    struct breathing third = at(&stage.session, start + 13 * SECOND);
    assert_int_equal(third.now.time, 2);
    assert_int_equal(third.now.phase, BREATH_OUT);
    assert_int_equal(third.now.left, 2 * SECOND);
    assert_int_equal(at(&stage.session, stop - 1).times, 4);
    assert_int_equal(at(&stage.session, stop).times, 0);
    end(&stage);
}

static void the_next_breathing_is_foretold_to_the_frame(void **state)
{
    const int64_t start = 10 * SECOND + WORDS + GAP, stop = start + breath_frames(&BREATH);
    static const int64_t PLACES[] = {0, 9 * SECOND, 14 * SECOND, 15 * SECOND - 1};
    struct stage stage;
    (void)state;
    begin(&stage);
    for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++) {
        at(&stage.session, PLACES[i]);
        assert_int_equal(session_silence_of_breath(&stage.session), start - PLACES[i]);
    }
    at(&stage.session, stop - 1);
    assert_int_equal(session_silence_of_breath(&stage.session), 0);
    at(&stage.session, stop);
    assert_int_equal(session_silence_of_breath(&stage.session), stage.session.line.frames - stop);
    end(&stage);
}

static void what_is_late_stands_where_the_place_was(void **state)
{
    const int64_t start = 10 * SECOND + WORDS + GAP;
    struct stage stage;
    (void)state;
    begin(&stage);
    struct breathing before = at(&stage.session, start + SECOND);
    at(&stage.session, start + SECOND + 4800);
    struct snapshot late;
    session_snapshot(&stage.session, 4800, &late);
    assert_float_equal(late.breathing.now.full, before.now.full, 0);
    assert_int_equal(late.breathing.now.left, before.now.left);
    at(&stage.session, start + 100);
    session_snapshot(&stage.session, 4800, &late);
    assert_float_equal(late.breathing.now.full, 0, 0);
    end(&stage);
}

/* What was left in its midst doesn't breathe on in the step that follows, nor when it is heard
 * again. */
static void whoever_goes_on_breathes_no_more(void **state)
{
    const int64_t start = 10 * SECOND + WORDS + GAP;
    struct stage stage;
    (void)state;
    begin(&stage);
    at(&stage.session, start + 3 * SECOND);
    session_command(&stage.session, (struct command){COMMAND_NEXT_STEP, 0}, NULL);
    assert_int_equal(at(&stage.session, stage.session.place).times, 0);
    assert_int_equal(at(&stage.session, start + 3 * SECOND - 1).times, 4);
    assert_int_equal(at(&stage.session, start + 3 * SECOND).times, 0);
    session_command(&stage.session, (struct command){COMMAND_PREVIOUS_STEP, 0}, NULL);
    int64_t again = stage.session.place + WORDS + GAP;
    assert_int_equal(at(&stage.session, again - 1).times, 0);
    assert_int_equal(at(&stage.session, again).times, 4);
    end(&stage);
}

/* What a detour leaves of a step may begin in the midst of its breathing. */
static void the_rest_of_a_breathing_breathes_on(void **state)
{
    struct stage stage;
    (void)state;
    begin(&stage);
    struct cue *cue = &stage.session.line.cues[1];
    cue->from = WORDS + GAP + 6 * SECOND;
    cue->speech -= cue->from;
    at(&stage.session, SECOND);
    assert_int_equal(session_silence_of_breath(&stage.session), cue->start - SECOND);
    assert_int_equal(at(&stage.session, cue->start - 1).times, 0);
    struct breathing rest = at(&stage.session, cue->start);
    assert_int_equal(rest.now.time, 1);
    assert_int_equal(rest.now.phase, BREATH_IN);
    assert_float_equal(rest.now.full, 0.5, 1e-9);
    assert_int_equal(at(&stage.session, cue->start + cue->speech - 1).now.time, 3);
    assert_int_equal(at(&stage.session, cue->start + cue->speech).times, 0);
    end(&stage);
}

static void words_cut_short_are_not_followed_by_breath(void **state)
{
    struct stage stage;
    (void)state;
    begin(&stage);
    at(&stage.session, 12 * SECOND);
    session_command(&stage.session, (struct command){COMMAND_NEXT_STEP, 0}, NULL);
    assert_int_equal(session_silence_of_breath(&stage.session),
                     stage.session.line.frames - stage.session.place);
    assert_int_equal(at(&stage.session, 11 * SECOND).times, 0);
    assert_int_equal(session_silence_of_breath(&stage.session),
                     stage.session.line.frames - stage.session.place);
    end(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_breathes_a_second_after_the_words_and_no_longer_than_it_lasts),
        cmocka_unit_test(the_next_breathing_is_foretold_to_the_frame),
        cmocka_unit_test(what_is_late_stands_where_the_place_was),
        cmocka_unit_test(whoever_goes_on_breathes_no_more),
        cmocka_unit_test(the_rest_of_a_breathing_breathes_on),
        cmocka_unit_test(words_cut_short_are_not_followed_by_breath),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
