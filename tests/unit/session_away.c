/* Detours and more time: they come when asked for, and end on time or say how much later. */
#include "support/away_scene.h"

/* ---- the four detours */

static void a_detour_waits_for_the_end_of_the_sentence(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 11 * SECOND); /* in the first sentence of the second step */
    assert_int_equal(ask(&scene, COMMAND_RESTLESS), OUTCOME_DONE);
    assert_int_equal(look(&scene).away, AWAY_NOT);
    assert_int_equal(session_advance(&scene.session, SECOND), SECOND);
    assert_int_equal(look(&scene).away, AWAY_DETOUR);
    assert_int_equal(look(&scene).section, 0);
    session_advance(&scene.session, MADE_DETOUR);
    assert_int_equal(look(&scene).away, AWAY_NOT);
    assert_int_equal(look(&scene).step, 1);
    assert_int_equal(look(&scene).into, 2 * SECOND); /* its second sentence */
    assert_int_equal(look(&scene).sentence, 1);
    assert_int_equal(look(&scene).frames, 90 * SECOND);
    close_scene(&scene);
}

static void in_a_silence_a_detour_begins_at_once_and_the_silence_goes_on_after_it(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 15 * SECOND); /* one second into the second silence */
    ask(&scene, COMMAND_WANDERING);
    assert_int_equal(look(&scene).away, AWAY_DETOUR);
    session_advance(&scene.session, MADE_DETOUR);
    struct snapshot at = look(&scene);
    assert_int_equal(at.step, 1);
    assert_true(at.into >= at.speech);
    assert_true(at.pause < 5 * SECOND && at.pause >= 5 * SECOND * 2 / 3);
    close_scene(&scene);
}

static void a_detour_that_finds_no_time_ends_later_and_says_so(void **state)
{
    (void)state;
    struct scene scene;
    int64_t shift;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 85 * SECOND);
    assert_int_equal(session_command(&scene.session, (struct command){COMMAND_SLEEPY, 0}, &shift),
                     OUTCOME_LATER);
    /* 14 s of detour; the last silence, of which 5 s are left, gives a third of them. */
    assert_int_equal(shift, MADE_DETOUR - 5 * SECOND / 3);
    assert_int_equal(look(&scene).frames, 90 * SECOND + shift);
    close_scene(&scene);
}

static void the_same_variant_never_comes_twice_running_and_a_seed_repeats_them(void **state)
{
    (void)state;
    size_t said[2][20];
    for (size_t run = 0; run < 2; run++) {
        struct scene scene;
        open_scene(&scene, 4000 * SECOND);
        for (size_t i = 0; i < 20; i++) {
            ask(&scene, COMMAND_FRUSTRATED);
            session_advance(&scene.session, 5 * SECOND); /* the sentence before it is over */
            said[run][i] = look(&scene).step;
            assert_int_equal(look(&scene).away, AWAY_DETOUR);
            assert_true(!i || said[run][i] != said[run][i - 1]);
            session_advance(&scene.session, 40 * SECOND);
        }
        close_scene(&scene);
    }
    assert_memory_equal(said[0], said[1], sizeof said[0]);
}

static void another_detour_takes_the_place_of_the_one_before(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 15 * SECOND);
    ask(&scene, COMMAND_RESTLESS);
    session_advance(&scene.session, SECOND);
    ask(&scene, COMMAND_SLEEPY);
    session_advance(&scene.session, SECOND + MADE_DETOUR); /* the sentence, then the other one */
    assert_int_equal(look(&scene).away, AWAY_NOT);
    assert_int_equal(look(&scene).step, 1);
    close_scene(&scene);
}

/* From within its first or second step to one of its own, or of the practice. */
static void steps_within_a_detour_lead_back_to_where_it_was_asked_for(void **state)
{
    (void)state;
    static const struct {
        size_t from;
        enum command_kind kind;
        enum outcome outcome;
        enum away away;
        size_t step;
    } CASES[] = {
        {0, COMMAND_NEXT_STEP, OUTCOME_DONE, AWAY_DETOUR, 1},
        {1, COMMAND_NEXT_STEP, OUTCOME_DONE, AWAY_NOT, 1},
        {0, COMMAND_PREVIOUS_STEP, OUTCOME_NOTHING, AWAY_DETOUR, 0},
        {1, COMMAND_PREVIOUS_STEP, OUTCOME_DONE, AWAY_DETOUR, 0},
        {1, COMMAND_PREVIOUS_SECTION, OUTCOME_DONE, AWAY_DETOUR, 0},
        {1, COMMAND_REPEAT, OUTCOME_DONE, AWAY_DETOUR, 1},
        {0, COMMAND_NEXT_SECTION, OUTCOME_DONE, AWAY_NOT, 1},
        {0, COMMAND_END_GENTLY, OUTCOME_EARLIER, AWAY_NOT, 6},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct scene scene;
        open_scene(&scene, 150 * SECOND);
        session_advance(&scene.session, scene.session.line.cues[1].start + 5 * SECOND);
        ask(&scene, COMMAND_RESTLESS);
        size_t first = look(&scene).step;
        session_advance(&scene.session, SECOND + (int64_t)CASES[i].from * MADE_DETOUR / 2);
        assert_int_equal(look(&scene).step, first + CASES[i].from);
        assert_int_equal(ask(&scene, CASES[i].kind), CASES[i].outcome);
        assert_int_equal(look(&scene).away, CASES[i].away);
        assert_int_equal(look(&scene).step,
                         CASES[i].step + (CASES[i].away == AWAY_DETOUR ? first : 0));
        if (CASES[i].away == AWAY_DETOUR && CASES[i].outcome == OUTCOME_DONE)
            assert_int_equal(look(&scene).into, 0);
        close_scene(&scene);
    }
}

