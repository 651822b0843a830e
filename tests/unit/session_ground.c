/* Grounding: it comes at once, waits for an answer, and leads on only where one says so. */
#include "support/away_scene.h"

static void grounding_interrupts_at_once_and_nothing_goes_on_by_itself(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 11 * SECOND); /* in mid-sentence */
    ask(&scene, COMMAND_GROUND);
    assert_int_equal(look(&scene).away, AWAY_GROUND);
    assert_int_equal(look(&scene).into, 0);
    assert_true(look(&scene).open_ended);
    assert_int_equal(ask(&scene, COMMAND_RESTLESS), OUTCOME_NOTHING);
    session_advance(&scene.session, MADE_DETOUR + 3600 * (int64_t)SECOND);
    assert_int_equal(look(&scene).away, AWAY_ASKING);
    assert_true(look(&scene).can_go_on && scene.session.grounded);
    close_scene(&scene);
}

static void grounding_again_says_it_in_other_words(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 11 * SECOND);
    ask(&scene, COMMAND_GROUND);
    size_t first = look(&scene).step;
    session_advance(&scene.session, SECOND);
    ask(&scene, COMMAND_GROUND);
    assert_int_not_equal(look(&scene).step, first);
    ask(&scene, COMMAND_FROM_THE_FEET);
    session_advance(&scene.session, MADE_DETOUR_SPEECH + MADE_DETOUR_PAUSE);
    assert_int_equal(look(&scene).step, 1); /* what waited the first time is still there */
    close_scene(&scene);
}

static void stopping_after_grounding_ends_the_session(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 11 * SECOND);
    ask(&scene, COMMAND_GROUND);
    ask(&scene, COMMAND_STOP_HERE);
    session_advance(&scene.session, MADE_DETOUR_SPEECH + MADE_DETOUR_PAUSE);
    assert_int_equal(look(&scene).state, SESSION_ENDED);
    close_scene(&scene);
}

static void sitting_with_sounds_has_no_end_until_it_is_ended(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 11 * SECOND);
    ask(&scene, COMMAND_GROUND);
    ask(&scene, COMMAND_SIT_WITH_SOUNDS);
    assert_int_equal(look(&scene).away, AWAY_SOUNDS);
    session_advance(&scene.session, 3600 * (int64_t)SECOND);
    assert_int_equal(look(&scene).away, AWAY_SOUNDS);
    assert_int_equal(look(&scene).state, SESSION_RUNNING);
    ask(&scene, COMMAND_END_GENTLY);
    session_advance(&scene.session, BACK_FRAMES);
    assert_int_equal(look(&scene).state, SESSION_ENDED);
    close_scene(&scene);
}

static void going_on_from_the_feet_shortens_no_pause_and_ends_later(void **state)
{
    (void)state;
    struct scene scene;
    int64_t shift;
    open_scene(&scene, 120 * SECOND);
    int64_t pause = scene.session.line.cues[2].pause;
    session_advance(&scene.session, scene.session.line.cues[1].start + SECOND);
    ask(&scene, COMMAND_GROUND);
    session_advance(&scene.session, MADE_DETOUR);
    assert_int_equal(
        session_command(&scene.session, (struct command){COMMAND_FROM_THE_FEET, 0}, &shift),
        OUTCOME_LATER);
    const struct timeline *line = &scene.session.line;
    assert_int_equal(line->frames, 120 * SECOND + shift);
    assert_false(look(&scene).open_ended);
    for (size_t i = scene.session.cue + 1; i < line->count; i++)
        assert_in_range(line->cues[i].pause, pause - 1, pause + 1);
    session_advance(&scene.session, 1000 * SECOND);
    assert_int_equal(look(&scene).state, SESSION_ENDED);
    close_scene(&scene);
}

/* ---- where it is asked for */