static void what_leads_to_sleep_needs_no_detour_from_it(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    scene.made.practice.sleep = true;
    assert_int_equal(ask(&scene, COMMAND_SLEEPY), OUTCOME_NOTHING);
    assert_int_not_equal(ask(&scene, COMMAND_WANDERING), OUTCOME_NOTHING);
    close_scene(&scene);
}

static void a_detour_within_what_a_detour_left_waits_for_its_sentence_too(void **state)
{
    (void)state;
    static const int64_t STARTS[] = {0, 1 * SECOND, 3 * SECOND};
    struct scene scene;
    open_scene(&scene, 120 * SECOND);
    scene.made.speech[1].starts = (int64_t *)(uintptr_t)STARTS;
    scene.made.speech[1].sentence_count = 3;
    int64_t begins = scene.session.line.cues[1].start;
    session_advance(&scene.session, begins + SECOND / 2);
    ask(&scene, COMMAND_RESTLESS);
    session_advance(&scene.session, SECOND / 2 + MADE_DETOUR + SECOND); /* its second sentence */
    assert_int_equal(look(&scene).away, AWAY_NOT);
    ask(&scene, COMMAND_SLEEPY);
    session_advance(&scene.session, SECOND - 1);
    assert_int_equal(look(&scene).away, AWAY_NOT);
    session_advance(&scene.session, 1);
    assert_int_equal(look(&scene).away, AWAY_DETOUR);
    session_advance(&scene.session, MADE_DETOUR);
    assert_int_equal(look(&scene).step, 1);
    assert_int_equal(look(&scene).into, 3 * SECOND);
    close_scene(&scene);
}

/* What was cut is over where it was cut. */
static void a_detour_in_words_heard_again_begins_where_they_ended(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 120 * SECOND);
    session_advance(&scene.session, SECOND);
    ask(&scene, COMMAND_NEXT_STEP);
    session_command(&scene.session, (struct command){COMMAND_SEEK, -SECOND / 2}, NULL);
    ask(&scene, COMMAND_RESTLESS);
    session_advance(&scene.session, SECOND / 2);
    assert_int_equal(look(&scene).away, AWAY_DETOUR);
    session_advance(&scene.session, MADE_DETOUR);
    assert_int_equal(look(&scene).step, 1);
    assert_int_equal(look(&scene).into, 0);
    close_scene(&scene);
}

static void in_a_breathing_a_detour_begins_at_once_and_it_is_breathed_on_after_it(void **state)
{
    (void)state;
    struct breath breath = {2 * SECOND, 0, 3 * SECOND, 4};
    struct scene scene;
    open_scene(&scene, 120 * SECOND);
    scene.made.practice.steps[1].breath = &breath;
    scene.made.speech[1].breathing = SECOND + breath_frames(&breath);
    scene.made.speech[1].frames += scene.made.speech[1].breathing;
    ask(&scene, COMMAND_NEXT_STEP);
    session_advance(&scene.session, 4 * SECOND + SECOND + 7 * SECOND);
    assert_int_equal(look(&scene).breathing.now.left, 3 * SECOND); /* the second breath, out */
    ask(&scene, COMMAND_WANDERING);
    assert_int_equal(look(&scene).away, AWAY_DETOUR);
    assert_int_equal(look(&scene).breathing.times, 0);
    session_advance(&scene.session, MADE_DETOUR);
    assert_int_equal(look(&scene).breathing.now.time, 1);
    assert_int_equal(look(&scene).breathing.now.left, 3 * SECOND);
    session_advance(&scene.session, 13 * SECOND);
    assert_int_equal(look(&scene).breathing.times, 0);
    assert_int_equal(look(&scene).step, 1);
    close_scene(&scene);
}

static void another_voice_takes_over_within_a_detour_and_leaves_the_rest_of_the_step(void **state)
{
    (void)state;
    struct scene scene;
    int64_t shift;
    open_scene(&scene, 150 * SECOND);
    struct speech *slower = made_slower(&scene.made, SECOND);
    session_advance(&scene.session, scene.session.line.cues[1].start + SECOND);
    ask(&scene, COMMAND_WANDERING);
    session_advance(&scene.session, SECOND + 1);
    assert_int_equal(session_change_speech(&scene.session, slower, &shift), OUTCOME_DONE);
    const struct cue *next = &scene.session.line.cues[scene.session.cue + 1];
    assert_int_equal(next[-1].speech, MADE_DETOUR_SPEECH);
    assert_int_equal(next->speech, MADE_DETOUR_SPEECH + SECOND);
    assert_int_equal(next[1].step, 1);
    assert_int_equal(next[1].from, 2 * SECOND); /* as it was begun */
    assert_int_equal(next[1].speech, 2 * SECOND);
    assert_int_equal(next[2].step, 2);
    assert_int_equal(next[2].speech, 5 * SECOND);
    close_scene(&scene);
    free(slower);
}

/* ---- five more minutes */

static void more_time_stretches_what_is_ahead(void **state)
{
    (void)state;
    struct scene scene;
    int64_t shift;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 45 * SECOND);
    struct command more = {COMMAND_EXTEND, 300 * SECOND};
    assert_int_equal(session_command(&scene.session, more, &shift), OUTCOME_LATER);
    assert_int_equal(shift, 300 * SECOND);
    assert_int_equal(look(&scene).frames, 390 * SECOND);
    close_scene(&scene);
}

static void in_the_last_silence_more_time_stretches_it(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 87 * SECOND);
    struct command more = {COMMAND_EXTEND, 300 * SECOND};
    assert_int_equal(session_command(&scene.session, more, NULL), OUTCOME_LATER);
    assert_int_equal(look(&scene).frames, 390 * SECOND);
    scene.made.practice.steps[8].grow = 0;
    assert_int_equal(session_command(&scene.session, more, NULL), OUTCOME_NOTHING);
    scene.made.practice.steps[8].grow = 1;
    scene.made.practice.steps[8].most = 306 * SECOND; /* as long as it is */
    assert_int_equal(session_command(&scene.session, more, NULL), OUTCOME_NOTHING);
    close_scene(&scene);
}

static void in_a_detour_of_the_last_step_more_time_still_comes(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 85 * SECOND);
    ask(&scene, COMMAND_WANDERING);
    int64_t end = look(&scene).frames, shift;
    struct command more = {COMMAND_EXTEND, 300 * SECOND};
    assert_int_equal(look(&scene).away, AWAY_DETOUR);
    assert_int_equal(session_command(&scene.session, more, &shift), OUTCOME_LATER);
    assert_int_equal(shift, 300 * SECOND);
    assert_int_equal(look(&scene).frames, end + 300 * SECOND);
    assert_int_equal(look(&scene).away, AWAY_DETOUR);
    session_advance(&scene.session, MADE_DETOUR);
    assert_int_equal(look(&scene).step, 8);
    assert_int_equal(look(&scene).into, 4 * SECOND); /* its silence: nothing is said again */
    close_scene(&scene);
}

static void there_is_no_more_time_than_a_session_may_have_nor_where_none_is_counted(void **state)
{
    (void)state;
    struct scene scene;
    struct command more = {COMMAND_EXTEND, 300 * SECOND};
    open_scene(&scene, FRAMES_LONGEST_GUIDED - 299 * SECOND);
    assert_int_equal(session_command(&scene.session, more, NULL), OUTCOME_NOTHING);
    more.frames--;
    assert_int_equal(session_command(&scene.session, more, NULL), OUTCOME_NOTHING);
    more.frames -= SECOND;
    assert_int_equal(session_command(&scene.session, more, NULL), OUTCOME_LATER);
    close_scene(&scene);
    open_scene(&scene, 90 * SECOND);
    scene.session.open_ended = true;
    assert_int_equal(session_command(&scene.session, more, NULL), OUTCOME_NOTHING);
    ask(&scene, COMMAND_GROUND);
    ask(&scene, COMMAND_STOP_HERE);
    assert_int_equal(session_command(&scene.session, more, NULL), OUTCOME_NOTHING);
    close_scene(&scene);
}

/* A silent step that a detour came before has nothing of its own on the timeline but what is left.
 */