static void what_a_detour_had_to_say_is_dropped_for_grounding(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 11 * SECOND);
    ask(&scene, COMMAND_RESTLESS);
    session_advance(&scene.session, 2 * SECOND);
    assert_int_equal(look(&scene).away, AWAY_DETOUR);
    ask(&scene, COMMAND_GROUND);
    ask(&scene, COMMAND_FROM_THE_FEET);
    session_advance(&scene.session, MADE_DETOUR_SPEECH + MADE_DETOUR_PAUSE);
    assert_int_equal(look(&scene).away, AWAY_NOT);
    assert_int_equal(look(&scene).step, 1);
    assert_int_equal(look(&scene).into, 2 * SECOND); /* its second sentence */
    close_scene(&scene);
}

static void an_open_ended_sitting_is_one_again_from_the_feet(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    scene.session.open_ended = true;
    session_advance(&scene.session, 11 * SECOND);
    ask(&scene, COMMAND_GROUND);
    ask(&scene, COMMAND_FROM_THE_FEET);
    assert_true(look(&scene).open_ended);
    close_scene(&scene);
}

static void grounding_among_sounds_stops_as_any(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 11 * SECOND);
    ask(&scene, COMMAND_GROUND);
    ask(&scene, COMMAND_SIT_WITH_SOUNDS);
    ask(&scene, COMMAND_GROUND);
    assert_int_equal(ask(&scene, COMMAND_END_GENTLY), OUTCOME_DONE);
    assert_int_equal(look(&scene).state, SESSION_RUNNING);
    assert_int_equal(look(&scene).away, AWAY_ON);
    session_advance(&scene.session, MADE_DETOUR_SPEECH + MADE_DETOUR_PAUSE);
    assert_int_equal(look(&scene).state, SESSION_ENDED);
    close_scene(&scene);
}

static void grounding_alone_has_no_practice_to_go_on_with(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    ask(&scene, COMMAND_GROUND);
    session_forget_waiting(&scene.session);
    assert_false(look(&scene).can_go_on);
    assert_int_equal(ask(&scene, COMMAND_FROM_THE_FEET), OUTCOME_NOTHING);
    assert_int_equal(look(&scene).away, AWAY_GROUND);
    close_scene(&scene);
}

static void from_the_last_bell_sounds_lead_to_the_bell_again(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    end_with_bell(&scene);
    session_advance(&scene.session, 81 * SECOND);
    ask(&scene, COMMAND_GROUND);
    assert_int_equal(ask(&scene, COMMAND_SIT_WITH_SOUNDS), OUTCOME_DONE);
    session_advance(&scene.session, 60 * SECOND);
    assert_int_not_equal(ask(&scene, COMMAND_END_GENTLY), OUTCOME_NOTHING);
    assert_int_equal(look(&scene).step, 8);
    assert_int_equal(look(&scene).into, 0);
    close_scene(&scene);
}

static void bells_ring_among_sounds_but_not_while_one_is_grounded(void **state)
{
    (void)state;
    static const struct ring BLOCK = {"block", "block.flac", SECOND / 2};
    const struct intervals intervals = {&BLOCK, 30 * SECOND, 30 * SECOND, 1};
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_set_intervals(&scene.session, &intervals);
    session_advance(&scene.session, 11 * SECOND);
    ask(&scene, COMMAND_GROUND);
    assert_int_equal(scene.session.strikes.count, 0);
    ask(&scene, COMMAND_SIT_WITH_SOUNDS);
    assert_true(scene.session.strikes.count > 100);
    close_scene(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grounding_interrupts_at_once_and_nothing_goes_on_by_itself),
        cmocka_unit_test(grounding_again_says_it_in_other_words),
        cmocka_unit_test(stopping_after_grounding_ends_the_session),
        cmocka_unit_test(sitting_with_sounds_has_no_end_until_it_is_ended),
        cmocka_unit_test(going_on_from_the_feet_shortens_no_pause_and_ends_later),
        cmocka_unit_test(what_a_detour_had_to_say_is_dropped_for_grounding),
        cmocka_unit_test(an_open_ended_sitting_is_one_again_from_the_feet),
        cmocka_unit_test(grounding_among_sounds_stops_as_any),
        cmocka_unit_test(grounding_alone_has_no_practice_to_go_on_with),
        cmocka_unit_test(from_the_last_bell_sounds_lead_to_the_bell_again),
        cmocka_unit_test(bells_ring_among_sounds_but_not_while_one_is_grounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