static void more_time_before_a_step_of_which_all_is_left_brings_it_once(void **state)
{
    (void)state;
    struct scene scene;
    struct command more = {COMMAND_EXTEND, 300 * SECOND};
    open_scene(&scene, 90 * SECOND);
    scene.made.speech[8].frames = 0;
    session_advance(&scene.session, 70 * SECOND);
    ask(&scene, COMMAND_NEXT_STEP);
    ask(&scene, COMMAND_WANDERING);
    session_advance(&scene.session, SECOND);
    session_command(&scene.session, (struct command){COMMAND_SEEK, -5 * SECOND}, NULL);
    assert_int_equal(look(&scene).step, 6);
    assert_int_equal(session_command(&scene.session, more, NULL), OUTCOME_LATER);
    const struct timeline *line = &scene.session.line;
    size_t heard = 0;
    for (size_t i = 0; i < line->count; i++)
        heard += line->cues[i].step == 8;
    assert_int_equal(heard, 1);
    close_scene(&scene);
}

/* What is left of the step has its silence; none comes before the detour. */
static void more_time_leaves_no_gap_before_a_detour_that_is_to_come(void **state)
{
    (void)state;
    struct scene scene;
    int64_t shift;
    open_scene(&scene, 90 * SECOND);
    scene.made.practice.steps[8].most = 60 * SECOND;
    session_advance(&scene.session, 81 * SECOND); /* in the last step's first sentence */
    ask(&scene, COMMAND_WANDERING);
    int64_t end = look(&scene).frames, begins = 82 * SECOND;
    struct command more = {COMMAND_EXTEND, 300 * SECOND};
    assert_int_equal(session_command(&scene.session, more, &shift), OUTCOME_LATER);
    assert_int_equal(look(&scene).frames, end + shift);
    assert_int_equal(scene.session.line.cues[scene.session.line.count - 1].pause, 60 * SECOND);
    assert_int_equal(scene.session.line.cues[scene.session.cue + 1].start, begins);
    close_scene(&scene);
}

static void a_bell_can_be_followed_by_a_detour_unless_it_is_the_last(void **state)
{
    (void)state;
    static const struct ring RING = {"bowl", "bowl.flac", 4 * SECOND};
    static const struct bell BELL = {"bowl", 1};
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    for (size_t i = 0; i < 9; i += 8) {
        scene.made.practice.steps[i].bell = &BELL;
        scene.made.speech[i].ring = &RING;
        scene.made.speech[i].strikes = 1;
    }
    session_advance(&scene.session, 12 * SECOND);
    ask(&scene, COMMAND_PREVIOUS_STEP); /* the first bell again */
    session_advance(&scene.session, SECOND);
    assert_int_not_equal(ask(&scene, COMMAND_RESTLESS), OUTCOME_NOTHING);
    session_advance(&scene.session, 3 * SECOND - 1); /* until all of it has rung */
    assert_int_equal(look(&scene).away, AWAY_NOT);
    session_advance(&scene.session, 1);
    assert_int_equal(look(&scene).away, AWAY_DETOUR);
    const struct timeline *line = &scene.session.line;
    session_advance(&scene.session, line->cues[line->count - 1].start - scene.session.place);
    assert_int_equal(look(&scene).step, 8);
    assert_int_equal(ask(&scene, COMMAND_RESTLESS), OUTCOME_NOTHING);
    close_scene(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_detour_waits_for_the_end_of_the_sentence),
        cmocka_unit_test(in_a_silence_a_detour_begins_at_once_and_the_silence_goes_on_after_it),
        cmocka_unit_test(a_detour_that_finds_no_time_ends_later_and_says_so),
        cmocka_unit_test(the_same_variant_never_comes_twice_running_and_a_seed_repeats_them),
        cmocka_unit_test(another_detour_takes_the_place_of_the_one_before),
        cmocka_unit_test(steps_within_a_detour_lead_back_to_where_it_was_asked_for),
        cmocka_unit_test(what_leads_to_sleep_needs_no_detour_from_it),
        cmocka_unit_test(a_detour_within_what_a_detour_left_waits_for_its_sentence_too),
        cmocka_unit_test(a_detour_in_words_heard_again_begins_where_they_ended),
        cmocka_unit_test(in_a_breathing_a_detour_begins_at_once_and_it_is_breathed_on_after_it),
        cmocka_unit_test(another_voice_takes_over_within_a_detour_and_leaves_the_rest_of_the_step),
        cmocka_unit_test(more_time_stretches_what_is_ahead),
        cmocka_unit_test(in_the_last_silence_more_time_stretches_it),
        cmocka_unit_test(in_a_detour_of_the_last_step_more_time_still_comes),
        cmocka_unit_test(there_is_no_more_time_than_a_session_may_have_nor_where_none_is_counted),
        cmocka_unit_test(more_time_before_a_step_of_which_all_is_left_brings_it_once),
        cmocka_unit_test(more_time_leaves_no_gap_before_a_detour_that_is_to_come),
        cmocka_unit_test(a_bell_can_be_followed_by_a_detour_unless_it_is_the_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
